"""How far two sets of figures are apart, and how far chance alone would put them; plain formulas.

Figures come as the rows of ``sites`` and the named counts of ``runs``. Blocks of one document are not
independent of each other, so the spread is always taken between documents, never between blocks.
"""

from collections.abc import Mapping
from math import inf, log, sqrt
from statistics import NormalDist
from typing import Any

from docsieve.values import added

Figures = Mapping[str, Any]
Counts = Mapping[str, int]


def kept_share(site: Figures) -> float:
    """Blocks kept of all blocks; 1 where there are none."""
    return float(site["kept_block_count"] / site["block_count"]) if site["block_count"] else 1.0


def kept_share_variance(site: Figures) -> float:
    """Variance of the share as a ratio of two sums over documents (Cochran 1977, section 6.3)."""
    documents, share = site["document_count"], kept_share(site)
    squares = site["kept_squares"] - 2 * share * site["block_kept_products"]
    squares += share * share * site["block_squares"]
    return _between(squares, documents) / max(int(site["block_count"]) ** 2, 1)


def _between(squares: float, documents: int) -> float:
    """The sum of squared deviations, for what is unknown of the documents not seen."""
    return max(squares, 0.0) * documents / max(documents - 1, 1)


def signed_share(site: Figures) -> float:
    """Documents with a signatory of all documents; 0 where there are none."""
    return float(site["signed_document_count"] / site["document_count"]) if site["document_count"] else 0.0


def signed_share_variance(site: Figures) -> float:
    """Variance of a share of documents (Agresti and Caffo 2000: one success and one failure added)."""
    documents = site["document_count"] + 2
    share = (site["signed_document_count"] + 1) / documents
    return float(share * (1 - share) / documents)


def signatories(site: Figures) -> float:
    """Signatories per document; 0 where there are none."""
    return float(site["signatory_count"] / site["document_count"]) if site["document_count"] else 0.0


def signatories_variance(site: Figures) -> float:
    """Variance of the mean over documents."""
    documents, mean = site["document_count"], signatories(site)
    squares = site["signatory_squares"] - documents * mean * mean
    return _between(squares, documents) / max(int(documents), 1) ** 2


def z(before: tuple[float, float], after: tuple[float, float]) -> float:
    """How many standard errors two values, each with its variance, are apart; as in Welch's test.

    >>> z((0.25, 0.0003), (0.75, 0.0001))
    25.0
    >>> z((0.5, 0.0), (0.5, 0.0)), z((0.5, 0.0), (0.6, 0.0))
    (0.0, inf)
    """
    apart, variance = abs(after[0] - before[0]), before[1] + after[1]
    if variance <= 0:
        return inf if apart > 0 else 0.0
    return round(apart / sqrt(variance), 6)


def stability_index(before: Counts, after: Counts) -> float:
    """Population stability index of two distributions over names (Siddiqi 2006); 0 is the same.

    A name that is missing on one side counts half there, so that it has no infinite weight.

    >>> stability_index({"a": 50, "b": 50}, {"a": 5, "b": 5})
    0.0
    """
    names = sorted(before.keys() | after.keys())
    shares = [_shares(counts, names) for counts in (before, after)]
    return float(added((q - p) * log(q / p) for p, q in zip(*shares, strict=True)))


def _shares(counts: Counts, names: list[str]) -> list[float]:
    filled = [counts.get(name, 0) or 0.5 for name in names]
    return [count / sum(filled) for count in filled]


def chance_errors(chance: float, documents: int) -> float:
    """The standard errors that chance alone passes this often, the spread known from so many documents.

    Student's t, two-sided, by its expansion around the normal quantile (Abramowitz and Stegun 26.7.5).

    >>> round(chance_errors(0.001, 31), 1), round(chance_errors(0.001, 100_000), 1)
    (3.6, 3.3)
    """
    q, degrees = NormalDist().inv_cdf(1 - chance / 2), max(documents - 1, 1)
    return q + (q**3 + q) / (4 * degrees) + (5 * q**5 + 16 * q**3 + 3 * q) / (96 * degrees**2)


def chance_index(chance: float, names: int, before: float, after: float) -> float:
    """The stability index that chance alone passes this often, with so many documents on each side.

    Without a change it is distributed as ``1/before + 1/after`` times chi square with ``names - 1`` degrees
    (Yurdakul 2018), whose quantile is Wilson and Hilferty's (1931).

    >>> round(chance_index(0.05, 5, 100, 100), 2)
    0.19
    """
    degrees, q = max(names - 1, 1), NormalDist().inv_cdf(1 - chance)
    cube = 1 - 2 / (9 * degrees) + q * sqrt(2 / (9 * degrees))
    return (1 / max(before, 1) + 1 / max(after, 1)) * degrees * float(cube**3)


def effective_documents(sites: list[Figures]) -> float:
    """As how many documents of equal length they count (Kish 1965): one long list is not a hundred pages."""
    blocks, squares = (sum(site[name] for site in sites) for name in ("block_count", "block_squares"))
    return blocks * blocks / squares if squares else 0.0
