"""A run without what stands around it: from the listed folder to staged tables and the ledger to them."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docsieve import erasure, snapshot
from docsieve.config import Config
from docsieve.engine import Over, reading
from docsieve.entities import Judgement, resolve_claims
from docsieve.ledger import (
    Terms,
    by_bucket,
    open_ledger,
    settle,
    sweep,
    take_over,
    write_compared,
    write_entities,
    write_pairs,
    write_part,
    write_rejected,
)
from docsieve.model import Entity, Rejected
from docsieve.persons import Care, Persons, protected_entities, protected_rejected, shield_of
from docsieve.read import list_sources
from docsieve.releases import Release
from docsieve.repeats import carried_by_site
from docsieve.rules import rule_digests
from docsieve.shards.assemble import Before, with_traces
from docsieve.shards.corpus import Corpus, Place, Surveyed, read_corpus, survey_corpus
from docsieve.shards.judge import Aside, Piece, judge_aside, shielded_piece
from docsieve.shards.prepare import NOTHING_ERASED
from docsieve.shards.prepare import Terms as Reading
from docsieve.shards.survey import Count
from docsieve.shards.tables import Target, assemble_all, tabulate
from docsieve.snapshot import STAGING, disk
from docsieve.tables import TABLES, code_hash, digest, read_table

EVERYTHING_SHOWN = Care()
TABLES_FOLDER, WORK_FOLDER = "tables", "work"


@dataclass(frozen=True, slots=True)
class Given:
    """What a run is given beside the texts: folders, settings, and what people decided."""

    raw: Path | str
    curated: Path
    config: Config
    judgements: Sequence[Judgement] = ()
    care: Care = EVERYTHING_SHOWN
    marks: erasure.Marks = NOTHING_ERASED
    releases: Sequence[Release] = ()

    @property
    def keeps_a_ledger(self) -> bool:
        """Whether the next run may know of this one: not where names are taken out or texts were erased."""
        return self.care.persons is Persons.KEEP and not self.marks.erasures

    @property
    def place(self) -> Place:
        """Where the run works."""
        return Place(self.curated / STAGING / WORK_FOLDER, self.config.characters_per_portion)

    @property
    def staging(self) -> Path:
        """Where the tables are put together."""
        return self.curated / STAGING / TABLES_FOLDER

    def terms(self, snapshot_id: str) -> Terms:
        """What has to be the same for the ledger of a snapshot to serve."""
        decided = digest(each.model_dump_json() for each in self.releases)
        return Terms(snapshot_id, code_hash(), self.config.digest(), decided, self.judged, rule_digests())

    @property
    def judged(self) -> str:
        """A digest of what people judged of names."""
        return digest(each.model_dump_json() for each in self.judgements)

    def reading(self) -> Reading:
        """How this run reads, beginning now."""
        fields, limits = reading(self.config)
        engine, listed_at = self.config.language_engine, time.time_ns()
        return Reading(fields, limits, engine, tuple(self.releases), self.marks, listed_at)


@dataclass(frozen=True, slots=True)
class Round:
    """A run under way: what it was given, what was published before, how it reads, and what it has read.

    ``passed`` counts the files of kinds that are not read, by their endings.
    """

    given: Given
    before: Before | None
    how: Reading
    corpus: Corpus
    passed: Mapping[str, int] = field(default_factory=dict)


def before(given: Given) -> Before | None:
    """What was published last and can be built upon; None where everything is to be read and judged."""
    now = snapshot.current(given.curated)
    ledger = open_ledger(given.curated, now.id) if now and given.keeps_a_ledger else None
    if now is None or ledger is None or ledger.terms.differ(given.terms(now.id)):
        return None
    return Before(now, ledger)


def read(given: Given, over: Over) -> Round:
    """Read and prepare what is new or has changed since the last run."""
    last, how = before(given), given.reading()
    passed: Counter[str] = Counter()
    listed = list_sources(given.raw, passed)
    corpus = read_corpus(listed, last.ledger if last else None, how, given.place, over)
    return Round(given, last, how, corpus, passed)


def survey(now: Round, over: Over, count: Count = carried_by_site) -> Surveyed:
    """Count what the sites say of all documents that are new, or are seen in another light."""
    given = now.given
    return survey_corpus(now.corpus, lambda: list_sources(given.raw), now.how, given.place, over, count)


@dataclass(frozen=True, slots=True)
class Judgements:
    """Rows of all documents that were judged, and what is known of entities and rejected files by then."""

    pieces: tuple[Piece, ...]
    rejected: tuple[Rejected, ...]
    entities: tuple[Entity, ...] | None = None


def judge(now: Round, surveyed: Surveyed, over: Over) -> Judgements:
    """Judge documents, and take out the names of persons where they are not to be published."""
    rejected = (*now.corpus.rejected, *surveyed.late)
    place, care = now.given.place, now.given.care
    if care.persons is Persons.KEEP:
        return Judgements(tuple(over("judge", surveyed.judging(place))), rejected)
    folder = place.folder("aside")
    asides: list[Aside] = over("judge", (
        (judge_aside, (paths, said, care, str(folder / f"{number:06d}")))
        for number, (paths, _, said) in enumerate(surveyed.together(place.most))
    ))  # fmt: skip
    entities = resolve_claims((claim for each in asides for claim in each.claims), now.given.judgements)
    sources = [source for each in asides for source in each.sources]
    phrases = (phrase for each in asides for phrase in each.phrases)
    shield = shield_of(phrases, sources, [one.source for one in rejected], care)
    out = place.folder("pieces")
    pieces = over("judge", (
        (shielded_piece, (each, shield, str(out / f"{number:06d}"), surveyed.buckets))
        for number, each in enumerate(asides)
    ))  # fmt: skip
    return Judgements(
        tuple(pieces), protected_rejected(rejected, shield), protected_entities(entities, shield)
    )


def let_go(now: Round, surveyed: Surveyed) -> tuple[Round, Surveyed]:
    """Forget what was read and said of each document, once all are judged: the tables need none of it."""
    now.given.place.without("prepared", "again", "aside")
    return replace(now, corpus=now.corpus.without_rows()), surveyed.without_rows()


def stage(now: Round, surveyed: Surveyed, judged: Judgements, run_id: str, over: Over) -> Path:
    """Put all tables but ``runs`` together in the staging folder."""
    given = now.given
    disk.remove(given.staging)
    same_judgements = now.before is not None and now.before.ledger.terms.judged == given.judged
    leaving = surveyed.leaving
    target = Target(now.before, given.place, given.staging, surveyed.buckets, same_judgements, leaving)
    told = assemble_all(target, now.corpus, surveyed, judged.pieces, over)
    given.place.without("pieces")
    tabulate(target, told, judged.entities, given.judgements, judged.rejected, run_id, over)
    if given.marks.erasures:
        _forget(given.staging, given.marks)
    return given.staging


def _forget(staging: Path, marks: erasure.Marks) -> None:
    """Take what was erased out of the staged tables, which then have one part each."""
    tables = {name: read_table(staging, name) for name in TABLES if name != "runs"}
    for name, table in erasure.forget(tables, marks).items():
        disk.remove(staging / name)
        snapshot.stage_table(staging, name, table)


def keep_ledger(now: Round, surveyed: Surveyed, snapshot_id: str) -> None:
    """Keep the ledger of a run that has been published, or none where there is to be none."""
    written = now.given.place.work / "ledger"
    if now.given.keeps_a_ledger and written.exists():
        settle(written, now.given.curated, now.given.terms(snapshot_id), surveyed.buckets)
    else:
        sweep(now.given.curated, None)


def note_touched(now: Round) -> None:
    """Put into the ledger of before how files that were touched, and say the same, are listed now."""
    if now.before is None or not now.corpus.staying.retraced:
        return
    ledger, written = now.before.ledger, now.given.place.folder("ledger")
    retraced = by_bucket(now.corpus.staying.retraced, ledger.buckets)
    for number in range(ledger.buckets):
        if number in retraced:
            write_part(written, number, with_traces(ledger.part(number), retraced[number]))
        else:
            take_over(ledger.folder, number, written)
    write_rejected(written, now.corpus.rejected_rows)
    write_compared(written, ledger.compared())
    write_pairs(written, ledger.pairs())
    write_entities(written, ledger.entities())
    settle(written, now.given.curated, ledger.terms, ledger.buckets)


def clean_up(given: Given) -> None:
    """Take away what the run needed meanwhile."""
    disk.remove(given.place.work)
