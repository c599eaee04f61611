"""Which two-byte East Asian encoding a text is in, told by how common its characters are.

Each of these encodings reads most texts of the others without an error, but as characters nobody
writes: the right reading is made of the few hundred characters that usual prose is made of.
"""

from collections.abc import Callable
from dataclasses import dataclass

from docsieve.read.writing import common, is_kana, is_mark

ENCODINGS = {
    "cp932": "ja",
    "euc_jp": "ja",
    "gb18030": "zh-hans",
    "cp950": "zh-hant",
    "big5hkscs": "zh-hant",
    "cp949": "ko",
}
"""Two-byte encodings tried and the writing each is for; gb18030 reads gbk and gb2312, cp949 reads euc-kr."""

SAMPLE = 4_000
"""Characters outside ASCII that are looked at, of the start of the text."""

LEAST_CHARACTERS = 6
LEAST_COMMON = {"ja": 0.45, "zh-hans": 0.35, "zh-hant": 0.35, "ko": 0.5}
MOST_ODD = 0.03
"""Shares of the characters outside ASCII: at least so many common ones, at most so many that prose lacks."""


@dataclass(frozen=True, slots=True)
class WideReading:
    """One way to read the bytes, and the share of its characters that are common in that writing."""

    encoding: str
    text: str
    common: float


def fitting_readings(data: bytes) -> tuple[WideReading, ...]:
    """The readings made of common characters, one for each different text; usually none or one.

    Does not choose between them, and gives none under six characters outside ASCII.
    """
    found: dict[str, WideReading] = {}
    for encoding, writing in ENCODINGS.items():
        reading = _reading(data, encoding, writing)
        if reading is not None:
            found.setdefault(reading.text, reading)
    return tuple(found.values())


def _reading(data: bytes, encoding: str, writing: str) -> WideReading | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    wide = [c for c in text if c > "\x7f"][:SAMPLE]
    letters = [c for c in wide if not is_mark(c)]
    if len(wide) < LEAST_CHARACTERS or not letters or _share(wide, _is_odd) > MOST_ODD:
        return None
    share = sum(map(common(writing).__contains__, letters)) / len(letters)
    kana = _share(letters, is_kana)
    fits = share >= LEAST_COMMON[writing] and (kana >= 0.2 if writing == "ja" else kana <= 0.02)
    return WideReading(encoding, text, share) if fits else None


def _share(characters: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, characters)) / len(characters)


def _is_odd(c: str) -> bool:
    """Characters that prose in these writings hardly ever has."""
    return (
        "\u0080" <= c < "\u00a7"
        or "\u0370" <= c < "\u2010"
        or "\u2500" <= c < "\u25a0"
        or "\u3105" <= c < "\u3200"
        or "\ue000" <= c < "\uf900"
        or "\uff61" <= c < "\uffe0"
        or c > "\uffff"
    )
