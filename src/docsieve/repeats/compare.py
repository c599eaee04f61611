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
from docsieve.repeats.quoting import Place, Quotable, body, everything, place
from docsieve.repeats.tokens import Numbers

LEAST_LIKENESS = 0.7
"""A passage or a document less near than this is another one on the same subject."""

# Of the 128 least hashes of the three-word shingles of each, the share both must have. Two words in ten
# changed leave half of the shingles, two ideographs in ten a quarter; phrases of a trade are less.
LEAST_HASHES = 128
LEAST_IN_COMMON = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Readied:
    """A document ready to be compared: all that may be quoted of it, and its body.

    ``seeds`` tells where each of its seeds stands first; ``least`` are the least hashes of its body.
    """

    told: Quotable
    words: Sequence[int]
    quarters: Numbers
    seeds: Mapping[int, int]
    body: Sequence[int]
    least: frozenset[int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a later document that stands in a first one too.

    ``start`` and ``end`` are its words in the later one, ``here`` and ``there`` its places in the raw texts
    of the later and of the first, ``likeness`` tells how near the two passages are.
    """

    start: int
    end: int
    here: Place
    there: Place
    likeness: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known of a first and a later document; None for what nobody has asked yet.

    ``likeness`` of the two as wholes is 0 where they are no versions of one text.
    """

    likeness: float | None = None
    passages: tuple[Passage, ...] | None = None


def ready(document: Quotable) -> Readied:
    """Do once what each comparison of a document needs."""
    all_words, own = everything(document), body(document)
    runs = shingles(all_words, SEED_WORDS)
    known, at = np.unique(runs.hashes, return_index=True)
    hashes = seeds(all_words)
    places = runs.starts[at[np.searchsorted(known, hashes)]]
    least = np.unique(np.sort(shingles(own, BAND_WORDS).hashes)[: 2 * LEAST_HASHES])[:LEAST_HASHES]
    words = all_words.hashes.tolist()
    return Readied(
        told=document,
        words=words,
        quarters=all_words.quarters,
        seeds=dict(zip(hashes.tolist(), places.tolist(), strict=True)),
        body=words if len(own) == len(words) else own.hashes.tolist(),
        least=frozenset(least.tolist()),
    )


def near(first: Readied, later: Readied) -> float:
    """Give how near two documents are as wholes, 0 where they are no versions of one text."""
    if not _may_be_near(first, later):
        return 0.0
    found = likeness(first.body, later.body)
    return found if found >= LEAST_LIKENESS else 0.0


def _may_be_near(first: Readied, later: Readied) -> bool:
    lengths = sorted((len(first.body), len(later.body)))
    if not lengths[0] or 2 * lengths[0] < LEAST_LIKENESS * sum(lengths):
        return False
    least = LEAST_IN_COMMON * min(len(first.least), len(later.least))
    return len(first.least & later.least) >= least


def passages(first: Readied, later: Readied) -> tuple[Passage, ...]:
    """Give the passages of 20 words or more of the later document that the first one has, in order.

    Each part of the later document is in one passage at most.
    """
    shared = first.seeds.keys() & later.seeds.keys()
    places = sorted((later.seeds[seed], first.seeds[seed]) for seed in shared)
    found = stretches(first.words, later.words, places, (first.quarters, later.quarters))
    long = (each for each in found if later.quarters[each.start : each.end].sum() >= LEAST_QUARTERS)
    told = (_passage(first, later, each) for each in long)
    return tuple(passage for passage in told if passage.likeness >= LEAST_LIKENESS)


def _passage(first: Readied, later: Readied, each: Stretch) -> Passage:
    return Passage(
        start=each.start,
        end=each.end,
        here=place(later.told, each.start, each.end),
        there=place(first.told, each.first_start, each.first_end),
        likeness=likeness(first.words[each.first_start : each.first_end], later.words[each.start : each.end]),
    )
