"""The words of a text with their places, folded, so that a name is found however it is written."""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from docsieve.folding import fold


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and its span in the text; a sign of a script without spaces is one by itself."""

    folded: str
    start: int
    end: int


_ASCII = re.compile("[A-Za-z]+|[0-9]+")


@cache
def _pattern() -> re.Pattern[str]:
    """Letters with their marks and invisible joiners, or numbers; each alternative is one character class."""
    marks, numbers = (_class_of(categories) for categories in (_JOINED, _NUMBERS))
    return re.compile(rf"(?:[^\W_{numbers}]|[{marks}])+|[{numbers}]+")


def _class_of(categories: frozenset[str]) -> str:
    """The inside of a character class of every character of some Unicode categories."""
    codes = (code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in categories)
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ends = [[code for _, code in run] for _, run in runs]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in ends)


_JOINED = frozenset({"Mn", "Mc", "Me", "Cf"})
_NUMBERS = frozenset({"Nd", "Nl", "No"})


def words_in(text: str) -> list[Word]:
    """Every word of a text; case, accents, width and encoding of letters do not count.

    >>> [word.folded for word in words_in("ÉLM, Ada_3")], [w.start for w in words_in("김민수 a")]
    (['elm', 'ada', '3'], [0, 1, 2, 4])
    """
    if text.isascii():
        return [Word(found.group().casefold(), found.start(), found.end()) for found in _ASCII.finditer(text)]
    return [word for found in _pattern().finditer(text) for word in _folded(found.group(), found.start())]


def _folded(run: str, start: int) -> list[Word]:
    plain = fold(unicodedata.normalize("NFKC", run))
    if not plain:
        return []
    if not any(is_sign(c) for c in plain):
        return [Word(plain, start, start + len(run))]
    if len(plain) == len(run):
        return [Word(c, start + place, start + place + 1) for place, c in enumerate(plain)]
    return [Word(c, start, start + len(run)) for c in plain]


def is_sign(c: str) -> bool:
    """Whether a character belongs to a script whose names stand without spaces around them.

    >>> [is_sign(c) for c in "a李김ก"]
    [False, True, True, True]
    """
    return any(first <= c <= last for first, last in _WITHOUT_SPACES)


_WITHOUT_SPACES = (
    ("\u0e00", "\u0fff"),  # Thai, Lao, Tibetan
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u2e80", "\u9fff"),  # Chinese, Japanese
    ("\uac00", "\ud7a3"),  # Korean, whose particles follow a name without a space
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
