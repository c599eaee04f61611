"""The floors of titles and dates on real texts; skipped where those texts are not at hand.

The rules have no fitted weights, so leaving a site out changes nothing they do; the score of the worst
site is held beside the whole instead, so that one site's gain cannot pay for another's loss.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docsieve.dates import find_dates
from docsieve.language import engine
from docsieve.metadata import read
from docsieve.metadata.words import words
from docsieve.model import Judged, LabelledBlock, RawDocument
from docsieve.pipeline import judge, prepare, survey

ROOT = Path(__file__).parent.parent.parent
GOLD = Path(os.environ.get("DOCSIEVE_GOLD", ROOT.parent / "shared" / "gold"))
FLOORS = json.loads((Path(__file__).parent / "metadata_floors.json").read_text("utf-8"))
SETS = ("seeds", "signatories")
SHORT = 300

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold texts at {GOLD}")


@dataclass(frozen=True)
class Scored:
    """A gold document, judged, and what was read right."""

    gold: dict[str, Any]
    judged: Judged
    title: bool
    date: bool


@cache
def scored(name: str) -> tuple[Scored, ...]:
    golds = [json.loads(path.read_text("utf-8")) for path in sorted((GOLD / name).glob("*.gold.json"))]
    raws = [raw_of(gold, (GOLD / name / f"{gold['doc_id']}.txt").read_text("utf-8")) for gold in golds]
    prepared = [prepare(raw, engine()) for raw in raws]
    judged = (judge(each, said) for each, said in zip(prepared, survey(prepared), strict=True))
    return tuple(score(gold, each) for gold, each in zip(golds, judged, strict=True))


def raw_of(gold: dict[str, Any], text: str) -> RawDocument:
    source = f"{gold['site']}/{gold['doc_id']}.txt"
    return RawDocument(source, source, str(gold["site"]), text, text.removeprefix("\ufeff"), "utf-8", "gold")


def score(gold: dict[str, Any], judged: Judged) -> Scored:
    title, day = judged.metadata.title, judged.metadata.published_on
    titles = [gold["title"], *(gold.get("title_alternatives_accepted") or [])]
    days = [gold["published_date"], *(gold.get("published_date_accepted") or [])]
    right = words(title.text) in [words(each) for each in titles if each] if title else gold["title"] is None
    return Scored(gold, judged, right, (day.isoformat() if day else None) in days)


def share(rights: list[bool]) -> float:
    return sum(rights) / len(rights)


def by_site(documents: tuple[Scored, ...], what: str) -> dict[str, list[bool]]:
    sites = defaultdict(list)
    for each in documents:
        sites[each.gold["site"]].append(bool(getattr(each, what)))
    return sites


def wrong(documents: tuple[Scored, ...], what: str) -> list[str]:
    return [each.gold["doc_id"] for each in documents if not getattr(each, what)]


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("what", ["title", "date"])
def test_share_of_documents(name: str, what: str) -> None:
    documents = scored(name)

    assert share([bool(getattr(each, what)) for each in documents]) >= FLOORS[name][f"{what}s"], wrong(
        documents, what
    )


@pytest.mark.parametrize("what", ["title", "date"])
def test_worst_site(what: str) -> None:
    sites = by_site(scored("signatories"), what)

    assert min(share(rights) for rights in sites.values()) >= FLOORS["signatories"][f"worst_site_{what}s"]


@pytest.mark.parametrize("name", SETS)
def test_no_date_is_invented(name: str) -> None:
    undated = [each for each in scored(name) if each.gold["published_date"] is None]

    assert sum(not each.date for each in undated) <= FLOORS[name]["invented"], wrong(tuple(undated), "date")


@pytest.mark.parametrize("name", SETS)
def test_without_its_date_lines_a_text_is_dated_by_no_sentence(name: str) -> None:
    for each in scored(name):
        if each.gold["published_date"] is None:
            continue
        found = read(tuple(without_date(each.judged.blocks, each.gold["published_date"])))
        evidence = found.date_evidence.text if found.published_on and found.date_evidence else ""
        assert len(evidence) <= SHORT or find_dates(evidence)[0].start < len("SAMPLETON, "), each.gold[
            "doc_id"
        ]


def without_date(blocks: tuple[LabelledBlock, ...], day: str) -> Iterator[LabelledBlock]:
    for each in blocks:
        text = each.block.text
        if len(text) > SHORT or not any(mention.iso == day for mention in find_dates(text)):
            yield each
