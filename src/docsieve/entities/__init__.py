"""Who is the same: claims of the whole batch to the bodies and persons behind them.

The same name is one party; parties that a row of the table `SAMENESS` holds to be one become one
entity, unless a person has judged otherwise. A person's name alone never merges two documents.
"""

from docsieve.entities.apart import groups, marks_judged, marks_of, marks_within
from docsieve.entities.claims import COUNTS, Claim, Said, When, claims_of, said_of, voice_of, when_of
from docsieve.entities.judgements import Judgement, JudgementError, read_judgements
from docsieve.entities.resolve import resolve, resolve_claims
from docsieve.entities.table import SAMENESS, Sameness, as_markdown

__all__ = [
    "COUNTS",
    "SAMENESS",
    "Claim",
    "Judgement",
    "JudgementError",
    "Said",
    "Sameness",
    "When",
    "as_markdown",
    "claims_of",
    "groups",
    "marks_judged",
    "marks_of",
    "marks_within",
    "read_judgements",
    "resolve",
    "resolve_claims",
    "said_of",
    "voice_of",
    "when_of",
]
