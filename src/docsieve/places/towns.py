"""Cities, subdivisions and regions: a place, and no country."""

from functools import cache
from itertools import pairwise

from docsieve.folding import fold
from docsieve.places.written import bare, phrases, table, written

LONGEST_NAME = 60
STATE_LENGTH = 2
LONGEST_LOCALITY = 3
LONGEST_SHORT_FORM = 3
LONGEST_OF_SEVERAL = 4
LENGTHS_OF_POSTCODES, LONGEST_PLATE, LONGEST_YEAR = range(4, 7), 3, 4


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


def is_town(text: str) -> bool:
    """Say whether a text is a place, a smaller town of 1,000 people and more or a part of a country.

    Ask it only where a place may stand, beside a name: many towns are called like people and things.

    >>> [is_town(text) for text in ("Hebden Bridge", "72250 Seeberg", "4020 Linz", "Bodrum/Muğla")]
    [True, True, True, True]
    >>> [is_town(text) for text in ("baker", "GoI", "1984 Collective", "Harbour Watch")]
    [False, False, False, False]
    """
    named = without_postcode(text)
    numbered = len(text) - len(named) > LONGEST_YEAR + 1 and named.replace(" ", "").isalpha()
    if numbered or is_place(named) or (_is_written_as_name(named) and bare(named) in _towns()):
        return True
    town, slash, rest = named.partition("/")
    if slash:
        return "/" not in rest and is_town(town) and is_town(rest)
    return _is_town_of_a_canton(named)


def _is_town_of_a_canton(text: str) -> bool:
    """Say whether a text is one word and the letters of a Swiss canton, or a known town and such of a state.

    >>> [_is_town_of_a_canton(text) for text in ("Obertal VS", "Porto Alegre RS", "Tide Watch SG", "Gull RS")]
    [True, True, False, False]
    """
    town, _, letters = text.strip(" .,;:()[]").rpartition(" ")
    if not town[:1].isupper() or town.isupper() or len(letters) != STATE_LENGTH:
        return False
    named = letters in _words_of_places("cantons") and town.isalpha()
    return named or (is_subdivision_code(letters) and is_town(town))


def has_words_of_places(text: str) -> bool:
    """Say whether a name of some words begins or ends as names of places do: ``Ponta da Lapa``, ``Gull Bay``.

    Does not look whether another word is for a body: ``Cape Quay University``.

    >>> [has_words_of_places(text) for text in ("Ponta da Lapa", "Pian d'Orsa", "St Una's", "Harbour Watch")]
    [True, True, False, False]
    """
    words = text.replace("d'", "d' ").replace("d’", "d’ ").split()
    named = all(
        word.strip("'’").replace("-", "").isalpha() and word[1:] == word[1:].lower() for word in words
    )
    if not (named and 1 < len(words) <= LONGEST_OF_SEVERAL and words[0][0].isupper()):
        return False
    return fold(words[0]) in _words_of_places("opening") or fold(words[-1]) in _words_of_places("closing")


@cache
def _words_of_places(where: str) -> frozenset[str]:
    return frozenset(written()["localities"][where].split())


def without_postcode(text: str) -> str:
    """Give a town without the number of its post office before it.

    >>> without_postcode("D-72250 Seeberg"), without_postcode("18 Gull Lane")
    ('Seeberg', '18 Gull Lane')
    """
    number, _, town = text.strip().partition(" ")
    country, dash, digits = number.rpartition("-")
    coded = digits.isdecimal() and len(digits) in LENGTHS_OF_POSTCODES
    countried = not dash or (country.isalpha() and country.isupper() and len(country) <= LONGEST_PLATE)
    return town if coded and countried and town[:1].isupper() else text


def _is_written_as_name(text: str) -> bool:
    """Say whether a text begins with a capital and has none within a word: no acronym, no occupation."""
    stripped = text.strip(" .,;:()[]\t\xa0")
    within = any(before.isalpha() and letter.isupper() for before, letter in pairwise(stripped))
    return (stripped[:1] != stripped[:1].lower() and not within) or stripped.lower() == stripped.upper()


@cache
def _towns() -> frozenset[str]:
    return frozenset(line for line in table("towns.txt").split("\n") if line and line[0] != "#")


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
