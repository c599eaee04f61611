"""Countries and places by their names in all languages: from a name to ISO 3166-1 alpha-2.

The names are compiled from CLDR and ISO 3166 (``data/countries.tsv``), cities from GeoNames
(``data/cities.tsv``), what both lack is written by hand (``data/places.toml``).
"""

import tomllib
from functools import cache
from importlib.resources import files

from docsieve.folding import fold, official_openings, small_words

LONGEST_NAME = 60
LONGEST_NAME_WORDS = 6
MOST_COUNTRIES = 30
STATE_LENGTH = 2
LONGEST_ENUMERATION = 500
# Short names of rare languages are words of the common ones.
SHORTEST_RARE_NAME = 5
# Regional indicator symbols, two of which make a flag.
FLAG_A, FLAG_Z = 0x1F1E6, 0x1F1FF


def country_of(name: str, language: str = "") -> str | None:
    """Give the country that a whole text names, None where it names none or several.

    ``language`` (ISO 639-1) decides between countries that different languages call the same. Does
    not read codes of two letters other than the few in common use.

    >>> country_of("Great Britain"), country_of("Türkiye"), country_of("남아프리카"), country_of("Oxford")
    ('GB', 'TR', 'ZA', None)
    >>> country_of("USA"), country_of("us"), country_of("The Netherlands"), country_of("Kongo", "nb")
    ('US', None, 'NL', 'CD')
    """
    stripped = name.strip(" .,;:()[]\t\xa0")
    if not 1 < len(stripped) <= LONGEST_NAME:
        return None
    key = fold(stripped)
    code = _lookup(key, stripped, language)
    if code is not None or " " not in key:
        return code
    article, rest = key.split(" ", 1)
    if article in small_words("articles"):
        return _lookup(rest, rest, language)
    for official in official_openings():
        if key.startswith(official):
            return _lookup(key[len(official) :], "", language)
    return None


def countries_of(text: str, language: str = "") -> tuple[str, ...]:
    """Give the countries of a text that names countries and nothing else, in its order; else none.

    >>> countries_of("Austria, France and Spain"), countries_of("Bosnia and Herzegovina")
    (('AT', 'FR', 'ES'), ('BA',))
    >>> countries_of("Lyon, France")
    ()
    """
    flags = flags_of(text)
    if flags and not any(c.isalnum() for c in text):
        return flags
    if len(text) > LONGEST_ENUMERATION:
        return ()
    whole = country_of(text, language)
    if whole is not None:
        return (whole,)
    for between in _betweens():
        if between not in text:
            continue
        parts = [part for part in text.split(between, MOST_COUNTRIES) if part.strip()]
        found = [countries_of(part, language) for part in parts]
        if len(parts) > 1 and all(found):
            return tuple(dict.fromkeys(code for codes in found for code in codes))
    return ()


def countries_within(text: str, language: str = "") -> tuple[str, ...]:
    """Give the countries whose names stand as whole capitalised words within a longer name.

    Only names that a language of the corpus uses, and short forms in capitals, count; demonyms do not.

    >>> countries_within("Linen Workers of South Korea"), countries_within("Australian Weavers")
    (('KR',), ())
    >>> countries_within("Harbour Watch-Ireland"), countries_within("ABC US Policy Board")
    (('IE',), ('US',))
    """
    words = [word.strip(".,;:()[]\"'“”«»") for word in _apart(text).split()]
    found: list[str] = []
    start = 0
    while start < len(words):
        if start and fold(words[start - 1]) in small_words("concerned_with"):
            start += 1
            continue
        for length in range(min(LONGEST_NAME_WORDS, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            code = _within(phrase, language) if phrase[:1].isupper() or not phrase.isascii() else None
            if code is not None:
                found.append(code)
                start += length - 1
                break
        start += 1
    return tuple(dict.fromkeys(found))


def countries_called(name: str) -> tuple[str, ...]:
    """Give the countries that share a name, where its words alone do not say which is meant; else none.

    >>> countries_called("Congo"), countries_called("DR Congo")
    (('CG', 'CD'), ())
    """
    return _shared().get(fold(name.strip(" .,;:()[]\t\xa0")), ())


def among_countries(name: str) -> str | None:
    """Give which of its bearers a shared name is of in a list of countries: the one that is a whole country.

    >>> among_countries("Georgia"), among_countries("Congo")
    ('GE', None)
    """
    return _written()["among_countries"].get(fold(name.strip(" .,;:()[]\t\xa0")))


def country_of_city(name: str) -> str | None:
    """Give the country of the largest city of a name, None for what is no city of 100,000 people.

    >>> country_of_city("Tbilisi"), country_of_city("Harbour Watch")
    ('GE', None)
    """
    return _cities().get(fold(name.strip(" .,;:()[]\t\xa0")))


def flags_of(text: str) -> tuple[str, ...]:
    """Give the countries of the flags in a text, in its order.

    >>> flags_of("Weavers 🇫🇷🇪🇸")
    ('FR', 'ES')
    """
    if text.isascii():
        return ()
    letters = [chr(ord(c) - FLAG_A + ord("A")) if FLAG_A <= ord(c) <= FLAG_Z else " " for c in text]
    codes = "".join(letters).split()
    pairs = [code[i : i + 2] for code in codes for i in range(0, len(code) - 1, 2)]
    return tuple(dict.fromkeys(pair for pair in pairs if pair in _codes()))


def is_place(text: str) -> bool:
    """Say whether a whole text is a known city, subdivision or region; does not say which.

    >>> is_place("Dhaka"), is_place("W.A."), is_place("Latin America"), is_place("Harbour Watch")
    (True, True, True, False)
    >>> is_place("Recife/PE"), is_place("Recife/Centro")
    (True, False)
    """
    key = fold(text.strip(" .,;:()[]\t\xa0"))
    if not 1 < len(key) <= LONGEST_NAME:
        return False
    named = key in _cities() or key.replace(".", "") in _subdivisions() or key in _regions()
    return named or _is_town_and_state(text)


def _is_town_and_state(text: str) -> bool:
    """Say whether a text is a known town and its state in two capitals."""
    town, slash, state = text.strip(" .,;:()[]").partition("/")
    code = len(state) == STATE_LENGTH and state.isalpha() and state.isupper()
    return bool(slash) and code and fold(town.strip()) in _cities()


def is_subdivision_code(text: str) -> bool:
    """Say whether a text is the code of a state or province, as written after a place: ``MA``.

    >>> is_subdivision_code("MA"), is_subdivision_code("Ma")
    (True, False)
    """
    return text in _subdivision_codes()


@cache
def _subdivision_codes() -> frozenset[str]:
    return frozenset(_written()["subdivision_codes"]["names"].split())


def is_region(text: str) -> bool:
    """Say whether a whole text is a region of several countries, or the world.

    >>> is_region("Global South"), is_region("Peru")
    (True, False)
    """
    return fold(text.strip(" .,;:()[]\t\xa0")) in _regions()


@cache
def _betweens() -> tuple[str, ...]:
    words = sorted(small_words("between_countries"))
    return (*(f" {word} " for word in words), "/", ";", ",")


def _apart(text: str) -> str:
    """Set names glued by a hyphen or a slash apart, so that ``Watch-Ireland`` has a word ``Ireland``."""
    return text.replace("/", " ").replace("-", " ").replace("–", " ").replace("—", " ")


def _lookup(key: str, written: str, language: str) -> str | None:
    short = _short().get(key) or _short().get(key.rstrip("."))
    if short is not None:
        # "us" and "uk" are words; as countries they are written in capitals.
        return short if len(key) > 3 or written == written.upper() else None
    candidates = _names().get(key)
    if candidates is None:
        return None
    if isinstance(candidates, str):
        return candidates
    spoken = [code for code, languages in candidates if language in languages]
    return spoken[0] if len(spoken) == 1 else None


def _within(phrase: str, language: str) -> str | None:
    key = fold(phrase)
    if len(key) < 2 or (len(key) > 3 and key not in _names() and key not in _short()):
        return None
    if key in _rare() or key in _doubtful():
        return None
    return _lookup(key, phrase, language)


def _table(name: str) -> str:
    return files("docsieve.data").joinpath(name).read_text(encoding="utf-8")


@cache
def _written() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = tomllib.loads(_table("places.toml"))
    return tables


def _phrases(words: str) -> list[str]:
    return [fold(word).replace("-", " ") if "/" not in word else fold(word) for word in words.split()]


@cache
def _short() -> dict[str, str]:
    return {phrase: code for code, words in _written()["short"].items() for phrase in _phrases(words)}


@cache
def _names() -> dict[str, str | list[tuple[str, frozenset[str]]]]:
    names: dict[str, str | list[tuple[str, frozenset[str]]]] = {}
    for line in _table("countries.tsv").split("\n"):
        if line and line[0] != "#":
            name, code, *languages = line.split("\t")
            spoken = languages[0] if languages else ""
            if spoken in ("", "-"):
                names[name] = code
            else:
                entry = names.setdefault(name, [])
                if isinstance(entry, list):
                    entry.append((code, frozenset(spoken.split())))
    for code, words in _written()["former"].items():
        names.update(dict.fromkeys(_phrases(words), code))
    for name in (*_phrases(_written()["not_countries"]["names"]), *_shared()):
        names.pop(name, None)
    for name in _rare():
        if name in _cities() or len(name) < SHORTEST_RARE_NAME:
            names.pop(name, None)
    return names


@cache
def _rare() -> frozenset[str]:
    lines = _table("countries.tsv").split("\n")
    return frozenset(line.split("\t", 1)[0] for line in lines if line.endswith("\t-"))


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(_phrases(_written()["doubtful_within"]["names"]))


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in _names().values() if isinstance(code, str))


@cache
def _cities() -> dict[str, str]:
    lines = (line for line in _table("cities.tsv").split("\n") if line and line[0] != "#")
    return dict(line.split("\t") for line in lines)


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    return {
        fold(name).replace("-", " "): tuple(codes.split()) for name, codes in _written()["shared"].items()
    }


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(
        phrase for words in _written()["subdivisions"].values() for phrase in _phrases(words.replace(".", ""))
    )


@cache
def _regions() -> frozenset[str]:
    return frozenset(_phrases(_written()["regions"]["names"]))
