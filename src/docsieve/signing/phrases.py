"""The words of signing in many languages, read from ``data/signing.toml``."""

import tomllib
from functools import cache
from importlib.resources import files

from docsieve.folding import fold

SIGN, SUPPORT, GROUP, TEXT, SMALL, MONTH = 1, 2, 4, 8, 16, 32
CLASSES = {"sign": SIGN, "support": SUPPORT, "group": GROUP, "text": TEXT, "small": SMALL}
# Languages written without spaces, or with endings glued on: their words are looked for as parts.
UNSPACED = ("th", "zh", "ja", "ko")
SHORTEST_STEM = 4


@cache
def _tables() -> dict[str, dict[str, str | list[str]]]:
    text = files("docsieve.data").joinpath("signing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _languages() -> dict[str, dict[str, str | list[str]]]:
    return {name: table for name, table in _tables().items() if name != "people"}


@cache
def people_words() -> frozenset[str]:
    """Give the words of headings that announce persons, folded."""
    return frozenset(fold(word) for word in str(_tables()["people"]["words"]).split())


@cache
def _words() -> tuple[dict[str, int], dict[str, int]]:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for language, table in _languages().items():
        if language in UNSPACED:
            continue
        for name, mask in CLASSES.items():
            for word in str(table[name]).split():
                target = stems if word.endswith("*") else exact
                key = fold(word.rstrip("*"))
                target[key] = target.get(key, 0) | mask
    for month in _listed("months.txt"):
        exact[month] = exact.get(month, 0) | MONTH
    return exact, stems


@cache
def _parts() -> tuple[tuple[str, int], ...]:
    return tuple(
        (word, mask)
        for language in UNSPACED
        for name, mask in CLASSES.items()
        for word in str(_tables()[language][name]).split()
    )


def _listed(name: str) -> list[str]:
    text = files("docsieve.data").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"]


def mask_of(word: str) -> int:
    """Give the classes of a folded word; 0 for an unknown one.

    >>> bool(mask_of("signatories") & SIGN), bool(mask_of("firmantes") & SIGN), mask_of("harbour")
    (True, True, 0)
    """
    exact, stems = _words()
    mask = exact.get(word, 0)
    if mask:
        return mask
    for length in range(min(len(word), 12), SHORTEST_STEM - 1, -1):
        mask = stems.get(word[:length], 0)
        if mask:
            return mask
    return 0


def parts_mask(text: str) -> int:
    """Give the classes of the words found within a text of a script without spaces.

    >>> bool(parts_mask("联署团体：") & SIGN)
    True
    """
    mask = 0
    for word, class_ in _parts():
        if word in text:
            mask |= class_
    return mask


@cache
def _phrases(name: str) -> dict[str, tuple[str, ...]]:
    """Phrases by their first word, longest first."""
    by_first: dict[str, list[str]] = {}
    for table in _languages().values():
        phrases = table.get(name, [])
        for phrase in phrases if isinstance(phrases, list) else phrases.split():
            key = " ".join(word.strip(".,:") for word in fold(phrase).split())
            by_first.setdefault(key.split(" ", 1)[0], []).append(key)
    return {first: tuple(sorted(set(keys), key=len, reverse=True)) for first, keys in by_first.items()}


@cache
def _unspaced(name: str) -> tuple[str, ...]:
    return tuple(fold(str(phrase)) for language in UNSPACED for phrase in _tables()[language].get(name, []))


def opening_phrase(words: list[str], name: str) -> str:
    """Give the longest phrase of a list (``closing``, ``stop``...) that folded words begin with, or nothing.

    >>> opening_phrase(["yours", "sincerely"], "closing"), opening_phrase(["leave", "a", "reply"], "stop")
    ('yours sincerely', 'leave a reply')
    """
    if not words:
        return ""
    text = ""
    for phrase in _phrases(name).get(words[0], ()):
        text = text or " ".join(words) + " "
        if text.startswith(phrase + " "):
            return phrase
    if not words[0].isascii():
        for phrase in _unspaced(name):
            if words[0].startswith(phrase):
                return phrase
    return ""


@cache
def listed_phrases(name: str) -> tuple[str, ...]:
    """Give all phrases of a list in all languages, folded, longest first."""
    phrases = {phrase for group in _phrases(name).values() for phrase in group}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def listed_words(name: str) -> frozenset[str]:
    """Give all words of a list in all languages, folded."""
    return frozenset(fold(word) for table in _languages().values() for word in str(table.get(name, "")).split())
