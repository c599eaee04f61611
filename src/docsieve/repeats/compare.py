"""Two documents word by word: which passages stand in both, and how near they are as wholes.

The answer depends on the two texts alone, so that it can be kept from one run to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from docsieve.repeats.aligned import Stretch, stretches
from docsieve.repeats.keys import LEAST_QUARTERS
from docsieve.repeats.likeness import likeness
from docsieve.repeats.quoting import Place, Quotable, place
from docsieve.repeats.tokens import Numbers

LEAST_LIKENESS = 0.7
"""A passage or a document less near than this is another one on the same subject."""

# Of the 128 least hashes of the three-word shingles of each, the share both must have. Two words in ten
# changed leave half of the shingles, two ideographs in ten a quarter; phrases of a trade are less.
LEAST_IN_COMMON = 0.08


@dataclass(frozen=True)
class Readied:
    """A document ready to be compared; what few comparisons come to ask is made when it is asked."""

    told: Quotable

    @cached_property
    def words(self) -> Sequence[int]:
        """All that may be quoted of it; numbers are made of those words only that are looked at."""
        return self.told.words.data

    @cached_property
    def body(self) -> Sequence[int]:
        """The words of its body."""
        return self.told.words[self.told.in_body].data

    @cached_property
    def body_length(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.told.in_body))

    @cached_property
    def quarters(self) -> Numbers:
        """The quarters of a word of each of its words."""
        return self.told.quarters.astype(np.int64)

    @cached_property
    def least(self) -> frozenset[int]:
        """The least hashes of its body."""
        return frozenset(self.told.least.tolist())


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


def near(first: Readied, later: Readied) -> float:
    """Give how near two documents are as wholes, 0 where they are no versions of one text."""
    if not _may_be_near(first, later):
        return 0.0
    found = likeness(first.body, later.body)
    return found if found >= LEAST_LIKENESS else 0.0


def _may_be_near(first: Readied, later: Readied) -> bool:
    lengths = sorted((first.body_length, later.body_length))
    if not lengths[0] or 2 * lengths[0] < LEAST_LIKENESS * sum(lengths):
        return False
    least = LEAST_IN_COMMON * min(len(first.least), len(later.least))
    return len(first.least & later.least) >= least


def passages(first: Readied, later: Readied) -> tuple[Passage, ...]:
    """Give the passages of 20 words or more of the later document that the first one has, in order.

    Each part of the later document is in one passage at most.
    """
    places = _shared(first.told, later.told)
    if not places:
        return ()
    found = stretches(first.words, later.words, places, (first.quarters, later.quarters))
    long = (each for each in found if later.quarters[each.start : each.end].sum() >= LEAST_QUARTERS)
    told = (_passage(first, later, each) for each in long)
    return tuple(passage for passage in told if passage.likeness >= LEAST_LIKENESS)


def _shared(first: Quotable, later: Quotable) -> list[tuple[int, int]]:
    """Where seeds that both have stand first, in the later document and in the first one."""
    if not len(first.seeds):
        return []
    nearest = np.minimum(np.searchsorted(first.seeds, later.seeds), len(first.seeds) - 1)
    both = np.flatnonzero(first.seeds[nearest] == later.seeds)
    here, there = later.seed_places[both], first.seed_places[nearest[both]]
    return sorted(zip(here.tolist(), there.tolist(), strict=True))


def _passage(first: Readied, later: Readied, each: Stretch) -> Passage:
    return Passage(
        start=each.start,
        end=each.end,
        here=place(later.told, each.start, each.end),
        there=place(first.told, each.first_start, each.first_end),
        likeness=likeness(first.words[each.first_start : each.first_end], later.words[each.start : each.end]),
    )
