"""Repair of characters: named fixers in a written order; what was right is never touched.

``repair`` sees one block. ``repair_footnote_marks`` sees a document, since only there a glued footnote
mark can be told from a word. Each change is recorded with the raw span it replaces.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from docsieve.model import Block, Evidence, Repair, Repaired
from docsieve.repair.characters import (
    full_width_letters,
    hidden_tags,
    html_entities,
    invisible_characters,
    ligatures,
    odd_spaces,
)
from docsieve.repair.footnotes import markers
from docsieve.repair.mojibake import may_be_mojibake, mojibake
from docsieve.repair.tracing import Edit, Traced, applied
from docsieve.repair.wrapping import joined_lines, outer_space

__all__ = ["FIXERS", "GLUED_FOOTNOTE_MARK", "markers", "repair", "repair_footnote_marks"]

Fixer = Callable[[str], Iterable[Edit]]

FIXERS: tuple[tuple[str, Fixer], ...] = (
    ("html_entities", html_entities),
    ("mojibake", mojibake),
    ("invisible_characters", invisible_characters),
    ("hidden_tags", hidden_tags),
    ("ligatures", ligatures),
    ("full_width_letters", full_width_letters),
    ("odd_spaces", odd_spaces),
    ("joined_lines", joined_lines),
    ("outer_space", outer_space),
)
"""Every fixer of one block in the order they run; entities first, since mojibake may be written in them."""

GLUED_FOOTNOTE_MARK = "glued_footnote_mark"

MOST_ROUNDS = 8
"""Rounds of all fixers until nothing changes any more; two are usual where there is something at all."""

_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\xa0&\u00ad\u061c\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufb00-\ufb06\ufeff"
    "\ufff9-\ufffc\uff01-\uff5e\u3000\U000e0000-\U000e007f]"
)
"""The characters some fixer may change; mojibake is asked for apart."""


def repair(text: str, start: int) -> Repaired:
    """The text of one block as it should stand, on one line, and each change with its raw span.

    ``start`` is the block's place in the document. Repairing again changes nothing. Does not correct
    spelling, quotation marks, capitals or punctuation, and joins no words.

    >>> repair("Caf&eacute;\\nde la\\u00a0paix", 10).text
    'Café de la paix'
    >>> [(each.fixer, each.start, each.end) for each in repair("a\\u200bb &amp; c", 10).repairs]
    [('html_entities', 14, 19), ('invisible_characters', 11, 12)]
    """
    return Repaired(text) if _looks_right(text) else _repaired(Traced.of(text, start), [])


def repair_footnote_marks(blocks: Sequence[Block], repaired: Sequence[Repaired]) -> tuple[Repaired, ...]:
    """The blocks' repaired texts without footnote marks that stick to words, each recorded.

    Takes a whole document. Leaves every text in which no certain chain of marks is found, and marks in
    brackets or real superscripts.
    """
    found = markers([(block.text, block.start) for block in blocks])
    if not found:
        return tuple(repaired)
    return tuple(
        _without_marks(block, [mark for mark in found if block.start <= mark.start < block.end], before)
        for block, before in zip(blocks, repaired, strict=True)
    )


def _without_marks(block: Block, marks: Sequence[Evidence], before: Repaired) -> Repaired:
    if not marks:
        return before
    edits = [Edit(mark.start - block.start, mark.end - block.start, "") for mark in marks]
    return _repaired(*applied(Traced.of(block.text, block.start), GLUED_FOOTNOTE_MARK, edits))


def _looks_right(text: str) -> bool:
    """Whether no fixer has anything to do; the way nearly all blocks go."""
    if not text or text[0].isspace() or text[-1].isspace():
        return not text
    if text.isascii():  # a tab is not printable, and so sent to the fixers, which leave it
        return "&" not in text and text.isprintable()
    return _SUSPECT.search(text) is None and not may_be_mojibake(text)


def _repaired(traced: Traced, repairs: list[Repair]) -> Repaired:
    """Run all fixers, again and again until a round changes nothing."""
    for _ in range(MOST_ROUNDS):
        if _looks_right(traced.text):
            break
        before = traced.text
        for name, fixer in FIXERS:
            edits = list(fixer(traced.text))
            if edits:
                traced, records = applied(traced, name, edits)
                repairs += records
        if traced.text == before:
            break
    return Repaired(traced.text, tuple(repairs))
