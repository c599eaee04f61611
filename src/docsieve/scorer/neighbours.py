"""A block among its neighbours: windows around it, the nearest prose, the best span, the page as a whole."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from docsieve.scorer.measures import PAGE, SELF, Matrix, Own, clipped, median
from docsieve.scorer.pages import Pages
from docsieve.scorer.text import Flags, Ints

WINDOWS: Final = (1, 3, 8, 20)
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
    """Give the name of every row of ``view``, in order."""
    windows = [f"{name}_{side}_{k}" for side in ("before", "behind") for k in WINDOWS for name in SUMMED]
    shifted = [f"{name}_{shift:+d}" for shift in SHIFTS for name in SHIFTED]
    spans = [
        f"{name}_{i}"
        for i, _ in enumerate(SPANS)
        for name in ("in_span", "from_span_start", "to_span_end", "span_share")
    ]
    return (*SELF, *PAGE, *EVIDENCE, *PLACE, *spans, *windows, *shifted, *DOCUMENT)


def view(own: Own, evidence: Matrix, pages: Pages, into: npt.NDArray[np.float32]) -> None:
    """Write all rows, a box each: the blocks' own, the evidence, and what stands around each block.

    ``evidence`` has a box for each of ``EVIDENCE``; ``into`` is as long as ``names``.
    """
    rows = np.concatenate((own.rows, evidence))
    at = {name: index for index, name in enumerate((*SELF, *PAGE, *EVIDENCE))}
    parts = (
        rows,
        _place(own, evidence[1], pages),
        _spans(own, pages),
        _windows(_summed(own, rows, at, pages), pages),
        _shifted(rows[[at[name] for name in SHIFTED]], pages),
        _page(own, rows, at, pages)[:, :, None],
    )
    start = 0
    for part in parts:
        into[start : start + len(part)] = part
        start += len(part)


def _summed(own: Own, rows: Matrix, at: dict[str, int], pages: Pages) -> Matrix:
    words = own.words
    dated = (rows[at["years"]] > 0) & (words <= 12) | (rows[at["clock_times"]] > 0) & (words <= 15)
    return np.array(
        (
            words,
            own.prose * words,
            own.long_prose * words,
            rows[at["function_words"]],
            rows[at["capitalised_words"]] * words,
            rows[at["stops"]] + rows[at["commas"]],
            rows[at["lexicon_block"]] * np.minimum(words, 40),
            rows[at["copies"]] > 1,
            rows[at["bullet"]],
            rows[at["ends_as_sentence"]],
            (words <= 4) & pages.inside(),
            rows[at["number_words"]],
            rows[at["words_of_the_prose"]],
            dated,
            rows[at["phrase"]],
        )
    )


def sums_around(summed: Matrix, pages: Pages, widths: Sequence[int]) -> tuple[Matrix, Matrix]:
    """Sum over the blocks before and behind each block; give the sums, and how many blocks they are of.

    Sums are (2 sides, widths, rows, pages, blocks), numbers (2 sides, widths, 1, pages, blocks). Rows are
    zero behind a page's last block.
    """
    n, reach = pages.box[1], max(widths)
    running = np.zeros((*summed.shape[:-1], reach + 1 + n + reach))
    running[..., reach + 1 : reach + 1 + n] = summed
    np.cumsum(running, -1, out=running)
    up_to, with_it = running[..., reach : reach + n], running[..., reach + 1 : reach + 1 + n]
    before = [up_to - running[..., reach - k : reach - k + n] for k in widths]
    behind = [running[..., reach + 1 + k : reach + 1 + k + n] - with_it for k in widths]
    i, wide = np.arange(n), np.array(widths)[:, None, None]
    blocks = np.empty((2, len(widths), 1, *pages.box))
    blocks[0, :, 0] = np.minimum(i, wide)
    blocks[1, :, 0] = np.minimum(np.maximum(pages.counts[:, None] - 1.0 - i, 0), wide)
    return np.array((before, behind)), blocks


def _windows(summed: Matrix, pages: Pages) -> Matrix:
    """Means over the blocks before and behind each block, for each width; sums of tokens a word."""
    total, blocks = sums_around(summed, pages, WINDOWS)
    shares = total / np.maximum(blocks, 1)
    shares[:, :, PER_WORD] = total[:, :, PER_WORD] / np.maximum(total[:, :, :1], 1)
    return shares.reshape(-1, *pages.box)


def _shifted(rows: Matrix, pages: Pages) -> Matrix:
    """The named rows of the blocks around, -1 beyond the page's ends."""
    return np.concatenate(shifted(rows, pages, SHIFTS))


def shifted(rows: Matrix, pages: Pages, shifts: Sequence[int]) -> list[Matrix]:
    """Give what stands so many blocks behind (before, if negative), -1 beyond the page's ends."""
    n, reach = pages.box[1], max(shifts)
    padded = np.full((*rows.shape[:-1], n + 2 * reach), -1.0)
    padded[..., reach : reach + n] = np.where(pages.inside(), rows, -1.0)
    return [padded[..., reach + shift : reach + shift + n] for shift in shifts]


def _place(own: Own, ending: Matrix, pages: Pages) -> list[Matrix]:
    i = np.arange(pages.box[1], dtype=np.float64)
    last = pages.counts[:, None] - 1.0
    words = np.cumsum(own.words, 1)
    parts = [
        i / np.maximum(last, 1),
        np.broadcast_to(np.minimum(i, 200), pages.box),
        np.minimum(last - i, 200),
    ]
    for part in (own.words, own.prose * own.words, own.long_prose * own.words):
        running = np.cumsum(part, 1)
        parts.append(running / np.maximum(running[:, -1:], 1))
    for flags in (own.prose, own.long_prose):
        parts += _nearest(flags > 0, words, own.words, pages)
    before, behind = last_at(own.headline > 0), next_at(own.headline > 0, pages)
    none_behind = behind > last
    parts += [np.where(before >= 0, i - before, -1), np.where(none_behind, -1, behind - i)]
    inked = np.where(pages.inside(), ending, -np.inf)
    parts += [_strongest(ending, 4), _strongest(ending, 12), np.maximum.accumulate(inked, 1)]
    return parts


def _nearest(flags: Flags, running: Matrix, words: Matrix, pages: Pages) -> list[Matrix]:
    """Blocks and words back to the last flagged block, ahead to the next, and between the two."""
    n = pages.box[1]
    i = np.arange(n)
    before, behind = last_at(flags), next_at(flags, pages)
    some_before, some_behind = before >= 0, behind < pages.counts[:, None]
    start = running - words
    back = start - np.take_along_axis(running, np.maximum(before, 0), 1)
    ahead = np.take_along_axis(start, np.minimum(behind, n - 1), 1) - running
    return [
        np.where(some_before, np.minimum(i - before, FAR - 1), FAR),
        np.where(some_behind, np.minimum(behind - i, FAR - 1), FAR),
        clipped(np.where(some_before, back, 250), 0, 250),
        clipped(np.where(some_behind, ahead, 250), 0, 250),
        np.minimum(behind - before, 80),
    ]


def last_at(flags: Flags) -> Ints:
    """Give for each block the last flagged block of its page up to it, -1 where there is none."""
    return np.maximum.accumulate(np.where(flags, np.arange(flags.shape[1]), -1), 1)


def next_at(flags: Flags, pages: Pages) -> Ints:
    """Give for each block the next flagged one from it on, the page's number of blocks where none is."""
    here = np.where(flags, np.arange(flags.shape[1]), pages.counts[:, None])
    return np.minimum.accumulate(here[:, ::-1], 1)[:, ::-1]


def _strongest(values: Matrix, width: int) -> Matrix:
    """The largest of the ``width`` values before each block; far below every value before the first."""
    padded = np.concatenate((np.full((len(values), width), -99.0), values[:, :-1]), 1)
    best = padded[:, : values.shape[1]]
    for step in range(1, width):
        best = np.maximum(best, padded[:, step : step + values.shape[1]])
    return best


def _spans(own: Own, pages: Pages) -> list[Matrix | Flags | Ints]:
    """The stretch with most prose for several prices of what is not prose; where each block stands to it."""
    i = np.arange(pages.box[1])
    parts: list[Matrix | Flags | Ints] = []
    total = np.maximum((own.prose * own.words).sum(1), 1.0)
    inside = pages.inside()
    for price in SPANS:
        gain = np.where(own.prose > 0, own.words, -price * (1 + np.minimum(own.words, 15)))
        first, last = (each[:, None] for each in best_spans(np.where(inside, gain, -FAR)))
        within = (i >= first) & (i <= last)
        share = np.where(within, np.maximum(gain, 0), 0).sum(1) / total
        parts += [
            within,
            clipped(i - first, -50, 50),
            clipped(last - i, -50, 50),
            np.broadcast_to(share[:, None], pages.box),
        ]
    return parts


def best_spans(gain: Matrix) -> tuple[Ints, Ints]:
    """Give first and last of the run with the largest sum of each row; (0, -1) where none gains.

    >>> best_spans(np.array([[-1.0, 2.0, -1.0, 3.0, -5.0, 1.0]]))
    (array([1]), array([3]))
    """
    running = np.zeros((len(gain), gain.shape[1] + 1))
    np.cumsum(gain, 1, out=running[:, 1:])
    after = (running - np.minimum.accumulate(running, 1)).argmax(1)
    behind = np.arange(running.shape[1]) > after[:, None]
    first = np.where(behind, np.inf, running).argmin(1)
    return np.where(after, first, 0), after - 1


def _page(own: Own, rows: Matrix, at: dict[str, int], pages: Pages) -> Matrix:
    """What is told of the page as a whole, (``DOCUMENT``, pages)."""
    words, count = own.words, pages.counts.astype(np.float64)
    inside = pages.inside()
    total = np.maximum(words.sum(1), 1.0)

    def mean(values: Matrix | Flags) -> Matrix:
        return np.asarray(np.cumsum(values, 1, dtype=np.float64)[:, -1] / count)

    def weighted(name: str) -> Matrix:
        return np.asarray(np.cumsum(words * rows[at[name]], 1)[:, -1] / total)

    long_words = own.long_prose * words
    ending = np.sort(np.where(inside, rows[at["lexicon_end"]], -np.inf), 1)[:, -3:]
    strongest = np.where(np.isfinite(ending), ending, 0).sum(1) / np.minimum(count, 3)
    return np.array(
        [
            count,
            words.sum(1),
            (words * own.prose).sum(1) / total,
            long_words.sum(1) / total,
            mean((words <= 4) & inside),
            words.max(1),
            mean(rows[at["bullet"]]),
            mean(rows[at["blank_after"]] > 1),
            own.long_prose.sum(1),
            median(words, own.long_prose > 0, 0.0),
            weighted("capitalised_words"),
            weighted("function_word_share"),
            weighted("cjk"),
            mean(rows[at["indent"]] > 0),
            weighted("lexicon_block"),
            mean(rows[at["clock_times"]]) + mean(rows[at["years"]]),
            mean(rows[at["copies_but_digits"]]),
            mean(rows[at["currencies"]]),
            strongest,
            weighted("number_words"),
            mean(rows[at["brackets"]]),
            mean(rows[at["phrase"]]),
        ]
    )
