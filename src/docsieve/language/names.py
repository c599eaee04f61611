"""Names: lines of them belong to people, not to a language."""

import re
from functools import cache
from importlib.resources import files

from docsieve.folding import fold

_LONGEST = 200
_BETWEEN = re.compile(r"[,;/|•·()\t\n]+|\s[-–—&]\s|\s(?:and|und|et|y|e|i|og|och|en|ja|ve|és|и|і|та|και)\s")
_NO_LIST = re.compile('[!?"“”„«»\u0590-\u1dff\u2c00-\ud7ff]|: ')
_EDGES = ".,;:…'‹›‘’()[]*•·"
# Small words inside names, and what stands before or after one.
_PARTICLES = frozenset(
    "de da do dos das del della di van von der den ter la le el al bin ibn ben bint y e i du af av zu "
    "zum zur san st abu mac dr prof mr mrs ms jr sr ii iii iv phd md ma msc bsc ing mag fr dra".split()
)
# Given names that are rather words, or places, where they stand in capitals.
_RATHER_WORDS = frozenset(
    "the over said per made us run less lot add come price unique among line server love true early "
    "worth job ever reason general else side age oral edit author link brain valid journey cash prior "
    "tiny bill roll grant floor doctor beat bo lies constant tone par tea miles echo owe desire urban "
    "loan winter spring chip handy foster ties skip kit hence harm fleet fancy sole lucky cord bird "
    "visa sad odd max martial male guy fed meta beta peer infant gauge dev wash victory precious gray "
    "cap banks baby rush orange olive loyal judge fate essence boss toy tab pleasant patience mile gene "
    "wood trace till rice nail mentor mat marine harsh governor dock page will may summer april june "
    "august dawn art hope faith joy grace carolina virginia georgia dakota jordan chad israel new north "
    "south east west big red basic".split()
)
_WORDS_OF_A_NAME = range(2, 8)
_FULL_WORDS_AT_MOST = 4
_WORDS_OF_A_ROLE = 4
_KNOWN_AT_LEAST = 0.3
"""Share of a name's words that must be known given names (swept 0.3-0.7)."""


@cache
def _given_names() -> frozenset[str]:
    lines = (files("docsieve") / "data/given_names.txt").read_text("utf-8").split("\n")
    return frozenset(line for line in lines if line[:1] != "#") - _RATHER_WORDS - {""}


def is_names(text: str) -> bool:
    """Tell whether a line is one or more names of people, each perhaps with a short role or place.

    Does not know names in scripts without capitals, nor names of organisations.

    >>> is_names("Maria Novak"), is_names("Prof. Jan van der Berg (Leiden), Anna K. Silva")
    (True, True)
    >>> is_names("Maria Novak met the minister"), is_names("Open Letter To The Minister")
    (False, False)
    """
    if len(text) > _LONGEST or not _may_begin_a_name(text) or _NO_LIST.search(text):
        return False
    parts = [part for part in _BETWEEN.split(text) if part.strip(_EDGES + " ")]
    found = [is_name(part) for part in parts]
    if not parts or not found[0] or sum(found) * 3 < len(parts):
        return False
    return all(name or len(part.split()) <= _WORDS_OF_A_ROLE for part, name in zip(parts, found, strict=True))


def _may_begin_a_name(text: str) -> bool:
    words = text.split(None, 3)
    if len(words) < 2 or (text.isupper() and len(words) > 3) or not words[0].strip(_EDGES)[:1].isupper():
        return False
    return words[1].strip(_EDGES)[:1].isupper() or words[1] in _PARTICLES


def is_name(text: str) -> bool:
    """Tell whether this is one person's name: words in capitals, a known given name among the first two."""
    words = [word for word in (run.strip(_EDGES) for run in text.split()) if word]
    if len(words) not in _WORDS_OF_A_NAME:
        return False
    full = [word for word in words if len(word) > 1 and word.casefold() not in _PARTICLES]
    if not full or not all(word[0].isupper() for word in words if word.casefold() not in _PARTICLES):
        return False
    if len(full) > _FULL_WORDS_AT_MOST:
        return False
    known = [any(piece in _given_names() for piece in fold(word).split("-")) for word in full]
    return any(known[:2]) and sum(known) >= _KNOWN_AT_LEAST * len(full)
