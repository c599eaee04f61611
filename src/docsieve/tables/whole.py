"""What only the corpus knows: the open columns of portions, and the tables that are over all documents."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.model import Entity, Rejected, Repeat
from docsieve.tables.checked import checked
from docsieve.tables.quarantine import failed_row, rejected_values
from docsieve.tables.schema import arrow_schema, by_key, sorted_by, to_table
from docsieve.tables.validate import Fault, Values
from docsieve.tables.values import Claimed, EntityOf, entity_columns, repeat_columns

FIRST_BY = ("document_id", "content_sha256", "published_on", "scraped_at", "source")
"""The columns of ``documents`` that say which of two with the same bytes is the first."""

CLAIMED = ("entity_id", "document_id", "name", "native_name", "aliases", "countries")
"""The columns of ``signatories`` that entities are made from."""

NO_FILES: Mapping[str, Values] = {}
NOTHING_ELSE: Mapping[str, Sequence[str]] = {}
AT_ONCE = 50_000
"""Repeats, or claims of entities, that are values of Python at a time."""


def first_of_same_bytes(documents: Iterable[pa.Table]) -> dict[str, str]:
    """The first document of the same bytes, of each that is not itself the first one.

    That is the earliest published, then scraped, then by source. ``documents`` are parts of the table, of
    which the columns FIRST_BY are read.
    """
    known = pa.concat_tables(
        [_schema_of("documents", FIRST_BY), *(one.select(FIRST_BY) for one in documents)]
    )
    counts = pc.value_counts(known["content_sha256"])
    often = counts.field("values").filter(pc.greater(counts.field("counts"), pa.scalar(1, pa.int64())))
    rows = known.filter(pc.is_in(known["content_sha256"], often)).to_pylist()
    first: dict[str, str] = {}
    ordered = sorted(rows, key=_earliest)
    pairs = (
        (row["document_id"], first.setdefault(row["content_sha256"], row["document_id"])) for row in ordered
    )
    return {document_id: before for document_id, before in pairs if before != document_id}


def _schema_of(table: str, columns: Iterable[str]) -> pa.Table:
    return arrow_schema(table).empty_table().select(list(columns))


def _earliest(row: Values) -> list[Any]:
    dated = [(row[name] is None, row[name]) for name in ("published_on", "scraped_at")]
    return [*((missing, "" if missing else value) for missing, value in dated), row["source"]]


def completed_documents(documents: pa.Table, run_id: str, duplicate_of: Mapping[str, str]) -> pa.Table:
    """Documents of a portion with their run, and the document that each is a copy of."""
    first = [duplicate_of.get(str(one)) for one in documents["document_id"].to_pylist()]
    made = _with(documents, "duplicate_of", pa.array(first, pa.string()))
    return _with(made, "run_id", pa.repeat(pa.scalar(run_id, pa.string()), documents.num_rows))


def completed_signatories(signatories: pa.Table, entity_of: EntityOf) -> pa.Table:
    """Claims of a portion with the entity of each, by document and position; one without is left out."""
    claims = zip(*(signatories[name].to_pylist() for name in ("document_id", "position")), strict=True)
    return with_entities(signatories, pa.array([entity_of.get(claim) for claim in claims], pa.string()))


def with_entities(signatories: pa.Table, entities: Any) -> pa.Table:
    """Claims of a portion with a column of the ids of their entities; one without is left out."""
    made = _with(signatories, "entity_id", entities)
    return made.filter(pc.is_valid(entities)) if entities.null_count else made


def _with(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), table.schema.field(name), values)


def entity_table(
    entities: Iterable[Entity],
    signatories: Iterable[pa.Table],
    also: Mapping[str, Sequence[str]] = NOTHING_ELSE,
) -> tuple[pa.Table, tuple[Values, ...]]:
    """The table ``entities`` over accepted claims, and the rows of ``quarantine`` of those that do not fit.

    ``signatories`` are parts of that table, completed, of which the columns CLAIMED are held; an entity
    without a claim in them has no row. Claims of an entity that does not fit are left to the caller. ``also``
    are, for entities by their id, documents of further claims that say what others of them do.
    """
    parts, failed = [arrow_schema("entities").empty_table()], []
    waiting = deque(sorted(entities, key=attrgetter("entity_id")))
    for claims in _by_entity(signatories):
        told = _claimed(claims, also)
        known = [one for one in _up_to(max(told), waiting) if one.entity_id in told]
        passed, odd = checked("entities", entity_columns(known, [told[one.entity_id] for one in known]))
        parts.append(passed)
        failed += odd
    return by_key("entities", pa.concat_tables(parts)), _alone("entities", failed, NO_FILES)


def _up_to(last: str, waiting: deque[Entity]) -> Iterator[Entity]:
    while waiting and waiting[0].entity_id <= last:
        yield waiting.popleft()


def _by_entity(signatories: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Claims in the order of their entities, about AT_ONCE at a time, those of one together."""
    parts = [_schema_of("signatories", CLAIMED), *(one.select(CLAIMED) for one in signatories)]
    claims = sorted_by(pa.concat_tables(parts), ("entity_id",))
    ids: Any = claims["entity_id"].combine_chunks()
    ends = np.append(np.flatnonzero(pc.not_equal(ids[1:], ids[:-1])) + 1, len(ids))
    start = 0
    while start < len(ids):
        end = int(ends[min(int(np.searchsorted(ends, start + AT_ONCE)), len(ends) - 1)])
        yield claims.slice(start, end - start)
        start = end


def _claimed(claims: pa.Table, also: Mapping[str, Sequence[str]]) -> dict[str, Claimed]:
    found: dict[str, Claimed] = defaultdict(Claimed)
    columns = (claims[name].to_pylist() for name in CLAIMED)
    for entity_id, document_id, name, native_name, aliases, countries in zip(*columns, strict=True):
        one = found[entity_id]
        one.claims += 1
        one.documents.add(document_id)
        one.names.update((name, *aliases))
        one.countries.update(countries)
        if native_name:
            one.native_names.add(native_name)
    for entity_id in found.keys() & also.keys():
        found[entity_id].claims += len(also[entity_id])
        found[entity_id].documents.update(also[entity_id])
    return found


def repeat_table(
    repeats: Iterable[Repeat], accepted: Set[str], files: Mapping[str, Values] = NO_FILES
) -> tuple[pa.Table, tuple[Values, ...]]:
    """The table ``repeats`` and the rows of ``quarantine``, all of ``repeat_rows`` together."""
    found = list(repeat_rows(repeats, accepted, files))
    rows = pa.concat_tables([arrow_schema("repeats").empty_table(), *(rows for rows, _ in found)])
    return by_key("repeats", rows), tuple(chain.from_iterable(failed for _, failed in found))


def repeat_rows(
    repeats: Iterable[Repeat], accepted: Set[str], files: Mapping[str, Values] = NO_FILES
) -> Iterator[tuple[pa.Table, tuple[Values, ...]]]:
    """Rows of ``repeats`` between accepted documents, and rows of ``quarantine`` of what does not fit.

    ``files`` gives the ``source`` and ``content_sha256`` of documents, to be named where a repeat of theirs
    does not fit. No more than AT_ONCE repeats are taken at a time.
    """
    within = (one for one in repeats if one.document_id in accepted and one.first_document_id in accepted)
    for some in _some_at_a_time(within):
        passed, odd = checked("repeats", repeat_columns(some))
        yield passed, _alone("repeats", odd, files)


def _some_at_a_time(repeats: Iterator[Repeat]) -> Iterator[list[Repeat]]:
    while some := list(islice(repeats, AT_ONCE)):
        yield some


def _alone(
    table: str, failed: Iterable[tuple[Values, Fault]], files: Mapping[str, Values]
) -> tuple[Values, ...]:
    return tuple(
        failed_row(table, row, fault, files.get(row.get("document_id", ""))) for row, fault in failed
    )


def quarantine_table(rejected: Iterable[Rejected], failed: Iterable[Mapping[str, Any]] = ()) -> pa.Table:
    """The table ``quarantine`` of what earlier stages rejected and of rows that failed, given as values."""
    return to_table("quarantine", [*map(rejected_values, rejected), *failed])
