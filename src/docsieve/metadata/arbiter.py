"""Which of the lines that can be titles is the title: one sum of weights, where the rules may have erred."""

from bisect import bisect_left
from collections.abc import Sequence

from docsieve.metadata.bylines import byline_date
from docsieve.metadata.candidates import KICKER_WORDS, is_telling, is_trail
from docsieve.metadata.lines import SENTENCE_ENDS, Line
from docsieve.metadata.mastheads import MOST_NAME_WORDS, is_menu_bar, is_named_below
from docsieve.metadata.posted import is_posted, is_stamp
from docsieve.metadata.words import all_of, opens_kind, opens_with, phrases, words
from docsieve.model import Label, Shape
from docsieve.values import added

# What speaks for and against a line; set by hand on invented pages of single sites, checked on the gold of
# 2026-11, whose sites mostly have several pages.
WEIGHTS = {
    "opens with a kind of text": 1.2,
    "names a kind of text": 0.6,
    "speaks of the matter": 0.8,
    "four words or more": 0.6,
    "right above the date or the text": 0.8,
    "stands twice": 0.5,
    "stands apart": 0.5,
    "name of the site": -2.0,
    "above a menu": -1.0,
    "below the site's name": -0.8,
    "in the footer": -0.8,
    "named as a newspaper": -0.8,
    "marks of links": -1.5,
    "labelled": -1.0,
    "ends with a colon": -0.8,
    "tells of a picture": -1.5,
    "figures in a short line": -1.0,
    "small letter first": -1.0,
}
# Another line takes the title's place where it is ahead by this much.
AHEAD, AHEAD_OF_UNDOUBTED = 1.0, 1.4
SHORTEST_SITE = 4
SHARE_OF_SITE, SHARE_AT_START = 0.5, 0.3
LONGEST_MATTER_WORD = 4
LINES_OF_A_HEAD = 2
LINK_MARKS = ("▸", "►", "::", "›", "~", "|", "→", "←", " > ", "｜", "＞", "»  ", "<<", ">>")
PARTING, LEAST_DOTS = (" . ", " – ", " / "), 2
LEAST_ENTRIES, LONGEST_ENTRY = 3, 4
SHORT_LINE = 6
SENTENCE_WORDS = 12
LONGEST_KIND, LONGEST_NAME = 2, 4


def title_among(
    head: Sequence[Line], likely: Sequence[bool], start: int, lines: Sequence[Line], site: str
) -> int:
    """Returns the index of the line that most speaks for: ``start``, or one clearly ahead of it."""
    text = next((at for at, line in enumerate(head) if at > start and is_running(line)), len(head))
    matter = sorted({word for line in head[text:] for word in line.words if len(word) > KICKER_WORDS})
    doubted = is_doubted(head, start, lines, site) or is_bare_kind(head[start])
    ahead = AHEAD if doubted else AHEAD_OF_UNDOUBTED
    # Below a title that shows no mark of a masthead, its date or byline ends where it can be.
    beyond = doubted or is_strange(head[start], matter)
    end = text if beyond else next((at for at in range(start + 1, text) if is_anchor(head[at])), text)
    told = [
        at
        for at in range(end, text)
        if opens_kind(head[at].words) and all(map(is_anchor, head[at + 1 : text]))
    ]
    others = [at for at in (*range(end), *told) if likely[at] and not is_byline(head[at])]
    if others in ([], [start]):
        return start
    scores = {at: score(head, at, text, matter, lines, site) for at in {*others, start}}
    best = max(scores, key=lambda at: (scores[at], -at))
    if best == start + 1 and head[start].said.endswith((":", "：")):
        return start
    return best if scores[best] >= scores[start] + ahead else start


def is_doubted(head: Sequence[Line], at: int, lines: Sequence[Line], site: str) -> bool:
    """Tells whether a line shows a mark of what stands above titles: a site's name, a tagline, a menu."""
    line = head[at]
    below_name = at > 0 and names_site(head[at - 1], site)
    menu = stands_above_menu(head, at, lines)
    marked = has_link_marks(line)
    listed = all(0 <= by < len(head) and is_listed(head[by]) for by in (at - 1, at, at + 1))
    return (
        line.said[:1].islower()
        or line.said.endswith((":", "："))
        or is_labelled(line)
        or listed
        or below_name
        or menu
        or marked
        or names_site(line, site)
        or is_named_below(line, lines)
    )


def is_strange(line: Line, matter: Sequence[str]) -> bool:
    """Tells whether a line of few words has none in common with the text, as names of blogs have not."""
    said = [word for word in line.words if len(word) > LONGEST_MATTER_WORD]
    return len(line.words) <= LONGEST_NAME and not any(is_among(word, matter) for word in said)


def is_bare_kind(line: Line) -> bool:
    """Tells whether a line says only what kind of text follows, as kickers do: "PRESS RELEASE"."""
    return 0 < len(line.words) <= LONGEST_KIND and opens_kind(line.words) == len(line.words)


def is_listed(line: Line) -> bool:
    """Tells whether a line is a short one among others, with no space around it: in a sidebar."""
    return line.shape is Shape.PARAGRAPH and not line.is_prose and not line.date_line


def is_byline(line: Line) -> bool:
    """Tells whether a line opens as one that says by whom."""
    asks = len(line.words) > 1 and line.words[1] in ("qué", "que")  # "Por qué no firmé"
    return opens_with(line.words, "by") > 0 and not (asks or opens_kind(line.words))


def score(
    head: Sequence[Line], at: int, text: int, matter: Sequence[str], lines: Sequence[Line], site: str
) -> float:
    """Returns the sum of what speaks for and against a line's being the title; ``matter`` is in order."""
    line = head[at]
    said = [word for word in line.words if len(word) > LONGEST_MATTER_WORD]
    shared = sum(is_among(word, matter) for word in said) / max(1, len(said))
    seen = [
        *(["opens with a kind of text"] if opens_kind(line.words) and not is_bare_kind(line) else []),
        *(["names a kind of text"] if names_kind(line) else []),
        *(["four words or more"] if is_telling(line) else []),
        *(["right above the date or the text"] if leads_to_text(head, at, text) else []),
        *(["stands twice"] if stands_again(line, lines) else []),
        *(["stands apart"] if line.shape is Shape.HEADING else []),
        *(["name of the site"] if names_site(line, site) else []),
        *(["above a menu"] if stands_above_menu(head, at, lines) else []),
        *(["labelled"] if is_labelled(line) else []),
        *(["ends with a colon"] if line.said.endswith((":", "：")) else []),
        *(["tells of a picture"] if is_credited(line) else []),
        *(["below the site's name"] if at and names_site(head[at - 1], site) else []),
        *(["in the footer"] if is_named_below(line, lines) else []),
        *(["named as a newspaper"] if names_paper(line) else []),
        *(["small letter first"] if line.said[:1].islower() else []),
        *(["figures in a short line"] if has_figures(line) else []),
        *(["marks of links"] if has_link_marks(line) else []),
    ]
    return WEIGHTS["speaks of the matter"] * shared + added(WEIGHTS[name] for name in seen)


def names_paper(line: Line) -> bool:
    """Tells whether a few words begin or end as names of newspapers do: "Harbour Post", "Kurier"."""
    said = line.words
    if not 0 < len(said) <= LONGEST_NAME or opens_kind(said):
        return False
    return opens_with(said, "mastheads") > 0 or (said[-1],) in phrases("mastheads")


def is_running(line: Line) -> bool:
    """Tells whether a line is running text: a paragraph, or a sentence of some length."""
    return line.is_prose or (line.said.endswith(SENTENCE_ENDS) and len(line.words) >= SENTENCE_WORDS)


def stands_again(line: Line, lines: Sequence[Line]) -> bool:
    """Tells whether a line stands again, not right beside it: so do titles, captions stand in a loop."""
    return any(abs(other.index - line.index) > 1 and other.words == line.words for other in lines)


def has_figures(line: Line) -> bool:
    """Tells whether a number stands in a line of a few words: reading times, prices, pages."""
    return len(line.words) <= SHORT_LINE and any(word.isdigit() for word in line.words)


def is_among(word: str, matter: Sequence[str]) -> bool:
    """Tells whether a word is among others in order, but for its ending.

    >>> is_among("harbours", ["garden", "harbouring"]), is_among("light", ["lights"])
    (True, False)
    """
    stem = word[:-2] if len(word) > LONGEST_MATTER_WORD + 1 else word
    at = bisect_left(matter, stem)
    return at < len(matter) and (matter[at].startswith(stem) if stem != word else matter[at] == word)


def names_kind(line: Line) -> bool:
    """Tells whether a word of a line, not its first, is a kind of text."""
    return any((word.rstrip(":"),) in phrases("kinds") for word in line.words[1:])


def leads_to_text(head: Sequence[Line], at: int, text: int) -> bool:
    """Tells whether one of the next two lines is a date, a byline, a salutation or the text."""
    below = head[at + 1 : at + 1 + LINES_OF_A_HEAD]
    return at + 1 == text or any(map(is_anchor, below))


def is_anchor(line: Line) -> bool:
    """Tells whether a line is what stands below titles: a date, a byline, a salutation."""
    dated = bool(line.date_line) or is_posted(line) or is_stamp(line) or byline_date(line) is not None
    return dated or line.is_salutation or line.label is Label.SIGNATURE


def has_link_marks(line: Line) -> bool:
    """Tells whether marks stand in a line as they do between links."""
    parted = max(map(line.said.count, PARTING)) >= LEAST_DOTS
    return parted or any(mark in line.said for mark in LINK_MARKS)


def is_labelled(line: Line) -> bool:
    """Tells whether a word for what stands beside texts and a colon open a line: ``Tags: sea``."""
    label, colon, rest = line.said.partition(":")
    return bool(colon and rest.strip()) and words(label) in phrases("labels")


def is_credited(line: Line) -> bool:
    """Tells whether a line ends with who made a picture, in capitals behind a slash: ``Quay. / ANA SOL``."""
    tail = line.said.rpartition(" / ")[2]
    return tail != line.said and tail.isupper() and len(tail.split()) > 1 and not line.said.isupper()


def stands_above_menu(head: Sequence[Line], at: int, lines: Sequence[Line]) -> bool:
    """Tells whether a menu begins below a line: a bar, its words, or short lines that were taken out."""
    if at + 1 >= len(head):
        return False
    first, after = head[at].index, head[at + 1].index
    between = [line for line in lines[first + 1 : after] if not line.kept]
    taken = between[:LEAST_ENTRIES]
    out = len(taken) == LEAST_ENTRIES and all(0 < len(line.words) <= LONGEST_ENTRY for line in taken)
    below = head[at + 1 : at + 1 + LEAST_ENTRIES]
    left = at == 0 and len(below) == LEAST_ENTRIES and all(len(line.words) == 1 for line in below)
    return out or left or opens_menu(head, at + 1)


def opens_menu(head: Sequence[Line], at: int) -> bool:
    """Tells whether a menu begins at a line: a bar, or a menu's word."""
    return is_menu_bar(head[at]) or is_trail(head[at]) or all_of(head[at].words, "menu")


def names_site(line: Line, site: str) -> bool:
    """Tells whether a line is the name of the site that a source's name gives, in words or in initials.

    >>> from docsieve.metadata.arbiter import site_key
    >>> site_key("www.harbour-watch.example"), site_key("harbourwatch")
    ('harbourwatch', 'harbourwatch')
    """
    key = site_key(site)
    if len(key) < SHORTEST_SITE or len(line.words) > MOST_NAME_WORDS:
        return False
    said = "".join(c for word in line.words for c in word if c.isalnum())
    opens = said.startswith(key) and (
        len(line.words) <= LONGEST_NAME or len(key) >= SHARE_AT_START * len(said)
    )
    return opens or (key in said and len(key) >= SHARE_OF_SITE * len(said))


def site_key(site: str) -> str:
    """Returns the letters of a site's name without what addresses add."""
    name = " ".join(words(site)).removeprefix("www.").split(".", 1)[0]
    return "".join(c for c in name if c.isalnum())
