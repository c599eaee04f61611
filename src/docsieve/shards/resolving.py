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
import pyarrow.compute as pc

from docsieve.engine import Call, Over
from docsieve.entities import COUNTS, Claim, Judgement, groups, marks_judged, resolve_claims, when_of
from docsieve.ledger import Ids, Lists, mapped, part_name, values, write_rows
from docsieve.model import Entity
from docsieve.shards.assemble import Before, open_table
from docsieve.shards.claims import NO_ENTITY, Marked, Numbers, Told, had, in_share, share_out
from docsieve.shards.keys import carriers_in, write_sorted
from docsieve.shards.marks import by_document, said_in
from docsieve.tables import CLAIMED, Table, completed_signatories, entity_table

AT_A_TIME = 40_000
"""Claims that a call resolves, but for groups that are larger; they take some 60 MB."""

KEY = ("document_id", "position")
KNOWN = tuple(sorted({*KEY, *CLAIMED}))
WHEN = ("published", "scraped", "source")
ID = "S32"
SETTLED = -1
"""The share of a claim that is not resolved."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where claims lie: the run before, the scratch folder, how many each bucket has of neighbouring ones."""

    before: Before | None
    work: Path
    counts: tuple[tuple[int, ...], ...]

    @property
    def folder(self) -> Path:
        """Where what resolving needs is written."""
        return self.work / "claims"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Entities of some claims, their rows on the disk; ``ids`` has those of claims of each bucket."""

    path: str
    ids: dict[int, Told]
    failed: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was resolved, and the ids, in their order, of entities of before whose claims were among it."""

    resolved: tuple[Resolved, ...]
    leaving: Ids


def resolve_all(
    desk: Desk, marked: Sequence[Marked], judgements: Sequence[Judgement], over: Over, *, anew: bool
) -> Outcome:
    """Resolve the claims of all parts, some groups a call; few claims at once, here.

    Without ``anew`` groups in which nothing has changed are passed over.
    """
    count, leaving = _share_out(desk.folder, marked, judgements, anew=anew)
    if count == 1:
        return Outcome((resolve_some(0, desk, judgements),), leaving)
    calls: Iterator[Call] = ((resolve_some, (share, desk, tuple(judgements))) for share in range(count))
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
    known = [had(folder, number) for number in range(len(marked))]
    open_groups = np.full(len(group), anew)
    for each, its_groups, entities in zip(marked, within, known, strict=True):
        open_groups[its_groups[entities == NO_ENTITY]] = True
        open_groups[its_groups[each.claims :]] = True
    shares, count = _shares_of(open_groups, within, marked)
    leaving = [np.zeros(0, ID)]
    for number, (each, its_groups, entities) in enumerate(zip(marked, within, known, strict=True)):
        share_out(folder, number, shares[its_groups[: each.claims]])
        leaving.append(np.unique(entities[open_groups[its_groups]]))
    replaced = np.unique(np.concatenate(leaving))
    return count, replaced[replaced != NO_ENTITY]


def _judged(judgements: Sequence[Judgement]) -> Lists:
    """The marks of judgements in a row, and how many each has."""
    marks = [np.array(marks_judged(each), np.uint64) for each in judgements]
    return np.concatenate([np.zeros(0, np.uint64), *marks]), np.array([len(each) for each in marks], np.int64)


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


def resolve_some(share: int, desk: Desk, judgements: Sequence[Judgement]) -> Resolved:
    """Resolve the claims of a share, and write their entities."""
    rows = dict(in_share(share, desk.folder, desk.counts))
    tables = {number: _claims(number, own, desk) for number, own in rows.items()}
    entities = resolve_claims(chain.from_iterable(map(_claims_in, tables.values())), judgements)
    found = _written(entities, tables, rows, desk.folder / f"{share}.entities")
    return replace(found, ids=dict(_others(found, tables)))


def _others(found: Resolved, tables: Mapping[int, Table]) -> Iterator[tuple[int, Told]]:
    """Of each bucket the claims that have another entity than before."""
    for number, (own, ids) in found.ids.items():
        others = ids != np.array(values(tables[number], "entity_id"), ID)
        if others.any():
            yield number, (own[others], ids[others])


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


def _claims(number: int, own: Numbers, desk: Desk) -> Table:
    """Some claims of a bucket, each with its document's place among all."""
    columns = ("entity_id", *KEY, *COUNTS)
    claims = _ordered(open_table("signatories", number, desk.before, desk.work, columns)).take(own)
    documents = mapped(desk.work / "ledger" / part_name(number), ("document_id", *WHEN))
    documents = documents.take(pc.index_in(claims["document_id"], documents["document_id"].combine_chunks()))
    told = zip(*(values(documents, name) for name in ("source", *WHEN[:2])), strict=True)
    when = list(zip(*(when_of(*each) for each in told), strict=True))
    for name, column in zip(WHEN, when, strict=True):
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
