"""Who is the same over all parts, some claims at a time: claims are marked, put into groups, and resolved.

Claims of two groups never come together (`entities.groups`), so that groups are resolved wherever there is
room, and no more claims than those of some groups are in memory. A group of which no claim came, went or
was judged again has the entities it had: it is a group of the run before, and nothing in it is resolved.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.engine import Call, Over
from docsieve.entities import COUNTS, Claim, Judgement, When, groups, marks_judged, resolve_claims, when_of
from docsieve.ledger import Ids, Lists, mapped, part_name, unfixed, values, write_rows
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
WHEN = ("source", "published", "scraped")
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
    desk: Desk,
    marked: Sequence[Marked],
    ages: Numbers,
    judgements: Sequence[Judgement],
    over: Over,
    *,
    anew: bool,
) -> Outcome:
    """Resolve the claims of all parts, some groups a call; few claims at once, here.

    ``ages`` are the places of all documents, the earliest first. Without ``anew`` groups in which nothing has
    changed are passed over.
    """
    count, leaving = _share_out(desk.folder, marked, ages, judgements, anew=anew)
    if count == 1:
        return Outcome((resolve_some(0, desk, judgements),), leaving)
    calls: Iterator[Call] = ((resolve_some, (share, desk, tuple(judgements))) for share in range(count))
    return Outcome(tuple(over("tabulate", calls)), leaving)


def _share_out(
    folder: Path, marked: Sequence[Marked], ages: Numbers, judgements: Sequence[Judgement], *, anew: bool
) -> tuple[int, Ids]:
    """Write for each claim in which share it is resolved; how many shares, and entities to be replaced."""
    judged = _judged(judgements)
    parts = [(each.all, each.bounds) for each in marked]
    parts.append((len(judgements), write_sorted(folder, len(marked), judged)))
    group = groups(carriers_in(folder, parts), sum(rows for rows, _ in parts), judged[0])
    within = np.split(group, np.cumsum([each.all for each in marked]))[: len(marked)]
    open_groups = np.full(len(group), anew)
    for number, (each, its_groups) in enumerate(zip(marked, within, strict=True)):
        open_groups[its_groups[had(folder, number) == NO_ENTITY]] = True
        open_groups[its_groups[each.claims :]] = True
    shares, count = _shares_of(open_groups, within, marked)
    leaving = [np.zeros(0, ID)]
    aged = np.split(ages, np.cumsum([each.documents for each in marked])[:-1])
    for number, (each, its_groups) in enumerate(zip(marked, within, strict=True)):
        share_out(folder, number, shares[its_groups[: each.claims]], aged[number])
        leaving.append(np.unique(had(folder, number)[open_groups[its_groups]]))
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
    """Resolve the claims of a share, one for all of its voice, and write their entities."""
    rows = in_share(share, desk.folder, desk.counts)
    voices = _voices(rows, apart=any(side[2] for each in judgements for side in each.sides))
    told = _told(rows.take(voices.told), desk)
    claims = _claims(rows, voices, told, desk)
    entities = resolve_claims(claims, judgements)
    known = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    ids = [known[claim.document_id, claim.position] for claim in claims]
    path = desk.folder / f"{share}.entities"
    told = _with(_with(told, "entity_id", ids), "document_id", [claim.document_id for claim in claims])
    accepted, failed = _written(entities, [told], path, _also(ids, claims))
    found = np.array([one if one in accepted else "" for one in ids], ID)[voices.of]
    return Resolved(str(path), dict(_others(rows, found)), failed)


def _also(ids: Iterable[str], claims: Iterable[Claim]) -> Mapping[str, Sequence[str]]:
    """The documents of claims that are not told of, by the entities of those that stand for them."""
    also: dict[str, list[str]] = defaultdict(list)
    for entity_id, claim in zip(ids, claims, strict=True):
        if claim.also:
            also[entity_id] += claim.also
    return also


def _with(rows: Table, name: str, column: Sequence[str]) -> Table:
    field = rows.schema.field(name)
    return rows.set_column(rows.schema.get_field_index(name), field, pa.array(column, field.type))


def _others(rows: Table, ids: Ids) -> Iterator[tuple[int, Told]]:
    """Of each bucket the claims that have another entity than before."""
    others = np.flatnonzero(ids != unfixed(rows["entity_id"]))
    buckets, numbers = (rows[name].to_numpy()[others] for name in ("bucket", "number"))
    for bucket, some in _by_bucket(buckets):
        yield bucket, (numbers[some], ids[others[some]])


def _by_bucket(buckets: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Each bucket with the places where it stands."""
    order = np.argsort(buckets, kind="stable")
    found, starts = np.unique(buckets[order], return_index=True)
    return zip(found.tolist(), np.split(order, starts[1:]), strict=False)


@dataclass(frozen=True, slots=True)
class Voices:
    """Which claims say the same: the voice ``of`` each; of each voice its claims, the earliest first.

    ``told`` are claims of which it is read what each voice says: those of few parts.
    """

    of: npt.NDArray[np.int64]
    claims: Sequence[npt.NDArray[np.int64]]
    told: npt.NDArray[np.int64]


def _voices(rows: Table, *, apart: bool) -> Voices:
    """Put claims of the same voice together; ``apart`` leaves each by itself."""
    said: npt.NDArray[Any] = np.arange(len(rows)) if apart else unfixed(rows["voices"])
    _, told, of, counts = np.unique(said, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort([rows["number"].to_numpy(), rows["age"].to_numpy(), of])
    return Voices(of, np.split(order, np.cumsum(counts)[:-1]), told)


def _claims(rows: Table, voices: Voices, told: Table, desk: Desk) -> list[Claim]:
    """One claim for each voice, which stands for all others of it."""
    documents, numbers = values(rows, "document_id"), values(rows, "number")
    firsts = [claims[0] for claims in voices.claims]
    whens = _whens(rows.take(firsts), desk)
    return [
        Claim(documents[first], when, numbers[first], said, [documents[at] for at in claims[1:].tolist()])
        for first, when, said, claims in zip(firsts, whens, said_in(told), voices.claims, strict=True)
    ]


def _told(rows: Table, desk: Desk) -> Table:
    """What claims say, in their order."""
    columns = ("entity_id", *KEY, *COUNTS)

    def in_bucket(bucket: int, some: Table) -> Table:
        claims = open_table("signatories", bucket, desk.before, desk.work, columns)
        return claims.take(by_document(claims)[some["number"].to_numpy()])

    return _from_parts(rows, in_bucket)


def _whens(rows: Table, desk: Desk) -> Iterator[When]:
    """The place among all of the documents of claims, in their order."""

    def in_bucket(bucket: int, some: Table) -> Table:
        documents = mapped(desk.work / "ledger" / part_name(bucket), ("document_id", *WHEN))
        ids = documents["document_id"].combine_chunks()
        return documents.take(pc.index_in(some["document_id"], ids)).select(WHEN)

    found = _from_parts(rows, in_bucket)
    return map(when_of, *(values(found, name) for name in WHEN))


def _from_parts(rows: Table, in_bucket: Callable[[int, Table], Table]) -> Table:
    """What there is of claims in the parts of their buckets, in the order of the claims."""
    places = list(_by_bucket(rows["bucket"].to_numpy()))
    found = pa.concat_tables([in_bucket(bucket, rows.take(some)) for bucket, some in places])
    return found.take(np.argsort(np.concatenate([some for _, some in places])))


def known_entities(entities: Sequence[Entity], signatories: Iterable[Table], folder: Path) -> Resolved:
    """Write entities that were resolved before, of the columns KNOWN of the signatories of all parts."""
    known = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    tables = [completed_signatories(each.take(by_document(each)), known) for each in signatories]
    accepted, failed = _written(entities, tables, folder / "known", {})
    ids: dict[int, Told] = {}
    for number, each in enumerate(tables):
        found = [one if one in accepted else "" for one in values(each, "entity_id")]
        ids[number] = np.arange(len(each), dtype=np.int32), np.array(found, ID)
    return Resolved(str(folder / "known"), ids, failed)


def _written(
    entities: Sequence[Entity], signatories: Sequence[Table], path: Path, also: Mapping[str, Sequence[str]]
) -> tuple[frozenset[str], tuple[dict[str, Any], ...]]:
    """Write the rows of entities; the ids of those that fit, and the rows of those that do not."""
    found, failed = entity_table(entities, signatories, also)
    write_rows(path, found, found.schema)
    return frozenset(values(found, "entity_id")), failed
