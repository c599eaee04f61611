"""A document's blocks as columns of characters and tokens, so that measures are sums over arrays.

Everything here is whole numbers: the same text gives the same columns on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Hashes: TypeAlias = npt.NDArray[np.uint64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.uint32]

LOWER, UPPER, UNCASED, CJK, DIGIT, SPACE, STOP, COMMA, QUOTE, BRACKET, SYMBOL, DASH, MARK, CONTROL = range(14)
CLASSES: Final = 14
IN_WORDS: Final = np.isin(np.arange(CLASSES), [LOWER, UPPER, UNCASED, DIGIT, MARK])
# What single characters mean beside their class; a bit each.
PIPE, BULLET, CURRENCY, WIDE_STOP, COLON, ELLIPSIS, ASKING, COMMA_LIKE, AT, COPYRIGHT = (
    1 << i for i in range(10)
)
MEANINGS: Final = {
    PIPE: "|»›>/→·•",
    BULLET: "*+-•◦▪▫■□●○∙·‣⁃–—►▶➢➤✓✔→»›o",
    CURRENCY: "$€£¥₽₴",
    WIDE_STOP: "。！？",
    COLON: ":：",
    ELLIPSIS: "…",
    ASKING: "?？!！",
    COMMA_LIKE: ",;、，；",
    AT: "@",
    COPYRIGHT: "©®",
}
# Planes above are private use; what stands there counts as the last code point of the table.
LAST_CODE: Final = 0x2FFFF
# An odd number has an inverse modulo 2**64, so a token's hash does not depend on its place.
BASE: Final = 0x9E3779B97F4A7C15
INVERSE: Final = pow(BASE, -1, 1 << 64)


@dataclass(frozen=True, slots=True)
class Columns:
    """Characters (``codes``, ``classes``, ``means``, ``line``) and tokens (``first`` to ``token_line``).

    A token is a run of letters, digits and marks, or one CJK character; ``hash`` is of its lower case.
    """

    lines: int
    codes: Codes
    classes: npt.NDArray[np.uint8]
    means: npt.NDArray[np.uint16]
    line: Ints
    lengths: Ints
    first: Ints
    after: Ints
    hash: Hashes
    token_line: Ints


def columns_of(texts: Sequence[str], classes: npt.NDArray[np.uint8]) -> Columns:
    """Cut texts into characters and tokens; line breaks inside a text count as spaces.

    ``classes`` gives the class of every code point up to ``LAST_CODE``.
    """
    joined = "\n".join(text.replace("\n", " ") for text in texts) + "\n"
    codes = _codes(joined)
    of_char = classes.take(codes, mode="clip")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    line = np.repeat(np.arange(len(texts)), lengths + 1)
    first, after = _token_spans(of_char)
    return Columns(
        len(texts),
        codes,
        of_char,
        _meanings().take(codes, mode="clip"),
        line,
        lengths,
        first,
        after,
        _hashes(joined, first, after),
        line[first],
    )


def mixed(hashes: Hashes) -> Hashes:
    """Spread the bits of hashes, so that their top bits can be used as a table's index."""
    once = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return once ^ (once >> np.uint64(33))


@cache
def _meanings() -> npt.NDArray[np.uint16]:
    table = np.zeros(LAST_CODE + 1, np.uint16)
    for meaning, characters in MEANINGS.items():
        table[[ord(character) for character in characters]] |= meaning
    return table


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _lower(text: str) -> str:
    """Lower case of the same length: a few letters have a longer one, and lose what is added."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)


def _token_spans(of_char: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    in_word = IN_WORDS[of_char]
    alone = of_char == CJK
    before = np.concatenate(([False], in_word[:-1]))
    behind = np.concatenate((in_word[1:], [False]))
    return np.flatnonzero((in_word & ~before) | alone), np.flatnonzero((in_word & ~behind) | alone) + 1


def _hashes(text: str, first: Ints, after: Ints) -> Hashes:
    """Polynomial hashes of all tokens at once: differences of one running sum, moved to the origin."""
    lower = _codes(_lower(text)).astype(np.uint64) + np.uint64(1)
    power, inverse = _powers(len(lower).bit_length())
    running = np.concatenate(
        (np.zeros(1, np.uint64), np.cumsum(lower * power[: len(lower)], dtype=np.uint64))
    )
    return mixed((running[after] - running[first]) * inverse[first])


@cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    return _power_row(BASE, 1 << bits), _power_row(INVERSE, 1 << bits)


def _power_row(base: int, count: int) -> Hashes:
    row = np.full(count, base, np.uint64)
    row[0] = 1
    return np.multiply.accumulate(row)
