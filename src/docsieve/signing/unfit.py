"""Lines below a text that are none of a signature, and those that stand above its names."""

from collections.abc import Sequence

from docsieve.signing.endings import is_organ, unmarked
from docsieve.signing.evidence import is_date
from docsieve.signing.lines import Line
from docsieve.signing.news import tells_news
from docsieve.signing.offices import office_before
from docsieve.signing.signers import kind_of
from docsieve.signing.stops import is_postal

LONGEST_WORDS, LONGEST_UNSPACED, LONGEST_VALEDICTION, MOST_DIGITS = 14, 40, 6, 3
UNFIT = ("@", "http", "www.", "?", "？", "؟", "→", "←", " | ", "|", " / ", "»»", "[", "#")
# Before the names of bishops.
CROSSES = ("+", "†", "✠", "✝")


def is_organ_above_its_body(lines: Sequence[Line], position: int) -> bool:
    """Say whether a line is an organ, and the body that it is of stands below: ``The Board``."""
    return position + 1 < len(lines) and is_organ(lines[position]) and kind_of(lines[position + 1]) == "body"


def is_in_small_letters(line: Line) -> bool:
    """Say whether no word but the first has a capital, as in words of parting: ``See you on board,``."""
    return line.text[:1].isupper() and all(word[:1].islower() for word in line.words[1:])


def is_unfit(line: Line) -> bool:
    """Say whether a line is no name or office: too long, a sentence, an address, news, a year in it."""
    words = len(line.words)
    marked = line.marker and not line.text.startswith(CROSSES)
    if line.is_long or line.is_sentence or marked or words > LONGEST_WORDS or is_postal(line):
        return True
    if (words <= 2 and len(line.text) > LONGEST_UNSPACED) or any(mark in line.text for mark in UNFIT):
        return True
    if is_date(line):
        return False
    told = (":" in line.text or "：" in line.text) and office_before(unmarked(line)) is None
    ended = line.text.endswith(".") and words > LONGEST_VALEDICTION
    return told or ended or sum(map(str.isdigit, line.text)) > MOST_DIGITS or tells_news(line)
