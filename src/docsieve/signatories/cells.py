"""The cells of lines: tabs, wide gaps and bars of tables flattened to lines, columns of names."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from docsieve.folding import fold
from docsieve.model import Block
from docsieve.places import countries_of
from docsieve.signatories.descriptions import is_description
from docsieve.signatories.localities import is_locality
from docsieve.signing.lines import WIDE_GAP, Line, gap_behind, indent_behind, is_sentence, look, row_head
from docsieve.signing.names import names_person, traits
from docsieve.signing.phrases import is_phrase
from docsieve.signing.titles import is_peer, is_title, untitled
from docsieve.signing.vocabulary import is_given_name

LEAST_COLUMN, LEAST_HEADS, LEAST_ORDERED = 2, 4, 3
STOP = ". "
ROW_MARKS = (" / ", "; ", " · ", " • ", " | ", " — ", STOP)
# Behind so few letters a full stop is an abbreviation's: "P. Sol".
LONGEST_INITIALS = 2
MOST_CELLS, ROWS_LOOKED_AT = 5, 60
INDENT = re.compile(r"\n[ \t]+")
SHARE_OF_ROWS = 0.75
SHARE_OF_A_KIND, SHARE_ORDERED = 0.6, 0.85
Span = tuple[int, int]


def line_at(blocks: Sequence[Block], index: int, *, spaced: bool) -> Line:
    """Read a block of a page as a line; ``spaced`` says that a blank line stands between all of them."""
    if not index:
        return look(blocks[0], 0, 2)
    above = blocks[index - 1]
    return look(blocks[index], index, gap_behind(above, spaced=spaced), indent_behind(above))


def span_of(line: Line) -> Span:
    """Give the span of a line's body in the raw text."""
    return line.body_start, line.body_start + len(line.body)


def cells_of(line: Line) -> tuple[Span, ...]:
    """Split a line into its cells; a line that is no row of a table is one."""
    body = line.body.replace("|", "\t") if _is_barred(line.body) else line.body
    body = body.replace("  ", "\t\t") if line.is_sentence and row_head(line) else body
    if "\n" in body:  # the indent of what goes on below is no gap between cells
        body = INDENT.sub(lambda found: "\n" * len(found[0]), body)
    if "\t" not in body and WIDE_GAP not in body:
        return (span_of(line),)
    spans = []
    at = line.body_start
    for piece in body.replace(WIDE_GAP, "\t" * len(WIDE_GAP)).split("\t"):
        stripped = piece.strip()
        if stripped:
            begin = at + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(stripped)))
        at += len(piece) + 1
    return tuple(spans) or (span_of(line),)


def _is_barred(body: str) -> bool:
    """Say whether bars set cells apart: at an end of the line, or two of them and more."""
    return body.count("|") > 1 or (body.count("|") == 1 and (body[0] == "|" or body.rstrip()[-1:] == "|"))


def row_mark(bodies: list[str]) -> str:
    """Give the mark that parts each line of a list into a name and what it is; nothing where none does.

    >>> row_mark(["Ana Sol / teacher / Quay School", "Peter Mar / Tide Union"])
    ' / '
    >>> row_mark(["Tide Union | Ireland", "Quay Library | Kenya"])
    ' | '
    >>> row_mark(["Ana Sol. Maestra. Quay", "Dr. Ben Mar. Escuela del Muelle. Kai"])
    '. '
    >>> row_mark(["Ana Sol / Maria Luz / Peter Mar", "Anna Kai / Jan Sol / Eva Ebb"])
    ''
    """
    if any(body[:1] == "|" for body in bodies[:ROWS_LOOKED_AT]):
        return ""  # bars around the cells, too
    return next((mark for mark in ROW_MARKS if _parts_rows(bodies, mark)), "")


def _parts_rows(bodies: list[str], mark: str) -> bool:
    rows = [[piece.strip() for piece in _pieces(body, mark)] for body in bodies[:ROWS_LOOKED_AT]]
    wide = [row for row in rows if 1 < len(row) <= MOST_CELLS and all(row)]
    if len(wide) < LEAST_COLUMN or len(wide) < SHARE_OF_ROWS * len(rows):
        return False
    countries = sum(len(row) == LEAST_COLUMN and bool(countries_of(row[1])) for row in wide)
    if countries >= SHARE_OF_ROWS * len(wide) and not any(countries_of(row[0]) for row in wide):
        return True
    twos = mark == " / " and len(rows) > LEAST_COLUMN and all(len(row) == LEAST_COLUMN for row in rows)
    if twos and _are_told_of(rows):
        return True
    if mark == STOP and any(is_sentence(piece, tuple(piece.split())) for row in wide for piece in row):
        return False
    firsts = sum(_is_named(row[0]) or (mark == STOP and traits(row[0]).kinds > 0) for row in wide)
    people = sum(_is_person(cell) for row in wide for cell in row[1:])
    told = sum(any(map(_tells, row[1:])) for row in wide)
    return firsts >= SHARE_OF_ROWS * len(wide) and not people and told >= SHARE_OF_A_KIND * len(wide)


def _are_told_of(rows: list[list[str]]) -> bool:
    """Say whether each first cell of two names a person or a body, and hardly any second one does."""
    named = sum(_is_named(first) or traits(first).kinds > 0 for first, _ in rows)
    others = sum(_is_person(second) or _is_body(second) for _, second in rows)
    return named >= SHARE_OF_ROWS * len(rows) and others <= (1 - SHARE_OF_ROWS) * len(rows)


def _is_named(cell: str) -> bool:
    return names_person(untitled(cell))


def _tells(cell: str) -> bool:
    look = traits(cell)
    return (
        look.roles > 0 or look.kinds > 0 or cell[0].islower() or bool(countries_of(cell)) or is_locality(cell)
    )


def cells_at(line: Line, mark: str) -> tuple[Span, ...]:
    """Split a line into its cells at a mark."""
    spans = []
    at = line.body_start
    for piece in _pieces(line.body, mark):
        begin = at + len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append((begin, begin + len(piece.strip())))
        at += len(piece) + len(mark)
    return tuple(spans)


def _pieces(body: str, mark: str) -> list[str]:
    """Split a line at a mark; a full stop behind a title or an initial parts nothing.

    >>> _pieces("Dra. Ana M. Sol. Maestra. Quay", STOP)
    ['Dra. Ana M. Sol', 'Maestra', 'Quay']
    """
    pieces = body.split(mark)
    if mark != STOP:
        return pieces
    joined = pieces[:1]
    for piece in pieces[1:]:
        last = joined[-1].rpartition(" ")[2]
        if len(last) <= LONGEST_INITIALS or is_title(last):
            joined[-1] = f"{joined[-1]}{mark}{piece}"
        else:
            joined.append(piece)
    return joined


def is_table_head(texts: list[str]) -> bool:
    """Say whether cells are the head of a table: Name, Organisation, Country.

    >>> is_table_head(["Name", "Country"]), is_table_head(["Harbour Watch", "Ireland"])
    (True, False)
    """
    heads = list(map(_heads, texts))
    # One of many cells may be headed by words of the table's own.
    return bool(heads) and heads[0] and heads.count(False) <= (len(heads) >= LEAST_HEADS)


def _heads(text: str) -> bool:
    words = fold(text).strip(" :*#.").split()
    return not words or is_phrase(words, "table_heads")


def are_columns(rows: list[list[str]]) -> bool:
    """Say whether the cells of rows are names each: columns of persons, or of bodies, side by side.

    >>> are_columns([["Ana Sol", "Maria Luz"], ["Peter Mar", "Anna Kai"]])
    True
    >>> are_columns([["Ana Sol", "Harbour Union"], ["Peter Mar", "Linen Trust"]])
    False
    """
    return are_columns_of_persons(rows) or _are_columns(rows, _is_body) or _are_in_order(rows)


def _are_in_order(rows: list[list[str]]) -> bool:
    """Say whether two columns are one list that the alphabet orders: down the first, then down the second.

    >>> _are_in_order([["Anchor Guild", "Lamp Club"], ["Bay Watch", "Reed Choir"], ["Care", "Tides"]])
    True
    >>> _are_in_order([["Anchor Guild", "Cork"], ["Bay Watch", "Dover"], ["Dune Care", "Ely"]])
    False
    """
    first = [fold(row[0]) for row in rows if len(row) > 1]
    second = [fold(row[1]) for row in rows if len(row) > 1]
    full = all(len(row) <= len(("first", "second")) for row in rows)
    if not full or len(second) < LEAST_ORDERED or len(second) < SHARE_OF_ROWS * len(rows):
        return False
    return _ascends(first) and _ascends(second) and max(first) < min(second)


def _ascends(names: list[str]) -> bool:
    """Say whether nearly each of some names stands behind the one before in the alphabet."""
    steps = [one < two for one, two in pairwise(names)]
    return sum(steps) >= SHARE_ORDERED * len(steps)


def are_columns_of_persons(rows: list[list[str]]) -> bool:
    """Say whether the cells of rows are names of persons each, side by side."""
    return _are_columns(rows, _is_person)


def _are_columns(rows: list[list[str]], told: Callable[[str], bool]) -> bool:
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < LEAST_COLUMN or len(wide) < SHARE_OF_A_KIND * len(rows):
        return False
    columns = [[row[i] for row in wide if len(row) > i] for i in range(max(map(len, wide)))]
    return all(sum(map(told, column)) >= SHARE_OF_A_KIND * len(column) for column in columns)


def names_in_halves(rows: list[list[str]]) -> bool:
    """Say whether the first two cells of most rows are one word each, and one of them a given name.

    >>> names_in_halves([["Sol", "Ana", "Cork"], ["Mar", "Peter", "Quay"]])
    True
    >>> names_in_halves([["Sol", "Peru"], ["Tide", "Chile"]])
    False
    """
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < LEAST_COLUMN or len(wide) < SHARE_OF_ROWS * len(rows):
        return False
    single = [row for row in wide if " " not in row[0] and " " not in row[1]]
    given = sum(is_given_name(fold(row[0])) or is_given_name(fold(row[1])) for row in single)
    bodies = any(traits(cell).kinds for row in single for cell in row[:2])
    return not bodies and given >= SHARE_OF_A_KIND * len(wide)


def _is_body(cell: str) -> bool:
    return traits(cell).kinds > 0 and not is_sentence(cell, tuple(cell.split())) and not is_description(cell)


def _is_person(cell: str) -> bool:
    name = untitled(cell)
    return is_peer(cell) or (names_person(name) and (traits(name).given or traits(name).uncased))
