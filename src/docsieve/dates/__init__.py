"""Dates as people write them, found in text with their spans; which one is meant is judged elsewhere."""

from docsieve.dates.line import date_line_of, has_hour, is_date_line, is_place_and_month, opens_with_place
from docsieve.dates.mention import DateMention
from docsieve.dates.scan import find_dates

__all__ = [
    "DateMention",
    "date_line_of",
    "find_dates",
    "has_hour",
    "is_date_line",
    "is_place_and_month",
    "opens_with_place",
]
