"""Two documents word by word: which passages stand in both, and how near they are as wholes.

The answer depends on the two texts alone, so that it can be kept from one run to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from docsieve.repeats.aligned import Stretch, stretches
from docsieve.repeats.keys import LEAST_QUARTERS
from docsieve.repeats.likeness import likeness
from docsieve.repeats.quoting import Place, Quotable, place
from docsieve.repeats.tokens import Hashes, Numbers

LEAST_LIKENESS = 0.7
"""A passage or a document less near than this is another one on the same subject."""

# Of the 128 least hashes of the three-word shingles of each, the share both must have. Two words in ten
# changed leave half of the shingles, two ideographs in ten a quarter; phrases of a trade are less.
LEAST_IN_COMMON = 0.08


@dataclass(frozen=True)
class Readied:
    """A document ready to be compared; what few comparisons come to ask is made when it is asked.

    ``seeds`` tells where each of its seeds stands first; ``least`` are the least hashes of its body.
    """

    told: Quotable
    seeds: Mapping[int, int]
    least: frozenset[int]
    body_length: int

    @cached_property
    def words(self) -> Sequence[int]:
        """All that may be quoted of it."""
        return _listed(self.told.words)

    @cached_property
    def body(self) -> Sequence[int]:
        """The words of its body."""
        if self.body_length == len(self.told.words):
            return self.words
        return _listed(self.told.words[self.told.in_body])

    @cached_property
    def quarters(self) -> Numbers:
        """The quarters of a word of each of its words."""
        return self.told.quarters.astype(np.int64)


def _listed(hashes: Hashes) -> Sequence[int]:
    found: list[int] = hashes.tolist()
    return found


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
    return Readied(
        told=document,
        seeds=dict(zip(document.seeds.tolist(), document.seed_places.tolist(), strict=True)),
        least=frozenset(document.least.tolist()),
        body_length=int(document.in_body.sum()),
    )


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
    shared = first.seeds.keys() & later.seeds.keys()
    if not shared:
        return ()
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
