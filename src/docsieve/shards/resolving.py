"""Who is the same over all parts, some claims at a time: claims are marked, put into groups, and resolved.

Claims of two groups never come together (`entities.groups`), so that groups are resolved wherever there is
room, and no more claims than those of some groups are in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from docsieve.engine import Call, Over
from docsieve.entities import (
    COUNTS,
    Claim,
    Judgement,
    Said,
    groups,
    marks_judged,
    marks_of,
    resolve_claims,
    said_of,
    when_of,
)
from docsieve.ledger import mapped, values, write_rows
from docsieve.model import Entity, Kind
from docsieve.shards.assemble import Before, open_table
from docsieve.shards.keys import Bounds, carriers_in, write_column, write_sorted
from docsieve.tables import CLAIMED, Table, completed_signatories, entity_table

AT_A_TIME = 40_000
"""Claims that a call resolves, but for groups that are larger; they take some 60 MB."""

Numbers = npt.NDArray[np.int32]
Ids = npt.NDArray[np.bytes_]
"""An entity's id for each row of signatories; empty where the row is left out."""

KINDS = {each.value: each for each in Kind}
KEY = ("document_id", "position")
WHEN = ("published", "scraped", "source")
ID = "S32"


@dataclass(frozen=True, slots=True)
class Marked:
    """The claims of a part: how many say each of the things that are said, and where its marks lie."""

    claims: Numbers
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Resolved:
    """Entities of some claims, their rows on the disk; ``ids`` has for each part rows and their entities."""

    path: str
    ids: dict[int, tuple[Numbers, Ids]]
    failed: tuple[dict[str, Any], ...]


def mark_claims(number: int, before: Before | None, work: Path, folder: Path) -> Marked:
    """Write the claims of a part as resolving needs them, which thing each says, and the marks of all."""
    documents, signatories = (open_table(name, number, before, work) for name in ("documents", "signatories"))
    claims = _with_when(documents, signatories)
    numbers: dict[Said, int] = {}
    says = np.array([numbers.setdefault(one, len(numbers)) for one in _said(claims)], np.int32)
    marks = [np.array(marks_of(one), np.uint64) for one in numbers]
    write_rows(_claims(folder, number), claims, claims.schema)
    write_column(_says(folder, number), says)
    return Marked(
        np.bincount(says, minlength=len(numbers)).astype(np.int32), write_sorted(folder, number, marks)
    )


def resolve_all(
    folder: Path, marked: Sequence[Marked], judgements: Sequence[Judgement], over: Over
) -> list[Resolved]:
    """Resolve the claims of all parts, some groups a call; few claims at once, here."""
    count = _share_out(folder, marked, judgements)
    if count == 1:
        return [resolve_some(0, len(marked), folder, judgements)]
    calls: Iterator[Call] = (
        (resolve_some, (share, len(marked), folder, tuple(judgements))) for share in range(count)
    )
    return list(over("tabulate", calls))


def _share_out(folder: Path, marked: Sequence[Marked], judgements: Sequence[Judgement]) -> int:
    """Write for all that is said in each part in which share it is resolved; how many shares there are."""
    heard = [np.array(marks_judged(each), np.uint64) for each in judgements]
    parts = [*((len(each.claims), each.bounds) for each in marked)]
    parts.append((len(heard), write_sorted(folder, len(marked), heard)))
    claims = np.concatenate([*(each.claims for each in marked), np.zeros(len(heard), np.int32)])
    group = groups(carriers_in(folder, parts), len(claims))
    sizes = np.bincount(group, claims, len(claims)).astype(np.int64)
    shares = (np.cumsum(sizes) - sizes) // AT_A_TIME
    # A large group leaves the shares empty that it reaches into.
    used, share = np.unique(shares[group], return_inverse=True)
    ends = np.cumsum([len(each.claims) for each in marked])
    for number, (end, each) in enumerate(zip(ends.tolist(), marked, strict=True)):
        write_column(_shares(folder, number), share[end - len(each.claims) : end].astype(np.int32))
    return len(used)


def resolve_some(share: int, parts: int, folder: Path, judgements: Sequence[Judgement]) -> Resolved:
    """Resolve the claims of a share, and write their entities."""
    rows: dict[int, Numbers] = {}
    tables: dict[int, Table] = {}
    for number in range(parts):
        shares = np.fromfile(_shares(folder, number), np.int32)
        own = np.flatnonzero(shares[np.fromfile(_says(folder, number), np.int32)] == share).astype(np.int32)
        if len(own):
            rows[number] = own
            tables[number] = mapped(_claims(folder, number)).take(own)
    entities = resolve_claims(chain.from_iterable(map(_claims_in, tables.values())), judgements)
    return _written(entities, tables, rows, folder / f"{share}.entities")


def known_entities(entities: Sequence[Entity], signatories: Iterable[Table], folder: Path) -> Resolved:
    """Write entities that were resolved before, of the signatories of all parts."""
    tables = {number: part.select(sorted({*KEY, *CLAIMED})) for number, part in enumerate(signatories)}
    rows = {number: np.arange(len(part), dtype=np.int32) for number, part in tables.items()}
    return _written(entities, tables, rows, folder / "known")


def _written(
    entities: Sequence[Entity], tables: Mapping[int, Table], rows: Mapping[int, Numbers], path: Path
) -> Resolved:
    """Write the rows of entities, and say which rows of signatories are whose."""
    known = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    found, failed = entity_table(entities, (completed_signatories(each, known) for each in tables.values()))
    accepted = frozenset(values(found, "entity_id"))
    write_rows(path, found, found.schema)
    ids = {number: (own, _ids(tables[number], known, accepted)) for number, own in rows.items()}
    return Resolved(str(path), ids, failed)


def _with_when(documents: Table, signatories: Table) -> Table:
    """The claims of a part, each with its document's place among all."""
    told = (values(documents, name) for name in ("document_id", "published_on", "scraped_at", "source"))
    when = {key: when_of(source, day, hour) for key, day, hour, source in zip(*told, strict=True)}
    claims = signatories.select(["entity_id", *KEY, *COUNTS])
    columns = zip(*(when[key] for key in values(claims, "document_id")), strict=True)
    for name, column in zip(WHEN, columns if len(claims) else ((), (), ()), strict=True):
        claims = claims.append_column(name, pa.array(column, pa.string()))
    return claims


def _said(claims: Table) -> Iterator[Said]:
    for kind, name, native, aliases, *rest, countries, url in zip(*_columns(claims, COUNTS), strict=True):
        yield said_of(KINDS[kind], name, native, tuple(aliases), *rest, tuple(countries), url)


def _claims_in(claims: Table) -> Iterator[Claim]:
    columns = _columns(claims, (*KEY, *WHEN))
    for (key, position, *when), said in zip(zip(*columns, strict=True), _said(claims), strict=True):
        yield Claim(key, (when[0], when[1], when[2]), position, said)


def _columns(rows: Table, names: Sequence[str]) -> list[list[Any]]:
    return [values(rows, name) for name in names]


def _ids(claims: Table, known: dict[tuple[str, int], str], accepted: frozenset[str]) -> Ids:
    found = (known[claim] for claim in zip(*_columns(claims, KEY), strict=True))
    return np.array([one if one in accepted else "" for one in found], ID)


def _claims(folder: Path, number: int) -> Path:
    return folder / f"{number}.claims"


def _says(folder: Path, number: int) -> Path:
    return folder / f"{number}.says"


def _shares(folder: Path, number: int) -> Path:
    return folder / f"{number}.shares"
