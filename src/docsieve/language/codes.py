"""One code system: ISO 639-1 where it exists, else 639-3; every other spelling is mapped here."""

from docsieve.model import UNDETERMINED

_ONE_CODE = {
    "zh-cn": "zh", "zh-tw": "zh", "zh-hant": "zh", "zh-hans": "zh", "nb": "no", "iw": "he", "jw": "jv",
    "fil": "tl", "un": UNDETERMINED, "zxx": UNDETERMINED, "arz": "ar", "ary": "ar",
}


def one_code(code: str) -> str:
    """Give the one code of an engine's code, ``und`` for what is no language.

    >>> one_code("zh-Hant"), one_code("iw"), one_code("de")
    ('zh', 'he', 'de')
    """
    lowered = code.lower()
    return _ONE_CODE.get(lowered, lowered)
