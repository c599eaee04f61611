"""The hand-made word lists by which a line says what it is: salutation, byline, post date, kind of text."""

import json
from functools import cache
from importlib.resources import files

from docsieve.dates.words import fold


@cache
def phrases(what: str) -> frozenset[tuple[str, ...]]:
    """Returns one list of the table, each phrase as folded words; raises KeyError for an unknown list."""
    path = files("docsieve") / "data" / "metadata_words.json"
    return frozenset(words(phrase) for phrase in json.loads(path.read_text(encoding="utf-8"))[what])


@cache
def longest(what: str) -> int:
    """Returns how many words the longest phrase of a list has."""
    return max(len(phrase) for phrase in phrases(what))


def words(text: str) -> tuple[str, ...]:
    """Returns the folded words of a text; a colon stays with its word, for "To:" is not "to".

    >>> words("À l'attention de: MAYIS")
    ('a', "l'attention", 'de:', 'mayis')
    """
    straight = fold(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return tuple(bare for word in straight.split() if (bare := word.strip(EDGES)))


EDGES = " .,;!?()[]{}\"'“”„«»‘’|/*•·–—-\ufeff\u200b"


def opens_with(said: tuple[str, ...], what: str) -> int:
    """Returns how many words of a list's phrase the words open with; 0 where they do not.

    >>> opens_with(words("Dear friends,"), "salutations"), opens_with(words("Fear not"), "salutations")
    (1, 0)
    """
    most = min(longest(what), len(said))
    return next((count for count in range(most, 0, -1) if said[:count] in phrases(what)), 0)


def has_phrase(said: tuple[str, ...], what: str) -> bool:
    """Tells whether a phrase of a list stands anywhere in the words, a colon after it or not."""
    bare = tuple(word.rstrip(":") for word in said)
    return any(opens_with(bare[at:], what) for at in range(len(bare)))
