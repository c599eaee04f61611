"""What each block measures by itself and against its own page: one row a measure, several pages at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from docsieve.scorer import text as t
from docsieve.scorer.pages import Pages
from docsieve.scorer.text import Columns, Flags, Ints

Matrix: TypeAlias = npt.NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.int64, np.signedinteger[Any])

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
    """What the blocks of some pages measure, as boxes; ``rows`` has the measures, a box each.

    ``words``, ``prose`` (1 or 0), ``long_prose`` and ``headline`` are what the neighbours' view is made of.
    """

    rows: Matrix
    words: Matrix
    prose: Matrix
    long_prose: Matrix
    headline: Matrix


def clipped(values: npt.NDArray[Number], least: float, most: float) -> npt.NDArray[Number]:
    """Give values within bounds; a third of the time of numpy's own way, which asks for types first."""
    bounded: npt.NDArray[Number] = np.minimum(np.maximum(values, least), most)
    return bounded


def own_measures(text: Columns, function_word: Flags, separators: Sequence[str], pages: Pages) -> Own:
    """Measure every block by itself, against its page's other blocks, and by its layout."""
    counts = np.bincount(text.token_line, minlength=text.lines).astype(np.float64)
    alone, prose = _alone(text, counts, function_word, pages)
    long_prose = prose & (counts >= LONG_PROSE_WORDS)
    within, headline = _within_page(text, function_word, long_prose, pages)
    layout = _layout(separators, pages)
    joined = _joined(alone, counts, layout[0], pages)
    usual = median(pages.boxed(counts), pages.boxed(long_prose) > 0, 1.0)
    longest = counts / np.maximum(usual, 1.0)[pages.page]
    rows = np.concatenate((alone, within, layout, joined, longest[None]))
    return Own(pages.boxed(rows), *(pages.boxed(each) for each in (counts, prose, long_prose, headline)))


def median(values: Matrix, counted: Flags, of_none: float) -> Matrix:
    """Give the median of the counted values of each row, ``of_none`` where none is."""
    ordered = np.sort(np.where(counted, values, np.inf), 1)
    many = counted.sum(1)
    row = np.arange(len(values))
    middle = (ordered[row, np.maximum(many - 1, 0) // 2] + ordered[row, np.minimum(many // 2, many - 1)]) / 2
    return np.where(many, middle, of_none)


def _alone(text: Columns, counts: Matrix, function_word: Flags, pages: Pages) -> tuple[Matrix, Flags]:
    n = text.lines
    of_class = np.bincount(text.classes * np.int64(n) + text.line, minlength=n * t.CLASSES)
    chars = of_class.reshape(t.CLASSES, n).astype(np.float64)
    length = np.maximum(text.lengths, 1).astype(np.float64)
    words = np.maximum(counts, 1)
    letters = chars[t.LOWER] + chars[t.UPPER] + chars[t.UNCASED] + chars[t.CJK]
    opening = text.classes[text.first]
    size = text.after - text.first
    numeric = opening == t.DIGIT

    def per_block(tokens: Flags) -> Matrix:
        return np.bincount(text.token_line[tokens], minlength=n).astype(np.float64)

    functional = per_block(function_word)
    longest = np.zeros(n)
    filled = np.flatnonzero(counts)
    if len(filled):
        begins = np.concatenate(([0], np.cumsum(counts[filled])[:-1].astype(np.int64)))
        longest[filled] = np.maximum.reduceat(size, begins)
    stops, commas = chars[t.STOP], chars[t.COMMA]
    unknown_language = (np.bincount(pages.page, functional, len(pages.counts)) == 0)[pages.page]
    prose = (counts >= LEAST_PROSE_WORDS) & ((functional >= 0.15 * words) | unknown_language)
    prose |= (chars[t.CJK] >= LEAST_PROSE_CHARACTERS) & (stops + commas >= 1)
    prose |= (counts >= 20) & (stops + commas >= 1)
    rows = (
        length,
        counts,
        (letters + chars[t.DIGIT]) / words,
        functional / words,
        functional,
        chars[t.UPPER] / np.maximum(letters, 1),
        per_block(opening == t.UPPER) / words,
        per_block(numeric) / words,
        chars[t.DIGIT] / length,
        chars[t.CJK] / length,
        stops,
        stops / length,
        commas,
        commas / length,
        chars[t.QUOTE],
        chars[t.BRACKET],
        chars[t.SYMBOL],
        chars[t.SYMBOL] / length,
        chars[t.DASH],
        *_ends(text, pages),
        *_inside(text, pages),
        per_block(numeric & (size == 4)),
        per_block(numeric & (size <= 2)),
        longest,
        prose,
        prose & (counts >= LONG_PROSE_WORDS),
    )
    return np.array(rows, np.float64), prose


def _ends(text: Columns, pages: Pages) -> tuple[Flags, ...]:
    """How blocks begin and end: sentence end, colon, ellipsis, question, comma; case, digit, stop, bullet."""
    inked = np.flatnonzero(text.classes != t.SPACE)
    starts = np.cumsum(text.lengths + 1) - text.lengths - 1
    page_start = starts[pages.first][pages.page]
    if not len(inked):
        inked = np.zeros(1, np.int64)
    at = np.searchsorted(inked, np.append(starts, len(text.classes)))
    some = at[1:] > at[:-1]
    first = np.where(some, inked[np.minimum(at[:-1], len(inked) - 1)], page_start)
    last = np.where(some, inked[np.maximum(at[1:] - 1, 0)], page_start)
    before = np.maximum(last - 1, page_start)
    means, kind, opening = text.means[last], text.classes[last], text.classes[first]
    closed = (kind == t.STOP) | (((kind == t.QUOTE) | (kind == t.BRACKET)) & (text.classes[before] == t.STOP))
    dots = (text.codes[last] == ord(".")) & (text.codes[before] == ord("."))
    spaced = text.classes[np.minimum(first + 1, len(text.classes) - 1)] == t.SPACE
    return (
        closed, means & t.COLON > 0, (means & t.ELLIPSIS > 0) | dots, means & t.ASKING > 0,
        means & t.COMMA_LIKE > 0,
        opening == t.LOWER, opening == t.UPPER, opening == t.DIGIT,
        (opening == t.STOP) | (opening == t.COMMA),
        (text.means[first] & t.BULLET > 0) & spaced,
    )  # fmt: skip


def _inside(text: Columns, pages: Pages) -> tuple[Ints, ...]:
    """Counts of what stands inside: what ``SELF`` names from pipes to currencies."""
    marked = np.flatnonzero(text.means)
    means, line = text.means[marked], text.line[marked]
    colon = marked[(means & t.COLON > 0) & (marked > 0) & (marked < len(text.codes) - 2)]
    colon = colon[pages.page[text.line[colon]] == pages.page[text.line[colon - 1]]]
    digit, space, stop = (text.classes == kind for kind in (t.DIGIT, t.SPACE, t.STOP))
    links = colon[(text.codes[colon + 1] == ord("/")) & (text.codes[colon + 2] == ord("/"))]
    times = colon[digit[colon - 1] & digit[colon + 1]]
    ends = np.flatnonzero(stop[:-2] & space[1:-1])
    following = text.classes[ends + 2]
    opens = (following == t.UPPER) | (following == t.UNCASED)
    ends = ends[opens & (text.line[ends] == text.line[ends + 2])]
    gaps = np.flatnonzero(space[1:-1] & space[2:] & ~space[:-2])
    gaps = gaps[pages.page[text.line[gaps]] == pages.page[text.line[gaps + 2]]]

    def count(lines: Ints) -> Ints:
        return np.bincount(lines, minlength=text.lines)

    return (
        count(line[means & t.PIPE > 0]),
        count(line[means & t.AT > 0]),
        count(line[means & t.COPYRIGHT > 0]),
        count(text.line[links]),
        count(text.line[times]),
        count(np.concatenate((text.line[ends], line[means & t.WIDE_STOP > 0]))),
        count(text.line[gaps]),
        count(line[means & t.CURRENCY > 0]),
    )


def _within_page(
    text: Columns, function_word: Flags, long_prose: Flags, pages: Pages
) -> tuple[Matrix, Flags]:
    """Copies on the page, words shared with its prose and with its first block."""
    n = text.lines
    numeric = text.classes[text.first] == t.DIGIT
    content = ~function_word & ~numeric
    _, token, on_page = np.unique(
        _on_page(text.hash, pages.page[text.token_line]), return_inverse=True, return_counts=True
    )
    in_prose = long_prose[text.token_line]
    elsewhere = np.bincount(token[in_prose], minlength=len(on_page))[token] - in_prose > 0
    is_first = np.zeros(n, bool)
    is_first[pages.first] = True
    of_first = np.zeros(len(on_page), bool)
    of_first[token[is_first[text.token_line]]] = True

    def per_block(tokens: Flags) -> Ints:
        return np.bincount(text.token_line[tokens], minlength=n)

    own = per_block(content).astype(np.float64)
    shared, topical = per_block(content & of_first[token]), per_block(content & elsewhere)
    once = per_block(content & (on_page[token] == 1))
    some, of_the_first = np.maximum(own, 1), np.maximum(own[pages.first], 1)[pages.page]
    headline = (shared >= 2) & (shared >= 0.6 * some) & (shared >= 0.4 * of_the_first) & ~is_first
    rows = (
        _copies(text, np.ones(len(token), bool), pages),
        _copies(text, ~numeric, pages),
        topical / some,
        once / some,
        own,
        shared / some,
        shared / of_the_first,
        headline,
    )
    return np.array(rows, np.float64), headline


def _on_page(hashes: t.Hashes, page: Ints) -> t.Hashes:
    """Make hashes of two pages differ: the page's number in front, 54 bits of each behind."""
    return (page.astype(np.uint64) << np.uint64(54)) | (hashes >> np.uint64(10))


def _copies(text: Columns, counted: Flags, pages: Pages) -> Ints:
    """How many blocks of the page have the same tokens, whatever their order."""
    whole = np.zeros(text.lines, np.uint64)
    np.add.at(whole, text.token_line[counted], t.mixed(text.hash[counted]))
    _, block, count = np.unique(_on_page(whole, pages.page), return_inverse=True, return_counts=True)
    return count[block]


def _layout(separators: Sequence[str], pages: Pages) -> Matrix:
    """Blank lines around a block and its indent, as the separators show them."""
    known = {each: (each.count("\n"), len(each) - each.rfind("\n") - 1) for each in set(separators)}
    breaks, trailing = np.array([known[each] for each in separators], np.float64).T
    before, indent = np.zeros((2, len(breaks)))
    before[1:], indent[1:] = breaks[:-1], np.minimum(trailing[:-1], 80)
    before[pages.first] = indent[pages.first] = 0
    step = np.diff(indent, prepend=0.0)
    step[pages.first] = 0
    after = np.append(step[1:], 0.0)
    after[pages.first[1:] - 1] = 0
    return np.array((np.minimum(before, 4), np.minimum(breaks, 4), indent, step, after))


def _joined(alone: Matrix, counts: Matrix, blank_before: Matrix, pages: Pages) -> Matrix:
    """Words and number of the blocks that were one sentence before a dumper broke it at its tags.

    A block goes on with the one before where that has no end and this starts in lower case or with a
    stop, or where that ends in a comma.
    """
    closed, comma = (alone[SELF.index(name)] > 0 for name in ("ends_as_sentence", "ends_with_comma"))
    lower, stop = (alone[SELF.index(name)] > 0 for name in ("starts_lower", "starts_with_stop"))
    goes_on = np.zeros(len(counts), bool)
    goes_on[1:] = (((lower | stop)[1:] & ~closed[:-1]) | comma[:-1]) & (blank_before[1:] <= 1)
    goes_on[pages.first] = False
    chain = np.cumsum(~goes_on) - 1
    return np.array((np.bincount(chain, counts)[chain], np.bincount(chain)[chain]))
