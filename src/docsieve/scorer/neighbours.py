"""A block among its neighbours: windows around it, the nearest prose, the best span, the page as a whole."""

from functools import cache
from typing import Final

import numpy as np

from docsieve.scorer.measures import PAGE, SELF, Matrix, Own, clipped
from docsieve.scorer.text import Flags, Ints

WINDOWS: Final = (1, 3, 8, 20)
WIDTHS: Final = np.array(WINDOWS)[:, None]
SUMMED: Final = (
    "words", "prose_words", "long_prose_words", "function_words", "capitalised_words", "marks",
    "lexicon", "copied", "bullet", "ends_as_sentence", "short", "numbers", "words_of_the_prose",
    "dated", "phrase",
)  # fmt: skip
# Sums of tokens, told as shares of the window's words.
PER_WORD: Final = slice(3, 7)
SHIFTED: Final = (
    "words", "function_word_share", "ends_as_sentence", "starts_lower", "capitalised_words",
    "bullet", "indent", "copies", "blank_after", "lexicon_block", "lexicon_end", "lexicon_start",
    "phrase",
)  # fmt: skip
SHIFTS: Final = (-2, -1, 1, 2)
EVIDENCE: Final = (
    "lexicon_block", "lexicon_end", "lexicon_start", "phrase", "site_size", "site_share",
    "site_pages",
)  # fmt: skip
PLACE: Final = (
    "place", "blocks_before", "blocks_after", "words_before", "prose_before", "long_prose_before",
    "since_prose", "until_prose", "words_since_prose", "words_until_prose", "prose_gap",
    "since_long_prose", "until_long_prose", "words_since_long_prose", "words_until_long_prose",
    "long_prose_gap", "since_headline", "until_headline", "strongest_end_4", "strongest_end_12",
    "strongest_end",
)  # fmt: skip
SPANS: Final = (0.5, 1.5, 4.0)
DOCUMENT: Final = (
    "page_blocks", "page_words", "page_prose", "page_long_prose", "page_short", "page_longest",
    "page_bullets", "page_blanks", "page_long_blocks", "page_median", "page_capitals",
    "page_function_words", "page_cjk", "page_indents", "page_lexicon", "page_dates", "page_copies",
    "page_currencies", "page_strongest_end", "page_numbers", "page_brackets", "page_phrases",
)  # fmt: skip
FAR: Final = 60


@cache
def names() -> tuple[str, ...]:
    """Give the name of every column of ``view``, in order."""
    windows = [f"{name}_{side}_{k}" for side in ("before", "behind") for k in WINDOWS for name in SUMMED]
    shifted = [f"{name}_{shift:+d}" for shift in SHIFTS for name in SHIFTED]
    spans = [
        f"{name}_{i}"
        for i, _ in enumerate(SPANS)
        for name in ("in_span", "from_span_start", "to_span_end", "span_share")
    ]
    return (*SELF, *PAGE, *EVIDENCE, *PLACE, *spans, *windows, *shifted, *DOCUMENT)


def view(own: Own, evidence: Matrix) -> Matrix:
    """Give all columns: the blocks' own, the evidence, and what stands around each block.

    ``evidence`` has the columns of ``EVIDENCE``, one row a block.
    """
    columns = np.column_stack((own.columns, evidence))
    at = {name: index for index, name in enumerate((*SELF, *PAGE, *EVIDENCE))}
    placed = _place(own, evidence[:, 1])
    spans = _spans(own)
    windows = _windows(_summed(own, columns, at))
    shifted = _shifted(columns[:, [at[name] for name in SHIFTED]])
    page = np.broadcast_to(_page(own, columns, at), (len(columns), len(DOCUMENT)))
    return np.column_stack((columns, placed, spans, windows, shifted, page))


def _summed(own: Own, columns: Matrix, at: dict[str, int]) -> Matrix:
    words = own.words
    dated = (columns[:, at["years"]] > 0) & (words <= 12) | (columns[:, at["clock_times"]] > 0) & (
        words <= 15
    )
    return np.column_stack(
        (
            words,
            own.prose * words,
            own.long_prose * words,
            columns[:, at["function_words"]],
            columns[:, at["capitalised_words"]] * words,
            columns[:, at["stops"]] + columns[:, at["commas"]],
            columns[:, at["lexicon_block"]] * np.minimum(words, 40),
            columns[:, at["copies"]] > 1,
            columns[:, at["bullet"]],
            columns[:, at["ends_as_sentence"]],
            words <= 4,
            columns[:, at["number_words"]],
            columns[:, at["words_of_the_prose"]],
            dated,
            columns[:, at["phrase"]],
        )
    )


def _windows(summed: Matrix) -> Matrix:
    """Means over the blocks before and behind each block, for each width; sums of tokens a word."""
    n = len(summed)
    running = np.concatenate((np.zeros((1, summed.shape[1])), np.cumsum(summed, 0)))
    i = np.arange(n)
    first = np.maximum(i - WIDTHS, 0)
    last = np.minimum(i + WIDTHS + 1, n)
    total = np.concatenate((running[:-1] - running[first], running[last] - running[1:]))
    blocks = np.concatenate((i - first, last - i - 1))
    shares = total / np.maximum(blocks, 1)[:, :, None]
    shares[:, :, PER_WORD] = total[:, :, PER_WORD] / np.maximum(total[:, :, :1], 1)
    return np.asarray(shares.transpose(1, 0, 2).reshape(n, -1))


def _shifted(columns: Matrix) -> Matrix:
    """The named columns of the blocks around, -1 beyond the page's ends."""
    n = len(columns)
    reach = max(SHIFTS)
    padded = np.full((n + 2 * reach, columns.shape[1]), -1.0)
    padded[reach : reach + n] = columns
    return np.concatenate([padded[reach + shift : reach + shift + n] for shift in SHIFTS], 1)


def _place(own: Own, ending: Matrix) -> Matrix:
    n = len(own.words)
    i = np.arange(n)
    words = np.cumsum(own.words)
    parts = [i / max(n - 1, 1), np.minimum(i, 200), np.minimum(n - 1 - i, 200)]
    parts += [
        np.cumsum(part) / max(part.sum(), 1)
        for part in (own.words, own.prose * own.words, own.long_prose * own.words)
    ]
    for flags in (own.prose, own.long_prose):
        parts += _nearest(flags, words, own.words)
    before, behind = last_at(own.headline), next_at(own.headline)
    parts += [np.where(before >= 0, i - before, -1), np.where(behind < n, behind - i, -1)]
    parts += [_strongest(ending, 4), _strongest(ending, 12), np.maximum.accumulate(ending)]
    return np.column_stack(parts)


def _nearest(flags: Flags, running: Matrix, words: Matrix) -> list[Matrix]:
    """Blocks and words back to the last flagged block, ahead to the next, and between the two."""
    n = len(flags)
    i = np.arange(n)
    before, behind = last_at(flags), next_at(flags)
    start = running - words
    back = np.where(before >= 0, start - running[np.maximum(before, 0)], 250)
    ahead = np.where(behind < n, start[np.minimum(behind, n - 1)] - running, 250)
    return [
        np.where(before >= 0, np.minimum(i - before, FAR - 1), FAR),
        np.where(behind < n, np.minimum(behind - i, FAR - 1), FAR),
        clipped(back, 0, 250),
        clipped(ahead, 0, 250),
        np.minimum(behind - before, 80),
    ]


def last_at(flags: Flags) -> Ints:
    """Give for each block the last flagged block up to it, -1 where there is none."""
    return np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -1))


def next_at(flags: Flags) -> Ints:
    """Give for each block the next flagged block from it on, the number of blocks where there is none."""
    n = len(flags)
    return np.minimum.accumulate(np.where(flags, np.arange(n), n)[::-1])[::-1]


def _strongest(values: Matrix, width: int) -> Matrix:
    """The largest of the ``width`` values before each block; far below every value before the first."""
    padded = np.concatenate((np.full(width, -99.0), values))
    windows = np.lib.stride_tricks.sliding_window_view(padded[:-1], width)
    return np.asarray(windows.max(1))


def _spans(own: Own) -> Matrix:
    """The stretch with most prose for several prices of what is not prose; where each block stands to it."""
    n = len(own.words)
    i = np.arange(n)
    parts = []
    total = max(float((own.prose * own.words).sum()), 1.0)
    for price in SPANS:
        gain = np.where(own.prose, own.words, -price * (1 + np.minimum(own.words, 15)))
        first, last = best_span(gain)
        share = np.maximum(gain[first : last + 1], 0).sum() / total
        parts += [
            (i >= first) & (i <= last),
            clipped(i - first, -50, 50),
            clipped(last - i, -50, 50),
            np.full(n, share),
        ]
    return np.column_stack(parts)


def best_span(gain: Matrix) -> tuple[int, int]:
    """Give first and last of the run with the largest sum; last is before first where none gains.

    >>> best_span(np.array([-1.0, 2.0, -1.0, 3.0, -5.0, 1.0]))
    (1, 3)
    """
    running = np.concatenate(([0.0], np.cumsum(gain)))
    after = int((running - np.minimum.accumulate(running)).argmax())
    return (int(running[: after + 1].argmin()), after - 1) if after else (0, -1)


def _page(own: Own, columns: Matrix, at: dict[str, int]) -> Matrix:
    words = own.words
    total = max(float(words.sum()), 1.0)
    mean = columns.mean(0)
    weighted = words @ columns / total
    chosen = words[own.long_prose]
    strongest = np.sort(columns[:, at["lexicon_end"]])[-3:].mean()
    return np.array(
        [
            len(words),
            words.sum(),
            (words * own.prose).sum() / total,
            chosen.sum() / total,
            (words <= 4).mean(),
            words.max(),
            mean[at["bullet"]],
            (columns[:, at["blank_after"]] > 1).mean(),
            len(chosen),
            np.median(chosen) if len(chosen) else 0.0,
            weighted[at["capitalised_words"]],
            weighted[at["function_word_share"]],
            weighted[at["cjk"]],
            (columns[:, at["indent"]] > 0).mean(),
            weighted[at["lexicon_block"]],
            mean[at["clock_times"]] + mean[at["years"]],
            mean[at["copies_but_digits"]],
            mean[at["currencies"]],
            strongest,
            weighted[at["number_words"]],
            mean[at["brackets"]],
            mean[at["phrase"]],
        ]
    )
