"""The entries of a signing part: which stretch of the text is one signatory's."""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.folding import fold
from docsieve.model import Block
from docsieve.places import countries_of
from docsieve.signatories.glued import glued_person
from docsieve.signing.evidence import is_date, split_head, untitled
from docsieve.signing.headings import Heading
from docsieve.signing.lines import Line, bare, is_sentence, look
from docsieve.signing.names import is_role_word, person_form, traits
from docsieve.signing.parts import SigningPart
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.runs import is_enumeration, outside_brackets

MARKS = (";", " / ", "/", " · ", "•", "|", "،", "、", "，", ",")
LEAST_PIECES = 2
PAIRED_SHARE = 0.75
LEAST_PAIRS = 3
SIGNATURE_BLOCK_LINES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One signatory's stretch of the text.

    ``cells`` are its pieces as spans of the raw text: the name first, then what further cells or lines
    say of it. ``heading`` is the nearest heading above.
    """

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]
    heading: Heading | None = None
    is_last: bool = False


def entries_of(part: SigningPart, blocks: Sequence[Block], text: str, offset: int) -> list[Entry]:
    """Give the entries of a part, in its order.

    ``text`` is the raw text from ``offset`` on that the blocks were cut from.
    """
    if part.found_by in ("inline", "byline"):
        return _pieces(part.start, part.end, text, offset, part.heading)
    lines = [look(blocks[index], index, 1) for index in part.entries]
    gaps = {index: blocks[index - 1].separator.count("\n") for index in part.entries if index}
    if part.is_table:
        return _rows(lines, part)
    run_on = _run_on(lines)
    if run_on is not None:
        return _pieces(run_on[0], run_on[1], text, offset, part.heading)
    if 2 * sum(is_enumeration(line.text) for line in lines) >= len(lines):
        return [
            entry
            for line in lines
            for entry in (
                _pieces(line.body_start, line.body_start + len(line.body), text, offset, _above(part, line.index))
                if is_enumeration(line.text)
                else [_alone(line, part)]
            )
        ]
    grouped = _grouped(lines, part, gaps)
    return [_joined(group, part) for group in grouped]


def _above(part: SigningPart, index: int) -> Heading | None:
    heading = part.heading
    for position, found in part.subheads:
        if position < index:
            heading = found if found.people or found.bodies or heading is None else heading
    return heading


def _span(line: Line) -> tuple[int, int]:
    return line.body_start, line.body_start + len(line.body)


def _alone(line: Line, part: SigningPart) -> Entry:
    start, end = _span(line)
    cells = _cells(line)
    return Entry(start, end, cells, _above(part, line.index))


def _cells(line: Line) -> tuple[tuple[int, int], ...]:
    """Split a line at tabs and wide gaps, as tables flattened to lines have them."""
    start, _ = _span(line)
    body = line.body
    if "\t" not in body and "   " not in body:
        return (_span(line),)
    marked = body.replace("   ", "\t\t\t")
    spans = []
    at = 0
    for piece in marked.split("\t"):
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + at + lead, start + at + lead + len(stripped)))
        at += len(piece) + 1
    return tuple(spans) or (_span(line),)


def _joined(group: list[Line], part: SigningPart) -> Entry:
    cells = tuple(cell for line in group for cell in _cells(line))
    return Entry(cells[0][0], max(end for _, end in cells), cells, _above(part, group[0].index))


def _rows(lines: list[Line], part: SigningPart) -> list[Entry]:
    """Group the cells of a table that stands one cell a line: a number, the name, the rest."""
    rows: list[list[Line]] = []
    for line in lines:
        digits = line.text.rstrip(".)")
        if digits.isdigit() and len(digits) <= 4:
            rows.append([])
        elif rows:
            rows[-1].append(line)
    return [_joined(row, part) for row in rows if row]


def _run_on(lines: list[Line]) -> tuple[int, int] | None:
    """Give the span of lines that are one run-on list, wrapped: names between slashes or semicolons."""
    if len(lines) < LEAST_PAIRS or any(line.marker == "number" for line in lines):
        return None
    for mark in (" / ", ";"):
        holding = sum(1 for line in lines if mark in f" {line.text} ")
        if holding >= PAIRED_SHARE * len(lines) and holding >= LEAST_PAIRS:
            return lines[0].body_start, lines[-1].body_start + len(lines[-1].body)
    return None


def _pieces(start: int, end: int, text: str, offset: int, heading: Heading | None) -> list[Entry]:
    """Split a run-on list at its separator."""
    raw = text[start - offset : end - offset]
    flat = outside_brackets(_quoted_out(raw))
    mark = _separator(flat)
    spans = _split_spans(flat, mark)
    spans = _with_numbers_joined(spans, raw)
    entries = []
    for position, (begin, stop) in enumerate(spans):
        for first, last in _conjoined(raw, begin, stop, is_last=position == len(spans) - 1 and len(spans) > 1):
            entries.append(Entry(start + first, start + last, ((start + first, start + last),), heading, position == len(spans) - 1))
    return entries


def _quoted_out(raw: str) -> str:
    """Blank commas inside quotation marks by blanking what is quoted with guillemets or curly quotes."""
    kept = []
    inside = False
    for c in raw:
        if c in "«“":
            inside = True
        kept.append("_" if inside and c in ",;/" else c)
        if c in "»”":
            inside = False
    return "".join(kept)


def _separator(flat: str) -> str:
    counts = {mark: flat.count(mark) for mark in MARKS}
    spaced = flat.replace("\n", " ")
    for mark in (";", " / ", " · ", "•", "|"):
        if spaced.count(mark) >= LEAST_PIECES and spaced.count(mark) * 4 >= counts[","]:
            return mark.strip()
    if counts[";"]:
        return ";"
    return max(("،", "、", "，", ","), key=lambda mark: counts[mark])


def _split_spans(flat: str, mark: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for piece in flat.split(mark):
        lead = len(piece) - len(piece.lstrip(" \n\r\t\xa0•-–"))
        stripped = piece.strip(" \n\r\t\xa0•").rstrip("…")
        stripped = stripped.strip(" \n\r\t\xa0•-–")
        if any(c.isalnum() for c in stripped):
            spans.append((at + lead, at + lead + len(stripped)))
        at += len(piece) + len(mark)
    return spans


def _with_numbers_joined(spans: list[tuple[int, int]], raw: str) -> list[tuple[int, int]]:
    """Join pieces that are figures only to the name before them: ``Branch 17, 62, 06``."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and raw[begin:end].isdigit():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


CONJUNCTIONS = (" and ", " y ", " e ", " et ", " und ", " en ", " och ", " og ", " ve ", " i ", " и ", " και ", " & ", " و", " dan ", " ja ", " és ", " și ", " a ")


def _conjoined(raw: str, begin: int, end: int, *, is_last: bool) -> list[tuple[int, int]]:
    """Split the last piece of a run-on list at its conjunction, where both sides are names of persons."""
    piece = raw[begin:end]
    low = piece.casefold()
    if is_last:
        for word in ("and ", "y ", "et ", "und ", "ve ", "e ", "и ", "och ", "og ", "en "):
            if low.startswith(word) and piece[len(word) : len(word) + 1].isupper():
                return [(begin + len(word), end)]
    for conjunction in CONJUNCTIONS:
        at = piece.find(conjunction)
        if at <= 0:
            continue
        left, right = piece[:at].strip(), piece[at + len(conjunction) :].strip()
        if person_form(left) and person_form(right) and traits(left).given and traits(right).given and not traits(piece).kinds:
            right_begin = begin + at + len(conjunction)
            return [(begin, begin + at), (right_begin, end)]
    return [(begin, end)]


def _grouped(lines: list[Line], part: SigningPart, gaps: dict[int, int]) -> list[list[Line]]:
    """Group lines that belong to one signatory: a name, and below it role, affiliation, country."""
    period = _period(lines)
    if period > 1:
        first = _first_name(lines)
        head = [[line] for line in lines[:first]]
        return head + [lines[at : at + period] for at in range(first, len(lines), period)]
    groups: list[list[Line]] = []
    block_like = part.found_by in ("closing", "ending") and len(lines) <= SIGNATURE_BLOCK_LINES
    for line in lines:
        if groups and not line.marker and _describes(line, groups[-1], block_like=block_like, gap=gaps.get(line.index, 2)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _first_name(lines: list[Line]) -> int:
    return next((i for i, line in enumerate(lines) if _is_person_line(line)), 0)


def _is_person_line(line: Line) -> bool:
    name = untitled(split_head(line.body.strip(" .,"))[0])
    return (person_form(name) and not traits(name).kinds) or bool(glued_person(line.body)[1])


def _period(lines: list[Line]) -> int:
    """Give 2 where names of persons alternate with lines about them, else 1."""
    if any(line.marker for line in lines):
        return 1
    first = _first_name(lines)
    rest = lines[first:]
    names, about = rest[::2], rest[1::2]
    if len(about) < LEAST_PAIRS:
        return 1
    named = sum(map(_is_person_line, names))
    told = sum(1 for line in about if not _is_person_line(line) and (traits(line.body).kinds or traits(line.body).roles or "," in line.body or countries_of(line.body)))
    if named >= PAIRED_SHARE * len(names) and told >= PAIRED_SHARE * len(about):
        return 2
    return 1


def _describes(line: Line, group: list[Line], *, block_like: bool, gap: int) -> bool:
    """Say whether a line tells of the name above it: countries, a role, in a closing also a body."""
    body = line.body.strip(" .,;")
    if countries_of(body.strip("()[]")):
        return True
    if is_date(line):
        return False
    if body.startswith("(") and body.endswith(")"):
        return len(group) == 1
    words = bare(line.words)
    if opening_phrase(words, "capacity"):
        return True
    if not block_like or gap > 1 or not _is_person_line(group[0]):
        return False
    if _is_person_line(line) and not any(map(is_role_word, words)):
        return False
    return any(map(is_role_word, words)) or traits(body).kinds > 0 or traits(body).acronyms > 0


