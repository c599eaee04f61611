"""The gate of chrome removal: real pages of sites that the fitting never saw, by the gold's own scorer.

    uv run tests/gate/chrome.py              everything from segments to labels, as it is published
    uv run tests/gate/chrome.py --scorer     the learned scorer alone

Each page is judged by the numbers that were fitted without its site's fold (``folds/``). Prints the mean
token F1 by dumper, language and kind of page, what was lost by kind of line, the twenty worst pages, and
what real letters lost. Where the real pages are not at hand it says so and scores the made pages alone.
"""

import argparse
import gzip
import json
import os
import runpy
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))  # it is also run as a script
from gate.chrome_letters import letters, print_letters
from gate.chrome_made import print_made

from docsieve import scorer
from docsieve.interface import coverage
from docsieve.label import label
from docsieve.language import engine
from docsieve.model import Block, Prepared, RawDocument
from docsieve.pipeline import prepare, survey
from docsieve.repeats import evidence
from docsieve.rules import page_of
from docsieve.scorer.data import Trained, load
from docsieve.segment import segment

FOLDS = 5
FOLDERS = Path(__file__).parent / "folds"
ROOT = Path(__file__).parent.parent.parent
GOLD = Path(os.environ.get("DOCSIEVE_GOLD", ROOT.parent / "shared" / "gold"))
WORST = 20
SHOWN_LINES = 12

Row: TypeAlias = dict[str, Any]
Keeps: TypeAlias = Callable[[Row], set[int]]


@dataclass(frozen=True)
class Scored:
    """One dump of a page and how much of its words were kept rightly."""

    row: Row
    kept: set[int]
    precision: float
    recall: float
    f1: float


def rows_of(gold: Path) -> list[Row]:
    with gzip.open(gold / "extraction" / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fold_of(site: str) -> int:
    return zlib.crc32(site.encode()) % FOLDS


@cache
def fitted_without(fold: int) -> Trained:
    return load((FOLDERS / f"scorer-{fold}.npz").read_bytes())


def score_all(gold: Path, rows: Sequence[Row], keeps: Keeps) -> Iterator[Scored]:
    """Judge every row by the numbers that have not seen its site."""
    score_row = runpy.run_path(str(gold / "score_extraction.py"))["score_row"]
    for row in rows:
        known = fitted_without(fold_of(row["site"]))
        with patch("docsieve.scorer.judge.trained", lambda known=known: known):
            kept = keeps(row)
        got = score_row(row, {"keep": sorted(kept)})
        yield Scored(row, kept, got["tokP"], got["tokR"], got["tokF1"])


def by_scorer(rows: Sequence[Row]) -> Keeps:
    """Keep what the scorer alone would keep, with the evidence of the site's other pages."""
    on_site: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sizes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        key = row["site"], row["dumper"]
        sizes[key].add(row["id"])
        for line in row["lines"]:
            on_site[key][_normal(line)].add(row["id"])

    def keeps(row: Row) -> set[int]:
        key = row["site"], row["dumper"]
        blocks = segment(row["text"])
        texts = [block.text for block in blocks]
        pages = [max(len(on_site[key].get(_normal(text), ())), 1) for text in texts]
        shares = [coverage(text.strip()).share for text in texts]
        separators = [block.separator for block in blocks]
        chrome = scorer.score(texts, separators, shares, pages, len(sizes[key])).chrome
        return lines_of(blocks, chrome <= 0.5)

    return keeps


def by_pipeline(rows: Sequence[Row]) -> Keeps:
    """Keep what the rule table keeps, with the survey of each site's pages among the rows."""
    documents = {(row["id"], row["dumper"]): prepare(_raw(row), engine()) for row in rows}
    same: dict[tuple[str, str], list[Prepared]] = defaultdict(list)
    for row in rows:
        same[row["site"], row["dumper"]].append(documents[row["id"], row["dumper"]])
    said = {
        (document.raw.document_id, key[1]): told
        for key, pages in same.items()
        for document, told in zip(pages, survey(pages), strict=True)
    }

    def keeps(row: Row) -> set[int]:
        document = documents[row["id"], row["dumper"]]
        judged = label(page_of(document, evidence(document, said[document.raw.document_id, row["dumper"]])))
        return lines_of(document.blocks, [labelled.kept for labelled in judged])

    return keeps


def of_the_sites(rows: Sequence[Row], chosen: Sequence[Row]) -> list[Row]:
    """Give all rows of the sites that the chosen ones are of, so that a survey sees what it would see."""
    sites = {(row["site"], row["dumper"]) for row in chosen}
    return [row for row in rows if (row["site"], row["dumper"]) in sites]


def lines_of(blocks: Sequence[Block], kept: Sequence[bool] | np.ndarray) -> set[int]:
    """Give the numbers of the non-blank lines that lie in kept blocks."""
    owner = [b.position for b in blocks for line in b.text.splitlines() if line.strip()]
    return {number for number, position in enumerate(owner) if kept[position]}


def _raw(row: Row) -> RawDocument:
    source = f"{row['site']}/{row['id']}-{row['dumper']}.txt"
    return RawDocument(source, source, row["site"], source, row["text"], "utf-8", "gold")


def _normal(text: str) -> str:
    return " ".join(text.lower().split())


def print_table(scored: Sequence[Scored]) -> None:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        names = [f"{key} {one.row[key]}" for key in ("dumper", "lang", "page_type", "source_repo")]
        for name in ["all", f"fold {fold_of(one.row['site'])}", *names]:
            groups[name].append(one)
    print(f"{'group':34}{'P':>8}{'R':>8}{'F1':>8}{'pages':>8}")
    for name, own in sorted(groups.items()):
        means = [np.mean([getattr(one, part) for one in own]) for part in ("precision", "recall", "f1")]
        print(f"{name:34}" + "".join(f"{mean:8.3f}" for mean in means) + f"{len(own):8}")


def print_losses(scored: Sequence[Scored]) -> None:
    """Which lines were wrong, as shares of the words of all pages' texts."""
    lost: Counter[str] = Counter()
    total = 0
    for one in scored:
        text = [i for i, is_text in enumerate(one.row["labels"]) if is_text == 1]
        for i, is_text in enumerate(one.row["labels"]):
            words = len(one.row["lines"][i].split())
            total += words * (is_text == 1)
            if is_text >= 0 and (i in one.kept) != (is_text == 1):
                lost[_kind_of_loss(i, words, is_text, text)] += words
    for kind, words in lost.most_common():
        print(f"{kind:34}{100 * words / max(total, 1):8.2f} words in 100 of text")


def _kind_of_loss(i: int, words: int, is_text: int, text: Sequence[int]) -> str:
    if is_text == 1:
        return "removed text, " + ("up to 12 words" if words <= 12 else "longer")
    if not text or i < text[0]:
        return "kept chrome before the text"
    return "kept chrome " + ("behind the text" if i > text[-1] else "inside the text")


def print_worst(scored: Sequence[Scored]) -> None:
    """The pages with the lowest F1, each with the lines that were wrong (+ should be kept, - removed)."""
    shown: set[str] = set()
    for one in sorted(scored, key=lambda each: each.f1):
        if one.row["id"] in shown or len(shown) == WORST:
            continue
        shown.add(one.row["id"])
        told = " ".join(str(one.row[key]) for key in ("id", "dumper", "lang", "page_type", "url_or_site"))
        print(f"\n== {told}  P {one.precision:.2f} R {one.recall:.2f} F1 {one.f1:.2f}")
        wrong = [i for i, v in enumerate(one.row["labels"]) if v >= 0 and (i in one.kept) != (v == 1)]
        for i in sorted(wrong, key=lambda i: -len(one.row["lines"][i]))[:SHOWN_LINES]:
            print("  " + "-+"[one.row["labels"][i]], one.row["lines"][i][:100])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--scorer", action="store_true", help="judge by the learned scorer alone")
    parser.add_argument("--every", type=int, default=1, help="take one row in so many")
    options = parser.parse_args()
    if not (options.gold / "extraction").is_dir():
        print(f"There are no real pages at {options.gold}; these are the made pages of the repository alone.")
        print_made()
        return
    rows = rows_of(options.gold)
    chosen = rows[:: options.every]
    keeps = by_scorer(rows) if options.scorer else by_pipeline(of_the_sites(rows, chosen))
    scored = list(score_all(options.gold, chosen, keeps))
    print_table(scored)
    print_losses(scored)
    print_worst(scored)
    print_made()
    print_letters(letters(options.gold), [fitted_without(fold) for fold in range(FOLDS)])


if __name__ == "__main__":
    main()
