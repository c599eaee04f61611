"""Fitting: word weights by logistic regression, forests of symmetric trees by gradient boosting."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool
from pages import Page
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from docsieve.forest import SCALE, Forest
from docsieve.scorer import lexicon
from docsieve.scorer.text import columns_of

SEED = 1
DATA = Path("src/docsieve/data")
TABLES = ("chrome.tsv", "phrases.tsv")
PHRASE_WEIGHT = 2.0
# A lost signatory costs more than its few words.
NAME_WEIGHT = 0.01
# Letters show few languages and only text in some; their words are not to stand for the language.
LETTER_WEIGHT = 0.2
LEXICON_BITS = 16
# Weights are stored in 1/16 of a unit of log-odds.
LEXICON_SCALE = 16
# Words on either side of a short block by which it is an end or a start of the text.
REACH = 150
SHORT_WORDS = 15
# Blocks that a forest is fitted to; short blocks of menus are drawn, and count for those left out.
FITTED_BLOCKS = 300_000
FOREST = {
    "learning_rate": 0.1,
    "l2_leaf_reg": 15,
    "rsm": 0.15,
    "border_count": 48,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.6,
    "boosting_type": "Plain",
    "leaf_estimation_iterations": 1,
    "score_function": "L2",
    "random_seed": SEED,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """All blocks of all pages in one table: page, fold, label, words and weight of each block.

    A block's weight is the share of its page's text that a wrong decision on it costs.
    """

    page: npt.NDArray[np.int64]
    fold: npt.NDArray[np.int64]
    label: npt.NDArray[np.int8]
    words: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]
    drawn: npt.NDArray[np.bool_]
    drawn_weight: npt.NDArray[np.float64]


def rows_of(pages: Sequence[Page], words: Sequence[npt.NDArray[np.float64]]) -> Rows:
    """Put the pages' blocks under each other and draw those that forests are fitted to."""
    page = np.repeat(np.arange(len(pages)), [len(p.texts) for p in pages])
    label = np.concatenate([p.labels for p in pages])
    count = np.concatenate(words)
    text = np.bincount(page, count * (label == 1), len(pages))
    weight = np.minimum((count + 0.5) / np.maximum(text, 20)[page], 1.0)
    named = np.array([p.kind in ("letter", "list") for p in pages])[page] & (label == 1)
    weight = np.maximum(weight, NAME_WEIGHT * named)
    weight *= np.array([p.weight for p in pages])[page] * (label >= 0)
    weight /= weight[label >= 0].mean()
    chance = _chance(np.sqrt(weight), min(FITTED_BLOCKS, int((label >= 0).sum() * 0.9)))
    drawn = (np.random.default_rng(SEED).random(len(label)) < chance) & (label >= 0)
    fold = np.array([p.fold for p in pages])[page]
    return Rows(
        page, fold, label, count, weight, drawn, np.where(drawn, weight / np.maximum(chance, 1e-9), 0)
    )


def _chance(size: npt.NDArray[np.float64], target: int) -> npt.NDArray[np.float64]:
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if np.minimum(1, size * middle).sum() > target else (middle, high)
    return np.minimum(1, size * low)


def fit_lexicons(
    pages: Sequence[Page], rows: Rows, classes: npt.NDArray[np.uint8], held_out: Sequence[int]
) -> list[npt.NDArray[np.int8]]:
    """Fit word weights once without each fold of ``held_out`` (-1: without none): block, end, start."""
    evidence = _evidence([page.texts for page in pages], classes)
    phrases = _evidence([_phrases()], classes)
    questions = _questions(pages, rows)
    fitted = []
    for fold in held_out:
        table = np.zeros((1 << LEXICON_BITS, len(questions)), np.int8)
        for column, (asked, answer, weight, strength) in enumerate(questions):
            used = asked & (rows.fold != fold)
            words, right, counted = evidence[used], answer[used], weight[used]
            if column == 0:
                # Known phrases of every language are chrome, as heavy as any short block of chrome.
                usual = np.median(counted[right == 0])
                words = sparse.vstack((words, phrases)).tocsr()
                right = np.append(right, np.zeros(phrases.shape[0], int))
                counted = np.append(counted, np.full(phrases.shape[0], usual * PHRASE_WEIGHT))
            model = LogisticRegression(C=strength, max_iter=60)
            model.fit(words, right, sample_weight=counted)
            table[:, column] = np.clip(
                np.rint(model.coef_[0][: 1 << LEXICON_BITS] * LEXICON_SCALE), -127, 127
            )
        fitted.append(table)
    return fitted


def _phrases() -> list[str]:
    """Give the interface phrases that the package ships, without their slots."""
    rows = [row for name in TABLES for row in (DATA / name).read_text("utf-8").splitlines()]
    phrases = (row.split("\t")[3] for row in rows if row and not row.startswith("#"))
    return [phrase.replace("{n}", " ").replace("{}", " ") for phrase in phrases]


def _evidence(groups: Sequence[Sequence[str]], classes: npt.NDArray[np.uint8]) -> sparse.csr_matrix:
    """The words of every text as a sparse row, as ``lexicon.scores`` counts them, and its length beside."""
    parts = []
    sizes = []
    first = 0
    for texts in groups:
        text = columns_of(texts, classes)
        line, bucket, kind = lexicon.buckets(text, LEXICON_BITS)
        tokens = np.bincount(text.token_line, minlength=text.lines)
        share = lexicon.SHARES[np.minimum(tokens, lexicon.MOST_TOKENS)]
        factor = np.where(kind == 0, share[line], np.where(kind == 1, lexicon.PLACED, 64)) / 64
        parts.append((factor, first + line, bucket))
        sizes.append(np.minimum(np.log2(tokens + 1).astype(int), 7))
        first += len(texts)
    value, line, bucket = (np.concatenate(part) for part in zip(*parts, strict=True))
    words = sparse.csr_matrix((value, (line, bucket)), (first, 1 << LEXICON_BITS), np.float32)
    beside = sparse.csr_matrix((np.ones(first), (np.arange(first), np.concatenate(sizes))), (first, 8))
    return sparse.hstack((words, beside)).tocsr()


def _questions(pages: Sequence[Page], rows: Rows) -> list[tuple]:
    """What the word weights answer: is a block text, is it the end of the text, is it the start."""
    before, behind = _text_around(pages, rows)
    some = (rows.label >= 0) & (rows.words > 0)
    short = some & (rows.words <= SHORT_WORDS)
    weight = np.sqrt(np.minimum(rows.weight, np.percentile(rows.weight[rows.label >= 0], 99)))
    weight *= np.where(
        np.array([page.kind in ("letter", "list") for page in pages])[rows.page], LETTER_WEIGHT, 1
    )
    even = np.ones(len(weight))
    sure = (behind < 0.2) | (behind > 0.8)
    return [
        (some, (rows.label == 1).astype(int), weight, 0.3),
        (short & (before > 0.8) & sure, ((behind < 0.2) & (rows.label == 0)).astype(int), even, 1.0),
        (short & (before < 0.2) & sure, (behind > 0.8).astype(int), even, 1.0),
    ]


def _text_around(pages: Sequence[Page], rows: Rows) -> tuple[npt.NDArray[np.float64], ...]:
    """The share of text among the words just before and just behind each block."""
    parts = []
    first = 0
    for page in pages:
        here = slice(first, first + len(page.texts))
        words = rows.words[here] * (rows.label[here] >= 0)
        text = np.concatenate(([0], np.cumsum(words * (rows.label[here] == 1))))
        total = np.concatenate(([0], np.cumsum(words)))
        i = np.arange(len(words))
        low = np.searchsorted(total, total[i] - REACH)
        high = np.minimum(np.searchsorted(total, total[i + 1] + REACH), len(words))
        parts.append((
            (text[i] - text[low]) / np.maximum(total[i] - total[low], 1),
            (text[high] - text[i + 1]) / np.maximum(total[high] - total[i + 1], 1),
        ))  # fmt: skip
        first += len(page.texts)
    return tuple(np.concatenate(part) for part in zip(*parts, strict=True))


def fit_forest(
    measures: npt.NDArray[np.float32],
    rows: Rows,
    held_out: int,
    trees: int,
    depth: int,
    rate: float,
    unasked: Sequence[int] = (),
) -> Forest:
    """Fit a forest to all drawn blocks that are not of the fold held out (-1: none is).

    It asks nothing of the columns ``unasked``.
    """
    used = rows.drawn & (rows.fold != held_out)
    settings = FOREST | {"iterations": trees, "depth": depth, "learning_rate": rate}
    settings |= {"ignored_features": list(unasked)}
    model = CatBoostClassifier(**settings)
    model.fit(Pool(measures[used], rows.label[used], weight=rows.drawn_weight[used]))
    return as_forest(model)


def as_forest(model: CatBoostClassifier) -> Forest:
    """Give what was fitted as the forest that the package reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forest.json"
        model.save_model(str(path), format="json")
        return _forest(json.loads(path.read_text("utf-8")))


def _forest(stored: dict) -> Forest:
    """Turn the trainer's trees into arrays; levels that a tree lacks ask for more than infinity."""
    trees = stored["oblivious_trees"]
    scale, (bias,) = stored["scale_and_bias"]
    depth = max(len(tree["splits"]) for tree in trees)
    columns = np.zeros((len(trees), depth), np.int16)
    borders = np.full((len(trees), depth), np.inf, np.float32)
    leaves = np.zeros((len(trees), 1 << depth), np.int32)
    weights = np.zeros((len(trees), 1 << depth), np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            columns[number, level] = split["float_feature_index"]
            borders[number, level] = split["border"]
        count = len(tree["leaf_values"])
        leaves[number, :count] = np.rint(np.array(tree["leaf_values"]) * scale * SCALE)
        weights[number, :count] = np.rint(tree["leaf_weights"])
    return Forest(columns, borders, leaves, weights, round(bias * SCALE))
