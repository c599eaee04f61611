"""Two documents word by word: which passages stand in both, and how near they are as wholes.

The answer depends on the two texts alone, so that it can be kept from one run to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from docsieve.repeats.aligned import Stretch, stretches
from docsieve.repeats.fingerprints import shingles
from docsieve.repeats.keys import BAND_WORDS, LEAST_QUARTERS, SEED_WORDS, seeds
from docsieve.repeats.likeness import likeness
from docsieve.repeats.tokens import Numbers, Tokens

LEAST_LIKENESS = 0.7
"""A passage or a document less near than this is another one on the same subject."""

# Of the 128 least hashes of the three-word shingles of each, the share both must have. Two words in ten
# changed leave half of the shingles, two ideographs in ten a quarter; phrases of a trade are less.
LEAST_HASHES = 128
LEAST_IN_COMMON = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Readied:
    """A document ready to be compared: all that may be quoted of it, and its body.

    ``places`` tells where each of its seeds stands first; ``least`` are the least hashes of its body.
    """

    words: Sequence[int]
    quarters: Numbers
    places: Mapping[int, int]
    body: Sequence[int]
    least: frozenset[int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a later document that stand in a first one too, and how near the two passages are."""

    stretch: Stretch
    likeness: float


def ready(everything: Tokens, body: Tokens) -> Readied:
    """Do once what each comparison of a document needs."""
    runs = shingles(everything, SEED_WORDS)
    known, at = np.unique(runs.hashes, return_index=True)
    hashes = seeds(everything)
    places = runs.starts[at[np.searchsorted(known, hashes)]]
    least = np.unique(np.sort(shingles(body, BAND_WORDS).hashes)[: 2 * LEAST_HASHES])[:LEAST_HASHES]
    words = everything.hashes.tolist()
    return Readied(
        words=words,
        quarters=everything.quarters,
        places=dict(zip(hashes.tolist(), places.tolist(), strict=True)),
        body=words if body is everything else body.hashes.tolist(),
        least=frozenset(least.tolist()),
    )


def near(first: Readied, later: Readied) -> float | None:
    """Give how near two documents are as wholes, None where they are not."""
    if not _may_be_near(first, later):
        return None
    found = likeness(first.body, later.body)
    return found if found >= LEAST_LIKENESS else None


def _may_be_near(first: Readied, later: Readied) -> bool:
    lengths = sorted((len(first.body), len(later.body)))
    if not lengths[0] or 2 * lengths[0] < LEAST_LIKENESS * sum(lengths):
        return False
    least = LEAST_IN_COMMON * min(len(first.least), len(later.least))
    return len(first.least & later.least) >= least


def passages(first: Readied, later: Readied) -> list[Passage]:
    """Give the passages of 20 words or more of the later document that the first one has, in order.

    Each part of the later document is in one passage at most.
    """
    shared = first.places.keys() & later.places.keys()
    places = sorted((later.places[seed], first.places[seed]) for seed in shared)
    found = stretches(first.words, later.words, places, (first.quarters, later.quarters))
    long = (each for each in found if later.quarters[each.start : each.end].sum() >= LEAST_QUARTERS)
    told = (Passage(each, _likeness(first, later, each)) for each in long)
    return [passage for passage in told if passage.likeness >= LEAST_LIKENESS]


def _likeness(first: Readied, later: Readied, each: Stretch) -> float:
    return likeness(first.words[each.first_start : each.first_end], later.words[each.start : each.end])
