"""Dumps that lost the lines of their page: what is left says nothing of where chrome stands."""

from collections.abc import Sequence

from docsieve.model import Finding

# A paragraph is hardly ever longer; a page on one line nearly always is.
LEAST_LONG_LINE = 1000
MOST_BLOCKS = 3
MOST_IN_ONE_LINE = 0.9
# Menus and lists of names are single words, too, but fewer, and mostly capitalised.
LEAST_LINES = 40
MOST_SINGLE_WORDS = 0.8
LEAST_SMALL = 0.4
LONGEST_WORD, LONGEST_CJK_WORD = 24, 4
CJK = "\u2e80"


def layout_findings(texts: Sequence[str]) -> tuple[Finding, ...]:
    """Say what is wrong with the lines of a document as a whole; nothing for most.

    ``one_long_line``: at most three blocks, of which one has more than nine in ten of the characters, at
    least a thousand; measured is its share. ``one_word_a_line``: more than eight in ten of forty lines or
    more are single words, as running text has them; measured is their share.
    """
    long_line, single = _share_of_longest(texts), single_words(texts)
    found = []
    if long_line > MOST_IN_ONE_LINE:
        found.append(Finding("one_long_line", long_line, MOST_IN_ONE_LINE))
    if single > MOST_SINGLE_WORDS:
        found.append(Finding("one_word_a_line", single, MOST_SINGLE_WORDS))
    return tuple(found)


def _share_of_longest(texts: Sequence[str]) -> float:
    longest = max(map(len, texts), default=0)
    if len(texts) > MOST_BLOCKS or longest < LEAST_LONG_LINE:
        return 0.0
    return longest / sum(map(len, texts))


def single_words(texts: Sequence[str]) -> float:
    """Give the share of lines that are one word; 0 for fewer than forty, or where few begin small.

    >>> single_words("we ask the council to light the lamp again before winter comes".split() * 4)
    1.0
    >>> single_words(["Home", "About", "News", "Contact"] * 20)
    0.0
    """
    if len(texts) < LEAST_LINES:
        return 0.0
    single = [text for text in texts if len(text) <= LONGEST_WORD and _is_word(text)]
    capital = sum(text[:1].isupper() or not text[:1].isalpha() for text in single)
    if not single or 1 - capital / len(single) < LEAST_SMALL:
        return 0.0
    return len(single) / len(texts)


def _is_word(text: str) -> bool:
    wide = not text.isascii() and any(character > CJK for character in text)
    return len(text) <= (LONGEST_CJK_WORD if wide else LONGEST_WORD) and len(text.split()) == 1
