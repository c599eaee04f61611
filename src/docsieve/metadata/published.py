"""When a document was published: its own date before the site's, and none rather than a guessed one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docsieve.dates import DateMention
from docsieve.dates.line import PLACE_ENDS, has_hour, without_fillers
from docsieve.dates.mention import A_RANGE, MONTH_ONLY, NO_YEAR, day_of
from docsieve.metadata.bylines import (
    adoption_date,
    byline_date,
    is_kind_of,
    leading_date,
    names_source,
    opening_date,
)
from docsieve.metadata.closing import differing, is_listed, tail_dates
from docsieve.metadata.lines import SENTENCE_ENDS, Line
from docsieve.metadata.order import decided
from docsieve.metadata.posted import posted_date
from docsieve.metadata.posting import first_text, is_text, post_dates
from docsieve.metadata.titles import Titles
from docsieve.metadata.words import has_phrase, opens_with, words
from docsieve.model import Evidence, Label

NO_DATE = "no date line"
SEVERAL = "several date lines"
# By-lines, subtitles and captions between title and date come to about a dozen lines.
HEAD_LINES = 15
NOTE_MARKS = (",", "|", "·", "–", "—", "-", "/", "•", "(")
MOST_NOTE_WORDS = 6
LINES_ABOVE = 4
# Sites post statements within weeks.
LONGEST_BEFORE_POST = timedelta(days=62)
# Clocks of two places may differ.
LONGEST_AFTER_POST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """The day, the reason where there is none, the line it was read from, and the place before it."""

    on: date | None
    reason: str = ""
    evidence: Evidence | None = None
    place: Evidence | None = None


def published(lines: Sequence[Line], titled: Titles) -> Published:
    """Returns when the text was published.

    The text's own date counts first: a date line or byline near the title, a date the first paragraph
    opens with, a date line at the end. Only where there is none, the date of posting counts. Dates in
    sentences, of events, of comments and of other pages never count.
    """
    posts = post_dates(lines, titled)
    others = [mention for line in lines if line.kept for mention in line.dates]
    around = [mention for line in lines if not line.kept for mention in line.dates]
    posted = decided(posts[0][1], others, None, around) if posts else None
    for line, mention in own_dates(lines, titled, bool(posts)):
        if posted is not None and is_of_event(mention, posted):
            continue  # when something takes place, where the site says when it posted the text
        rest = [other for other in others if other is not mention]
        day = decided(mention, rest, posted, around)
        if not is_seen(line, day, posted):
            return settled(line, day, mention, posted, titled.title)
    if several := differing(tail_dates(lines, bool(posts))):
        return Published(None, SEVERAL, several.evidence()) if posted is None else of_post(posts, posted)
    return of_post(posts, posted)


def is_of_event(mention: DateMention, posted: date) -> bool:
    """Tells whether days are a range, or one without a year that lies not in the weeks before the posting."""
    if mention.reason == NO_YEAR and mention.month and mention.day:
        return with_year(mention.month, mention.day, posted, None) is None
    return mention.reason == A_RANGE


def is_seen(line: Line, day: date | None, posted: date | None) -> bool:
    """Tells whether a bare day is when a page was seen: no text is posted before its own day."""
    bare = line.date_line is not None and not without_fillers(line.text[: line.date_line.start])
    return bare and day is not None and posted is not None and day - posted > LONGEST_AFTER_POST


def of_post(posts: Sequence[tuple[Line, DateMention]], posted: date | None) -> Published:
    """Returns the date of posting, or why there is none."""
    if not posts:
        return Published(None, NO_DATE)
    line, mention = posts[0]
    return Published(posted, "" if posted else mention.reason, line.evidence())


def own_dates(lines: Sequence[Line], titled: Titles, stamped: bool) -> Iterator[tuple[Line, DateMention]]:
    """Yields the text's own dates, the best first; ``stamped`` where the site says when it posted it."""
    yield from head_dates(lines, titled, stamped)
    tail = tail_dates(lines, stamped)
    if tail and not differing(tail):
        yield tail[0]


def head_dates(lines: Sequence[Line], titled: Titles, stamped: bool) -> Iterator[tuple[Line, DateMention]]:
    """Yields dates near the title: date lines, bylines, opening paragraphs, in their order."""
    text = first_text(lines, titled.after)
    for at in range(head_start(titled), head_end(lines, titled)):
        line = lines[at]
        found = (
            in_title(line) if titled.first <= at < titled.after else head_date(line, lines[max(0, at - 1)])
        )
        if (
            found
            and line.kept
            and not posted_date(line)
            and (at <= text or stands(lines, at, found, stamped))
        ):
            yield line, found


def stands(lines: Sequence[Line], at: int, mention: DateMention, stamped: bool) -> bool:
    """Tells whether a date behind the first line of text is the text's own: none of a list of other pages.

    Where the site says when it posted the text, only a day on a line of its own is.
    """
    line = lines[at]
    if stamped and not (line.date_line or line.is_prose or adoption_date(line)):
        return False
    return not is_listed(lines, at, mention, stamped)


def head_start(titled: Titles) -> int:
    """Returns the index where the lines near the title begin: at the letterhead, or a few above."""
    return max(0, titled.first - LINES_ABOVE) if titled.letterhead is None else titled.letterhead


def head_end(lines: Sequence[Line], titled: Titles) -> int:
    """Returns the index where the lines near the title end: at the second paragraph below it."""
    paragraphs = [at for at in range(titled.after, len(lines)) if lines[at].kept and lines[at].is_prose][:2]
    last = paragraphs[-1] + (len(paragraphs) == 1) if paragraphs else len(lines)
    return min(last, titled.after + HEAD_LINES)


def in_title(line: Line) -> DateMention | None:
    """Returns the date that a title names as its own: "Communiqué du 12 juin 2019"."""
    return byline_date(line) if is_kind_of(line) else None


def head_date(line: Line, above: Line) -> DateMention | None:
    """Returns the date of a line near the title, if it is the text's own."""
    if has_hour(line.text[:120]) or is_note(line) or names_source(line):
        return None
    if line.date_line:
        asked = above is not line and above.text.endswith((":", "?", "：", "？"))
        return None if asked else line.date_line
    if line.is_prose:
        return leading_date(line)
    found = byline_date(line) or adoption_date(line) or opening_date(line) or day_and_note(line)
    return None if found and found.year is None and is_text(line) else found


def day_and_note(line: Line) -> DateMention | None:
    """Returns the day a short line opens with before a note: "12 May 2018, ed.", "1 May 2020 | News"."""
    mention = line.dates[0] if line.dates and line.dates[0].readings else None
    if mention is None or line.text[: mention.start].strip():
        return None
    rest = line.text[mention.end :].strip()
    changed = has_phrase(words(rest), "updated")  # "9 May 2018 · Updated 12 May"
    if len(line.dates) > 1 and not changed:
        return None
    note = rest[:1] in NOTE_MARKS and 0 < len(words(rest)) <= MOST_NOTE_WORDS
    said = rest.endswith(SENTENCE_ENDS) and len(words(rest)) > 1
    plain = changed or not any(c.isdigit() or c == ":" for c in rest)
    return mention if note and not said and plain else None


def is_note(line: Line) -> bool:
    """Tells whether a line is a footnote by its label or its opening mark."""
    return line.label is Label.FOOTNOTE or line.text.startswith(("[", "↑", "^", "¹", "²", "³"))


def settled(
    line: Line,
    day: date | None,
    mention: DateMention,
    posted: date | None,
    title: Evidence | None,
) -> Published:
    """Returns what a document's own date says: the day decided for it, or what its posting adds to it."""
    if mention.reason == NO_YEAR and mention.month and mention.day:
        day = with_year(mention.month, mention.day, posted, title)
    if (
        mention.reason == MONTH_ONLY
        and posted
        and (posted.year, posted.month) == (mention.year, mention.month)
    ):
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
    formula = place.split()
    if formula and opens_with(words(formula[0]), "adopted"):
        lead = place.index(formula[0]) + len(formula[0])
    found = line.evidence(lead, len(place)) if place[lead:].strip() else None
    return found if found and any(letter.isalpha() for letter in found.text) else None
