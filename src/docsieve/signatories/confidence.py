"""How sure a claim is: by the way it was found, and the doubts that its own words leave."""

from math import exp

from docsieve.model import Kind
from docsieve.places import country_of, is_place
from docsieve.signatories.drafts import Draft
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, traits
from docsieve.signing.part import SigningPart
from docsieve.signing.vocabulary import is_role_word
from docsieve.values import added

# Log odds that a claim is right: what they begin with, and what each doubt takes off. Logistic regression
# (L2 of 1) over 1,502 claims: of the gold of 2026-11, counted 0.3 each as its texts were looked at while
# rules were written, and of 56 letters that independent examiners wrote. Left out by site, the expected
# calibration error in steps of 0.05 is 0.011, on the examiners' letters alone 0.015. What these claims show
# too seldom was kept from older counts: "only tells" and "one word, a person" (1 of 19 right), "ending"
# (false ones on 1,007 pages of the web where nobody signs); "learned" from 87 claims right of 93 that forests
# found on pages by authors they had not seen (1.2), less sure as so few pages had them.
SURE = 4.6
DOUBTS = {
    "few names in the part": 1.6,
    "kind unclear": 0.6,
    "one word": 0.2,
    "one word, a person": 1.6,
    "only tells a role or a place": 4.5,
    "small letters": 0.4,
    "nothing known": 1.7,
    "signs of no name": 1.4,
    "at the end of a list": 1.2,
    "found by byline": 0.9,
    "found by closing": 0.8,
    "found by ending": 2.4,
    "found by learned": 1.5,
    "found by list": 0.4,
}
NAMES_OF_A_PART = 0.3
# A sum of weights as near to 0 as this leaves the kind in doubt.
CLEAR = 1.0
# What follows a list is taken for its last entries.
LAST_ENTRIES = 3
LONGEST_NAME_WORDS = 9
SIGNS = "?!¿:·…"


def confidence_of(
    part: SigningPart, draft: Draft, kind: Kind, leaning: float, *, at_end: bool = False
) -> float:
    """Give the probability that a claim is right: its name cut as it should be, of somebody who signed.

    ``draft`` is the entry as read; ``at_end`` says that it is among the last of a list.
    """
    doubted = added(DOUBTS[doubt] for doubt in doubts(part, draft, kind, leaning, at_end=at_end))
    return round(1 / (1 + exp(doubted - SURE)), 3)


def doubts(part: SigningPart, draft: Draft, kind: Kind, leaning: float, *, at_end: bool) -> list[str]:
    """Give the doubts about a claim, as keys of ``DOUBTS``."""
    name = draft.name
    look = traits(name)
    alone = look.words == 1 and not look.uncased and not is_acronym(name)
    words = bare(name.split())
    tells = all(map(is_role_word, words)) or is_place(name) or country_of(name) is not None
    held = {
        "few names in the part": dict(part.evidence).get("names in it", NAMES_OF_A_PART) < NAMES_OF_A_PART,
        "kind unclear": abs(leaning) < CLEAR,
        "one word": alone and not look.kinds,
        "one word, a person": alone and kind is Kind.PERSON,
        "only tells a role or a place": tells and not is_acronym(name),
        "small letters": not look.uncased and name[:1].islower() and look.words > 1,
        "nothing known": not _is_known(draft),
        "signs of no name": any(c in name for c in SIGNS) or look.words > LONGEST_NAME_WORDS,
        "at the end of a list": at_end,
        f"found by {part.found_by}": True,
    }
    return [doubt for doubt, holds in held.items() if holds and doubt in DOUBTS]


def _is_known(draft: Draft) -> bool:
    """Say whether anything in an entry is known of names: a kind word, a given name, a role, a country..."""
    look = traits(draft.name)
    named = look.kinds or look.given_anywhere or look.acronyms or look.titled or look.uncased
    return bool(named or draft.role or draft.affiliation or draft.place or draft.countries)
