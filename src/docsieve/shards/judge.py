"""The second half: prepared documents to rows of the tables, cut by bucket, and rows of the ledger."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter

from docsieve import pipeline
from docsieve.entities import Claim, claims_of
from docsieve.ledger import (
    LEDGER,
    buckets_of,
    listed,
    mapped,
    of_bucket,
    packed_rows,
    squeezed,
    together_of,
    unpacked_rows,
    values,
    write_rows,
)
from docsieve.model import Judged, Repeat
from docsieve.persons import Care, Shield, phrases_of, protected_documents
from docsieve.repeats import Carried, Stencil, flat, own, quoted, stencils
from docsieve.shards.marks import marked
from docsieve.shards.prepare import lay_aside, waiting
from docsieve.tables import Portion, arrow_schema, portion

BY_DOCUMENT = ("documents", "blocks", "signatories")
"""The tables of which a document has rows of its own, whatever the others are."""

OWN = TypeAdapter(tuple[Repeat, ...])
STENCILS = TypeAdapter(tuple[Stencil, ...])
BATCH = pa.schema([pa.field("rows", pa.large_binary())])
ONLY_READ = ("about", "identity", "file", "trace", "fingerprints")


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of some documents, on the disk: a folder with a file a table, cut into batches by their ids.

    ``batches`` gives the buckets of which there are documents in each batch, the same in every file.
    """

    folder: str
    batches: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """Judged documents that wait until it is known whose names are to be taken out of them."""

    path: str
    evidence: tuple[bytes, ...]
    claims: tuple[Claim, ...]
    phrases: tuple[Any, ...]
    sources: tuple[str, ...]


def judge_shards(
    prepared: Sequence[str],
    read: pa.Table,
    carried: Sequence[Carried | None],
    folder: str,
    buckets: int,
) -> Piece:
    """Judge the documents of shards, whose rows of the ledger are ``read`` so far, and write their rows.

    Those of which the corpus says nothing are passed over.
    """
    chosen = [at for at, each in enumerate(carried) if each is not None]
    return write_piece(
        _judged(prepared, carried),
        read.take(pa.array(chosen, pa.int64())),
        _digests(carried),
        folder,
        buckets,
    )


def judge_aside(prepared: Sequence[str], carried: Sequence[Carried | None], care: Care, path: str) -> Aside:
    """Judge the documents of shards and put them aside with all that they say of persons."""
    judged = _judged(prepared, carried)
    lay_aside(judged, path)
    return Aside(
        path=path,
        evidence=tuple(_digests(carried)),
        claims=tuple(claim for one in judged for claim in claims_of(one)),
        phrases=phrases_of(judged, care),
        sources=tuple(one.raw.source for one in judged),
    )


def shielded_piece(aside: Aside, shield: Shield, folder: str, buckets: int) -> Piece:
    """Take the names of persons out of what was put aside, and write its rows."""
    judged = protected_documents(waiting([aside.path]), shield)
    return write_piece(judged, None, aside.evidence, folder, buckets)


def _digests(carried: Sequence[Carried | None]) -> list[bytes]:
    return [each.digest for each in carried if each is not None]


def _judged(prepared: Sequence[str], carried: Sequence[Carried | None]) -> list[Judged]:
    documents = zip(waiting(prepared), carried, strict=True)
    told = [(one, said) for one, said in documents if said is not None]
    return pipeline.judge_all([one for one, _ in told], [said for _, said in told])


def write_piece(
    judged: Sequence[Judged], read: pa.Table | None, evidence: Sequence[bytes], folder: str, buckets: int
) -> Piece:
    """Write the rows of documents, cut by bucket; ``read`` are their rows of the ledger so far."""
    made = portion(judged)
    tables = {name: getattr(made, name) for name in BY_DOCUMENT}
    tables["signatories"] = made.signatories.sort_by("document_id")
    tables["ledger"] = _ledger(judged, read, evidence, made)
    Path(folder).mkdir(parents=True, exist_ok=True)
    together = together_of(buckets)
    present = np.unique(buckets_of(values(tables["ledger"], "document_id"), buckets)).tolist()
    batches = {at: tuple(each) for at, each in groupby(present, lambda bucket: bucket // together)}
    for name, rows in tables.items():
        whole = rows.cast(piece_schema(name))
        cuts = [packed_rows(of_bucket(whole, at, buckets // together)) for at in batches]
        write_rows(Path(folder) / f"{name}.arrow", pa.table({BATCH.names[0]: cuts}, schema=BATCH), BATCH)
    return Piece(folder, tuple(batches.values()))


def piece_schema(name: str) -> pa.Schema:
    """The columns of a table's rows in a piece, or of its rows of the ledger."""
    return LEDGER if name == "ledger" else arrow_schema(name)


def batches_of(folder: str, name: str) -> Callable[[int], pa.Table]:
    """Give what gives the rows of a batch of a table of a piece, by the batch's number."""
    column = mapped(Path(folder) / f"{name}.arrow")[BATCH.names[0]]
    return lambda number: unpacked_rows(column[number].as_py(), piece_schema(name))


def _ledger(
    judged: Sequence[Judged], read: pa.Table | None, evidence: Sequence[bytes], made: Portion
) -> pa.Table:
    """The rows of the ledger, in the order of the documents' ids."""
    order = sorted(range(len(judged)), key=lambda at: judged[at].raw.document_id)
    columns: dict[str, Any] = {
        **_identities([judged[at] for at in order]),
        **_looks([judged[at] for at in order], made),
        "evidence": [evidence[at] for at in order],
    }
    known = read.take(pa.array(order, pa.int64())) if read is not None else None
    for name in ONLY_READ:
        columns[name] = known[name] if known is not None else pa.nulls(len(order), LEDGER.field(name).type)
    return pa.table({name: columns[name] for name in LEDGER.names}).cast(LEDGER)


def _identities(judged: Sequence[Judged]) -> dict[str, Any]:
    """What a document is, as it may be shown."""
    scraped = [one.raw.scraped_at for one in judged]
    return {
        "document_id": [one.raw.document_id for one in judged],
        "source": [one.raw.source for one in judged],
        "site": [one.raw.site for one in judged],
        "content_sha256": [one.raw.content_sha256 for one in judged],
        "characters": [len(one.raw.text) for one in judged],
        "published": [one.metadata.published_on for one in judged],
        "scraped": [each.replace(tzinfo=None) if each else None for each in scraped],
    }


def _looks(judged: Sequence[Judged], made: Portion) -> dict[str, Any]:
    """What the search for repeats asks of it, and which rows of it failed."""
    failed = defaultdict(list)
    for row in made.failed:
        failed[row["source"]].append(row)
    accepted = frozenset(values(made.documents, "document_id"))
    told = [quoted(one) for one in judged]
    said = [failed.get(one.raw.source) for one in judged]
    return {
        "keys": listed([each.keys for each, _ in told], LEDGER.field("keys").type),
        "digest": [each.digest for each, _ in told],
        "quotable": [squeezed(flat(each)) for _, each in told],
        "own": [OWN.dump_json(own(one)) for one in judged],
        "stencils": [STENCILS.dump_json(stencils(one)) for one in judged],
        "failed": [json.dumps(rows).encode() if rows else None for rows in said],
        **marked(made.signatories, [one.raw.document_id for one in judged]),
        "accepted": [one.raw.document_id in accepted for one in judged],
    }
