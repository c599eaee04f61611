"""Fit the weights of ``data/title_traits.tsv`` by conditional logistic regression: which line is the title.

    uv run --with scipy python training/titles.py ../shared/gold

What is fitted to: web pages of the gold whose HTML title stands in one of their dumps, so that the line of
another dump that opens it is known to be the title; letters with answers; the cases of the tests; and
invented pages (``title_pages.jsonl``). Each web page is judged by the scorer that was fitted
without its site. Prints the share of titles found on sites left out, a fifth at a time, and writes the table.
"""

import argparse
import gzip
import json
import sys
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from docsieve.language import engine
from docsieve.metadata.lines import lines_of
from docsieve.metadata.titles import title_at
from docsieve.metadata.traits import traits
from docsieve.metadata.zone import Page
from docsieve.model import Judged, LabelledBlock, RawDocument
from docsieve.pipeline import judge_all, prepare, survey
from docsieve.scorer.data import load

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src" / "docsieve" / "data" / "title_traits.tsv"
PAGES = ROOT / "training" / "title_pages.jsonl"
FOLDS = 5
PENALTY = 3.0
# A web page is in two dumps; letters are few and what docsieve is for.
WEIGHTS = {"web": 0.5, "letter": 2.0, "letter, no site": 2.0, "case": 1.0, "made": 1.5, "made, no site": 1.0}
LEAST_LETTERS, LEAST_SHARE = 8, 0.4
DUMPERS = ("inscriptis", "resiliparse")
KINDS = ("article", "documentation", "service")
Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """A page whose title is known: its places as rows of traits, and which of them give the title."""

    kind: str
    fold: int
    sizes: tuple[dict[str, float], ...]
    right: tuple[bool, ...]


def plain(text: str) -> str:
    return " ".join(
        "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", text).casefold()).split()
    )


def web_pages(gold: Path) -> Iterator[tuple[list[Row], dict[tuple[str, str], set[str]]]]:
    """Yield the rows of each site and dumper, with the titles that are known of them."""
    with gzip.open(gold / "extraction" / "pages.jsonl.gz", "rt", encoding="utf-8") as file:
        rows: list[Row] = [json.loads(line) for line in file]
    html = {
        row["id"]: plain(next((line for line in row["lines"] if line.strip()), ""))
        for row in rows
        if row["dumper"] == "bs4"
    }
    sites: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["dumper"] in DUMPERS:
            sites[row["site"], row["dumper"]].append(row)
    for own in sites.values():
        known = {
            row["id"]: titles_of(row, html.get(row["id"], "")) for row in own if row["page_type"] in KINDS
        }
        yield own, {name: found for name, found in known.items() if found}


def titles_of(row: Row, html: str) -> set[str]:
    """Give the lines without a label that stand in the page's HTML title, two fifths of it or more."""
    said = {plain(line) for line, label in zip(row["lines"], row["labels"], strict=True) if label == -1}
    return {
        one
        for one in said
        if len(one) >= LEAST_LETTERS and one in html and len(one) >= LEAST_SHARE * len(html)
    }


def from_web(gold: Path) -> Iterator[Known]:
    for rows, titles in web_pages(gold):
        if not titles:
            continue
        site = rows[0]["site"]
        fold = zlib.crc32(site.encode()) % FOLDS
        raws = [raw(row["id"], site, row["text"]) for row in rows]
        with patch("docsieve.scorer.judge.trained", lambda fold=fold: fitted_without(fold)):
            for row, (judged, carried) in zip(rows, judged_all(raws), strict=True):
                if row["id"] in titles:
                    yield known("web", fold, judged, carried, titles[row["id"]])


@cache
def fitted_without(fold: int) -> Any:
    return load((ROOT / "tests" / "gate" / "folds" / f"scorer-{fold}.npz").read_bytes())


def letters(folder: Path) -> Iterator[Row]:
    """Yield the pages of a folder of ``NAME.txt`` with ``NAME.gold.json``."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        titles = [one for one in (gold["title"], *gold.get("title_alternatives_accepted", [])) if one]
        text = (folder / f"{gold['doc_id']}.txt").read_text("utf-8")
        yield {"name": gold["doc_id"], "site": gold["site"], "titles": titles, "text": text}


def made() -> Iterator[Row]:
    """Yield pages that were invented for this, in some thirty languages, each site's with its own habits."""
    yield from map(json.loads, PAGES.read_text("utf-8").splitlines())


def from_rows(rows: Sequence[Row], kind: str, *, sites: bool) -> Iterator[Known]:
    """Yield pages as those of their sites, or as if all lay in one folder."""
    raws = [raw(row["name"], row["site"] if sites else "", row["text"]) for row in rows]
    for row, (judged, carried) in zip(rows, judged_all(raws), strict=True):
        fold = zlib.crc32(row["site"].encode()) % FOLDS
        yield known(kind, fold, judged, carried, set(map(plain, row["titles"])))


def from_cases() -> Iterator[Known]:
    cases = json.loads((ROOT / "tests" / "cases" / "metadata.json").read_text("utf-8"))
    for case in cases:
        if "title" in case["expect"] and case["status"] == "ok":
            [(judged, carried)] = judged_all([raw(case["label"], "", case["given"]["text"])])
            title = case["expect"]["title"]
            fold = zlib.crc32(case["label"].encode()) % FOLDS
            for blocks in (judged.blocks, tuple(map(unjudged, judged.blocks))):
                page = replace(judged, blocks=blocks)
                yield known("case", fold, page, carried, {plain(title)} if title else set())


def unjudged(block: LabelledBlock) -> LabelledBlock:
    """Give a block as tests hand it to ``metadata.read``: kept, and no rule has spoken."""
    return replace(block, kept=True, finding=None, also=(), near=())


def raw(name: str, site: str, text: str) -> RawDocument:
    source = f"{site}/{name}.txt"
    return RawDocument(source, source, site, text, text.removeprefix("\ufeff"), "utf-8", name)


def judged_all(raws: Sequence[RawDocument]) -> Iterator[tuple[Judged, list[int]]]:
    prepared = [prepare(each, engine()) for each in raws]
    said = survey(prepared)
    for judged, carried in zip(judge_all(prepared, said), said, strict=True):
        yield judged, carried.pages.tolist()


def known(kind: str, fold: int, judged: Judged, carried: list[int], accepted: set[str]) -> Known:
    language = judged.language.language
    page = Page(lines_of(judged.blocks, language), judged.raw.site, carried, language)
    found = [title_at(page, place).title for place in page.places]
    right = tuple(title is not None and plain(title.text) in accepted for title in found)
    return Known(kind, fold, tuple(traits(page, place) for place in page.places), right)


class Fitting:
    """Pages as one matrix, a row for each place."""

    def __init__(self, pages: Sequence[Known], names: Sequence[str]) -> None:
        self.at = {name: number for number, name in enumerate(names)}
        self.pages = [page for page in pages if page.sizes]
        self.rows = [self.matrix(page) for page in self.pages]

    def matrix(self, page: Known) -> npt.NDArray[np.float64]:
        """Give a page's traits, a row for each place."""
        rows = np.zeros((len(page.sizes), len(self.at)))
        for row, sizes in zip(rows, page.sizes, strict=True):
            for name, size in sizes.items():
                row[self.at[name]] = size
        return rows

    def weights(self, held_out: int) -> npt.NDArray[np.float64]:
        """Fit all pages but those of one fold: how likely a right line is among all places, or none."""
        own = [number for number, page in enumerate(self.pages) if page.fold != held_out]
        rows = np.vstack([self.rows[number] for number in own])
        counts = [len(self.rows[number]) for number in own]
        first = np.cumsum([0, *counts[:-1]])
        of = np.repeat(np.arange(len(own)), counts)
        right = np.concatenate([self.pages[number].right for number in own]).astype(float)
        none = np.array([not any(self.pages[number].right) for number in own], float)
        counted = np.array([WEIGHTS[self.pages[number].kind] for number in own])

        def lost(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
            odds = np.exp(np.clip(rows @ weights, -40, 40))
            every = 1 + np.add.reduceat(odds, first)
            good = np.add.reduceat(odds * right, first) + none
            slope = rows.T @ (counted[of] * (odds / every[of] - odds * right / good[of]))
            loss = -(counted * np.log(good / every)).sum() + PENALTY * (weights @ weights) / 2
            return float(loss), slope + PENALTY * weights

        fitted = minimize(lost, np.zeros(len(self.at)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
        return np.asarray(fitted.x)

    def is_right(self, number: int, weights: npt.NDArray[np.float64]) -> bool:
        """Say whether the line that weighs most is a right one, or rightly none is."""
        scores = self.rows[number] @ weights
        chosen = int(scores.argmax())
        return self.pages[number].right[chosen] if scores[chosen] > 0 else not any(self.pages[number].right)


def report(fitting: Fitting) -> None:
    """Print how many titles are found on pages of folds left out."""
    found: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = fitting.weights(fold)
        for number, page in enumerate(fitting.pages):
            if page.fold == fold:
                found[page.kind].append(fitting.is_right(number, weights))
    for kind, rights in found.items():
        print(f"{kind:20} {sum(rights):5} of {len(rights):5}  {sum(rights) / len(rights):.3f}")


def rewrite(weights: dict[str, float]) -> None:
    """Write the weights into the table, whose rows and descriptions stay."""
    rows = []
    for row in TABLE.read_text("utf-8").splitlines():
        name, *rest = row.split("\t")
        rows.append(row if row.startswith("#") else f"{name}\t{weights.get(name, 0.0):.2f}\t{rest[-1]}")
    TABLE.write_text("\n".join(rows) + "\n", "utf-8")


def main(arguments: Iterable[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    options = parser.parse_args(list(arguments))
    pages = [*from_web(options.gold), *from_cases()]
    for kind, rows in (
        ("letter", [*letters(options.gold / "seeds"), *letters(options.gold / "signatories")]),
        ("made", list(made())),
    ):
        pages += from_rows(rows, kind, sites=True)
        pages += from_rows(rows, f"{kind}, no site", sites=False)
    names = sorted({name for page in pages for sizes in page.sizes for name in sizes})
    fitting = Fitting(pages, names)
    report(fitting)
    rewrite(dict(zip(names, fitting.weights(-1).tolist(), strict=True)))


if __name__ == "__main__":
    main(sys.argv[1:])
