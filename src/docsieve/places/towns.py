"""Cities, subdivisions and regions: a place, and no country."""

from functools import cache

from docsieve.folding import fold
from docsieve.places.written import bare, phrases, table, written

LONGEST_NAME = 60
STATE_LENGTH = 2
LONGEST_LOCALITY = 3
LONGEST_SHORT_FORM = 3


def is_place(text: str) -> bool:
    """Say whether a whole text is a known city, subdivision or region; does not say which.

    >>> is_place("Dhaka"), is_place("W.A."), is_place("Latin America"), is_place("Harbour Watch")
    (True, True, True, False)
    >>> is_place("Recife/PE"), is_place("Recife/Centro")
    (True, False)
    """
    key = bare(text)
    if not 1 < len(key) <= LONGEST_NAME:
        return False
    named = (
        (key in cities() and not _is_short_for_a_body(text))
        or key.replace(".", "") in _subdivisions()
        or key in _regions()
    )
    return named or _is_town_and_state(text) or _says_its_kind(text)


def _is_short_for_a_body(text: str) -> bool:
    """Say whether a text is three capitals or fewer: a university's more often than a town's."""
    stripped = text.strip(" .,;:()[]")
    return stripped.isascii() and stripped.isupper() and len(stripped) <= LONGEST_SHORT_FORM


def _says_its_kind(text: str) -> bool:
    """Say whether a text is a locality by the word before its name: ``г. Рига``, ``desa Kalibening``."""
    first, _, rest = text.strip(" .,;:()[]").partition(" ")
    names = rest.split()
    known = fold(first).rstrip(".") in _localities() and (first.islower() or first.isupper())
    return known and 0 < len(names) <= LONGEST_LOCALITY and all(word[0].isupper() for word in names)


@cache
def _localities() -> frozenset[str]:
    return frozenset(fold(word) for word in written()["localities"]["before"].split())


def _is_town_and_state(text: str) -> bool:
    """Say whether a text is a known town and its state in two capitals."""
    town, slash, state = text.strip(" .,;:()[]").partition("/")
    code = len(state) == STATE_LENGTH and state.isalpha() and state.isupper()
    return bool(slash) and code and fold(town.strip()) in cities()


def is_subdivision_code(text: str) -> bool:
    """Say whether a text is the code of a state or province, as written after a place: ``MA``.

    >>> is_subdivision_code("MA"), is_subdivision_code("Ma")
    (True, False)
    """
    return text in _subdivision_codes()


@cache
def _subdivision_codes() -> frozenset[str]:
    return frozenset(written()["subdivision_codes"]["names"].split())


def is_region(text: str) -> bool:
    """Say whether a whole text is a region of several countries, or the world.

    >>> is_region("Global South"), is_region("Peru")
    (True, False)
    """
    return bare(text).replace("-", " ") in _regions()


def country_of_city(name: str) -> str | None:
    """Give the country of the largest city of a name, None for what is no city of 100,000 people.

    >>> country_of_city("Tbilisi"), country_of_city("Harbour Watch")
    ('GE', None)
    """
    return cities().get(bare(name))


@cache
def cities() -> dict[str, str]:
    """Give cities of 100,000 people and more, folded, each with the country of the largest of its name."""
    lines = (line for line in table("cities.tsv").split("\n") if line and line[0] != "#")
    by_hand = {name: code for code, words in written()["cities"].items() for name in phrases(words)}
    return {**by_hand, **dict(line.split("\t") for line in lines)}


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(
        phrase for words in written()["subdivisions"].values() for phrase in phrases(words.replace(".", ""))
    )


@cache
def _regions() -> frozenset[str]:
    return frozenset(phrases(written()["regions"]["names"]))
