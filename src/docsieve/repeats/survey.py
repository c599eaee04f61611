"""What the whole corpus says of each block: the one group-by in the middle of a run."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docsieve.model import Prepared, RepeatEvidence
from docsieve.repeats.within import duplicates


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """How many different pages each site has, and how many of them carry a fingerprint."""

    pages: Mapping[str, int]
    carriers: Mapping[tuple[str, str], int]


def count_sites(documents: Iterable[Prepared]) -> SiteCounts:
    """Count pages and fingerprints by site; a page scraped twice (equal bytes) counts once."""
    pages: Counter[str] = Counter()
    carriers: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for document in documents:
        site, page = document.raw.site, document.raw.content_sha256
        if (site, page) in seen:
            continue
        seen.add((site, page))
        pages[site] += 1
        carriers.update((site, fingerprint) for fingerprint in set(document.fingerprints) if fingerprint)
    return SiteCounts(pages, carriers)


def evidence(document: Prepared, counts: SiteCounts) -> tuple[RepeatEvidence, ...]:
    """Give the repeat evidence of each block of one document, given the counts of its site."""
    site = document.raw.site
    copies = duplicates(_texts(document), document.fingerprints)
    return tuple(
        RepeatEvidence(
            duplicate_of=copy[0] if copy else None,
            similarity=copy[1] if copy else 0.0,
            site_pages=counts.carriers.get((site, fingerprint), 1),
            site_size=counts.pages.get(site, 1),
        )
        for fingerprint, copy in zip(document.fingerprints, copies, strict=True)
    )


def _texts(document: Prepared) -> Sequence[str]:
    return [repaired.text for repaired in document.repaired]
