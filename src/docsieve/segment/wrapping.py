"""Hard-wrapped text: which line breaks were made by a line width, and not by the author.

A greedy wrapper breaks a line only where the next word would not have fitted. So a run of lines is
taken for wrapped where that holds at (nearly) every break, for the run's own longest line as width.
Lists of names, verses and addresses fail the test, since their lines are short for other reasons.
"""

from itertools import pairwise

from docsieve.segment.lines import Line
from docsieve.segment.shapes import opens_item

# A narrower "width" is a list, a wider one is not wrapped text any more (mail wraps at 72-78,
# terminals at 80, typewritten dumps at up to 100).
NARROWEST_WIDTH = 40
WIDEST_WIDTH = 120
# Three breaks that all fit a width by chance are rare in lists; two are not.
LINES_THAT_SHOW_A_WIDTH = 4
# Other wrappers (Unicode width, kerning) miss the greedy test now and then.
SHARE_OF_FITTING_BREAKS = 0.9
# Lines of prose that all begin with a capital are told from names by their share of small words.
SMALL_SHARE_OF_PROSE = 0.5
# What closes a cell or a name that says more of itself: "(Peru)".
CLOSED = (")", "）", "]")
# Marks of running text in scripts without capitals.
MARKS_OF_PROSE = (". ", "، ", "؛", "؟", "。", "、", "，", "।", ", ", ".")
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "。", "！", "？", "”", "»", '"')


def paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Group lines into paragraphs: a line each, but the lines of hard-wrapped text together."""
    runs = _runs(lines)
    width = _document_width(runs)
    return [group for run in runs for group in _groups(run, width)]


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Split lines where a blank line, a list item or an indent step stands between them."""
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or line.blank_lines_before or opens_item(line.text):
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _document_width(runs: list[list[Line]]) -> int | None:
    """Give the width that the long runs of a text were wrapped at, None where they show none."""
    long_runs = (run for run in runs if len(run) >= LINES_THAT_SHOW_A_WIDTH)
    return max((_width(run) for run in long_runs if _is_wrapped(run, _width(run))), default=None)


def _width(run: list[Line]) -> int:
    return max(line.indent + len(line.text) for line in run)


def _is_wrapped(run: list[Line], width: int) -> bool:
    if not NARROWEST_WIDTH <= width <= WIDEST_WIDTH or not _reads_on(run):
        return False
    fitting = sum(_breaks_for_width(line, following, width) for line, following in pairwise(run))
    return fitting >= SHARE_OF_FITTING_BREAKS * (len(run) - 1)


def _reads_on(run: list[Line]) -> bool:
    """Say whether lines read as one text: one goes on small, or they are prose by their words and marks.

    Long names of much the same length, a line each, fit a width by chance; none of them goes on.
    """
    if any(line.text[0].islower() for line in run[1:]):
        return True
    if all(line.text.endswith(CLOSED) for line in run):
        return False
    words = [word for line in run for word in line.text.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    cased = sum(word[0].islower() or word[0].isupper() for word in words)
    if 2 * cased > len(words):
        return small >= SMALL_SHARE_OF_PROSE * len(words)
    return any(mark in line.text for line in run for mark in MARKS_OF_PROSE)


def _breaks_for_width(line: Line, following: Line, width: int) -> bool:
    """Say whether the next line's first word would have made this line wider than the width."""
    return line.indent + len(line.text) + 1 + _first_word_length(following.text) > width


def _first_word_length(text: str) -> int:
    # Scripts without spaces break anywhere, so their first "word" is one character.
    return 1 if ord(text[0]) >= 0x2E80 else len(text.split(maxsplit=1)[0])


def _groups(run: list[Line], width: int | None) -> list[list[Line]]:
    if width is None or len(run) == 1:
        return [[line] for line in run]
    if len(run) >= LINES_THAT_SHOW_A_WIDTH and not _is_wrapped(run, _width(run)):
        return [[line] for line in run]
    groups = [[run[0]]]
    for line, following in pairwise(run):
        if _breaks_for_width(line, following, width - _slack(width)) and not _is_new_sentence(
            line, following, width
        ):
            groups[-1].append(following)
        else:
            groups.append([following])
    return groups


def _slack(width: int) -> int:
    """How far below the document's width a run's own width may lie (justified or ragged dumps)."""
    return width // 10


def _is_new_sentence(line: Line, following: Line, width: int) -> bool:
    """Say whether a break well short of the width looks like the author's own."""
    short = line.indent + len(line.text) < width - _slack(width)
    return short and line.text.endswith(SENTENCE_ENDS) and not following.text[0].islower()
