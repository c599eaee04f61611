"""The hand-made word lists by which a line says what it is: salutation, byline, post date, kind of text."""

import json
from functools import cache
from importlib.resources import files
from itertools import repeat

from docsieve.dates.words import fold
from docsieve.memory import remembered


@cache
def phrases(what: str) -> frozenset[tuple[str, ...]]:
    """Returns one list of the table, each phrase as folded words; raises KeyError for an unknown list."""
    path = files("docsieve") / "data" / "metadata_words.json"
    return frozenset(words(phrase) for phrase in json.loads(path.read_text(encoding="utf-8"))[what])


@cache
def openings(what: str) -> frozenset[str]:
    """Returns the words that phrases of a list begin with."""
    return frozenset(phrase[0] for phrase in phrases(what) if phrase)


@cache
def longest(what: str) -> int:
    """Returns how many words the longest phrase of a list has."""
    return max(len(phrase) for phrase in phrases(what))


@remembered
def words(text: str) -> tuple[str, ...]:
    """Returns the folded words of a text; a colon stays with its word, for "To:" is not "to".

    >>> words("À l'attention de: MAYIS")
    ('a', "l'attention", 'de:', 'mayis')
    """
    straight = fold(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return tuple(filter(None, map(str.strip, straight.split(), repeat(EDGES))))


WIDE = "\u2e80"
LONGEST_ISSUE = 6
EDGES = " .,;!?()[]{}\"'“”„«»‘’|/*•·–—-©\ufeff\u200b"


def opens_with(said: tuple[str, ...], what: str) -> int:
    """Returns how many words of a list's phrase the words open with; 0 where they do not.

    >>> opens_with(words("Dear friends,"), "salutations"), opens_with(words("Fear not"), "salutations")
    (1, 0)
    """
    if not said or said[0] not in openings(what):
        return 0
    most = min(longest(what), len(said))
    return next((count for count in range(most, 0, -1) if said[:count] in phrases(what)), 0)


def opens_kind(said: tuple[str, ...]) -> int:
    """Returns how many words of a kind of text the words open with, a colon behind it or not.

    >>> opens_kind(words("Appeal: keep the quay")), opens_kind(words("Keep the quay"))
    (1, 0)
    """
    return opens_with(tuple(word.rstrip(":：") for word in said[: longest("kinds")]), "kinds")


def issue_number(said: tuple[str, ...]) -> str:
    """Returns which number of a periodical a few words say that a text stands in; nothing for other words.

    >>> issue_number(words("Issue 27 / June 2013")), issue_number(words("Number 27 on the quay has no light"))
    ('27', '')
    """
    opened = opens_with(said[:LONGEST_ISSUE], "issues")
    number = said[opened].rstrip(":") if 0 < opened < len(said) <= LONGEST_ISSUE else ""
    return number if number.isdecimal() else ""


def has_phrase(said: tuple[str, ...], what: str) -> bool:
    """Tells whether a phrase of a list stands anywhere in the words, a colon after it or not.

    >>> has_phrase(words("发布日期:2020"), "posted"), has_phrase(words("Nothing posted:"), "posted")
    (True, True)
    """
    bare = tuple(word.rstrip(":") for word in said)
    if any(word in openings(what) and opens_with(bare[at:], what) for at, word in enumerate(bare)):
        return True
    wide = [word for word in bare if not word.isascii() and any(letter >= WIDE for letter in word)]
    return any(phrase in word for word in wide for phrase in wide_phrases(what))


@cache
def wide_phrases(what: str) -> tuple[str, ...]:
    """Returns the phrases of a list in scripts without spaces; they stand inside longer runs of letters."""
    return tuple(sorted(phrase[0] for phrase in phrases(what) if len(phrase) == 1 and phrase[0][0] >= WIDE))


def all_of(said: tuple[str, ...], what: str) -> bool:
    """Tells whether the words are phrases of a list, one after the other, and nothing else.

    >>> all_of(words("About us | News"), "menu"), all_of(words("News from us"), "menu")
    (True, False)
    """
    at = 0
    while at < len(said):
        taken = opens_with(said[at:], what)
        if not taken:
            return False
        at += taken
    return at > 0
