"""Fixers of white space: lines that a line width broke are joined again."""

import re
from collections.abc import Callable, Iterator

from docsieve.repair.scripts import EAST_ASIAN_MARKS, HAN_KANA, SOUTH_EAST_ASIAN
from docsieve.repair.tracing import Edit

_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WRITTEN_WITHOUT_SPACES = re.compile(f"[{HAN_KANA}{EAST_ASIAN_MARKS}{SOUTH_EAST_ASIAN}]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HYPHENS = "-\u2010"
LONGEST_WORD = 60

_AND_OR = "and or und oder bzw et ou y o e u i en of og och eller ja tai a lub ili и или та"
SUSPENDED = frozenset(_AND_OR.split())
"""Words after a hyphen that is left hanging: "pre- and post-war"."""


def outer_space(text: str) -> Iterator[Edit]:
    """White space before the first and behind the last character goes.

    Does nothing to white space inside.
    """
    stripped = text.strip()
    start = text.index(stripped) if stripped else len(text)
    if start:
        yield Edit(0, start, "")
    if start + len(stripped) < len(text):
        yield Edit(start + len(stripped), len(text), "")


def joined_lines(text: str) -> Iterator[Edit]:
    """Line breaks inside a block, with the white space around them, become one space.

    Nothing is put between two characters of scripts without spaces (Chinese, Japanese, Thai...). A word
    broken at a hyphen is closed up only where the same block has it written in one elsewhere; the
    hyphen stays where the block has it with one, or has it nowhere, and before a capital or "and".
    """
    if not _BREAK.search(text):
        return
    words: list[frozenset[str]] = []

    def known(word: str) -> bool:
        if not words:
            words.append(frozenset(found.lower() for found in _WORD.findall(text)))
        return word.lower() in words[0]

    for start, end in _gaps(text):
        yield _join(text, start, end, known)


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Spans of white space with a line break in it, between two characters that are none."""
    done = 0
    for found in _BREAK.finditer(text):
        if found.start() < done:
            continue
        start, end = found.start(), found.end()
        while start and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        done = end
        if start > 0 and end < len(text):
            yield start, end


def _join(text: str, start: int, end: int, known: Callable[[str], bool]) -> Edit:
    left, right = text[start - 1], text[end]
    if _WRITTEN_WITHOUT_SPACES.match(left) and _WRITTEN_WITHOUT_SPACES.match(right):
        return Edit(start, end, "")
    if left not in HYPHENS or start < 2 or not text[start - 2].isalpha() or not right.islower():
        return Edit(start, end, " ")
    head, tail = _word_before(text, start - 1), _word_after(text, end)
    if tail in SUSPENDED:
        return Edit(start, end, " ")
    if known(head + tail):
        return Edit(start - 1, end, "")
    return Edit(start, end, "")


def _word_before(text: str, end: int) -> str:
    start = end
    while start and end - start < LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _word_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < LONGEST_WORD and text[end].isalpha():
        end += 1
    return text[start:end]
