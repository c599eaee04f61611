"""Where a text holds what was erased, and the text without it: every sign of it becomes a black one.

The length of a text never changes, so that every span in every table stays what it was.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from urllib.parse import unquote

from docsieve.erasure.marks import Marks
from docsieve.persons.finder import WIDEST_GAP, hits
from docsieve.persons.words import Word

BLACK = "\N{FULL BLOCK}"

_ID = re.compile("[0-9a-f]{12,64}")

Span = tuple[int, int]


class Sought:
    """The phrases that are looked for in one document, for `persons.finder.hits`; knows them by digest only.

    ``own`` are looked for as well where the document loses a signatory.
    """

    def __init__(self, marks: Marks, document_id: str = "", *, own: bool = False) -> None:
        self._marks = marks
        self._digests = marks.known["phrases"] | (marks.known["own_phrases"] if own else frozenset())
        self._document = document_id

    def at(self, words: Sequence[Word], place: int) -> tuple[int, str] | None:
        """How many words from ``place`` on are the longest phrase there."""
        within = _run(words, place, self._marks.lengths[0]) if self._digests else 0
        for length in self._marks.lengths:
            if length <= within and self._is_sought([word.folded for word in words[place : place + length]]):
                return length, ""
        return None

    def _is_sought(self, phrase: Sequence[str]) -> bool:
        if self._marks.digest("phrase", *phrase) in self._digests:
            return True
        there = self._marks.is_scoped and self._marks.digest("phrase there", self._document, *phrase)
        return there in self._digests

    def ids(self, text: str) -> list[Span]:
        """The spans of ids and hashes of what was erased."""
        if not self._marks.known["ids"]:
            return []
        return [each.span() for each in _ID.finditer(text) if self._marks.has("ids", "id", each.group())]


def _run(words: Sequence[Word], place: int, longest: int) -> int:
    """How many words, ``longest`` at the most, follow each other closely enough to be one phrase."""
    end = min(place + longest, len(words))
    last = place + 1
    while last < end and words[last].start - words[last - 1].end <= WIDEST_GAP:
        last += 1
    return last - place


def found(text: str, sought: Sought) -> list[Span]:
    """The spans of a text that hold what is sought."""
    return [(hit.start, hit.end) for hit in hits(text, [sought])]


def without(text: str, sought: Sought) -> str:
    """A value, a message or an address without what is sought, ids and hashes of it too."""
    plain = unquote(text) if "%" in text else text
    if plain != text and len(found(plain, sought)) > len(found(text, sought)):
        text = plain
    spans = [*found(text, sought), *sought.ids(text)]
    return blackened(text, spans) if spans else text


def blackened(text: str, spans: Iterable[Span]) -> str:
    r"""The text with everything but the white space of some spans made black; as long as it was.

    >>> blackened("by Ada\nElm.", [(3, 10)])
    'by ███\n███.'
    """
    pieces, done = [], 0
    for start, end in merged(spans):
        pieces += [text[done:start], "".join(c if c.isspace() else BLACK for c in text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one.

    >>> merged([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The parts of `merged` spans that lie in ``[start, end)``, counted from its start.

    >>> within([(0, 3), (4, 6), (9, 12)], 2, 10)
    [(0, 1), (2, 4), (7, 8)]
    """
    first = max(0, bisect_left(spans, (start, start)) - 1)
    near = takewhile(lambda span: span[0] < end, islice(spans, first, None))
    parts = ((max(one, start) - start, min(other, end) - start) for one, other in near)
    return [(one, other) for one, other in parts if one < other]
