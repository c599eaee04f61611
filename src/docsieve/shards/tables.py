"""The end of a run over a corpus: pieces to buckets, and what only the whole of it says, to staged tables."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from docsieve.engine import Call, Over, portions
from docsieve.entities import Claim, Judgement, resolve_claims
from docsieve.ledger import bucket_of, by_bucket, mapped, part_name, values, write_compared, write_rejected
from docsieve.model import Entity, Rejected
from docsieve.repeats import Asked, Carriers, Compared, across, by_age
from docsieve.shards.across import (
    claims_in,
    compare_some,
    compared_table,
    failed_rows,
    known_before,
    own_repeats,
    sketches_in,
    template_repeats,
)
from docsieve.shards.assemble import Before, Bucket, assemble, complete, open_table
from docsieve.shards.corpus import Corpus, Place, Surveyed
from docsieve.shards.judge import Piece
from docsieve.shards.keys import carriers_in, sort_keys
from docsieve.snapshot import stage_table
from docsieve.tables import (
    Table,
    completed_signatories,
    entity_table,
    first_of_same_bytes,
    quarantine_table,
    repeat_table,
)

Failed = tuple[dict[str, Any], ...]
EntityOf = dict[tuple[str, int], str]

AT_ONCE = 2_000
"""Documents that a call compares others with; about a second of work."""

CALLS, MOST_TOGETHER = 16, 8
"""Buckets are put together several a call where there are many, since each is in nearly every piece."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where tables are put together: what was published last, the scratch folder, the staged tables."""

    before: Before | None
    place: Place
    staging: Path
    buckets: int

    def unfinished(self, name: str) -> Iterator[Table]:
        """The parts of documents or signatories, whose columns about the corpus are still open."""
        for number in range(self.buckets):
            yield open_table(name, number, self.before, self.place.work)

    def ledger(self) -> Iterator[Table]:
        """The parts of the new ledger."""
        for number in range(self.buckets):
            yield mapped(self.place.folder("ledger") / part_name(number))


def assemble_all(
    target: Target, corpus: Corpus, surveyed: Surveyed, pieces: Sequence[Piece], over: Over
) -> None:
    """Write the blocks, the open tables and the ledger of every bucket."""
    target.staging.mkdir(parents=True, exist_ok=True)
    for name in ("open", "ledger"):
        target.place.folder(name)
    buckets = list(_buckets(target.buckets, corpus, surveyed, pieces))
    together = max(1, min(MOST_TOGETHER, len(buckets) // CALLS))
    over("tabulate", (
        (assemble, (buckets[at : at + together], target.before, target.place.work, target.staging))
        for at in range(0, len(buckets), together)
    ))  # fmt: skip
    write_rejected(target.place.folder("ledger"), corpus.rejected_rows)


def _buckets(of: int, corpus: Corpus, surveyed: Surveyed, pieces: Sequence[Piece]) -> Iterator[Bucket]:
    leaving = by_bucket(dict.fromkeys(surveyed.leaving, 0), of)
    retraced = by_bucket(corpus.staying.retraced, of)
    batches: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for piece in pieces:
        for number, batch in piece.batches.items():
            batches[number].append((piece.folder, batch))
    for number in range(of):
        gone = frozenset(leaving.get(number, ()))
        yield Bucket(number, of, gone, retraced.get(number, {}), batches.get(number, ()))


def claims_of_all(target: Target) -> list[Claim]:
    """Every claim of the documents as they will be published."""
    parts = zip(target.unfinished("documents"), target.unfinished("signatories"), strict=True)
    return [claim for documents, signatories in parts for claim in claims_in(documents, signatories)]


def tabulate(
    target: Target,
    entities: Sequence[Entity] | None,
    judgements: Sequence[Judgement],
    rejected: Sequence[Rejected],
    run_id: str,
    over: Over,
) -> None:
    """Write what only the whole corpus says: the open columns, entities, repeats, and the quarantine.

    Entities are resolved here where none are given. What one step holds in memory is gone before the next.
    """
    failed = [
        *failed_rows(target.ledger()),
        *_stage_entities(target, entities, judgements, run_id, over),
        *_stage_repeats(target, over),
    ]
    stage_table(target.staging, "quarantine", quarantine_table(rejected, failed))


def _stage_entities(
    target: Target,
    entities: Sequence[Entity] | None,
    judgements: Sequence[Judgement],
    run_id: str,
    over: Over,
) -> Failed:
    """Write the entities, and the documents and signatories, whose open columns are known with them."""
    if entities is None:
        entities = resolve_claims(claims_of_all(target), judgements)
    claims: list[EntityOf] = [{} for _ in range(target.buckets)]
    for entity in entities:
        for claim in entity.claims:
            claims[bucket_of(claim[0], target.buckets)][claim] = entity.entity_id
    parts = zip(target.unfinished("signatories"), claims, strict=True)
    bodies, failed = entity_table(entities, (completed_signatories(part, known) for part, known in parts))
    if failed:
        accepted = frozenset(values(bodies, "entity_id"))
        claims = [{claim: one for claim, one in some.items() if one in accepted} for some in claims]
    stage_table(target.staging, "entities", bodies)
    over("tabulate", _completing(target, run_id, claims))
    return failed


def _completing(target: Target, run_id: str, claims: Sequence[EntityOf]) -> Iterator[Call]:
    copies = by_bucket(first_of_same_bytes(target.unfinished("documents")), target.buckets)
    for number, known in enumerate(claims):
        told = (run_id, copies.get(number, {}), known)
        yield complete, (number, target.before, target.place.work, target.staging, *told)


def _compared(target: Target, over: Over, asked: Sequence[Asked]) -> Iterator[Sequence[Compared]]:
    """Have comparisons made where there is room, some at a time."""
    ledger = target.place.folder("ledger")
    calls = (
        (compare_some, (ledger, target.buckets, some)) for some in portions(asked, _comparisons, AT_ONCE)
    )
    return chain.from_iterable(over("tabulate", calls))


def _comparisons(asked: Asked) -> int:
    return len(asked.firsts)


def _stage_repeats(target: Target, over: Over) -> Failed:
    """Write repeats within documents, template lines, and what documents have of each other."""
    sketches = [sketch for part in target.ledger() for sketch in sketches_in(part)]
    accepted = {key for part in target.unfinished("documents") for key in values(part, "document_id")}
    before = target.before.ledger if target.before else None
    found, compared = across(
        sketches, partial(_compared, target, over), known_before(before), _carriers(target, over)
    )
    write_compared(target.place.folder("ledger"), compared_table(compared))
    chosen = frozenset(by_age(sketches))
    own = own_repeats(target.ledger(), chosen)
    lines = template_repeats(sketches, target.ledger(), chosen)
    table, failed = repeat_table(chain(own, lines, found), accepted)
    stage_table(target.staging, "repeats", table)
    return failed


def _carriers(target: Target, over: Over) -> Iterator[Carriers]:
    """Have the keys of all documents sorted where there is room, and give them some at a time."""
    ledger, folder = target.place.folder("ledger"), target.place.folder("keys")
    parts = over("tabulate", ((sort_keys, (ledger, number, folder)) for number in range(target.buckets)))
    return carriers_in(folder, parts)
