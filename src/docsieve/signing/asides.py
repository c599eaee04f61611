"""What stands between the lines of a list and is none of them: remarks, numbers, the heads of pages."""

from collections.abc import Sequence

from docsieve.dates import find_dates
from docsieve.signing.labels import label_in_brackets
from docsieve.signing.lines import Line, bare
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.run import Run
from docsieve.signing.stops import is_page_number

LONGEST_CELL_NUMBER, LEAST_ASIDE_WORDS, LONGEST_DATED_ASIDE = 4, 8, 40
NOTE_MARKS = frozenset("※☞")


def is_aside(line: Line) -> bool:
    """Say whether a line is a remark in brackets, no signature: affiliations for identification only."""
    text = line.text.strip(" .*")
    closed = text[:1] in ("(", "（", "[") and text[-1:] in (")", "）", "]") and not label_in_brackets(text)
    if closed and (text[:1] == "[" or len(line.words) > LEAST_ASIDE_WORDS or _is_dated(text)):
        return True
    inner = text.strip("()（）[] ").split()
    return opening_phrase(bare(inner), "asides") != ""


def _is_dated(text: str) -> bool:
    """Say whether a day stands in a short text."""
    return len(text) <= LONGEST_DATED_ASIDE and find_dates(text) != ()


def is_remark(line: Line, run: Run) -> bool:
    """Say whether a line between a heading and the first name is a note: ``(in no order)``."""
    within = line.text[0] == "(" and line.text[-1] == ")"
    return not run.entries and (within or line.text[:1] in NOTE_MARKS)


def is_page_head(lines: Sequence[Line], position: int) -> bool:
    """Say whether a line below the number of a page stands again on the page, as the heads of pages do."""
    line = lines[position]
    if position == 0 or line.gap < 2:
        return False
    above = lines[position - 1]
    return (is_page_number(above) or is_cell_number(above)) and sum(
        other.text == line.text for other in lines
    ) > 1


def is_cell_number(line: Line) -> bool:
    """Say whether a line is a number of few digits and nothing else."""
    digits = line.text.rstrip(".)")
    return digits.isdecimal() and len(digits) <= LONGEST_CELL_NUMBER
