"""Each block against what its page's first scores are surest of: its layout, its style, its stretch of text.

A page's text is set in one way and written in one voice; teasers, comments and footers in others. Nothing
of that can be fitted, since it differs from page to page: it is read off the first scores.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from docsieve.scorer.measures import Matrix, clipped
from docsieve.scorer.neighbours import last_at
from docsieve.scorer.pages import Pages
from docsieve.scorer.sequence import LEAST_WEIGHT, running_sums
from docsieve.scorer.text import Flags, Ints

STYLE: Final = (
    "words", "lexicon_block", "ends_as_sentence", "stop_share", "letters_a_word", "indent", "words_once",
)  # fmt: skip
# Styles told of the blocks close by, of the block itself, and as what is behind it against what is before.
CLOSE_BY: Final = ("lexicon_block", "indent", "ends_as_sentence")
ITSELF: Final = ("stop_share", "ends_as_sentence")
BEHIND: Final = ("words_once", "lexicon_block", "words", "ends_as_sentence", "stop_share", "letters_a_word")
LAYOUTS: Final = ("indent", "layout", "form", "layout_and_length")
LAYOUT_MEASURES: Final = (
    "indent", "blank_before", "blank_after", "bullet", "starts_lower", "starts_upper", "starts_with_digit",
    "ends_as_sentence",
)  # fmt: skip
READ: Final = tuple(dict.fromkeys((*STYLE, *LAYOUT_MEASURES)))
RUNS: Final = (
    "run_share", "run_score", "run_to_largest", "run_words_a_block", "run_rank", "run_gap",
    "kept_runs", "largest_run_share", "from_largest_run", "words_from_largest_run",
)  # fmt: skip
# Blocks of one stretch of text stand at most so many blocks and words apart.
RUN_BLOCKS: Final = 3
RUN_WORDS: Final = 20
REACH: Final = 2
# What a page as a whole counts beside its blocks of one layout, and beside all before or behind a block.
PRIOR_LAYOUT: Final = 8.0
PRIOR_STYLE: Final = 5.0
LENGTHS: Final = (1, 3, 6, 12, 25, 60)


def names() -> tuple[str, ...]:
    """Give the name of every row of ``surest``, in order."""
    layouts = [f"{name}_{told}" for name in LAYOUTS for told in ("score", "blocks")]
    styles = [f"{name}_close_by_to_text" for name in CLOSE_BY] + [f"{name}_to_text" for name in ITSELF]
    return (*layouts, *styles, *(f"{name}_behind_to_before" for name in BEHIND), *RUNS)


def surest(
    score: Matrix, words: Matrix, own: Mapping[str, Matrix], pages: Pages, into: npt.NDArray[np.float32]
) -> None:
    """Write the rows from the boxes of first scores (1 text, 0 chrome), of words and of what is ``READ``."""
    inside = pages.inside()
    weight = np.where(inside, words + LEAST_WEIGHT, 0)
    score = np.where(inside, score, 0)
    read = {name: np.where(inside, values, 0).astype(np.float64) for name, values in own.items()}
    rows = [*_layouts(score, weight, words, read, pages), *_styles(score, weight, read, pages)]
    for number, row in enumerate([*rows, *_runs(score, weight, pages)]):
        into[number] = row


def _layouts(
    score: Matrix, weight: Matrix, words: Matrix, read: Mapping[str, Matrix], pages: Pages
) -> list[Matrix]:
    """The mean score of the page's other blocks that are set alike, and how many they are."""
    indent = np.minimum(read["indent"], 60)
    layout = indent * 16 + np.minimum(read["blank_before"], 3) * 4 + np.minimum(read["blank_after"], 3)
    opening = read["starts_lower"] + 2 * read["starts_upper"] + 3 * read["starts_with_digit"]
    form = ((layout * 2 + read["bullet"]) * 4 + opening) * 2 + read["ends_as_sentence"]
    long = layout * 8 + np.digitize(words, LENGTHS)
    return [row for key in (indent, layout, form, long) for row in _alike(key, score, weight, pages)]


def _alike(key: Matrix, score: Matrix, weight: Matrix, pages: Pages) -> tuple[Matrix, Matrix]:
    cell = pages.cell
    kept, own = (score * weight).ravel()[cell], weight.ravel()[cell]
    usual = ((score * weight).sum(1) / weight.sum(1))[pages.page]
    apart = key.ravel()[cell].astype(np.int64) * len(pages.counts) + pages.page
    _, kind, count = np.unique(apart, return_inverse=True, return_counts=True)
    others = np.bincount(kind, kept)[kind] - kept + PRIOR_LAYOUT * usual
    mean = others / (np.bincount(kind, own)[kind] - own + PRIOR_LAYOUT)
    return pages.boxed(mean), pages.boxed(np.log1p(count[kind] - 1.0))


def _styles(score: Matrix, weight: Matrix, read: Mapping[str, Matrix], pages: Pages) -> list[Matrix]:
    """How a block, the blocks close by and all behind it are written, against how the sure text is."""
    kept = score * weight
    sums, words = running_sums(kept), running_sums(weight)
    page = np.arange(pages.box[0])[:, None]
    style = {name: np.log1p(read[name]) if name == "words" else read[name] for name in STYLE}
    running = {name: running_sums(kept * style[name]) for name in STYLE}
    text = {name: running[name][:, -1:] / np.maximum(sums[:, -1:], 1e-9) for name in STYLE}
    i = np.arange(pages.box[1])
    first, after = np.maximum(i - REACH, 0), np.minimum(i + REACH + 1, pages.counts[:, None])
    between = np.maximum(words[page, after] - words[:, first], LEAST_WEIGHT)
    rows = []
    for name in CLOSE_BY:
        summed = running_sums(weight * style[name])
        rows.append((summed[page, after] - summed[:, first]) / between - text[name])
    rows += [style[name] - text[name] for name in ITSELF]
    for name in BEHIND:
        sofar, usual = running[name][:, :-1], PRIOR_STYLE * text[name]
        before = (sofar + usual) / (sums[:, :-1] + PRIOR_STYLE)
        behind = (running[name][:, -1:] - sofar + usual) / (sums[:, -1:] - sums[:, :-1] + PRIOR_STYLE)
        rows.append(behind - before)
    return rows


def _runs(score: Matrix, weight: Matrix, pages: Pages) -> list[Matrix]:
    """Which stretch of kept blocks a block stands in, and where the largest of the page stands to it.

    -1 outside of the stretches; on a page without one everywhere.
    """
    kept: Flags = score > 0.5
    running = running_sums(weight)
    i, page = np.arange(pages.box[1]), np.arange(pages.box[0])[:, None]
    run, many = _run_of(kept, running)
    widest = max(int(many.max()), 1)
    own = np.maximum(run, 0)
    cell = (page * widest + own)[kept]
    shape = (pages.box[0], widest)

    def summed(values: Matrix) -> Matrix:
        counted = np.bincount(cell, weights=values[kept], minlength=shape[0] * widest)
        return np.asarray(counted, np.float64).reshape(shape)

    words, mass, blocks = summed(weight), summed(score * weight), summed(np.ones(pages.box))
    first, last = np.full(shape, pages.box[1]), np.zeros(shape, np.int64)
    here = np.broadcast_to(i, pages.box)[kept]
    np.minimum.at(first.ravel(), cell, here)
    np.maximum.at(last.ravel(), cell, here)
    largest = mass.argmax(1)[:, None]
    rank = np.argsort(np.argsort(-mass, 1, kind="stable"), 1, kind="stable")
    gap = running[page, first] - running[page, np.concatenate((0 * largest, last[:, :-1] + 1), 1)]
    total, most, end = np.maximum(words.sum(1)[:, None], 1e-9), words[page, largest], last[page, largest]
    within = (run >= 0) & (i <= last[page, own])
    told = (words / total, mass / np.maximum(words, 1e-9), words / np.maximum(most, 1e-9),
            words / np.maximum(blocks, 1), rank, gap)  # fmt: skip
    rows = [np.where(within, each[page, own], -1.0) for each in told]
    rows += [np.broadcast_to(each, pages.box) for each in (many[:, None] * 1.0, most / total)]
    rows += [clipped(i - end, -100, 100), clipped(running[:, :-1] - running[page, end + 1], -500, 500)]
    return [np.where(many[:, None] > 0, row, -1.0) for row in rows]


def _run_of(kept: Flags, running: Matrix) -> tuple[Ints, Ints]:
    """Number the stretches of kept blocks: for each block the last that began, -1 before; their number."""
    i = np.arange(kept.shape[1])
    none = np.full((len(kept), 1), -1)
    before = np.concatenate((none, last_at(kept)[:, :-1]), 1)
    apart = running[:, :-1] - np.take_along_axis(running, before + 1, 1)
    begins = kept & ((before < 0) | (i - before > RUN_BLOCKS) | (apart > RUN_WORDS))
    run = np.cumsum(begins, 1) - 1
    return run, run[:, -1] + 1
