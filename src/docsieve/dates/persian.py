"""Days of the Persian solar calendar as days of ours, and days said in another calendar beside ours."""

import re
from datetime import date

from docsieve.dates.mention import DateMention

MONTHS = (
    ("فروردین", "فروردين"),
    ("اردیبهشت", "ارديبهشت"),
    ("خرداد",),
    ("تیر", "تير"),
    ("مرداد", "امرداد"),
    ("شهریور", "شهريور"),
    ("مهر",),
    ("آبان",),
    ("آذر",),
    ("دی", "دي"),
    ("بهمن",),
    ("اسفند",),
)
NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
LUNAR = (
    "محرم",
    "صفر",
    "ربيع",
    "ربیع",
    "جمادى",
    "جمادی",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "القعدة",
    "الحجة",
    "ذی",
)
# Between the same day in two calendars.
SAME_DAY = ("الموافق", "الموافقة", "برابر با", "مطابق با", "مصادف با")
YEARS = range(1250, 1480)
LONG_MONTHS, LONG_MONTH, MONTH = 6, 31, 30
# Day 0 of the count below, as ``date.toordinal`` counts; a year has 8 leap days in 33 years.
EPOCH = -356032
WRITTEN = re.compile(
    rf"(?<!\d)(\d{{1,2}})[ \u200c]?(?:م|ام)? ({'|'.join(NUMBERS)})(?: ماه)?،?(?: سال)? (\d{{4}})(?!\d)"
)
ARABIC = re.compile("[\u0600-\u06ff]")
IN_FIGURES = re.compile(r"(?<![۰-۹/.])([۰-۹]{4})[/.]([۰-۹]{1,2})[/.]([۰-۹]{1,2})(?![۰-۹/])")


def persian(text: str) -> list[DateMention]:
    """Returns the Persian dates in a text, month in words, or all in Persian figures with the year first.

    >>> [mention.iso for mention in persian("تهران، ۲۲ اسفند ۱۳۹۹ - ۱۴۰۰/۰۱/۰۱")]
    ['2021-03-12', '2021-03-21']
    """
    if ARABIC.search(text) is None:
        return []
    found = [(m, int(m[3]), NUMBERS[m[2]], int(m[1])) for m in WRITTEN.finditer(text)]
    if any("۰" <= c <= "۹" for c in text):
        found += [(m, int(m[1]), int(m[2]), int(m[3])) for m in IN_FIGURES.finditer(text)]
    days = [(m, day_of_persian(year, month, day)) for m, year, month, day in found]
    return [
        DateMention(*m.span(), day.isoformat(), "dmy", "day", "", (day,), "", day.year, day.month, day.day)
        for m, day in days
        if day is not None
    ]


def day_of_persian(year: int, month: int, day: int) -> date | None:
    """Returns the day of a Persian date, None where the calendar has none of that name.

    >>> day_of_persian(1399, 12, 30), day_of_persian(1400, 12, 30)
    (datetime.date(2021, 3, 20), None)
    """
    if year not in YEARS or not 1 <= month <= len(MONTHS) or day < 1:
        return None
    last = LONG_MONTH if month <= LONG_MONTHS else MONTH
    if day > last or (month == len(MONTHS) and day == MONTH and not has_leap_day(year)):
        return None
    return date.fromordinal(first_of(year) + (month - 1) * MONTH + min(month - 1, LONG_MONTHS) + day - 1)


def first_of(year: int) -> int:
    """Returns the ordinal of a Persian year's first day, by the cycle of 33 years (1178 to 1633)."""
    cycle, rest = divmod(year + 1595, 33)
    return EPOCH + 365 * (year + 1595) + cycle * 8 + (rest + 3) // 4


def has_leap_day(year: int) -> bool:
    """Tells whether the last month of a Persian year has 30 days."""
    return first_of(year + 1) - first_of(year) > 365


def without_other_calendar(text: str) -> str:
    """Returns a line with spaces for what says the same day in the Islamic or Persian calendar.

    >>> without_other_calendar("28 رجب 1442 هـ الموافق 12 مارس 2021").strip()
    '12 مارس 2021'
    """
    mark = next((mark for mark in SAME_DAY if mark in text), None)
    if mark is None:
        return text
    left, _, right = text.partition(mark)
    names = (*LUNAR, *NUMBERS)
    if any(name in left.split() for name in names):
        cut = left.rfind("،") + 1 if "،" in left and not any(map(str.isdigit, left[: left.rfind("،")])) else 0
        return left[:cut] + " " * (len(left) - cut + len(mark)) + right
    if any(name in right.split() for name in names):
        return left + " " * (len(mark) + len(right))
    return text
