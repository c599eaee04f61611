"""One pass over a text that reads every date in it."""

import re
from collections.abc import Callable
from itertools import pairwise

from docsieve.dates.east_asian import east_asian
from docsieve.dates.forms import (
    HYPHENS,
    RANGE_WORDS,
    Text,
    as_range,
    day_month_year,
    in_numbers,
    is_range,
    month_day_year,
    roman_month,
    vietnamese,
    year_month_day,
)
from docsieve.dates.mention import DateMention
from docsieve.dates.persian import persian
from docsieve.dates.tokens import Piece, tokens_of
from docsieve.dates.weekdays import by_weekday
from docsieve.memory import remembered

Form = Callable[[Text, int], tuple[DateMention, int] | None]
NUMBER_FIRST: tuple[Form, ...] = (in_numbers, vietnamese, day_month_year, year_month_day, roman_month)
LONGEST_GAP = 12
# A month of two long words, an ordinal, particles and a year between white space fit in.
WIDEST_FORM = 48
THAI = re.compile("[\N{THAI CHARACTER KO KAI}-\N{THAI CHARACTER KHOMUT}]")
DIGITS = re.compile(r"\d+")
SIGN_OF_A_DATE = re.compile(r"[\d月월]")


def may_hold_a_date(text: str) -> bool:
    """Tells whether a text has a digit, or the character of East Asian months."""
    return SIGN_OF_A_DATE.search(text) is not None


def find_dates(text: str, language: str | None = None) -> tuple[DateMention, ...]:
    """Returns the dates in a text, in order and apart from each other, spans in code points of it.

    Numbers are day-first where they have dots, and as nearly all places of ``language`` write them;
    else a date that can be read in two ways has no ``iso``. Does not read dates inside addresses of
    pages, nor years alone. A range of days is found, but names no day.

    >>> [(mention.iso, mention.order) for mention in find_dates("Geneva, 5 January 2022; not 1.2.3.2022")]
    [('2022-01-05', 'dmy')]
    >>> [(mention.reason, mention.readings[1].isoformat()) for mention in find_dates("05/01/2022")]
    [('day and month can be read both ways', '2022-05-01')]
    """
    return _find_dates(text, language) if may_hold_a_date(text) else ()


@remembered
def _find_dates(text: str, language: str | None) -> tuple[DateMention, ...]:
    found = in_tokens(text, language) + east_asian(text) + persian(text)
    in_order = apart(sorted(found, key=lambda mention: (mention.start, -mention.end)))
    told = (by_weekday(text, mention) for mention in ends_of_ranges(text, in_order))
    return tuple(mention for mention in told if not in_address(text, mention.start))


def in_tokens(text: str, language: str | None) -> list[DateMention]:
    """Returns the dates of all forms but the East Asian ones."""
    parts = near_digits(text)
    spoken = "th" if parts and THAI.search(text) else language
    return [mention for part in parts for mention in in_part(Text(text, tokens_of(text, *part), spoken))]


def near_digits(text: str) -> list[tuple[int, int]]:
    """Returns the parts of a text around its digits, wide enough for every form; most text has none.

    >>> near_digits("a" * 100), near_digits("on 5 May and " + "a" * 100)
    ([], [(0, 52)])
    """
    parts: list[tuple[int, int]] = []
    for found in DIGITS.finditer(text):
        start, end = max(0, found.start() - WIDEST_FORM), min(len(text), found.end() + WIDEST_FORM)
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def in_part(read: Text) -> list[DateMention]:
    """Returns the dates of one part of a text."""
    found, index = [], 0
    while index < len(read.tokens):
        mention = first_form(read, index)
        if mention is None:
            index += 1
            continue
        found.append(as_range(mention[0]) if is_range(read, index, mention[1]) else mention[0])
        index = mention[1]
    return found


def first_form(read: Text, index: int) -> tuple[DateMention, int] | None:
    """Returns the first form that reads a date at an index, and the index after it."""
    token = read.tokens[index]
    if token.kind is Piece.WORD:
        return month_day_year(read, index)
    if token.kind is Piece.MARK:
        return None
    return next((mention for form in NUMBER_FIRST if (mention := form(read, index))), None)


def apart(mentions: list[DateMention]) -> list[DateMention]:
    """Returns the mentions without those that begin inside an earlier one."""
    kept: list[DateMention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def ends_of_ranges(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Returns the mentions, two that a hyphen or "to" joins both as ends of a range."""
    ends = set()
    for index, (first, second) in enumerate(pairwise(mentions)):
        between = text[first.end : min(second.start, first.end + LONGEST_GAP)]
        gap = between.strip(" \N{NO-BREAK SPACE}.") if first.end + len(between) == second.start else ""
        if gap and (gap in HYPHENS or gap.casefold() in RANGE_WORDS):
            ends |= {index, index + 1}
    return [as_range(mention) if index in ends else mention for index, mention in enumerate(mentions)]


def in_address(text: str, start: int) -> bool:
    """Tells whether a position stands inside the address of a page, an e-mail or a file.

    >>> in_address("see https://example.org/2022-01-05/a", 24), in_address("see 2022-01-05", 4)
    (True, False)
    """
    before = text[max(0, start - 200) : start].split()
    glued = before[-1] if before and not text[start - 1].isspace() else ""
    return "://" in glued or glued.startswith("www.") or "@" in glued or glued.endswith(("/", "_", "="))
