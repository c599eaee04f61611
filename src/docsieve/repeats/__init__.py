"""Repeats: within a document, over the pages of a site, and across the corpus.

Both steps over the corpus have three parts: what a document contributes, computed from it alone
(``trace``; ``quoted``, ``own``, ``stencils``); a group-by over all contributions (``carried``;
``likely_pairs``); and what comes of it (``evidence`` for each document; ``across``, ``templates``).
"""

from docsieve.repeats.across import Asked, across, compare
from docsieve.repeats.compare import Compared, Passage
from docsieve.repeats.fingerprints import fingerprint, fingerprints, numbers_of
from docsieve.repeats.likely import KEYS_AT_A_TIME, Carriers, Keyed, Sketch, by_age, likely_pairs
from docsieve.repeats.occurrences import repeats
from docsieve.repeats.own import own
from docsieve.repeats.quoting import Place, Quotable, flat, quotable, quoted, shaped, sketch
from docsieve.repeats.rows import in_order
from docsieve.repeats.survey import (
    Carried,
    Trace,
    carried,
    carried_by_site,
    evidence,
    trace,
)
from docsieve.repeats.templates import Stencil, stencils, templates
from docsieve.repeats.tokens import tokens, words
from docsieve.repeats.within import copies

__all__ = [
    "KEYS_AT_A_TIME",
    "Asked",
    "Carried",
    "Carriers",
    "Compared",
    "Keyed",
    "Passage",
    "Place",
    "Quotable",
    "Sketch",
    "Stencil",
    "Trace",
    "across",
    "by_age",
    "carried",
    "carried_by_site",
    "compare",
    "copies",
    "evidence",
    "fingerprint",
    "fingerprints",
    "flat",
    "in_order",
    "likely_pairs",
    "numbers_of",
    "own",
    "quotable",
    "quoted",
    "repeats",
    "shaped",
    "sketch",
    "stencils",
    "templates",
    "tokens",
    "trace",
    "words",
]
