"""What a block looks like by its form alone."""

import re

from docsieve.memory import remembered
from docsieve.model import Shape

BULLETS = frozenset("•◦▪▫■□●○∙·‣⁃–—*-+►▶➢➤✓✔→»")
NUMBER_AND_MARK = re.compile("([^.)．、]{1,4})([.)．、])")
ROMAN = frozenset("ivxlcIVXLC")
QUOTES = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "”": "”",
    '"': '"',
    "‘": "’",
    "「": "」",
    "『": "』",
    "‹": "›",
}
CAPTION_OPENERS = (
    "above", "below", "photo", "photos", "image", "picture", "pictured", "caption", "credit", "illustration",
    "foto", "fotos", "bild", "abbildung", "imagen", "imagem", "légende", "crédit", "crédits", "photographie",
    "fotografía", "fotografia", "immagine", "fotoğraf", "fotoğraflar", "zdjęcie", "fot", "фото", "фотография",
    "φωτογραφία", "صورة", "사진", "写真", "图", "图片",
)  # fmt: skip
# Statements' headings in the wild run to about 20 words (titles of joint statements); sentences without
# a full stop at the end are rarer beyond.
LONGEST_HEADING_WORDS = 20
LONGEST_SIGNATURE_WORDS = 25
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", ",", "。", "！", "？", "，", "؟")


@remembered
def shape_of(text: str, stands_apart: bool) -> Shape:
    """Give the shape of one block from its own text; ``stands_apart`` where a heading could."""
    if is_numbered_point(text):
        return Shape.NUMBERED_POINT
    if opens_list_item(text):
        return Shape.LIST_ITEM
    if is_caption(text):
        return Shape.CAPTION
    if is_quotation(text):
        return Shape.QUOTATION
    if is_signature_line(text):
        return Shape.SIGNATURE_LINE
    if stands_apart and is_heading(text):
        return Shape.HEADING
    return Shape.PARAGRAPH


def opens_item(text: str) -> bool:
    """Say whether a line opens a list item or a numbered point, so that it starts a block.

    >>> [opens_item(line) for line in ("- bread", "* * *", "12) salt", "1984 was dry", "(iv) oil")]
    [True, False, True, False, True]
    """
    return opens_list_item(text) or is_numbered_point(text)


def opens_list_item(text: str) -> bool:
    """Say whether a line opens with a bullet and words."""
    return text[:1] in BULLETS and text[1:2].isspace() and any(map(str.isalnum, text[1:40]))


def is_numbered_point(text: str) -> bool:
    """Say whether a line opens with a point's number: digits, a letter or a roman numeral, and a mark.

    >>> [is_numbered_point(line) for line in ("1. We ask", "(b) that", "1.5 metres", "A. Kowal", "3.Point")]
    [True, True, False, False, True]
    """
    inner = text[1:] if text[:1] == "(" else text
    number, mark, rest = _number_and_mark(inner)
    if not number or not mark or not rest.strip():
        return False
    if number.isdigit():
        return rest[0].isspace() or not rest[0].isdigit()
    closes = mark == ")" and (text[:1] == "(" or rest[0].isspace())
    return closes and (len(number) == 1 or all(c in ROMAN for c in number))


def _number_and_mark(text: str) -> tuple[str, str, str]:
    """Split a line's head into its number, the mark after it and the rest; empty where there is none."""
    found = NUMBER_AND_MARK.match(text)
    if found is None or not found[1].isalnum():
        return "", "", ""
    return found[1], found[2], text[found.end() :]


def is_caption(text: str) -> bool:
    """Say whether a line opens as captions do: a word such as Above, Photo, Foto, and a colon.

    >>> is_caption("Photo: a lighthouse"), is_caption("Above all: patience")
    (True, False)
    """
    opener, colon, rest = text[:40].partition(":")
    return bool(colon) and bool(rest.strip()) and opener.strip(" ([*").casefold() in CAPTION_OPENERS


def is_quotation(text: str) -> bool:
    """Say whether the whole block stands in quotation marks, or behind ``>``.

    >>> is_quotation("“All in quotes.”"), is_quotation("“Half” in quotes")
    (True, False)
    """
    if text.startswith(">"):
        return True
    closers = QUOTES.get(text[:1])
    return closers is not None and len(text) > 2 and text.rstrip(".,;0123456789[]")[-1:] in closers


def is_signature_line(text: str) -> bool:
    """Say whether a short line has the form of a name with what describes it.

    Its words are mostly capitalised, and a dash, a comma, brackets or nothing follow the name; does
    not know names, so a heading in title case has this form too.

    >>> is_signature_line("Mira Sol – Harbour Union, Eastport"), is_signature_line("What we ask for")
    (True, False)
    """
    words = text.split(maxsplit=LONGEST_SIGNATURE_WORDS + 1)
    if not 1 < len(words) <= LONGEST_SIGNATURE_WORDS or text.endswith(("!", "?", ":", "…")):
        return False
    if not (" – " in text or " - " in text or " — " in text or "," in text or text.endswith(")")):
        return False
    named = [word.lstrip("(“\"'‘«[") for word in words]
    lettered = [word for word in named if word[:1].isalpha()]
    capitals = sum(1 for word in lettered if not word[0].islower())
    return bool(lettered) and not lettered[0][0].islower() and capitals >= 0.6 * len(lettered)


def is_heading(text: str) -> bool:
    """Say whether a line is short and open-ended, as headings are.

    >>> is_heading("What we ask for"), is_heading("We ask for light."), is_heading("Who pays?")
    (True, False, True)
    """
    words = text.split(maxsplit=LONGEST_HEADING_WORDS + 1)
    if not words or len(words) > LONGEST_HEADING_WORDS or not any(map(str.isalpha, text[:200])):
        return False
    return text.endswith(("!", "?")) or not text.endswith(SENTENCE_ENDS)
