"""Bodies listed between the title and the text they speak in."""

from collections.abc import Sequence

from docsieve.dates import is_date_line
from docsieve.folding import fold, small_words
from docsieve.signing.endings import is_plain_name
from docsieve.signing.enumerations import outside_brackets, pieces_of
from docsieve.signing.evidence import is_date, naming_of, split_head
from docsieve.signing.headings import heading_of
from docsieve.signing.lines import Line
from docsieve.signing.names import is_unspaced, traits
from docsieve.signing.page import Page
from docsieve.signing.part import SigningPart, part_of
from docsieve.signing.phrases import authorities
from docsieve.signing.run import Run
from docsieve.signing.stops import is_stop
from docsieve.values import added

LINES_TO_THE_TEXT = 60
LEAST_BODIES, LEAST_APART = 2, 3
CLEARLY_NAMED, SHARE_OF_BODIES, MOST_WORDS_UNSURE = 0.5, 0.5, 7
LONGEST_LINE_WORDS, SHORTEST_TEXT = 14, 40
# What a title shows beside a menu's word: so many words, or so many letters without spaces.
WORDS_OF_A_TITLE, LETTERS_OF_A_TITLE = 3, 6
LONGEST_TITLE_WORDS = 30
BELOW_THE_TITLE = 1.2


def top_parts(page: Page) -> list[SigningPart]:
    """Give the bodies listed right above a text in which several speak, below its title.

    Those a letter is addressed to, menus and rows of tags are none.
    """
    lines = page.lines
    text = next((line.index for line in lines[:LINES_TO_THE_TEXT] if _is_text(line)), None)
    entries = [] if text is None else _bodies_above(lines, text)
    # The voice is listened for last: that takes the whole page.
    if text is None or not entries or not page.voiced():
        return []
    first = entries[0]
    title = _title_above(lines, first)
    named = _named(entries)
    if title is None or len(named) < LEAST_BODIES or any(map(_is_authority, named)):
        return []
    if (first.gap == 1 and lines[text].gap > 1) and not page.is_titled_as_statement():
        return []
    evidence = (
        ("names in it", round(added(map(naming_of, named)) / len(named), 2)),
        ("below the title", BELOW_THE_TITLE),
    )
    run = Run([line.index for line in entries], is_enumeration=len(entries) == 1)
    joined = len(entries) == 1 and len(named) > len(pieces_of(entries[0].body))
    how = "list" if len(entries) > 1 else "byline" if joined else "inline"
    return [part_of(lines, run, how, evidence)]


def _is_text(line: Line) -> bool:
    long = len(line.text) > SHORTEST_TEXT or is_unspaced(line.text)
    return line.is_sentence and long and not _is_run_on(line)


def _bodies_above(lines: Sequence[Line], text: int) -> list[Line]:
    """Give the lines right above the text that each name a body, or one that names several."""
    at = text - 1
    if at >= 0 and is_date(lines[at]):
        at -= 1
    if at > 0 and _is_run_on(lines[at]):
        return [lines[at]]
    entries: list[Line] = []
    while at > 0 and _may_be_a_body(lines[at].body) and not is_stop(lines[at]):
        if entries and (entries[0].marker != lines[at].marker or not _is_spaced(entries)):
            break
        entries.insert(0, lines[at])
        at -= 1
    if len(entries) > 1 and entries[1].gap > 1 and len(entries) < LEAST_APART:
        return []
    sure = sum(_names_a_body(line.body) for line in entries)
    return entries if sure >= SHARE_OF_BODIES * len(entries) else []


def _is_spaced(entries: list[Line]) -> bool:
    """Say whether one more line may stand above: as far apart as the lines below it are."""
    gaps = {entry.gap for entry in entries}
    return len(gaps) == 1


def _is_run_on(line: Line) -> bool:
    if line.is_long or line.marker or ":" in line.body:
        return False
    pieces = _pieces(line.body)
    return len(pieces) >= LEAST_BODIES and all(map(_names_a_body, pieces))


def _pieces(text: str) -> list[str]:
    """Give the names of one line: between commas, slashes and dots, the last two joined by "and"."""
    pieces = pieces_of(text)
    if not pieces:
        return []
    flat = outside_brackets(pieces[-1])
    for word in sorted(small_words("byline_conjunctions")):
        before, joined, _ = flat.partition(f" {word} ")
        if joined:
            after = len(before) + len(joined)
            halves = [pieces[-1][: len(before)].strip(), pieces[-1][after:].strip()]
            return [*pieces[:-1], *halves] if all(map(_names_a_body, halves)) else pieces
    return pieces


def _named(entries: list[Line]) -> list[str]:
    return _pieces(entries[0].body) if len(entries) == 1 else [line.body for line in entries]


def _names_a_body(text: str) -> bool:
    name = split_head(text.strip("*_ "))[0]
    look = traits(name)
    if not look.telling or len(text.split()) > LONGEST_LINE_WORDS or text.endswith((":", "?", "!", "…")):
        return False
    return naming_of(text) >= CLEARLY_NAMED and ": " not in text and is_plain_name(name, opened=True)


def _may_be_a_body(text: str) -> bool:
    """Say whether a line can be a body's name beside others that surely are: capitals and no sentence."""
    if _names_a_body(text):
        return True
    look = traits(split_head(text)[0])
    plain = look.words > 1 or look.kinds > 0
    few = look.small <= look.linking and look.words <= MOST_WORDS_UNSURE
    return plain and few and ": " not in text and naming_of(text) > 0 and not is_date_line(text)


def _title_above(lines: Sequence[Line], first: Line) -> Line | None:
    """Give the title right above a list, with a date between them or not; None for a heading or a menu."""
    above = lines[first.index - 1]
    if is_date(above) and above.index:
        above = lines[above.index - 1]
    if above.is_long or above.marker or above.text.endswith((":", "：", ",")) or is_stop(above):
        return None
    titled = WORDS_OF_A_TITLE <= len(above.words) <= LONGEST_TITLE_WORDS
    unspaced = len(above.words) < WORDS_OF_A_TITLE and traits(above.body).uncased
    titled = titled or (unspaced and len(above.body) >= LETTERS_OF_A_TITLE)
    found = heading_of(above)
    return above if titled and (found is None or found.inline < 0) else None


def _is_authority(name: str) -> bool:
    """Say whether a name is of those whom letters are addressed to: a ministry, a parliament."""
    folded = fold(name)
    return any(word in folded for word in authorities())
