"""Marks that stand for a signature by hand: ``/s/ Ana Sol``, ``gez. Anna Kai``, ``Jana Kai, v. r.``."""

from docsieve.folding import fold
from docsieve.memory import remembered
from docsieve.signing.evidence import split_head
from docsieve.signing.lines import Line
from docsieve.signing.names import names_person
from docsieve.signing.phrases import hand_marks
from docsieve.signing.titles import unranked

LONGEST_MARKED, LONGEST_MARK = 300, 16
EDGES = " :.,–-"


def is_marked(line: Line) -> bool:
    """Say whether a line is a person's name with the mark of a signature by hand."""
    if line.is_long or line.marker or len(line.body) > LONGEST_MARKED:
        return False
    return signed_by_hand(line.body) != (0, len(line.body))


@remembered
def signed_by_hand(text: str) -> tuple[int, int]:
    """Give where a text without the mark of a signature at its beginning or end begins and ends.

    Only where a person's name is left.

    >>> texts = ("/s/ Ana Sol", "Jana Kai, v. r.", "gez. Anna Kai, Ben Mar", "Signed Copies Trust")
    >>> [text[slice(*signed_by_hand(text))] for text in texts]
    ['Ana Sol', 'Jana Kai', 'Anna Kai, Ben Mar', 'Signed Copies Trust']
    """
    start, end = _marked_before(text)
    if (start, end) == (0, len(text)):
        end = _marked_behind(text)
    if (start, end) == (0, len(text)):
        return start, end
    name = split_head(text[start:end])[0]
    return (start, end) if names_person(unranked(name)) else (0, len(text))


def _marked_before(text: str) -> tuple[int, int]:
    low = fold(text[:LONGEST_MARK])
    for mark in hand_marks("before"):
        if low.startswith(mark) and low[len(mark) : len(mark) + 1] in (" ", ".", ":", ")", "]"):
            rest = text[len(mark) :].lstrip(EDGES + ")]")
            return len(text) - len(rest), len(text)
    return 0, len(text)


def _marked_behind(text: str) -> int:
    head = text.rstrip(" .)")
    for mark in hand_marks("behind"):
        cut = len(head) - len(mark)
        if head.endswith(mark) and head[max(cut - 1, 0) : cut] in (" ", "(", ","):
            return len(head[:cut].rstrip(EDGES + "("))
    return len(text)
