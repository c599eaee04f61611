"""Lines that can be titles by their form alone; which of them is one is decided beside it."""

from collections.abc import Sequence

from docsieve.metadata.lines import Line, weight
from docsieve.metadata.posted import is_posted
from docsieve.metadata.words import all_of, opens_with, wide_phrases, words
from docsieve.model import Label, Shape
from docsieve.rules import ends_with_a_credit

# The longest titles of joint letters name addressee, subject and law in about 45 words.
MOST_TITLE_WORDS = 50
LONGEST_TITLE = 340
MOST_WORDS_OF_SENTENCE = 14
MOST_AUTHOR_WORDS = 6
# Names of sections, kinds of text and menu words have up to three words.
KICKER_WORDS = 3
# Bars of links say the same again and again; titles do not.
MANY_WORDS = 8
LEAST_DIFFERENT = 0.6
TRAIL_MARKS = (" > ", " / ", " » ", " › ", " → ")
NO_TITLES = frozenset({Label.SIGNATURE, Label.FOOTNOTE, Label.CAPTION, Label.DATE_LINE, Label.POST_META})


def is_title_like(line: Line, names: frozenset[str]) -> bool:
    """Tells whether a line can be a title by its form: some words, no sentence of a paragraph, no entry."""
    said, count = line.said, len(line.text.split())
    if count > MOST_TITLE_WORDS or line.shape is Shape.LIST_ITEM:
        return False
    if (
        (line.label in NO_TITLES and not is_heading_claim(line))
        or line.is_salutation
        or line.date_line
        or is_posted(line)
        or line.has_address
    ):
        return False
    if weight(said) > LONGEST_TITLE or is_link_bar(line):
        return False
    if not any(letter.isalpha() for letter in said[:200]) or said.endswith((",", ";", "，", "、")):
        return False
    if said.endswith((".", "。", "।")) and (line.is_prose or count > MOST_WORDS_OF_SENTENCE):
        return False
    if count >= MANY_WORDS and len(set(line.words)) < LEAST_DIFFERENT * count:
        return False
    if all_of(line.words, "menu") or is_trail(line) or is_author(line) or is_caption(line):
        return False
    other = " ".join(line.words) in names or line.words[-1:] == ("logo",) or "©" in said
    return not other


def is_trail(line: Line) -> bool:
    """Tells whether a line is the way to the page through a site's menu: "Home / News / Letters"."""
    heads = (line.said.partition(mark) for mark in TRAIL_MARKS)
    told = opens_with(line.words, "trail") > 0 or line.said.startswith(wide_phrases("trail"))
    return told or any(found and all_of(words(head), "menu") for head, found, _ in heads)


def is_heading_claim(line: Line) -> bool:
    """Tells whether a line claimed as a signature opens with a kind of text and names no date."""
    return line.label is Label.SIGNATURE and opens_with(line.words, "kinds") > 0 and not line.dates


def is_caption(line: Line) -> bool:
    """Tells whether a line says what a picture shows or whose it is: "Photo: Sol", "The quay. Photo: Sol"."""
    told = opens_with(tuple(" ".join(line.words).replace(" :", ":").split()), "captions") > 0
    return told or ends_with_a_credit(line.text)


def is_author(line: Line) -> bool:
    """Tells whether a short line says only by whom: "By Mira Sol", "Written by Mira Sol"."""
    by = line.words[:1] == ("by",) or line.words[1:2] in (("by",), ("by:",))
    return by and len(line.words) <= MOST_AUTHOR_WORDS and not opens_with(line.words, "kinds")


def is_link_bar(line: Line) -> bool:
    """Tells whether words stand apart by wide gaps or in brackets of their own, as links side by side do."""
    plain = line.text.replace("\N{NO-BREAK SPACE}", " ")
    return plain.count("  ") > 1 or "\t" in plain or plain.count("][") > 1


def site_names(lines: Sequence[Line]) -> frozenset[str]:
    """Returns what copyright lines name, in folded words: the site's name is no title."""
    named = set()
    for line in lines:
        if "©" in line.text or "opyright" in line.text or "OPYRIGHT" in line.text:
            for part in line.said[:LONGEST_TITLE].split("|"):
                named.add(
                    " ".join(word for word in words(part) if not word[0].isdigit() and word != "copyright")
                )
    return frozenset(named - {""})


def is_telling(line: Line) -> bool:
    """Tells whether a line is long enough to say more than a section's name."""
    return len(line.words) > KICKER_WORDS or is_dense(line.said)


def is_call(line: Line) -> bool:
    """Tells whether a line is a call of a few words: "LIGHT THE PIER!"."""
    return len(line.words) == KICKER_WORDS and line.said.endswith("!")


def is_dense(said: str) -> bool:
    """Tells whether a line of a script without spaces is as long as a few words."""
    return sum(letter >= "\u2e80" for letter in said) > 3 * KICKER_WORDS
