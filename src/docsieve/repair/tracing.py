"""Text under repair, with the raw place of every character, so that each change names its raw span."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from docsieve.model import Repair

MOST_RECORDS = 200
"""Changes of one fixer in one block that are recorded singly; more become one record around them all."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the current text: what stands in ``[start, end)`` becomes ``after``."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Traced:
    """The current text; for each of its characters the raw span ``[start, end)`` it came from."""

    raw: str
    offset: int
    text: str
    starts: "array[int]"
    ends: "array[int]"

    @classmethod
    def of(cls, raw: str, offset: int) -> "Traced":
        """A text before its first change; ``offset`` is its place in the document."""
        return cls(raw, offset, raw, array("l", range(len(raw))), array("l", range(1, len(raw) + 1)))


def applied(traced: Traced, fixer: str, edits: Sequence[Edit]) -> tuple[Traced, list[Repair]]:
    """The text after a fixer's edits (in order, apart from each other), and their records."""
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    records: list[Repair] = []
    done = 0
    for edit in edits:
        start, end = traced.starts[edit.start], traced.ends[edit.end - 1]
        pieces += (traced.text[done : edit.start], edit.after)
        starts += traced.starts[done : edit.start]
        starts.extend(repeat(start, len(edit.after)))
        ends += traced.ends[done : edit.start]
        ends.extend(repeat(end, len(edit.after)))
        done = edit.end
        if len(edits) <= MOST_RECORDS:
            records.append(_record(traced, fixer, start, end, edit.after))
    text = "".join((*pieces, traced.text[done:]))
    after = Traced(traced.raw, traced.offset, text, starts + traced.starts[done:], ends + traced.ends[done:])
    return after, records or [_around(traced, fixer, edits, len(text))]


def _record(traced: Traced, fixer: str, start: int, end: int, after: str) -> Repair:
    return Repair(fixer, traced.offset + start, traced.offset + end, traced.raw[start:end], after)


def _around(traced: Traced, fixer: str, edits: Sequence[Edit], length: int) -> Repair:
    """One record from the first edit to the last."""
    first, last = edits[0].start, edits[-1].end
    grown = length - len(traced.text)
    pieces: list[str] = []
    done = first
    for edit in edits:
        pieces += (traced.text[done : edit.start], edit.after)
        done = edit.end
    after = "".join(pieces)
    assert len(after) == last - first + grown
    return _record(traced, fixer, traced.starts[first], traced.ends[last - 1], after)
