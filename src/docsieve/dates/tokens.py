"""Numbers, words and marks of a text, with their spans: what the date forms are read from."""

import re
from enum import StrEnum

from docsieve.dates.words import fold
from docsieve.values import value

LONGEST_WORD = 24
LONGEST_NUMBER = 4
# Vowel signs and accents are no letters to ``re``, yet they stand inside words.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u135d-\u135f\u17b4-\u17d3"
)
PIECE = re.compile(rf"\d+|(?:[^\W\d_]|[{MARKS}])+|[^\w\s]|_")


class Piece(StrEnum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


@value
class Token:
    """A piece of text between white space: its span, its folded text, its value where it is a number.

    Over-long words and numbers have an empty text and the value -1: they are no part of any date.
    """

    kind: Piece
    start: int
    end: int
    text: str
    value: int = -1


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Returns the tokens of a part of a text in order; digits of all scripts have their values.

    A word that the part's start cuts is left out.

    >>> [(token.text, token.value) for token in tokens_of("le 1er août")]
    [('le', -1), ('1', 1), ('er', -1), ('aout', -1)]
    """
    tokens = [token_of(found) for found in PIECE.finditer(text, start, len(text) if end is None else end)]
    return tokens[1:] if start and not text[start - 1].isspace() else tokens


def token_of(found: re.Match[str]) -> Token:
    """Returns one match as a token."""
    written, start, end = found.group(), found.start(), found.end()
    if written[0].isdecimal():
        short = len(written) <= LONGEST_NUMBER
        return Token(Piece.NUMBER, start, end, written if short else "", int(written) if short else -1)
    if written[0].isalpha() or len(written) > 1:
        return Token(Piece.WORD, start, end, fold(written) if len(written) <= LONGEST_WORD else "")
    return Token(Piece.MARK, start, end, written)
