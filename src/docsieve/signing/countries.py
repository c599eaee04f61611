"""Headings that are a country or a region: the bodies below them are of there."""

from collections.abc import Sequence
from itertools import pairwise

from docsieve.folding import fold, small_words
from docsieve.memory import remembered
from docsieve.places import countries_of, is_region, without_flags
from docsieve.signing.lines import COLONS, COMMAS, Line
from docsieve.signing.stops import is_stop

LONGEST_COUNTRY_WORDS = 7
LONGEST_CODE = 3
# Set before headings as often as before the entries of lists.
HEAD_MARKS = frozenset("■□◆◇▶▸►▣◈❖●◎▲△▼▽")


def countries_headed(line: Line) -> tuple[str, ...] | None:
    """Give the countries that a line is the name of and no more; none for a region, None for another line.

    >>> from docsieve.signing.lines import look
    >>> from docsieve.model import Block, Shape
    >>> of = lambda text: countries_headed(look(Block(0, 0, len(text), text, "", Shape.HEADING), 0, 1))
    >>> of("Peru:"), of("Latin America"), of("Harbour Watch Peru")
    (('PE',), (), None)
    """
    marked = line.marker != "" and line.text[:1] not in HEAD_MARKS
    if line.is_long or marked or not 0 < len(line.words) <= LONGEST_COUNTRY_WORDS:
        return None
    return _named(line.body)


@remembered
def _named(body: str) -> tuple[str, ...] | None:
    text = (without_flags(body) or body).strip(" .:：*_-–—")
    return countries_of(text) or (() if _are_regions(text) else None)


def _are_regions(text: str) -> bool:
    """Say whether a text is a region, or several: ``International and regional``."""
    words = text.replace("/", " / ").split()
    joints = small_words("conjunctions") | {"/", "&"}
    between = [at for at, word in enumerate(words) if fold(word) in joints]
    cuts = [-1, *between, len(words)]
    return all(is_region(" ".join(words[one + 1 : other])) for one, other in pairwise(cuts))


def is_set_apart(line: Line) -> bool:
    """Say whether a line stands in capitals below a blank line."""
    return line.gap > 1 and line.body.isupper() and len(line.body) > LONGEST_CODE


def is_opened(line: Line) -> bool:
    """Say whether a line ends with a colon."""
    return line.body.rstrip().endswith(COLONS)


def heads_countries(lines: Sequence[Line], position: int, last: Line | None, *, by_country: bool) -> bool:
    """Say whether a line that names a country heads the lines below it, and does not tell of the one above.

    ``last`` is the last line of the list so far, ``by_country`` says that it began with such a heading.
    """
    line = lines[position]
    below = lines[position + 1] if position + 1 < len(lines) else None
    if last is not None and last.index == line.index - 1 and line.gap == 1 and last.body.endswith(COMMAS):
        return False  # broken over two lines: "Delta College," and "The Netherlands"
    if countries_headed(line) is None or below is None or below.is_sentence or is_stop(below):
        return False
    if countries_headed(below) is not None and not is_opened(line):
        return False
    marked = last is not None and last.marker != "" and below.marker == last.marker
    apart = line.gap > 1 and below.gap == 1
    return is_opened(line) or last is None or by_country or marked or apart
