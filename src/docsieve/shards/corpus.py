"""A run over a corpus, read top to bottom: look, read, survey, judge, put together.

Nothing here holds a text: what is large lies on the disk between the steps, in the scratch folder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import pyarrow as pa

from docsieve.engine import Call, Over, portions
from docsieve.ledger import READ, Ledger, are_in, bucket_count, values
from docsieve.model import Rejected
from docsieve.read import Reason, Source
from docsieve.repeats import Carried, carried_by_site
from docsieve.shards.judge import judge_shards
from docsieve.shards.look import (
    Seen,
    Staying,
    identities,
    known_rows,
    look,
    reading,
    rejected_before,
    staying,
)
from docsieve.shards.prepare import Shard, Terms, rejected_of
from docsieve.shards.survey import Count, Survey, Told, survey
from docsieve.snapshot import disk

CHANGED = "the file was written to since the folder was listed; the next run takes it as it is then"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works: a folder for what it needs meanwhile, and how much text a call is handed."""

    work: Path
    most: int

    def folder(self, name: str) -> Path:
        """A folder of the run, made when first asked for."""
        made = self.work / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    def without(self, *names: str) -> None:
        """Remove folders that are needed no more: what waits in them is several times the texts."""
        for name in names:
            disk.remove(self.work / name)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents, read: those that are new or have changed as shards, those that stay as rows."""

    seen: Seen
    shards: tuple[Shard, ...]
    staying: Staying
    rejected: tuple[Rejected, ...]
    rejected_rows: pa.Table

    @property
    def new(self) -> pa.Table:
        """The rows of what was prepared."""
        return _rows(self.shards)

    def without_rows(self) -> "Corpus":
        """The same without what was read of the documents."""
        staying = replace(self.staying, rows=self.staying.rows.schema.empty_table())
        return replace(self, shards=(), staying=staying, seen=replace(self.seen, unknown=()))

    def inputs(self) -> Iterator[tuple[str, str | None]]:
        """All that was read: every file's bytes, what is said beside it, and why it was rejected."""
        parts = (*(shard.rows for shard in self.shards), *self.staying.rows.to_batches())
        for rows in parts:
            told = zip(*(values(rows, name) for name in ("source", "content_sha256", "about")), strict=True)
            for source, sha, said in told:
                yield source, sha
                yield f"{source} sidecar", said
        for each in self.rejected:
            yield f"{each.source} {each.reason}", each.content_sha256


def _characters(shard: Shard) -> int:
    return sum(values(shard.rows, "characters"))


def _rows(shards: Sequence[Shard]) -> pa.Table:
    return pa.concat_tables([READ.empty_table(), *(shard.rows for shard in shards)])


def read_corpus(
    sources: Iterable[Source | Rejected], before: Ledger | None, terms: Terms, place: Place, over: Over
) -> Corpus:
    """Read and prepare what is new or has changed; know the rest from the ledger."""
    known = known_rows(before)
    seen = look(sources, before, known)
    calls = reading(seen.unknown, identities(known), terms, place.most, place.folder("prepared"))
    shards = tuple(over("prepare", calls))
    rows = pa.concat_tables([rejected_before(before, seen), *(shard.rejected for shard in shards)])
    aside = (*seen.rejected, *rejected_of(rows))
    return Corpus(seen, shards, staying(known, seen, shards), aside, rows)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What the corpus says of every document that is to be judged, and what is judged.

    ``leaving`` are documents of before whose rows go; ``late`` are files that changed meanwhile.
    """

    survey: Survey
    shards: tuple[Shard, ...]
    leaving: frozenset[str]
    late: tuple[Rejected, ...]
    documents: int
    characters: int

    @property
    def buckets(self) -> int:
        """How many parts the tables have."""
        return bucket_count(self.documents, self.characters)

    def without_rows(self) -> "Surveyed":
        """The same without what was said of the documents."""
        return replace(self, survey=Survey(Told(), ()), shards=())

    def judging(self, place: Place) -> Iterator[Call]:
        """The calls that judge."""
        out = place.folder("pieces")
        for number, (paths, rows, said) in enumerate(self.together(place.most)):
            yield judge_shards, (paths, rows, said, str(out / f"{number:06d}"), self.buckets)

    def together(self, most: int) -> Iterator[tuple[list[str], pa.Table, list[Carried | None]]]:
        """Shards that are one call: their files, their rows, what is said of their documents.

        Nothing is said of those not to be judged. Small shards go together, as few documents seen in another
        light do with few new ones: a second call would have another process started for it.
        """
        late = {each.source for each in self.late}
        for shards in portions(self.shards, _characters, most):
            rows = _rows(shards)
            told = zip(values(rows, "document_id"), values(rows, "source"), strict=True)
            said = [self.survey.said[key] if source not in late else None for key, source in told]
            if paths := [shard.path for shard in shards if shard.path is not None]:
                yield paths, rows, said


def survey_corpus(
    corpus: Corpus,
    listed: Callable[[], Iterable[Source | Rejected]],
    terms: Terms,
    place: Place,
    over: Over,
    count: Count = carried_by_site,
) -> Surveyed:
    """Count over all sites in which something changed; read again what is seen in another light now."""
    new, rows = corpus.new, corpus.staying.rows
    touched = {*values(new, "site"), *corpus.staying.sites_left}
    surveyed = survey(new, rows, touched, count)
    again = rows.filter(are_in(rows, "document_id", frozenset(surveyed.again)))
    shards = _again(again, listed, terms, place, over) if len(again) else ()
    late = _late(again, shards)
    leaving = corpus.staying.leaving | set(surveyed.again)
    return Surveyed(
        survey=surveyed,
        shards=(*corpus.shards, *shards),
        leaving=frozenset(leaving),
        late=late,
        documents=len(new) + len(rows) - len(late),
        characters=sum(chain(values(new, "characters"), values(rows, "characters"))),
    )


def _again(
    rows: pa.Table,
    listed: Callable[[], Iterable[Source | Rejected]],
    terms: Terms,
    place: Place,
    over: Over,
) -> tuple[Shard, ...]:
    """Prepare documents of before once more."""
    files, wanted = set(values(rows, "file")), set(values(rows, "document_id"))
    sources = (each for each in listed() if isinstance(each, Source) and each.name in files)
    calls = reading(sources, {}, terms, place.most, place.folder("again"), wanted)
    return tuple(over("prepare", calls))


def _late(again: pa.Table, shards: Sequence[Shard]) -> tuple[Rejected, ...]:
    """What was to be read again, and is not what it was."""
    found = _rows(shards)
    now = dict(zip(values(found, "document_id"), values(found, "identity"), strict=True))
    told = again.select(["document_id", "source", "identity"]).to_pylist()
    return tuple(
        Rejected(row["source"], None, "read", Reason.CHANGED_WHILE_READ.value, CHANGED)
        for row in told
        if now.get(row["document_id"]) != row["identity"]
    )
