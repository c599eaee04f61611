"""Repeats: within a document, over the pages of a site, and across the corpus.

Both steps over the corpus have three parts: what a document contributes, computed from it alone
(``trace``, ``sketch``); a group-by over all contributions (``count_sites``, ``likely_pairs``); and what
comes of it for each document (``evidence``, ``repeats``).
"""

from docsieve.repeats.across import Sketch, likely_pairs
from docsieve.repeats.fingerprints import fingerprint, fingerprints
from docsieve.repeats.occurrences import repeats
from docsieve.repeats.quoting import sketch
from docsieve.repeats.survey import SiteCounts, Trace, count_sites, evidence, trace
from docsieve.repeats.tokens import tokens, words
from docsieve.repeats.within import copies

__all__ = [
    "SiteCounts",
    "Sketch",
    "Trace",
    "copies",
    "count_sites",
    "evidence",
    "fingerprint",
    "fingerprints",
    "likely_pairs",
    "repeats",
    "sketch",
    "tokens",
    "trace",
    "words",
]
