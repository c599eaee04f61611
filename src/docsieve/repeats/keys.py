"""A document's keys: what it contributes to the search for its like in the corpus.

Two documents that share a key are compared; nothing is reported on a key alone. There are two kinds:

*seeds*, eight-word runs chosen by winnowing (Schleimer, Wilkerson & Aiken 2003): of every 13 neighbouring
runs the one with the least hash, so that any two texts with 20 words in a row in common share one. That
is certain, not probable;

*bands*, for texts alike as a whole though hardly eight words in a row are: three-word shingles, 96 MinHash
values (Broder 1997), in 32 bands of 3. Two texts with the share ``s`` of shingles in common share a band
with the probability ``1 - (1 - s**3)**32``.
"""

import numpy as np

from docsieve.repeats.fingerprints import Shingles, shingles
from docsieve.repeats.tokens import Hashes, Numbers, Tokens, mixed

LEAST_QUARTERS = 80
"""The shortest passage that is told: 20 words. A shorter one is a stock phrase, whoever wrote it first."""

SEED_WORDS = 8
# 8 + 13 - 1 = 20 words in a row hold a whole window of seeds. In scripts without spaces 28 characters of 40.
WINDOW = 13

BAND_WORDS = 3
BANDS, ROWS = 32, 3
_LOWEST = np.uint64(0xFFFF)
_CHUNK = 512  # shingles hashed at a time: 96 rows of them stay in the processor's cache

_RANDOM = np.random.Generator(np.random.PCG64(20261122))
_FACTORS = _RANDOM.integers(1 << 32, size=(BANDS * ROWS, 1), dtype=np.uint32) | np.uint32(1)


def keys(everything: Tokens, seeds: Hashes, body: Tokens, runs: Hashes) -> Hashes:
    """Give the keys of a document, sorted: seeds of all that may be quoted, bands of its body.

    ``runs`` are those of the body. A text of fewer than 20 words has no keys.
    """
    found = [seeds] if everything.quarters.sum() >= LEAST_QUARTERS else []
    found += [bands(runs)] if body.quarters.sum() >= LEAST_QUARTERS else []
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)


def seeds(words: Tokens) -> tuple[Hashes, Numbers]:
    """Give the hashes of the chosen runs of eight words, sorted, and the words at which each stands first."""
    runs = shingles(words, SEED_WORDS)
    least = runs.hashes
    width = 1
    while width < WINDOW and len(least) > 1:
        step = min(width, WINDOW - width, len(least) - 1)
        least = np.minimum(least[:-step], least[step:])  # of windows of width + step
        width += step
    # Most windows have the least run of the one before.
    changed = least[1:] != least[:-1]
    chosen = np.unique(np.concatenate((least[:1], least[1:][changed])))
    return chosen, _first_places(chosen, runs)


def _first_places(chosen: Hashes, runs: Shingles) -> Numbers:
    """Where each of the chosen runs, which are sorted, stands first."""
    places = np.zeros(len(chosen), np.int64)
    if len(chosen):
        # By their lowest bits nearly all others are left out before any is looked up.
        like = np.zeros(1 << 16, np.bool_)
        like[chosen & _LOWEST] = True
        maybe = np.flatnonzero(like[runs.hashes & _LOWEST])
        nearest = np.minimum(np.searchsorted(chosen, runs.hashes[maybe]), len(chosen) - 1)
        equal = np.flatnonzero(chosen[nearest] == runs.hashes[maybe])[::-1]
        places[nearest[equal]] = runs.starts[maybe[equal]]  # the last that is set is the first in the text
    return places


def body_runs(body: Tokens) -> Hashes:
    """Give the hashes of all runs of three words of a body."""
    return shingles(body, BAND_WORDS).hashes


def bands(runs: Hashes) -> Hashes:
    """Give one key for each band of the MinHash of a text, of whose runs of three words these are."""
    hashes = (runs >> np.uint64(32)).astype(np.uint32)
    least = np.full(BANDS * ROWS, (1 << 32) - 1, np.uint32)
    for start in range(0, len(hashes), _CHUNK):
        np.minimum(least, (hashes[start : start + _CHUNK] * _FACTORS).min(axis=1), out=least)
    keys = np.arange(BANDS, dtype=np.uint64)
    for row in least.reshape(BANDS, ROWS).T:
        keys = mixed(keys + row)
    return keys


def probability(share: float) -> float:
    """Give how likely two texts are to share a band, by the share of three-word shingles they share.

    >>> [round(probability(share), 4) for share in (0.05, 0.2, 0.35, 0.5, 0.57, 0.7)]
    [0.004, 0.2267, 0.754, 0.9861, 0.9986, 1.0]
    """
    return float(1 - (1 - share**ROWS) ** BANDS)
