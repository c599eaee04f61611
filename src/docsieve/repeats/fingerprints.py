"""Fingerprints and shingles: what makes two blocks the same, or nearly the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from docsieve.repeats.tokens import Hashes, Numbers, Tokens, mixed, powers_of_the_base, tokens

DIGITS = 16
"""Hex digits of a fingerprint: 64 bits."""

SHINGLE_WORDS = 5
"""Words of a shingle within a document (Broder 1997 uses 4 to 10)."""


def fingerprint(text: str) -> str:
    """Give 16 hex digits that equal texts share; empty for a text without letters and digits.

    >>> fingerprint("A light, please!") == fingerprint("a light  please")
    True
    """
    return fingerprints(tokens([text]))[0]


def fingerprints(words: Tokens) -> tuple[str, ...]:
    """Give the fingerprint of each text (BLAKE2b over its words' hashes)."""
    data = words.hashes.tobytes()
    ends = (words.bounds * 8).tolist()
    return tuple(
        blake2b(data[start:end], digest_size=8).hexdigest() if end > start else ""
        for start, end in pairwise(ends)
    )


def numbers_of(fingerprints: Sequence[str]) -> Hashes:
    """Give fingerprints as numbers: the same 64 bits, the first digits the highest; 0 for an empty one.

    >>> numbers_of(["00000000000000ff", ""]).tolist()
    [255, 0]
    """
    digits = "".join(each.zfill(DIGITS)[-DIGITS:] for each in fingerprints)
    return np.frombuffer(bytes.fromhex(digits), ">u8").astype(np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """Parallel columns, one entry a run of words: its hash, its first token, the token after its last."""

    hashes: Hashes
    starts: Numbers
    ends: Numbers


def shingles(words: Tokens, width: int = SHINGLE_WORDS) -> Shingles:
    """Give every run of ``width`` words; it has more tokens where a token is less than a word.

    The last words of a text begin no run, so that there are fewer runs than words.
    """
    count = len(words)
    starts = np.arange(count)
    ends = starts + width * 4 // np.maximum(words.quarters, 1)
    fitting = ends <= count
    if not fitting.all():
        starts, ends = starts[fitting], ends[fitting]
    powers, inverses = powers_of_the_base(count)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(words.hashes * powers)))
    return Shingles(mixed((sums[ends] - sums[starts]) * inverses[starts]), starts, ends)


def resemblance(left: Hashes, right: Hashes) -> float:
    """Give the share of shingles two texts have in common (Jaccard; Broder 1997); 0 for empty ones."""
    one, other = np.unique(left), np.unique(right)
    common = len(np.intersect1d(one, other, assume_unique=True))
    union = len(one) + len(other) - common
    return common / union if union else 0.0
