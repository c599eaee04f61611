"""Sentences between the lines of a list: those that tell of the body above them, and those that end it."""

from collections.abc import Sequence

from docsieve.signing.evidence import naming
from docsieve.signing.lines import Line
from docsieve.signing.names import traits
from docsieve.signing.run import Run

LEAST_SENTENCE_WORDS = 4


def describes_entry(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a sentence right below a body that stands apart tells of it, as the next body's does."""
    line = lines[position]
    if not run.entries or run.entries[-1] != position - 1 or line.gap > 1:
        return False
    pairs = [lines[at : at + 2] for at in (position - 3, position - 1, position + 1) if at >= 0]
    told = [pair for pair in pairs if len(pair) == 2 and _is_told(*pair)]
    return len(told) > 1


def _is_told(name: Line, about: Line) -> bool:
    """Say whether a line apart names a body, and the sentence right below it tells of that body."""
    apart = name.gap > 1 and not name.is_sentence and about.is_sentence and about.gap == 1
    return apart and traits(name.body).kinds > 0 and naming(name) > 0


def is_short_sentence(line: Line) -> bool:
    """Say whether a few words, mostly small ones that tell nothing of names, end with a full stop."""
    if len(line.words) < LEAST_SENTENCE_WORDS or not line.text.endswith(".") or "," in line.text:
        return False
    small = sum(word[0].islower() for word in line.words)
    return 2 * small > len(line.words) and naming(line) <= 0
