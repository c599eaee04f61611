"""All claims, from the ledger alone: what marks them, and which entity each one had.

They are in the order of documents' ids, then of their positions, so that those of a document that stays are
known from one file of the run before, and nothing is read of a part in which nothing has changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.ledger import (
    ENTITIES,
    Ids,
    fixed,
    mapped,
    of_bucket,
    part_name,
    unfixed,
    write_entities,
    write_rows,
)
from docsieve.shards.assemble import Before, Bucket, gone
from docsieve.shards.keys import Bounds, write_column, write_sorted
from docsieve.shards.marks import marks_in
from docsieve.tables import NOT_YET, Table

Numbers = npt.NDArray[np.int32]
Told = tuple[Numbers, Ids]
"""Numbers of claims of a bucket, and the id of each one's entity; empty where the claim is left out."""

NO_ENTITY = NOT_YET.encode()
READ = ("document_id", "marks")


@dataclass(frozen=True, slots=True)
class Marked:
    """The claims of neighbouring buckets: how many each has; with those that went; where their marks lie."""

    counts: tuple[int, ...]
    all: int
    bounds: Bounds

    @property
    def claims(self) -> int:
        """How many there are."""
        return sum(self.counts)


def mark_claims(buckets: Sequence[Bucket], before: Before | None, work: Path, folder: Path) -> Marked:
    """Write marks of the claims of neighbouring buckets, and the entity each had; with those that went."""
    number, of = buckets[0].number // len(buckets), buckets[0].of // len(buckets)
    now = [mapped(work / "ledger" / part_name(bucket.number), READ) for bucket in buckets]
    went = [rows for bucket in buckets for rows in gone("ledger", bucket, before, READ)]
    marks, counts = map(np.concatenate, zip(*map(marks_in, (*now, *went)), strict=True))
    leaving = pa.array(sorted(set().union(*(bucket.leaving for bucket in buckets))), pa.string())
    known = of_bucket(before.ledger.entities(), number, of) if before else ENTITIES.empty_table()
    write_rows(_entities(folder, number), _had(pa.concat_tables(now), known, leaving), ENTITIES)
    claims = tuple(int(pc.sum(_counts(rows)).as_py() or 0) for rows in now)
    return Marked(claims, len(counts), write_sorted(folder, number, (marks, counts)))


def _had(now: Table, known: Table, leaving: Any) -> Table:
    """The entity that each claim had: claims there are, then those of documents ``leaving``."""
    goes = pc.is_in(known["document_id"], leaving)
    stays = known.filter(pc.invert(goes))
    ids = now["document_id"].take(np.repeat(np.arange(len(now)), _counts(now).to_numpy()))
    entities = np.full(len(ids), NO_ENTITY)
    entities[pc.is_in(ids, stays["document_id"]).to_numpy()] = unfixed(stays["entity_id"])
    claims = pa.table([ids, fixed(entities)], schema=ENTITIES)
    return pa.concat_tables([claims, known.filter(goes)])


def _counts(rows: Table) -> Any:
    """How many claims documents have."""
    return pc.list_value_length(rows["marks"])


def had(folder: Path, number: int) -> Ids:
    """Give the entity that each claim of neighbouring buckets had, also of those that have gone."""
    return unfixed(mapped(_entities(folder, number))["entity_id"])


def keep_entities(
    ledger: Path, folder: Path, marked: Sequence[Marked], told: Iterable[Mapping[int, Told]]
) -> None:
    """Keep the entity of each claim for the next run; ``told`` are those of claims that had another one."""
    found = [*told]
    rows = [ENTITIES.empty_table()]
    for number, each in enumerate(marked):
        ids = had(folder, number)[: each.claims].copy()
        for bucket, own in _by_bucket(number, each.counts, ids):
            for some in found:
                if bucket in some:
                    numbers, others = some[bucket]
                    own[numbers] = others
        known = mapped(_entities(folder, number), ["document_id"]).slice(0, each.claims)
        rows.append(known.append_column(ENTITIES.field("entity_id"), fixed(ids)))
    write_entities(ledger, pa.concat_tables(rows))


def _by_bucket(
    number: int, counts: Sequence[int], column: npt.NDArray[Any]
) -> Iterator[tuple[int, npt.NDArray[Any]]]:
    """A column of the claims of neighbouring buckets, bucket by bucket."""
    return enumerate(np.split(column, np.cumsum(counts)[:-1]), number * len(counts))


def share_out(folder: Path, number: int, shares: Numbers) -> None:
    """Write in which share each claim of neighbouring buckets is resolved."""
    write_column(_shares(folder, number), shares)


def in_share(share: int, folder: Path, counts: Sequence[Sequence[int]]) -> Iterator[tuple[int, Numbers]]:
    """Give the numbers of the claims of a share, bucket by bucket; ``counts`` are those of all of them."""
    for number, each in enumerate(counts):
        shares = np.fromfile(_shares(folder, number), np.int32)
        for bucket, own in _by_bucket(number, each, shares):
            if len(numbers := np.flatnonzero(own == share).astype(np.int32)):
                yield bucket, numbers


def _entities(folder: Path, number: int) -> Path:
    return folder / f"{number}.had"


def _shares(folder: Path, number: int) -> Path:
    return folder / f"{number}.shares"
