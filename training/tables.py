"""The tables that are not fitted: the class of every character, and function words with their languages."""

import unicodedata
from collections import defaultdict
from importlib.resources import files

import justext
import numpy as np
import numpy.typing as npt

from docsieve.scorer import text as t
from docsieve.scorer.text import LAST_CODE, Hashes, columns_of

WORDS_A_LANGUAGE = 120
SLOT_BITS = 16
# The languages of statements that we know function words of, as the stop lists of justext name them
# (BSD-2-Clause, most frequent words first); a bit each, so at most 64.
LANGUAGES = (
    "Afrikaans",
    "Albanian",
    "Arabic",
    "Armenian",
    "Azerbaijani",
    "Basque",
    "Belarusian",
    "Bengali",
    "Bulgarian",
    "Catalan",
    "Croatian",
    "Czech",
    "Danish",
    "Dutch",
    "English",
    "Esperanto",
    "Estonian",
    "Finnish",
    "French",
    "Galician",
    "Georgian",
    "German",
    "Greek",
    "Hebrew",
    "Hindi",
    "Hungarian",
    "Icelandic",
    "Indonesian",
    "Irish",
    "Italian",
    "Korean",
    "Kurdish",
    "Latvian",
    "Lithuanian",
    "Macedonian",
    "Malay",
    "Norwegian_Bokmal",
    "Persian",
    "Polish",
    "Portuguese",
    "Romanian",
    "Russian",
    "Serbian",
    "Slovak",
    "Slovenian",
    "Spanish",
    "Swahili",
    "Swedish",
    "Tamil",
    "Turkish",
    "Ukrainian",
    "Vietnamese",
)
CHARACTERS = {
    "Chinese": "的了是在和有不这這我他她也就都而及与與为為着著对對中上到说說要以一个個们們会會你地得之于於其被把从從但还還又很能可",  # noqa: E501
    "Japanese": "のはをにがでとたてもするしるいなだれさせられですます",
}
STOPS = frozenset(".!?。！？…؟।։၊။")
COMMAS = frozenset(",;:、，；：،؛")
QUOTES = frozenset("\"'「」『』《》")


def character_classes() -> npt.NDArray[np.uint8]:
    """Give the class of every code point up to ``LAST_CODE``."""
    return np.array([_class(chr(code), code) for code in range(LAST_CODE + 1)], np.uint8)


def _class(char: str, code: int) -> int:
    category = unicodedata.category(char)
    if char in STOPS:
        return t.STOP
    if char in COMMAS:
        return t.COMMA
    if category in ("Pi", "Pf") or char in QUOTES:
        return t.QUOTE
    if category in ("Ps", "Pe"):
        return t.BRACKET
    if category == "Pd":
        return t.DASH
    if _cjk(code):
        return t.CJK
    return _by_category(category, char)


def _cjk(code: int) -> bool:
    ranges = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xAC00, 0xD7AF))
    return code >= 0x20000 or any(first <= code <= last for first, last in ranges)


def _by_category(category: str, char: str) -> int:
    if category in ("Lu", "Lt", "Ll"):
        return t.LOWER if category == "Ll" else t.UPPER
    if category in ("Zs", "Zl", "Zp") or char in "\t\n\r":
        return t.SPACE
    return {"L": t.UNCASED, "N": t.DIGIT, "M": t.MARK, "C": t.CONTROL}.get(category[0], t.SYMBOL)


def function_words(classes: npt.NDArray[np.uint8]) -> tuple[Hashes, Hashes]:
    """Give hashes of function words, each at the place its top bits name, and their languages as bits.

    Where two words want one place, the one of more languages has it.
    """
    found: dict[int, int] = defaultdict(int)
    lists = [_most_frequent(language) for language in LANGUAGES] + [list(own) for own in CHARACTERS.values()]
    for bit, words in enumerate(lists):
        text = columns_of(words, classes)
        alone = np.bincount(text.token_line, minlength=text.lines) == 1
        for hashed in text.hash[alone[text.token_line]]:
            found[int(hashed)] |= 1 << bit
    slots = np.zeros(1 << SLOT_BITS, np.uint64)
    languages = np.zeros(1 << SLOT_BITS, np.uint64)
    for hashed in sorted(found, key=lambda one: (found[one].bit_count(), one)):
        slots[hashed >> (64 - SLOT_BITS)] = hashed
        languages[hashed >> (64 - SLOT_BITS)] = found[hashed]
    return slots, languages


def _most_frequent(language: str) -> list[str]:
    # The package's own function gives a set; its file keeps the order of frequency.
    lines = (files(justext) / "stoplists" / f"{language}.txt").read_text("utf-8").splitlines()
    words = dict.fromkeys(line.strip().lower() for line in lines if 0 < len(line.strip()) < 20)
    return list(words)[:WORDS_A_LANGUAGE]
