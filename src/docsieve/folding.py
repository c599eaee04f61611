"""Words as they are compared: casefolded, without accents; and the small words of names."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

# Letters that no decomposition takes apart, and marks that stand for others.
_LETTERS = {
    "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "״": '"', "׳": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\xad": "", "\u2060": "",
    "\u200e": "", "\u200f": "", "\xa0": " ",
}  # fmt: skip
# A tenth of the price of ``str.translate``, which asks for every letter of a text.
_SUCH_A_LETTER = re.compile(f"[{''.join(_LETTERS)}]")

_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Casefold a text and take the accents off its Latin, Greek and Cyrillic letters.

    >>> fold("Şükrü İNCE"), fold("Łódź – Été"), fold("서울")
    ('sukru ince', 'lodz - ete', '서울')
    """
    if text.isascii():
        return text.casefold()
    folded = _SUCH_A_LETTER.sub(lambda found: _LETTERS[found[0]], text.casefold())
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded)))


@cache
def small_words(use: str) -> frozenset[str]:
    """Give the small words of names that ``data/small_words.toml`` lists for a use, folded.

    >>> "van" in small_words("particles"), "von" in small_words("articles")
    (True, False)
    """
    return frozenset(fold(word) for word in _small_words()[use].split())


@cache
def official_openings() -> tuple[str, ...]:
    """Give what official names of countries begin with: ``republic of``."""
    return tuple(_small_words()["official"])


@cache
def _small_words() -> dict[str, Any]:
    return tomllib.loads(files("docsieve.data").joinpath("small_words.toml").read_text(encoding="utf-8"))
