"""The title of a document, and its titles in other languages: the line that most speaks for, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from docsieve.folding import small_words
from docsieve.metadata.candidates import KICKER_WORDS, TRAIL_MARKS, is_telling, is_title_like
from docsieve.metadata.lines import SENTENCE_ENDS, Line
from docsieve.metadata.subjects import subject_of
from docsieve.metadata.traits import traits
from docsieve.metadata.words import opens_kind, opens_with, words
from docsieve.metadata.zone import Page, Place, may_be
from docsieve.model import UNDETERMINED, Evidence
from docsieve.values import added

ECHO_LINES = 150
# A title is broken over three lines at the most.
MOST_LINES = 3
WORDS_OF_A_FULL_LINE = 6
SITE_MARKS = (*TRAIL_MARKS, " | ", " – ", " — ", " - ", " :: ", " · ")
# Behind these stands the name of the site, where another line says just that.
BARS = (" | ", " :: ", " · ", " » ")
LEAST_SURE = 0.8
MARKS_AT_END = "*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹ \ufeff\u200b\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Titles:
    """The title and its other titles, in ``lines[first:after]``; at 0 and empty where there is none.

    ``letterhead`` is the first line of the letter where the title is a subject line below it.
    """

    title: Evidence | None = None
    others: tuple[Evidence, ...] = ()
    first: int = 0
    after: int = 0
    letterhead: int | None = None


def titles(
    lines: Sequence[Line], site: str = "", carried: Sequence[int] = (), language: str = UNDETERMINED
) -> Titles:
    """Returns the title, and its titles in other languages right under it.

    Looks at the lines above the first paragraphs only, kept and removed; a removed title stays removed.
    The title is None where no line has more that speaks for it than against it. ``site`` is the site's name
    as the source gives it, ``carried`` on how many pages of the site each block stands.
    """
    page = Page(lines, site, carried, language)
    place = best(page)
    return Titles() if place is None else title_at(page, place)


def title_at(page: Page, place: Place) -> Titles:
    """Returns what the title is if it stands at a place: subject lines without their mark, lines joined."""
    lines, at = page.lines, place.at
    if subject := subject_of(lines[at]):
        return Titles(subject, (), at, at + 1, page.first)
    title, first, after = joined(page, place)
    others = tuple(evidence_of(line) for line in following(page, after, place) if is_other(line, lines[at]))
    titled = without_site(title, lines[at], lines[:ECHO_LINES], page.owners)
    again = echo(lines, after, titled)
    letterhead = page.first if any(line.is_salutation for line in lines[:at]) else None
    return Titles(titled, others, *((first, after) if again is None else (again, again + 1)), letterhead)


def best(page: Page) -> Place | None:
    """Returns the place of the line that most speaks for, the upper one of two; None if nothing does."""
    scores = {place: score(page, place) for place in page.places}
    first = max(scores, key=lambda place: (scores[place], -place.at), default=None)
    return first if first is not None and scores[first] > 0 else None


def score(page: Page, place: Place) -> float:
    """Returns the sum of what speaks for and against a line's being the title, in log-odds."""
    return added(weights()[name] * size for name, size in traits(page, place).items())


@cache
def weights() -> dict[str, float]:
    """Returns the weight of each trait, fitted by ``training/titles.py``."""
    table = (files("docsieve") / "data" / "title_traits.tsv").read_text("utf-8").splitlines()
    rows = (row.split("\t") for row in table if not row.startswith("#"))
    return {name: float(weight) for name, weight, _ in rows}


def following(page: Page, after: int, place: Place) -> list[Line]:
    """Returns the lines right below the title that can be titles by their form."""
    found: list[Line] = []
    for line in page.lines[after : place.text]:
        if line.kept and not is_title_like(line, page.owners):
            break
        found += [line] if line.kept else []
    return found


def joined(page: Page, place: Place) -> tuple[Evidence, int, int]:
    """Returns the title with all its lines, and the indices of the first and behind the last."""
    lines, first, after = page.lines, place.at, place.at + 1
    while first > max(0, place.at - MOST_LINES) and goes_on(lines[first - 1], lines[first]):
        first -= 1
    while after < min(place.text, place.at + MOST_LINES) and goes_on(lines[after - 1], lines[after]):
        after += 1
    pieces = [evidence_of(line) for line in lines[first:after]]
    said = " ".join(piece.text for piece in pieces)
    return Evidence(said, pieces[0].start, pieces[-1].end, pieces[0].language), first, after


def goes_on(line: Line, below: Line) -> bool:
    """Tells whether a title goes on in the line below: behind a colon, or broken in the middle.

    Such a line ends with a small word or a comma, or is full and the next one begins with a small letter, and
    no blank line parts them.
    """
    if below.kept != line.kept or line.is_prose or below.is_prose or not may_be(line) or not may_be(below):
        return False
    if line.said.endswith((":", "：")):
        return not (is_other(below, line) or opens_kind(below.words))
    told = any(opens_with(below.words, what) for what in ("by", "adopted"))
    if below.start - line.end > 1 or below.dates or told or not is_telling(line):
        return False
    open_end = line.said.endswith((",", "-")) or line.words[-1] in small_words("linking")
    long = len(line.words) >= WORDS_OF_A_FULL_LINE and not line.said.endswith(SENTENCE_ENDS)
    return open_end or (long and below.said[:1].islower())


def echo(lines: Sequence[Line], after: int, title: Evidence) -> int | None:
    """Returns the index where a title stands again below a menu; the text begins there."""
    said = words(title.text)
    for at, line in enumerate(lines[after:ECHO_LINES], after):
        if line.words == said:
            return at
        if line.is_prose and line.kept:
            return None
    return None


def without_site(title: Evidence, line: Line, others: Sequence[Line], names: frozenset[str]) -> Evidence:
    """Returns a title without the site's name behind or before it.

    A part of the title is the whole one where another line says just that part, or where the other
    part is the site's name ("Open letter | Harbour Union").
    """
    marks = [mark for mark in SITE_MARKS if mark in title.text]
    said = {" ".join(other.words) for other in others if other is not line} if marks else set()
    for mark in marks:
        head, _, tail = title.text.rpartition(mark)
        first, _, rest = title.text.partition(mark)
        for part, other in ((head, tail), (rest, first), (tail, head)):
            telling = len(words(part)) > KICKER_WORDS and " ".join(words(part)) in said
            named = " ".join(words(other)) in (names | said if mark in BARS else names)
            if part and other and (telling or named):
                at = line.text.find(part)
                return line.evidence(at, at + len(part)) if at >= 0 else title
    return title


def evidence_of(line: Line) -> Evidence:
    """Returns a title line as evidence, marks of footnotes at its end off."""
    bare = line.text.rstrip(MARKS_AT_END)
    if bare.endswith("]") and bare[bare.rfind("[") + 1 : -1].isdecimal():
        bare = bare[: bare.rfind("[")].rstrip()
    found = line.evidence(0, len(bare))
    said = line.said.rstrip(MARKS_AT_END)
    return Evidence(
        said if len(bare) == len(line.text.rstrip(MARKS_AT_END)) else found.text,
        found.start,
        found.end,
        found.language,
    )


def is_other(line: Line, title: Line) -> bool:
    """Tells whether a title-like line is in another language than the title, and surely so."""
    sure = line.confidence >= LEAST_SURE and len(line.words) > KICKER_WORDS
    return sure and UNDETERMINED not in (line.guess, title.guess) and line.guess != title.guess
