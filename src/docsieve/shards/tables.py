"""The end of a run over a corpus: pieces to buckets, and what only the whole of it says, to staged tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from docsieve.engine import Call, Over, portions
from docsieve.entities import Judgement
from docsieve.ledger import (
    by_bucket,
    together_of,
    values,
    write_compared,
    write_pairs,
    write_rejected,
    write_rows,
)
from docsieve.model import Entity, Rejected, Repeat
from docsieve.repeats import Asked, Compared, Keyed, across, likely_pairs
from docsieve.shards.across import (
    COPIED,
    Shelf,
    compare_some,
    compared_table,
    copies_in,
    failed_rows,
    known_before,
    own_repeats,
    template_repeats,
)
from docsieve.shards.assemble import Before, Bucket, assemble, complete, open_table
from docsieve.shards.claims import Marked, keep_entities, mark_claims
from docsieve.shards.corpus import Corpus, Place, Surveyed
from docsieve.shards.judge import Piece
from docsieve.shards.keys import Bounds, carriers_in, sort_keys
from docsieve.shards.pairing import ID, Keyring, Pairs, keys_of, pair_table, pairs_again
from docsieve.shards.parted import Staying, stage_sorted, staying
from docsieve.shards.repeating import LOOKED_AT, Touched, renewed, touched
from docsieve.shards.resolving import KNOWN, Desk, Resolved, known_entities, resolve_all
from docsieve.snapshot import stage_table
from docsieve.tables import (
    TABLES,
    Table,
    quarantine_table,
    repeat_rows,
    sorted_by,
)

Failed = tuple[dict[str, Any], ...]

AT_ONCE = 2_000
"""Documents that a call compares others with; about a second of work."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where tables are put together: what was published last, the scratch folder, the staged tables.

    ``same_judgements`` says that people judged of names then as they do now; ``leaving`` are documents of
    before that went or were judged again.
    """

    before: Before | None
    place: Place
    staging: Path
    buckets: int
    same_judgements: bool = False
    leaving: frozenset[str] = frozenset()

    def unfinished(self, name: str, columns: Sequence[str]) -> Iterator[Table]:
        """Columns of the parts of documents or signatories; those about the corpus are still open."""
        for number in range(self.buckets):
            yield open_table(name, number, self.before, self.place.work, columns)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What is asked over the whole corpus: claims of neighbouring buckets, and keys of their documents."""

    claims: tuple[Marked, ...]
    keys: tuple[tuple[int, Bounds], ...]


def assemble_all(
    target: Target, corpus: Corpus, surveyed: Surveyed, pieces: Sequence[Piece], over: Over
) -> Sorted:
    """Write the blocks, the open tables and the ledger of every bucket, its claims and its keys."""
    target.staging.mkdir(parents=True, exist_ok=True)
    for name in ("open", "ledger", "claims", "keys"):
        target.place.folder(name)
    buckets = list(_buckets(target.buckets, corpus, surveyed, pieces))
    together = together_of(len(buckets))
    made = over("tabulate", (
        (assemble_some, (buckets[at : at + together], target.before, target.place.work, target.staging))
        for at in range(0, len(buckets), together)
    ))  # fmt: skip
    write_rejected(target.place.folder("ledger"), corpus.rejected_rows)
    return Sorted(tuple(claims for claims, _ in made), tuple(keys for _, keys in made if keys))


def assemble_some(
    buckets: Sequence[Bucket], before: Before | None, work: Path, staging: Path
) -> tuple[Marked, tuple[int, Bounds] | None]:
    """Put neighbouring buckets together, and write what of them is asked over the whole corpus.

    Keys are put in order where there is no run before: else few of them are looked for.
    """
    assemble(buckets, before, work, staging)
    numbers = [bucket.number for bucket in buckets]
    claims = mark_claims(buckets, before, work, work / "claims")
    if before is not None:
        return claims, None
    return claims, sort_keys(work / "ledger", numbers, work / "keys", numbers[0] // len(numbers))


def _buckets(of: int, corpus: Corpus, surveyed: Surveyed, pieces: Sequence[Piece]) -> Iterator[Bucket]:
    leaving = by_bucket(dict.fromkeys(surveyed.leaving, 0), of)
    retraced = by_bucket(corpus.staying.retraced, of)
    batches: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for piece in pieces:
        for batch, present in enumerate(piece.batches):
            for number in present:
                batches[number].append((piece.folder, batch))
    for number in range(of):
        gone = frozenset(leaving.get(number, ()))
        yield Bucket(number, of, gone, retraced.get(number, {}), batches.get(number, ()))


def tabulate(
    target: Target,
    told: Sorted,
    entities: Sequence[Entity] | None,
    judgements: Sequence[Judgement],
    rejected: Sequence[Rejected],
    run_id: str,
    over: Over,
) -> None:
    """Write what only the whole corpus says: the open columns, entities, repeats, and the quarantine.

    Entities are resolved here where none are given. What one step holds in memory is gone before the next.
    Where the row of an entity or of a repeat did not fit there is no ledger: it is left out, and the next
    run would not know of it.
    """
    shelf = Shelf(target.place.folder("ledger"), target.buckets)
    resolved = _stage_entities(target, shelf, told.claims, entities, judgements, over)
    over("tabulate", _completing(target, shelf, run_id, resolved))
    bodies = tuple(chain.from_iterable(each.failed for each in resolved))
    repeats = _stage_repeats(target, shelf, told.keys, over)
    failed = [*failed_rows(shelf), *bodies, *repeats]
    stage_table(target.staging, "quarantine", quarantine_table(rejected, failed))
    if bodies or repeats:
        target.place.without("ledger")


def _stage_entities(
    target: Target,
    shelf: Shelf,
    claims: Sequence[Marked],
    entities: Sequence[Entity] | None,
    judgements: Sequence[Judgement],
    over: Over,
) -> Sequence[Resolved]:
    """Write the entities."""
    folder = target.place.folder("claims")
    kept = None
    if entities is None:
        before = target.before if target.same_judgements else None
        desk = Desk(target.before, target.place.work, tuple(each.counts for each in claims))
        ages = np.argsort(shelf.in_age()).astype(np.int32)
        outcome = resolve_all(desk, claims, ages, judgements, over, anew=before is None)
        resolved = outcome.resolved
        keep_entities(target.place.folder("ledger"), folder, claims, [each.ids for each in resolved])
        kept = staying(before.snapshot, "entities", outcome.leaving) if before else None
    else:
        resolved = (known_entities(entities, target.unfinished("signatories", KNOWN), folder),)
    stage_sorted(target.staging, "entities", [Path(each.path) for each in resolved], kept)
    return resolved


def _completing(target: Target, shelf: Shelf, run_id: str, resolved: Sequence[Resolved]) -> Iterator[Call]:
    """The calls that write documents and signatories, whose open columns are known with the entities."""
    copies = by_bucket(copies_in(shelf.columns(COPIED)), target.buckets)
    then = by_bucket(copies_in(target.before.ledger.all(COPIED)) if target.before else {}, target.buckets)
    for number in range(target.buckets):
        same_copies = copies.get(number) == then.get(number)
        entities = tuple(each.ids[number] for each in resolved if number in each.ids)
        known = (run_id, copies.get(number, {}), same_copies, entities)
        yield complete, (number, target.before, target.place.work, target.staging, *known)


def _compared(target: Target, over: Over, asked: Sequence[Asked]) -> Iterator[Sequence[Compared]]:
    """Have comparisons made where there is room, some at a time."""
    ledger = target.place.folder("ledger")
    calls = (
        (compare_some, (ledger, target.buckets, some)) for some in portions(asked, _comparisons, AT_ONCE)
    )
    return chain.from_iterable(over("tabulate", calls))


def _comparisons(asked: Asked) -> int:
    return len(asked.firsts)


def _stage_repeats(target: Target, shelf: Shelf, keys: Sequence[tuple[int, Bounds]], over: Over) -> Failed:
    """Write repeats within documents, template lines, and what documents have of each other."""
    folder = target.place.folder("ledger")
    chosen, accepted = shelf.by_age(), shelf.accepted()
    others = (
        touched(target.before.ledger, shelf.columns(LOOKED_AT), target.leaving) if target.before else None
    )
    pairs = _pairs(target, shelf, chosen, keys, others)
    known = known_before(target.before.ledger if target.before else None)
    found, compared = across(shelf, partial(_compared, target, over), known, pairs)
    write_compared(folder, compared_table(compared))
    kept = None
    if target.before and others:
        found, kept = renewed(target.before.snapshot, found, others.had, accepted)
        chosen = [at for at in chosen if others.chosen[at]]
    rows = chain(own_repeats(shelf, chosen), template_repeats(shelf, chosen), found)
    return _write_repeats(target, rows, accepted, kept)


def _pairs(
    target: Target,
    shelf: Shelf,
    chosen: Sequence[int],
    keys: Sequence[tuple[int, Bounds]],
    others: Touched | None,
) -> Pairs:
    """Which documents are to be compared, kept for the next run."""
    ids = np.array(values(shelf.columns(["document_id"]), "document_id"), ID)
    if target.before and others:
        before = target.before.ledger
        went = keys_of((before.part(number, ["keys"]) for number in range(before.buckets)), others.went)
        pairs = pairs_again(shelf, chosen, Keyring(ids, shelf.parts, others.came, went), before)
    else:
        pairs = likely_pairs(shelf, Keyed(chosen, carriers_in(target.place.folder("keys"), keys)))
    write_pairs(target.place.folder("ledger"), pair_table(pairs, ids))
    return pairs


def _write_repeats(
    target: Target, repeats: Iterable[Repeat], accepted: AbstractSet[str], kept: Staying | None
) -> Failed:
    """Write rows of repeats beside those that stay."""
    folder = target.place.folder("repeats")
    paths: list[Path] = []
    failed: list[dict[str, Any]] = []
    for number, (rows, odd) in enumerate(repeat_rows(repeats, accepted)):
        paths.append(folder / f"{number}.arrow")
        write_rows(paths[-1], sorted_by(rows, TABLES["repeats"].key), rows.schema)
        failed += odd
    stage_sorted(target.staging, "repeats", paths, kept)
    return tuple(failed)
