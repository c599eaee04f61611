"""The second view: each block among the first scores around it, and where a text starts and ends."""

from typing import Final

import numpy as np
import numpy.typing as npt

from docsieve.scorer.measures import Matrix, clipped
from docsieve.scorer.neighbours import best_spans, last_at, next_at, shifted, sums_around
from docsieve.scorer.pages import Pages
from docsieve.scorer.text import Flags, Ints

WINDOWS: Final = (1, 2, 4, 8, 16, 40)
SHIFTS: Final = (-3, -2, -1, 1, 2, 3)
PRICES: Final = (0.3, 0.5, 0.7)
# So that a block without words is not weightless.
LEAST_WEIGHT: Final = 0.25
# What is told of the page as a whole.
PAGE: Final = ("kept_share", "kept_words", "kept_blocks", "page_doubt", "best_score", "purity", "runs")
FAR_BLOCKS: Final = 60
FAR_WORDS: Final = 400


def names() -> tuple[str, ...]:
    """Give the name of every row of ``around``, in order."""
    windows = [
        f"score_{side}_{k}_{by}"
        for side in ("before", "behind")
        for k in WINDOWS
        for by in ("by_word", "by_block")
    ]
    shifted = [f"score_{shift:+d}" for shift in SHIFTS]
    spans = [
        f"{name}_{price}"
        for price in PRICES
        for name in ("in_best_span", "best_span_start", "best_span_end", "words_from_start", "words_to_end")
    ]
    runs = ("since_kept", "until_kept", "words_since_kept", "words_until_kept")
    rank = ("score", "kept_before", "own_share", "rank", "score_to_best")
    return (*windows, *shifted, *spans, *runs, *rank, *PAGE)


def around(score: Matrix, words: Matrix, pages: Pages, into: npt.NDArray[np.float32]) -> None:
    """Write the rows of the second view from the boxes of first scores (1 text, 0 chrome) and of words."""
    inside = pages.inside()
    weight = np.where(inside, words + LEAST_WEIGHT, 0)
    score = np.where(inside, score, 0)
    wanted = score * weight
    all_words, total = weight.sum(1), np.maximum(wanted.sum(1), 1e-9)
    kept: Flags = score > 0.5
    best = score.max(1)
    rows = [
        *_windows(score, weight, pages),
        *shifted(score, pages, SHIFTS),
        *(row for price in PRICES for row in _span(score, weight, price, pages)),
        *_runs(kept, weight, pages),
        score,
        np.cumsum(wanted, 1) / total[:, None],
        wanted / total[:, None],
        _rank(score, weight, pages) / total[:, None],
        score / np.maximum(best, 1e-6)[:, None],
    ]
    doubt = (score * (1 - score) * weight).sum(1) / all_words
    page = (
        total / all_words, total, kept.sum(1) / pages.counts, doubt, best, (wanted * score).sum(1) / total,
        ((kept[:, 1:] != kept[:, :-1]) & inside[:, 1:]).sum(1),
    )  # fmt: skip
    for number, row in enumerate(rows):
        into[number] = row
    into[len(rows) :] = np.array(page)[:, :, None]


def _windows(score: Matrix, weight: Matrix, pages: Pages) -> Matrix:
    total, blocks = sums_around(np.array((score * weight, weight, score)), pages, WINDOWS)
    both = np.array(
        (total[:, :, 0] / np.maximum(total[:, :, 1], 0.1), total[:, :, 2] / np.maximum(blocks[:, :, 0], 1))
    )
    return np.moveaxis(both, 0, 2).reshape(-1, *pages.box)


def _span(score: Matrix, weight: Matrix, price: float, pages: Pages) -> list[Matrix | Flags | Ints]:
    """Where a block stands to the run with the largest sum of ``(score - price) * words``."""
    i = np.arange(pages.box[1])
    running = running_sums(weight)
    first, last = (each[:, None] for each in best_spans((score - price) * weight))
    return [
        (i >= first) & (i <= last),
        clipped(i - first, -40, 40),
        clipped(last - i, -40, 40),
        clipped(running[:, :-1] - np.take_along_axis(running, first, 1), -300, 300),
        clipped(np.take_along_axis(running, last + 1, 1) - running[:, :-1], -300, 300),
    ]


def running_sums(weight: Matrix) -> Matrix:
    """Give the sums of what stands before each place of a row, one place more than the row has."""
    running = np.zeros((len(weight), weight.shape[1] + 1))
    np.cumsum(weight, 1, out=running[:, 1:])
    return running


def _runs(kept: Flags, weight: Matrix, pages: Pages) -> list[Matrix]:
    """How far back and ahead the next block with a score above one half stands, in blocks and words."""
    i = np.arange(pages.box[1])
    running = running_sums(weight)
    before, behind = last_at(kept), next_at(kept, pages)
    return [
        np.minimum(i - before, FAR_BLOCKS),
        np.minimum(behind - i, FAR_BLOCKS),
        np.minimum(running[:, :-1] - np.take_along_axis(running, np.maximum(before, 0), 1), FAR_WORDS),
        np.minimum(np.take_along_axis(running, behind, 1) - running[:, :-1], FAR_WORDS),
    ]


def _rank(score: Matrix, weight: Matrix, pages: Pages) -> Matrix:
    """Words of all blocks that score at least as high, earlier ones first."""
    order = np.argsort(np.where(pages.inside(), -score, np.inf), 1, kind="stable")
    rank = np.empty(score.shape)
    np.put_along_axis(rank, order, np.cumsum(np.take_along_axis(weight, order, 1), 1), 1)
    return rank
