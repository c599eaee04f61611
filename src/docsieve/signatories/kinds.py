"""Person or organisation: one sum of weights, positive for an organisation."""

from dataclasses import dataclass
from math import log

from docsieve.folding import fold
from docsieve.signing.headings import Heading
from docsieve.signing.names import (
    Traits,
    cjk_person,
    is_acronym,
    names_person,
    person_form,
    traits,
    without_nickname,
)
from docsieve.signing.titles import untitled
from docsieve.signing.vocabulary import legal_forms, names_many
from docsieve.values import added

# Set by hand and checked on the gold of 2026-11 with every site left out once; positive: organisation.
WEIGHTS = {
    "kind word": 3.0,
    "kind word after a given name": 1.7,
    "further kind words": 0.8,
    "legal form": 3.0,
    "digits": 1.4,
    "sign of no person": 1.4,
    "domain": 2.0,
    "acronym": 1.2,
    "acronym alone": 1.5,
    "short acronym first": 0.8,
    "linking word": 1.4,
    "one word": 0.8,
    "word for many": 1.3,
    "many words": 0.8,
    "small word": 1.0,
    "article": 1.5,
    "acronym in brackets": 1.6,
    "country after the name": 0.7,
    "described as a body": 2.2,
    "under a heading of bodies": 2.6,
    "under a heading of people": -2.6,
    "enumeration within the name": 2.4,
    "person's form": -0.9,
    "given name": -2.1,
    "given name before a kind word": -1.0,
    "given name later": -0.6,
    "title": -3.2,
    "degree": -2.2,
    "initial": -1.5,
    "role after the name": -2.2,
    "body after the name": -1.4,
    "small words after the name": -1.6,
    "person's name in its own script": -2.6,
    "role after a name in its own script": -2.4,
}
# Below it a name is a person's by its own words, whatever stands behind it or not.
KNOWN_PERSON = -2.0
# Sums beyond this count as certain where entries speak for their neighbours.
CERTAIN = 1.0
WHOLE_LIST, NEAR_ENTRIES, SAME_CASE, NOTHING_BEHIND = 0.7, 0.5, 0.8, 1.5
NEAR = 4
LEAST_NEIGHBOURS = 3
# A kind word outweighs a list of persons; a person's form alone does not outweigh a list of bodies.
MOST_FOR_BODIES, MOST_FOR_PEOPLE = 3.4, 2.6
ARTICLES = (
    "the ",
    "la ",
    "le ",
    "les ",
    "el ",
    "los ",
    "las ",
    "die ",
    "der ",
    "das ",
    "il ",
    "l'",
    "os ",
    "as ",
)
MANY_WORDS = 5
LONGEST_SHORT_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a name: a role, a body, a country, an acronym or a legal form after it, a series.

    ``described``: words behind it tell what body it is.
    """

    role: bool = False
    body: bool = False
    country: bool = False
    acronym: bool = False
    series: bool = False
    small: bool = False
    legal: bool = False
    described: bool = False
    heading: Heading | None = None


def kind_evidence(name: str, written: str, around: Surroundings) -> list[str]:
    """Give what speaks for a person or an organisation, as keys of ``WEIGHTS``."""
    bare_name = without_nickname(untitled(name))
    look, whole = traits(bare_name), traits(written)
    seen = _of_words(bare_name, look)
    person = names_person(bare_name) if look.uncased else person_form(bare_name)
    if person and look.given:
        seen.append("given name before a kind word" if look.kinds else "given name")
    if person and not look.kinds:
        seen += ["person's form"]
        seen += ["given name later"] if look.given_anywhere and not look.given else []
    if cjk_person(bare_name):
        seen += ["person's name in its own script"]
        seen += ["role after a name in its own script"] if around.role else []
    seen += ["title"] if whole.titled and look.words > 0 else []
    seen += ["degree"] if whole.degreed else []
    # "Associação O Farol": a letter without a full stop beside a kind of body is an article.
    seen += ["initial"] if look.initials and ("." in bare_name or not look.kinds) else []
    return seen + _of_surroundings(around, look, person=person and not look.kinds)


def _of_surroundings(around: Surroundings, look: Traits, *, person: bool) -> list[str]:
    said = {
        "role after the name": around.role,
        "body after the name": around.body and not look.kinds,
        "country after the name": around.country,
        "acronym in brackets": around.acronym,
        "enumeration within the name": around.series,
        "small words after the name": around.small and person,
        "legal form": around.legal,
        "described as a body": around.described,
        "under a heading of bodies": around.heading is not None and around.heading.bodies,
        "under a heading of people": around.heading is not None and around.heading.people,
    }
    return [name for name, holds in said.items() if holds]


def _of_words(name: str, look: Traits) -> list[str]:
    words = name.split()
    person = person_form(name)
    alone = len(words) == 1
    given = look.given_anywhere
    acronym = not look.all_capitals and any(is_acronym(word) and len(word) > 2 for word in words)
    said = {
        "kind word after a given name": look.kinds > 0 and look.given and person,
        "kind word": look.kinds > 0 and not (look.given and person),
        "further kind words": look.kinds > 1,
        "legal form": any(_is_legal(w) for w in words[1:])
        or (len(words) > 2 and _is_legal("".join(words[-2:]))),
        "digits": look.digits,
        "sign of no person": any(c in name for c in '&/:+|!"“”«»'),
        "domain": alone and "." in name.strip(".") and name.replace(".", "").replace("-", "").isalnum(),
        "one word": alone,
        "acronym alone": alone and is_acronym(name),
        "acronym": not alone and acronym,
        "short acronym first": acronym and is_acronym(words[0]) and _is_short(words[0]) and not given,
        "linking word": look.linking > 0 and not person,
        "small word": look.small > 0 and not look.linking and not person and not look.uncased,
        "word for many": not look.given and names_many(fold(words[-1].strip(".,"))),
        "many words": len(words) > MANY_WORDS,
        "article": name.casefold().startswith(ARTICLES),
    }
    return [name for name, holds in said.items() if holds]


def _is_short(acronym: str) -> bool:
    """Say whether an acronym is shorter than most surnames, which some lists set in capitals too."""
    return 2 < len(acronym) <= LONGEST_SHORT_ACRONYM


def _is_legal(word: str) -> bool:
    return len(word) > 1 and fold(word).replace(".", "").strip(",") in legal_forms()


def leaning(seen: list[str]) -> float:
    """Give the sum of the weights of what was seen."""
    return added(WEIGHTS[name] for name in seen)


def with_neighbours(
    sums: list[float], sections: list[int], capitals: list[bool], alone: list[bool]
) -> list[float]:
    """Let a list speak for its doubtful entries by log odds of its certain ones: of a section, near, alike.

    ``sections`` numbers the heading each entry stands under; ``capitals`` says which names are all in
    capitals, which many lists keep for bodies; ``alone`` which have nothing behind them, where people
    mostly have what they are.
    """
    if len(sums) < LEAST_NEIGHBOURS:
        return sums
    # What the neighbours said of the doubtful is heard once more: they are each other's neighbours too.
    return _told(sums, _told(sums, sums, sections, capitals, alone), sections, capitals, alone)


def _told(
    sums: list[float], known: list[float], sections: list[int], capitals: list[bool], alone: list[bool]
) -> list[float]:
    certain = [1 if value > CERTAIN else -1 if value < -CERTAIN else 0 for value in known]
    counts: dict[int, list[int]] = {}
    for section, vote in zip(sections, certain, strict=True):
        counts.setdefault(section, [0, 0])[vote < 0] += vote != 0
    case, bare = _odds_of(certain, capitals), _odds_of(certain, alone)
    told = []
    for position, value in enumerate(sums):
        own = certain[position]
        bodies, people = counts[sections[position]]
        begin, end = max(0, position - NEAR), position + NEAR + 1
        near = [
            vote
            for vote, section in zip(certain[begin:end], sections[begin:end], strict=True)
            if section == sections[position]
        ]
        whole = _log_odds(bodies - (own == 1), people - (own == -1))
        close = _log_odds(near.count(1) - (own == 1), near.count(-1) - (own == -1))
        lean = WHOLE_LIST * whole + NEAR_ENTRIES * close + SAME_CASE * case[capitals[position]]
        lean += NOTHING_BEHIND * max(0.0, bare[True]) if alone[position] and value > KNOWN_PERSON else 0.0
        told.append(value + max(-MOST_FOR_PEOPLE, min(MOST_FOR_BODIES, lean)))
    return told


def _odds_of(certain: list[int], capitals: list[bool]) -> dict[bool, float]:
    """Give the log odds of a body for names that are so (in capitals, alone) and others; 0 for no habit."""
    odds = {}
    for case in (True, False):
        of_bodies = sum(
            1 for vote, upper in zip(certain, capitals, strict=True) if vote > 0 and upper is case
        )
        of_people = sum(
            1 for vote, upper in zip(certain, capitals, strict=True) if vote < 0 and upper is case
        )
        bodies, people = certain.count(1), certain.count(-1)
        odds[case] = (
            log((1 + of_bodies) / (2 + bodies)) - log((1 + of_people) / (2 + people))
            if bodies and people
            else 0.0
        )
    return odds


def _log_odds(bodies: int, people: int) -> float:
    return log((1 + bodies) / (1 + people))
