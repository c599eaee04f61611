"""Chinese, Japanese and Korean dates: numbers before the signs for year, month and day."""

import re

from docsieve.dates.mention import MONTH_ONLY, NO_YEAR, DateMention, day_of, named, year_of

NUMERALS = "〇零○一二三四五六七八九"
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
NUMBER = rf"(\d{{1,2}}|[{NUMERALS}十]{{1,3}})"
YEAR = rf"(?:(令和|平成|昭和|民國|民国)[ \u3000]?(\d{{1,3}}|元)|(?<!\d)(\d{{4}})|([{NUMERALS}]{{4}}))"
FORM = re.compile(
    rf"{YEAR}[ \u3000]?[年년][ \u3000]?{NUMBER}[ \u3000]?[月월](?:[ \u3000]?{NUMBER}[ \u3000]?[日号號일])?"
)
YEARLESS = re.compile(rf"(?<![\d年년]){NUMBER}[ \u3000]?[月월][ \u3000]?{NUMBER}[ \u3000]?[日号號일]")


def east_asian(text: str) -> list[DateMention]:
    """Returns the dates written with year, month and day signs, eras and Chinese numerals read.

    >>> [mention.iso for mention in east_asian("二〇二二年一月十五日 2022년 1월 5일 令和4年1月5日")]
    ['2022-01-15', '2022-01-05', '2022-01-05']
    """
    if not any(sign in text for sign in "月월"):
        return []
    full = [mention for found in FORM.finditer(text) if (mention := with_year(found))]
    taken = {position for mention in full for position in range(mention.start, mention.end)}
    yearless = [
        mention
        for found in YEARLESS.finditer(text)
        if found.start() not in taken and (mention := without_year(found))
    ]
    return full + yearless


def with_year(found: re.Match[str]) -> DateMention | None:
    """Returns a match that has a year; its precision is a month where no day follows."""
    era, of_era, digits, numerals, month, day = found.groups()
    written = (
        ERAS[era] + (1 if of_era == "元" else int(of_era)) if era else int(digits or positional(numerals))
    )
    year = year_of(written)
    if year is None or not 1 <= number(month) <= 12:
        return None
    if day is None:
        return DateMention(
            found.start(), found.end(), None, "ym", "month", MONTH_ONLY, year=year, month=number(month)
        )
    return named(found.start(), found.end(), "ymd", year, (number(month),), number(day))


def without_year(found: re.Match[str]) -> DateMention | None:
    """Returns a match of month and day only."""
    month, day = number(found.group(1)), number(found.group(2))
    if not 1 <= month <= 12 or day_of(2000, month, day) is None:
        return None
    return DateMention(found.start(), found.end(), None, "md", "day", NO_YEAR, month=month, day=day)


def positional(numerals: str) -> str:
    """Returns Chinese numerals written digit by digit as digits."""
    return "".join(str(max(0, NUMERALS.index(sign) - 2)) for sign in numerals)


def number(written: str) -> int:
    """Returns a number up to 99 in digits or Chinese numerals; 0 where it is none.

    >>> number("5"), number("二十三"), number("十")
    (5, 23, 10)
    """
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int(positional(written))
    return int(positional(tens or "一")) * 10 + int(positional(ones or "〇"))
