"""The entries of a signing part: which stretch of the text is one signatory's."""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.folding import small_words
from docsieve.model import Block
from docsieve.places import countries_of, is_place
from docsieve.signatories.glued import glued_person
from docsieve.signatories.roles import is_role
from docsieve.signatories.runons import split_names, split_persons
from docsieve.signing.enumerations import is_enumeration, is_short_enumeration
from docsieve.signing.evidence import is_date, split_head
from docsieve.signing.headings import Heading
from docsieve.signing.lines import Line, bare, look
from docsieve.signing.names import person_form, traits
from docsieve.signing.parts import SigningPart
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.vocabulary import is_role_word, untitled

PAIRED_SHARE = 0.75
LEAST_PAIRS = 3
SELF_NAMED_SHARE = 0.6
LONGEST_SIGNATURE_BLOCK = 8
LONGEST_CELL_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One signatory's stretch of the text.

    ``cells`` are its pieces as spans of the raw text: the name first, then what further cells or lines
    say of it. ``heading`` is the nearest heading above, ``section`` the position of its block.
    """

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]
    heading: Heading | None = None
    section: int = -1


def entries_of(part: SigningPart, blocks: Sequence[Block], text: str, offset: int) -> list[Entry]:
    """Give the entries of a part, in its order.

    ``text`` is the raw text from ``offset`` on that the blocks were cut from.
    """
    if part.found_by == "inline":
        return _split(part.start, part.end, text, offset, part.heading)
    lines = [look(blocks[index], index, _gap(blocks, index)) for index in part.entries]
    named = _named_in_headings(part, blocks)
    if part.is_table:
        return named + _rows(lines, part)
    run_on = _run_on(lines)
    if run_on is not None:
        return named + _split(*run_on, text, offset, part.heading)
    if 2 * sum(is_enumeration(line.text) or _lists_names(line) for line in lines) >= len(lines):
        return named + [entry for line in lines for entry in _of_line(line, part, text, offset)]
    grouped = [_joined(group, part) for group in _grouped(lines, part)]
    return named + [shared for entry in grouped for shared in _persons_apart(entry, text, offset)]


def _gap(blocks: Sequence[Block], index: int) -> int:
    return blocks[index - 1].separator.count("\n") if index else 2


def _named_in_headings(part: SigningPart, blocks: Sequence[Block]) -> list[Entry]:
    """Give the bodies that a heading itself names: ``the Harbour Union and the following 20 people``."""
    headings = [(part.head, part.heading), *part.subheads]
    entries = []
    for index, heading in headings:
        if index is not None and heading is not None and heading.named:
            line = look(blocks[index], index, 1)
            name = _without_article(line.body[: heading.named])
            end = line.body_start + heading.named
            entries.append(Entry(end - len(name), end, ((end - len(name), end),)))
    return entries


def _above(part: SigningPart, index: int) -> Heading | None:
    heading = part.heading
    for position, found in part.subheads:
        if position < index and (found.people or found.bodies or heading is None):
            heading = found
    return heading


def _section(part: SigningPart, index: int) -> int:
    return max((position for position, _ in part.subheads if position < index), default=-1)


def _span(line: Line) -> tuple[int, int]:
    return line.body_start, line.body_start + len(line.body)


def _split(start: int, end: int, text: str, offset: int, heading: Heading | None) -> list[Entry]:
    names = split_names(text[start - offset : end - offset])
    return [Entry(start + a, start + b, ((start + a, start + b),), heading) for a, b in names]


def _of_line(line: Line, part: SigningPart, text: str, offset: int) -> list[Entry]:
    if is_enumeration(line.text) or _lists_names(line):
        return _split(*_span(line), text, offset, _above(part, line.index))
    return [_joined([line], part)]


def _lists_names(line: Line) -> bool:
    """Say whether a short line is a run-on list: each of its pieces names somebody by its own words."""
    if not is_short_enumeration(line.body):
        return False
    pieces = [line.body[begin:end] for begin, end in split_names(line.body)]
    named = sum(map(_names_by_itself, pieces))
    return len(pieces) > 1 and named >= SELF_NAMED_SHARE * len(pieces) and all(map(_may_name, pieces))


def _names_by_itself(piece: str) -> bool:
    name = _without_article(split_head(piece)[0])
    look = traits(name)
    person = person_form(untitled(name)) and look.given
    return look.words > 1 and (look.kinds > 0 or person)


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in small_words("articles") else name


def _may_name(piece: str) -> bool:
    """Say whether a piece can be a name of its own: not a role, a country, a place or a single word."""
    name = _without_article(split_head(piece)[0])
    said = is_role(name) or countries_of(name) or is_place(name)
    return not said and name[:1].isupper() and " " in name


def _joined(group: list[Line], part: SigningPart) -> Entry:
    cells = tuple(cell for line in group for cell in _cells(line))
    index = group[0].index
    return Entry(cells[0][0], max(end for _, end in cells), cells, _above(part, index), _section(part, index))


def _cells(line: Line) -> tuple[tuple[int, int], ...]:
    """Split a line at tabs and wide gaps, as tables flattened to lines have them."""
    start, end = _span(line)
    if "\t" not in line.body and "   " not in line.body:
        return ((start, end),)
    spans = []
    at = start
    for piece in line.body.replace("   ", "\t\t\t").split("\t"):
        stripped = piece.strip()
        if stripped:
            begin = at + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(stripped)))
        at += len(piece) + 1
    return tuple(spans) or ((start, end),)


def _rows(lines: list[Line], part: SigningPart) -> list[Entry]:
    """Group the cells of a table that stands one cell a line: a number, the name, the rest."""
    rows: list[list[Line]] = []
    for line in lines:
        digits = line.text.rstrip(".)")
        if digits.isdigit() and len(digits) <= LONGEST_CELL_NUMBER:
            rows.append([])
        elif rows:
            rows[-1].append(line)
    return [_joined(row, part) for row in rows if row]


def _run_on(lines: list[Line]) -> tuple[int, int] | None:
    """Give the span of lines that are one run-on list, wrapped: names between slashes or semicolons."""
    if len(lines) < LEAST_PAIRS or any(line.marker == "number" for line in lines):
        return None
    for mark in (" / ", ";"):
        holding = sum(mark in f" {line.text} " for line in lines)
        if holding >= PAIRED_SHARE * len(lines) and holding >= LEAST_PAIRS:
            return lines[0].body_start, lines[-1].body_start + len(lines[-1].body)
    return None


def _persons_apart(entry: Entry, text: str, offset: int) -> list[Entry]:
    """Split an entry of two persons in one line."""
    if len(entry.cells) > 1:
        return [entry]
    raw = text[entry.start - offset : entry.end - offset]
    spans = split_persons(raw, (0, len(raw)))
    if len(spans) == 1:
        return [entry]
    base = entry.start
    return [
        Entry(base + a, base + b, ((base + a, base + b),), entry.heading, entry.section) for a, b in spans
    ]


def _grouped(lines: list[Line], part: SigningPart) -> list[list[Line]]:
    """Group lines that belong to one signatory: a name, and below it role, affiliation, country."""
    if _is_paired(lines):
        first = _first_person(lines)
        return [[line] for line in lines[:first]] + [lines[at : at + 2] for at in range(first, len(lines), 2)]
    groups: list[list[Line]] = []
    is_block = part.found_by in ("closing", "ending") and len(lines) <= LONGEST_SIGNATURE_BLOCK
    for line in lines:
        if groups and not line.marker and _describes(line, groups[-1], is_block=is_block):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _first_person(lines: list[Line]) -> int:
    return next((i for i, line in enumerate(lines) if _is_person_line(line)), 0)


def _is_person_line(line: Line) -> bool:
    name = untitled(split_head(line.body.strip(" .,"))[0])
    return (person_form(name) and not traits(name).kinds) or bool(glued_person(line.body)[1])


def _is_bare_person(line: Line) -> bool:
    name = line.body.strip(" .,")
    return person_form(name) and not traits(name).kinds


def _names_somebody(line: Line) -> bool:
    """Say whether a line begins with a person's name beyond doubt: a title or a given name, and its form."""
    name = split_head(line.body.strip(" .,"))[0]
    seen = traits(name)
    known = person_form(untitled(name)) and not seen.kinds and (seen.given or seen.titled)
    return known or bool(glued_person(line.body)[1])


def _is_paired(lines: list[Line]) -> bool:
    """Say whether names of persons alternate with lines about them."""
    if any(line.marker for line in lines):
        return False
    rest = lines[_first_person(lines) :]
    names, about = rest[::2], rest[1::2]
    if len(about) < LEAST_PAIRS:
        return False
    named = sum(map(_is_bare_person, names))
    told = sum(not _is_bare_person(line) and _tells(line) for line in about)
    return named >= PAIRED_SHARE * len(names) and told >= PAIRED_SHARE * len(about)


def _tells(line: Line) -> bool:
    seen = traits(line.body)
    return seen.kinds > 0 or seen.roles > 0 or "," in line.body or bool(countries_of(line.body))


def _describes(line: Line, group: list[Line], *, is_block: bool) -> bool:
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
    if not is_block or line.gap > 1 or not _is_person_line(group[0]) or _names_somebody(line):
        return False
    roles = any(map(is_role_word, words))
    if _is_person_line(line) and not any(map(is_role_word, bare(split_head(body)[0].split()))):
        return False
    return roles or traits(body).kinds > 0 or traits(body).acronyms > 0
