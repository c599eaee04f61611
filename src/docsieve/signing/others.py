"""Headings of lists of people who do not sign: boards, speakers, juries, partners, readings."""

from collections.abc import Sequence

from docsieve.memory import remembered
from docsieve.signing.enumerations import is_enumeration
from docsieve.signing.evidence import naming
from docsieve.signing.lines import Line, bare
from docsieve.signing.phrases import is_phrase, opening_phrase, our_words

LONGEST_HEADING = 6
# So many lines below such a heading, each so much like a name, are its list.
LINES_BELOW, LEAST_NAMING = 2, 0.3


def heads_other_list(lines: Sequence[Line], position: int) -> bool:
    """Say whether a line heads a list of others than those who sign: ``Our board``, and names below it.

    The same words with nothing but a body below them are who signs: ``Board``, ``Harbour Union``.
    """
    return names_others(lines[position]) and _has_list(lines[position + 1 : position + 1 + LINES_BELOW])


def names_others(line: Line) -> bool:
    """Say whether a line is the heading of a list of others than those who sign, whatever stands below."""
    if line.is_sentence or line.is_long or line.marker or not 0 < len(line.words) <= LONGEST_HEADING:
        return False
    return is_of_others(line.body)


@remembered
def is_of_others(body: str) -> bool:
    """Say whether words are those of a list of others than those who sign: ``Our partners``."""
    words = [word for word in bare(body.split()) if not word[:1].isdigit()]
    while len(words) > 1 and words[0] in our_words() and opening_phrase(words, "other_lists") == "":
        words = words[1:]
    while len(words) > 1 and words[-1] in our_words():
        words = words[:-1]
    return is_phrase(words, "other_lists")


def _has_list(below: Sequence[Line]) -> bool:
    named = len(below) == LINES_BELOW and all(naming(line) >= LEAST_NAMING for line in below)
    return named or any(is_enumeration(line.text) for line in below[:1])
