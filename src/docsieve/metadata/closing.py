"""The date that closes a text: a date line, a line of adoption or what stands behind the last sentence."""

from collections.abc import Sequence
from itertools import accumulate

from docsieve.dates import DateMention
from docsieve.dates.line import has_hour, without_fillers
from docsieve.metadata.bylines import adoption_date, ends_there
from docsieve.metadata.lines import SENTENCE_ENDS, SENTENCE_LETTERS, Line, weight
from docsieve.metadata.posted import posted_date
from docsieve.metadata.words import has_phrase
from docsieve.model import Label

# Signatories, notes and postscripts may follow the date that closes a text.
TAIL_FROM = 0.6
# The heading, a few titles and their days.
LINES_TO_HEADING = 6


def tail_dates(lines: Sequence[Line], stamped: bool) -> list[tuple[Line, DateMention]]:
    """Returns the dates that close a text, in its last part; not those of other pages listed below it.

    ``stamped`` says that the site tells when it posted the text.
    """
    told = [
        len(line.text) * (line.kept and line.is_prose and line.label is not Label.SIGNATURE) for line in lines
    ]
    total = sum(told)
    return [
        (lines[at], mention)
        for at, length in enumerate(accumulate(told))
        if total
        and length >= TAIL_FROM * total
        and lines[at].kept
        and (mention := closing_date(lines, at, stamped))
    ]


def closing_date(lines: Sequence[Line], at: int, stamped: bool) -> DateMention | None:
    """Returns the day a line of the last part closes the text with."""
    line = lines[at]
    if not line.dates or has_hour(line.text[:120]) or posted_date(line):
        return None
    if line.date_line is not None:
        return None if is_listed(lines, at, line.date_line, stamped) else line.date_line
    return adoption_date(line) or behind_sentence(line)


def is_listed(lines: Sequence[Line], at: int, mention: DateMention, stamped: bool) -> bool:
    """Tells whether a bare day below the text is that of another page: it stands under a title, not the text.

    Among removed lines it is. Under a line that is no sentence and no signature it is where the site says
    elsewhere when it posted the text, or where a heading announces other pages.
    """
    if at == 0 or without_fillers(lines[at].text[: mention.start]):
        return False
    above, below = lines[at - 1], lines[at + 1] if at + 1 < len(lines) else None
    if not above.kept and (below is None or not below.kept):
        return True
    closes = (
        above.text.endswith(SENTENCE_ENDS) or is_signed(above) or (below is not None and is_signed(below))
    )
    announced = any(has_phrase(line.words, "related") for line in lines[max(0, at - LINES_TO_HEADING) : at])
    return not closes and (stamped or announced)


def is_signed(line: Line) -> bool:
    """Tells whether a line was read as a signature."""
    return line.kept and line.label is Label.SIGNATURE


def behind_sentence(line: Line) -> DateMention | None:
    """Returns the day behind the last sentence of a paragraph: "We ask for an answer. 5 May 2021"."""
    last = line.dates[-1]
    before = without_fillers(line.text[: last.start]).rstrip()
    whole = len(last.readings) > 0 and weight(before) >= SENTENCE_LETTERS and ends_there(line.text, last)
    return last if whole and before.endswith(SENTENCE_ENDS) else None


def differing(dates: Sequence[tuple[Line, DateMention]]) -> Line | None:
    """Returns the second line whose date is another than the first's; None where they agree."""
    return next((line for line, mention in dates if mention.readings != dates[0][1].readings), None)
