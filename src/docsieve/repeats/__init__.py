"""Repeats: within a document, over the pages of a site, and across the corpus."""

from docsieve.repeats.fingerprints import fingerprint
from docsieve.repeats.occurrences import repeats
from docsieve.repeats.survey import SiteCounts, count_sites, evidence

__all__ = ["SiteCounts", "count_sites", "evidence", "fingerprint", "repeats"]
