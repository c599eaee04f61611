"""The sites in figures, and those that stand out among them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from docsieve.report.pages import number, percent

LEAST_DOCUMENTS = 3
LEAST_SITES = 4
SPREADS = 3.0
MAD_TO_DEVIATION = 1.4826
"""Of a normal distribution; three such deviations are the usual line for an outlier (Hampel)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A site: how many documents, and what is usual for one of them."""

    site: str
    documents: int
    removed: float
    untitled: float
    undated: float
    signatories: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure in which sites are compared; ``least`` is the difference below which none stands out."""

    of: Callable[[Figures], float]
    words: str
    told: Callable[[float], str]
    least: float


MEASURES = (
    Measure(lambda site: site.removed, "share of blocks removed", percent, 0.15),
    Measure(lambda site: site.untitled, "documents without a title", percent, 0.15),
    Measure(lambda site: site.undated, "documents without a date", percent, 0.30),
    Measure(lambda site: site.signatories, "signatories per document", number, 10.0),
)


def figures(documents: Iterable[Mapping[str, Any]]) -> list[Figures]:
    """Every site in figures, sorted by name."""
    of_site = defaultdict(list)
    for row in documents:
        of_site[row["site"]].append(row)
    return [_figures(site, rows) for site, rows in sorted(of_site.items())]


def _figures(site: str, rows: Sequence[Mapping[str, Any]]) -> Figures:
    blocks = sum(row["block_count"] for row in rows)
    return Figures(
        site=site,
        documents=len(rows),
        removed=1 - sum(row["kept_block_count"] for row in rows) / blocks if blocks else 0.0,
        untitled=sum(row["title"] is None for row in rows) / len(rows),
        undated=sum(row["published_on"] is None for row in rows) / len(rows),
        signatories=sum(row["signatory_count"] for row in rows) / len(rows),
    )


def standing_out(sites: Sequence[Figures]) -> list[tuple[Figures, str]]:
    """The sites that differ from the others, each with a sentence that says in what and how far.

    Looks at sites with three documents or more, and at none where fewer than four are that large. A site
    stands out where it lies three robust deviations from the median of them, and the least difference
    of the measure as well.
    """
    large = [site for site in sites if site.documents >= LEAST_DOCUMENTS]
    if len(large) < LEAST_SITES:
        return []
    return [(site, sentence) for measure in MEASURES for site, sentence in _far(measure, large)]


def _far(measure: Measure, sites: Sequence[Figures]) -> Iterable[tuple[Figures, str]]:
    middle = median(map(measure.of, sites))
    spread = MAD_TO_DEVIATION * median(abs(measure.of(site) - middle) for site in sites)
    for site in sites:
        value = measure.of(site)
        if abs(value - middle) >= max(SPREADS * spread, measure.least):
            yield site, f"{measure.words}: {measure.told(value)}; the median site has {measure.told(middle)}"
