"""What the whole corpus says of each block: the one group-by in the middle of a run.

A document contributes its :class:`Trace`, computed from it alone; :func:`carried` counts by site what all
traces have in common; :func:`evidence` gives to a document what the counts say of its blocks. A document
is to be judged again where the digest of its :class:`Carried` is not what it was.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from docsieve.model import Prepared, RepeatEvidence
from docsieve.repeats.fingerprints import numbers_of
from docsieve.repeats.tokens import Hashes, Numbers
from docsieve.shares import told

MARKS_AT_A_TIME = 1 << 19
"""Blocks counted at a time, whole sites: about 25 MB; a larger site is counted alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What one document contributes to the counts of its site, and what it asks of them.

    ``page`` tells pages of equal bytes; ``fingerprints`` has one number a block, 0 where it has none.
    """

    site: str
    page: str
    fingerprints: Hashes


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """On how many different pages of its site each block of a document stands, and how many pages it has.

    1 for a block that stands here only or has no fingerprint.
    """

    pages: npt.NDArray[np.int32]
    size: int

    @property
    def digest(self) -> bytes:
        """16 bytes (BLAKE2b) that change where what is told of the blocks does, in steps on a large site."""
        numbers = told(self.pages.astype(np.int64), self.size).astype("<i4")
        return blake2b(numbers.tobytes(), digest_size=16).digest()


def trace(document: Prepared) -> Trace:
    """Give what a document contributes to the survey."""
    return Trace(document.raw.site, document.raw.content_sha256, numbers_of(document.fingerprints))


def carried(traces: Sequence[Trace]) -> list[Carried]:
    """Count pages and fingerprints by site, and give each document what is asked; in order of ``traces``.

    A page scraped twice (equal ``page``) counts once. The work is that of sorting all fingerprints, some
    sites at a time.
    """
    return _in_another_order(traces, lambda each: (each.site,), carried_by_site)


def carried_by_site(traces: Iterable[Trace]) -> Iterator[Carried]:
    """Give the same of traces of which those of a site stand together, without having all at once."""
    held: list[Trace] = []
    marks = 0
    for each in traces:
        if marks >= MARKS_AT_A_TIME and each.site != held[-1].site:
            yield from _of_sites(held)
            held, marks = [], 0
        held.append(each)
        marks += len(each.fingerprints)
    if held:
        yield from _of_sites(held)


def _of_sites(traces: Sequence[Trace]) -> list[Carried]:
    return _in_another_order(traces, lambda each: (each.site, each.page), _counted)


def _in_another_order(
    traces: Sequence[Trace],
    key: Callable[[Trace], tuple[str, ...]],
    count: Callable[[Sequence[Trace]], Iterable[Carried]],
) -> list[Carried]:
    """Count traces that are sorted by a key, and give what comes of it in the order they came in."""
    order = sorted(range(len(traces)), key=lambda at: key(traces[at]))
    found = dict(zip(order, count([traces[at] for at in order]), strict=True))
    return [found[at] for at in range(len(traces))]


def _counted(traces: Sequence[Trace]) -> Iterator[Carried]:
    """The same for whole sites, sorted by site and page."""
    sites, pages = _numbered([each.site for each in traces]), _numbered([each.page for each in traces])
    pages = _numbered(list(zip(sites.tolist(), pages.tolist(), strict=True)))
    site_of = sites[np.flatnonzero(np.diff(pages, prepend=-1))]
    sizes = np.bincount(site_of)
    lengths = np.fromiter((len(each.fingerprints) for each in traces), np.int64, len(traces))
    marks = np.concatenate([each.fingerprints for each in traces])
    counts = _carriers(marks, np.repeat(pages, lengths), site_of)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))).tolist()
    for (start, end), site in zip(pairwise(bounds), sites.tolist(), strict=True):
        yield Carried(counts[start:end], int(sizes[site]))


def _numbered(names: Sequence[object]) -> Numbers:
    """A number for each, one more where it is not the one before."""
    changed = [one != before for before, one in pairwise(names)]
    return np.cumsum(np.array([False, *changed][: len(names)], bool), dtype=np.int64)


def _carriers(marks: Hashes, pages: Numbers, site_of: Numbers) -> npt.NDArray[np.int32]:
    """For each block on how many pages of its site it stands; ``pages`` in order, ``site_of`` for each."""
    order = np.argsort(marks, kind="stable")  # the pages of one mark stay in order, and so do its sites
    sorted_marks, sorted_pages = marks[order], pages[order]
    other_mark = np.diff(sorted_marks, prepend=~sorted_marks[:1]) != 0
    first_here = other_mark | (np.diff(sorted_pages, prepend=-1) != 0)
    groups = np.cumsum(other_mark | (np.diff(site_of[sorted_pages], prepend=-1) != 0)) - 1
    counts = np.ones(len(marks), np.int32)
    counts[order] = np.bincount(groups[first_here])[groups] if len(marks) else 0
    counts[marks == 0] = 1
    return counts


def evidence(document: Prepared, known: Carried) -> tuple[RepeatEvidence, ...]:
    """Give the repeat evidence of each block of a document, given what its site carries of it."""
    return tuple(
        _seen(*(copy or (None, 0.0)), pages, known.size)
        for pages, copy in zip(known.pages.tolist(), document.copies, strict=True)
    )


@lru_cache(maxsize=1 << 12)
def _seen(duplicate_of: int | None, similarity: float, pages: int, size: int) -> RepeatEvidence:
    """Most blocks of a page have the same evidence: none, or that of their menu."""
    return RepeatEvidence(duplicate_of, similarity, pages, size)
