"""What speaks for and against a line's being the title of its page: the rows of ``data/title_traits.tsv``."""

from collections.abc import Iterator
from itertools import pairwise
from math import log1p

from docsieve.metadata.candidates import is_author, is_caption, is_dense, is_link_bar, is_title_like, is_trail
from docsieve.metadata.lines import Line, weight
from docsieve.metadata.marks import (
    has_link_marks,
    is_anchor,
    is_bare_kind,
    is_byline,
    is_credited,
    is_labelled,
    is_strange,
    names_kind,
    names_paper,
    names_site,
    stands_above_menu,
)
from docsieve.metadata.mastheads import is_menu
from docsieve.metadata.words import opens_kind, opens_with
from docsieve.metadata.zone import Page, Place
from docsieve.model import Label, Shape
from docsieve.signing.vocabulary import is_kind_word

LENGTHS = (
    (1, "one word"),
    (2, "two words"),
    (3, "three words"),
    (6, "four to six words"),
    (12, "seven to twelve words"),
)
LETTERS_OF_A_WORD = 6
OPENING_QUOTES, CLOSING_QUOTES = "\"'“«„‘「『《", "\"'”»“’」』》"
STOPS, CALLS, COLONS = (".", "。", "।"), ("?", "!", "？", "！"), (":", "：")
MOST_SHARED = 5
LINES_BELOW, LINES_BESIDE = 3, 3
LONG_WORDS, MOST_LONG = 4, 3
MOST_WORDS_BESIDE_A_NUMBER = 4
ALIKE = (0.5, 2.0)
PAGES, MOST_PAGES = 4, 12
RULES = ("title_above_text", "opening_line", "in_statement", "between_prose", "site_share", "breadcrumb")
REMOVED = {
    Label.BOILERPLATE: "removed by its score",
    Label.NAVIGATION: "removed as menu",
    Label.TEMPLATE: "removed as template",
}


def traits(page: Page, place: Place) -> dict[str, float]:
    """Returns each trait that a line has and its size, 1 where it has none: ``data/title_traits.tsv``."""
    line = page.lines[place.at]
    found = dict.fromkeys(
        (*form(line), *words_of(page, line), *beside(page, place), *judged(page, line)), 1.0
    )
    return found | sizes(page, place, line)


def form(line: Line) -> Iterator[str]:
    """Yields what the line is by its form."""
    said = line.said
    count = max(len(line.words), int(weight(said)) // LETTERS_OF_A_WORD if is_dense(said) else 0)
    yield from (name for most, name in LENGTHS[:1] if count <= most)
    yield from (name for (less, _), (most, name) in pairwise(LENGTHS) if less < count <= most)
    checks = (
        ("ends with a stop", said.endswith(STOPS)),
        ("ends with a colon", said.endswith(COLONS)),
        ("asks or calls", said.endswith(CALLS)),
        ("small letter first", said[:1].islower()),
        ("in capitals", said.isupper() and len(line.words) > 1),
        ("figure first", said[:1].isdigit()),
        ("in quotation marks", said[:1] in OPENING_QUOTES and said.rstrip(".!?")[-1:] in CLOSING_QUOTES),
        ("colon within", ": " in said[:-1]),
        ("dash within", any(mark in said for mark in (" - ", " – ", " — "))),
        ("marks of links", has_link_marks(line)),
        ("bar of links", is_link_bar(line)),
        ("without spaces", is_dense(said)),
        ("heading", line.shape is Shape.HEADING),
        ("list item", line.shape is Shape.LIST_ITEM),
        ("names a day", bool(line.dates)),
    )
    yield from (name for name, holds in checks if holds)


def words_of(page: Page, line: Line) -> Iterator[str]:
    """Yields what the line says by its words."""
    bare = is_bare_kind(line)
    kind = opens_kind(line.words) > 0 and not bare
    within = names_kind(line)
    body = not kind and any(is_kind_word(word.rstrip(":")) for word in line.words)
    told = f" {' '.join(line.words)} "
    plain = [word for word in line.words if not any(map(str.isdigit, word))]
    checks = (
        ("title by its form", is_title_like(line, page.owners)),
        ("opens with a kind of text", kind),
        ("names a kind of text", within),
        ("kind of text alone", bare),
        (
            "kind of text and number",
            kind and len(plain) < len(line.words) and len(plain) <= MOST_WORDS_BESIDE_A_NUMBER,
        ),
        ("opens with a kind, signed", kind and bool(page.signed.strip())),
        ("names a kind, signed", within and bool(page.signed.strip())),
        ("names a body", body),
        ("by whom", is_author(line) or is_byline(line)),
        ("labelled", is_labelled(line)),
        ("of a picture", is_credited(line) or is_caption(line)),
        ("menu", is_menu(line)),
        ("way through a menu", is_trail(line)),
        ("name of the site", names_site(line, page.site)),
        ("name of a newspaper", names_paper(line)),
        ("in the footer", page.is_named_below(line)),
        ("strange to the text", is_strange(line, page.matter)),
        ("stands in a paragraph", told in page.prose),
    )
    yield from (name for name, holds in checks if holds)


def beside(page: Page, place: Place) -> Iterator[str]:
    """Yields what stands above and below the line."""
    lines, at = page.lines, place.at
    above = lines[at - 1] if at else None
    below = lines[at + 1 : at + 1 + LINES_BELOW]
    anchors = [is_anchor(line) for line in below]
    authors = [opens_with(line.words, "by") > 0 for line in below]
    checks = (
        ("second part", place.part == 1),
        ("third part", place.part > 1),
        ("among the first lines", at < LINES_BESIDE),
        ("right above a date", anchors[:1] == [True]),
        ("above a date", any(anchors)),
        ("right above an author", authors[:1] == [True]),
        ("above an author", any(authors)),
        ("above a menu", stands_above_menu(lines, at)),
        ("below a menu", above is not None and (is_trail(above) or is_menu(above))),
        ("below a date", above is not None and is_anchor(above)),
        ("below a kind of text", above is not None and is_bare_kind(above)),
        ("above a kind of text", bool(below) and is_bare_kind(below[0])),
        ("above one like a title", at + 1 in page.likely),
        ("below a removed line", above is not None and not above.kept),
        ("stands again", page.stands_again(lines[at])),
    )
    yield from (name for name, holds in checks if holds)


def judged(page: Page, line: Line) -> Iterator[str]:
    """Yields what was decided of the line, and on how many pages it stands."""
    yield "kept" if line.kept else REMOVED.get(line.label, "removed otherwise")
    yield from (f"spoken for: {rule}" for rule in RULES if rule in line.rules)
    if page.others(line):
        yield "on another page of the site"
    if line.guess == page.language:
        yield "in the text's language"
    if line.score is None:
        yield "without a score"
    if line.label is Label.SIGNATURE:
        yield "signed by"


def sizes(page: Page, place: Place, line: Line) -> dict[str, float]:
    """Returns the traits that have a size."""
    lines, at = page.lines, place.at
    shared, share = page.shared(line)
    between = lines[at + 1 : place.text]
    near = (*lines[max(0, at - LINES_BESIDE) : at], *lines[at + 1 : at + 1 + LINES_BESIDE])
    own = max(1.0, weight(line.said))
    alike = sum(ALIKE[0] < weight(other.said) / own < ALIKE[1] for other in near if not other.is_prose)
    long = sum(len(other.words) >= LONG_WORDS and not other.date_line for other in between)
    return {
        "any line": 1.0,
        "other pages of the site": min(page.others(line), MOST_PAGES) / PAGES,
        "share of words of the text": share,
        "words of the text": min(shared, MOST_SHARED) / MOST_SHARED,
        "lines to the text": log1p(place.text - at),
        "kept lines to the text": log1p(sum(other.kept for other in between)),
        "long lines to the text": float(min(MOST_LONG, long)),
        "lines of its length beside": alike / (2 * LINES_BESIDE),
        "kept lines beside": sum(other.kept for other in near) / (2 * LINES_BESIDE),
        "score": (-1.0 if line.kept else 0.0) if line.score is None else 2 * line.score - 1,
    }
