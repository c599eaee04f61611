"""Before and after: documents judged as the next run would judge them, beside what is published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from docsieve import pipeline
from docsieve.dataset import Dataset
from docsieve.engine import Over
from docsieve.ledger import READ, Ledger, are_in, open_ledger, values
from docsieve.model import Judged, LabelledBlock, Prepared
from docsieve.plan.forecast import Forecast
from docsieve.read import Source, list_sources
from docsieve.repeats import Carried
from docsieve.shards import Given
from docsieve.shards.corpus import Place, Surveyed
from docsieve.shards.look import reading
from docsieve.shards.prepare import Shard, waiting
from docsieve.shards.survey import survey
from docsieve.snapshot import current

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would be another: what it is, what is published, what would be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A document of the sample, and what would be another in it; nothing where all would be the same."""

    source: str
    changes: tuple[Change, ...]


def differences(
    given: Given, plan: Forecast, work: Path, over: Over, most: int = 20
) -> tuple[Difference, ...]:
    """Judge a sample of the documents that the next run would judge, and compare them with what is published.

    At most ``most`` documents, spread evenly over the sources' names; new ones are left out, since there is
    nothing to compare. Where everything is judged again, what sites carry is taken from the ledger, as the
    docsieve of then saw it. None where there is no ledger.
    """
    now = current(given.curated)
    ledger = open_ledger(given.curated, now.id) if now else None
    if now is None or ledger is None:
        return ()
    prepared = (
        _of_changes(plan.surveyed, ledger, most)
        if plan.surveyed
        else _of_all(given, ledger, work, over, most)
    )
    return tuple(_difference(Dataset(now), pipeline.judge(one, said)) for one, said in prepared)


Said = Iterator[tuple[Prepared, Carried]]


def _of_changes(surveyed: Surveyed, ledger: Ledger, most: int) -> Said:
    """The documents that have changed, or whose site has."""
    known = frozenset(ledger.all(["document_id"])["document_id"].to_pylist())
    late = {each.source for each in surveyed.late}
    rows = [
        row for shard in surveyed.shards for row in shard.rows.select(["document_id", "source"]).to_pylist()
    ]
    wanted = [row["document_id"] for row in rows if row["document_id"] in known and row["source"] not in late]
    return _chosen(surveyed.shards, surveyed.survey.said, frozenset(spread(sorted(wanted), most)))


def _of_all(given: Given, ledger: Ledger, work: Path, over: Over, most: int) -> Said:
    """Documents spread over all."""
    rows = ledger.all(["document_id", "source", "file"]).sort_by("source").to_pylist()
    sample = {row["document_id"]: row["file"] for row in spread(rows, most)}
    place = Place(work / "sample", given.config.characters_per_portion)
    files = set(sample.values())
    sources = (each for each in list_sources(given.raw) if isinstance(each, Source) and each.name in files)
    calls = reading(sources, {}, given.reading(), place.most, place.folder("prepared"), sample.keys())
    shards: list[Shard] = over("prepare", calls)
    new = pa.concat_tables([READ.empty_table(), *(shard.rows for shard in shards)])
    others = ledger.all([*READ.names, "evidence"])
    others = others.filter(pa.compute.invert(are_in(others, "document_id", sample.keys())))
    said = survey(new, others, set(values(new, "site"))).said
    return _chosen(shards, said, frozenset(sample))


def _chosen(shards: Iterable[Shard], said: Mapping[str, Carried], wanted: frozenset[str]) -> Said:
    for shard in shards:
        for one in waiting([shard.path]) if shard.path else ():
            if one.raw.document_id in wanted:
                yield one, said[one.raw.document_id]


def spread(items: Sequence[Any], most: int) -> list[Any]:
    """Give at most ``most`` of the items, evenly.

    >>> spread("abcdefgh", 3), spread("ab", 3)
    (['a', 'c', 'f'], ['a', 'b'])
    """
    if len(items) <= most:
        return list(items)
    return [items[number * len(items) // most] for number in range(most)]


def _difference(published: Dataset, judged: Judged) -> Difference:
    key = judged.raw.document_id
    rows = published.blocks_of(key)
    return Difference(judged.raw.source, (*_of_metadata(published, judged), *_of_blocks(rows, judged.blocks)))


def _of_metadata(published: Dataset, judged: Judged) -> Iterator[Change]:
    wanted = {"document_id": judged.raw.document_id}
    row = next(iter(published.where("documents", wanted).to_pylist()), None)
    if row is None:
        yield Change("document", "not published", "published")
        return
    said = judged.metadata
    pairs = (
        ("title", row["title"], said.title.text if said.title else None),
        ("date", row["published_on"], said.published_on),
        ("language", row["language"], judged.language.language),
        ("signatories", _names(published.where("signatories", wanted).to_pylist()), _named(judged)),
    )
    for what, before, after in pairs:
        if before != after:
            yield Change(what, str(before), str(after))


def _names(rows: Sequence[Row]) -> str:
    return ", ".join(row["name"] for row in sorted(rows, key=lambda row: int(row["position"])))


def _named(judged: Judged) -> str:
    return ", ".join(claim.name for claim in judged.signatories)


def _of_blocks(rows: Sequence[Row], blocks: Sequence[LabelledBlock]) -> Iterator[Change]:
    """Blocks on which is decided otherwise; a span that was cut otherwise is a change of its own."""
    before = {(row["start"], row["end"]): (row["text"], _told(row)) for row in rows}
    after = {(one.block.start, one.block.end): (one.block.text, _telling(one)) for one in blocks}
    for span in sorted(before.keys() | after.keys()):
        text, was = before.get(span, ("", "no block of its own"))
        now_text, would_be = after.get(span, ("", "no block of its own"))
        if was != would_be:
            yield Change((text or now_text).strip(), was, would_be)


def _told(row: Row) -> str:
    return _decision(row["kept"], row["label"], row["rule"])


def _telling(one: LabelledBlock) -> str:
    return _decision(one.kept, one.label.value, one.finding.rule if one.finding else None)


def _decision(kept: bool, label: str, rule: str | None) -> str:
    return f"{'kept' if kept else 'removed'} as {label} by {rule or 'its form'}"
