"""What a line looks like to somebody who seeks names: one row of numbers, of which forests ask."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from docsieve.folding import fold
from docsieve.places import countries_of, country_of, flags_of
from docsieve.signing.evidence import is_date, naming, split_head
from docsieve.signing.frames import is_frame
from docsieve.signing.headings import heading_of
from docsieve.signing.lines import Line
from docsieve.signing.names import person_form, traits
from docsieve.signing.offices import is_office_alone, tells_office
from docsieve.signing.titles import untitled
from docsieve.signing.vocabulary import is_kind_word

SHOWN: Final = (
    "characters", "words", "sentence", "long", "gap", "indent", "bullet", "number", "its_number",
    "naming", "person_form", "name_words", "name_kinds", "name_telling", "name_roles", "name_given",
    "name_given_anywhere", "name_titled", "name_degree", "name_small", "name_linking", "name_acronyms",
    "name_digits", "name_initials", "name_capitals", "name_uncased", "tail", "tail_kinds",
    "tail_roles", "tail_words", "country", "countries_behind", "flag", "office_alone", "office",
    "first_word_kind", "date", "frame", "heading", "heading_signs", "heading_groups", "commas",
    "semicolons", "brackets", "colons", "dashes", "digits", "ends_as_sentence", "ends_with_colon",
    "capital_first", "small_first", "capitals", "link", "mail", "quote", "all_capitals", "bars", "gaps",
    "dots",
)  # fmt: skip
# Longer lines, and higher numbers of a list, are not told apart.
MOST_CHARACTERS, MOST_NUMBER, MOST_WORDS, MOST_GAP, MOST_INDENT = 400, 300, 60, 4, 20


def shown(line: Line) -> tuple[float, ...]:
    """Give what a line shows, a number for each of ``SHOWN``; of long lines nothing of names is looked at.

    >>> from docsieve.signing.lines import look
    >>> from docsieve.segment import segment
    >>> told = shown(look(segment("• Dr. Ana Sol, director")[0], 0, 1))
    >>> [told[SHOWN.index(name)] for name in ("bullet", "name_titled", "name_given", "tail_roles")]
    [1.0, 1.0, 1.0, 1.0]
    """
    told = _shown(replace(line, index=0, body_start=0, gap=1, indent=0, number=0))
    where = (float(min(line.gap, MOST_GAP)), float(min(line.indent, MOST_INDENT)))
    return (*told[:4], *where, *told[4:6], float(min(line.number, MOST_NUMBER)), *told[6:])


@lru_cache(maxsize=1 << 12)
def _shown(line: Line) -> tuple[float, ...]:
    """Give what a line shows wherever it stands: pages of a site have many of them in common."""
    own = (
        min(len(line.text), MOST_CHARACTERS),
        MOST_WORDS if line.is_long else len(line.words),
        line.is_sentence,
        line.is_long,
        line.marker == "bullet",
        line.marker == "number",
    )
    names = _NO_NAMES if line.is_long else (naming(line), *_names(line.body.strip()), *_around(line))
    return tuple(map(float, (*own, *names, *_marks(line.text[:MOST_CHARACTERS]))))


def _names(body: str) -> tuple[float, ...]:
    head, tail = split_head(body) if body else ("", "")
    look, behind = traits(head), traits(tail)
    words = head.split()
    return (
        bool(head) and person_form(untitled(head)),
        look.words,
        look.kinds,
        look.telling,
        look.roles,
        look.given,
        look.given_anywhere,
        look.titled,
        look.degreed,
        look.small,
        look.linking,
        look.acronyms,
        look.digits,
        look.initials,
        look.all_capitals,
        look.uncased,
        bool(tail),
        behind.kinds,
        behind.roles,
        behind.words,
        country_of(body) is not None,
        len(countries_of(body.rpartition(",")[2].strip())),
        bool(flags_of(body)),
        is_office_alone(body),
        tells_office(body),
        bool(words) and is_kind_word(fold(words[0])),
    )


def _around(line: Line) -> tuple[float, ...]:
    head = heading_of(line)
    signs = head is not None and head.signs
    groups = head is not None and (head.people or head.bodies)
    return (is_date(line), is_frame(line), head is not None, signs, groups)


_NO_NAMES: Final = (0.0,) * 32


def _marks(text: str) -> tuple[float, ...]:
    many = max(len(text), 1)
    return (
        text.count(","),
        text.count(";"),
        text.count("("),
        text.count(":"),
        text.count(" – ") + text.count(" - ") + text.count(" — "),
        sum(map(str.isdigit, text)) / many,
        text.endswith((".", "!", "?", "。")),
        text.endswith(":"),
        text[:1].isupper(),
        text[:1].islower(),
        sum(map(str.isupper, text)) / many,
        "http" in text or "www." in text,
        "@" in text,
        any(mark in text for mark in '"“«'),
        text.isupper(),
        any(mark in text for mark in "|»›"),
        "\t" in text or "   " in text,
        text.count("·"),
    )
