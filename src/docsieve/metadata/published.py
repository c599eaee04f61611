"""When a document was published: its own date before the site's, and none rather than a guessed one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docsieve.dates import DateMention
from docsieve.dates.line import PLACE_ENDS, has_hour, without_fillers
from docsieve.dates.mention import MONTH_ONLY, NO_YEAR, day_of
from docsieve.metadata.bylines import byline_date, is_kind_of, leading_date
from docsieve.metadata.lines import Line
from docsieve.metadata.order import decided
from docsieve.metadata.posted import posted_date
from docsieve.model import Evidence

NO_DATE = "no date line"
SEVERAL = "several date lines"
HEAD_LINES = 15
HEAD_PROSE = 600
TAIL_FROM = 0.6
POST_LINES = 25
LONGEST_BEFORE_POST = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Published:
    """The day, the reason where there is none, the line it was read from, and the place before it."""

    on: date | None
    reason: str = ""
    evidence: Evidence | None = None
    place: Evidence | None = None


def published(lines: Sequence[Line], after_title: int, title: Evidence | None) -> Published:
    """Returns when the text was published.

    The text's own date counts first: a date line or byline near the title, a date the first paragraph
    opens with, a date line at the end. Only where there is none, the date of posting counts. Dates in
    sentences, of events, of comments and of other pages never count.
    """
    posts = list(post_dates(lines))
    others = [mention for line in lines if line.kept for mention in line.dates]
    posted = decided(posts[0][1], others, None) if posts else None
    for line, mention in own_dates(lines, after_title):
        rest = [other for other in others if other is not mention]
        return settled(line, mention, rest, posted, title)
    if several := differing(tail_dates(lines)):
        return Published(None, SEVERAL, several.evidence()) if posted is None else of_post(posts, posted)
    return of_post(posts, posted)


def of_post(posts: Sequence[tuple[Line, DateMention]], posted: date | None) -> Published:
    """Returns the date of posting, or why there is none."""
    if not posts:
        return Published(None, NO_DATE)
    line, mention = posts[0]
    return Published(posted, "" if posted else mention.reason, line.evidence())


def own_dates(lines: Sequence[Line], after_title: int) -> Iterator[tuple[Line, DateMention]]:
    """Yields the text's own dates, the best first."""
    yield from head_dates(lines, after_title)
    tail = tail_dates(lines)
    if tail and not differing(tail):
        yield tail[0]


def head_dates(lines: Sequence[Line], after_title: int) -> Iterator[tuple[Line, DateMention]]:
    """Yields dates near the title: of date lines, bylines, and opening paragraphs, in the order of the page."""
    length = 0
    for at, line in enumerate(lines):
        if not line.kept:
            continue
        titled = at < after_title
        if not titled and length > HEAD_PROSE or at > after_title + HEAD_LINES:
            return
        found = head_date(line, lines[at - 1] if at else None, titled)
        if found:
            yield line, found
        if not titled and line.is_prose:
            length += len(line.text)


def head_date(line: Line, above: Line | None, titled: bool) -> DateMention | None:
    """Returns the date of a line near the title, if it is the text's own."""
    if has_hour(line.text[:120]) or posted_date(line):
        return None
    asked = above is not None and above.text.endswith((":", "?", "：")) and not titled
    if line.date_line:
        return None if asked else line.date_line
    if line.is_prose:
        return None if titled else leading_date(line)
    if titled and not is_kind_of(line):
        return None
    return byline_date(line)


def tail_dates(lines: Sequence[Line]) -> list[tuple[Line, DateMention]]:
    """Returns the date lines of the last part of a text."""
    kept = [line for line in lines if line.kept]
    total = sum(len(line.text) for line in kept if line.is_prose)
    length, found = 0, []
    for line in kept:
        length += len(line.text) if line.is_prose else 0
        late = total > 0 and length >= TAIL_FROM * total
        if late and line.date_line and not has_hour(line.text) and not posted_date(line):
            found.append((line, line.date_line))
    return found


def differing(dates: Sequence[tuple[Line, DateMention]]) -> Line | None:
    """Returns the second line whose date is another than the first's; None where they agree."""
    return next((line for line, mention in dates if mention.readings != dates[0][1].readings), None)


def post_dates(lines: Sequence[Line]) -> Iterator[tuple[Line, DateMention]]:
    """Yields the dates of posting: at the top first, then at the end."""
    near = [line for at, line in enumerate(lines) if at < POST_LINES or at >= len(lines) - POST_LINES]
    for line in near:
        found = posted_date(line)
        if found:
            yield line, found


def settled(
    line: Line, mention: DateMention, others: Sequence[DateMention], posted: date | None, title: Evidence | None
) -> Published:
    """Returns what a document's own date says, with the other dates as evidence."""
    day = decided(mention, others, posted)
    if mention.reason == NO_YEAR and mention.month and mention.day:
        day = with_year(mention.month, mention.day, posted, title)
    if mention.reason == MONTH_ONLY and posted and (posted.year, posted.month) == (mention.year, mention.month):
        day = posted
    return Published(day, "" if day else mention.reason, line.evidence(), place_of(line, mention))


def with_year(month: int, day: int, posted: date | None, title: Evidence | None) -> date | None:
    """Returns a day without a year in the year of its posting, or in the only year its title names."""
    if posted:
        years = [posted.year, posted.year - 1]
        days = [read for year in years if (read := day_of(year, month, day))]
        return next((read for read in days if timedelta(0) <= posted - read <= LONGEST_BEFORE_POST), None)
    named = years_in(title.text) if title else []
    return day_of(named[0], month, day) if len(named) == 1 else None


def years_in(text: str) -> list[int]:
    """Returns the numbers of four digits that can be years of our time.

    >>> years_in("Forum 2013, room 9999")
    [2013]
    """
    digits = "".join(letter if letter.isdecimal() else " " for letter in text).split()
    return [int(number) for number in digits if len(number) == 4 and 1900 <= int(number) <= 2100]


def place_of(line: Line, mention: DateMention) -> Evidence | None:
    """Returns what stands before the date of a date line: the place."""
    if line.date_line is None:
        return None
    place = without_fillers(line.text[: mention.start]).rstrip("".join(PLACE_ENDS) + " :.")
    lead = len(place) - len(place.lstrip(" •*-–—(["))
    found = line.evidence(lead, len(place)) if place[lead:].strip() else None
    return found if found and any(letter.isalpha() for letter in found.text) else None
