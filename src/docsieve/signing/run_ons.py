"""Paragraphs that are nothing but names between commas, with the labels and headings of their groups."""

from collections.abc import Sequence

from docsieve.signing.enumerations import are_short_names, pieces_of
from docsieve.signing.evidence import naming_of
from docsieve.signing.headings import WEAK, Heading, heading_of, label_of
from docsieve.signing.labels import colon_in
from docsieve.signing.lines import Line
from docsieve.signing.names import traits
from docsieve.signing.others import names_others
from docsieve.signing.rosters import roster
from docsieve.signing.stops import is_stop

MOST_WORDS_OF_A_HEAD = 4
LEAST_LABELLED, LEAST_NAMES_OF_RUN_ON = 2, 4
CLEARLY_NAMED, SHARE_NAMED, SHARE_NAMED_HEADED = 0.5, 0.6, 0.4
PIECES_LOOKED_AT = 60
LEAST_NOTED, SHARE_NOTED = 5, 0.8
# A name, and right behind it what the person is: in a row of them that is as sure as names get.
NAMED_IN_A_ROSTER = 1.0
LONGEST_RUN_ON, LONGEST_LABELLED = 6000, 400


def run_on(line: Line, share: float = SHARE_NAMED) -> tuple[Heading | None, list[float], float] | None:
    """Give a run-on list's label, how much each piece looks like a name, and the share of bodies; or None."""
    if line.marker or len(line.text) > LONGEST_RUN_ON:
        return None
    cut = colon_in(line.body[:LONGEST_LABELLED])
    label = label_of(line.body[:cut]) if cut > 0 else None
    rest = line.body[cut + 1 :].strip()
    people = roster(rest if label else line.text)
    if people:
        return label, [NAMED_IN_A_ROSTER] * len(people), 0.0
    pieces = pieces_of(rest if label else line.text)
    if len(pieces) < (LEAST_LABELLED if label else LEAST_NAMES_OF_RUN_ON) or not are_short_names(pieces):
        return None
    told = [piece.rstrip(".") for piece in pieces[:PIECES_LOOKED_AT]]
    named = [naming_of(piece) for piece in told]
    share = min(share, SHARE_NAMED_HEADED) if are_noted(told) else share
    if sum(each >= CLEARLY_NAMED for each in named) < share * len(named):
        return None
    return label, named, sum(traits(piece).kinds > 0 for piece in told) / len(told)


def run_ons_below(lines: Sequence[Line], position: int) -> tuple[list[int], dict[int, Heading]]:
    """Give the run-on lists from one on, each below it with a label or a few words that head it."""
    entries, subheads, head = [position], dict[int, Heading](), -1
    for line in map(lines.__getitem__, range(position + 1, len(lines))):
        after = run_on(line, SHARE_NAMED_HEADED if head == line.index - 1 else SHARE_NAMED)
        if after is not None and (after[0] is not None or head == line.index - 1):
            entries.append(line.index)
            if head == line.index - 1:
                subheads[head] = heading_of(lines[head]) or Heading(WEAK, "section")
        elif head < 0 < line.gap - 1 and _may_head_a_run_on(line):
            head = line.index
        else:
            break
    return entries, subheads


def _may_head_a_run_on(line: Line) -> bool:
    """Say whether a line is a few words, no sentence and no list, that name who stands below: ``Persons``."""
    few = 0 < len(line.words) <= MOST_WORDS_OF_A_HEAD and not (line.marker or line.is_sentence)
    return few and not (is_stop(line) or names_others(line))


def are_noted(pieces: Sequence[str]) -> bool:
    """Say whether names between commas nearly all have a note in brackets: ``Ana Sol (cook)``."""
    noted = sum("(" in piece for piece in pieces)
    return len(pieces) >= LEAST_NOTED and noted >= SHARE_NOTED * len(pieces)
