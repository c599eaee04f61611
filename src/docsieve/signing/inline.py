"""The parts of a text that stand on one line behind what announces them: ``Signatories: A, B, C``."""

from collections.abc import Sequence
from dataclasses import replace

from docsieve.signing.enumerations import asks_to_write, is_enumeration, is_said, outside_brackets, tells_on
from docsieve.signing.evidence import naming_of
from docsieve.signing.headings import LIKELY, Heading, heading_of, label_of
from docsieve.signing.labels import colon_in
from docsieve.signing.lines import COLONS, Line
from docsieve.signing.others import is_of_others
from docsieve.signing.page import Page
from docsieve.signing.part import LIKELY_NAMING_UNVOICED, SigningPart, sum_of
from docsieve.signing.stops import is_stop
from docsieve.values import added

INLINE_NAMING = 0.1
LONGEST_LABELLED, PIECES_LOOKED_AT = 60, 12
MARKS_OF_WRAPPED = (" / ", ";", ",")


def with_labelled(page: Page, parts: list[SigningPart]) -> list[SigningPart]:
    """Add the labelled lines right above and below an announced one: ``Initiators: A, B``, ``Persons: C``."""
    taken = {index for part in parts for index in range(part.first, part.last + 1)}
    beside: list[SigningPart] = []
    for part in parts:
        beside += _labelled_from(page, part.last + 1, 1, taken)
        if part.found_by == "inline":
            beside += _labelled_from(page, part.first - 1, -1, taken)
    return sorted([*parts, *beside], key=lambda part: part.first)


def _labelled_from(page: Page, position: int, step: int, taken: set[int]) -> list[SigningPart]:
    parts: list[SigningPart] = []
    while 0 <= position < len(page.lines) and position not in taken:
        found = _labelled(page, page.lines[position])
        if found is None:
            return parts
        parts.append(found)
        taken.update(range(found.first, found.last + 1))
        position = found.first - 1 if step < 0 else found.last + 1
    return parts


def _labelled(page: Page, line: Line) -> SigningPart | None:
    """Read a line that opens with the label of a group as a part, where another part stands beside it."""
    cut = colon_in(line.body[:LONGEST_LABELLED]) if not line.marker else -1
    label = label_of(line.body[:cut]) if cut > 0 else None
    if label is None or is_stop(line) or (line.is_sentence and not is_enumeration(line.text)):
        return None
    return inline_part(page, line, replace(label, how="inline", inline=cut + 1, strength=LIKELY))


def inline_part(page: Page, line: Line, found: Heading) -> SigningPart | None:
    """Read the names that stand on a line behind what announces them; none where they look like none."""
    label = line.body[: max(found.inline, 0)]
    if label.count(",") > 1 or not (found.signs or (is_statement(page) and not is_of_others(label))):
        return None
    start = line.body_start + found.inline
    last = _last_of_wrapped(page.lines, line, line.body[found.inline :])
    end = last.body_start + len(last.body)
    flat = outside_brackets(line.body[found.inline : 2000]).replace(";", ",").replace(" / ", ",")
    # Behind a label the last full stop ends the list; without one it ends a sentence.
    flat = flat.rstrip(" .") if label.endswith(COLONS) else flat
    pieces = [piece.strip() for piece in flat.split(",")]
    if any(map(tells_on, pieces[:PIECES_LOOKED_AT])) or asks_to_write(pieces[0]) or is_said(pieces):
        return None
    named = [naming_of(piece) for piece in pieces[:PIECES_LOOKED_AT] if any(c.isalpha() for c in piece)]
    mean = added(named) / len(named) if named else -1.0
    if mean < (INLINE_NAMING if found.signs or page.voiced() else LIKELY_NAMING_UNVOICED):
        return None
    evidence = (("inline heading", found.strength), ("names in it", round(mean, 2)))
    return SigningPart(
        line.index,
        last.index,
        start,
        end,
        "inline",
        sum_of(evidence),
        evidence,
        (line.index,),
        line.index,
        found,
    )


def _last_of_wrapped(lines: Sequence[Line], line: Line, text: str) -> Line:
    """Give the last line of a run-on list that goes on over several lines, parted by the same mark."""
    beside = " ".join([text, *(other.body for other in lines[line.index + 1 : line.index + 2])])
    mark = next((mark for mark in MARKS_OF_WRAPPED if mark in text and beside.count(mark) > 1), "")
    last = line
    for below in map(lines.__getitem__, range(line.index + 1, len(lines))):
        ended = below.gap > 1 or below.marker or is_stop(below) or last.body.rstrip().endswith(".")
        if not mark or ended or heading_of(below):
            return last
        if not (mark in below.text or last.body.rstrip().endswith(mark.strip()) or len(below.words) <= 2):
            return last
        last = below
    return last


def is_statement(page: Page) -> bool:
    """Say whether several speak on a page, or its top calls it a statement."""
    return page.voiced() or page.is_titled_as_statement()
