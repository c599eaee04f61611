"""Repeats across documents: the pairs that share a key are compared, and rows come of it.

A comparison depends on its two documents alone, and which are compared on the whole corpus; so comparisons
are kept from one run to the next, and a run makes those that are new: here, or wherever it is told to.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

from docsieve.model import Repeat
from docsieve.repeats.compare import Compared, Passage, Readied, near, passages
from docsieve.repeats.likely import Sketch, likely_pairs
from docsieve.repeats.quoting import Quotable
from docsieve.repeats.rows import QUOTATION, repeat, whole

MOST_READY = 2_000_000
"""Words of the documents that are kept ready to be compared: some 40 bytes each."""

Pair = tuple[bytes, bytes]
"""The digests of the first and of the later document."""

Open = Callable[[int], Quotable]
Known = Mapping[Pair, Compared]
Firsts = list[tuple[int, Sequence[int]]]
"""Each later document and the first ones that it is compared with, from the earliest on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A later document and first ones that it is to be compared with, by their places.

    As ``wholes`` until it is a version of one of them; else for the passages that each of them has.
    """

    later: int
    firsts: tuple[int, ...]
    wholes: bool


Answers = Iterable[Sequence[Compared]]
Make = Callable[[Sequence[Asked]], Answers]


def across(
    sketches: Sequence[Sketch], make: Make, known: Known, pairs: Sequence[tuple[int, int]] | None = None
) -> tuple[list[Repeat], dict[Pair, Compared]]:
    """Give near-duplicates and quotations, and the comparisons they come of, to be known next time.

    ``make`` makes comparisons that are not ``known``, here or elsewhere, with ``compare``, and gives their
    answers in order; ``pairs`` are ``likely_pairs`` where these are known. Of all versions of a text the
    earliest stands for all: what a version has in common with another is no quotation.
    """
    pairs = likely_pairs(sketches) if pairs is None else pairs
    told = Comparisons({at: sketches[at].digest for at in {*chain.from_iterable(pairs)}}, known, make)
    groups: Firsts = [(later, [at for at, _ in group]) for later, group in groupby(pairs, itemgetter(1))]
    versions = told.versions(groups)
    version_of: dict[int, int] = {}
    for later, (first, _) in versions.items():
        version_of[later] = version_of.get(first, first)
    others: Firsts = [
        (later, [at for at in firsts if version_of.get(at, at) != version_of.get(later, later)])
        for later, firsts in groups
    ]
    near_duplicates = (
        whole(sketches[later], sketches[first], similarity) for later, (first, similarity) in versions.items()
    )
    quotations = (
        _quotation(sketches[later], sketches[at], each) for later, at, each in told.quotations(others)
    )
    return [*near_duplicates, *quotations], told.asked


def _quotation(later: Sketch, first: Sketch, each: Passage) -> Repeat:
    return repeat(QUOTATION, later.document_id, each.here, first.document_id, each.there, each.likeness)


class AtHand:
    """Documents ready to be compared, those asked for last, as long as they are not too many words."""

    def __init__(self, open_: Open) -> None:
        """Take what opens a document."""
        self._open = open_
        self._ready: OrderedDict[int, Readied] = OrderedDict()
        self._words = 0

    def get(self, at: int) -> Readied:
        """Give the document at a place."""
        if at not in self._ready:
            self._ready[at] = Readied(self._open(at))
            self._words += len(self._ready[at].words)
            while self._words > MOST_READY and len(self._ready) > 1:
                self._words -= len(self._ready.popitem(last=False)[1].words)
        self._ready.move_to_end(at)
        return self._ready[at]


def compare(asked: Iterable[Asked], open_: Open) -> Iterator[list[Compared]]:
    """Compare documents with first ones; for wholes as far as the first that it is a version of."""
    at_hand = AtHand(open_)
    for each in asked:
        firsts, later = map(at_hand.get, each.firsts), at_hand.get(each.later)
        yield list(_wholes(firsts, later) if each.wholes else _parts(firsts, later))


def _wholes(firsts: Iterable[Readied], later: Readied) -> Iterator[Compared]:
    for first in firsts:
        found = Compared(likeness=near(first, later))
        yield found
        if found.likeness:
            return


def _parts(firsts: Iterable[Readied], later: Readied) -> Iterator[Compared]:
    return (Compared(passages=passages(first, later)) for first in firsts)


class Comparisons:
    """The comparisons of a run, by the places of two documents: those that are known are not made again.

    ``asked`` has all that the run came to ask for, by the digests of the two.
    """

    def __init__(self, digests: Mapping[int, bytes], known: Known, make: Make) -> None:
        """Make none yet, of documents with these digests."""
        self.asked: dict[Pair, Compared] = {}
        self._digests = digests
        self._known = known
        self._make = make

    def versions(self, groups: Firsts) -> dict[int, tuple[int, float]]:
        """For documents that are versions of earlier ones the earliest of them, and how near it is."""
        self._complete([Asked(later, self._unknown_wholes(firsts, later), True) for later, firsts in groups])
        found = ((later, self._nearest(firsts, later)) for later, firsts in groups)
        return {later: nearest for later, nearest in found if nearest}

    def quotations(self, groups: Firsts) -> Iterator[tuple[int, int, Passage]]:
        """The passages of later documents that stand in first ones: (later, first, passage).

        Of several first documents that have most of a passage the earliest.
        """
        self._complete([Asked(later, self._unknown_parts(firsts, later), False) for later, firsts in groups])
        for later, firsts in groups:
            taken: list[tuple[int, int]] = []
            for first in firsts:
                for each in self._ask(first, later).passages or ():
                    covered = sum(max(0, min(end, each.end) - max(start, each.start)) for start, end in taken)
                    if 2 * covered <= each.end - each.start:
                        taken.append((each.start, each.end))
                        yield later, first, each

    def _nearest(self, firsts: Sequence[int], later: int) -> tuple[int, float] | None:
        for first in firsts:
            likeness = self._ask(first, later).likeness
            if likeness:
                return first, likeness
        return None

    def _unknown_wholes(self, firsts: Sequence[int], later: int) -> tuple[int, ...]:
        """Those to compare before the first that is known to be near."""
        unknown: list[int] = []
        for first in firsts:
            likeness = self._of(first, later).likeness
            if likeness:
                break
            if likeness is None:
                unknown.append(first)
        return tuple(unknown)

    def _unknown_parts(self, firsts: Sequence[int], later: int) -> tuple[int, ...]:
        return tuple(first for first in firsts if self._of(first, later).passages is None)

    def _complete(self, asked: Sequence[Asked]) -> None:
        asked = [each for each in asked if each.firsts]
        for each, answers in zip(asked, self._make(asked), strict=True):
            for first, found in zip(each.firsts, answers, strict=False):
                self.asked[self._pair(first, each.later)] = _both(self._of(first, each.later), found)

    def _ask(self, first: int, later: int) -> Compared:
        return self.asked.setdefault(self._pair(first, later), self._of(first, later))

    def _of(self, first: int, later: int) -> Compared:
        pair = self._pair(first, later)
        return self.asked.get(pair) or self._known.get(pair) or NOTHING_KNOWN

    def _pair(self, first: int, later: int) -> Pair:
        return self._digests[first], self._digests[later]


NOTHING_KNOWN, UNLIKE = Compared(), Compared(0.0, ())


def _both(known: Compared, found: Compared) -> Compared:
    """What is known and what was found, of one pair; most have nothing in common, and are one value."""
    likeness = known.likeness if found.likeness is None else found.likeness
    both = Compared(likeness, known.passages if found.passages is None else found.passages)
    return UNLIKE if both == UNLIKE else both
