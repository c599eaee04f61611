"""Erasure: a person, a body or a document leaves everything that is kept, and does not come back.

`docs/erasure.md` says what is covered, what stays, and what somebody could still find out.
"""

from docsieve.erasure.collect import NothingFoundError
from docsieve.erasure.erase import erase_document, erase_entity, erase_text, finish
from docsieve.erasure.marks import Marks, MarksError, read_marks
from docsieve.erasure.reading import turn_away
from docsieve.erasure.rows import forget

__all__ = [
    "Marks",
    "MarksError",
    "NothingFoundError",
    "erase_document",
    "erase_entity",
    "erase_text",
    "finish",
    "forget",
    "read_marks",
    "turn_away",
]
