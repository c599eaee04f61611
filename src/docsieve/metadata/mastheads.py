"""Names of sites and letterheads above a title: told by the menu below them, or by where else they stand."""

from collections.abc import Iterator, Sequence

from docsieve.dates.line import is_capital
from docsieve.memory import remembered
from docsieve.metadata.candidates import KICKER_WORDS, is_telling
from docsieve.metadata.lines import Line
from docsieve.metadata.words import all_of, opens_with, words
from docsieve.model import Label

LONGEST_BAR = 200
LEAST_ENTRIES = 3
MOST_ENTRY_WORDS = 3
# These part links; the others stand in titles too, and make a bar only beside a menu's words.
BAR_MARKS = ("|", "•", "·", "\t", "   ", "  ", "\u3000")
OTHER_BAR_MARKS = (" – ", " — ", " - ", " / ", " » ", " > ")
TAGLINE_MARKS = (" – ", " — ", " - ", " | ", " · ", " :: ")
MOST_NAME_WORDS = 6
SHORT_WORD = 3
# Footers of pages (address, copyright, "About us") come to about a dozen lines.
FOOT_LINES = 12
LONGEST_FOOT_WORDS = 15
LINES_TO_ADDRESS = 3


def is_menu_bar(line: Line) -> bool:
    """Tells whether a line is a menu in a row: "Home | News | Contact"; never a line with a date."""
    if len(line.text) > LONGEST_BAR or line.label is Label.SIGNATURE or line.dates:
        return False
    if len(line.words) > 1 and all_of(line.words, "menu"):
        return True
    return _is_bar(line.text)


def is_menu(line: Line) -> bool:
    """Tells whether a line is a menu in a row beyond doubt: one of its entries is a menu's word."""
    return is_menu_bar(line) and _has_menu_entry(line.text, (*BAR_MARKS, *OTHER_BAR_MARKS))


@remembered
def _is_bar(text: str) -> bool:
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    if _has_menu_entry(text, OTHER_BAR_MARKS) or _are_two(plain):
        return True
    return any(entries_of(plain, mark) for mark in BAR_MARKS)


def _are_two(text: str) -> bool:
    """Tells whether a line is two entries of a menu beside a bar, one of them known: "Home | Agenda"."""
    first, bar, second = text.partition(" | ")
    short = all(0 < len(entry.split()) <= MOST_ENTRY_WORDS for entry in (first, second))
    return bool(bar) and short and any(all_of(words(entry), "menu") for entry in (first, second))


@remembered
def _has_menu_entry(text: str, marks: tuple[str, ...]) -> bool:
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    return any(all_of(words(entry), "menu") for mark in marks for entry in entries_of(plain, mark))


def entries_of(text: str, mark: str) -> list[str]:
    """Returns the short entries a mark parts a line into; none where they are few or long.

    >>> entries_of("News | Shop | About us", "|"), entries_of("News | Shop", "|")
    (['News', 'Shop', 'About us'], [])
    """
    if text.count(mark) < LEAST_ENTRIES - 1:
        return []
    entries = [entry.strip() for entry in text.split(mark) if entry.strip()]
    short = all(len(entry.split()) <= MOST_ENTRY_WORDS for entry in entries)
    return entries if short and len(entries) >= LEAST_ENTRIES else []


def after_bar(lines: Sequence[Line], head: Sequence[Line], likely: Sequence[bool], stop: int) -> int:
    """Returns how many kept lines stand above the end of the last menu bar that a title follows.

    Only bars above ``stop``, the first date, salutation or paragraph, count; a line that tells more than
    a section's name must stand between, else the bar stands below the title.
    """
    ends = (
        end
        for end in bar_ends(lines, stop)
        if any(likely[at] and is_telling(head[at]) for at in range(end, stop))
    )
    return max(ends, default=0)


def bar_ends(lines: Sequence[Line], stop: int) -> Iterator[int]:
    """Yields for each menu bar among the first ``stop`` kept lines how many of them stand above its end."""
    kept = 0
    for line in lines:
        kept += line.kept
        if kept > stop or (line.kept and kept == stop + 1):
            return
        if is_menu_bar(line):
            yield kept


def has_tagline(line: Line) -> bool:
    """Tells whether a short name stands before a dash or bar: "Harbour Post – Notes from the coast"."""
    heads = (line.said.partition(mark) for mark in TAGLINE_MARKS)
    named = any(found and len(words(name)) <= KICKER_WORDS for name, found, _ in heads)
    return named and not opens_with(line.words, "kinds")


def is_named_below(line: Line, lines: Sequence[Line]) -> bool:
    """Tells whether a name in capitals also stands under the signatures or in the footer.

    There it ends a signature ("Head of the Harbour Union"), or opens or ends a short line with more in it
    ("About the Harbour Union", "Harbour Union – 4 Quay Street").
    """
    said = line.words
    if not 0 < len(said) <= MOST_NAME_WORDS or opens_with(said, "kinds"):
        return False
    if not all(is_capital(word) for word in line.said.split() if len(word) > SHORT_WORD):
        return False
    below = [other for other in lines if other.start > line.end and not other.is_prose]
    signed = (other for other in below if other.label is Label.SIGNATURE)
    foot = (other for other in below[-FOOT_LINES:] if len(said) < len(other.words) <= LONGEST_FOOT_WORDS)
    return any(other.words[-len(said) :] == said for other in signed) or any(
        said in (other.words[: len(said)], other.words[-len(said) :]) for other in foot
    )


def is_letterhead(head: Sequence[Line], at: int) -> bool:
    """Tells whether an address stands in the lines below: a page, a mail, a house number or telephone."""
    below = head[at + 1 : at + 1 + LINES_TO_ADDRESS]
    numbered = (any(letter.isdecimal() for letter in line.text) and not line.dates for line in below)
    return any(line.has_address for line in below) or any(numbered)
