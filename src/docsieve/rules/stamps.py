"""Dates and hours of one form that return: each heads a record, a post, a note or a teaser."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

# Stamps of one form ("5 March 2020, 17:12") that return three times or more, every few blocks.
LEAST_CYCLES, LEAST_APART, MOST_APART = 3, 2, 14
STAMP_STARTS, LEAST_NUMBERS = 80, 4
LONGEST_DATE = 60
HOUR, DIGITS, LETTERS = re.compile(r"\d:\d\d"), re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
# A line of a post's own words, and what the score says of it where other posts are the text.
LEAST_TEXT, MOST_DOUBTED = 60, 0.7
LEAST_RECORDS, LONGEST_RECORD = 3, 40


def stamps_in(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Give for each form of a date with an hour that returns the lines that begin with it."""
    return _returning((i, _form_of_stamp(text)) for i, text in enumerate(texts) if ":" in text)


def dates_in(texts: Sequence[str], dated: Sequence[bool]) -> tuple[tuple[int, ...], ...]:
    """Give for each form of a date alone that returns its lines; ``dated`` says which lines are dates."""
    short = (i for i, is_date in enumerate(dated) if is_date and len(texts[i]) <= LONGEST_DATE)
    return _returning((i, _form(texts[i])) for i in short)


def _returning(formed: Iterable[tuple[int, str]]) -> tuple[tuple[int, ...], ...]:
    forms: dict[str, list[int]] = {}
    for i, form in formed:
        if form:
            forms.setdefault(form, []).append(i)
    return tuple(tuple(own) for own in forms.values() if _returns(own))


def _form_of_stamp(text: str) -> str:
    """Give the form of the date and hour at the head of a line: "9 a 9, 9:9"; nothing where it has none."""
    hour = HOUR.search(text[:STAMP_STARTS])
    if not hour:
        return ""
    digit = DIGITS.search(text)
    form = _form(text[digit.start() if digit else 0 : hour.end()])
    return form if form.count("9") + ("a" in form) >= LEAST_NUMBERS else ""


def _form(text: str) -> str:
    return LETTERS.sub("a", DIGITS.sub("9", text))


def _returns(own: Sequence[int]) -> bool:
    apart = sorted(behind - before for before, behind in pairwise(own))
    return len(own) >= LEAST_CYCLES and LEAST_APART <= apart[len(apart) // 2] <= MOST_APART


def records_like_the_text(
    stamps: Sequence[Sequence[int]], texts: Sequence[str], chrome: Sequence[float], removed: Sequence[bool]
) -> dict[int, float]:
    """Give of long blocks below stamps that return the share of records that have text, by the score.

    Of blocks that the score merely doubts, where three records or more have text.
    """
    found: dict[int, float] = {}
    for own in stamps:
        records = [
            range(first + 1, end) for first, end in pairwise((*own, min(len(texts), own[-1] + MOST_APART)))
        ]
        long = [[i for i in record[:LONGEST_RECORD] if len(texts[i]) >= LEAST_TEXT] for record in records]
        with_text = sum(any(chrome[i] <= 0.5 and not removed[i] for i in each) for each in long)
        if with_text >= LEAST_RECORDS:
            doubted = (i for each in long for i in each if 0.5 < chrome[i] < MOST_DOUBTED)
            found.update((i, max(found.get(i, 0.0), with_text / len(records))) for i in doubted)
    return found
