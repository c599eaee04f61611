"""What usual prose is made of: common East Asian characters, or letters of one script."""

import json
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files

SAMPLE = 4_000
"""Letters that are looked at, from the start of a text."""

LEAST_OF_ONE_SCRIPT = 0.9
LEAST_COMMON = 0.3
"""Shares of the letters outside ASCII: of one script, or of common characters for East Asian text."""

EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL"))
WRITINGS = ("ja", "ko", "zh-hans", "zh-hant")


@lru_cache(maxsize=len(WRITINGS))
def common(writing: str) -> frozenset[str]:
    """The characters that prose in an East Asian writing mostly has; the kana for Japanese."""
    if writing == "ja":
        return frozenset(map(chr, range(0x3041, 0x30FF)))
    rows = json.loads((files("docsieve") / "data" / "common_characters.json").read_text(encoding="utf-8"))
    return frozenset(rows[writing])


def is_kana(c: str) -> bool:
    """Whether a character is hiragana or full-width katakana."""
    return "\u3041" <= c <= "\u30ff"


def is_mark(c: str) -> bool:
    """Whether a character outside ASCII is punctuation or another sign that East Asian writings share."""
    return c < "\u3041" or "\uff00" <= c <= "\uff60" or c >= "\uffe0"


def is_one_writing(text: str) -> bool:
    """Whether the letters of a text are of one script, besides Latin ones; common ones if East Asian.

    True for a text that has none outside ASCII. Chance characters, as in bytes read with the wrong byte
    order, are of many scripts or Chinese characters hardly anybody uses.
    """
    letters = [c for c in text if c > "\x7f" and c.isalpha()][:SAMPLE]
    if not letters:
        return True
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in letters)
    east_asian = sum(count for script, count in scripts.items() if script in EAST_ASIAN)
    if 2 * east_asian > len(letters):
        usual = common("ja") | common("ko") | common("zh-hans") | common("zh-hant")
        return sum(map(usual.__contains__, letters)) >= LEAST_COMMON * len(letters)
    other = len(letters) - scripts.pop("LATIN", 0)
    return max(scripts.values(), default=0) >= LEAST_OF_ONE_SCRIPT * other
