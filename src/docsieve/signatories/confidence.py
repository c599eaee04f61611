"""How sure a claim is: by the way it was found, and how clearly its own words speak."""

from math import exp

from docsieve.signing.parts import SigningPart

# Shares of right claims by the way they were found, with one right and one wrong added to each: over the
# 1,011 claims of the gold of 2026-11 and the false ones on 1,007 other pages of the web (three dumps of
# each, so counted a third), where nobody signs.
RIGHT_WHEN_FOUND_BY = {
    "heading": 0.98,
    "inline": 0.98,
    "closing": 0.96,
    "list": 0.98,
    "byline": 0.86,
    "ending": 0.6,
}
# What a claim loses whose kind stays in doubt (sum of weights near 0), or whose part is short of names.
LOSS_OF_DOUBT, LOSS_OF_FEW_NAMES = 0.06, 0.1
NAMES_OF_A_PART = 0.3


def confidence_of(part: SigningPart, leaning: float) -> float:
    """Give the probability that a claim is right: named, and as a person or organisation as said."""
    found = RIGHT_WHEN_FOUND_BY[part.found_by]
    named = dict(part.evidence).get("names in it", NAMES_OF_A_PART)
    doubt = LOSS_OF_DOUBT * exp(-abs(leaning)) + (LOSS_OF_FEW_NAMES if named < NAMES_OF_A_PART else 0.0)
    return round(found * (1 - doubt), 3)
