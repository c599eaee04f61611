"""Lines in which a site says when it posted a text."""

import re
from collections.abc import Sequence

from docsieve.dates import DateMention
from docsieve.dates.line import has_hour, is_capital, is_date_line, is_filler, without_fillers, words_beside
from docsieve.metadata.lines import SENTENCE_ENDS, Line
from docsieve.metadata.words import has_phrase, opens_with, phrases, words
from docsieve.model import Label

LONGEST_POSTED = 200
MOST_POSTED_WORDS = 25
WORDS_THAT_LEAD = 4
MOST_AUTHOR_WORDS = 8
MOST_PIECES = (2, 5)
STAMP_MARKS = "–—-|·•,/ "
MOST_NAME_WORDS = (2, 4)
MOST_COUNT_WORDS, MOST_TOLD = 3, 4
# What parts the pieces of a line that a site's template makes.
BETWEEN_PIECES = re.compile(r"[|·•–—\t]|\s-\s|,\s|[ \u00a0]{2}")
HALVES = ("am", "pm")
WIDE_GAPS = ("  ", "\t", "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}")


def is_posted(line: Line) -> bool:
    """Tells whether a line says when a site posted or printed a text."""
    return posted_date(line) is not None


def posted_date(line: Line) -> DateMention | None:
    """Returns the date of posting: behind "posted", before "by", or in a line labelled so.

    Does not take dates of changes ("updated ..."), nor dates without a year.
    """
    if len(line.text) > LONGEST_POSTED or not line.dates or len(line.words) > MOST_POSTED_WORDS:
        return None
    days = [mention for mention in line.dates if mention.readings]
    own = [mention for mention in days if not has_phrase(lead_of(line, mention), "updated")]
    if not own:
        return None
    if len(own) < len(days) and not without_fillers(line.text[: own[0].start]):
        return own[0]  # "18 November 2021. Updated on 19 November 2021"
    return own[0] if says_posted(line, own[0]) else None


def is_stamp(line: Line) -> bool:
    """Tells whether a line is a date with an hour, as pages and comments are stamped."""
    return line.date_line is not None and bool(line.date_line.readings) and has_hour(line.text)


def day_of_stamp(line: Line) -> DateMention | None:
    """Returns the day that a short line opens with before an hour, an author or a count of comments.

    "18 May 2022 — Mira Sol — 4 comments", "18 May 2022, 8:15    Mira Sol". An hour and a name at once may be
    those of an event, unless a wide gap parts them.
    """
    if len(line.text) > LONGEST_POSTED or len(line.dates) != 1 or not line.dates[0].readings:
        return None
    mention = line.dates[0]
    rest = line.text[mention.end :]
    pieces = [piece.split() for piece in BETWEEN_PIECES.split(rest)]
    told = [piece for piece in pieces if not all(map(is_filler, piece))]
    if not all(map(is_filler, line.text[: mention.start].split())) or not 0 < len(told) <= MOST_TOLD:
        return None
    if not all(is_count(piece) or is_name_of_author(piece) for piece in told):
        return None
    plain = any(map(is_count, told)) or not has_hour(line.text) or any(gap in rest for gap in WIDE_GAPS)
    return mention if plain else None


def is_count(piece: Sequence[str]) -> bool:
    """Tells whether a number and a word or two stand there: "4 comments", "Views: 312"; not "2 pm"."""
    if not 1 < len(piece) <= MOST_COUNT_WORDS or any(is_part_of_hour(word) for word in piece):
        return False
    behind = piece[-1].isdecimal() and piece[-2].endswith(":")
    return behind or (piece[0].isdecimal() and not piece[1][0].isdecimal())


def is_part_of_hour(word: str) -> bool:
    """Tells whether a word stands beside hours: "pm", "p.m.", "Uhr"."""
    return word.replace(".", "").casefold() in HALVES or (word.isalpha() and is_filler(word))


def is_name_of_author(piece: Sequence[str]) -> bool:
    """Tells whether somebody is named as an author, or a few words with capitals may be a name."""
    least, most = MOST_NAME_WORDS
    if opens_with(words(piece[0].rstrip(":")), "by"):
        return 1 < len(piece) <= most + 1
    return least <= len(piece) <= most and all(map(is_capital, piece))


def says_posted(line: Line, mention: DateMention) -> bool:
    """Tells whether the words around a date say that a site posted then."""
    if line.label is Label.POST_META or has_phrase(line.words[:WORDS_THAT_LEAD], "posted"):
        return True
    if line.date_line is not None:
        return False
    after = words(line.text[mention.end : mention.end + 40])
    first = not words(line.text[: mention.start])
    if is_between_bars(line, mention):
        return True
    by = (first and opens_with(after, "by") > 0) or is_authored(line, mention)
    return by or has_phrase(lead_of(line, mention), "posted") or is_started(line, mention)


def is_authored(line: Line, mention: DateMention) -> bool:
    """Tells whether a line opens with an author, and a mark and a date with an hour follow.

    So sites stamp reports: "By Mira Sol — 19/08/2019 14:22". A date without an hour is the byline's own.
    """
    before = line.text[: mention.start].rstrip()
    by = opens_with(line.words, "by")
    names = [word for word in before.rstrip(STAMP_MARKS).split()[by:] if not is_filler(word)]
    named = 0 < len(names) <= MOST_AUTHOR_WORDS and is_capital(names[0]) and is_capital(names[-1])
    return by > 0 and named and before.endswith(tuple(STAMP_MARKS)) and has_hour(line.text)


def is_between_bars(line: Line, mention: DateMention) -> bool:
    """Tells whether a line is short pieces between bars and one of them is a day: "News | 5 May 2021 | Mira".

    A line that names an hour may tell of an event.
    """
    pieces = [piece.strip() for piece in line.text.replace("·", "|").replace("ㅣ", "|").split("|")]
    if not MOST_PIECES[0] <= len(pieces) <= MOST_PIECES[1] or has_hour(line.text) or not mention.iso:
        return False
    if line.text.startswith("#"):
        return False  # the number of a reply
    dated = [piece for piece in pieces if is_date_line(piece)]
    return len(dated) == 1 and all(0 < len(piece.split()) <= WORDS_THAT_LEAD for piece in pieces)


def is_started(line: Line, mention: DateMention) -> bool:
    """Tells whether a line says only when a petition or campaign began: "Petition · started 5 May 2021"."""
    before = words(line.text[: mention.start])
    at = next((at for at in range(len(before)) if before[at:] in phrases("started")), None)
    if at is None or line.text.endswith(SENTENCE_ENDS) or words_beside(line.text, mention.end, (mention,)):
        return False
    return not before[:at] or before[:at] in phrases("petitions")


def lead_of(line: Line, mention: DateMention) -> tuple[str, ...]:
    """Returns the few words before a date."""
    return words(line.text[max(0, mention.start - 60) : mention.start])[-WORDS_THAT_LEAD:]
