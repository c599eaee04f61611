"""Buckets put together: rows of before, without what has gone, and rows of now, in the order of their ids."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.ledger import (
    Ledger,
    bucket_of,
    mapped,
    of_bucket,
    parts_meeting,
    take_over,
    values,
    write_part,
    write_rows,
)
from docsieve.shards.judge import BY_DOCUMENT, batches_of, piece_schema
from docsieve.shards.marks import by_document
from docsieve.snapshot import Snapshot, keep_part, reword_part, stage_table
from docsieve.tables import (
    TABLES,
    Table,
    arrow_schema,
    completed_documents,
    read_part,
    with_entities,
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was published last, and the ledger to it."""

    snapshot: Snapshot
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Bucket:
    """What a bucket is put together from.

    ``leaving`` are ids of documents of before that have gone or were judged again; ``retraced`` those
    that stay, whose file is another than before; ``batches`` hold rows of now: a piece's folder, and the
    number of the batch in its files.
    """

    number: int
    of: int
    leaving: AbstractSet[str]
    retraced: Mapping[str, int]
    batches: Sequence[tuple[str, int]]

    def is_as_before(self, before: Before | None) -> bool:
        """Whether nothing has changed in it."""
        if before is None or before.ledger.buckets != self.of:
            return False
        return not (self.leaving or self.retraced or self.batches)


def assemble(buckets: Sequence[Bucket], before: Before | None, work: Path, staging: Path) -> None:
    """Write some buckets: their blocks into ``staging``, their open tables and their ledger into ``work``.

    One in which nothing has changed is taken over as it is, its open tables too. Each piece is opened once
    for all of them; takes memory for the rows of a table of all of them.
    """
    changed = []
    for bucket in buckets:
        if before is not None and bucket.is_as_before(before):
            _take_over(bucket.number, before, work, staging)
        else:
            changed.append(bucket)
    for name in (*BY_DOCUMENT, "ledger"):
        coming = _coming(name, changed)
        for bucket in changed:
            rows = _rows(name, bucket, before, coming.pop(bucket.number))
            _write(name, bucket, rows, work, staging)


def _take_over(number: int, before: Before, work: Path, staging: Path) -> None:
    if not keep_part(staging, before.snapshot, "blocks", number, beside=work):
        stage_table(staging, "blocks", read_part(before.snapshot.path, "blocks", number), number, work)
    take_over(before.ledger.folder, number, work / "ledger")


def _write(name: str, bucket: Bucket, rows: Table, work: Path, staging: Path) -> None:
    if name == "ledger":
        write_part(work / "ledger", bucket.number, with_traces(rows, bucket.retraced))
    elif name == "blocks":
        stage_table(staging, "blocks", rows, bucket.number, work)
    else:
        write_rows(_open(name, bucket.number, work), rows, arrow_schema(name))


def open_table(
    name: str, number: int, before: Before | None, work: Path, columns: Sequence[str] | None = None
) -> Table:
    """Give documents or signatories of a bucket, or some columns; those about the corpus are still open."""
    if _is_open(number, work):
        return mapped(_open(name, number, work), columns)
    assert before is not None
    return read_part(before.snapshot.path, name, number, columns)


def _is_open(number: int, work: Path) -> bool:
    """Whether anything has changed in a bucket."""
    return _open("documents", number, work).exists()


def _open(name: str, number: int, work: Path) -> Path:
    return work / "open" / f"{name}-{number}.arrow"


def complete(
    number: int,
    before: Before | None,
    work: Path,
    staging: Path,
    run_id: str,
    duplicate_of: Mapping[str, str],
    same_copies: bool,
    entities: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.bytes_]]],
) -> None:
    """Write a bucket's documents and signatories with what only the corpus knows.

    ``same_copies`` says that its documents are copies of the same ones as before.
    ``entities`` are numbers of claims (``by_document``), and the id of each one's entity, empty for one that
    is left out; others stay with the entity they had.
    """
    closed = before if not _is_open(number, work) else None
    as_before = closed if same_copies else None
    if as_before is None or not _documents_kept(number, as_before, work, staging, run_id):
        documents = completed_documents(open_table("documents", number, before, work), run_id, duplicate_of)
        stage_table(staging, "documents", documents, number, work)
    as_before = closed if not entities else None
    if as_before is None or not keep_part(staging, as_before.snapshot, "signatories", number, work):
        stage_table(staging, "signatories", _with_entities(number, before, work, entities), number, work)


def _documents_kept(number: int, before: Before, work: Path, staging: Path, run_id: str) -> bool:
    """Take the documents of a bucket over, in all of which another run stands; False where that fails."""
    runs = before.snapshot.run_id, run_id
    return reword_part(staging, before.snapshot, "documents", number, "run_id", runs, work)


def _with_entities(
    number: int,
    before: Before | None,
    work: Path,
    entities: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.bytes_]]],
) -> Table:
    claims = open_table("signatories", number, before, work)
    known, order = np.array(values(claims, "entity_id"), object), by_document(claims)
    for numbers, ids in entities:
        known[order[numbers]] = [each.decode() or None for each in ids.tolist()]
    return with_entities(claims, pa.array(known, pa.string()))


def _rows(name: str, bucket: Bucket, before: Before | None, coming: Sequence[Table]) -> Table:
    """A bucket's rows of a table, or of the ledger."""
    schema = piece_schema(name)
    staying = [rows.filter(_staying(rows, bucket)) for rows in _of_before(name, bucket, before)]
    whole = pa.concat_tables([schema.empty_table(), *(rows.cast(schema) for rows in staying), *coming])
    key = ("document_id",) if name == "ledger" else TABLES[name].key
    return whole.take(pc.sort_indices(whole, [(column, "ascending") for column in key]))


def _of_before(
    name: str, bucket: Bucket, before: Before | None, columns: Sequence[str] | None = None
) -> Iterator[Table]:
    """The parts of before whose range of ids meets the bucket's, or some columns of them."""
    if before is None:
        return
    for number in parts_meeting(bucket.number, bucket.of, before.ledger.buckets):
        if name == "ledger":
            yield before.ledger.part(number, columns)
        else:
            yield read_part(before.snapshot.path, name, number, columns)


def _staying(rows: Table, bucket: Bucket) -> Any:
    """A mask of the rows of documents that stay, and whose place is in this bucket."""
    return _mask(
        rows, lambda each: each not in bucket.leaving and bucket_of(each, bucket.of) == bucket.number
    )


def gone(name: str, bucket: Bucket, before: Before | None, columns: Sequence[str]) -> list[Table]:
    """Give rows that documents of a bucket had which have gone or were judged again, in their order."""
    if not bucket.leaving:
        return []
    there = _of_before(name, bucket, before, columns)
    return [rows.filter(_mask(rows, bucket.leaving.__contains__)) for rows in there]


def _mask(rows: Table, wanted: Callable[[str], bool]) -> Any:
    """A mask of the rows of some documents."""
    ids = rows["document_id"].combine_chunks().dictionary_encode()
    return pa.array(map(wanted, _texts(ids.dictionary)), pa.bool_()).take(ids.indices)


def _texts(column: Any) -> list[str]:
    return list(column.to_pylist())


def _coming(name: str, buckets: Sequence[Bucket]) -> dict[int, list[Table]]:
    """The rows of now of each bucket, by its number."""
    wanted: dict[str, dict[int, list[Bucket]]] = defaultdict(lambda: defaultdict(list))
    for bucket in buckets:
        for folder, batch in bucket.batches:
            wanted[folder][batch].append(bucket)
    found: dict[int, list[Table]] = {bucket.number: [] for bucket in buckets}
    for folder, batches in wanted.items():
        batch_of = batches_of(folder, name)
        for batch, within in batches.items():
            rows = batch_of(batch)
            for bucket in within:
                found[bucket.number].append(of_bucket(rows, bucket.number, bucket.of))
    return found


def with_traces(rows: Table, retraced: Mapping[str, int]) -> Table:
    """Give rows of the ledger with the traces that files have now."""
    if not retraced:
        return rows
    told = zip(values(rows, "document_id"), values(rows, "trace"), strict=True)
    traces = pa.array([retraced.get(each, trace) for each, trace in told], pa.uint64())
    return rows.set_column(rows.schema.get_field_index("trace"), "trace", traces)
