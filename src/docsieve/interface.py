"""Interface phrases: how much of a line is made of what publishing platforms print around a text."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from docsieve.memory import remembered
from docsieve.values import value

TOKEN = re.compile(r"%[sd]|[^\W_]+")
SLOT = "{}"
SENTENCE_STOPS = (".", "!", "。", "।")
NUMBER = "{n}"
PLACE = re.compile(r"(\{n?\})")
# Longest phrase of the table is a cookie sentence of 40 words; longer lines are prose.
MOST_TOKENS = 60
MOST_SLOT_TOKENS = 12
TABLES = ("chrome.tsv", "phrases.tsv")
# Ordinary words are chrome only in company: a line of one of them may be a heading. What they are in it:
WEAK = {"navigation_word": "navigation", "form_field": "comment_form"}
# Whatever language a page is in, platforms that nobody translated speak this one.
EVERYWHERE = "en"
# Below signatures a line that is one phrase from end to end is chrome in whatever language it is.
ALL = ""


@value
class Coverage:
    """The share of a line's words that phrases cover, and the category that covers most of them.

    ``whole`` says that the line is one phrase from end to end, not several beside each other. A line
    of one ordinary word (``navigation_word``, ``form_field``) is for its neighbours to judge.
    """

    category: str = ""
    share: float = 0.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases as word sequences: whole ones by their words, ones with slots by their first real word.

    ``lengths`` tells for the first word of whole phrases how long they are, the longest first.
    """

    whole: Mapping[tuple[str, ...], str]
    lengths: Mapping[str, Sequence[int]]
    slotted: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def tokens(text: str) -> list[str]:
    """Give the lower-cased words of a line; ``%s`` and ``%d`` are words, other punctuation is not.

    >>> tokens("Log Out /  Change ) %s")
    ['log', 'out', 'change', '%s']
    """
    return TOKEN.findall(_plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _has_too_many_words(plain: str) -> bool:
    """Say of most prose what its tokens would say, in a tenth of the time: words of letters are tokens."""
    words = plain.split()
    return len(words) > MOST_TOKENS and sum(map(str.isalpha, words)) > MOST_TOKENS


@cache
def table(language: str = EVERYWHERE) -> Table:
    """Give the phrases of a language and English: the project's own rows first, then the compiled ones.

    Phrases of other languages are left out, since short words of one are chrome of another ("men"); ``ALL``
    gives those of all.
    """
    whole: dict[tuple[str, ...], str] = {}
    slotted: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for category, spoken, _platform, phrase in _rows():
        if language != ALL and spoken not in (language, EVERYWHERE):
            continue
        words = _phrase_words(phrase)
        if SLOT in words or NUMBER in words:
            anchor = next(word for word in words if word not in (SLOT, NUMBER))
            slotted.setdefault(anchor, []).append((words, category))
        else:
            whole.setdefault(words, category)
    lengths: dict[str, set[int]] = {}
    for words in whole:
        lengths.setdefault(words[0], set()).add(len(words))
    return Table(whole, {first: sorted(own, reverse=True) for first, own in lengths.items()}, slotted)


@cache
def _rows() -> list[list[str]]:
    texts = [(files("docsieve") / "data" / name).read_text(encoding="utf-8") for name in TABLES]
    lines = [line for text in texts for line in text.splitlines()]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def coverage(text: str, phrases: Table | None = None) -> Coverage:
    """Say how much of one line is interface phrases, and of which category.

    A line longer than any phrase could make it is prose and has none; does not look at neighbours.

    >>> coverage("Leave a Reply Cancel reply")
    Coverage(category='comment_form', share=1.0, whole=True)
    >>> coverage("Leave a reply with the harbour master by noon.").share < 0.5
    True
    """
    if len(text) > MOST_TOKENS * 12:
        return Coverage()
    plain = _plain(text)
    words = [] if _has_too_many_words(plain) else TOKEN.findall(plain)
    if not words or len(words) > MOST_TOKENS:
        return Coverage()
    phrases = phrases or table()
    slotted = _slotted(words, phrases, open_end=not text.rstrip().endswith(SENTENCE_STOPS))
    return Coverage(slotted, 1.0, whole=True) if slotted else _tiled(words, phrases)


@remembered
def coverage_in(text: str, language: str) -> Coverage:
    """Say how much of one line is interface phrases of a language, or of English."""
    return coverage(text, table(language))


def _phrase_words(phrase: str) -> tuple[str, ...]:
    pieces = PLACE.split(phrase)
    return tuple(word for piece in pieces for word in ([piece] if piece in (SLOT, NUMBER) else tokens(piece)))


def _slotted(words: Sequence[str], phrases: Table, *, open_end: bool) -> str:
    """Give the category of the phrase with slots that the words are; a link ending in a slot has no stop."""
    for word in words:
        for pattern, category in phrases.slotted.get(word, ()):
            closed = category == "navigation" and pattern[-1] == SLOT and not open_end
            if not closed and _fills(words, pattern):
                return category
    return ""


def _fills(words: Sequence[str], pattern: Sequence[str]) -> bool:
    """Say whether the words are the pattern with each slot filled by one to twelve words.

    Each literal run is taken where it first follows, so the walk is linear; it may miss a filling
    that needs a later place, never find a wrong one.
    """
    place = 0
    room = False
    for index, part in enumerate(pattern):
        if part == SLOT:
            place, room = place + 1, True
        elif not room:
            if place >= len(words) or not _is(words[place], part):
                return False
            place += 1
        else:
            at = _find(words, part, place, last=SLOT not in pattern[index:] and index == len(pattern) - 1)
            if at < 0 or at - place > MOST_SLOT_TOKENS:
                return False
            place, room = at + 1, False
    return place <= len(words) and (
        0 <= len(words) - place <= MOST_SLOT_TOKENS if room else place == len(words)
    )


def _is(word: str, part: str) -> bool:
    return word == part or (part == NUMBER and (word.isdigit() or word == "one"))


def _find(words: Sequence[str], part: str, place: int, *, last: bool) -> int:
    if last:
        return len(words) - 1 if len(words) > place and _is(words[-1], part) else -1
    return next((at for at in range(place, len(words)) if _is(words[at], part)), -1)


def _tiled(words: Sequence[str], phrases: Table) -> Coverage:
    """Cover the line from left to right with the longest phrase at each place."""
    covered: dict[str, int] = {}
    pieces = place = 0
    while place < len(words):
        length, category = _longest_at(words, place, phrases)
        if length:
            covered[category] = covered.get(category, 0) + length
            pieces += 1
        place += length or 1
    category = max(sorted(covered), key=lambda name: covered[name], default="")
    share = sum(covered.values()) / len(words)
    if pieces == 1 and category in WEAK:
        return Coverage(category, share, share == 1.0) if share == 1.0 else Coverage()
    return Coverage(WEAK.get(category, category), share, pieces == 1 and share == 1.0)


def _longest_at(words: Sequence[str], place: int, phrases: Table) -> tuple[int, str]:
    for length in phrases.lengths.get(words[place], ()):
        category = phrases.whole.get(tuple(words[place : place + length]))
        if category and place + length <= len(words):
            return length, category
    return 0, ""
