"""A part of a text that names who signed it, and how it is made of the lines of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from docsieve.places import country_of
from docsieve.signing.columns import NAMED, Row
from docsieve.signing.evidence import naming
from docsieve.signing.going_on import lists_clearly
from docsieve.signing.headings import Heading
from docsieve.signing.lines import Line
from docsieve.signing.page import Page
from docsieve.signing.run import Run
from docsieve.signing.runs import collect
from docsieve.values import added

ENUMERATION_NAMING, LINES_LOOKED_AT = 0.5, 60
# The least mean of what lines show of names where several are not heard to speak.
LIKELY_NAMING_UNVOICED = 0.5


@dataclass(frozen=True, slots=True)
class SigningPart:
    """A part of a text that names who signed it.

    ``first`` and ``last`` are positions of blocks; ``entries`` those that name signatories, in order;
    ``start`` and ``end`` the span in code points of the raw text, within a block where the part is one.
    ``found_by`` is ``heading``, ``closing`` (a formula), ``inline``, ``byline``, ``list`` (a bare list
    after the text), ``ending`` (a bare name after the text) or ``learned`` (by what its lines look like);
    ``score`` is the sum of its ``evidence``; ``groups`` are the lines of each entry, its name's first, where
    they are known.
    """

    first: int
    last: int
    start: int
    end: int
    found_by: str
    score: float
    evidence: tuple[tuple[str, float], ...]
    entries: tuple[int, ...] = ()
    head: int | None = None
    heading: Heading | None = None
    subheads: tuple[tuple[int, Heading], ...] = ()
    is_table: bool = False
    rows: tuple[Row, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()


def run_from(page: Page, begin: int) -> Run:
    """Collect the lines of a list from a line on, and note how far that went."""
    run = collect(page.lines, begin)
    page.tried_until = run.ends_at
    return run


def part_of(
    lines: Sequence[Line],
    run: Run,
    how: str,
    evidence: tuple[tuple[str, float], ...],
    head: int | None = None,
    found: Heading | None = None,
) -> SigningPart:
    """Make a part of the lines of a run."""
    first, last = lines[run.entries[0]], lines[run.entries[-1]]
    return SigningPart(
        first=first.index,
        last=last.index,
        start=first.body_start,
        end=last.body_start + len(last.body),
        found_by=how,
        score=sum_of(evidence),
        evidence=evidence,
        entries=tuple(run.entries),
        head=head,
        heading=found,
        subheads=tuple(sorted(run.subheads.items())),
        is_table=run.is_table,
        rows=run.rows,
    )


def sum_of(evidence: tuple[tuple[str, float], ...]) -> float:
    """Give the score of a part by what speaks for it."""
    return round(added(weight for _, weight in evidence), 2)


def mean_naming(lines: Sequence[Line], run: Run) -> float:
    """Give how much the lines of a run look like names, -1 where none has a letter."""
    listed = [lines[index] for index in run.entries[:2]]
    if run.is_enumeration or (len(listed) == 1 and lists_clearly(listed[0])):
        return ENUMERATION_NAMING
    cells = [index for row in run.rows for column, index in row if column in NAMED]
    named = (lines[index] for index in cells or run.entries if any(c.isalpha() for c in lines[index].text))
    # The cells of a table that hold a country or a description say nothing against it.
    told = (line for line in named if not (run.is_table and (line.is_sentence or country_of(line.body))))
    chosen = list(islice(told, LINES_LOOKED_AT))
    return added(map(naming, chosen)) / len(chosen) if chosen else -1.0
