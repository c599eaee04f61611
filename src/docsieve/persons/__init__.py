"""Care for people: what is published of the persons who signed - everything, a pseudonym, or nothing.

It is applied once, to the values, before any table, report or page is made of them; so whatever is
made later knows only what it may. What is covered and what is not stands in docs/persons.md.
"""

from docsieve.persons.care import Care, Persons, PersonsKeyError, care_of
from docsieve.persons.protect import (
    Protected,
    Shield,
    phrases_of,
    protect,
    protected_documents,
    protected_entities,
    protected_rejected,
    shield_of,
)

__all__ = [
    "Care",
    "Persons",
    "PersonsKeyError",
    "Protected",
    "Shield",
    "care_of",
    "phrases_of",
    "protect",
    "protected_documents",
    "protected_entities",
    "protected_rejected",
    "shield_of",
]
