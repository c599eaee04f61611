"""Tables over all documents, in parts by their own ids: entities and repeats, from files of sorted rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.ledger import Mapped, of_bucket, part_count, parts_meeting
from docsieve.snapshot import Snapshot, keep_part, stage_table
from docsieve.tables import TABLES, Table, arrow_schema, parts, read_part, row_count, sorted_by

ROWS = 16_384
"""A part of the entities, or of the repeats, has about so many at the most."""


@dataclass(frozen=True, slots=True)
class Staying:
    """The ``count`` rows of a published table of ``had`` parts but those with the ids ``leaving``."""

    snapshot: Snapshot
    name: str
    leaving: Table
    had: int
    count: int

    def kept(self, staging: Path, number: int, count: int) -> bool:
        """Take a part of ``count`` over as it is, to which nothing comes; False where rows of it leave."""
        as_it_was = self.had == count and not len(self._leaving_of(number, count))
        return as_it_was and keep_part(staging, self.snapshot, self.name, number)

    def rows(self, number: int, count: int) -> Iterator[Table]:
        """The rows that stay in a part of ``count``."""
        key, leaving = TABLES[self.name].key[0], self._leaving_of(number, count)
        for part in parts_meeting(number, count, self.had):
            rows = of_bucket(read_part(self.snapshot.path, self.name, part), number, count, key)
            yield rows.filter(pc.invert(pc.is_in(rows[key], leaving)))

    def _leaving_of(self, number: int, count: int) -> Any:
        key = TABLES[self.name].key[0]
        return of_bucket(self.leaving, number, count, key)[key]


def staying(snapshot: Snapshot, name: str, leaving: npt.NDArray[np.bytes_]) -> Staying:
    """Give the rows of a published table but those with some ids, one row each, which are in their order."""
    return leaving_rows(snapshot, name, [pa.chunked_array([leaving.astype(str).tolist()], pa.string())])


def leaving_rows(snapshot: Snapshot, name: str, ids: Sequence[Any]) -> Staying:
    """Give the rows of a published table but some; ``ids`` are theirs, in order, one for each row."""
    there = parts(snapshot.path, name)
    gone = pa.chunked_array([chunk for each in ids for chunk in each.chunks], pa.string())
    unique: Any = gone.unique()
    leaving = pa.table({TABLES[name].key[0]: unique})
    return Staying(snapshot, name, leaving, len(there), sum(map(row_count, there)) - len(gone))


def stage_sorted(staging: Path, name: str, paths: Iterable[Path], before: Staying | None = None) -> None:
    """Write a table in parts, each with the rows whose ids begin alike; files hold rows sorted by its key.

    A part of before that stays as it was is the same file, where the file system has hard links.
    """
    found = [Mapped.at(path) for path in paths]
    rows = sum(len(each.rows) for each in found) + (before.count if before else 0)
    count = part_count(rows / ROWS)
    for number in range(count):
        own = [of_bucket(each.rows, number, count, TABLES[name].key[0]) for each in found]
        _stage(staging, name, number, count, own, before)
        for each in found:
            each.let_go()


def _stage(
    staging: Path, name: str, number: int, count: int, own: Sequence[Table], before: Staying | None
) -> None:
    if before and not any(map(len, own)) and before.kept(staging, number, count):
        return
    there = before.rows(number, count) if before else ()
    rows = pa.concat_tables([arrow_schema(name).empty_table(), *there, *own])
    stage_table(staging, name, sorted_by(rows, TABLES[name].key), number)
