"""What belongs to one document, gathered from the tables piece by piece.

``documents`` and ``blocks`` are read in step, in the order of their keys, one batch at a time.
``signatories`` and ``repeats``, which have keys of their own, are held as Arrow tables, ordered by document,
one part at a time where parts hold the rows of documents that follow each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.tables import Table, parts, read_batches, read_part, sorted_by

Row = Mapping[str, Any]
DOCUMENTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document's row, without its text and run, and the rows of other tables that belong to it."""

    document: Row
    blocks: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    repeats: list[dict[str, Any]]


class Grouped:
    """A table held in memory, its rows grouped by one column of ids."""

    def __init__(self, table: Table, by: str, then: str) -> None:
        self._by = by
        self._rows = sorted_by(table, (by, then))
        bounds = _bounds(self._rows, by)
        ids = self._rows[by].take(bounds[:-1]).to_pylist() if self._rows.num_rows else []
        self._spans = dict(zip(ids, pairwise(bounds), strict=True))

    def of(self, identifier: str) -> list[dict[str, Any]]:
        """The rows of one id, in order; none for an id that is not there."""
        start, end = self._spans.get(identifier, (0, 0))
        found: list[dict[str, Any]] = self._rows.slice(start, end - start).to_pylist()
        return found

    def among(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """The rows of several ids at once, by id; an id that is not there has none."""
        found: dict[str, list[dict[str, Any]]] = {identifier: [] for identifier in identifiers}
        places = [at for identifier in found for at in range(*self._spans.get(identifier, (0, 0)))]
        for row in self._rows.take(pa.array(places, pa.int64())).to_pylist():
            found[row[self._by]].append(row)
        return found


@dataclass(frozen=True, slots=True)
class _Part:
    """Which documents a part of a table has rows of: from the first to the last, and maybe others between."""

    first: str
    last: str
    number: int


class InStep:
    """Rows of a table by document, for documents in the order of their ids; parts are held while needed."""

    def __init__(self, folder: Path, table: str, then: str) -> None:
        self._folder, self._table, self._then = folder, table, then
        self._waiting = sorted(self._parts(), key=lambda part: part.first, reverse=True)
        self._open: list[tuple[_Part, Grouped]] = []

    def _parts(self) -> Iterator[_Part]:
        for number in range(len(parts(self._folder, self._table))):
            ids = read_part(self._folder, self._table, number, ["document_id"])["document_id"]
            ends: Any = pc.min_max(ids)
            if len(ids):
                yield _Part(ends["min"].as_py(), ends["max"].as_py(), number)

    def of(self, identifier: str) -> list[dict[str, Any]]:
        """The rows of one document, in order; ask for no document that stands before one asked for."""
        self._open = [each for each in self._open if each[0].last >= identifier]
        while self._waiting and self._waiting[-1].first <= identifier:
            part = self._waiting.pop()
            if part.last >= identifier:
                rows = read_part(self._folder, self._table, part.number)
                self._open.append((part, Grouped(rows, "document_id", self._then)))
        found = [row for _, rows in self._open for row in rows.of(identifier)]
        return found if len(self._open) < 2 else sorted(found, key=lambda row: int(row[self._then]))


def documents(folder: Path) -> Iterator[Gathered]:
    """Give every document of a snapshot with what belongs to it, in order of their ids.

    Raises ValueError where ``blocks`` are not in the order of ``documents``.
    """
    claims, repeats = InStep(folder, "signatories", "position"), InStep(folder, "repeats", "start")
    runs = _runs(read_batches(folder, "blocks"))
    of, blocks = next(runs, ("", None))
    for batch in read_batches(folder, "documents", DOCUMENTS_AT_ONCE):
        for row in batch.drop_columns(["text", "run_id"]).to_pylist():
            identifier = row["document_id"]
            mine = blocks.to_pylist() if blocks is not None and of == identifier else []
            if mine:
                of, blocks = next(runs, ("", None))
            yield Gathered(row, mine, claims.of(identifier), repeats.of(identifier))
    if blocks is not None:
        raise ValueError(f"the blocks of document {of} do not stand in the order of the documents")


def _runs(batches: Iterable[Table]) -> Iterator[tuple[str, Table]]:
    """Give rows that follow each other with the same document, with its id."""
    held: Table | None = None
    for batch in batches:
        rows = batch if held is None else pa.concat_tables([held, batch])
        *whole, last = pairwise(_bounds(rows, "document_id"))
        for start, end in whole:
            yield rows["document_id"][start].as_py(), rows.slice(start, end - start)
        held = rows.slice(last[0])
    if held is not None:
        yield held["document_id"][0].as_py(), held


def _bounds(rows: Table, column: str) -> list[int]:
    """Where a new value begins in a column, and where the column ends."""
    if not rows.num_rows:
        return [0]
    codes = rows[column].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    return [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), rows.num_rows]
