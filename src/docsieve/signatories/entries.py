"""The entries of a signing part: which stretch of the text is one signatory's."""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.folding import small_words
from docsieve.model import Block
from docsieve.places import countries_of, is_place
from docsieve.signatories.groups import grouped
from docsieve.signatories.roles import is_role
from docsieve.signatories.runons import split_names, split_persons
from docsieve.signing.enumerations import is_enumeration, is_short_enumeration
from docsieve.signing.evidence import split_head
from docsieve.signing.headings import LIKELY, Heading
from docsieve.signing.lines import Line, look
from docsieve.signing.names import person_form, traits
from docsieve.signing.parts import SigningPart
from docsieve.signing.vocabulary import untitled

RUN_ON_SHARE = 0.75
LEAST_RUN_ON = 3
SELF_NAMED_SHARE = 0.6
LONGEST_CELL_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One signatory's stretch of the text.

    ``cells`` are its pieces as spans of the raw text: the name first, then what further cells or lines
    say of it. ``heading`` is the nearest heading above, ``section`` the position of its block;
    ``countries`` are those of a heading by country, ``told`` the cells whose column a table's header names.
    """

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]
    heading: Heading | None = None
    section: int = -1
    countries: tuple[str, ...] = ()
    told: tuple[tuple[str, tuple[int, int]], ...] = ()


def entries_of(part: SigningPart, blocks: Sequence[Block], text: str, offset: int) -> list[Entry]:
    """Give the entries of a part, in its order.

    ``text`` is the raw text from ``offset`` on that the blocks were cut from.
    """
    if part.found_by == "inline":
        return _split(part.start, part.end, text, offset, part.heading)
    lines = [look(blocks[index], index, _gap(blocks, index)) for index in part.entries]
    named = _named_in_headings(part, blocks)
    if part.rows:
        by_index = {line.index: line for line in lines}
        return [_of_row([(column, by_index[index]) for column, index in row], part) for row in part.rows]
    if part.is_table:
        return named + _rows(lines, part)
    run_on = _run_on(lines)
    if run_on is not None:
        return named + _split(*run_on, text, offset, part.heading)
    if 2 * sum(is_enumeration(line.text) or _lists_names(line) for line in lines) >= len(lines):
        return named + [entry for line in lines for entry in _of_line(line, part, text, offset)]
    whole = [_joined(group, part) for group in grouped(lines, part.found_by)]
    return named + [shared for entry in whole for shared in _persons_apart(entry, text, offset)]


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
    named = (position for position, found in part.subheads if found.how != "country" and position < index)
    return max(named, default=-1)


def _countries(part: SigningPart, index: int) -> tuple[str, ...]:
    """Give the countries of the nearest heading above, none where it is not by country."""
    above = [found.countries for position, found in part.subheads if position < index]
    return above[-1] if above else ()


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
    return Entry(
        cells[0][0],
        max(end for _, end in cells),
        cells,
        _above(part, index),
        _section(part, index),
        _countries(part, index),
    )


def _of_row(row: list[tuple[str, Line]], part: SigningPart) -> Entry:
    """Make an entry of a row whose columns are known: a body beside a name is the person's."""
    columns = [column for column, _ in row]
    first = columns.index("name" if "name" in columns else "body")
    told = tuple((column, _span(line)) for at, (column, line) in enumerate(row) if at != first)
    spans = [_span(line) for _, line in row if _ != "number"]
    people = columns[first] == "name" and bool({"role", "body"} & set(columns))
    bodies = columns[first] == "body"
    heading = Heading(LIKELY, "columns", people, bodies) if people or bodies else part.heading
    start, end = min(begin for begin, _ in spans), max(end for _, end in spans)
    return Entry(start, end, (_span(row[first][1]),), heading, told=told)


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
    if len(lines) < LEAST_RUN_ON or any(line.marker == "number" for line in lines):
        return None
    for mark in (" / ", ";"):
        holding = sum(mark in f" {line.text} " for line in lines)
        if holding >= RUN_ON_SHARE * len(lines) and holding >= LEAST_RUN_ON:
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
