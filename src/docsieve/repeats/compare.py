"""Two documents word by word: which passages stand in both, and how near they are as wholes.

The answer depends on the two texts alone, so that it can be kept from one run to the next.
"""

from dataclasses import dataclass

import numpy as np

from docsieve.repeats.aligned import Stretch, stretches
from docsieve.repeats.fingerprints import shingles
from docsieve.repeats.keys import BAND_WORDS, LEAST_QUARTERS, SEED_WORDS, seeds
from docsieve.repeats.likeness import likeness
from docsieve.repeats.tokens import Hashes, Numbers, Tokens

LEAST_LIKENESS = 0.7
"""A passage or a document less near than this is another one on the same subject."""

# Three words in ten changed leave a third of the runs of three words, six ideographs in ten a twelfth.
LEAST_SHINGLES_IN_COMMON = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Readied:
    """A document ready to be compared: all that may be quoted of it with its seeds, and its body."""

    everything: Tokens
    seeds: Hashes
    places: Numbers
    body: Hashes
    shingles: Hashes


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a later document that stand in a first one too, and how near the two passages are."""

    stretch: Stretch
    likeness: float


def ready(everything: Tokens, body: Tokens) -> Readied:
    """Do once what each comparison of a document needs."""
    runs = shingles(everything, SEED_WORDS)
    hashes = seeds(everything)
    known, at = np.unique(runs.hashes, return_index=True)
    places = runs.starts[at[np.searchsorted(known, hashes)]]
    return Readied(everything, hashes, places, body.hashes, np.unique(shingles(body, BAND_WORDS).hashes))


def near(first: Readied, later: Readied) -> float | None:
    """Give how near two documents are as wholes, None where they are not."""
    if not _may_be_near(first, later):
        return None
    found = likeness(first.body.tolist(), later.body.tolist())
    return found if found >= LEAST_LIKENESS else None


def _may_be_near(first: Readied, later: Readied) -> bool:
    lengths = sorted((len(first.body), len(later.body)))
    if not lengths[0] or 2 * lengths[0] < LEAST_LIKENESS * sum(lengths):
        return False
    common = len(np.intersect1d(first.shingles, later.shingles, assume_unique=True))
    return common >= LEAST_SHINGLES_IN_COMMON * min(len(first.shingles), len(later.shingles))


def passages(first: Readied, later: Readied) -> list[Passage]:
    """Give the passages of 20 words or more of the later document that the first one has, in order.

    Each part of the later document is in one passage at most.
    """
    _, in_first, in_later = np.intersect1d(first.seeds, later.seeds, assume_unique=True, return_indices=True)
    if not len(in_first):
        return []
    places = sorted(zip(later.places[in_later].tolist(), first.places[in_first].tolist(), strict=True))
    words, own = first.everything.hashes.tolist(), later.everything.hashes.tolist()
    lengths = first.everything.quarters, later.everything.quarters
    return [
        Passage(each, found)
        for each in stretches(words, own, places, lengths)
        if lengths[1][each.start : each.end].sum() >= LEAST_QUARTERS
        and (found := likeness(words[each.first_start : each.first_end], own[each.start : each.end]))
        >= LEAST_LIKENESS
    ]
