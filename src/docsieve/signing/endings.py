"""What ends a text that several speak in with no date beside it: a body, or a person with an office."""

from collections.abc import Sequence

from docsieve.dates import is_date_line
from docsieve.folding import fold, small_words
from docsieve.places import is_place
from docsieve.signing.evidence import is_date, naming, naming_of, split_head
from docsieve.signing.headings import heading_of
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import cjk_person, is_uncased, is_unspaced, person_form, traits
from docsieve.signing.others import names_others
from docsieve.signing.page import Page
from docsieve.signing.part import SigningPart, part_of
from docsieve.signing.run import Run
from docsieve.signing.stops import ends_the_text, is_postal, is_stop
from docsieve.signing.titles import untitled
from docsieve.signing.vocabulary import is_kind_word, is_office_word, is_organ_word

# How much a line must look like a name where only its place and the voice of several speak for it.
LEAST_NAMING = 0.7
# Lines of one signature: the name, the office, the body.
LONGEST_SIGNATURE, LONGEST_LINE_WORDS, LONGEST_OFFICE = 3, 14, 5
LONGEST_FOOTER, LONGEST_TOWN, LONGEST_ORGAN = 6, 3, 3
MOST_SLOGANS, MOST_DIGITS = 3, 8
NOTES = ("[1]", "[i]", "(1)", "1)", "1. ", "* ", "*\xa0", "¹", "†", "①")
LONGEST_UNSPACED, LONGEST_OPENED = 30, 7
SIZES_OF_NAMES = range(2, 5)
DASHES = "–—―-"
QUOTES = ("“", "„", "«", '"', "”", "‘", "「", "『", ">")
ALONE = (("voice of several", 0.6), ("last line of the text", 0.6))


def lone_ending(page: Page, position: int) -> SigningPart | None:
    """Give the signature right below the last paragraph, which nothing but its place announces.

    The name of the page's owner, an author's name and the source of a quotation are none.
    """
    above = page.lines[position]
    if not above.is_sentence or above.text.startswith(QUOTES):
        return None
    chunk = _chunk(page.lines, position)
    # The voice is listened for last: that takes the whole page.
    if not chunk or not page.voiced():
        return None
    if not (page.is_full_of_voices() or page.is_titled_as_statement()):
        return None
    named = [line for line in chunk if not is_organ(line)]
    if (
        not named
        or heading_of(named[0]) is not None
        or names_others(named[0])
        or not (_is_body_alone(page, named) or _is_person_with_office(named))
    ):
        return None
    signed = len(named) < len(chunk) and page.is_called_a_statement()
    if not signed and any(_stands_elsewhere(page, line, chunk) for line in named):
        return None
    evidence = (("name", round(naming(named[0]), 2)), *ALONE)
    return part_of(page.lines, Run(entries=[line.index for line in named]), "ending", evidence)


def is_organ(line: Line) -> bool:
    """Say whether a line is an organ of a body or those who are in it, and no name: ``The Trustees``."""
    words = [word for word in bare(line.words) if word not in small_words("articles")]
    return 0 < len(words) <= LONGEST_ORGAN and all(map(is_organ_word, words)) and not line.marker


def _chunk(lines: Sequence[Line], position: int) -> list[Line]:
    """Give the few short lines below a paragraph that end the page's text; none where more follow."""
    begin = position + 1
    while begin < min(len(lines), position + 1 + MOST_SLOGANS) and _is_before_a_name(lines[begin]):
        begin += 1
    chunk: list[Line] = []
    for line in lines[begin : begin + 1 + LONGEST_SIGNATURE]:
        if is_stop(line) or line.text.startswith(NOTES):
            # A line of the footer glued to a name makes the name the owner's.
            return chunk if line.gap > 1 else []
        if line.gap > 1 and chunk and ends_the_text(lines, chunk[-1].index):
            return chunk
        if (line.gap > 1 and chunk) or line.is_sentence or len(line.words) > LONGEST_LINE_WORDS:
            return []
        if is_postal(line) or sum(map(str.isdigit, line.body)) > MOST_DIGITS:
            return []
        chunk.append(line)
    return chunk if len(chunk) <= LONGEST_SIGNATURE and chunk[-1:] == list(lines[-1:]) else []


def _is_before_a_name(line: Line) -> bool:
    """Say whether a line may stand between the text and who signs it: a slogan, the day."""
    dated = is_date(line) and not traits(split_head(line.body)[0]).kinds
    return dated or (line.text.endswith("!") and len(line.words) <= LONGEST_LINE_WORDS)


def _is_body_alone(page: Page, chunk: list[Line]) -> bool:
    body = unmarked(chunk[0])
    look = traits(split_head(body)[0])
    opened = page.is_titled_as_statement()
    called = opened and page.is_full_of_voices() and _is_called_a_body(body)
    if (
        any(not may_be_town(line.body) for line in chunk[1:])
        or not (look.telling or called)
        or any(mark in body for mark in (":", "?", "!", "→", "←", "|", " / ", " · "))
    ):
        return False
    return called or (naming_of(body) >= LEAST_NAMING and is_plain_name(body, opened=opened))


def _is_called_a_body(body: str) -> bool:
    """Say whether capitals name a body by a kind too common to tell one elsewhere: ``The Riverside Group``.

    >>> [_is_called_a_body(text) for text in ("The Quayside Group", "Quayside Group", "The Group")]
    [True, False, False]
    """
    first, *named = body.split() or [""]
    plain = len(named) in SIZES_OF_NAMES and all(word[0].isupper() and word.isalpha() for word in named)
    return plain and fold(first) in small_words("articles") and is_kind_word(fold(named[-1]))


def may_be_town(body: str) -> bool:
    """Say whether a line below a body can be its town: a known place, or plain words."""
    name = body.rpartition(" (")[0] if body.endswith(")") else body
    look = traits(name)
    told = (
        look.kinds or look.roles or look.digits or look.acronyms or look.small > look.linking or look.titled
    )
    plain = 0 < look.words <= LONGEST_TOWN and not told and name.replace(" ", "").replace("-", "").isalpha()
    return is_place(body) or (plain and not (look.given_anywhere and look.words > 1))


def is_plain_name(body: str, *, opened: bool) -> bool:
    """Say whether a body's name is one and no headline: capitals, or its kind and then what of.

    Where much else speaks for a name, ``opened`` takes the kind at its beginning alone: many languages
    write the nouns behind it small.
    """
    head = split_head(body)[0]
    words, look = head.split(), traits(head)
    if is_unspaced(head):
        return len(head) <= LONGEST_UNSPACED
    if is_uncased(head) or look.small <= look.linking:
        return True
    folded = [fold(word) for word in words]
    articles = small_words("articles")
    links = small_words("linking") | small_words("prepositions") | articles
    begins = 1 if folded[0] in articles and len(words) > 1 else 0
    linked = any(word in links for word in folded[begins + 1 : begins + 3])
    short = len(words) <= LONGEST_OPENED
    kind = any(map(is_kind_word, folded[begins : begins + 2]))
    return kind and words[0][0].isupper() and ((opened and short) or linked)


def _is_person_with_office(chunk: list[Line]) -> bool:
    """Say whether lines are a person's: the name, the office, and the body it is of, or a dash before it."""
    first = unmarked(chunk[0])
    name, tail = split_head(first)
    if any(_is_person(untitled(split_head(line.body)[0])) for line in chunk[1:]):
        return False
    look = traits(untitled(name))
    told = [tail.strip(" ,;–—-("), *(line.body for line in chunk[1:])]
    office = any(map(_tells_an_office, told))
    body = any(traits(text).kinds > 0 for text in told)
    dashed = chunk[0].text[:1] in DASHES
    known = _is_person(untitled(name)) and (body or dashed or len(chunk) > 1)
    formed = person_form(untitled(name)) and body and len(chunk) > 1
    return bool(name) and not look.kinds and office and (known or formed)


def _is_person(name: str) -> bool:
    look = traits(name)
    if is_uncased(name):
        return cjk_person(name) or (look.given and look.words in SIZES_OF_NAMES)
    return person_form(name) and look.given_anywhere


def _tells_an_office(text: str) -> bool:
    words = bare(text.split()[:LONGEST_OFFICE])
    return any(map(is_office_word, words)) or (is_uncased(text) and traits(text).roles > 0)


def unmarked(line: Line) -> str:
    """Give a line without the dash or the marks of emphasis around it."""
    body = line.body.lstrip(DASHES + "*_( ").rstrip("*_ .")
    body = body.rstrip(")") if "(" not in body else body
    name, comma, rest = body.partition(", ")
    return name if comma and is_date_line(rest) else body


def is_in_footer(lines: Sequence[Line], line: Line) -> bool:
    """Say whether the footer right below a name says it again: the name is the page's owner's."""
    name = fold(split_head(unmarked(line))[0])
    after = lines[line.index + 1 : line.index + 2]
    return any(is_stop(other) and name in fold(other.text) for other in after)


def _stands_elsewhere(page: Page, line: Line, chunk: list[Line]) -> bool:
    """Say whether a name stands in the page's frame: a line of its own at the top, or in the footer below."""
    name = fold(split_head(unmarked(line))[0])
    if len(name) < LONGEST_OFFICE:
        return False
    lines, last = page.lines, chunk[-1].index
    below = lines[last + 1 : last + 1 + LONGEST_FOOTER]
    return page.stands_alone_above(name, chunk[0].index) or any(
        name in fold(other.text) for other in [*below, *lines[-LONGEST_FOOTER:]] if other.index > last
    )
