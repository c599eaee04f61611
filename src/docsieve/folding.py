"""Words as they are compared: casefolded, without accents."""

import re
import unicodedata

# Letters that no decomposition takes apart, and marks that stand for others.
_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "״": '"', "׳": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None, "\xad": None, "\u2060": None,
    "\u200e": None, "\u200f": None, "\xa0": " ",
})  # fmt: skip


_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Casefold a text and take the accents off its Latin, Greek and Cyrillic letters.

    >>> fold("Şükrü İNCE"), fold("Łódź – Été"), fold("서울")
    ('sukru ince', 'lodz - ete', '서울')
    """
    if text.isascii():
        return text.casefold()
    folded = text.casefold().translate(_LETTERS)
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded)))
