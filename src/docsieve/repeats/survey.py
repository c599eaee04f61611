"""What the whole corpus says of each block: the one group-by in the middle of a run.

A document contributes its :class:`Trace`, computed from it alone; the group-by makes :class:`SiteCounts`
of all traces; :func:`evidence` gives back to each document what the counts say of its trace. A document
is to be judged again where its evidence is not what it was.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from docsieve.model import Prepared, RepeatEvidence


@dataclass(frozen=True, slots=True)
class Trace:
    """What one document contributes to the counts of its site, and what it asks of them.

    ``page`` tells pages of equal bytes, ``fingerprints`` has one entry a block.
    """

    site: str
    page: str
    fingerprints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """How many different pages each site has, and how many of them carry a fingerprint."""

    pages: Mapping[str, int]
    carriers: Mapping[tuple[str, str], int]


def trace(document: Prepared) -> Trace:
    """Give what a document contributes to the survey."""
    return Trace(document.raw.site, document.raw.content_sha256, document.fingerprints)


def count_sites(traces: Iterable[Trace]) -> SiteCounts:
    """Count pages and fingerprints by site; a page scraped twice (equal bytes) counts once."""
    pages: Counter[str] = Counter()
    carriers: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for each in traces:
        if (each.site, each.page) in seen:
            continue
        seen.add((each.site, each.page))
        pages[each.site] += 1
        carriers.update((each.site, fingerprint) for fingerprint in set(each.fingerprints) if fingerprint)
    return SiteCounts(pages, carriers)


def evidence(document: Prepared, counts: SiteCounts) -> tuple[RepeatEvidence, ...]:
    """Give the repeat evidence of each block of one document, given the counts of its site."""
    return _evidence(trace(document), document.copies, counts)


def _evidence(
    own: Trace, copies: Iterable[tuple[int, float] | None], counts: SiteCounts
) -> tuple[RepeatEvidence, ...]:
    site_size = counts.pages.get(own.site, 1)
    return tuple(
        _seen(*(copy or (None, 0.0)), counts.carriers.get((own.site, fingerprint), 1), site_size)
        for fingerprint, copy in zip(own.fingerprints, copies, strict=True)
    )


@lru_cache(maxsize=1 << 12)
def _seen(duplicate_of: int | None, similarity: float, pages: int, size: int) -> RepeatEvidence:
    """Most blocks of a page have the same evidence: none, or that of their menu."""
    return RepeatEvidence(duplicate_of, similarity, pages, size)
