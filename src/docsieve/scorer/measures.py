"""What each block measures by itself and against its own page: one column a measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from docsieve.scorer import text as t
from docsieve.scorer.text import Columns, Flags, Ints

Matrix: TypeAlias = npt.NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.int64)

# Prose: eight words with function words among them, or fifteen CJK characters with a stop.
LEAST_PROSE_WORDS: Final = 8
LEAST_PROSE_CHARACTERS: Final = 15
LONG_PROSE_WORDS: Final = 14
SELF: Final = (
    "characters", "words", "letters_a_word", "function_word_share", "function_words",
    "capital_letters", "capitalised_words", "number_words", "digits", "cjk", "stops", "stop_share",
    "commas", "comma_share", "quotes", "brackets", "symbols", "symbol_share", "dashes",
    "ends_as_sentence", "ends_with_colon", "ends_open", "ends_asking", "ends_with_comma",
    "starts_lower", "starts_upper", "starts_with_digit", "starts_with_stop", "bullet", "pipes",
    "at_signs", "copyright", "links", "clock_times", "sentences", "column_gaps", "currencies",
    "years", "small_numbers", "longest_word", "prose", "long_prose",
)  # fmt: skip
PAGE: Final = (
    "copies", "copies_but_digits", "words_of_the_prose", "words_once", "content_words",
    "words_of_the_first_block", "share_of_the_first_block", "repeats_the_first_block",
    "blank_before", "blank_after", "indent", "indent_step_before", "indent_step_after",
    "sentence_words", "sentence_blocks", "longest_prose_ratio",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """What the blocks of one page measure, and the sums that the neighbours' view is made of."""

    columns: Matrix
    words: Matrix
    prose: Flags
    long_prose: Flags
    headline: Flags


def clipped(values: npt.NDArray[Number], least: float, most: float) -> npt.NDArray[Number]:
    """Give values within bounds; a third of the time of numpy's own way, which asks for types first."""
    bounded: npt.NDArray[Number] = np.minimum(np.maximum(values, least), most)
    return bounded


def own_measures(text: Columns, function_word: Flags, separators: Sequence[str]) -> Own:
    """Measure every block by itself, against the page's other blocks, and by its layout."""
    counts = np.bincount(text.token_line, minlength=text.lines).astype(np.float64)
    alone, prose = _alone(text, counts, function_word)
    long_prose = prose & (counts >= LONG_PROSE_WORDS)
    page, headline = _within_page(text, function_word, long_prose)
    layout = _layout(separators)
    joined = _joined(alone, counts, layout[:, 0])
    longest = counts / max(float(np.median(counts[long_prose])) if long_prose.any() else 1.0, 1.0)
    return Own(np.column_stack((alone, page, layout, joined, longest)), counts, prose, long_prose, headline)


def _alone(text: Columns, counts: Matrix, function_word: Flags) -> tuple[Matrix, Flags]:
    n = text.lines
    of_class = np.bincount(text.line * t.CLASSES + text.classes, minlength=n * t.CLASSES).reshape(
        n, t.CLASSES
    )
    chars = of_class.astype(np.float64)
    length = np.maximum(text.lengths, 1).astype(np.float64)
    words = np.maximum(counts, 1)
    letters = chars[:, [t.LOWER, t.UPPER, t.UNCASED, t.CJK]].sum(1)
    opening = text.classes[text.first]
    size = text.after - text.first
    numeric = opening == t.DIGIT

    def per_block(tokens: Flags) -> Matrix:
        return np.bincount(text.token_line[tokens], minlength=n).astype(np.float64)

    functional = per_block(function_word)
    longest = np.zeros(n)
    np.maximum.at(longest, text.token_line, size.astype(np.float64))
    stops, commas = chars[:, t.STOP], chars[:, t.COMMA]
    prose = (counts >= LEAST_PROSE_WORDS) & ((functional >= 0.15 * words) | (not functional.any()))
    prose |= (chars[:, t.CJK] >= LEAST_PROSE_CHARACTERS) & (stops + commas >= 1)
    prose |= (counts >= 20) & (stops + commas >= 1)
    columns = np.column_stack(
        (
            length,
            counts,
            (letters + chars[:, t.DIGIT]) / words,
            functional / words,
            functional,
            chars[:, t.UPPER] / np.maximum(letters, 1),
            per_block(opening == t.UPPER) / words,
            per_block(numeric) / words,
            chars[:, t.DIGIT] / length,
            chars[:, t.CJK] / length,
            stops,
            stops / length,
            commas,
            commas / length,
            chars[:, t.QUOTE],
            chars[:, t.BRACKET],
            chars[:, t.SYMBOL],
            chars[:, t.SYMBOL] / length,
            chars[:, t.DASH],
            _ends(text),
            _inside(text),
            per_block(numeric & (size == 4)),
            per_block(numeric & (size <= 2)),
            longest,
            prose,
            prose & (counts >= LONG_PROSE_WORDS),
        )
    )
    return columns, prose


def _ends(text: Columns) -> Matrix:
    """How blocks begin and end: sentence end, colon, ellipsis, question, comma; case, digit, stop, bullet."""
    inked = np.flatnonzero(text.classes != t.SPACE)
    line = text.line[inked]
    last = np.zeros(text.lines, np.int64)
    first = np.zeros(text.lines, np.int64)
    last[line] = inked
    first[line[::-1]] = inked[::-1]
    before = np.maximum(last - 1, 0)
    means, kind, opening = text.means[last], text.classes[last], text.classes[first]
    closed = (kind == t.STOP) | (((kind == t.QUOTE) | (kind == t.BRACKET)) & (text.classes[before] == t.STOP))
    dots = (text.codes[last] == ord(".")) & (text.codes[before] == ord("."))
    spaced = text.classes[np.minimum(first + 1, len(text.classes) - 1)] == t.SPACE
    return np.column_stack((
        closed, means & t.COLON > 0, (means & t.ELLIPSIS > 0) | dots, means & t.ASKING > 0,
        means & t.COMMA_LIKE > 0,
        opening == t.LOWER, opening == t.UPPER, opening == t.DIGIT,
        (opening == t.STOP) | (opening == t.COMMA),
        (text.means[first] & t.BULLET > 0) & spaced,
    )).astype(np.float64)  # fmt: skip


def _inside(text: Columns) -> Matrix:
    """Counts of what stands inside: what ``SELF`` names from pipes to currencies."""
    marked = np.flatnonzero(text.means)
    means, line = text.means[marked], text.line[marked]
    colon = marked[(means & t.COLON > 0) & (marked > 0) & (marked < len(text.codes) - 2)]
    digit, space, stop = (text.classes == kind for kind in (t.DIGIT, t.SPACE, t.STOP))
    links = colon[(text.codes[colon + 1] == ord("/")) & (text.codes[colon + 2] == ord("/"))]
    times = colon[digit[colon - 1] & digit[colon + 1]]
    ends = np.flatnonzero(stop[:-2] & space[1:-1])
    ends = ends[
        np.isin(text.classes[ends + 2], (t.UPPER, t.UNCASED)) & (text.line[ends] == text.line[ends + 2])
    ]
    gaps = np.flatnonzero(space[1:-1] & space[2:] & ~space[:-2])

    def count(lines: Ints) -> Ints:
        return np.bincount(lines, minlength=text.lines)

    sentences = np.concatenate((text.line[ends], line[means & t.WIDE_STOP > 0]))
    return np.column_stack(
        (
            count(line[means & t.PIPE > 0]),
            count(line[means & t.AT > 0]),
            count(line[means & t.COPYRIGHT > 0]),
            count(text.line[links]),
            count(text.line[times]),
            count(sentences),
            count(text.line[gaps]),
            count(line[means & t.CURRENCY > 0]),
        )
    )


def _within_page(text: Columns, function_word: Flags, long_prose: Flags) -> tuple[Matrix, Flags]:
    """Copies on the page, words shared with its prose and with its first block."""
    n = text.lines
    numeric = text.classes[text.first] == t.DIGIT
    content = ~function_word & ~numeric
    _, token, on_page = np.unique(text.hash, return_inverse=True, return_counts=True)
    in_prose = long_prose[text.token_line]
    elsewhere = np.bincount(token[in_prose], minlength=len(on_page))[token] - in_prose > 0
    of_first = np.zeros(len(on_page), bool)
    of_first[token[text.token_line == 0]] = True
    own = np.bincount(text.token_line[content], minlength=n).astype(np.float64)
    shared = np.bincount(text.token_line[content & of_first[token]], minlength=n)
    topical = np.bincount(text.token_line[content & elsewhere], minlength=n)
    once = np.bincount(text.token_line[content & (on_page[token] == 1)], minlength=n)
    some = np.maximum(own, 1)
    headline = (shared >= 2) & (shared >= 0.6 * some) & (shared >= 0.4 * max(own[0], 1)) & (np.arange(n) > 0)
    columns = np.column_stack(
        (
            _copies(text, np.ones(len(token), bool)),
            _copies(text, ~numeric),
            topical / some,
            once / some,
            own,
            shared / some,
            shared / max(own[0], 1),
            headline,
        )
    )
    return columns, headline


def _copies(text: Columns, counted: Flags) -> Ints:
    """How many blocks of the page have the same tokens, whatever their order."""
    whole = np.zeros(text.lines, np.uint64)
    np.add.at(whole, text.token_line[counted], t.mixed(text.hash[counted]))
    _, block, count = np.unique(whole, return_inverse=True, return_counts=True)
    return count[block]


def _layout(separators: Sequence[str]) -> Matrix:
    """Blank lines around a block and its indent, as the separators show them."""
    breaks = np.array([separator.count("\n") for separator in separators], np.float64)
    trailing = np.array([len(s) - s.rfind("\n") - 1 for s in separators], np.float64)
    indent = np.minimum(np.concatenate(([0.0], trailing[:-1])), 80)
    step = np.diff(indent, prepend=indent[0])
    return np.column_stack(
        (
            np.minimum(np.concatenate(([0.0], breaks[:-1])), 4),
            np.minimum(breaks, 4),
            indent,
            step,
            np.append(step[1:], 0.0),
        )
    )


def _joined(alone: Matrix, counts: Matrix, blank_before: Matrix) -> Matrix:
    """Words and number of the blocks that were one sentence before a dumper broke it at its tags.

    A block goes on with the one before where that has no end and this starts in lower case or with a
    stop, or where that ends in a comma.
    """
    closed, comma = (alone[:, SELF.index(name)] > 0 for name in ("ends_as_sentence", "ends_with_comma"))
    lower, stop = (alone[:, SELF.index(name)] > 0 for name in ("starts_lower", "starts_with_stop"))
    goes_on = np.zeros(len(counts), bool)
    goes_on[1:] = (((lower | stop)[1:] & ~closed[:-1]) | comma[:-1]) & (blank_before[1:] <= 1)
    chain = np.cumsum(~goes_on) - 1
    return np.column_stack((np.bincount(chain, counts)[chain], np.bincount(chain)[chain]))
