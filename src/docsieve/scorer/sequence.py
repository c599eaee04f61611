"""The second view: each block among the first scores around it, and where a text starts and ends."""

from typing import Final

import numpy as np

from docsieve.scorer.measures import Matrix, clipped
from docsieve.scorer.neighbours import best_span, last_at, next_at
from docsieve.scorer.text import Flags

WINDOWS: Final = np.array((1, 2, 4, 8, 16, 40))[:, None]
SHIFTS: Final = (-3, -2, -1, 1, 2, 3)
PRICES: Final = (0.3, 0.5, 0.7)
# So that a block without words is not weightless.
LEAST_WEIGHT: Final = 0.25
FAR_BLOCKS: Final = 60
FAR_WORDS: Final = 400


def names() -> tuple[str, ...]:
    """Give the name of every column of ``around``, in order."""
    windows = [
        f"score_{side}_{int(k)}_{by}"
        for side in ("before", "behind")
        for k in WINDOWS[:, 0]
        for by in ("by_word", "by_block")
    ]
    shifted = [f"score_{shift:+d}" for shift in SHIFTS]
    spans = [
        f"{name}_{price}"
        for price in PRICES
        for name in ("in_best_span", "best_span_start", "best_span_end", "words_from_start", "words_to_end")
    ]
    runs = ("since_kept", "until_kept", "words_since_kept", "words_until_kept")
    page = ("kept_share", "kept_words", "kept_blocks", "page_doubt", "best_score", "purity", "runs")
    rank = ("score", "kept_before", "own_share", "rank", "score_to_best")
    return (*windows, *shifted, *spans, *runs, *rank, *page)


def around(score: Matrix, words: Matrix) -> Matrix:
    """Give the columns of the second view from the first scores (1 text, 0 chrome) and the blocks' words."""
    n = len(score)
    weight = words + LEAST_WEIGHT
    wanted = score * weight
    total = max(float(wanted.sum()), 1e-9)
    kept: Flags = score > 0.5
    columns = np.column_stack((
        _windows(score, weight),
        _shifted(score),
        *(_span(score, weight, price) for price in PRICES),
        _runs(kept, weight),
        score,
        np.cumsum(wanted) / total,
        wanted / total,
        _rank(score, weight) / total,
        score / max(float(score.max()), 1e-6),
    ))  # fmt: skip
    doubt = float((score * (1 - score) * weight).sum() / weight.sum())
    page = (
        total / weight.sum(), total, kept.mean(), doubt, score.max(), (wanted * score).sum() / total,
        np.count_nonzero(np.diff(kept)),
    )  # fmt: skip
    return np.column_stack((columns, np.broadcast_to(np.array(page), (n, len(page)))))


def _windows(score: Matrix, weight: Matrix) -> Matrix:
    n = len(score)
    i = np.arange(n)
    summed = np.column_stack((score * weight, weight, score))
    running = np.concatenate((np.zeros((1, 3)), np.cumsum(summed, 0)))
    first, last = np.maximum(i - WINDOWS, 0), np.minimum(i + WINDOWS + 1, n)
    total = np.concatenate((running[:-1] - running[first], running[last] - running[1:]))
    blocks = np.maximum(np.concatenate((i - first, last - i - 1)), 1)
    both = np.stack((total[:, :, 0] / np.maximum(total[:, :, 1], 0.1), total[:, :, 2] / blocks), 2)
    return both.transpose(1, 0, 2).reshape(n, -1)


def _shifted(score: Matrix) -> Matrix:
    n, reach = len(score), max(SHIFTS)
    padded = np.full(n + 2 * reach, -1.0)
    padded[reach : reach + n] = score
    return np.column_stack([padded[reach + shift : reach + shift + n] for shift in SHIFTS])


def _span(score: Matrix, weight: Matrix, price: float) -> Matrix:
    """Where a block stands to the run with the largest sum of ``(score - price) * words``."""
    i = np.arange(len(score))
    running = np.concatenate(([0.0], np.cumsum(weight)))
    first, last = best_span((score - price) * weight)
    return np.column_stack((
        (i >= first) & (i <= last),
        clipped(i - first, -40, 40),
        clipped(last - i, -40, 40),
        clipped(running[:-1] - running[first], -300, 300),
        clipped(running[last + 1] - running[:-1], -300, 300),
    ))  # fmt: skip


def _runs(kept: Flags, weight: Matrix) -> Matrix:
    """How far back and ahead the next block with a score above one half stands, in blocks and words."""
    n = len(kept)
    i = np.arange(n)
    running = np.concatenate(([0.0], np.cumsum(weight)))
    before, behind = last_at(kept), next_at(kept)
    return np.column_stack((
        np.minimum(i - before, FAR_BLOCKS),
        np.minimum(behind - i, FAR_BLOCKS),
        np.minimum(running[:-1] - running[np.maximum(before, 0)], FAR_WORDS),
        np.minimum(running[behind] - running[:-1], FAR_WORDS),
    ))  # fmt: skip


def _rank(score: Matrix, weight: Matrix) -> Matrix:
    """Words of all blocks that score at least as high, earlier ones first."""
    order = np.argsort(-score, kind="stable")
    rank = np.empty(len(score))
    rank[order] = np.cumsum(weight[order])
    return rank
