"""On which line of a TOML file a value stands, for error messages: the parser itself does not say.

The beginning of the file is parsed line by line until the value is there; costly, and only done when
there is something to complain about.
"""

import tomllib
from collections.abc import Sequence
from typing import Any

Place = Sequence[str | int]
CLOSINGS = ("", "]")  # a file cut off between two rows of a list is whole again with the bracket


def line_of(text: str, place: Place) -> int | None:
    """The line, from 1, on which the value at ``place`` begins; of what holds it, where it is not there.

    ``place`` is a path of keys and of numbers of list entries. None for a text that is no TOML.

    >>> line_of('a = 1\\n\\nb = [\\n  { c = 2 },\\n  { c = 3 },\\n]', ("b", 1, "c"))
    5
    >>> line_of('[[b]]\\nc = 2\\n[[b]]\\nd = 1\\nc = 3', ("b", 1, "c"))
    5
    """
    lines = text.splitlines()
    for length in range(len(place), 0, -1):
        before = 0  # the last line up to which the file can be parsed and the value is not there
        for number in range(1, len(lines) + 1):
            told = _parsed("\n".join(lines[:number]))
            if told is not None and _holds(told, place[:length]):
                return _first_written(lines, before, number)
            before = before if told is None else number
    return None


def _parsed(beginning: str) -> dict[str, Any] | None:
    for closing in CLOSINGS:
        try:
            return tomllib.loads(beginning + "\n" + closing)
        except tomllib.TOMLDecodeError:
            continue
    return None


def _holds(told: object, place: Place) -> bool:
    for part in place:
        if isinstance(told, dict) and part in told:
            told = told[str(part)]
        elif isinstance(told, list) and isinstance(part, int) and part < len(told):
            told = told[part]
        else:
            return False
    return True


def _first_written(lines: Sequence[str], before: int, number: int) -> int:
    """The first line after ``before`` that is neither blank nor a comment, ``number`` at the latest."""
    written = (
        n for n in range(before + 1, number) if lines[n - 1].strip() and lines[n - 1].strip()[0] != "#"
    )
    return next(written, number)
