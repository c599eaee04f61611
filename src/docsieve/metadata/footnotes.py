"""Footnotes: the marks in a text, and the notes at its foot that bear the same mark."""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass

from docsieve.metadata.lines import Line
from docsieve.model import Evidence, Footnote, Label, LabelledBlock

BRACKETED = re.compile(r"\[([0-9]{1,3}|[ivxlc]{1,6}|[a-z]|\*{1,3}|[^\W\d_]{1,6}[0-9]{1,3})\]")
SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NUMBERED = re.compile(r"[0-9]{1,3}(?=[.)\s])")
BACK_ARROWS = ("↩", "↩︎", "↑", "⏎")
BULLETS = "•*- \t\N{NO-BREAK SPACE}"
MOST_PREFIXES = 8
FIXER_WORD = "footnote"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it counts ("3"), and where it stands."""

    mark: str
    evidence: Evidence


def footnotes(
    blocks: Sequence[LabelledBlock], lines: Sequence[Line]
) -> tuple[tuple[Evidence, ...], tuple[Footnote, ...]]:
    """Returns every marker in the text, and the markers gathered by mark with their notes.

    Reads ``[1]``, ``[iv]``, superscript digits, and marks that a repair freed from the word they were
    glued to. A note opens with its mark, and a marker before it points to it; a note nobody points to
    is left out.
    """
    kept = [line for line in lines if line.kept]
    freed = freed_marks(blocks)
    numbers = {mark.mark for mark in freed}
    after = max((mark.evidence.end for mark in freed), default=0)
    notes = [note for line in kept if (note := note_of(line, numbers if line.start > after else frozenset()))]
    opening = {note.evidence.start for note in notes}
    prefixes = prefixes_of(notes)
    marks = sorted(
        [mark for line in kept for mark in marks_in(line, prefixes)] + freed,
        key=lambda mark: (mark.evidence.start, mark.evidence.end),
    )
    markers = apart([mark for mark in marks if mark.evidence.start not in opening])
    return tuple(mark.evidence for mark in markers), gathered(markers, notes)


def apart(marks: Sequence[Mark]) -> list[Mark]:
    """Returns the marks without those that begin inside an earlier one."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.evidence.start >= kept[-1].evidence.end:
            kept.append(mark)
    return kept


def gathered(markers: Sequence[Mark], notes: Sequence[Mark]) -> tuple[Footnote, ...]:
    """Returns the markers by mark in the order of their first, each with the first note after it."""
    by_mark: dict[str, list[Evidence]] = {}
    for marker in markers:
        by_mark.setdefault(marker.mark, []).append(marker.evidence)
    noted: dict[str, list[Evidence]] = {}
    for note in notes:
        noted.setdefault(note.mark, []).append(note.evidence)
    return tuple(
        Footnote(mark, tuple(found), first_after(found[0].start, noted.get(mark, ())))
        for mark, found in by_mark.items()
    )


def first_after(position: int, notes: Sequence[Evidence]) -> Evidence | None:
    """Returns the first note behind a position, of notes in order."""
    at = bisect_right(notes, position, key=lambda note: note.start)
    return notes[at] if at < len(notes) else None


def note_of(line: Line, numbers: Set[str]) -> Mark | None:
    """Returns a line as a note with its mark; None where it opens with none.

    A bare number counts only in a line labelled a footnote, with an arrow back to the text, or where
    it is one of the ``numbers`` that a repair found in the text; never in a signatory's line.
    """
    lead = len(line.text) - len(line.text.lstrip(BULLETS))
    rest = line.text[lead:]
    opened = BRACKETED.match(rest) or SUPERSCRIPT.match(rest)
    points_back = line.label is Label.FOOTNOTE or line.text.endswith(BACK_ARROWS)
    bare = NUMBERED.match(rest)
    known = bare is not None and bare.group() in numbers and line.label is not Label.SIGNATURE
    if opened is None and (points_back or known):
        opened = bare
    if opened is None or not rest[opened.end() :].strip(" .):"):
        return None
    return Mark(mark_of(opened), line.evidence(lead))


def mark_of(found: re.Match[str]) -> str:
    """Returns what a match counts as: its inner part in plain digits."""
    return (found.group(1) if found.re is BRACKETED else found.group()).translate(SUPERSCRIPT_DIGITS)


def prefixes_of(notes: Sequence[Mark]) -> list[str]:
    """Returns the words that mark notes with a number ("note3"); of a page that has many, the first few."""
    words = {note.mark.rstrip("0123456789") for note in notes}
    return sorted(word for word in words if len(word) > 1)[:MOST_PREFIXES]


def marks_in(line: Line, prefixes: Sequence[str]) -> list[Mark]:
    """Returns the marks in a line, those of words with numbers ("note3") only where a note has the same."""
    patterns = [*([BRACKETED] if "[" in line.text else []), *([] if line.text.isascii() else [SUPERSCRIPT])]
    found = [
        Mark(mark_of(match), line.evidence(match.start(), match.end()))
        for pattern in patterns
        for match in pattern.finditer(line.text)
    ]
    return found + [mark for prefix in prefixes for mark in tagged(line, prefix)]


def tagged(line: Line, prefix: str) -> list[Mark]:
    """Returns the places where a word that marks notes stands with a number."""
    pattern = re.compile(re.escape(prefix) + r"([0-9]{1,3})")
    return [
        Mark(f"{prefix}{match.group(1)}", line.evidence(match.start(), match.end()))
        for match in pattern.finditer(line.text)
        if line.text[match.start() - 1 : match.start()] != "["
    ]


def freed_marks(blocks: Sequence[LabelledBlock]) -> list[Mark]:
    """Returns the marks that a repair freed from the words they were glued to."""
    return [
        Mark(repair.before.strip(" []()"), Evidence(repair.before, repair.start, repair.end))
        for labelled in blocks
        if labelled.kept
        for repair in labelled.repaired.repairs
        if FIXER_WORD in repair.fixer
    ]
