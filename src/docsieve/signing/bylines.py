"""By-lines near the top of a text that say whose statement it is."""

from docsieve.dates import is_date_line
from docsieve.folding import fold, small_words
from docsieve.places import countries_of
from docsieve.signing.evidence import split_head
from docsieve.signing.lines import PUNCTUATION, Line, bare
from docsieve.signing.names import person_form, traits
from docsieve.signing.page import Page
from docsieve.signing.parts import SigningPart
from docsieve.signing.phrases import TEXT, listed_words, mask_of_written

LINES_OF_THE_TOP = 14
LONGEST_BYLINE_WORDS = 45
WORDS_BEFORE_BY = 8
STATEMENT_BY, COUNTRIES_AND_DATE, ALL_MEMBERS = 3.0, 2.5, 2.5
# "All members of", set after the name of a body in Korean, Japanese and Chinese.
GENITIVES = ("of", "de", "del", "du", "des", "der", "von", "di", "della", "do", "da", "van", "του", "της")
COLLECTIVES = ("일동", "一同", "全体同仁", "全體同仁")
LONGEST_COLLECTIVE_WORDS = 6


def byline_parts(page: Page) -> list[SigningPart]:
    """Give the by-lines near the top; an author's own by-line is none."""
    parts = []
    for line in page.lines[:LINES_OF_THE_TOP]:
        if line.is_sentence or not line.words or len(line.words) > LONGEST_BYLINE_WORDS or line.marker:
            continue
        part = _statement_by(line) or _dated_body(line)
        if part is not None:
            parts.append(part)
    return parts


def _statement_by(line: Line) -> SigningPart | None:
    """Read ``Statement by A and B, date``: a word for what is signed, and the preposition of the agent."""
    if line.index == 0:
        return None
    for position, word in enumerate(line.words[:WORDS_BEFORE_BY]):
        before = [mask_of_written(earlier) for earlier in line.words[:position]]
        if (
            position
            and bare((word,))[:1]
            and bare((word,))[0] in listed_words("by")
            and before[-1] & TEXT
            and all(before)
        ):
            cut = _offset_of_word(line.body, position + 1)
            if not _may_be_somebody(line.body[cut:], either=fold(word) in small_words("by_or_for")):
                return None
            return _byline(line, line.body_start + cut, "statement by", STATEMENT_BY)
    return _statement_of(line)


def _may_be_somebody(text: str, *, either: bool) -> bool:
    """Say whether a by-line's rest may begin with a name and not with what a statement is for.

    Where the preposition says ``by`` and ``for`` alike, only words of bodies and persons do.
    """
    words = text.split()
    while len(words) > 1 and fold(words[0]) in small_words("articles"):
        words = words[1:]
    if not words or words[0].strip(PUNCTUATION)[:1].islower():
        return False
    name = split_head(" ".join(words))[0]
    seen = traits(name)
    acronym = seen.acronyms > 0 and not seen.all_capitals
    return not either or seen.kinds > 0 or acronym or (person_form(name) and seen.given)


def _statement_of(line: Line) -> SigningPart | None:
    """Read ``Comunicado de A y B, 3 May 2020, www...``: a genitive, with a date and an address behind."""
    words = [fold(word).strip(".,:;") for word in line.words[:WORDS_BEFORE_BY]]
    parts = line.body.split(",")
    dated = any(is_date_line(part.strip()) for part in parts[1:])
    addressed = any(part.strip().startswith(("www.", "http")) for part in parts[1:])
    if not (dated and addressed):
        return None
    for position, word in enumerate(words):
        before = [mask_of_written(earlier) for earlier in line.words[:position]]
        if before and word in GENITIVES and before[-1] & TEXT and all(before):
            cut = _offset_of_word(line.body, position + 1)
            return _byline(line, line.body_start + cut, "statement of, date and address", STATEMENT_BY)
    return None


def _offset_of_word(text: str, count: int) -> int:
    rest = text.split(None, count)
    return len(text) - len(rest[count]) if len(rest) > count else len(text)


def _dated_body(line: Line) -> SigningPart | None:
    """Read ``Name, (Country, Country), date``, and all the members of a body."""
    opened, closed = line.body.find("("), line.body.rfind(")")
    if (
        0 < opened < closed
        and any(c.isdigit() for c in line.body[closed:])
        and countries_of(line.body[opened + 1 : closed])
    ):
        return _byline(line, line.body_start, "countries and a date in the by-line", COUNTRIES_AND_DATE)
    if len(line.words) <= LONGEST_COLLECTIVE_WORDS and line.body.rstrip(" .。").endswith(COLLECTIVES):
        return _byline(line, line.body_start, "all members of a body", ALL_MEMBERS)
    return None


def _byline(line: Line, start: int, why: str, weight: float) -> SigningPart:
    end = line.body_start + len(line.body)
    return SigningPart(
        line.index, line.index, start, end, "byline", weight, ((why, weight),), (line.index,), line.index
    )
