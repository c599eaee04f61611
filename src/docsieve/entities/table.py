"""The table of sameness: every measure by which two parties become one, and the least that is enough."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc

from docsieve.entities import measures
from docsieve.entities.measures import Compared
from docsieve.entities.pairs import CORE, LETTERS, OPEN, PERSON, STATED, WORDS
from docsieve.entities.parties import Party
from docsieve.model import Kind

FORM = "is so or is not"
RATIO = "share of letters"


@dataclass(frozen=True, slots=True)
class Sameness:
    """One way to tell that two parties of a kind are one: a measure, and the least that is enough.

    ``block`` says which parties are compared: those that share a block of that sort (`pairs.blocks_of`).
    """

    name: str
    kind: Kind
    block: str
    measure: Callable[[Party, Party], Compared]
    at_least: float
    unit: str
    source: str


SAMENESS: tuple[Sameness, ...] = (
    Sameness("same_letters", Kind.ORGANIZATION, LETTERS, measures.same_letters, 1.0, "1 yes, 0 no", FORM),
    Sameness(
        "same_without_form", Kind.ORGANIZATION, CORE, measures.same_without_form, 1.0, "1 yes, 0 no", FORM
    ),
    Sameness("same_words", Kind.ORGANIZATION, WORDS, measures.same_words, 1.0, RATIO, FORM),
    Sameness("stated_name", Kind.ORGANIZATION, STATED, measures.stated_name, 1.0, "1 yes, 0 no", FORM),
    Sameness(
        "spelling",
        Kind.ORGANIZATION,
        OPEN,
        measures.spelling,
        0.87,
        RATIO,
        "swept 0.75-0.95 on 113 labelled pairs, tests/cases/entities: precision 0.98, recall 0.92",
    ),
    Sameness("same_address", Kind.PERSON, PERSON, measures.same_address, 1.0, "1 yes, 0 no", FORM),
    Sameness(
        "same_affiliation", Kind.PERSON, PERSON, measures.same_affiliation, 0.9, RATIO, "one letter in ten"
    ),
    Sameness(
        "same_role_and_place",
        Kind.PERSON,
        PERSON,
        measures.same_role_and_place,
        0.9,
        RATIO,
        "one letter in ten",
    ),
    Sameness(
        "name_length",
        Kind.PERSON,
        PERSON,
        measures.name_length,
        4.0,
        "words",
        "by rule: two given and two family names; not measured",
    ),
)
"""Strongest first; the persons compared have the same name already. `acronym` comes after all of them."""

JUDGED = "judged"


def as_markdown() -> str:
    """The table for people, its rows in the order in which they decide."""
    head = "| measure | of | what it is | at least | source |\n|---|---|---|---|---|\n"
    rows = (
        (row.name, row.kind, _about(row), f"{row.at_least:g} ({row.unit})", row.source) for row in SAMENESS
    )
    return head + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def _about(row: Sameness) -> str:
    return " ".join((getdoc(row.measure) or "").split())
