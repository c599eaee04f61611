"""Which writing a character belongs to, as far as repairs must know it to keep what is right there.

Each constant is the inside of a character class of a regular expression.
"""


def _ranges(*ranges: tuple[int, int]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


HAN_KANA = _ranges((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3041, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x9FFF))
HAN_KANA += _ranges((0xF900, 0xFAFF), (0x20000, 0x3FFFD))
"""Chinese characters, kana and bopomofo: written without spaces."""

EAST_ASIAN = HAN_KANA + _ranges((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF), (0xFF66, 0xFF9F))
"""The same with Hangul: full-width forms and the ideographic space are at home in them."""

EAST_ASIAN_MARKS = _ranges(
    (0x3000, 0x303F), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65)
)
"""Their punctuation."""

SOUTH_EAST_ASIAN = _ranges((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
"""Thai, Lao, Burmese, Khmer: no spaces between words, U+200B may stand there instead."""

JOINING = _ranges((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF))
"""Arabic, Indic and other scripts where U+200C and U+200D change how a word is written."""
