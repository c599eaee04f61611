"""What words say of a block: hashed words and word pairs with learned weights, and function words.

The weights say how often a word stood in chrome, before an end of the text, or at its start; the words
themselves are not stored, only buckets of their hashes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docsieve.scorer.text import BASE, Columns, Flags, Hashes, Ints, mixed


@dataclass(frozen=True, slots=True)
class WordSets:
    """Which languages words belong to: the set of each, 0 none; ``spoken`` (sets, languages) is 1 or 0."""

    of_word: Ints
    spoken: npt.NDArray[np.float64]


def word_sets(languages: npt.NDArray[np.uint64]) -> WordSets:
    """Number the different sets of languages, given a bit a language; set 0 is the empty one."""
    distinct, of_word = np.unique(languages, return_inverse=True)
    return WordSets(of_word, ((distinct[:, None] >> BITS) & np.uint64(1)).astype(np.float64))


# Long blocks are prose whatever their words; their first tokens suffice.
MOST_TOKENS = 60
# Weights of the kinds of evidence before the learned ones, in 1/64.
PLACED = 45
SHORT_BLOCK = 8


def buckets(text: Columns, bits: int) -> tuple[Ints, Ints, Ints]:
    """Give line, bucket and kind-of-evidence (0 inside, 1 placed, 2 whole) of each word evidence of a text.

    Evidence: every word, every pair, the first and the last word of a block, and short blocks as a whole.
    """
    counts = np.bincount(text.token_line, minlength=text.lines)
    begins = np.cumsum(counts) - counts
    place = np.arange(len(text.hash)) - begins[text.token_line]
    near = place < MOST_TOKENS
    pairs = np.flatnonzero(near[:-1] & near[1:] & (text.token_line[:-1] == text.token_line[1:]))
    filled = np.flatnonzero(counts)
    short = np.flatnonzero((counts > 0) & (counts <= SHORT_BLOCK))
    factor = np.uint64(BASE)
    whole = np.zeros(text.lines, np.uint64)
    np.add.at(whole, text.token_line, text.hash * (2 * np.minimum(place, MOST_TOKENS) + 1).astype(np.uint64))
    hashes = (
        text.hash[near],
        mixed(text.hash[pairs] * np.uint64(31) * factor + text.hash[pairs + 1]),
        mixed((text.hash[begins[filled]] + np.uint64(77)) * factor),
        mixed((text.hash[begins[filled] + counts[filled] - 1] + np.uint64(991)) * factor),
        mixed((whole[short] + np.uint64(5)) * factor),
    )
    lines = (text.token_line[near], text.token_line[pairs], filled, filled, short)
    kinds = np.repeat(np.array([0, 0, 1, 1, 2]), [len(line) for line in lines])
    top = np.concatenate(hashes) >> np.uint64(64 - bits)
    return np.concatenate(lines), top.astype(np.int64), kinds


def scores(text: Columns, weights: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """Sum the learned weights of each block, one row a question; whole numbers."""
    lines, bucket, kinds = buckets(text, weights.shape[0].bit_length() - 1)
    counts = np.minimum(np.bincount(text.token_line, minlength=text.lines), MOST_TOKENS)
    # 64 / sqrt(n): a block's words add up, but more slowly than their number.
    share = SHARES[counts]
    factor = np.where(kinds == 0, share[lines], np.where(kinds == 1, PLACED, 64))
    return np.stack(
        [
            np.bincount(lines, weights[bucket, column] * factor, text.lines)
            for column in range(weights.shape[1])
        ]
    )


def function_words(text: Columns, words: Hashes, sets: WordSets, page: Ints) -> Flags:
    """Say which tokens are function words of the language that has most of them on their page.

    ``words`` holds a hash at the place its top bits name (0 where none), ``sets`` the languages that each
    belongs to; ``page`` names the page of each block.
    """
    place = (text.hash >> np.uint64(64 - (len(words).bit_length() - 1))).astype(np.int64)
    known = np.where(words[place] == text.hash, sets.of_word[place], 0)
    pages, kinds = int(page[-1]) + 1, len(sets.spoken)
    on_page = page[text.token_line]
    counts = np.bincount(on_page * kinds + known, minlength=pages * kinds).reshape(pages, kinds)
    chosen = (counts @ sets.spoken).argmax(1)
    return np.asarray(sets.spoken[known, chosen[on_page]] > 0)


BITS = np.arange(64, dtype=np.uint64)
SHARES = np.rint(64 / np.sqrt(np.maximum(np.arange(MOST_TOKENS + 1), 1)))
