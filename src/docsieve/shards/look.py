"""What has happened to the raw folder since the last run, and what is read because of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.engine import Call, portions
from docsieve.ledger import LEDGER, READ, REJECTED, UNSURE, Ledger, are_in, trace_of, values
from docsieve.model import RawDocument, Rejected
from docsieve.read import Source, document_id
from docsieve.shards.prepare import Read, Shard, Terms, prepare_read, prepare_sources, read_records_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A folder as it was listed: what has to be read, what could not be listed, what is as it was."""

    unknown: tuple[Source, ...]
    rejected: tuple[Rejected, ...]
    met: frozenset[int]


def known_rows(ledger: Ledger | None) -> pa.Table:
    """Give what is known of the documents of before: READ and ``evidence``."""
    columns = [*READ.names, "evidence"]
    if ledger is None:
        return pa.schema([LEDGER.field(name) for name in columns]).empty_table()
    return ledger.all(columns)


def look(sources: Iterable[Source | Rejected], ledger: Ledger | None, rows: pa.Table) -> Seen:
    """Tell files that are as they were from those that are not; only the latter stay in memory.

    ``rows`` are those that are known.
    """
    known = _traces(ledger, rows) if ledger else frozenset()
    unknown: list[Source] = []
    rejected: list[Rejected] = []
    met: set[int] = set()
    for each in sources:
        if isinstance(each, Rejected):
            rejected.append(each)
        elif (trace := trace_of(each)) in known:
            met.add(trace)
        else:
            unknown.append(each)
    return Seen(tuple(unknown), tuple(rejected), frozenset(met))


def _traces(ledger: Ledger, rows: pa.Table) -> frozenset[int]:
    of_rejected = ledger.rejected()["trace"].to_numpy()
    traces = np.union1d(rows["trace"].to_numpy(), of_rejected)
    return frozenset(traces[traces != UNSURE].tolist())


@dataclass(frozen=True, slots=True)
class Staying:
    """The documents of before: those that stay as they are, those that have gone or are others now.

    ``retraced`` stay, and their file is another than before; ``sites_left`` are those of what has gone.
    """

    rows: pa.Table
    leaving: frozenset[str]
    retraced: Mapping[str, int]
    sites_left: frozenset[str]


def staying(rows: pa.Table, seen: Seen, shards: Sequence[Shard]) -> Staying:
    """Tell which documents of before, all of which ``rows`` are, are still there."""
    retraced = {key: trace for shard in shards for key, trace in shard.same.items()}
    met = np.isin(rows["trace"].to_numpy(), np.fromiter(seen.met, np.uint64))
    same = pc.is_in(rows["document_id"], pa.array(sorted(retraced), pa.string()))
    stays: Any = pc.or_(pa.array(met), same)
    gone = rows.filter(pc.invert(stays))
    return Staying(
        rows=rows.filter(stays),
        leaving=frozenset(values(gone, "document_id")),
        retraced=retraced,
        sites_left=frozenset(values(gone, "site")),
    )


def identities(rows: pa.Table) -> dict[str, bytes]:
    """Give what each document of before was."""
    return dict(zip(values(rows, "document_id"), values(rows, "identity"), strict=True))


def rejected_before(ledger: Ledger | None, seen: Seen) -> pa.Table:
    """Give the rows of before of what was not accepted, of files that are as they were."""
    if ledger is None:
        return REJECTED.empty_table()
    rows = ledger.rejected()
    return rows.filter(are_in(rows, "trace", seen.met))


def reading(
    sources: Iterable[Source],
    known: Mapping[str, bytes],
    terms: Terms,
    most: int,
    place: Path,
    wanted: AbstractSet[str] | None = None,
) -> Iterator[Call]:
    """Give the calls that read and prepare sources, a portion of ``most`` bytes or characters each.

    Text files are read where they are prepared. Containers are read here, record by record, while the calls
    are taken, so that a large one is prepared in many places; of their documents only those ``wanted`` are.
    """
    calls: Iterator[Call] = (
        call
        for are_containers, group in groupby(sources, lambda each: each.is_container)
        for call in (_of_containers if are_containers else _of_texts)(group, known, terms, most, wanted)
    )
    for number, (function, arguments) in enumerate(calls):
        yield function, (*arguments, str(place / f"{number:06d}.prepared"))


def _of_texts(
    sources: Iterable[Source],
    known: Mapping[str, bytes],
    terms: Terms,
    most: int,
    _wanted: AbstractSet[str] | None,
) -> Iterator[Call]:
    for some in portions(sources, lambda each: each.size, most):
        ids = [document_id(each.name) for each in some]
        yield prepare_sources, (some, _part(known, ids), terms)


def _of_containers(
    sources: Iterable[Source],
    known: Mapping[str, bytes],
    terms: Terms,
    most: int,
    wanted: AbstractSet[str] | None,
) -> Iterator[Call]:
    records = (record for source in sources for record in read_records_of(source, terms, wanted))
    for some in portions(records, _weight, most):
        ids = [each.document_id for read in some for each in read.found if isinstance(each, RawDocument)]
        yield prepare_read, (some, _part(known, ids), terms)


def _part(known: Mapping[str, bytes], ids: Iterable[str]) -> dict[str, bytes]:
    return {each: known[each] for each in ids if each in known}


def _weight(read: Read) -> int:
    return sum(len(each.text) for each in read.found if isinstance(each, RawDocument))
