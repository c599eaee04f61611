"""Words for who is of a country, within the names of bodies."""

from functools import cache

from docsieve.folding import fold, small_words
from docsieve.places.countries import country_of
from docsieve.places.written import phrases, written

SHORTEST_STEM, LONGEST_ENDING = 4, 4
PART_OF_JAPAN = "中国"


def countries_by_demonym(text: str) -> tuple[str, ...]:
    """Give the one country of whose people a body's name says it is, none where several or none are named.

    >>> countries_by_demonym("Australian Weavers"), countries_by_demonym("Weavers for Greek Freedom")
    (('AU',), ())
    """
    words = [fold(word.strip(".,;:()[]\"'“”«»")) for word in text.replace("-", " ").split()]
    found = []
    for at, word in enumerate(words):
        two = _demonym_of(" ".join(words[at : at + 2]))
        code = two or _demonym_of(word)
        beside = {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]}
        about = at > 0 and words[at - 1] in small_words("concerned_with")
        if code is None or about:
            continue
        if two is None and beside & _no_demonym_beside():
            return ()
        found.append(code)
    return tuple(found[:1]) if len(set(found)) == 1 else ()


def _demonym_of(word: str) -> str | None:
    exact, stems = _demonyms()
    if word in exact:
        return exact[word]
    lengths = range(len(word), max(len(word) - LONGEST_ENDING, SHORTEST_STEM) - 1, -1)
    return next((stems[word[:length]] for length in lengths if word[:length] in stems), None)


@cache
def _demonyms() -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    for code, words in written()["demonyms"].items():
        for word in words.split():
            key = fold(word.rstrip("*")).replace("-", " ")
            (stems if word.endswith("*") else exact)[key] = code
    return {**stems, **exact}, stems


@cache
def _no_demonym_beside() -> frozenset[str]:
    return frozenset(phrases(written()["no_demonym_beside"]["words"]))


def countries_opening(name: str, language: str = "") -> tuple[str, ...]:
    """Give the country that a name in a script without spaces opens with, if its name means nothing else.

    In Japanese 中国 is as often a part of Japan.

    >>> countries_opening("韩国灯台协会"), countries_opening("中国山地の会", "ja")
    (('KR',), ())
    """
    found = next((opening for opening in _openings() if name.startswith(opening)), "")
    if len(found) == len(name) or (language == "ja" and found == PART_OF_JAPAN):
        return ()
    code = country_of(found) if found else None
    return (code,) if code else ()


@cache
def _openings() -> tuple[str, ...]:
    return tuple(written()["openings"]["names"].split())
