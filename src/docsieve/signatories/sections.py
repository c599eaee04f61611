"""Headings within a list that only the case of their letters tells from its names."""

from collections.abc import Sequence
from itertools import pairwise

from docsieve.folding import fold, small_words
from docsieve.signing.lines import Line
from docsieve.signing.names import is_acronym, is_uncased, traits

LEAST_HEADS, LONGEST_HEAD, LEAST_LETTERS = 3, 5, 4
MOST_OF_LIST, SHARE_OF_NAMES, MOST_LINKED = 0.5, 0.8, 0.34
MARKS = ";:()[]–—-/&@.\"'’“”«»"


def without_heads(lines: list[Line]) -> list[Line]:
    """Give the lines of a list without the headings of its sections: capitals alone, or no capital but one.

    ``TRANSPORT`` or ``Business and tourism`` above names that are written otherwise: the list begins with
    such a line, there are three or more, and names stand below each.
    """
    for is_head, are_names in ((_is_in_capitals, _are_mixed), (_is_in_small_letters, _have_capitals)):
        heads = [is_head(line) for line in lines]
        told = [line for line, head in zip(lines, heads, strict=True) if head]
        others = [line for line, head in zip(lines, heads, strict=True) if not head]
        if _are_heads(heads) and are_names(told, others):
            return others
    return lines


def _are_heads(heads: Sequence[bool]) -> bool:
    apart = not any(one and two for one, two in pairwise(heads))
    few = sum(heads) <= MOST_OF_LIST * len(heads)
    return heads[:1] == [True] and not heads[-1] and sum(heads) >= LEAST_HEADS and apart and few


def _are_mixed(heads: Sequence[Line], others: Sequence[Line]) -> bool:
    """Say whether nearly all others are not in capitals, and the headings no bodies: ``PEÑA DE LA MAR``."""
    bodies = sum(map(_links, heads)) > MOST_LINKED * len(heads)
    mixed = sum(line.body.upper() != line.body for line in others)
    return not bodies and mixed >= SHARE_OF_NAMES * len(others)


def _have_capitals(_: Sequence[Line], others: Sequence[Line]) -> bool:
    """Say whether nearly all others have more than one word with a capital."""
    named = sum(sum(word[0].isupper() for word in line.body.split()) > 1 for line in others)
    return named >= SHARE_OF_NAMES * len(others)


def _links(line: Line) -> bool:
    """Say whether a preposition or an article stands within a line, as in the names of bodies."""
    small = (small_words("prepositions") | small_words("articles")) - small_words("conjunctions")
    return any(fold(word) in small for word in line.body.split()[1:])


def _may_head(line: Line) -> bool:
    words = line.body.split()
    plain = 0 < len(words) <= LONGEST_HEAD and not any(c in MARKS or c.isdigit() for c in line.body)
    return plain and not line.marker and not is_uncased(line.body) and not traits(line.body).given


def _is_in_capitals(line: Line) -> bool:
    long = sum(map(str.isalpha, line.body)) >= LEAST_LETTERS
    return _may_head(line) and long and "," not in line.body and line.body.upper() == line.body


def _is_in_small_letters(line: Line) -> bool:
    first, *rest = line.body.split() or [""]
    small = bool(rest) and all(word[0].islower() for word in rest)
    return _may_head(line) and small and first[:1].isupper() and not is_acronym(first)
