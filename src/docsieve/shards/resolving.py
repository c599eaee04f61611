"""Who is the same over all parts, some claims at a time: claims are marked, put into groups, and resolved.

Claims of two groups never come together (`entities.groups`), so that groups are resolved wherever there is
room, and no more claims than those of some groups are in memory. A group of which no claim came, went or
was judged again has the entities it had: it is a group of the run before, and nothing in it is resolved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from docsieve.engine import Call, Over
from docsieve.entities import COUNTS, Claim, Judgement, groups, marks_judged, resolve_claims, when_of
from docsieve.ledger import Lists, mapped, part_name, values, write_rows
from docsieve.model import Entity
from docsieve.shards.assemble import Before, Bucket, gone, open_table
from docsieve.shards.keys import Bounds, carriers_in, write_column, write_sorted
from docsieve.shards.marks import by_document, marks_in, said_in
from docsieve.tables import CLAIMED, NOT_YET, Table, completed_signatories, entity_table

AT_A_TIME = 40_000
"""Claims that a call resolves, but for groups that are larger; they take some 60 MB."""

Numbers = npt.NDArray[np.int32]
Ids = npt.NDArray[np.bytes_]
"""An entity's id for each of some claims; empty where the claim is left out."""

KEY = ("document_id", "position")
KNOWN = tuple(sorted({*KEY, *CLAIMED}))
WHEN_READ = ("document_id", "published_on", "scraped_at", "source")
WHEN = ("published", "scraped", "source")
ID = "S32"
NO_ENTITY = NOT_YET.encode()
SETTLED = -1
"""The share of a claim that is not resolved."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The claims of a bucket: how many there are, and with those that have gone; where their marks lie."""

    claims: int
    all: int
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Resolved:
    """Entities of some claims, their rows on the disk; ``ids`` has those of claims of each bucket."""

    path: str
    ids: dict[int, tuple[Numbers, Ids]]
    failed: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was resolved, and the ids, in their order, of entities of before whose claims were among it."""

    resolved: tuple[Resolved, ...]
    leaving: Ids


def mark_claims(bucket: Bucket, before: Before | None, work: Path, folder: Path) -> Marked:
    """Write the claims of a bucket as resolving needs them, and the marks of all, also of those that went.

    Claims are numbered in the order of their marks (``by_document``).
    """
    number = bucket.number
    documents = open_table("documents", number, before, work, WHEN_READ)
    signatories = open_table("signatories", number, before, work, ("entity_id", *KEY, *COUNTS))
    claims = _with_when(documents, signatories)
    write_rows(_claims(folder, number), claims, claims.schema)
    went = [_ordered(each) for each in gone("signatories", bucket, before, ("entity_id", *KEY))]
    had = [np.array(values(each, "entity_id"), ID) for each in (claims, *went)]
    write_column(_entities(folder, number), np.concatenate(had))
    rows = [mapped(work / "ledger" / part_name(number))]
    rows += gone("ledger", bucket, before, ("document_id", "marks"))
    marks, counts = map(np.concatenate, zip(*map(marks_in, rows), strict=True))
    return Marked(len(claims), len(counts), write_sorted(folder, number, (marks, counts)))


def resolve_all(
    folder: Path, marked: Sequence[Marked], judgements: Sequence[Judgement], over: Over, *, anew: bool
) -> Outcome:
    """Resolve the claims of all parts, some groups a call; few claims at once, here.

    Without ``anew`` groups in which nothing has changed are passed over.
    """
    count, leaving = _share_out(folder, marked, judgements, anew=anew)
    if count == 1:
        return Outcome((resolve_some(0, len(marked), folder, judgements),), leaving)
    calls: Iterator[Call] = (
        (resolve_some, (share, len(marked), folder, tuple(judgements))) for share in range(count)
    )
    return Outcome(tuple(over("tabulate", calls)), leaving)


def _share_out(
    folder: Path, marked: Sequence[Marked], judgements: Sequence[Judgement], *, anew: bool
) -> tuple[int, Ids]:
    """Write for each claim in which share it is resolved; how many shares, and entities to be replaced."""
    judged = _judged(judgements)
    parts = [(each.all, each.bounds) for each in marked]
    parts.append((len(judgements), write_sorted(folder, len(marked), judged)))
    group = groups(carriers_in(folder, parts), sum(rows for rows, _ in parts), judged[0])
    within = np.split(group, np.cumsum([each.all for each in marked]))[: len(marked)]
    open_groups = np.full(len(group), anew)
    for number, (each, its_groups) in enumerate(zip(marked, within, strict=True)):
        open_groups[its_groups[_unsettled(folder, number, each)]] = True
    shares, count = _shares_of(open_groups, within, marked)
    leaving = [np.zeros(0, ID)]
    for number, (each, its_groups) in enumerate(zip(marked, within, strict=True)):
        write_column(_shares(folder, number), shares[its_groups[: each.claims]])
        leaving.append(np.unique(_had(folder, number)[open_groups[its_groups]]))
    had = np.unique(np.concatenate(leaving))
    return count, had[had != NO_ENTITY]


def _judged(judgements: Sequence[Judgement]) -> Lists:
    """The marks of judgements in a row, and how many each has."""
    marks = [np.array(marks_judged(each), np.uint64) for each in judgements]
    return np.concatenate([np.zeros(0, np.uint64), *marks]), np.array([len(each) for each in marks], np.int64)


def _unsettled(folder: Path, number: int, marked: Marked) -> npt.NDArray[np.bool_]:
    """Which claims of a part are new, or have gone."""
    changed: npt.NDArray[np.bool_] = _had(folder, number) == NO_ENTITY
    changed[marked.claims :] = True
    return changed


def _shares_of(
    open_groups: npt.NDArray[np.bool_], within: Sequence[Numbers], marked: Sequence[Marked]
) -> tuple[Numbers, int]:
    """The share of each group, and how many shares there are."""
    claims = [its_groups[: each.claims] for each, its_groups in zip(marked, within, strict=True)]
    sizes = np.bincount(np.concatenate(claims), minlength=len(open_groups)) * open_groups
    # A large group leaves the shares empty that it reaches into.
    used, share = np.unique((np.cumsum(sizes) - sizes)[sizes > 0] // AT_A_TIME, return_inverse=True)
    shares = np.full(len(sizes), SETTLED, np.int32)
    shares[sizes > 0] = share
    return shares, len(used)


def resolve_some(share: int, parts: int, folder: Path, judgements: Sequence[Judgement]) -> Resolved:
    """Resolve the claims of a share, and write their entities."""
    rows: dict[int, Numbers] = {}
    tables: dict[int, Table] = {}
    for number in range(parts):
        own = np.flatnonzero(np.fromfile(_shares(folder, number), np.int32) == share).astype(np.int32)
        if len(own):
            rows[number] = own
            tables[number] = mapped(_claims(folder, number)).take(own)
    entities = resolve_claims(chain.from_iterable(map(_claims_in, tables.values())), judgements)
    found = _written(entities, tables, rows, folder / f"{share}.entities")
    return replace(found, ids={number: _others(folder, number, *told) for number, told in found.ids.items()})


def _others(folder: Path, number: int, own: Numbers, ids: Ids) -> tuple[Numbers, Ids]:
    """Those of some claims of a part whose entity is another than before."""
    others = ids != _had(folder, number)[own]
    return own[others], ids[others]


def known_entities(entities: Sequence[Entity], signatories: Iterable[Table], folder: Path) -> Resolved:
    """Write entities that were resolved before, of the columns KNOWN of the signatories of all parts."""
    tables = {number: _ordered(part) for number, part in enumerate(signatories)}
    rows = {number: np.arange(len(part), dtype=np.int32) for number, part in tables.items()}
    return _written(entities, tables, rows, folder / "known")


def _written(
    entities: Sequence[Entity], tables: Mapping[int, Table], rows: Mapping[int, Numbers], path: Path
) -> Resolved:
    """Write the rows of entities, and say which claims are whose."""
    known = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    found, failed = entity_table(entities, (completed_signatories(each, known) for each in tables.values()))
    accepted = frozenset(values(found, "entity_id"))
    write_rows(path, found, found.schema)
    ids = {number: (own, _ids(tables[number], known, accepted)) for number, own in rows.items()}
    return Resolved(str(path), ids, failed)


def _with_when(documents: Table, signatories: Table) -> Table:
    """The claims of a part, each with its document's place among all."""
    told = (values(documents, name) for name in WHEN_READ)
    when = {key: when_of(source, day, hour) for key, day, hour, source in zip(*told, strict=True)}
    claims = _ordered(signatories)
    columns = zip(*(when[key] for key in values(claims, "document_id")), strict=True)
    for name, column in zip(WHEN, columns if len(claims) else ((), (), ()), strict=True):
        claims = claims.append_column(name, pa.array(column, pa.string()))
    return claims


def _ordered(claims: Table) -> Table:
    return claims.take(by_document(claims))


def _claims_in(claims: Table) -> Iterator[Claim]:
    columns = _columns(claims, (*KEY, *WHEN))
    for (key, position, *when), said in zip(zip(*columns, strict=True), said_in(claims), strict=True):
        yield Claim(key, (when[0], when[1], when[2]), position, said)


def _columns(rows: Table, names: Sequence[str]) -> list[list[Any]]:
    return [values(rows, name) for name in names]


def _ids(claims: Table, known: dict[tuple[str, int], str], accepted: frozenset[str]) -> Ids:
    found = (known[claim] for claim in zip(*_columns(claims, KEY), strict=True))
    return np.array([one if one in accepted else "" for one in found], ID)


def _claims(folder: Path, number: int) -> Path:
    return folder / f"{number}.claims"


def _entities(folder: Path, number: int) -> Path:
    return folder / f"{number}.had"


def _had(folder: Path, number: int) -> Ids:
    """The entity that each claim of a part had, also of those that have gone."""
    return np.fromfile(_entities(folder, number), ID)


def _shares(folder: Path, number: int) -> Path:
    return folder / f"{number}.shares"
