"""Fixers of single characters: what scrapers, web pages and PDF readers leave in a text."""

import html
import re
from collections.abc import Iterator

from docsieve.repair.scripts import EAST_ASIAN, JOINING, SOUTH_EAST_ASIAN
from docsieve.repair.tracing import Edit

# After the ampersand any number of "amp;" left by escaping twice; one name or number; a semicolon.
_ENTITY = re.compile(r"&(?:amp;|#38;|#x26;)*([A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")

_TERMINAL = "\x1b\\[[0-9;]{0,16}[A-Za-z]"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
_SOFT_HYPHEN_AT_LINE_END = "\u00ad[ \t]{0,40}\r?\n[ \t]{0,80}"
_FILLERS = "\u00ad\ufeff\ufff9-\ufffc"
_INVISIBLE = re.compile(
    f"{_TERMINAL}|{_SOFT_HYPHEN_AT_LINE_END}|[{_CONTROLS}{_MARKS}{_FILLERS}]"
    f"|(?<![{SOUTH_EAST_ASIAN}])\u200b|\u200b(?![{SOUTH_EAST_ASIAN}])"
    f"|(?<![{JOINING}\u200d])\u200c"
    f"|(?<![{JOINING}\u200c\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_BLACK_FLAG = "\U0001f3f4"

_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
_FULL_WIDTH_WORD = re.compile("[\uff21-\uff3a\uff41-\uff5a]{3}")
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")


def html_entities(text: str) -> Iterator[Edit]:
    """Characters that a scraper left escaped: ``&nbsp;``, ``&amp;``, ``&#8217;``, also escaped twice.

    Leaves names without a semicolon (``AT&T``), names HTML 4 does not have, numbers of letters and
    digits, and every text with a ``<`` in it, escaped or not, which may be about HTML.

    >>> [edit.after for edit in html_entities("bread &amp; roses, caf&eacute;, R&D;")]
    ['&', 'é']
    """
    if "&" not in text or "<" in text or "lt;" in text:
        return
    for found in _ENTITY.finditer(text):
        after = html.unescape(f"&{found[1]};")
        if len(after) == 1 and not (after.isascii() and after.isalnum()) and after not in "#;\ufffd\0":
            yield Edit(found.start(), found.end(), after)


def invisible_characters(text: str) -> Iterator[Edit]:
    """Takes out control characters, zero-width characters, direction marks and terminal colours.

    A soft hyphen at the end of a line goes with the break, which it was made for. Keeps what spells a
    word: joiners after Arabic and Indic letters and emoji, zero-width spaces between Thai, Lao, Burmese
    and Khmer words. Leaves other line breaks and tabs.
    """
    yield from (Edit(found.start(), found.end(), "") for found in _INVISIBLE.finditer(text))


def hidden_tags(text: str) -> Iterator[Edit]:
    """Takes out tag characters, which can hide ASCII text; they are right only after a black flag.

    Leaves all of them in a text that has a black flag.
    """
    if _BLACK_FLAG not in text:
        yield from (Edit(found.start(), found.end(), "") for found in _TAGS.finditer(text))


def ligatures(text: str) -> Iterator[Edit]:
    """The Latin ligatures of typesetting as the letters they are: ``ﬁ`` becomes ``fi``.

    Leaves ``œ``, ``æ`` and ``ĳ``, which are letters, and the ligatures of Armenian and Arabic.
    """
    for found in _LIGATURE.finditer(text):
        yield Edit(found.start(), found.end(), _LIGATURES[found[0]])


def full_width_letters(text: str) -> Iterator[Edit]:
    """Full-width Latin text as plain ASCII, where no East Asian text is around it.

    Needs three such letters in a row. Leaves every text with a Chinese, Japanese or Korean letter, where
    these forms are usual, and half-width katakana.
    """
    if _FULL_WIDTH_WORD.search(text) and not _EAST_ASIAN.search(text):
        for found in _FULL_WIDTH.finditer(text):
            after = " " if found[0] == "\u3000" else chr(ord(found[0]) - 0xFEE0)
            yield Edit(found.start(), found.end(), after)


def odd_spaces(text: str) -> Iterator[Edit]:
    """No-break, thin and other typographic spaces as a plain space, one for one.

    Leaves the ideographic space, tabs, and several spaces in a row.
    """
    yield from (Edit(found.start(), found.end(), " ") for found in _ODD_SPACE.finditer(text))
