"""Where the text of a page stands in it: its sure prose, the title above, and whether it is a statement.

A counter of lines cannot see what a reader never misses: the line above a text that speaks of its matter
is its title, and what stands between two paragraphs of a letter is the letter.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from docsieve.dates import has_hour
from docsieve.folding import fold
from docsieve.scorer import Scores
from docsieve.signing import SigningPart
from docsieve.signing.lines import PUNCTUATION
from docsieve.signing.phrases import TEXT, common_texts, english_words, mask_of_written

# Sure prose: ten words (a CJK character is half a word) and twenty characters that the scorer keeps.
LEAST_SURE_WORDS = 10
LEAST_SURE_CHARACTERS = 20
# On 2,163 pages with a known title it stood at most so many blocks above the text.
HEAD_BLOCKS = 12
LONGEST_TITLE = 340
OPEN_ENDS = (",", ";", "、", "，", " logo")
# A title has two telling words in common with the prose, a third of its own, or repeats the first line.
LEAST_SHARED, LEAST_SHARE = 2.0, 0.34
MOST_COUNTED = 6
LEAST_TWICE_WORDS = 3
# A line that only shares words with the text; longer ones are teasers and captions, as sentences are.
LONGEST_UNMARKED, LEAST_SENTENCE = 140, 60
STOPS = (".", "。")
NOT_IN_TITLES = ("<", "{", "@", "://", "\t", "   ")
LONGEST_BYLINE_WORDS = 6
# A credit at the end of a caption, with the word before it.
MOST_CREDIT_WORDS = 7
# What a repeated first line and a word such as "letter" count beside shared words.
REPEATED, NAMED = 3.0, 1.0
TITLE_MEASURES = ("words_of_the_prose", "content_words", "repeats_the_first_block")
MOST_PARTS = 3
LONGEST_HEAD = 8
LONGEST_FOOT, FOOT_LINE = 3, 90
LONGEST_SALUTATION_WORDS = 12
SALUTATION_ENDS = (",", ":", "!", "，", "：", "、")
WIDE = "\u2e80"
LONGEST_NAMED_WORDS = 30
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Frame:
    """First and last block of a page's sure text; where it has none, ``first`` is past its end.

    ``sure`` says of every block whether it is sure prose; ``head`` is the first of the lines right above the
    text that are no menu; ``titles`` are the
    lines above its first parts that are most like their titles; ``statement`` says that the text is a
    letter, a call or a statement: titled so, addressed to somebody, or signed.
    """

    first: int
    last: int
    head: int
    titles: tuple[int, ...]
    statement: bool
    sure: tuple[bool, ...]


def frame_of(
    texts: Sequence[str],
    plain: Sequence[bool],
    dated: Sequence[bool],
    removed: Sequence[bool],
    scored: Scores,
    signing: Sequence[SigningPart],
    language: str,
) -> Frame:
    """Find the frame of a page's text.

    ``plain`` says which lines no phrase covers, no other page of the site carries and no bullet opens,
    ``dated`` which are dates, ``removed`` which blocks are known not to be the author's.
    """
    sure = tuple(
        _is_sure(text, chrome) and not gone
        for text, chrome, gone in zip(texts, scored.chrome.tolist(), removed, strict=True)
    )
    signed = [*(part.first for part in signing), *(part.last for part in signing)]
    known = [*(i for i, is_sure in enumerate(sure) if is_sure), *signed]
    if not known:
        return Frame(len(texts), -1, len(texts), (), statement=False, sure=sure)
    first, last = min(known), max(known)
    addressed = any(
        _is_salutation(texts[i]) for i in range(max(0, first - HEAD_BLOCKS), min(first + 2, len(texts)))
    )
    weigh = _Weigher(texts, scored, language, sent=bool(signing) or addressed)
    found = [
        max((i for i in above if plain[i] and not dated[i]), key=lambda i: (weigh(i), i), default=-1)
        for above in _above_parts(sure, first)
    ]
    likely = {i for i in found if i >= 0 and weigh(i) > 0 and (i < first or weigh.is_marked(i))}
    twice = _twice(texts, plain, range(max(0, first - HEAD_BLOCKS), first))
    titles = tuple(sorted(likely.union(i for i in twice if weigh.is_topical(i))))
    named = any(names_a_statement(texts[i], language) for i in titles)
    statement = bool(signing) or addressed or named
    last = _foot(texts, plain, last) if statement else last
    return Frame(first, last, _head(plain, first), titles, statement, sure)


def _foot(texts: Sequence[str], plain: Sequence[bool], last: int) -> int:
    """Give the last of the short lines right below a statement, up to three, above the first line of chrome.

    Those who speak for it, copies to others, a contact; nobody announces them.
    """
    foot = last
    while (
        foot < min(last + LONGEST_FOOT, len(texts) - 1)
        and plain[foot + 1]
        and len(texts[foot + 1]) <= FOOT_LINE
    ):
        foot += 1
    return foot


def _head(plain: Sequence[bool], first: int) -> int:
    """Give the first of the lines above the text, up to eight, that follow the last line of a menu."""
    head = first
    while head > max(0, first - LONGEST_HEAD) and plain[head - 1]:
        head -= 1
    return head


def _above_parts(sure: Sequence[bool], first: int) -> list[range]:
    """Give the blocks above the first parts of the text, in which their titles may stand.

    A part begins where sure prose follows two or more blocks that are none.
    """
    found = [range(max(0, first - HEAD_BLOCKS), first)]
    since = first
    for i in range(first + 1, len(sure)):
        if sure[i]:
            if i - since > 2 and len(found) < MOST_PARTS:
                found.append(range(max(since + 1, i - HEAD_BLOCKS), i))
            since = i
    return found


def _is_sure(text: str, chrome: float) -> bool:
    if chrome > 0.5 or len(text) < LEAST_SURE_CHARACTERS:
        return False
    return _length(text) >= LEAST_SURE_WORDS


def _length(text: str) -> float:
    count = text.count(" ") + 1
    return count if text.isascii() or count >= LEAST_SURE_WORDS else count + _wide(text) / 2


def _wide(text: str) -> int:
    return 0 if text.isascii() else sum(character > WIDE for character in text[:LONGEST_TITLE])


def _twice(texts: Sequence[str], plain: Sequence[bool], above: range) -> list[int]:
    """Give the last place of each line of three words or more that stands twice above the text.

    A title does, as heading and in the path or list that leads to it.
    """
    counts = Counter(texts[i].casefold() for i in above)
    last = {texts[i].casefold(): i for i in above if plain[i] and not _is_byline(texts[i])}
    return [i for text, i in last.items() if counts[text] > 1 and text.count(" ") >= LEAST_TWICE_WORDS - 1]


class _Weigher:
    """How much a line is like a title: what it shares with the prose and the first line, what it names."""

    def __init__(self, texts: Sequence[str], scored: Scores, language: str, *, sent: bool) -> None:
        self.language = language
        self.texts = texts
        self.sent = sent
        self.shares, self.counts, self.repeats = (scored.measured(name).tolist() for name in TITLE_MEASURES)

    def __call__(self, i: int) -> float:
        text, share = self.texts[i], self.shares[i]
        if len(text) > LONGEST_TITLE or text.casefold().endswith(OPEN_ENDS) or _is_byline(text):
            return 0.0
        if ends_with_a_credit(text):
            return 0.0
        telling = self.counts[i] / 2 if _wide(text) > len(text) / 2 else self.counts[i]
        repeats, named = self.repeats[i] > 0, share > 0 and names_a_statement(text, self.language)
        topical = telling * share >= LEAST_SHARED and share >= LEAST_SHARE
        if not (repeats or named or (topical and (self.sent or not _is_no_title(text)))):
            return 0.0
        most = min(telling, MOST_COUNTED)
        own = min(telling * share, MOST_COUNTED) * share
        return float(own + REPEATED * repeats * most / MOST_COUNTED + NAMED * named)

    def is_marked(self, i: int) -> bool:
        """Say whether more than its words makes a line a title: it repeats the first line, or names."""
        return self.sent or self.repeats[i] > 0 or names_a_statement(self.texts[i], self.language)

    def is_topical(self, i: int) -> bool:
        """Say whether a line shares a third of its words with the prose."""
        return self.sent or self.shares[i] >= LEAST_SHARE


def _is_no_title(text: str) -> bool:
    """Say whether a line that shares words with a text is a stamp, a teaser, a caption or code.

    It has an hour, is long, a sentence, begins in small letters, or has what no title has.
    """
    return (
        len(text) > LONGEST_UNMARKED
        or text[:1].islower()
        or (text.endswith(STOPS) and len(text) >= LEAST_SENTENCE)
        or any(mark in text for mark in NOT_IN_TITLES)
        or has_hour(text)
    )


def ends_with_a_credit(text: str) -> bool:
    """Say whether a line ends with whose picture it is, behind what the picture shows.

    >>> [ends_with_a_credit(text) for text in ("The quay. Photo: Ada Sol", "The quay (Fot. Sol)", "A photo.")]
    [True, True, False]
    """
    return any(map(_begins_a_credit, pairwise(text[-LONGEST_TITLE:].split()[-MOST_CREDIT_WORDS:])))


def _begins_a_credit(beside: tuple[str, str]) -> bool:
    before, word = beside
    marked = word.endswith((".", ":")) and (word[:1] in "([" or before[-1] in ".!?…")
    return marked and f"{word.strip('([.:').casefold()}:" in _words("captions")


def names_a_statement(text: str, language: str) -> bool:
    """Say whether a short line has a word for what is signed: letter, statement, call, in many languages.

    What is a letter in Polish or Hungarian is none on a page in English: list, level.
    """
    words = text.split(maxsplit=LONGEST_NAMED_WORDS + 1)
    other = _other_words(language)
    return len(words) <= LONGEST_NAMED_WORDS and any(
        mask_of_written(word) & TEXT and fold(word).strip(PUNCTUATION) not in other for word in words
    )


@cache
def _other_words(language: str) -> frozenset[str]:
    return common_texts() | english_words() if language == ENGLISH else common_texts()


def _is_byline(text: str) -> bool:
    first, *name = text.split(maxsplit=LONGEST_BYLINE_WORDS) or ("",)
    short = 0 < len(name) < LONGEST_BYLINE_WORDS
    return short and first.casefold() in _words("by") and all(word[0].isupper() for word in name)


def _is_salutation(text: str) -> bool:
    if not text.endswith(SALUTATION_ENDS) or len(text.split()) > LONGEST_SALUTATION_WORDS:
        return False
    said = fold(text)
    return said.startswith(_salutations()) and (said[0] > WIDE or said.startswith(_salutations(" ", ",")))


@cache
def _salutations(*behind: str) -> tuple[str, ...]:
    return tuple(fold(phrase) + mark for phrase in _words("salutations") for mark in behind or ("",))


@cache
def _words(kind: str) -> tuple[str, ...]:
    listed = json.loads((files("docsieve") / "data" / "metadata_words.json").read_text("utf-8"))
    return tuple(listed[kind])
