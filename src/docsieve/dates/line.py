"""Lines that say when and perhaps where, and nothing else: "Geneva, 5 January 2022"."""

import re
import unicodedata

from docsieve.dates.mention import A_RANGE, MONTH_ONLY, DateMention
from docsieve.dates.persian import without_other_calendar
from docsieve.dates.scan import find_dates, may_hold_a_date
from docsieve.dates.words import date_words, fold, weekday_names
from docsieve.memory import remembered

LONGEST_LINE = 120
MOST_PLACE_WORDS = 5
LONGEST_PLACE = 48
SHORTEST_WEEKDAY = 3
# "г. Москва", "à Paris"
LONGEST_PARTICLE = 2
# What stands around a bare date: the word "date" itself, particles, the words for year, day and hour.
AROUND = date_words("around")
ARABIC_ON = "في"
# "V Praze dne 5. 5.", "W Warszawie dnia 5 maja"
IN, DAY = frozenset({"v", "ve", "vo", "w", "we"}), frozenset({"dne", "dna", "dnia"})
HOUR = re.compile(r"\d[:hH]\d")
# "l'Horta", "d'Aubrac"
ELIDED = re.compile("^[ldLD]['’]")
PLACE_ENDS = ",،、;-\N{EN DASH}\N{EM DASH}|/"
EDGES = " \t\n\r\N{NO-BREAK SPACE}\ufeff\u200b•*·-\N{EN DASH}\N{EM DASH}|()[]（）【】<>.,;:،"


def is_date_line(text: str, language: str | None = None) -> bool:
    """Tells whether a line holds one date and beside it at most a weekday, an hour or a place.

    Does not look at neighbours: a line of a list of dated events may be a date line by its form.

    >>> is_date_line("Częstochowa, 3 lutego 2023 r."), is_date_line("Friday, 5th January 2022")
    (True, True)
    >>> is_date_line("On 5 January 2022 we marched."), is_date_line("3. Agnes Example"), is_date_line("12")
    (False, False, False)
    """
    return date_line_of(text, language) is not None


def date_line_of(text: str, language: str | None = None) -> DateMention | None:
    """Returns the date of a date line, its span in ``text``; None where the text is no date line.

    A range of days does not count, nor an hour after a place (so are comments stamped).
    """
    return _date_line_of(text, language) if len(text) <= LONGEST_LINE and may_hold_a_date(text) else None


def opens_with_place(text: str) -> bool:
    """Tells whether a date line begins with the place where it was written.

    >>> opens_with_place("Częstochowa, 3 lutego 2023 r."), opens_with_place("Friday, 5th January 2022")
    (True, False)
    """
    date = date_line_of(text)
    return date is not None and without_fillers(text[: date.start]) != ""


@remembered
def is_place_and_month(text: str) -> bool:
    """Tells whether a line holds a place and a month of a year alone, as letters end: "Graz, im Mai 2017".

    >>> is_place_and_month("Sampleton, May 2017"), is_place_and_month("Sampleton, im Mai 2017")
    (True, True)
    >>> is_place_and_month("May 2017"), is_place_and_month("Tide Tables, May 2017 edition")
    (False, False)
    """
    if len(text) > LONGEST_LINE or not may_hold_a_date(text):
        return False
    mentions = find_dates(text)
    month = mentions[0] if len(mentions) == 1 and mentions[0].reason == MONTH_ONLY else None
    if month is None or month.year is None or words_beside(text, month.end, mentions):
        return False
    before = text[: month.start]
    place = without_fillers(before)
    return place != "" and is_place(place, before[len(place) :])


@remembered
def _date_line_of(text: str, language: str | None) -> DateMention | None:
    if not any(map(str.isnumeric, text)):
        return None
    text = without_other_calendar(text)
    mentions = find_dates(text, language)
    if not mentions or any(mention.reason == A_RANGE for mention in mentions):
        return None
    first = mentions[0]
    if any(mention.iso != first.iso or not mention.iso for mention in mentions[1:]):
        return None
    if words_beside(text, first.end, mentions):
        return None
    before = text[: first.start]
    place = without_fillers(before)
    return first if not place or (is_place(place, before[len(place) :]) and not has_hour(text)) else None


def without_fillers(before: str) -> str:
    """Returns what stands before a date without the weekdays, particles and marks at its end.

    >>> without_fillers("Sampleton, Nowhere, den "), without_fillers("Friday, ")
    ('Sampleton, Nowhere,', '')
    """
    if all(is_filler(word) for word in before.split()):
        return ""
    before = before.rstrip()
    while before and is_filler(before.split()[-1]):
        before = before[: -len(before.split()[-1])].rstrip()
    return before


def is_place(before: str, between: str) -> bool:
    """Tells whether what stands before a date can be a place: few words, capitals, a mark after it.

    ``between`` is what stands between it and the date.

    >>> is_place("Sampleton, Nowhere,", " "), is_place("Sampleton", " - "), is_place("we met", " on ")
    (True, True, False)
    """
    words = before.strip(EDGES).split()
    return (
        0 < len(words) <= MOST_PLACE_WORDS
        and len(before) <= LONGEST_PLACE
        and (any(mark in before[-1:] + between for mark in PLACE_ENDS) or is_place_in(words, between))
        and not before.endswith((":", "："))
        and not any(character.isdigit() or character in "()" for character in before.strip(EDGES))
        and (is_capital(words[0]) or (len(words) > 1 and len(words[0]) <= LONGEST_PARTICLE))
        and is_capital(ELIDED.sub("", words[-1]))
    )


def is_place_in(words: list[str], between: str) -> bool:
    """Tells whether a place stands before a date without a mark: a known city, or "in" it and "on the day".

    >>> is_place_in(["V", "Sampletonu"], " dne "), is_place_in(["Sampleton"], " dne ")
    (True, False)
    """
    said = {fold(word) for word in between.split()}
    return is_city_in(words, between) or (bool(said & DAY) and len(words) > 1 and fold(words[0]) in IN)


def is_city_in(words: list[str], between: str) -> bool:
    """Tells whether a known Arabic city stands before "on": ``القاهرة في``; else a verb might.

    >>> is_city_in(["بيروت"], " في "), is_city_in(["نلتقي"], " في ")
    (True, False)
    """
    return between.split() == [ARABIC_ON] and fold(" ".join(words)) in date_words("arabic_cities")


def has_hour(text: str) -> bool:
    """Tells whether a line names an hour: so do stamps under comments, not places of statements."""
    if not HOUR.search(text):
        return False
    timed = [without_clock(fold(word.strip(EDGES))) for word in text.split()]
    return any(word[:1].isdecimal() and ":" in word and is_hour(word) for word in timed)


def is_capital(word: str) -> bool:
    """Tells whether a word begins with a capital, or with a letter of a script that has none."""
    letter = next((character for character in word if character.isalpha()), "")
    return bool(letter) and (letter.isupper() or unicodedata.category(letter) in ("Lo", "Lt"))


def words_beside(text: str, start: int, mentions: tuple[DateMention, ...]) -> list[str]:
    """Returns the words from ``start`` on that neither belong to a date nor stand around one by habit."""
    letters = list(text)
    for mention in mentions:
        letters[mention.start : mention.end] = " " * (mention.end - mention.start)
    return [word for word in "".join(letters[start:]).split() if not is_filler(word)]


def is_filler(word: str) -> bool:
    """Tells whether a word stands around bare dates: a weekday, a particle, an hour, a mark."""
    bare = fold(word.strip(EDGES + "'\N{RIGHT SINGLE QUOTATION MARK}"))
    bare = without_clock(bare)
    if not any(character.isalpha() for character in bare):
        return is_hour(bare)
    caseless = bare.upper() == bare
    weekday = bare in weekday_names() and (caseless or len(bare) >= SHORTEST_WEEKDAY)
    return weekday or bare in AROUND


def without_clock(bare: str) -> str:
    """Returns a word without what clocks write beside the digits: "8:59pm", "14h30", "t10:00:00z".

    >>> without_clock("8:59pm"), without_clock("14h30"), without_clock("paz")
    ('8:59', '14:30', 'paz')
    """
    if not any(character.isdecimal() for character in bare):
        return bare
    for ending in ("am", "pm", "hs", "h", "z"):
        bare = bare.removesuffix(ending)
    inner = bare.removeprefix("t")
    return inner.replace("h", ":") if inner.count("h") == 1 else inner


def is_hour(bare: str) -> bool:
    """Tells whether a word without letters is an hour ("14:30"), or marks only.

    >>> is_hour("14:30"), is_hour(""), is_hour("7")
    (True, True, False)
    """
    digits = [character for character in bare if character.isdecimal()]
    return not digits or (
        len(bare) <= len("00:00:00") and any(mark in bare for mark in ":.") and len(digits) > 2
    )
