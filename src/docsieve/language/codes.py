"""One code system: ISO 639-1 where it exists, else ISO 639-3; every other spelling is mapped here."""

from functools import cache

from docsieve.model import UNDETERMINED

# What engines write -> what we write. Chinese is one language whatever its script, Bokmål is "no"
# (Nynorsk stays "nn"), Filipino is Tagalog, the written Arabic of Egypt and Morocco is Arabic.
_ONE_CODE = {
    "zh-cn": "zh",
    "zh-tw": "zh",
    "zh-hans": "zh",
    "zh-hant": "zh",
    "wuu": "zh",
    "nb": "no",
    "iw": "he",
    "hbo": "he",
    "jw": "jv",
    "in": "id",
    "ji": "yi",
    "fil": "tl",
    "mo": "ro",
    "arz": "ar",
    "ary": "ar",
    "sdh": "ckb",
    "uzs": "uz",
    "kik": "ki",
    "gug": "gn",
    "bh": "bho",
    "sr-me": "sr",
}

# Pseudo-languages and languages out of use that an engine can emit: we say that we cannot tell.
_NO_LANGUAGE = frozenset({"", "un", "und", "xxx", "zxx", "unknown", "tlh", "got"})
_NO_LANGUAGE_BEGINS = ("xx-", "zz")


@cache
def one_code(code: str) -> str:
    """Give our one code for an engine's code, ``und`` for what names no language.

    >>> one_code("zh-Hant"), one_code("iw"), one_code("de"), one_code("zxx")
    ('zh', 'he', 'de', 'und')
    """
    lowered = code.lower().replace("_", "-")
    if lowered in _NO_LANGUAGE or lowered.startswith(_NO_LANGUAGE_BEGINS):
        return UNDETERMINED
    return _ONE_CODE.get(lowered, lowered)
