"""When a site posted a text: the stamp by its title before lines elsewhere that say "posted"."""

from collections.abc import Iterator, Sequence

from docsieve.dates import DateMention
from docsieve.metadata.lines import SENTENCE_ENDS, SENTENCE_LETTERS, Line, weight
from docsieve.metadata.posted import day_of_stamp, is_stamp, posted_date
from docsieve.metadata.stamps import CLOCK, is_bare, stamp_of
from docsieve.metadata.titles import Titles
from docsieve.metadata.words import has_phrase

POST_LINES = 25
# A template's lines between a title and its text come to about a dozen, and as many above.
LINES_BELOW, LINES_ABOVE, LINES_CLOSE = 12, 12, 4
# Posted, and changed; more stamps than these are of a list of other pages.
MOST_STAMPS = 2
TOP_LINES = 10
MOST_ASKING_WORDS, MOST_ASKING_LETTERS = 4, 40

Dated = tuple[Line, DateMention]


def post_dates(lines: Sequence[Line], titled: Titles) -> list[Dated]:
    """Returns the dates of posting, the best first: stamps by the title, then lines that say so elsewhere."""
    return [*stamps_by_title(lines, titled), *posted_elsewhere(lines)]


def posted_elsewhere(lines: Sequence[Line]) -> Iterator[Dated]:
    """Yields the lines among the first and last, and above the text, that say when a text was posted."""
    text = first_text(lines, 0)
    for at, line in enumerate(lines):
        outer = at < POST_LINES or at >= len(lines) - POST_LINES or text - POST_LINES <= at < text
        if outer and (found := posted_date(line)):
            yield line, found


def stamps_by_title(lines: Sequence[Line], titled: Titles) -> Iterator[Dated]:
    """Yields the stamps by the title and above the text: those of the nearest lines first.

    What says "posted" comes before what names an author or a source, and that before a bare day and hour.
    Bare days count close to the title or above the text: at its top a page says what day and hour it is.
    """
    text = first_text(lines, titled.after)
    for zone, close in zones(lines, titled):
        found = [(at, day) for at in zone if (day := stamped_day(lines, at))]
        found = [(at, day) for at, day in found if at < text or not is_announced(lines[text:at])]
        yield from ((lines[at], day) for at, day in found if posted_date(lines[at]))
        yield from earliest([(lines[at], day) for at, day in found if not is_bare(lines[at])])
        bare = [(at, day) for at, day in found if is_bare(lines[at])]
        yield from earliest([(lines[at], day) for at, day in bare if at in close or is_below_top(lines, at)])


def is_announced(lines: Sequence[Line]) -> bool:
    """Tells whether among lines below the text a heading announces other pages."""
    return any(has_phrase(line.words, "related") for line in lines)


def is_below_top(lines: Sequence[Line], at: int) -> bool:
    """Tells whether a line that names an hour stands below the very top of a page."""
    return at >= TOP_LINES and CLOCK.search(lines[at].text) is not None


def earliest(alike: Sequence[Dated]) -> Sequence[Dated]:
    """Returns stamps of one kind, the earliest first; none where they are many, or bare days that differ."""
    hours = all(CLOCK.search(line.text) for line, _ in alike)
    told = {line.text for line, _ in alike} if hours else {day.readings for _, day in alike}
    return (
        sorted(alike, key=lambda dated: dated[1].readings)
        if len(told) <= (MOST_STAMPS if hours else 1)
        else ()
    )


def stamped_day(lines: Sequence[Line], at: int) -> DateMention | None:
    """Returns the day a line by the title was stamped with; none behind a question or another label.

    A bare day that was kept, at the top, is the text's own or the day a page was seen.
    """
    line = lines[at]
    if (line.is_prose and line.kept) or (at > 0 and is_asked(lines[at - 1])):
        return None
    bare = line.date_line if is_stamp(line) or not line.kept or at >= TOP_LINES else None
    bare = bare if bare and bare.readings else None
    return posted_date(line) or bare or day_of_stamp(line) or stamp_of(line)


def is_asked(above: Line) -> bool:
    """Tells whether a line asks when something takes place, or says when it changed: "When?", "Updated:"."""
    short = len(above.words) <= MOST_ASKING_WORDS and weight(above.text) <= MOST_ASKING_LETTERS
    ends = above.text.endswith((":", "?", "：", "？")) or has_phrase(above.words, "updated")
    told = has_phrase(above.words, "posted") or has_phrase(above.words, "stamps")
    return short and ends and not told and not above.dates


def zones(lines: Sequence[Line], titled: Titles) -> list[tuple[range, range]]:
    """Returns the indices of the lines in which stamps stand, and of those in which a bare day is one.

    Below the title, above the text, above the title, each in the order in which it is read. Where much
    stands between a title and its text, what stands by the text comes first: the line may be the page's
    title, in a row with the hour it was seen.
    """
    first, text = first_text(lines, 0), first_text(lines, titled.after)
    end = min(first_text(lines, text + 1), titled.after + LINES_BELOW)
    below = range(titled.after if titled.title else text, end)
    beside = range(max(titled.after, text - LINES_ABOVE), text)[::-1] if text < len(lines) else range(0)
    above = range(max(0, titled.first - LINES_ABOVE), titled.first)[::-1]
    earlier = range(max(0, first - LINES_ABOVE), first)[::-1] if first < titled.first else range(0)
    far = text < len(lines) and text - titled.after > LINES_BELOW
    ordered = (beside, below) if far else (below, beside)
    return [(zone, zone) for zone in ordered] + [(zone, zone[:LINES_CLOSE]) for zone in (above, earlier)]


def first_text(lines: Sequence[Line], start: int) -> int:
    """Returns the index of the first line of text from an index on, past the last where there is none."""
    return next((at for at in range(start, len(lines)) if is_text(lines[at])), len(lines))


def is_text(line: Line) -> bool:
    """Tells whether a line is a paragraph or a whole sentence of the text."""
    sentence = line.text.endswith(SENTENCE_ENDS) and weight(line.text) >= SENTENCE_LETTERS
    return line.kept and (line.is_prose or sentence)
