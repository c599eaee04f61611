"""The value of a date found in text, and the reasons why one cannot be read."""

from dataclasses import dataclass
from datetime import date

from docsieve.dates.words import numeric_order

EARLIEST_YEAR = 1800
LATEST_YEAR = 2199
BUDDHIST_ERA = 543

BOTH_WAYS = "day and month can be read both ways"
NO_YEAR = "no year"
MONTH_ONLY = "month only"
A_RANGE = "a range of days"
CONTESTED_NAME = "languages disagree on the month's name"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: its span, and the day it names where it can be read in one way only.

    ``order`` is the order of its parts (``dmy``, ``mdy``, ``ymd``, ``dm``, ``md``, ``my``; ``dmy|mdy``
    where undecided), ``precision`` is ``day`` or ``month``. ``readings`` are the days it can mean;
    ``iso`` is the only one, null with ``reason`` where there is none or several. ``separator`` is the
    mark between the numbers of a numeric date. ``year`` is null where none is written.
    """

    start: int
    end: int
    iso: str | None
    order: str
    precision: str = "day"
    reason: str = ""
    readings: tuple[date, ...] = ()
    separator: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None


def named(
    start: int, end: int, order: str, year: int | None, months: tuple[int, ...], day: int | None
) -> DateMention | None:
    """Returns the mention of a date whose month is a word; None where no such day exists."""
    month = months[0] if len(months) == 1 else None
    if day is None:
        return DateMention(start, end, None, order, "month", MONTH_ONLY, year=year, month=month)
    if year is None:
        real = [m for m in months if day_of(2000, m, day)]
        return DateMention(start, end, None, order, reason=NO_YEAR, month=month, day=day) if real else None
    readings = tuple(read for m in months if (read := day_of(year, m, day)))
    if not readings:
        return None
    iso, reason = (readings[0].isoformat(), "") if len(readings) == 1 else (None, CONTESTED_NAME)
    return DateMention(start, end, iso, order, "day", reason, readings, "", year, month, day)


def numeric(
    start: int,
    end: int,
    numbers: tuple[int, int, int],
    separator: str,
    year_first: bool,
    language: str | None,
) -> DateMention | None:
    """Returns the mention of a date in three numbers; dots are day-first, else the language may decide."""
    orders = ("ymd",) if year_first else ("dmy",) if separator == "." else ("dmy", "mdy")
    by_order = {order: read for order in orders if (read := in_order(numbers, order))}
    if len(set(by_order.values())) > 1 and (order := numeric_order(language)) in by_order:
        by_order = {order: by_order[order]}
    return from_orders(start, end, separator, by_order)


def from_orders(start: int, end: int, separator: str, by_order: dict[str, date]) -> DateMention | None:
    """Returns a numeric mention from its possible orders; None where there are none."""
    readings = tuple(dict.fromkeys(by_order.values()))
    if not readings:
        return None
    order = "|".join(by_order)
    if len(readings) > 1:
        return DateMention(start, end, None, order, "day", BOTH_WAYS, readings, separator, readings[0].year)
    only = readings[0]
    return DateMention(
        start, end, only.isoformat(), order, "day", "", readings, separator, only.year, only.month, only.day
    )


def in_order(numbers: tuple[int, int, int], order: str) -> date | None:
    """Returns three numbers as a day, in the given order of ``y``, ``m`` and ``d``; None where there is none.

    >>> in_order((5, 1, 2022), "dmy")
    datetime.date(2022, 1, 5)
    """
    parts = dict(zip(order, numbers, strict=True))
    return day_of(parts["y"], parts["m"], parts["d"])


def day_of(year: int, month: int, day: int) -> date | None:
    """Returns the day, or None where the calendar has none of that name."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of(number: int, language: str | None = None) -> int | None:
    """Returns the year a four-digit number can mean, or None; Thai years are counted back.

    >>> year_of(2022), year_of(2565, "th"), year_of(2565)
    (2022, 2022, None)
    """
    year = number - BUDDHIST_ERA if language == "th" and number > LATEST_YEAR else number
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None
