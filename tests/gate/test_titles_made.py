"""The floor of titles on the invented pages that their weights were fitted to, each another site's habits.

Low where traits, words or rules and the weights no longer fit together; how well titles of unseen pages
are found, ``training/titles.py`` prints.
"""

import json
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from docsieve.language import engine
from docsieve.metadata.words import words
from docsieve.model import RawDocument
from docsieve.pipeline import judge_all, prepare, survey

ROOT = Path(__file__).parent.parent.parent
PAGES = [json.loads(row) for row in (ROOT / "training" / "title_pages.jsonl").read_text("utf-8").splitlines()]
FLOORS = json.loads((Path(__file__).parent / "metadata_floors.json").read_text("utf-8"))


@cache
def share_found(*, sites: bool) -> float:
    found = []
    for site, pages in groupby(PAGES, itemgetter("site")):
        own = list(pages)
        raws = [raw(page["name"], site if sites else "", page["text"]) for page in own]
        prepared = [prepare(each, engine()) for each in raws]
        for page, judged in zip(own, judge_all(prepared, survey(prepared)), strict=True):
            title = judged.metadata.title
            found.append(title is not None and words(title.text) in list(map(words, page["titles"])))
    return sum(found) / len(found)


def raw(name: str, site: str, text: str) -> RawDocument:
    return RawDocument(name, f"{name}.txt", site, text, text, "utf-8", name)


@pytest.mark.parametrize("sites", [True, False])
def test_titles_of_made_pages(sites: bool) -> None:
    assert share_found(sites=sites) >= FLOORS["made"]["titles"]
