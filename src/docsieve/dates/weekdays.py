"""The weekday beside a date, which says which of two readings it has."""

from dataclasses import replace

from docsieve.dates.mention import BOTH_WAYS, DateMention
from docsieve.dates.words import fold, weekdays_of

LONGEST_BESIDE = 24
MARKS = " ,.;:()[]|/-\N{EN DASH}\N{EM DASH}\N{NO-BREAK SPACE}"
SHORTEST = 3


def by_weekday(text: str, mention: DateMention) -> DateMention:
    """Returns the mention with the one reading that falls on the weekday beside it, or as it is.

    >>> from docsieve.dates import find_dates
    >>> [find_dates(text)[0].iso for text in ("Mon, 09/10/2017", "09/10/2017 (Sunday)", "Fri, 09/10/2017")]
    ['2017-10-09', '2017-09-10', None]
    """
    if mention.reason != BOTH_WAYS:
        return mention
    before = text[max(0, mention.start - LONGEST_BESIDE) : mention.start].rpartition("\n")[2]
    after = text[mention.end : mention.end + LONGEST_BESIDE].partition("\n")[0]
    days = _beside(before, last=True) or _beside(after, last=False)
    told = [at for at, day in enumerate(mention.readings) if day.weekday() in days]
    if len(told) != 1:
        return mention
    day, order = mention.readings[told[0]], mention.order.split("|")[told[0]]
    return replace(
        mention, iso=day.isoformat(), order=order, reason="", readings=(day,), month=day.month, day=day.day
    )


def _beside(text: str, *, last: bool) -> frozenset[int]:
    """Returns the days that the word nearest to a date is for."""
    words = [word for word in text.replace("(", " ").split() if word.strip(MARKS)]
    name = fold(words[-1 if last else 0].strip(MARKS)) if words else ""
    return weekdays_of(name) if len(name) >= SHORTEST else frozenset()
