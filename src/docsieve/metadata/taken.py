"""Lines taken for chrome that say what the text below them is about: titles among menus and stamps."""

from collections.abc import Sequence

from docsieve.metadata.bylines import byline_date
from docsieve.metadata.candidates import KICKER_WORDS, is_telling
from docsieve.metadata.lines import SENTENCE_ENDS, Line
from docsieve.metadata.posted import is_posted, is_stamp
from docsieve.metadata.words import opens_kind
from docsieve.model import Label

LINES_ABOVE_THE_TEXT = 4
LINES_OF_MATTER = 12
SHARE_OF_MATTER, SHARE_OF_STAMPED, LEAST_SHARED = 0.5, 0.2, 2
LETTERS_ALIKE = 4
BARS = (" | ", " · ", " • ", "▸", "►", " > ", " » ", "::", "~", "©", "  ")


def read_lines(lines: Sequence[Line]) -> list[Line]:
    """Returns the kept lines, and those taken for chrome above the text that can be its title.

    Such a line is telling, has no bars of links, stands right above a date, a byline or the text, and
    says words of the text. The line stays removed: only the title is read from it.
    """
    text = next((at for at, line in enumerate(lines) if line.kept and line.is_prose), len(lines))
    taken = {at for at in range(text) if not lines[at].kept and is_taken(lines, at, text)}
    if taken:
        below = [line for line in lines[text:] if line.kept][:LINES_OF_MATTER]
        matter = frozenset(
            word[:LETTERS_ALIKE] for line in below for word in line.words if len(word) > KICKER_WORDS
        )
        spoken = "".join(line.said for line in below)
        taken = {at for at in taken if speaks_of(lines[at], matter, spoken, least=least_shared(lines, at))}
    return [line for at, line in enumerate(lines) if line.kept or at in taken]


def is_taken(lines: Sequence[Line], at: int, text: int) -> bool:
    """Tells whether a removed line has the form and the place of a title."""
    line = lines[at]
    if line.label is not Label.BOILERPLATE or not is_telling(line) or line.said.endswith(SENTENCE_ENDS[:1]):
        return False
    if any(bar in line.text for bar in BARS) or line.date_line or is_posted(line):
        return False
    after = lines[at + 1 : at + 1 + LINES_ABOVE_THE_TEXT]
    anchored = any(map(is_stamped, after)) or opens_kind(line.words)
    return bool(anchored) or text - at <= LINES_ABOVE_THE_TEXT


def least_shared(lines: Sequence[Line], at: int) -> int:
    """Returns how many words a line must share with the text: one where its date or byline is next."""
    after = lines[at + 1 : at + 2]
    if opens_kind(lines[at].words):
        return 1
    stamped = any(is_stamped(below) or below.label is Label.POST_META for below in after)
    return 1 if stamped else LEAST_SHARED


def is_stamped(line: Line) -> bool:
    """Tells whether a line dates what stands above it."""
    return bool(line.date_line or is_posted(line) or is_stamp(line) or byline_date(line))


def speaks_of(line: Line, matter: frozenset[str], spoken: str, least: int) -> bool:
    """Tells whether a line says words of the text, by their beginnings."""
    said = {word for word in line.words if len(word) > KICKER_WORDS}
    shared = sum(word[:LETTERS_ALIKE] in matter for word in said)
    share = SHARE_OF_MATTER if least > 1 else SHARE_OF_STAMPED
    if shared >= least and shared >= share * len(said):
        return True
    dense = {word for word in line.words if any(letter >= "\u2e80" for letter in word) and len(word) > 1}
    return len(dense) >= LEAST_SHARED and sum(w[:2] in spoken for w in dense) >= SHARE_OF_MATTER * len(dense)
