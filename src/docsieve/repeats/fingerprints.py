"""Fingerprints and shingles: what makes two blocks the same, or nearly the same."""

import re
import unicodedata
from hashlib import blake2b
from zlib import crc32

# Scripts written without spaces are cut into characters, every other run of letters and digits is a word.
WORD = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0e7f]|[^\\W\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0e7f]+"
)
SHINGLE_WORDS = 5


def words(text: str) -> list[str]:
    """Give the words that repeats are compared by: case, accents' encoding and punctuation do not count.

    >>> words("The Pier’s LIGHT, 3rd time")
    ['the', 'pier', 's', 'light', '3rd', 'time']
    """
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def fingerprint(text: str) -> str:
    """Give 16 hex digits that equal blocks share; empty for a text without letters and digits.

    >>> fingerprint("A light, please!") == fingerprint("a light  please")
    True
    """
    joined = " ".join(words(text))
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() if joined else ""


def shingles(text: str, width: int = SHINGLE_WORDS) -> frozenset[int]:
    """Give the hashes of every run of ``width`` words; a shorter text has one shingle, all its words."""
    tokens = words(text)
    if not tokens:
        return frozenset()
    ahead = [tokens[i:] for i in range(min(width, len(tokens)))]
    joined = map(" ".join, zip(*ahead, strict=False))
    return frozenset(crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in joined)


def resemblance(left: frozenset[int], right: frozenset[int]) -> float:
    """Give the share of shingles two texts have in common (Jaccard; Broder 1997); 0 for empty ones."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def containment(left: frozenset[int], right: frozenset[int]) -> float:
    """Give the share of the smaller text's shingles that the other has too (Broder 1997)."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0
