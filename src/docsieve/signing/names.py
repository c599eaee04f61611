"""What speaks for a name in a few words: kinds of organisations, titles, roles, given names, form."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from docsieve.folding import fold
from docsieve.signing.lines import PUNCTUATION

PARTICLES = frozenset(
    "de del della dello dei degli di da do dos das du d' la le les las los el al ul van von vom zu zur zum der den ter "
    "ten te ten bin ibn ben bint abu abd e y i et und san santa st st. mac mc o' af av ibnu ould mint dal ap á".split()
)
LINKING = frozenset(
    "of for the and in on to with against from by an at our de del la las los el para por y e en con contra do da dos "
    "das du des pour et le les au aux sur contre sans per il lo i gli dei delle della degli un una une uns fur der die "
    "das und von im am zu gegen mit van voor het een tegen op och for av i pa til og fra mod na dla w z i oraz o przeciw "
    "ve icin ile & + и в на за для от против по с у та і до для і και για του της των το στο στη de-la ja szamara "
    "es az a og au a l' d' dan untuk ו של על עבור و في من".split()
)
# Linking words that no person's name holds, in whatever case.
NOT_IN_PERSONS = frozenset("of for the and with against para por con contra pour avec contre sur fur und mit gegen voor tegen i och og ve icin".split()) - {"i"}
LONGEST_PERSON = 6
INITIAL_LENGTH = 2
# Scripts without capitals: their names cannot be told by case.
UNCASED_SCRIPTS = ((0x0590, 0x08FF), (0x0900, 0x0DFF), (0x0E00, 0x0E7F), (0x3040, 0x9FFF), (0xAC00, 0xD7AF))


@dataclass(frozen=True, slots=True)
class Affixes:
    """A word list with whole words, beginnings and endings."""

    exact: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]
    shortest: int
    longest: int

    def has(self, word: str) -> bool:
        """Say whether a folded word is of the list."""
        if word in self.exact:
            return True
        for length in range(min(len(word), self.longest), self.shortest - 1, -1):
            if word[:length] in self.starts or (length < len(word) and word[-length:] in self.ends):
                return True
        return False


def affixes(words: Iterable[str]) -> Affixes:
    """Read a word list: ``word``, ``word*`` (beginning), ``*word`` (ending).

    >>> [affixes(["federa*", "*verein"]).has(word) for word in ("federation", "sportverein", "verein", "feder")]
    [True, True, False, False]
    """
    folded = [fold(word) for word in words]
    starts = frozenset(word[:-1] for word in folded if word.endswith("*"))
    ends = frozenset(word[1:] for word in folded if word.startswith("*"))
    lengths = [len(word) for word in starts | ends] or [0]
    exact = frozenset(word for word in folded if "*" not in word) | starts
    return Affixes(exact, starts, ends, min(lengths), max(lengths))


def _table(name: str) -> dict[str, dict[str, str]]:
    text = files("docsieve.data").joinpath(name).read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return tables


UNSPACED = ("th", "zh", "ja", "ko")
NOT_WORDS = (*UNSPACED, "institutions")


@cache
def _kinds() -> Affixes:
    tables = _table("kinds.toml")
    return affixes(word for name, table in tables.items() if name not in NOT_WORDS for word in table["kind"].split())


@cache
def _kind_parts() -> tuple[str, ...]:
    return tuple(word for name in UNSPACED for word in _table("kinds.toml")[name]["kind"].split())


@cache
def legal_forms() -> frozenset[str]:
    """Give all legal forms, folded, without dots."""
    tables = _table("kinds.toml")
    return frozenset(fold(word).replace(".", "") for table in tables.values() for word in table.get("legal", "").split())


@cache
def _roles() -> Affixes:
    tables = _table("roles.toml")
    return affixes(word for name, table in tables.items() if name not in (*UNSPACED, "title") for word in table["role"].split())


@cache
def _role_parts() -> tuple[str, ...]:
    return tuple(word for name in UNSPACED for word in _table("roles.toml")[name]["role"].split())


@cache
def titles() -> frozenset[str]:
    """Give the titles that stand before a name, folded, without dots at their end."""
    return frozenset(fold(word).rstrip(".") for word in _table("roles.toml")["title"]["before"].split())


@cache
def titles_that_are_roles() -> frozenset[str]:
    """Give the titles that say what a person is: senator, bishop."""
    return frozenset(fold(word) for word in _table("roles.toml")["title"]["roles"].split())


@cache
def degrees() -> frozenset[str]:
    """Give the degrees and honours that stand after a name, folded, without dots."""
    return frozenset(fold(word).replace(".", "") for word in _table("roles.toml")["title"]["after"].split())


@cache
def _given() -> frozenset[str]:
    text = files("docsieve.data").joinpath("given_names.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line[:1] != "#" and line)


@cache
def _surnames() -> frozenset[str]:
    text = files("docsieve.data").joinpath("surnames_cjk.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line[:1] != "#" and line)


@lru_cache(maxsize=4096)
def is_kind_word(word: str) -> bool:
    """Say whether a folded word is one of organisations' names."""
    return len(word) > 1 and (_kinds().has(word) or ("-" in word and any(_kinds().has(part) for part in word.split("-"))))


@lru_cache(maxsize=4096)
def is_role_word(word: str) -> bool:
    """Say whether a folded word says what a person is or does."""
    return len(word) > 1 and (_roles().has(word) or ("-" in word and any(_roles().has(part) for part in word.split("-"))))


def is_institution_word(word: str) -> bool:
    """Say whether a folded word is one that bodies within others begin with: university, department."""
    return word in _institutions()


@cache
def _institutions() -> frozenset[str]:
    return frozenset(fold(word) for word in _table("kinds.toml")["institutions"]["words"].split())


def is_given_name(word: str) -> bool:
    """Say whether a folded word is a common given name somewhere."""
    return word in _given() or ("-" in word and word.split("-", 1)[0] in _given())


def is_uncased(text: str) -> bool:
    """Say whether a text is mostly in a script without capital letters.

    >>> is_uncased("전국연합"), is_uncased("Ana (안나) Sol")
    (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    uncased = sum(1 for c in letters if any(low <= ord(c) <= high for low, high in UNCASED_SCRIPTS))
    return uncased > len(letters) / 2


@dataclass(frozen=True, slots=True)
class Traits:
    """What was seen in a name: counts of words of each sort."""

    words: int
    kinds: int
    roles: int
    given: bool
    given_anywhere: bool
    titled: bool
    degreed: bool
    capitals: int
    small: int
    linking: int
    acronyms: int
    digits: bool
    initials: int
    all_capitals: bool
    uncased: bool


@lru_cache(maxsize=4096)
def traits(name: str) -> Traits:
    """Look at a name.

    >>> seen = traits("Harbour Workers Union of Eastport")
    >>> seen.kinds, seen.given, seen.linking
    (2, False, 1)
    >>> traits("Dr. Maria T. Sol").given, traits("Dr. Maria T. Sol").titled
    (True, True)
    """
    raw = name.split()
    words = [word for word in (w.strip(PUNCTUATION) for w in raw) if word]
    folded = [fold(word) for word in words]
    uncased = is_uncased(name)
    first = next((i for i, word in enumerate(folded) if word.rstrip(".") not in titles()), 0)
    given = [is_given_name(word) for word in folded]
    alphabetic = [word for word in words if any(c.isalpha() for c in word)]
    return Traits(
        words=len(words),
        kinds=_kinds_in(name, folded) if uncased else sum(map(is_kind_word, folded)),
        roles=_roles_in(name, folded) if uncased else sum(map(is_role_word, folded)),
        given=bool(given) and first < len(given) and given[first],
        given_anywhere=any(given[first:]),
        titled=first > 0,
        degreed=len(folded) > 1 and folded[-1].replace(".", "") in degrees() and words[-1][:1].isupper(),
        capitals=sum(1 for word in words if word[0].isupper()),
        small=sum(1 for word in words if word[0].islower()),
        linking=sum(1 for word, low in zip(words, folded, strict=True) if low in LINKING and not word[0].isupper()),
        acronyms=sum(1 for word in words if is_acronym(word)),
        digits=any(c.isdigit() for c in name),
        initials=sum(1 for word in raw if len(word) <= INITIAL_LENGTH and word[:1].isupper() and (word.endswith(".") or len(word) == 1)),
        all_capitals=len(alphabetic) > 0 and all(word.upper() == word for word in alphabetic) and not uncased,
        uncased=uncased,
    )


def _kinds_in(name: str, folded: list[str]) -> int:
    """Count kind words of a name in a script without spaces or capitals, as parts or as words."""
    parts = sum(1 for part in _kind_parts() if (part in name if len(part) > 1 else name.endswith(part) and len(name) > 3))
    return parts + sum(map(is_kind_word, folded))


def _roles_in(name: str, folded: list[str]) -> int:
    parts = sum(1 for part in _role_parts() if part in name)
    return parts + sum(map(is_role_word, folded))


def is_acronym(word: str) -> bool:
    """Say whether a word has the form of an acronym: capitals of two letters or more, not an initial.

    >>> [is_acronym(word) for word in ("ACME", "AY+", "R3D", "Anna", "A.", "PCdoB")]
    [True, True, True, False, False, True]
    """
    letters = [c for c in word if c.isalpha()]
    if not 1 < len(letters) <= 12 or not letters[0].isupper() and not any(c.isupper() for c in letters):
        return False
    upper = sum(1 for c in letters if c.isupper())
    return upper == len(letters) or (upper >= 2 and upper > len(letters) / 2 - 0.5 and len(letters) <= 8)


def person_form(name: str) -> bool:
    """Say whether a name has the form of a person's: two to six capitalised words and particles, no digits.

    >>> person_form("Ana de la Sol"), person_form("Harbour Watch for All"), person_form("ANA SOL"), person_form("Sol")
    (True, False, True, False)
    """
    raw = [word for word in name.split() if word.strip(PUNCTUATION)]
    if not 1 < len(raw) <= LONGEST_PERSON or any(c.isdigit() for c in name):
        return False
    if any(c in name for c in "&/:;@+!?\"“”«»"):
        return False
    capitals = 0
    for word in raw:
        low = fold(word).strip(",.")
        if low in NOT_IN_PERSONS:
            return False
        if word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper()):
            capitals += 1
        elif low not in PARTICLES:
            return False
    return capitals > 1 and fold(raw[0]) not in ("the", "el", "la", "los", "las", "les", "le", "die", "der", "das")


def cjk_person(name: str) -> bool:
    """Say whether a name has the form of a Chinese, Japanese or Korean person's in its own script.

    >>> cjk_person("김민수"), cjk_person("전국연합회")
    (True, False)
    """
    joined = "".join(name.replace("・", "").replace("·", "").split())
    if not 2 <= len(joined) <= 5 or not all(0x3400 <= ord(c) <= 0x9FFF or 0xAC00 <= ord(c) <= 0xD7AF or 0x3040 <= ord(c) <= 0x30FF for c in joined):
        return False
    return (joined[:1] in _surnames() or joined[:2] in _surnames()) and not any(part in joined for part in _kind_parts() if len(part) > 1)
