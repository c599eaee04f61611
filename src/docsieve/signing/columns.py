"""Tables flattened to one cell a line: the row that heads their columns, and the rows below it."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from docsieve.folding import fold, small_words
from docsieve.places import countries_of, is_place, is_region
from docsieve.signing.lines import Line
from docsieve.signing.names import person_form, traits
from docsieve.signing.phrases import is_phrase
from docsieve.signing.stops import is_page_number, is_stop
from docsieve.signing.titles import untitled

MOST_COLUMNS = 7
LEAST_COLUMNS = 2
LEAST_ROWS = 2
MOST_WRAPPED, LONGEST_NUMBER = 3, 4
# Commas and dashes part other things as well, so that more columns must be told.
LEAST_BY_MARKS = 3
MOST_HEADS = 3
LONGEST_CELL_WORDS = 20
NAMED = frozenset({"name", "body"})
HALVES = frozenset({"given", "family"})
MOST_TABBED, SHARE_KNOWN = 16, 0.5

Row = tuple[tuple[str, int], ...]


def column_of(text: str) -> str | None:
    """Give the column that a cell heads, None for a cell that heads none.

    >>> column_of("Organisation:"), column_of("País"), column_of("Harbour Watch")
    ('body', 'country', None)
    """
    key = fold(text.strip(" .:*"))
    column = _columns().get(key) or _columns().get(key.partition("/")[0].strip())
    if column is not None or "," not in key:
        return column
    told = [_columns().get(word.strip()) for word in key.split(",")]
    return told[0] if all(told) else None  # "Surname, name"; "Office, place of work"


@cache
def _columns() -> dict[str, str]:
    text = files("docsieve.data").joinpath("columns.toml").read_text(encoding="utf-8")
    return {
        fold(word): name for name, table in tomllib.loads(text).items() for word in table.get("words", ())
    }


def tabbed_columns(text: str) -> tuple[str, ...]:
    """Give the columns that a line's cells between tabs head, ``""`` for one that no table knows; else none.

    A header has a column for names, or two for their halves, and knows most of its cells.

    >>> tabbed_columns("No.\\tName\\tFavourite lamp\\tCountry"), tabbed_columns("Ana Sol\\tName\\tCork")
    (('number', 'name', '', 'country'), ())
    >>> tabbed_columns("First name\\tLast name\\tCity")
    ('given', 'family', 'place')
    """
    cells = text.split("\t")
    if not LEAST_COLUMNS <= len(cells) <= MOST_TABBED:
        return ()
    columns = tuple(_half_of_name(cell) or column_of(cell) or "" for cell in cells)
    filled = sum(map(bool, map(str.strip, cells)))
    known = len(set(columns) - {""})
    named = bool(NAMED & set(columns)) or set(columns) >= HALVES
    return columns if named and known >= LEAST_COLUMNS and known >= SHARE_KNOWN * filled else ()


def _half_of_name(cell: str) -> str:
    """Say which half of persons' names a cell heads: ``given`` or ``family``; nothing for others."""
    key = fold(cell.strip(" .:*"))
    return next((half for half in sorted(HALVES) if key in _halves()[half]), "")


@cache
def _halves() -> dict[str, frozenset[str]]:
    text = files("docsieve.data").joinpath("columns.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["halves"]
    return {half: frozenset(map(fold, table[half])) for half in HALVES}


def is_header_line(line: Line) -> bool:
    """Say whether one line heads all columns of a table, its cells parted by tabs, bars or wide gaps."""
    if not line.is_long and "\t" in line.text and tabbed_columns(line.text):
        return True
    if line.is_long or not any(gap in line.text for gap in ("\t", "|", "   ", ", ", " – ", " / ")):
        return False
    text, least = line.text, LEAST_COLUMNS
    for gap in ("|", "   "):
        text = text.replace(gap, "\t")
    if "\t" not in text:
        least = LEAST_BY_MARKS
        for mark in (",", " – ", " - ", " / ", "(", ")"):
            text = text.replace(mark, "\t")
    cells = [cell for cell in text.split("\t") if cell.strip()]
    return len(cells) >= least and all(
        heads_column(cell) or all(map(heads_column, cell.split())) for cell in cells
    )


def heads_column(cell: str) -> bool:
    """Say whether a text is the head of a column, which a table's header may have: ``Country``."""
    return column_of(cell) is not None or is_phrase(fold(cell).strip(" .:*").split(), "table_heads")


def columns_at(lines: Sequence[Line], position: int) -> tuple[str, ...]:
    """Give the columns that the lines from a position on head, one a line; none where no table begins.

    A header has two columns or more, each once, one of them for names.
    """
    columns: list[str] = []
    for line in lines[position : position + MOST_COLUMNS]:
        column = None if line.is_long or line.marker else column_of(line.text)
        if column is None or column in columns:
            break
        columns.append(column)
    return tuple(columns) if len(columns) >= LEAST_COLUMNS and NAMED & set(columns) else ()


def rows_below(lines: Sequence[Line], position: int, columns: tuple[str, ...]) -> list[Row]:
    """Give the rows of the table whose header's columns end before a position: columns and lines.

    A cell that is not what its column holds (no country, no address) leaves the column empty. The
    table ends at a wider gap than between its rows, at running text, at what is no signature, and where
    its header comes again and again with no row between.
    """
    rows = _rows_in_order(lines, position, columns)
    if columns[0] != "number" or all(row[0][0] == "number" for row in rows):
        return rows
    return _numbered_rows(lines, position, columns) or rows


def _rows_in_order(lines: Sequence[Line], position: int, columns: tuple[str, ...]) -> list[Row]:
    """Give the rows of a table whose cells stand in the order of its header."""
    inner = max(line.gap for line in lines[position - len(columns) + 1 : position])
    between = inner
    rows: list[Row] = []
    heads = 1
    while position < len(lines) and not _ends(lines[position]):
        if skipped := _head_again(lines, position, columns):
            heads += 1
            if heads > MOST_HEADS:
                break
            position += skipped
            continue
        gap = lines[position].gap
        if len(rows) == 1:
            between = max(between, gap)
        elif rows and gap > between:
            break
        row = _row(lines, position, columns, inner)
        if not NAMED & {column for column, _ in row}:
            break
        rows.append(row)
        position += len(row)
        heads = 0
    return rows if len(rows) >= LEAST_ROWS else []


def _numbered_rows(lines: Sequence[Line], position: int, columns: tuple[str, ...]) -> list[Row]:
    """Give the rows of a table whose rows open with their numbers, cells missing or wrapped; none elsewhere.

    The cells of a row are told by what they are, since their places are not kept.
    """
    rows: list[Row] = []
    expected = 1
    while position < len(lines) and not _ends(lines[position]):
        again = next((at for at in (0, 1) if columns_at(lines, position + at) == columns), None)
        if again is not None:
            position += again + len(columns)
            continue
        if not _is_number(lines[position], expected):
            break
        cells = _cells_of_row(lines, position + 1, columns, expected + 1)
        if cells and cells[0].body[:1] not in "([":
            rows.append((("number", lines[position].index), *_told_apart(cells, columns)))
        position += 1 + len(cells)
        expected += 1
    return rows if len(rows) >= LEAST_ROWS else []


def _is_number(line: Line, number: int) -> bool:
    digits = line.text.strip(" .)")
    return digits.isdecimal() and len(digits) <= LONGEST_NUMBER and int(digits) == number


def _cells_of_row(lines: Sequence[Line], begin: int, columns: tuple[str, ...], following: int) -> list[Line]:
    cells: list[Line] = []
    for line in lines[begin : begin + len(columns) + MOST_WRAPPED]:
        ended = _ends(line) and not _claims("link", line.body)
        if _is_number(line, following) or ended or columns_at(lines, line.index) == columns:
            break
        if columns_at(lines, line.index + 1) == columns:
            break  # the foot of a page
        cells.append(line)
        if columns[-1] == "country" and countries_of(line.body) and len(cells) > 1:
            break
    return cells


def _told_apart(cells: list[Line], columns: tuple[str, ...]) -> Row:
    told: list[tuple[str, int]] = [("name" if "name" in columns else "body", cells[0].index)]
    for above, cell in pairwise(cells):
        if cell.body[:1] in "([" or fold(above.words[-1]) in small_words("prepositions"):
            continue  # more of the cell above, or the name in another script
        used = {column for column, _ in told}
        sure = next((column for column in ("country", "link", "place") if _claims(column, cell.body)), "")
        look = traits(cell.body)
        role = (
            "role" in columns
            and "role" not in used
            and (look.roles > 0 or look.words == 1)
            and not look.kinds
        )
        column = sure if sure in columns else "role" if role else "body"
        if column in columns and column not in used:
            told.append((column, cell.index))
    return tuple(told)


def _head_again(lines: Sequence[Line], position: int, columns: tuple[str, ...]) -> int:
    """Give how many lines a page's number and the header again take; 0 where a row stands there."""
    numbered = int(is_page_number(lines[position]))
    again = columns_at(lines, position + numbered) == columns
    return numbered + (len(columns) if again else 0)


def _ends(line: Line) -> bool:
    return line.is_sentence or line.is_long or len(line.words) > LONGEST_CELL_WORDS or is_stop(line)


def _row(lines: Sequence[Line], position: int, columns: tuple[str, ...], inner: int) -> Row:
    row: list[tuple[str, int]] = []
    for number, column in enumerate(columns):
        if position >= len(lines) or (row and lines[position].gap > inner):
            break
        cell = lines[position].body
        if _holds(column, cell) and not any(_claims(later, cell) for later in columns[number + 1 :]):
            row.append((column, lines[position].index))
            position += 1
    return tuple(row)


def _holds(column: str, cell: str) -> bool:
    """Say whether a cell can stand in a column."""
    if column == "place":
        name = untitled(cell)
        is_person = person_form(name) and traits(name).given
        return is_place(cell) or bool(countries_of(cell)) or not is_person
    return column in ("name", "body", "role") or _claims(column, cell)


def _claims(column: str, cell: str) -> bool:
    """Say whether a cell is beyond doubt what a column holds."""
    if column == "number":
        return cell.strip(" .)").isdigit()
    if column == "link":
        return " " not in cell and "." in cell.strip(".") and not cell[:1].isupper()
    if column == "country":
        return bool(countries_of(cell)) or is_region(cell)
    return column == "place" and is_place(cell)
