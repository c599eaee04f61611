"""Names of sites and letterheads above a title: told by the menu below them, or by where else they stand."""

from docsieve.memory import remembered
from docsieve.metadata.lines import Line
from docsieve.metadata.words import all_of, words
from docsieve.model import Label

LONGEST_BAR = 200
LEAST_ENTRIES = 3
MOST_ENTRY_WORDS = 3
# These part links; the others stand in titles too, and make a bar only beside a menu's words.
BAR_MARKS = ("|", "•", "·", "\t", "   ", "  ", "\u3000")
OTHER_BAR_MARKS = (" – ", " — ", " - ", " / ", " » ", " > ")


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
