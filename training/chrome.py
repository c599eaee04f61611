"""Train the scorer that tells text from chrome, and measure it on sites that it has not seen.

One command, from the repository's root, with the gold beside it; three quarters of an hour of one core::

    uv run --with catboost,scikit-learn,scipy,justext,faker,jax python training/chrome.py ../shared/gold

It writes ``src/docsieve/data/scorer.npz`` (the trained numbers), ``src/docsieve/data/scorer.json`` (how
they were made, held-out figures), and ``tests/gate/folds/*.npz`` (the same, each fitted without one fold
of sites, by which the gate measures). With ``--measure`` behind it, only the figures are made again.
Seeded; not part of continuous integration.
"""

import importlib.metadata
import json
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from fit import LEXICON_BITS, fit_forest, fit_lexicons, rows_of
from lists import with_lists
from made import made
from network import CELLS, EPOCHS, SEEDS, fit_network, reads
from pages import FOLDS, Page, bare, gold_rows, hosted, letters, real_pages
from spliced import spliced
from tables import character_classes, function_words

from docsieve.forest import Forest
from docsieve.scorer import judge, neighbours, sequence
from docsieve.scorer.data import Trained, load, store
from docsieve.scorer.network import Network
from docsieve.scorer.pages import pages_of
from docsieve.scorer.text import columns_of

SEED = 1
LEAST_PAGES = 9
JUDGED = 0.5
EVERY_FOLD = (*range(FOLDS), -1)
FIRST = {"trees": 320, "depth": 6, "rate": 0.1}
SECOND = {"trees": 200, "depth": 6, "rate": 0.07}
TARGET = Path("src/docsieve/data")
FOLD_TARGET = Path("tests/gate/folds")
EMPTY = Forest(*(np.zeros((0, 0)),) * 4, bias=0)


def main(gold: Path) -> None:
    """Fit on everything and without each fold, measure each fold, write what ships."""
    pages = all_pages(gold)
    classes = character_classes()
    words, languages = function_words(classes)
    counts = [_word_counts(page, classes) for page in pages]
    rows = rows_of(pages, counts)
    tell(f"{len(pages)} pages, {len(rows.label)} blocks")
    lexicons = dict(zip(EVERY_FOLD, fit_lexicons(pages, rows, classes, EVERY_FOLD), strict=True))
    known = {
        fold: Trained(classes, lexicons[fold], words, languages, EMPTY, EMPTY, ()) for fold in EVERY_FOLD
    }
    first_view = np.concatenate([_view(page, known[page.fold]) for page in pages])
    tell(f"{first_view.shape[1]} measures")
    first = {fold: fit_forest(first_view, rows, fold, **FIRST) for fold in EVERY_FOLD}
    scores = judge.probability(held_out(first, first_view, rows.fold))
    second_view = _second_views(first_view, scores, counts)
    unasked = [at for at, name in enumerate(judge.names()) if name in of_the_page()]
    second = {fold: fit_forest(second_view, rows, fold, **SECOND, unasked=unasked) for fold in EVERY_FOLD}
    networks = _networks(pages, first_view, known)
    for fold in EVERY_FOLD:
        path = TARGET / "scorer.npz" if fold < 0 else FOLD_TARGET / f"scorer-{fold}.npz"
        path.parent.mkdir(parents=True, exist_ok=True)
        found = (first[fold], second[fold], networks[fold])
        store(Trained(classes, lexicons[fold], words, languages, *found), path)
    (TARGET / "scorer.json").write_text(json.dumps({"recipe": _recipe(pages)}) + "\n", "utf-8")
    measure(gold, pages)


def _networks(
    pages: Sequence[Page], first_view: npt.NDArray[np.float32], known: dict[int, Trained]
) -> dict[int, tuple[Network, ...]]:
    """Fit networks to the pages, to texts between the chrome of other sites, and between invented chrome."""
    real = [page for page in pages if page.real]
    more = [*spliced(real, SEED), *made(real, SEED)]
    columns = reads()
    measures = [first_view[:, columns], *(_view(page, known[page.fold])[:, columns] for page in more)]
    every = [*pages, *more]
    rows = rows_of(every, [_word_counts(page, known[-1].classes) for page in every])
    tell(f"{len(more)} made pages, {len(columns)} measures read by networks")
    stacked = np.concatenate(measures)
    return {
        fold: tuple(fit_network(stacked, every, rows, fold, seed) for seed in SEEDS) for fold in EVERY_FOLD
    }


def of_the_page() -> frozenset[str]:
    """Name the measures that are the same for all blocks of a page.

    By them a second forest knows the pages it was fitted to, and doubts others less than it should.
    """
    spans = {f"span_share_{i}" for i, _ in enumerate(neighbours.SPANS)}
    return frozenset({*neighbours.DOCUMENT, *spans, *sequence.PAGE})


def all_pages(gold: Path) -> list[Page]:
    """Give the real pages, some bare or with a list of names, and letters alone and among chrome."""
    pages = real_pages(gold / "extraction" / "pages.jsonl.gz")
    signed = letters([gold / "signatories", gold / "seeds"])
    return [*pages, *bare(pages), *with_lists(pages, SEED), *signed, *hosted(signed, pages, SEED)]


def measure(gold: Path, pages: Sequence[Page]) -> None:
    """Measure what was written on sites that it has not seen, and put the figures beside the recipe."""
    target = TARGET / "scorer.json"
    told = json.loads(target.read_text("utf-8"))
    told["held_out"] = figures(gold, pages)
    target.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    tell(json.dumps(told["held_out"]))


def _word_counts(page: Page, classes: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    return np.bincount(columns_of(page.texts, classes).token_line, minlength=len(page.texts)).astype(
        np.float64
    )


def _view(page: Page, known: Trained) -> npt.NDArray[np.float32]:
    lines = judge.Lines(page.texts, page.separators, page.phrases, page.site_pages, page.site_size)
    view = np.empty((len(neighbours.names()), 1, len(page.texts)), np.float32)
    judge.first_view([lines], known, pages_of([len(page.texts)]), view)
    return view[:, 0].T


def held_out(
    forests: dict[int, Forest], measures: npt.NDArray[np.float32], fold: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Give each block's log-odds from the forest that has not seen its site."""
    odds = np.zeros(len(fold))
    for number in range(FOLDS):
        for part in np.array_split(np.flatnonzero(fold == number), 50):
            odds[part] = forests[number].log_odds(measures[part].T)
    return odds


def _second_views(
    first_view: npt.NDArray[np.float32],
    scores: npt.NDArray[np.float64],
    counts: Sequence[npt.NDArray[np.float64]],
) -> npt.NDArray[np.float32]:
    both = np.empty((len(first_view), len(judge.names())), np.float32)
    both[:, : first_view.shape[1]] = first_view
    last = 0
    for count in counts:
        first, last = last, last + len(count)
        view = np.ascontiguousarray(both[first:last].T)[:, None]
        judge.second_view(scores[None, first:last], count[None], pages_of([len(count)]), view)
        both[first:last] = view[:, 0].T
    return both


def figures(gold: Path, pages: Sequence[Page]) -> dict[str, dict[str, float]]:
    """Mean token F1 by the gold's own scorer: in all, by language, kind of page and dumper; letters apart."""
    score_row = runpy.run_path(str(gold / "score_extraction.py"))["score_row"]
    rows = {(row["id"], row["dumper"]): row for row in gold_rows(gold / "extraction" / "pages.jsonl.gz")}
    folds = [load((FOLD_TARGET / f"scorer-{fold}.npz").read_bytes()) for fold in range(FOLDS)]
    groups: dict[str, list[float]] = {}
    for page in pages:
        with patch("docsieve.scorer.judge.trained", lambda known=folds[page.fold]: known):
            parts = (page.texts, page.separators, page.phrases, page.site_pages)
            kept = judge.score(*parts, page.site_size).chrome <= JUDGED
        row = rows.get((page.page, page.dumper))
        lines = np.flatnonzero(kept[page.line_block]).tolist()
        count = _word_counts(page, folds[page.fold].classes)
        f1 = score_row(row, {"keep": lines})["tokF1"] if row else _words_f1(page, kept, count)
        for name in _groups(page):
            groups.setdefault(name, []).append(f1)
    return {
        name: {"pages": len(f1), "f1": round(float(np.mean(f1)), 4)}
        for name, f1 in sorted(groups.items())
        if len(f1) > LEAST_PAGES
    }


def _groups(page: Page) -> tuple[str, ...]:
    if page.kind == "letter":
        return ("letter alone" if page.dumper == "letter" else "letter in a page",)
    if page.kind in ("bare", "list"):
        return ("text alone" if page.kind == "bare" else "made list behind a text",)
    return ("all", f"language {page.language}", f"kind {page.kind}", f"dumper {page.dumper}")


def _words_f1(page: Page, kept: npt.NDArray[np.bool_], count: npt.NDArray[np.float64]) -> float:
    """F1 by words of whole blocks; undecided blocks count neither way."""
    scored = page.labels >= 0
    text = page.labels == 1
    hits = count[kept & text].sum()
    return float(2 * hits / max(count[kept & scored].sum() + count[text].sum(), 1))


def _recipe(pages: Sequence[Page]) -> dict[str, object]:
    packages = ("catboost", "scikit-learn", "scipy", "numpy", "justext", "faker", "jax")
    return {
        "pages": len(pages),
        "sites": len({page.site for page in pages}),
        "folds": f"crc32(site) mod {FOLDS}",
        "seed": SEED,
        "first_forest": FIRST,
        "second_forest": SECOND,
        "networks": {"seeds": SEEDS, "cells": CELLS, "epochs": EPOCHS},
        "measures": len(judge.names()),
        "lexicon_buckets": 1 << LEXICON_BITS,
        "packages": {name: importlib.metadata.version(name) for name in packages},
    }


def tell(what: str) -> None:
    """Print at once, since a training takes long."""
    print(what, flush=True)


if __name__ == "__main__":
    if sys.argv[2:] == ["--measure"]:
        measure(Path(sys.argv[1]), all_pages(Path(sys.argv[1])))
    else:
        main(Path(sys.argv[1]))
