"""Measures of two parties: how much speaks for their being one, and between which two texts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from docsieve.entities.names import core, is_distinctive, letters, words
from docsieve.entities.parties import Party
from docsieve.places import country_of, is_place

PARTICLES = frozenset(
    "da das de del della der des di do dos du e el la las le los van von y zu zur bin ibn al".split()
)
MOST_NAMES = 12
"""Names of a party that are compared; a body has no more that say anything new."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a measure found: its value, and the two texts it looked at."""

    measured: float
    left: str
    right: str


NOTHING = Compared(0.0, "", "")


def same_letters(left: Party, right: Party) -> Compared:
    """1 where both are called the same but for case, accents, spaces and punctuation."""
    return Compared(float(left.name == right.name), left.names[0], right.names[0])


def same_without_form(left: Party, right: Party) -> Compared:
    """1 where the names are the same without forms in law, articles, prepositions and "and"."""
    return _best(left.names, right.names, lambda one, other: float(core(one) == core(other)))


def same_words(left: Party, right: Party) -> Compared:
    """rapidfuzz's `token_sort_ratio` of names of three or more words that count: their order does not."""
    return _best(left.names, right.names, _word_order)


def _word_order(one: str, other: str) -> float:
    own, others = core(one), core(other)
    if min(len(own), len(others)) < 3:
        return 0.0
    return fuzz.token_sort_ratio(" ".join(own), " ".join(others)) / 100


def spelling(left: Party, right: Party) -> Compared:
    """Likeness (1 - OSA distance / length) of the one word in which the names differ.

    0 where more than one word differs, where it begins differently (Health is not Wealth), has a digit,
    or names a place: Austria is not Australia.
    """
    return _best(left.names, right.names, _one_word)


def _one_word(one: str, other: str) -> float:
    own, others = core(one), core(other)
    differing = [pair for pair in zip(own, others, strict=False) if pair[0] != pair[1]]
    if len(own) != len(others) or len(differing) != 1:
        return 0.0
    word, twin = differing[0]
    if word[0] != twin[0] or not (word + twin).isalpha() or _names_place(word) or _names_place(twin):
        return 0.0
    return OSA.normalized_similarity(word, twin)


def _names_place(word: str) -> bool:
    return country_of(word) is not None or is_place(word)


def stated_name(left: Party, right: Party) -> Compared:
    """1 where one is called by a name that the other gives as its own: native name, translation, alias.

    0 for names of one short word, which belong to `acronym`, and for two that signed the same document.
    """
    if left.documents & right.documents:
        return NOTHING
    pairs = [*product(left.names, right.other_names), *product(left.other_names, right.names)]
    pairs += product(left.other_names, right.other_names)
    same = ((a, b) for a, b in pairs if is_distinctive(a) and letters(a) == letters(b))
    return next((Compared(1.0, a, b) for a, b in same), NOTHING)


def same_address(left: Party, right: Party) -> Compared:
    """1 where the same address stands with both names."""
    return _shared(_said(left, "url"), _said(right, "url"))


def same_affiliation(left: Party, right: Party) -> Compared:
    """rapidfuzz's `token_sort_ratio` of the affiliations, without forms in law and function words."""
    return _best(_said(left, "affiliation"), _said(right, "affiliation"), _likeness)


def same_role_and_place(left: Party, right: Party) -> Compared:
    """`token_sort_ratio` of the roles where a country or the place is the same too, else 0."""
    here = left.countries & right.countries
    places = {core(place) for place in _said(left, "place")} & {core(p) for p in _said(right, "place")}
    return _best(_said(left, "role"), _said(right, "role"), _likeness) if here or places else NOTHING


def name_length(left: Party, right: Party) -> Compared:
    """Words of the name that both share, without particles and initials: long names are rare ones."""
    return Compared(float(words_of_name(left.names[0])), left.names[0], right.names[0])


def words_of_name(name: str) -> int:
    """How many words of a person's name say something.

    >>> words_of_name("Ana de la Costa"), words_of_name("A. B. Elm"), words_of_name("Ana Luz Mar Sol")
    (2, 1, 4)
    """
    return sum(len(word) > 1 and word not in PARTICLES for piece in name.split() for word in words(piece))


def _said(party: Party, field: str) -> tuple[str, ...]:
    found = (getattr(claim.said, field) for claim in party.claims)
    return tuple(dict.fromkeys(one for one in found if one))


def _likeness(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(" ".join(core(one)), " ".join(core(other))) / 100


def _shared(left: Iterable[str], right: Iterable[str]) -> Compared:
    same = {one.casefold().rstrip("/"): one for one in left}
    found = (Compared(1.0, same[k], other) for other in right if (k := other.casefold().rstrip("/")) in same)
    return next(found, NOTHING)


def _best(left: Iterable[str], right: Iterable[str], measure: Callable[[str, str], float]) -> Compared:
    pairs = product(list(left)[:MOST_NAMES], list(right)[:MOST_NAMES])
    return max((Compared(measure(a, b), a, b) for a, b in pairs), key=lambda it: it.measured, default=NOTHING)
