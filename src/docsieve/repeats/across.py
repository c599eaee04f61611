"""Repeats across documents: the pairs that share a key are compared, and rows come of it.

A comparison depends on its two documents alone, and which are compared on the whole corpus; so comparisons
are kept from one run to the next, and a run makes those that are new.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from docsieve.model import Repeat
from docsieve.repeats.compare import Compared, Passage, Readied, near, passages, ready
from docsieve.repeats.likely import Sketch, likely_pairs
from docsieve.repeats.quoting import Quotable
from docsieve.repeats.rows import QUOTATION, repeat, whole

MOST_READY = 512  # documents kept ready to be compared, about 80 kB each

Pair = tuple[bytes, bytes]
"""The digests of the first and of the later document."""


class Comparisons:
    """Comparisons by the places of two documents: those that are known are not made again.

    ``asked`` has all that were asked for, by the digests of the two.
    """

    def __init__(
        self, sketches: Sequence[Sketch], open_: Callable[[int], Quotable], known: Mapping[Pair, Compared]
    ) -> None:
        """Open nothing yet; ``open_`` gives a document by its place."""
        self.asked: dict[Pair, Compared] = {}
        self._digests = [each.digest for each in sketches]
        self._known = known
        self._ready: Callable[[int], Readied] = lru_cache(MOST_READY)(lambda at: ready(open_(at)))

    def likeness(self, first: int, later: int) -> float:
        """How near two documents are as wholes."""
        pair, found = self._found(first, later)
        if found.likeness is None:
            found = Compared(near(self._ready(first), self._ready(later)), found.passages)
        self.asked[pair] = found
        return found.likeness or 0.0

    def passages(self, first: int, later: int) -> tuple[Passage, ...]:
        """The passages of the later document that the first one has."""
        pair, found = self._found(first, later)
        if found.passages is None:
            found = Compared(found.likeness, passages(self._ready(first), self._ready(later)))
        self.asked[pair] = found
        return found.passages or ()

    def _found(self, first: int, later: int) -> tuple[Pair, Compared]:
        pair = self._digests[first], self._digests[later]
        return pair, self.asked.get(pair) or self._known.get(pair) or NOTHING_KNOWN


NOTHING_KNOWN = Compared()


def across(
    sketches: Sequence[Sketch], open_: Callable[[int], Quotable], known: Mapping[Pair, Compared]
) -> tuple[list[Repeat], dict[Pair, Compared]]:
    """Give near-duplicates and quotations, and the comparisons they are made from, to be known next time.

    ``open_`` gives what comparing the document at a place of ``sketches`` needs; it is called for documents
    of comparisons that are not ``known``, more than once for some. Of all versions of a text the earliest
    stands for all: what a version has in common with another is no quotation.
    """
    comparisons = Comparisons(sketches, open_, known)
    found: list[Repeat] = []
    version_of: dict[int, int] = {}
    for later, group in groupby(likely_pairs(sketches), itemgetter(1)):
        firsts = [first for first, _ in group]
        version = _nearest(comparisons, firsts, later)
        if version:
            version_of[later] = version_of.get(version[0], version[0])
            found.append(whole(sketches[later], sketches[version[0]], version[1]))
        own = version_of.get(later, later)
        others = [first for first in firsts if version_of.get(first, first) != own]
        found += (
            repeat(QUOTATION, sketches[later].document_id, each.here, sketches[first].document_id, each.there,
                   each.likeness)
            for first, each in _quotations(comparisons, others, later)
        )  # fmt: skip
    return found, comparisons.asked


def _nearest(comparisons: Comparisons, firsts: Sequence[int], later: int) -> tuple[int, float] | None:
    """The earliest document that the later one is a version of, and how near it is."""
    for first in firsts:
        likeness = comparisons.likeness(first, later)
        if likeness:
            return first, likeness
    return None


def _quotations(comparisons: Comparisons, firsts: Sequence[int], later: int) -> Iterator[tuple[int, Passage]]:
    """The passages of a document that stand in earlier ones, each with the earliest that has most of it."""
    taken: list[tuple[int, int]] = []
    for first in firsts:
        for passage in comparisons.passages(first, later):
            covered = sum(max(0, min(end, passage.end) - max(start, passage.start)) for start, end in taken)
            if 2 * covered <= passage.end - passage.start:
                taken.append((passage.start, passage.end))
                yield first, passage
