"""Rows of a table flattened to lines, their cells between tabs under the cells of its header."""

from collections.abc import Iterator, Sequence

from docsieve.model import Block
from docsieve.signatories.cells import Span
from docsieve.signatories.entry import Entry, extent
from docsieve.signatories.heads import Heads
from docsieve.signing.columns import HALVES, tabbed_columns
from docsieve.signing.headings import LIKELY, Heading
from docsieve.signing.lines import Line

LINES_ABOVE, SHARE_OF_ROWS = 3, 0.75
READ = frozenset({"role", "body", "place", "country", "link"})


def tabbed_rows(
    lines: Sequence[Line], blocks: Sequence[Block], heads: Heads
) -> tuple[list[Entry], list[Line]]:
    """Give the entries of tables, each under its own header, and the lines that are of none.

    Cells under heads that no table knows are told of the name as those of other rows are.
    """
    entries: list[Entry] = []
    others: list[Line] = []
    for columns, rows in _under_headers(lines, blocks):
        cells = [(line, _cells(line)) for line in rows]
        full = sum(len(row) == len(columns) for _, row in cells)
        told = columns and full >= SHARE_OF_ROWS * len(rows)
        read = [
            _entry(line, row, columns, heads) if told and len(row) >= len(columns) - 1 > 0 else None
            for line, row in cells
        ]
        entries += [entry for entry in read if entry is not None]
        others += [line for line, entry in zip(rows, read, strict=True) if entry is None]
    return entries, others


def _under_headers(
    lines: Sequence[Line], blocks: Sequence[Block]
) -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    """Part lines by the header above them, the first of which may stand some lines above."""
    told: tuple[str, ...] = ()
    rows: list[Line] = []
    seen = max(0, lines[0].index - LINES_ABOVE) if lines else 0
    for line in lines:
        header = next(filter(None, map(_columns_of, blocks[seen : line.index])), ())
        if header:
            yield told, rows
            told, rows = header, []
        rows.append(line)
        seen = line.index
    yield told, rows


def _columns_of(block: Block) -> tuple[str, ...]:
    return tabbed_columns(block.text) if "\t" in block.text else ()


def _cells(line: Line) -> list[Span]:
    """Give the spans of a line's cells between tabs, empty ones as well."""
    spans = []
    at = line.body_start - (len(line.text) - len(line.body))
    for piece in line.text.split("\t"):
        inner = piece.strip()
        begin = at + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(inner)))
        at += len(piece) + 1
    return spans


def _entry(line: Line, row: Sequence[Span], columns: Sequence[str], heads: Heads) -> Entry | None:
    held = [(column, span) for column, span in zip(columns, row, strict=False) if span[0] < span[1]]
    halves = [span for column, span in held if column in HALVES]
    names = [span for column, span in held if column == "name"] or ([extent(halves)] if halves else [])
    bodies = [span for column, span in held if column == "body"]
    if not names and not bodies:
        return None
    people = bool(names) and bool({"role", "body"} & {column for column, _ in held})
    name = names[0] if names else bodies[0]
    # Of town and state, the first: each column once.
    told = tuple({column: span for column, span in reversed(held) if column in READ and span != name}.items())
    others = [span for column, span in held if not column]
    heading, section = heads.above(line.index)
    if people or not names:
        heading = Heading(LIKELY, "columns", people, not names)
    spans = [span for _, span in held]
    return Entry(*extent(spans), (name, *others), heading, section, told=told)
