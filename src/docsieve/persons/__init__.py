"""Care for people: what is published of the persons who signed - everything, a pseudonym, or nothing.

It is applied once, to the values, before any table, report or page is made of them; so whatever is
made later knows only what it may. What is covered and what is not stands in docs/persons.md.
"""

from docsieve.persons.care import Care, Persons, PersonsKeyError, care_of
from docsieve.persons.protect import Protected, protect

__all__ = ["Care", "Persons", "PersonsKeyError", "Protected", "care_of", "protect"]
