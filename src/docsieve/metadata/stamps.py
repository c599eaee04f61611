"""Lines by the title in which a site's template says when, by whom, from where."""

import re
from collections.abc import Sequence

from docsieve.dates import DateMention
from docsieve.dates.line import is_capital, is_filler
from docsieve.dates.mention import A_RANGE
from docsieve.metadata.bylines import names_source
from docsieve.metadata.lines import ADDRESS_MARKS, SENTENCE_ENDS, Line
from docsieve.metadata.posted import LONGEST_POSTED, MOST_POSTED_WORDS, WORDS_THAT_LEAD, is_count, lead_of
from docsieve.metadata.words import WIDE, has_phrase, opens_with, words

# Hours and minutes, seconds perhaps; with a point only before "am", "pm" or a zone's name.
CLOCK = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-3])(?:[:h]|\.(?=\d\d ?[AaPpGgUu]))([0-5]\d)(:[0-5]\d)?(?![\d:])"
)
# Events begin at round minutes; a machine stamps the minute it is.
ROUND_MINUTES = 5
APART = re.compile(r"[|ㅣ»·•–—\t;()\[\]【】（）\u3000]|//|\s-\s|\s/\s|,\s|[ \u00a0]{2}")
BARS = re.compile(r"[|ㅣ»·•\t\u3000【】]|//|[ \u00a0]{2}")
MOST_PIECE_WORDS, MOST_SHORT_WORDS = 9, 4
# Letters of a piece in a script without spaces, with a label and without one.
MOST_WIDE, MOST_SHORT_WIDE = 24, 12
MOST_SPARE_WORDS = 12
# A+, Ср
LONGEST_MARK = 2
AROUND_PIECES = " .:：,-*»›\N{NO-BREAK SPACE}"
BULLETS = ("•", "*", "·", "-", "–", "»", "›", "．", "▪", "■", "◆")


def stamp_of(line: Line) -> DateMention | None:
    """Returns the day of a line that a site's template made; None where the line may be something else.

    Beside the day only short pieces stand: an hour, names, labels and what they label, counts, addresses.
    An hour, a label, a count or bars must say that a template wrote it. Does not take days of changes,
    ranges, nor a round hour with names alone: so events are announced.
    """
    days = own_days(line)
    if len(line.text) > LONGEST_POSTED or len(line.words) > MOST_POSTED_WORDS or not days:
        return None
    first = days[0]
    if any(other.readings != first.readings for other in days) or ends_as_sentence(line, first):
        return None
    pieces = pieces_beside(line.text, line.dates)
    if is_of_another(line, pieces):
        return None
    if not all(map(is_short, pieces)) or sum(len(piece.split()) for piece in pieces) > MOST_SPARE_WORDS:
        return None
    return first if says_template(line, first, pieces) else None


def is_of_another(line: Line, pieces: Sequence[str]) -> bool:
    """Tells whether a line is of a list of pages, of a numbered reply, or names the source of a picture."""
    listed = line.text.startswith(BULLETS) and not all(map(is_sign, pieces))
    return listed or line.text.startswith("#") or (names_source(line) and not CLOCK.search(line.text))


def own_days(line: Line) -> list[DateMention]:
    """Returns the days of a line but those of changes; none where one is a range or an incomplete one."""
    days = [mention for mention in line.dates if not has_phrase(lead_of(line, mention), "updated")]
    if days and has_phrase(words(line.text[: days[0].start])[:WORDS_THAT_LEAD], "updated"):
        return []  # "Updated 10:42 AM EST, Fri 22 November"
    whole = all(mention.readings and mention.reason != A_RANGE for mention in days)
    return days if whole else []


def ends_as_sentence(line: Line, mention: DateMention) -> bool:
    """Tells whether a line goes on behind its day and ends as sentences do."""
    return line.text.endswith(SENTENCE_ENDS) and len(line.text[mention.end :].split()) > MOST_SHORT_WORDS


def pieces_beside(text: str, mentions: Sequence[DateMention]) -> list[str]:
    """Returns what stands beside days, hours and fillers, in pieces."""
    letters = list(text)
    for mention in mentions:
        letters[mention.start : mention.end] = "\t" * (mention.end - mention.start)
    bare = CLOCK.sub("\t", "".join(letters))
    pieces = (piece.strip(AROUND_PIECES) for piece in APART.split(bare))
    return [piece for piece in pieces if tells(piece) and not all(map(is_filler, piece.split()))]


def tells(piece: str) -> bool:
    """Tells whether a piece says something: a short weekday or a button for the size of letters does not."""
    letters = sum(letter.isalpha() for letter in piece)
    return letters > LONGEST_MARK or any(letter >= WIDE for letter in piece)


def is_bare(line: Line) -> bool:
    """Tells whether beside a day and an hour nothing stands in a line."""
    return not pieces_beside(line.text, line.dates)


def is_short(piece: str) -> bool:
    """Tells whether a piece is short enough for a name or a section, or a label and what it labels."""
    said, wide = piece.split(), sum(letter >= WIDE for letter in piece)
    if is_sign(piece):
        return len(said) <= MOST_PIECE_WORDS and wide <= MOST_WIDE
    names = not wide and all(is_capital(word) or not any(map(str.isalpha, word)) for word in said)
    return len(said) <= (MOST_PIECE_WORDS if names else MOST_SHORT_WORDS) and wide <= MOST_SHORT_WIDE


def says_template(line: Line, mention: DateMention, pieces: Sequence[str]) -> bool:
    """Tells whether something in a line says that a template wrote it."""
    hours = list(CLOCK.finditer(line.text))
    signed = any(map(is_sign, pieces))
    if signed or any(map(is_stamped_minute, hours)) or (hours and (not pieces or is_machine_made(mention))):
        return True
    named = all(is_capital(word) for piece in pieces for word in piece.split())
    return BARS.search(line.text.strip()) is not None and (named or bool(hours))


def is_machine_made(mention: DateMention) -> bool:
    """Tells whether a day is written as machines write it before an hour: year first, with hyphens."""
    return mention.order == "ymd" and mention.separator == "-"


def is_stamped_minute(hour: re.Match[str]) -> bool:
    """Tells whether an hour has seconds, or a minute at which nothing is announced to begin.

    >>> [is_stamped_minute(found) for found in CLOCK.finditer("10:14, 10:15, 10:15:00, 03.47AM, 1.22")]
    [True, False, True, True]
    """
    return hour.group(2) is not None or int(hour.group(1)) % ROUND_MINUTES != 0


def is_sign(piece: str) -> bool:
    """Tells whether a piece is a label with what it labels, a count, or an address.

    >>> is_sign("Autor: PAP"), is_sign("4 comments"), is_sign("Town Hall Square")
    (True, True, False)
    """
    said = piece.split()
    labelled = any(opens_with(words(piece), what) for what in ("by", "updated")) or has_label(piece)
    return bool(labelled) or is_count(said) or has_address(piece)


def has_label(piece: str) -> bool:
    """Tells whether a piece opens with a label of stamps, a colon behind it or not."""
    said = tuple(word.rstrip(":：") for word in words(piece))
    return opens_with(said, "stamps") > 0 or (piece[0] >= WIDE and has_phrase(said[:1], "stamps"))


def has_address(piece: str) -> bool:
    """Tells whether a piece is the address of a page or of somebody, or the name of a site.

    >>> has_address("guardian.example"), has_address("St. Mary")
    (True, False)
    """
    inner = " " not in piece and "." in piece and all(part[:1].isalpha() for part in piece.split("."))
    return inner or any(mark in piece for mark in ADDRESS_MARKS)
