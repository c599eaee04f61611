"""Person or organisation: one sum of weights, positive for an organisation."""

from math import log

from docsieve.folding import fold
from docsieve.signing.evidence import untitled
from docsieve.signing.headings import Heading
from docsieve.signing.names import cjk_person, is_acronym, legal_forms, person_form, traits

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
    "linking word": 1.4,
    "one word": 0.8,
    "many words": 0.8,
    "small word": 1.0,
    "article": 1.5,
    "acronym in brackets": 1.6,
    "country after the name": 0.7,
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
    "person's name in its own script": -2.6,
}
# Sums beyond this count as certain where entries speak for their neighbours.
CERTAIN = 1.0
WHOLE_LIST, NEAR_ENTRIES = 0.7, 0.5
NEAR = 4
MOST_FROM_NEIGHBOURS = 2.6
ARTICLES = ("the ", "la ", "le ", "les ", "el ", "los ", "las ", "die ", "der ", "das ", "il ", "l'", "lo ", "os ", "as ", "al-", "ha")


def kind_evidence(name: str, written: str, *, role: bool, body: bool, country: bool, acronym: bool, series: bool, heading: Heading | None) -> list[str]:
    """Give what speaks for a person or an organisation, as keys of ``WEIGHTS``."""
    bare_name = untitled(name)
    look, whole = traits(bare_name), traits(written)
    seen = _of_words(bare_name, look.kinds)
    person = person_form(bare_name)
    if person and not look.kinds:
        seen.append("person's form")
    if person and look.given:
        seen.append("given name before a kind word" if look.kinds else "given name")
    elif person and not look.kinds and look.given_anywhere:
        seen.append("given name later")
    if cjk_person(bare_name):
        seen.append("person's name in its own script")
    if whole.titled and look.words > 0:
        seen.append("title")
    if whole.degreed:
        seen.append("degree")
    if look.initials:
        seen.append("initial")
    if role:
        seen.append("role after the name")
    if body and not look.kinds:
        seen.append("body after the name")
    if country:
        seen.append("country after the name")
    if acronym:
        seen.append("acronym in brackets")
    if series:
        seen.append("enumeration within the name")
    if heading is not None and heading.bodies:
        seen.append("under a heading of bodies")
    if heading is not None and heading.people:
        seen.append("under a heading of people")
    return seen


def _of_words(name: str, kinds: int) -> list[str]:
    look = traits(name)
    seen = []
    if kinds:
        seen.append("kind word after a given name" if look.given and person_form(name) else "kind word")
    seen += ["further kind words"] if kinds > 1 else []
    words = name.split()
    if any(fold(word).strip(".,").replace(".", "") in legal_forms() and len(word) > 1 for word in words[1:]):
        seen.append("legal form")
    if look.digits:
        seen.append("digits")
    if any(c in name for c in "&/:+|!\"“”«»"):
        seen.append("sign of no person")
    if len(words) == 1 and "." in name.strip(".") and name.replace(".", "").replace("-", "").isalnum():
        seen.append("domain")
    if len(words) == 1:
        seen.append("one word")
        if is_acronym(name):
            seen.append("acronym alone")
    elif not look.all_capitals and any(is_acronym(word) and len(word) > 2 for word in words):
        seen.append("acronym")
    if look.linking and not person_form(name):
        seen.append("linking word")
    elif look.small and not person_form(name) and not look.uncased:
        seen.append("small word")
    if len(words) > 5:
        seen.append("many words")
    if fold(name).startswith(ARTICLES[:-2]):
        seen.append("article")
    return seen


def leaning(seen: list[str]) -> float:
    """Give the sum of the weights of what was seen."""
    return sum(WEIGHTS[name] for name in seen)


def with_neighbours(sums: list[float]) -> list[float]:
    """Let a list speak for its doubtful entries: log odds of its certain entries, all of them and the near ones."""
    if len(sums) < 3:
        return sums
    certain = [1 if value > CERTAIN else -1 if value < -CERTAIN else 0 for value in sums]
    bodies, people = certain.count(1), certain.count(-1)
    told = []
    for position, value in enumerate(sums):
        own = certain[position]
        near = certain[max(0, position - NEAR) : position + NEAR + 1]
        whole = _log_odds(bodies - (own == 1), people - (own == -1))
        close = _log_odds(near.count(1) - (own == 1), near.count(-1) - (own == -1))
        lean = WHOLE_LIST * whole + NEAR_ENTRIES * close
        told.append(value + max(-MOST_FROM_NEIGHBOURS, min(MOST_FROM_NEIGHBOURS, lean)))
    return told


def _log_odds(bodies: int, people: int) -> float:
    return log((1 + bodies) / (1 + people))
