"""Texts as columns of numbers: each word hashed once, and whatever repeats need is computed from that.

A word is a run of letters, digits and the marks upon them. Scripts written without spaces are cut into
characters instead, and lengths are counted in quarters of a word, so that "20 words" means about as much
text in each of them: 20 words, 40 ideographs, 80 characters of Thai.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Kinds = npt.NDArray[np.uint8]

BREAK, LETTER, IDEOGRAPH, UNSPACED, INVISIBLE = range(5)
QUARTERS = np.array([0, 4, 2, 1, 0])
"""What a token of each kind counts, in quarters of a word: an ideograph a half, a letter of Thai one."""

TABLE_END = 0x20000  # all that lies above are rare ideographs
IDEOGRAPHS = ((0x2E80, 0x312F), (0x3190, 0x9FFF), (0xF900, 0xFAFF))
# Thai and Lao, Tibetan, Burmese with its extensions, Khmer, Tai scripts, Javanese and Balinese.
WITHOUT_SPACES = (
    (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF),
    (0x1B00, 0x1B7F), (0xA980, 0xA9FF), (0xAA60, 0xAADF),
)  # fmt: skip

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse among 64-bit numbers; 2**64 / golden ratio
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)  # Steele et al. 2014, SplitMix
_POWERS_KEPT = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Parallel columns, one entry a word: its hash, its quarters of a word, the text it stands in.

    ``bounds`` has one entry more than there were texts: text ``i`` has tokens ``bounds[i]:bounds[i + 1]``.
    """

    hashes: Hashes
    quarters: Numbers
    bounds: Numbers

    def __len__(self) -> int:
        return len(self.hashes)


def tokens(texts: Sequence[str]) -> Tokens:
    """Give the words of several texts of one document; case, width and punctuation do not count.

    The same words give the same hashes in every run. Two different words share a 64-bit hash by
    chance only; whoever wants to can make such a pair, and gains two words that count as one.
    """
    codes, kinds, lengths = _characters([folded(text) for text in texts])
    starts = _starts(kinds)
    bounds = np.searchsorted(starts, np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))))
    if not len(starts):
        return Tokens(np.zeros(0, np.uint64), np.zeros(0, np.int64), bounds)
    powers, inverses = powers_of_the_base(len(codes))
    worth = _worth(codes)
    worth *= powers
    worth *= kinds != BREAK
    sums = np.add.reduceat(worth, starts) * inverses[starts]
    return Tokens(mixed(sums), QUARTERS[kinds[starts]], bounds)


def folded(text: str) -> str:
    """Give a text as it is compared: compatible forms and cases are one."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """Give the words that repeats are compared by, in the form in which they are compared.

    >>> words("The Pier’s LIGHT, 3rd time; 灯台 नमस्ते")
    ['the', 'pier', 's', 'light', '3rd', 'time', '灯', '台', 'नमस्ते']
    """
    form = folded(text)
    return [form[start:end] for start, end in spans(form)]


def spans(text: str) -> list[tuple[int, int]]:
    """Give where the words of a text stand in it, case as it is; nearly always as many as ``tokens`` has.

    >>> spans("To sea!")
    [(0, 2), (3, 6)]
    """
    starts, ends = span_columns(text)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def span_columns(text: str) -> tuple[Numbers, Numbers]:
    """Give the same as two columns: where each word begins, and where it ends."""
    kinds = _kinds()[np.minimum(_codes(text), TABLE_END)]
    shown = np.flatnonzero(kinds != INVISIBLE)
    starts = _starts(kinds[shown])
    inside = np.append(kinds[shown] != BREAK, False)
    ending = ~inside[1:]
    ending[starts[1:] - 1] = True  # where the next word follows at once
    return shown[starts], shown[np.flatnonzero(inside[:-1] & ending)] + 1


def quarters(text: str) -> int:
    """Give the length of a text in quarters of a word."""
    _, kinds, _ = _characters([folded(text)])
    return int(QUARTERS[kinds[_starts(kinds)]].sum())


def mixed(numbers: Hashes) -> Hashes:
    """Spread 64-bit numbers over all 64 bits; different ones stay different (Steele et al. 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIX_1
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIX_2
    return numbers ^ (numbers >> np.uint64(31))


def _worth(codes: npt.NDArray[np.uint32]) -> Hashes:
    """A number for each character; half of the mixing is enough, for a word's sum is mixed as a whole."""
    worth = codes.astype(np.uint64)
    worth += np.uint64(1)
    worth *= _MIX_1
    worth ^= worth >> np.uint64(29)
    return worth


def _characters(forms: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Kinds, Numbers]:
    """Give all visible characters, a break after each text, and how many each text has with its break."""
    lengths = np.fromiter((len(form) + 1 for form in forms), np.int64, len(forms))
    codes = _codes("\n".join([*forms, ""]))
    kinds = _kinds()[np.minimum(codes, TABLE_END)]
    hidden = kinds == INVISIBLE
    if hidden.any():
        ends = np.cumsum(lengths)
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(hidden)))
        lengths = lengths - (before[ends] - before[ends - lengths])
        codes, kinds = codes[~hidden], kinds[~hidden]
    return codes, kinds, lengths


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _starts(kinds: Kinds) -> Numbers:
    letters = kinds == LETTER
    begins = kinds != BREAK
    begins[1:] &= ~(letters[1:] & letters[:-1])
    return np.flatnonzero(begins)


@cache
def _kinds() -> Kinds:
    """The kind of each code point below ``TABLE_END``, and of all above it."""
    kinds = np.fromiter((_kind(code) for code in range(TABLE_END)), np.uint8, TABLE_END)
    for ranges, kind in ((IDEOGRAPHS, IDEOGRAPH), (WITHOUT_SPACES, UNSPACED)):
        for first, last in ranges:
            part = kinds[first : last + 1]
            part[part == LETTER] = kind
    return np.append(kinds, np.uint8(IDEOGRAPH))


def _kind(code: int) -> int:
    category = unicodedata.category(chr(code))
    if category[0] in "LNM":
        return LETTER
    return INVISIBLE if category == "Cf" else BREAK


def powers_of_the_base(count: int) -> tuple[Hashes, Hashes]:
    """Give the first ``count`` powers of the base of all rolling hashes, and their inverses."""
    powers, inverses = _made_powers(count) if count > _POWERS_KEPT else _kept_powers()
    return powers[:count], inverses[:count]


@cache
def _kept_powers() -> tuple[Hashes, Hashes]:
    return _made_powers(_POWERS_KEPT)


def _made_powers(count: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse, without end: 64-bit numbers wrap around."""
    made = []
    for base in (_BASE, _INVERSE):
        steps = np.full(count, base, np.uint64)
        steps[0] = 1
        made.append(np.cumprod(steps, dtype=np.uint64))
    return made[0], made[1]
