"""Signatures set side by side: names in columns, and below each name what the person is."""

from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise

from docsieve.signatories.cells import Span, are_columns, are_columns_of_persons, cells_at
from docsieve.signatories.entry import Entry, Source, extent
from docsieve.signatories.heads import Heads
from docsieve.signatories.organizations import names_known_person
from docsieve.signing.enumerations import outside_brackets
from docsieve.signing.evidence import begins_with_person
from docsieve.signing.lines import Line
from docsieve.signing.marks import signed_by_hand
from docsieve.signing.names import names_person, person_form, traits
from docsieve.signing.offices import tells_office
from docsieve.signing.titles import unranked

LEAST_ABREAST, MOST_ABREAST = 2, 4
MARKS_ABREAST = (" • ", " · ", "\t", " | ")


def abreast(rows: Sequence[Sequence[str]]) -> list[list[tuple[int, int]]]:
    """Give for each person the places (row, column) of the name and of what stands below it; none else.

    Every row has as many cells as the first, and the rows of names are names alone.

    >>> abreast([["Ana Sol", "Ben Mar"], ["Chair, Tide Trust", "Poet"]])
    [[(0, 0), (1, 0)], [(0, 1), (1, 1)]]
    >>> abreast([["Ana Sol", "Tide Trust"], ["Ben Mar", "Quay Union"]])
    []
    """
    wide = len(rows[0]) if rows else 0
    if not LEAST_ABREAST <= wide <= MOST_ABREAST or any(len(row) != wide for row in rows):
        return []
    rows = [[cell[slice(*signed_by_hand(cell))] for cell in row] for row in rows]
    named = [_are_persons(row) for row in rows]
    if not named[0]:
        return _below_offices(rows, named)
    if len(rows) < LEAST_ABREAST or all(named):
        return []
    stray = any(any(map(_is_known, row)) for row, names in zip(rows, named, strict=True) if not names)
    if stray and not _come_evenly([at for at, names in enumerate(named) if names], len(rows)):
        return []
    blocks: list[list[tuple[int, int]]] = []
    for at, names in enumerate(named):
        if names:
            blocks += [[(at, column)] for column in range(wide)]
        else:
            for column, block in enumerate(blocks[-wide:]):
                block.append((at, column))
    return blocks


def side_by_side(
    rows: Sequence[tuple[Line, tuple[Span, ...]]], texts: list[list[str]], heads: Heads
) -> list[tuple[Entry, set[int]]]:
    """Give the entries set side by side, each with the lines it was read from; none where rows are none."""
    chunks = list(accumulate(line.gap > 1 for line, _ in rows))
    apart = [list(run) for _, run in groupby(range(len(rows)), key=lambda at: (chunks[at], len(texts[at])))]
    whole = [list(run) for _, run in groupby(range(len(rows)), key=lambda at: len(texts[at]))]
    beside = [(run, abreast([texts[at] for at in run])) for run in apart]
    if not any(blocks for _, blocks in beside):
        beside = [(run, abreast([texts[at] for at in run])) for run in whole]
    entries = []
    for places, blocks in beside:
        for block in blocks:
            cells = [rows[places[at]][1][column] for at, column in block]
            above = heads.above(rows[places[block[0][0]]][0].index)
            entry = Entry(*extent(cells), tuple(cells), *above)
            entries.append((entry, {rows[places[at]][0].index for at, _ in block}))
    return entries or _columns_among_lines(rows, texts, heads)


def in_columns(
    rows: Sequence[tuple[Line, tuple[Span, ...]]], texts: list[list[str]], heads: Heads
) -> list[tuple[Entry, set[int]]]:
    """Give the entries of names in columns, each with the line it was read from; none where rows are none."""
    return _each_cell(rows, heads) if are_columns(texts) else []


def _each_cell(rows: Sequence[tuple[Line, tuple[Span, ...]]], heads: Heads) -> list[tuple[Entry, set[int]]]:
    wide = [(line, cells) for line, cells in rows if len(cells) > 1]
    return [
        (Entry(*cell, (cell,), *heads.above(line.index)), {line.index})
        for line, cells in wide
        for cell in cells
    ]


def _columns_among_lines(
    rows: Sequence[tuple[Line, tuple[Span, ...]]], texts: list[list[str]], heads: Heads
) -> list[tuple[Entry, set[int]]]:
    """Give the entries of persons in columns of which many other lines are above or below."""
    runs = [list(run) for _, run in groupby(range(len(rows)), key=lambda at: len(texts[at]))]
    told = [run for run in runs if are_columns_of_persons([texts[at] for at in run])]
    return [entry for run in told for entry in _each_cell([rows[at] for at in run], heads)]


def _below_offices(rows: Sequence[Sequence[str]], named: Sequence[bool]) -> list[list[tuple[int, int]]]:
    """Give the places of names below rows of their offices, the name first; none where rows are none.

    >>> abreast([["The Chair", "The Secretary"], ["Ana Sol", "Ben Mar"]])
    [[(1, 0), (0, 0)], [(1, 1), (0, 1)]]
    """
    if not named[-1]:
        return []
    blocks: list[list[tuple[int, int]]] = []
    above: list[int] = []
    for at, names in enumerate(named):
        if not names:
            above.append(at)
            continue
        if not above or not all(map(tells_office, rows[above[0]])):
            return []
        blocks += [[(at, column), *((office, column) for office in above)] for column in range(len(rows[at]))]
        above = []
    return blocks


def _come_evenly(places: list[int], count: int) -> bool:
    """Say whether rows of names come again after as many others each time, twice at least."""
    steps = {after - before for before, after in pairwise([*places, count])}
    return len(places) > 1 and len(steps) == 1


def _are_persons(row: Sequence[str]) -> bool:
    """Say whether the cells of a row are persons' names, one of them known as such."""
    plain = [outside_brackets(cell) for cell in row if not _is_person(cell)]
    forms = all(
        person_form(unranked(cell)) and not (traits(cell).kinds or traits(cell).roles) for cell in plain
    )
    return len(plain) < len(row) and forms


def _is_known(cell: str) -> bool:
    return _is_person(cell) and traits(unranked(cell)).given


def _is_person(cell: str) -> bool:
    name = unranked(cell)
    look = traits(name)
    told = look.kinds or look.digits or (look.roles and not look.given)
    return names_person(name) and not told


def are_two_abreast(entry: Entry, source: Source) -> bool:
    """Say whether two known persons stand on one line, and below them what both are: ``Joint Presidents``."""
    match entry.cells:
        case (first, second, below, *_):
            gap = source.read((first[1], second[0]))
            alone = not gap.strip(" ") and "\n" in source.read((second[1], below[0]))
            return alone and all(names_known_person(source.read(cell)) for cell in (first, second))
    return False


def told_abreast(lines: Sequence[Line], heads: Heads, source: Source) -> list[tuple[Entry, set[int]]]:
    """Give the persons of lines that hold two or more between marks, each with what they are, and the lines.

    ``Ana Sol, teacher • Ben Mar, nurse``: every piece of such lines opens with a name, most have a comma;
    beside two such lines, commas are enough.
    """
    for mark in MARKS_ABREAST:
        rows = [(line, cells) for line in lines if len(cells := cells_at(line, mark)) > 1]
        pieces = [[source.read(cell) for cell in cells] for _, cells in rows]
        known = list(map(_tell_persons, pieces))
        if sum(known) >= LEAST_ABREAST:
            told = [all(", " in piece for piece in each) for each in pieces]
            kept = [row for row, one, other in zip(rows, known, told, strict=True) if one or other]
            return _each_cell(kept, heads)
    return []


def _tell_persons(pieces: Sequence[str]) -> bool:
    return all(map(begins_with_person, pieces)) and 2 * sum(", " in piece for piece in pieces) > len(pieces)
