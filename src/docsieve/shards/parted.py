"""Tables over all documents, in parts by their own ids: entities and repeats, from files of sorted rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from docsieve.ledger import Mapped, of_bucket, part_count
from docsieve.snapshot import Snapshot, keep_part, stage_table
from docsieve.tables import TABLES, Table, arrow_schema, parts, read_part, row_count, sorted_by

ROWS = 65_536
"""A part of the entities, or of the repeats, has about so many at the most."""


@dataclass(frozen=True, slots=True)
class Staying:
    """The rows of a published table but those with some ids, in their order, all of which it has."""

    snapshot: Snapshot
    leaving: npt.NDArray[np.bytes_]

    def count(self, name: str) -> int:
        """How many rows stay."""
        return sum(map(row_count, parts(self.snapshot.path, name))) - len(self.leaving)

    def kept(self, staging: Path, name: str, number: int, count: int) -> bool:
        """Take a part of ``count`` over as it is, to which nothing comes; False where rows of it leave."""
        as_it_was = len(parts(self.snapshot.path, name)) == count and not len(self._leaving_of(number, count))
        return as_it_was and keep_part(staging, self.snapshot, name, number)

    def rows(self, name: str, number: int, count: int) -> Iterator[Table]:
        """The rows that stay in a part of ``count``."""
        key, had = TABLES[name].key[0], len(parts(self.snapshot.path, name))
        leaving = self._leaving_of(number, count)
        for part in range(number * had // count, ((number + 1) * had - 1) // count + 1):
            rows = of_bucket(read_part(self.snapshot.path, name, part), number, count, key)
            yield rows.filter(pa.array(~np.isin(np.array(rows[key].to_pylist(), leaving.dtype), leaving)))

    def _leaving_of(self, number: int, count: int) -> Any:
        ids = pa.table({"id": pa.array(self.leaving.astype(str).tolist(), pa.string())})
        found = of_bucket(ids, number, count, "id")["id"]
        return np.array(found.to_pylist(), self.leaving.dtype)


def stage_sorted(staging: Path, name: str, paths: Iterable[Path], staying: Staying | None = None) -> None:
    """Write a table in parts, each with the rows whose ids begin alike; files hold rows sorted by its key.

    A part of before that stays as it was is the same file, where the file system has hard links.
    """
    found = [Mapped.at(path) for path in paths]
    rows = sum(len(each.rows) for each in found) + (staying.count(name) if staying else 0)
    count = part_count(rows / ROWS)
    for number in range(count):
        own = [of_bucket(each.rows, number, count, TABLES[name].key[0]) for each in found]
        _stage(staging, name, number, count, own, staying)
        for each in found:
            each.let_go()


def _stage(
    staging: Path, name: str, number: int, count: int, own: Sequence[Table], staying: Staying | None
) -> None:
    if staying and not any(map(len, own)) and staying.kept(staging, name, number, count):
        return
    there = staying.rows(name, number, count) if staying else ()
    rows = pa.concat_tables([arrow_schema(name).empty_table(), *there, *own])
    stage_table(staging, name, sorted_by(rows, TABLES[name].key), number)
