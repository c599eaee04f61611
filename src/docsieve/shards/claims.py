"""All claims, from the ledger alone: what marks them, and which entity each one had.

They are in the order of documents' ids, then of their positions, so that those of a document that stays are
known from one file of the run before, and nothing is read of a part in which nothing has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from docsieve.shards.marks import VOICE, marks_in
from docsieve.tables import NOT_YET, Table

Numbers = npt.NDArray[np.int32]
Told = tuple[Numbers, Ids]
"""Numbers of claims of a bucket, and the id of each one's entity; empty where the claim is left out."""

NO_ENTITY = NOT_YET.encode()
READ = ("document_id", "marks", "voices")
HAD = ENTITIES.append(pa.field("voices", VOICE)).append(pa.field("document", pa.int32()))
"""A claim as it waits: the entity it had, what stands for what it says, its document's place in the file."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The claims of neighbouring buckets: how many each has, of how many documents; how many there are with
    those that went; where their marks lie.
    """

    counts: tuple[int, ...]
    documents: int
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
    known = of_bucket(before.ledger.entities(), number, of) if before else ENTITIES.empty_table()
    leaving = pa.array(sorted(set().union(*(bucket.leaving for bucket in buckets))), pa.string())
    goes = pc.is_in(known["document_id"], leaving)
    whole = pa.concat_tables(now)
    write_rows(_waiting(folder, number), _had(whole, known.filter(pc.invert(goes))), HAD)
    write_column(_gone(folder, number), unfixed(known["entity_id"].filter(goes)))
    claims = tuple(int(pc.sum(_counts(rows)).as_py() or 0) for rows in now)
    bounds = write_sorted(folder, number, (marks, counts))
    return Marked(claims, len(whole), len(counts), bounds)


def _had(now: Table, stays: Table) -> Table:
    """The claims of documents ``now``, with the entities of those that were there and have stayed."""
    documents = np.repeat(np.arange(len(now), dtype=np.int32), _counts(now).to_numpy())
    ids = now["document_id"].take(documents)
    entities = np.full(len(ids), NO_ENTITY)
    entities[pc.is_in(ids, stays["document_id"]).to_numpy()] = unfixed(stays["entity_id"])
    return pa.table([ids, fixed(entities), pc.list_flatten(now["voices"]), pa.array(documents)], schema=HAD)


def _counts(rows: Table) -> Any:
    """How many claims documents have."""
    return pc.list_value_length(rows["marks"])


def had(folder: Path, number: int) -> Ids:
    """Give the entity that each claim of neighbouring buckets had, those that have gone behind the others."""
    there = unfixed(mapped(_waiting(folder, number))["entity_id"])
    return np.concatenate([there, np.fromfile(_gone(folder, number), there.dtype)])


def keep_entities(
    ledger: Path, folder: Path, marked: Sequence[Marked], told: Iterable[Mapping[int, Told]]
) -> None:
    """Keep the entity of each claim for the next run; ``told`` are those of claims that had another one."""
    found = [*told]
    rows = [ENTITIES.empty_table()]
    for number, each in enumerate(marked):
        claims = mapped(_waiting(folder, number), ENTITIES.names)
        ids = unfixed(claims["entity_id"]).copy()
        starts = np.cumsum([0, *each.counts])
        for place, start in enumerate(starts[:-1].tolist(), number * len(each.counts)):
            for numbers, others in (some[place] for some in found if place in some):
                ids[start + numbers] = others
        rows.append(claims.set_column(1, ENTITIES.field("entity_id"), fixed(ids)))
    write_entities(ledger, pa.concat_tables(rows))


def share_out(folder: Path, number: int, shares: Numbers, ages: Numbers) -> None:
    """Write in which share each claim of neighbouring buckets is resolved, and how old its documents are."""
    write_column(_shares(folder, number), shares)
    write_column(_ages(folder, number), ages)


def in_share(share: int, folder: Path, counts: Sequence[Sequence[int]]) -> Table:
    """Give the claims that are resolved together; ``counts`` are how many neighbouring buckets have.

    Beside the columns HAD are the ``bucket``, the ``number`` in it, and the ``age`` of the document, which is
    its place among all, the earliest first.
    """
    found = []
    for number, each in enumerate(counts):
        own = np.flatnonzero(np.fromfile(_shares(folder, number), np.int32) == share)
        rows = mapped(_waiting(folder, number)).take(own)
        ages = np.fromfile(_ages(folder, number), np.int32)[rows["document"].to_numpy()]
        starts = np.cumsum([0, *each])
        place = np.searchsorted(starts, own, "right") - 1
        columns = {"age": ages, "bucket": number * len(each) + place, "number": own - starts[place]}
        for name, column in columns.items():
            rows = rows.append_column(name, pa.array(column, pa.int32()))
        found.append(rows)
    return pa.concat_tables(found)


def _waiting(folder: Path, number: int) -> Path:
    return folder / f"{number}.claims"


def _gone(folder: Path, number: int) -> Path:
    return folder / f"{number}.gone"


def _shares(folder: Path, number: int) -> Path:
    return folder / f"{number}.shares"


def _ages(folder: Path, number: int) -> Path:
    return folder / f"{number}.ages"
