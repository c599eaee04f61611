"""Calendar words of many languages: which month, weekday or numeric order a word or language means."""

import json
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TypedDict

ACCENTS_FROM = 200
"""Combining classes from here on are accents above or below a letter; smaller ones are letters' own parts."""

HEBREW_IN = "ב"


class CalendarWords(TypedDict):
    """The table compiled from CLDR by ``scripts/calendar_words.py``."""

    months: dict[str, dict[str, int]]
    weekdays: dict[str, list[int]]
    orders: dict[str, str]


@cache
def calendar_words() -> CalendarWords:
    """Returns the calendar table; raises FileNotFoundError where the package lost its data."""
    path = files("docsieve") / "data" / "calendar_words.json"
    table: CalendarWords = json.loads(path.read_text(encoding="utf-8"))
    return table


def weekdays_of(name: str) -> frozenset[int]:
    """Returns the days of the week, Monday 0, that a folded name is for in some language; none for others.

    >>> sorted(weekdays_of("mon")), sorted(weekdays_of("mar")), sorted(weekdays_of("march"))
    ([0], [1], [])
    """
    return frozenset(calendar_words()["weekdays"].get(name, ()))


@cache
def weekday_names() -> frozenset[str]:
    """Returns the folded weekday names of all languages of the table."""
    return frozenset(calendar_words()["weekdays"])


@cache
def date_words(what: str) -> frozenset[str]:
    """Returns the folded words of one list of the hand-made table; raises KeyError for an unknown list."""
    path = files("docsieve") / "data" / "date_words.json"
    return frozenset(fold(word) for word in json.loads(path.read_text(encoding="utf-8"))[what])


def fold(text: str) -> str:
    """Returns text in lower case without accents, so that spellings with and without them meet.

    Vowel signs that are part of a letter (Devanagari and its kin) stay.

    >>> fold("AOÛT"), fold("Şubat"), fold("MAYIS")
    ('aout', 'subat', 'mayis')
    """
    if text.isascii():
        return text.lower()
    lowered = text.replace("I\N{COMBINING DOT ABOVE}", "i").casefold().replace("ı", "i")
    decomposed = unicodedata.normalize("NFKD", lowered)
    if decomposed.isascii():
        return decomposed
    for letter in sorted(set(decomposed)):  # a text has few different accents, if any
        if unicodedata.combining(letter) >= ACCENTS_FROM:
            decomposed = decomposed.replace(letter, "")
    return decomposed


def months_named(name: str, language: str | None = None) -> tuple[int, ...]:
    """Returns the months a folded name can mean: one, none, or several where languages disagree.

    A language that uses the name decides between several.

    >>> months_named("mayis"), months_named("listopad", "pl"), months_named("listopad")
    ((5,), (11,), (10, 11))
    """
    table = calendar_words()["months"]
    by_language = table.get(name) or table.get(name.removeprefix(HEBREW_IN)) or {}
    if language in by_language:
        return (by_language[language],)
    return tuple(sorted(set(by_language.values())))


def numeric_order(language: str | None) -> str | None:
    """Returns ``dmy``, ``mdy`` or ``ymd`` where nearly all places of a language write numbers so.

    >>> numeric_order("fr"), numeric_order("en")
    ('dmy', None)
    """
    return calendar_words()["orders"].get(language or "")
