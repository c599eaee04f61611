"""Scripts of a text: which one it is written in, and which languages are written so."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache

LATIN = "Latn"
HAN, KANA, HANGUL = "Hani", "Kana", "Hang"

# Code-point ranges of letters by script, ISO 15924 codes (Unicode Blocks.txt, the blocks of languages
# that we tell apart; Bopomofo, half-width and compatibility forms are left to no script).
_RANGES = (
    (0x0041, 0x02AF, LATIN),
    (0x1E00, 0x1EFF, LATIN),
    (0x0370, 0x03FF, "Grek"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x1100, 0x11FF, HANGUL),
    (0xAC00, 0xD7AF, HANGUL),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x3040, 0x30FF, KANA),
    (0x31F0, 0x31FF, KANA),
    (0xFF66, 0xFF9F, KANA),
    (0x3400, 0x4DBF, HAN),
    (0x4E00, 0x9FFF, HAN),
    (0x20000, 0x323AF, HAN),
)
_SORTED = tuple(sorted(_RANGES))
_STARTS = tuple(row[0] for row in _SORTED)

# Languages that we tell apart, by script; every language that stands in no other row is written in
# Latin letters. Serbian and Uzbek stand in two.
LANGUAGES_OF = {
    "Cyrl": tuple("ru uk bg mk sr be kk ky tg mn ba tt uz".split()),
    "Arab": tuple("ar fa ur ps sd ug ckb".split()),
    "Hebr": ("he", "yi"),
    "Deva": ("hi", "mr", "ne"),
    "Beng": ("bn", "as"),
    HAN: ("zh", "yue"),
    KANA: ("ja",),
    HANGUL: ("ko",),
    "Grek": ("el",),
    "Armn": ("hy",),
    "Geor": ("ka",),
    "Thai": ("th",),
    "Laoo": ("lo",),
    "Khmr": ("km",),
    "Mymr": ("my",),
    "Sinh": ("si",),
    "Taml": ("ta",),
    "Telu": ("te",),
    "Knda": ("kn",),
    "Mlym": ("ml",),
    "Gujr": ("gu",),
    "Guru": ("pa",),
    "Orya": ("or",),
    "Tibt": ("bo",),
    "Thaa": ("dv",),
    "Ethi": ("am",),
    LATIN: tuple(
        "af az bs ca ceb cs cy da de en eo es et eu fi fo fr fy ga gd gl ha hr ht hu id ig is it jv ku la lb "
        "lg lt lv mg mi ms mt nl nn no ny oc om pl pt ro rw sk sl sn so sq sr st su sv sw tk tl tn tr uz vi "
        "wo xh yo zu".split()
    ),
}

# A Han or Hangul letter says as much as four or five Latin ones, any other script's letter stands out
# against embedded Latin names: without these weights headings with names are lost (swept 1-6).
_WEIGHTS = {HAN: 4.5, KANA: 4.5, HANGUL: 4.5, LATIN: 1.0}
_OTHER_WEIGHT = 2.0
# So many letters, evenly taken from a longer text, tell its script as well as all of them.
_LETTERS_ENOUGH = 80
# Where fewer of them are in one script that mixes with no other, it is that one.
_LETTERS_AT_A_GLANCE = 24
_MIXED = frozenset((LATIN, HAN, KANA, HANGUL))
# Japanese mixes Han and Kana; Chinese quotes no more than a stray Kana letter.
_KANA_AT_LEAST = 0.05

_BEYOND_LATIN = re.compile(
    "[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffef\U00010000-\U000323af]"
)


@cache
def _script_of_letter(letter: str) -> str | None:
    if not letter.isalpha() and unicodedata.category(letter)[0] != "M":
        return None
    at = bisect_right(_STARTS, ord(letter)) - 1
    return _SORTED[at][2] if at >= 0 and ord(letter) <= _SORTED[at][1] else None


def script_of(text: str) -> str | None:
    """Give the script that a text is written in, by weighted letters; null for a script we do not know.

    >>> script_of("The band BTS"), script_of("방탄소년단 (BTS)"), script_of("これは漢字"), script_of("ᚠᚢᚦ")
    ('Latn', 'Hang', 'Kana', None)
    """
    if text.isascii() or not _BEYOND_LATIN.search(text):
        return LATIN
    few = set(map(_script_of_letter, text[:: len(text) // _LETTERS_AT_A_GLANCE + 1])) - {None}
    if len(few) == 1 and not few & _MIXED:
        return few.pop()
    weights: dict[str, float] = {}
    for letter, count in Counter(text[:: len(text) // _LETTERS_ENOUGH + 1]).items():
        script = _script_of_letter(letter)
        if script:
            weights[script] = weights.get(script, 0.0) + count * _WEIGHTS.get(script, _OTHER_WEIGHT)
    if not weights:
        return None
    east_asian = weights.get(HAN, 0.0) + weights.get(KANA, 0.0)
    if KANA in weights and weights[KANA] >= _KANA_AT_LEAST * east_asian:
        weights[KANA] = east_asian
        weights.pop(HAN, None)
    return max(sorted(weights), key=weights.__getitem__)
