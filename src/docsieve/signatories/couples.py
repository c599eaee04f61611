"""Two who share what stands behind the second: ``Anna und Peter Kai, Rowers``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from docsieve.folding import fold, small_words
from docsieve.signatories.entry import Entry, Source
from docsieve.signing.names import person_form, traits
from docsieve.signing.titles import is_title
from docsieve.signing.vocabulary import is_given_name, is_role_word

TELLING = re.compile(" [-–—] |, ")
MARKS_OF_ONE = ("(", ";", " – ", " — ", " - ")
MARKS = (",", ";", "(", " – ", " — ", " - ", ":", "\n", "\t")
WORDS_OF_A_PAIR = range(4, 9)


def couples_apart(entries: list[Entry], source: Source) -> Iterator[Entry]:
    """Part entries of two with one surname; what stands behind it is told of both."""
    for entry in entries:
        start, end = entry.cells[0]
        text = source.read((start, end))
        cut = couple_in(text) if entry.shared is None else None
        if cut is None:
            yield entry
            continue
        first, second = cut
        surname = start + _surname_begins(text, second)
        cells = ((start, start + first), *entry.cells[1:])
        yield replace(entry, end=start + first, cells=cells, shared=(surname, end))
        yield replace(entry, start=start + second, cells=((start + second, end), *entry.cells[1:]))


def couple_in(text: str) -> tuple[int, int] | None:
    """Give where the first name of two with one surname ends and the second begins, None for none.

    >>> couple_in("Anna und Peter Kai, Rowers"), couple_in("Dr. Ana y Luis Mar")
    ((4, 9), (7, 10))
    >>> couple_in("Anna Sol und Peter Kai"), couple_in("Anna and Peter Trust"), couple_in("Anna und Peter")
    (None, None, None)
    """
    head = text[: min((at for mark in MARKS if (at := text.find(mark)) > 0), default=len(text))]
    words = head.split()
    if len(words) not in WORDS_OF_A_PAIR:
        return None
    joint = 1
    while joint < 3 and is_title(words[joint - 1]) and not is_given_name(fold(words[joint - 1])):
        joint += 1
    if fold(words[joint]) not in small_words("conjunctions") or not is_given_name(fold(words[joint - 1])):
        return None
    right = " ".join(words[joint + 1 :])
    at = head.find(f"{words[joint - 1]} {words[joint]} ")
    named = (
        at >= 0
        and words[joint - 1][:1].isupper()
        and is_given_name(fold(words[joint + 1]))
        and person_form(right)
    )
    if not named or traits(head).kinds:
        return None
    before = at + len(words[joint - 1])
    return before, before + len(words[joint]) + 2


def _surname_begins(text: str, second: int) -> int:
    """Give where the surname begins behind the given names of the second."""
    at = second + len(text[second:].split(" ", 1)[0]) + 1
    while " " in text[at:].partition(",")[0].strip() and is_given_name(fold(text[at:].split(" ", 1)[0])):
        at += len(text[at:].split(" ", 1)[0]) + 1
    return at


def behind_family(left: str, right: str) -> str | None:
    """Give what stands behind the second of two persons of one name, and so is told of both; None for others.

    >>> behind_family("Zelma Kai", "Odo Kai – rowers"), behind_family("Ana Sol", "Ben Mar, cook")
    ('rowers', None)
    """
    name, told = [*TELLING.split(right, maxsplit=1), ""][:2]
    formed = all(person_form(one) and not traits(one).kinds for one in (left, name.strip()))
    alike = formed and left.rsplit(maxsplit=1)[-1] == name.split()[-1] and name.split()[-1][0].isupper()
    return told.strip() if alike else None


def told_of_both(text: str) -> str | None:
    """Give what stands behind two persons of different names and is said of several; None for others.

    >>> told_of_both("Ana Sol and Ben Mar, PhD students"), told_of_both("Ana Sol and Ben Mar, cook")
    ('PhD students', None)
    """
    names, comma, told = text.partition(", ")
    words = [fold(word) for word in told.partition(",")[0].split()]
    several = any(_is_plural_role(word) for word in words)
    return told if comma and several and not any(mark in names for mark in MARKS_OF_ONE) else None


def _is_plural_role(word: str) -> bool:
    """Say whether a folded word is the plural of a role as many languages make it: ``profesores``."""
    return word.endswith("s") and (is_role_word(word[:-1]) or is_role_word(word.removesuffix("es")))
