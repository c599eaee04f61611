"""The entries of a signing part: which stretch of the text is one signatory's."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from docsieve.model import Block
from docsieve.places import countries_called, countries_of
from docsieve.signatories.abreast import are_two_abreast, in_columns, side_by_side, told_abreast
from docsieve.signatories.bylines import byline_entries
from docsieve.signatories.cells import (
    Span,
    cells_at,
    cells_of,
    is_table_head,
    line_at,
    names_in_halves,
    row_mark,
    span_of,
)
from docsieve.signatories.couples import behind_family, couples_apart, told_of_both
from docsieve.signatories.entry import Entry, Source, extent
from docsieve.signatories.grouping import grouped, hanging
from docsieve.signatories.heads import Heads
from docsieve.signatories.listed import (
    alone_in_section,
    are_under_labels,
    dash_behind_countries,
    is_clear_run_on,
    is_run_on,
    lists_bodies,
    paragraphs_of_sections,
    run_on_span,
    without_article,
    wrapped_lists,
)
from docsieve.signatories.numbered import without_numbers
from docsieve.signatories.roles import is_role
from docsieve.signatories.runons import (
    are_persons_listed,
    shared_body,
    split_names,
    split_persons,
)
from docsieve.signatories.sections import without_heads
from docsieve.signatories.tabbed import tabbed_rows
from docsieve.signing.asides import is_cell_number
from docsieve.signing.behalf import behalf_of
from docsieve.signing.bylines import joins_bodies
from docsieve.signing.columns import heads_column
from docsieve.signing.going_on import hangs, wraps
from docsieve.signing.headings import LIKELY, Heading, label_of
from docsieve.signing.labels import label_ends, label_in_brackets
from docsieve.signing.lines import Line, look, with_own_marks
from docsieve.signing.part import SigningPart
from docsieve.signing.rosters import roster, roster_lines

LEAST_SEMICOLONS, LEAST_PAIR = 2, 2


def entries_of(part: SigningPart, blocks: Sequence[Block], source: Source) -> list[Entry]:
    """Give the entries of a part, in its order."""
    heads = [(part.head, part.heading), *part.subheads]
    behalves = [index for index, found in heads if index is not None and found and found.how == "behalf"]
    entries = list(couples_apart(without_numbers(_entries(part, blocks, source), source), source))
    return _on_behalf(entries, heads, blocks) if behalves else entries


def _on_behalf(
    entries: list[Entry], heads: Sequence[tuple[int | None, Heading | None]], blocks: Sequence[Block]
) -> list[Entry]:
    """Add to each entry the body that the heading above it says it signs for."""
    bodies: list[tuple[int, Span | None]] = []
    for index, found in heads:
        if index is not None and found is not None:
            line = look(blocks[index], index, 1)
            label = line.body[: found.inline] if found.inline > 0 else line.body
            body = behalf_of(label, unknown=True) if found.how == "behalf" else None
            start = line.body_start
            bodies.append((start, (start + body[0], start + body[1]) if body else None))
    starts = [start for start, _ in bodies]
    told = []
    for entry in entries:
        if entry.heading is not None and entry.heading.how == "label":
            told.append(entry)
            continue
        at = bisect_right(starts, entry.start)
        body = bodies[at - 1][1] if at else None
        told.append(replace(entry, told=(*entry.told, ("behalf", body))) if body is not None else entry)
    return told


def _entries(part: SigningPart, blocks: Sequence[Block], source: Source) -> list[Entry]:
    if part.found_by == "inline":
        return _split((part.start, part.end), source, part.heading)
    lines = with_own_marks([line_at(blocks, index, spaced=source.spaced) for index in part.entries])
    lines = without_heads(lines)
    named, heads = _named_in_headings(part, blocks), Heads.of(part)
    if part.rows:
        by_index = {line.index: line for line in lines}
        return [_of_row([(column, by_index[index]) for column, index in row], part) for row in part.rows]
    if part.groups or part.is_table:
        return named + (_of_groups(lines, part, heads, source) if part.groups else _rows(lines, heads))
    if part.found_by == "ending" and len(lines) == 1 and joins_bodies(lines[0].body):
        return byline_entries(part, source)
    tabbed, lines = tabbed_rows(lines, blocks, heads)
    if not lines:
        return named + tabbed
    named += tabbed
    mark = row_mark([line.body for line in lines])
    if mark:
        return named + [_joined([line], heads, mark) for line in lines]
    run_on = run_on_span(lines)
    if run_on is not None:
        return named + _split(run_on, source, part.heading)
    return named + _of_lines(lines, part, heads, source)


def _of_groups(lines: list[Line], part: SigningPart, heads: Heads, source: Source) -> list[Entry]:
    """Make an entry of each group of lines that the part says are one signatory's."""
    by_index = {line.index: line for line in lines}
    joined = [_joined([by_index[at] for at in group], heads) for group in part.groups]
    return [shared for entry in joined for shared in _persons_apart(entry, source)]


def _of_lines(lines: list[Line], part: SigningPart, heads: Heads, source: Source) -> list[Entry]:
    rows = [(line, cells_of(line)) for line in lines]
    texts = [[source.read(cell) for cell in cells] for _, cells in rows]
    beside = in_columns(rows, texts, heads) or side_by_side(rows, texts, heads)
    if beside := beside or told_abreast(lines, heads, source):
        held = set[int]().union(*(indexes for _, indexes in beside))
        alone = [line for line in lines if line.index not in held]
        others = _of_plain_lines(alone, part, heads, source)
        return sorted([*(entry for entry, _ in beside), *others], key=lambda entry: entry.start)
    if names := roster_lines([line.body for line in lines]):
        told = [_told_behind(line, name, heads) for line, name in zip(lines, names, strict=True) if name]
        unsplit = [line for line, name in zip(lines, names, strict=True) if not name]
        return sorted([*told, *_of_plain_lines(unsplit, part, heads, source)], key=lambda entry: entry.start)
    halves = names_in_halves(texts)
    lines = [line for line, cells in zip(lines, texts, strict=True) if not is_table_head(cells)]
    if halves:
        return [_whole_name(_joined([line], heads)) for line in lines]
    by_label, dash = are_under_labels(lines), dash_behind_countries(lines)
    labelled = [_of_label(line, heads, source, unknown=by_label, dash=dash) for line in lines]
    rest = [line for line, found in zip(lines, labelled, strict=True) if not found]
    named = [entry for found in labelled for entry in found]
    return sorted([*named, *_of_plain_lines(rest, part, heads, source)], key=lambda entry: entry.start)


def _told_behind(line: Line, length: int, heads: Heads) -> Entry:
    """Make an entry of a line whose name is so long, and what the person is right behind it."""
    start, end = span_of(line)
    return Entry(start, end, ((start, start + length), (start + length, end)), *heads.above(line.index))


def _of_plain_lines(lines: list[Line], part: SigningPart, heads: Heads, source: Source) -> list[Entry]:
    if not lines:
        return []
    mostly = 2 * sum(map(is_run_on, lines)) >= len(lines)
    alone = [] if mostly else alone_in_section(lines, heads)
    if mostly or (not alone and any(map(is_clear_run_on, lines))):
        runs = paragraphs_of_sections(lines, heads) or wrapped_lists(lines)
        return [entry for run in runs for entry in _of_wrapped(run, heads, source)]
    if alone:
        told = [entry for line in alone for entry in _of_line(line, heads, source)]
        taken = {line.index for line in alone}
        rest = [line for line in lines if line.index not in taken]
        return sorted([*told, *_of_plain_lines(rest, part, heads, source)], key=lambda entry: entry.start)
    joined = [_joined(group, heads) for group in hanging(lines) or grouped(lines, part)]
    return [shared for entry in joined for shared in _persons_apart(entry, source)]


def _whole_name(entry: Entry) -> Entry:
    """Make one cell of the first two: the halves of a person's name."""
    if len(entry.cells) == 1:
        return entry
    first, second, *rest = entry.cells
    return replace(entry, cells=((first[0], second[1]), *rest))


def _named_in_headings(part: SigningPart, blocks: Sequence[Block]) -> list[Entry]:
    """Give the bodies that a heading itself names: ``the Harbour Union and the following 20 people``."""
    headings = [(part.head, part.heading), *part.subheads]
    entries = []
    for index, heading in headings:
        if index is not None and heading is not None and heading.named:
            line = look(blocks[index], index, 1)
            name = without_article(line.body[: heading.named])
            end = line.body_start + heading.named
            entries.append(Entry(end - len(name), end, ((end - len(name), end),)))
    return entries


def _split(span: Span, source: Source, heading: Heading | None, section: int = -1) -> list[Entry]:
    start = span[0]
    if people := roster(source.read(span)):
        return [
            Entry(start + a, start + d, ((start + a, start + b), (start + c, start + d)), heading, section)
            for (a, b), (c, d) in people
        ]
    names = split_names(source.read(span), heading.declared if heading else None)
    return [Entry(start + a, start + b, ((start + a, start + b),), heading, section) for a, b in names]


def _of_line(line: Line, heads: Heads, source: Source) -> list[Entry]:
    if is_run_on(line):
        return _split(span_of(line), source, *heads.above(line.index))
    return [_joined([line], heads)]


def _of_wrapped(lines: list[Line], heads: Heads, source: Source) -> list[Entry]:
    if len(lines) == 1:
        return _of_line(lines[0], heads, source)
    return _split((lines[0].body_start, span_of(lines[-1])[1]), source, *heads.above(lines[0].index))


def _of_label(line: Line, heads: Heads, source: Source, *, unknown: bool, dash: str = "") -> list[Entry]:
    """Read a line of a list that a label opens: ``Unions: A, B``, ``Peru: A, B``; none where none does.

    ``unknown`` says that labels whose words no table knows count as well, as what persons belong to;
    ``dash`` is what stands behind a country in place of a colon.
    """
    cut = line.body.find(dash) + 1 if dash else label_ends(line.body)
    if cut < 1:
        return []
    codes = countries_of(line.body[:cut]) or countries_called(line.body[:cut])
    found = None if codes else label_of(line.body[:cut])
    of_bodies = found is None and not codes and lists_bodies(line.body[cut + 1 :])
    if not (codes or found or unknown or of_bodies or _lists(line.body[cut + 1 :])):
        return []
    label = replace(found, how="label") if found else None
    start, end = span_of(line)
    heading, section = heads.above(line.index)
    entries = _split((start + cut + 1, end), source, label or heading, section)
    above = (start + bool(label_in_brackets(line.body)), start + cut)
    if codes or (found is None and is_role(source.read(above))):
        return [replace(entry, cells=(*entry.cells, above)) for entry in entries]
    plain = found or of_bodies
    return entries if plain else [replace(entry, told=(("body", above),)) for entry in entries]


def _lists(text: str) -> bool:
    """Say whether what stands behind a label is a list: persons between commas, names between semicolons."""
    return are_persons_listed(text) or text.count(";") >= LEAST_SEMICOLONS


def _joined(group: list[Line], heads: Heads, mark: str = "") -> Entry:
    """Make an entry of lines, each parted into cells at a mark or as a row of a table."""
    rows = [cells_at(line, mark) if mark else cells_of(line) for line in group]
    for at in range(len(group) - 1, 0, -1):
        if wraps(group[at - 1], group[at]) or hangs(group[at - 1], group[at]):  # one name over two lines
            above, below = rows[at - 1], rows.pop(at)
            rows[at - 1] = (*above[:-1], (above[-1][0], below[0][1]), *below[1:])
    cells = tuple(cell for row in rows for cell in row)
    index = group[0].index
    return Entry(*extent(cells), cells, *heads.above(index), heads.countries(index))


def _of_row(row: list[tuple[str, Line]], part: SigningPart) -> Entry:
    """Make an entry of a row whose columns are known: a body beside a name is the person's."""
    columns = [column for column, _ in row]
    first = columns.index("name" if "name" in columns else "body")
    told = tuple((column, span_of(line)) for at, (column, line) in enumerate(row) if at != first)
    spans = [span_of(line) for column, line in row if column != "number"]
    people = columns[first] == "name" and bool({"role", "body"} & set(columns))
    bodies = columns[first] == "body"
    heading = Heading(LIKELY, "columns", people, bodies) if people or bodies else part.heading
    return Entry(*extent(spans), (span_of(row[first][1]),), heading, told=told)


def _rows(lines: list[Line], heads: Heads) -> list[Entry]:
    """Group the cells of a table that stands one cell a line: a number, the name, the rest."""
    first = next((at for at, line in enumerate(lines) if is_cell_number(line)), 0)
    # What stands above the first number are names that have none, and no cells of a row.
    rows = [[line] for line in lines[:first] if not heads_column(line.body)]
    for line in lines[first:]:
        if is_cell_number(line):
            rows.append([])
        else:
            rows[-1].append(line)
    return [_joined(row, heads) for row in rows if row]


def _persons_apart(entry: Entry, source: Source) -> list[Entry]:
    """Split an entry of two persons in one line."""
    base, end = entry.cells[0]
    if are_two_abreast(entry, source):
        return [replace(entry, cells=(cell, *entry.cells[LEAST_PAIR:])) for cell in entry.cells[:LEAST_PAIR]]
    raw = source.read((base, end))
    spans = [(base + a, base + b) for a, b in split_persons(raw, (0, len(raw)))]
    if len(spans) < 2:
        return [entry]
    apart = [replace(entry, start=a, end=b, cells=((a, b), *entry.cells[1:])) for a, b in spans]
    shared = behind_family(source.read(spans[0]), source.read(spans[-1])) or told_of_both(raw)
    if shared and len(spans) == LEAST_PAIR:
        of_both = (spans[-1][1] - len(shared), spans[-1][1])
        return [replace(apart[0], cells=(*apart[0].cells, of_both)), apart[1]]
    body = shared_body(source.read(spans[-1])) if len(spans) > 1 else ""
    if not body or shared_body(source.read(spans[0])):
        return apart
    behalf = ("behalf", (spans[-1][1] - len(body), spans[-1][1]))
    return [replace(apart[0], told=(*entry.told, behalf)), *apart[1:]]
