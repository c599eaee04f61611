"""What a line shows that may be a title or stand near one: marks of menus, mastheads, captions and stamps."""

from bisect import bisect_left
from collections.abc import Sequence

from docsieve.metadata.bylines import byline_date
from docsieve.metadata.candidates import is_trail
from docsieve.metadata.lines import Line
from docsieve.metadata.mastheads import is_menu_bar
from docsieve.metadata.posted import is_posted, is_stamp
from docsieve.metadata.words import all_of, opens_kind, opens_with, phrases, words
from docsieve.model import Label

SHORTEST_SITE = 4
SHARE_OF_SITE, SHARE_AT_START = 0.5, 0.3
LONGEST_MATTER_WORD = 4
LINK_MARKS = ("▸", "►", "::", "›", "~", "|", "→", "←", " > ", "｜", "＞", "»  ", "<<", ">>")
ARROWS = ("»", "›")
PARTING, LEAST_DOTS = (" . ", " – ", " / "), 2
LEAST_ENTRIES = 3
MOST_NAME_WORDS = 6
LONGEST_KIND, LONGEST_NAME = 2, 4


def is_strange(line: Line, matter: Sequence[str]) -> bool:
    """Tells whether a line of few words has none in common with the text, as names of blogs have not."""
    said = [word for word in line.words if len(word) > LONGEST_MATTER_WORD]
    return len(line.words) <= LONGEST_NAME and not any(is_among(word, matter) for word in said)


def is_bare_kind(line: Line) -> bool:
    """Tells whether a line says only what kind of text follows, as kickers do: "PRESS RELEASE"."""
    return 0 < len(line.words) <= LONGEST_KIND and opens_kind(line.words) == len(line.words)


def is_byline(line: Line) -> bool:
    """Tells whether a line opens as one that says by whom."""
    asks = len(line.words) > 1 and line.words[1] in ("qué", "que")  # "Por qué no firmé"
    return opens_with(line.words, "by") > 0 and not (asks or opens_kind(line.words))


def names_paper(line: Line) -> bool:
    """Tells whether a few words begin or end as names of newspapers do: "Harbour Post", "Kurier"."""
    said = line.words
    if not 0 < len(said) <= LONGEST_NAME or opens_kind(said):
        return False
    return opens_with(said, "mastheads") > 0 or (said[-1],) in phrases("mastheads")


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


def is_anchor(line: Line) -> bool:
    """Tells whether a line is what stands below titles: a date, a byline, a salutation."""
    dated = bool(line.date_line) or is_posted(line) or is_stamp(line) or byline_date(line) is not None
    return dated or line.is_salutation or line.label is Label.SIGNATURE


def has_link_marks(line: Line) -> bool:
    """Tells whether marks stand in a line as they do between links."""
    said = line.said
    parted = max(map(said.count, PARTING)) >= LEAST_DOTS
    leads_on = said.endswith(ARROWS) and said.count("»") != said.count("«")
    return parted or leads_on or any(mark in said for mark in LINK_MARKS)


def is_labelled(line: Line) -> bool:
    """Tells whether a word for what stands beside texts and a colon open a line: ``Tags: sea``."""
    label, colon, rest = line.said.partition(":")
    return bool(colon and rest.strip()) and words(label) in phrases("labels")


def is_credited(line: Line) -> bool:
    """Tells whether a line ends with who made a picture, in capitals behind a slash: ``Quay. / ANA SOL``."""
    tail = line.said.rpartition(" / ")[2]
    return tail != line.said and tail.isupper() and len(tail.split()) > 1 and not line.said.isupper()


def stands_above_menu(lines: Sequence[Line], at: int) -> bool:
    """Tells whether a menu begins right below a line: a bar, its words, below the first line three words."""
    below = lines[at + 1 : at + 1 + LEAST_ENTRIES]
    left = at == 0 and len(below) == LEAST_ENTRIES and all(len(line.words) == 1 for line in below)
    return left or (bool(below) and opens_menu(below[0]))


def opens_menu(line: Line) -> bool:
    """Tells whether a menu begins at a line: a bar, or a menu's word."""
    return is_menu_bar(line) or is_trail(line) or all_of(line.words, "menu")


def names_site(line: Line, site: str) -> bool:
    """Tells whether a line is the name of the site that a source's name gives, in words or in initials.

    >>> from docsieve.metadata.marks import site_key
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
