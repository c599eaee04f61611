"""Countries by their names in all languages: from a name to ISO 3166-1 alpha-2."""

import re
from functools import cache
from unicodedata import normalize

from docsieve.folding import fold, official_openings, small_words
from docsieve.memory import remembered
from docsieve.places.towns import cities
from docsieve.places.written import bare, phrases, table, written

LONGEST_ACRONYM = 3
LONGEST_NAME = 60
LONGEST_NAME_WORDS = 6
MOST_COUNTRIES = 30
LONGEST_ENUMERATION = 500
OFFICIAL_ENDS = (" of", " of the")
AROUND = " .,;:()[]\t\xa0"
FIRST_LETTERS = re.compile(r"[^\W\d_]*")
MARKS_BETWEEN = ("/", ";", ",")
# Short names of rare languages are words of the common ones.
SHORTEST_RARE_NAME = 5
# Regional indicator symbols, two of which make a flag.
FLAG_A, FLAG_Z = 0x1F1E6, 0x1F1FF


@remembered
def country_of(name: str, language: str = "") -> str | None:
    """Give the country that a whole text names, None where it names none or several.

    ``language`` (ISO 639-1) decides between countries that different languages call the same. Does
    not read codes of two letters other than the few in common use.

    >>> country_of("Great Britain"), country_of("Türkiye"), country_of("남아프리카"), country_of("Oxford")
    ('GB', 'TR', 'ZA', None)
    >>> country_of("Congo, Democratic Republic of"), country_of("Iran, Islamic Republic of")
    ('CD', 'IR')
    >>> country_of("França"), country_of("Franca")
    ('FR', None)
    >>> country_of("USA"), country_of("us"), country_of("The Netherlands"), country_of("Kongo", "nb")
    ('US', None, 'NL', 'CD')
    """
    stripped = name.strip(AROUND)
    if not 1 < len(stripped) <= LONGEST_NAME or not _may_begin_with_a_country(stripped):
        return None
    key = fold(stripped)
    code = _lookup(key, stripped, language)
    first, behind, rest = stripped.replace(" (", ", ").partition(", ")
    if code is None and behind and rest.rstrip(")").endswith(OFFICIAL_ENDS):
        return country_of(f"{rest.rstrip(')')} {first}", language)  # "Congo, Democratic Republic of"
    if code is not None or " " not in key:
        return code
    article, rest = key.split(" ", 1)
    if article in small_words("articles"):
        return _lookup(rest, rest, language)
    for official in official_openings():
        if key.startswith(official):
            return _lookup(key[len(official) :], "", language)
    return None


@remembered
def countries_of(text: str, language: str = "") -> tuple[str, ...]:
    """Give the countries of a text that names countries and nothing else, in its order; else none.

    >>> countries_of("Austria, France and Spain"), countries_of("Bosnia and Herzegovina")
    (('AT', 'FR', 'ES'), ('BA',))
    >>> countries_of("Lyon, France")
    ()
    """
    if not _may_begin_with_a_country(text):
        return ()
    flags = flags_of(text)
    if flags and not any(c.isalnum() for c in text):
        return flags
    if len(text) > LONGEST_ENUMERATION:
        return ()
    whole = country_of(text, language)
    if whole is not None:
        return (whole,)
    if _words_between().isdisjoint(text.split(" ")) and not any(mark in text for mark in MARKS_BETWEEN):
        return ()
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
        if start and fold(words[start - 1]) in small_words("concerned_with") | _not_before_countries():
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
    return _shared().get(bare(name), ())


def among_countries(name: str) -> str | None:
    """Give which of its bearers a shared name is of in a list of countries: the one that is a whole country.

    >>> among_countries("Georgia"), among_countries("Congo")
    ('GE', None)
    """
    return written()["among_countries"].get(bare(name))


def country_of_plate(text: str) -> str | None:
    """Give the country whose cars bear some letters, None where none does.

    >>> country_of_plate("CH"), country_of_plate("D"), country_of_plate("X")
    ('CH', 'DE', None)
    """
    return written()["plates"].get(text)


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
    return tuple(dict.fromkeys(pair for pair in pairs if pair in country_codes()))


def without_flags(text: str) -> str:
    """Give a text without the flags in it, and without the space around them.

    >>> without_flags("Weavers 🇫🇷"), without_flags("Weavers")
    ('Weavers', 'Weavers')
    """
    if text.isascii() or not flags_of(text):
        return text
    return "".join(c for c in text if not FLAG_A <= ord(c) <= FLAG_Z).strip()


@cache
def _betweens() -> tuple[str, ...]:
    return (*(f" {word} " for word in sorted(_words_between())), *MARKS_BETWEEN)


@cache
def _words_between() -> frozenset[str]:
    return small_words("between_countries")


def _apart(text: str) -> str:
    """Set names glued by a hyphen or a slash apart, so that ``Watch-Ireland`` has a word ``Ireland``."""
    return text.replace("/", " ").replace("-", " ").replace("–", " ").replace("—", " ")


def _may_begin_with_a_country(text: str) -> bool:
    """Say whether the first word of a text begins a country's name; of what begins with a mark this says yes.

    Asked of every short line of a page, of which hardly any names one.
    """
    first = text.lstrip(AROUND)[:LONGEST_NAME].split(maxsplit=1)[:1]
    return not first or not first[0][0].isalpha() or _first_of(fold(first[0])) in _first_words()


def _first_of(folded: str) -> str:
    """Give the letters that a folded word begins with: ``peru/chile`` begins as ``peru``."""
    return FIRST_LETTERS.match(folded + " ")[0]  # type: ignore[index]


@cache
def _first_words() -> frozenset[str]:
    begin = [
        *_short(),
        *_names(),
        *map(fold, written()["with_accents"]),
        *small_words("articles"),
        *official_openings(),
    ]
    return frozenset(_first_of(words) for words in begin)


def _lookup(key: str, written: str, language: str) -> str | None:
    spelled = _with_accents(written)
    if spelled is not None:
        return spelled
    short = _short().get(key) or _short().get(key.rstrip("."))
    if short is not None:
        # "us" and "uk" are words; as countries they are written in capitals.
        return short if len(key) > LONGEST_ACRONYM or written == written.upper() else None
    if len(key) <= LONGEST_ACRONYM and written.isascii() and written.isupper():
        return None  # a body's initials, and no country that some language calls "Sec" or "Duc"
    candidates = _names().get(key)
    if candidates is None:
        return None
    if isinstance(candidates, str):
        return candidates
    spoken = [code for code, languages in candidates if language in languages]
    return spoken[0] if len(spoken) == 1 else None


def _within(phrase: str, language: str) -> str | None:
    key = fold(phrase)
    spelled = _with_accents(phrase)
    if spelled is not None:
        return spelled
    if len(key) < 2 or (len(key) > 3 and key not in _names() and key not in _short()):
        return None
    if key in _rare() or key in _doubtful():
        return None
    return _lookup(key, phrase, language)


def _with_accents(name: str) -> str | None:
    return None if name.isascii() else written()["with_accents"].get(normalize("NFC", name))


@cache
def _short() -> dict[str, str]:
    return {phrase: code for code, words in written()["short"].items() for phrase in phrases(words)}


@cache
def _names() -> dict[str, str | list[tuple[str, frozenset[str]]]]:
    names: dict[str, str | list[tuple[str, frozenset[str]]]] = {}
    for line in table("countries.tsv").split("\n"):
        if line and line[0] != "#":
            name, code, *languages = line.split("\t")
            spoken = languages[0] if languages else ""
            if spoken in ("", "-"):
                names[name] = code
            else:
                entry = names.setdefault(name, [])
                if isinstance(entry, list):
                    entry.append((code, frozenset(spoken.split())))
    for code, words in written()["former"].items():
        names.update(dict.fromkeys(phrases(words), code))
    for name in (*phrases(written()["not_countries"]["names"]), *_shared()):
        names.pop(name, None)
    for name in _rare():
        if name in cities() or len(name) < SHORTEST_RARE_NAME:
            names.pop(name, None)
    return names


@cache
def _rare() -> frozenset[str]:
    lines = table("countries.tsv").split("\n")
    return frozenset(line.split("\t", 1)[0] for line in lines if line.endswith("\t-"))


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(phrases(written()["doubtful_within"]["names"]))


@cache
def country_codes() -> frozenset[str]:
    """Give the ISO 3166-1 alpha-2 codes of all countries."""
    return frozenset(code for code in _names().values() if isinstance(code, str))


@cache
def _not_before_countries() -> frozenset[str]:
    return frozenset(written()["doubtful_within"]["behind"].split())


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    return {fold(name).replace("-", " "): tuple(codes.split()) for name, codes in written()["shared"].items()}
