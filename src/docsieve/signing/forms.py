"""Forms to sign with: their fields stand where signatures could."""

from collections.abc import Sequence

from docsieve.interface import ALL, coverage_in
from docsieve.signing.columns import column_of
from docsieve.signing.lines import Line
from docsieve.signing.run import Run

LINES_OF_A_FORM, LEAST_FIELDS, LONGEST_FIELD = 3, 2, 4
LINES_TO_A_FORM = 30


def stands_below_form(lines: Sequence[Line], position: int) -> bool:
    """Say whether the fields of a form to sign with stand not far above a line: ``First name *``."""
    above = lines[max(0, position - LINES_TO_A_FORM) : position]
    starred = sum(line.text.endswith("*") and 0 < len(line.words) <= LONGEST_FIELD for line in above)
    return starred >= LEAST_FIELDS


def is_form(lines: Sequence[Line], run: Run) -> bool:
    """Say whether the first lines are the fields of a form to sign with: ``First name *``, ``E-mail``."""
    first = [lines[index] for index in run.entries[:LINES_OF_A_FORM]]
    return not (run.rows or run.is_table) and sum(map(_is_field, first)) >= LEAST_FIELDS


def _is_field(line: Line) -> bool:
    """Say whether a line is the name of a column or a field that platforms print: ``Name``, ``E-mail *``."""
    said = line.text.strip(" *")
    seen = coverage_in(said, ALL)
    return column_of(said) is not None or (seen.category == "form_field" and seen.share == 1.0)
