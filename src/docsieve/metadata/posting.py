"""When a site posted a text: the stamp by its title before lines elsewhere that say "posted"."""

from collections.abc import Iterator, Sequence

from docsieve.dates import DateMention
from docsieve.metadata.lines import Line
from docsieve.metadata.posted import day_of_stamp, is_stamp, posted_date
from docsieve.metadata.stamps import stamp_of
from docsieve.metadata.titles import Titles

POST_LINES = 25
# A template's lines between a title and its text come to about a dozen, between its top and the title to half.
LINES_BELOW, LINES_ABOVE_TITLE, LINES_ABOVE_TEXT = 12, 6, 8
# Posted, and changed; more days than these are of a list of other pages.
MOST_DAYS = 2

Dated = tuple[Line, DateMention]


def post_dates(lines: Sequence[Line], titled: Titles) -> list[Dated]:
    """Returns the dates of posting, the best first: stamps by the title, then lines that say so elsewhere."""
    return [*stamps_by_title(lines, titled), *posted_elsewhere(lines)]


def posted_elsewhere(lines: Sequence[Line]) -> Iterator[Dated]:
    """Yields the lines among the first and last that say when a text was posted."""
    for at, line in enumerate(lines):
        outer = at < POST_LINES or at >= len(lines) - POST_LINES
        if outer and (found := posted_date(line)):
            yield line, found


def stamps_by_title(lines: Sequence[Line], titled: Titles) -> Iterator[Dated]:
    """Yields the stamps below the title, above the text and above the title, the nearest first."""
    for zone in zones(lines, titled):
        found = [(line, day) for line in zone if (day := stamped_day(line))]
        posted = [(line, day) for line, day in found if posted_date(line)]
        yield from posted
        if len({day.readings for _, day in found}) <= MOST_DAYS:
            yield from found


def stamped_day(line: Line) -> DateMention | None:
    """Returns the day a line by the title was stamped with."""
    if line.is_prose and line.kept:
        return None
    bare = line.date_line if is_stamp(line) else None
    return posted_date(line) or bare or day_of_stamp(line) or stamp_of(line)


def zones(lines: Sequence[Line], titled: Titles) -> tuple[Sequence[Line], ...]:
    """Returns the lines in which stamps stand: below the title, above the text, above the title upwards."""
    text = first_text(lines, titled.after)
    below = lines[titled.after : min(text + 1, titled.after + LINES_BELOW)] if titled.title else ()
    beside = lines[max(titled.after, text - LINES_ABOVE_TEXT) : text]
    above = lines[max(0, titled.first - LINES_ABOVE_TITLE) : titled.first]
    return below, beside[::-1], above[::-1]


def first_text(lines: Sequence[Line], start: int) -> int:
    """Returns the index of the first paragraph from an index on."""
    return next((at for at in range(start, len(lines)) if lines[at].kept and lines[at].is_prose), len(lines))
