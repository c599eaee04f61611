"""By-lines near the top of a text that say whose statement it is."""

from dataclasses import replace
from itertools import pairwise

from docsieve.dates import is_date_line
from docsieve.folding import fold, small_words
from docsieve.places import countries_of
from docsieve.signing.endings import is_plain_name
from docsieve.signing.evidence import split_head
from docsieve.signing.lines import PUNCTUATION, Line, bare
from docsieve.signing.names import is_uncased, is_unspaced, person_form, traits
from docsieve.signing.page import Page
from docsieve.signing.part import SigningPart
from docsieve.signing.phrases import TEXT, listed_words, mask_of_written, opening_phrase
from docsieve.signing.vocabulary import is_kind_word

LINES_OF_THE_TOP = 14
LONGEST_BYLINE_WORDS = 45
WORDS_BEFORE_BY = 8
STATEMENT_BY, COUNTRIES_AND_DATE, ALL_MEMBERS = 3.0, 2.5, 2.5
# "All members of", set after the name of a body in Korean, Japanese and Chinese.
GENITIVES = ("of", "de", "del", "du", "des", "der", "von", "di", "della", "do", "da", "van", "του", "της")
# Behind these a title says what a statement is about.
MATTER = frozenset("on about regarding concerning sobre acerca ante sur zu zum zur".split())
COLLECTIVES = ("일동", "一同", "全体同仁", "全體同仁")
LONGEST_COLLECTIVE_WORDS = 6
LINES_TO_OPENING, LONGEST_OPENING, LEAST_OPENING, WE_THE = 40, 1200, 2, 2.5
SHORTEST_PARAGRAPH, LONGEST_SPEAKING = 8, 4
DAYS_OF_A_LIST = 3


def byline_parts(page: Page) -> list[SigningPart]:
    """Give the by-lines near the top; an author's own is none, nor a title in a list of dated texts."""
    parts = []
    days = sum(is_date_line(line.body) for line in page.lines[:LINES_TO_OPENING] if not line.is_long)
    for line in page.lines[: LINES_OF_THE_TOP if days < DAYS_OF_A_LIST else 0]:
        if line.is_sentence or not line.words or len(line.words) > LONGEST_BYLINE_WORDS or line.marker:
            continue
        part = _statement_by(line) or _dated_body(line)
        if part is not None:
            parts.append(part)
    opening = next((part for line in page.lines[:LINES_TO_OPENING] if (part := _we_the(line))), None)
    return [*parts, opening] if opening is not None else parts


def titled_parts(page: Page) -> list[SigningPart]:
    """Give the bodies that a title alone says speak: ``Joint statement by the A and the B``; two at least.

    For texts in which several speak and nobody else signs.
    """
    for line in page.lines[:LINES_OF_THE_TOP]:
        if line.is_sentence or line.marker or len(line.words) > LONGEST_BYLINE_WORDS:
            continue
        cut = _behind_agent(line)
        names = _without_matter(line.body[cut:]) if cut else ""
        pieces = names.split(",")
        named = [_bodies_in(piece) if any(map(str.isupper, piece)) else 0 for piece in pieces]
        if all(named) and sum(named) >= LEAST_OPENING and page.voiced():
            part = _byline(line, line.body_start + cut, "statement by, in the title", STATEMENT_BY)
            return [replace(part, end=part.start + len(names))]
    return []


def opening_parts(page: Page) -> list[SigningPart]:
    """Give the bodies that open a statement's first paragraph and speak in it: ``The A and the B call``.

    For texts that are called a statement and in which several speak, where nobody else signs.
    """
    first = next((line for line in page.lines[:LINES_TO_OPENING] if _is_paragraph(line)), None)
    if first is None or not page.voiced():
        return []
    words = first.text[:LONGEST_OPENING].split()
    verbs = ["speaking_as_we", *(["speaking"] if page.is_called_a_statement() else [])]
    cut = next((at for at in range(2, len(words)) if any(_speaks(words, at, verb) for verb in verbs)), 0)
    names = " ".join(words[:cut])
    named = [_bodies_in(piece) for piece in names.split(",")] if names else []
    if not named or not all(named) or sum(named) < LEAST_OPENING:
        return []
    end = first.body_start + _offset_of_word(first.body, cut)
    article = fold(words[0]) in small_words("articles")
    start = first.body_start + (_offset_of_word(first.body, 1) if article else 0)
    return [replace(_byline(first, start, "bodies that speak", WE_THE), end=end, found_by="inline")]


def _is_paragraph(line: Line) -> bool:
    return line.is_sentence and len(line.words or line.text.split()) > SHORTEST_PARAGRAPH


def _speaks(words: list[str], at: int, verbs: str) -> bool:
    """Say whether a verb of speaking stands at a place, behind a word that ends no clause."""
    spoken = opening_phrase(bare(words[at : at + LONGEST_SPEAKING]), verbs)
    return spoken != "" and words[at - 1][-1:] not in ".;:"


def _without_matter(text: str) -> str:
    """Give the beginning of a text, up to the word behind which it says what it is about.

    >>> _without_matter("the Quay Union and the Tide Trust on the footpath")
    'the Quay Union and the Tide Trust'
    """
    words = text.split()
    at = next((at for at, word in enumerate(words) if fold(word) in MATTER), len(words))
    return text if at == len(words) else text[: _offset_of_word(text, at)].rstrip()


def _behind_agent(line: Line) -> int:
    """Give where what stands behind ``Statement by``, ``Declaración de`` begins in a line, 0 for nowhere."""
    agents = listed_words("by") | frozenset(GENITIVES)
    for position, word in enumerate(line.words[: WORDS_BEFORE_BY + 1]):
        following = fold(line.words[position + 1]) if position + 1 < len(line.words) else ""
        if fold(word) == "per" and following in small_words("articles"):
            return 0  # "Appello per la Banda"
        if position and fold(word) in agents:
            before = [mask_of_written(earlier) for earlier in line.words[:position]]
            return _offset_of_word(line.body, position + 1) if before[-1] & TEXT and all(before) else 0
    return 0


def _we_the(line: Line) -> SigningPart | None:
    """Read ``We, the Harbour Union, the Tide Trust and the Weavers' Guild, ...``: bodies that speak."""
    if not line.is_sentence:
        return None
    text = line.text[:LONGEST_OPENING]
    text = text.replace("،", ",").replace("，", ",").replace("、", ",")
    first, comma, rest = text.partition(",")
    if not comma or fold(first.strip()) not in listed_words("we"):
        return None
    begin = len(first) + 1
    end, named = begin, 0
    for piece in rest.split(","):
        bodies = _bodies_in(piece)
        if not bodies or piece.islower():
            break  # "We, unions, networks and movements, ..." are nobody's names
        named += bodies
        end += len(piece) + 1
    if named < LEAST_OPENING:
        return None
    start = line.body_start + begin + len(text[begin:end]) - len(text[begin:end].lstrip())
    return replace(
        _byline(line, start, "we, the bodies", WE_THE), end=line.body_start + end - 1, found_by="inline"
    )


def _bodies_in(piece: str) -> int:
    """Give how many bodies a piece between commas names, joined by "and"; 0 where other words stand in it."""
    words = piece.split()
    cuts = [at for at, word in enumerate(words) if fold(word) in small_words("byline_conjunctions")]
    parts = [words[start:end] for start, end in pairwise([0, *cuts, len(words)])]
    names = [[word for word in part if fold(word) not in small_words("conjunctions")] for part in parts]
    while names and names[0] and fold(names[0][0]) in small_words("articles"):
        names[0] = names[0][1:]
    look = [traits(" ".join(part)) for part in names if part]
    named = all(
        seen.kinds > 0 and _is_one_name(part) for seen, part in zip(look, filter(None, names), strict=True)
    )
    return len(look) if look and named else 0


def joins_bodies(text: str) -> bool:
    """Say whether a line is the names of two bodies, joined by "and", and each begins or ends with its kind.

    >>> [joins_bodies(text) for text in ("Harbour Union and Tide Trust", "Union of Weavers and Rowers")]
    [True, False]
    """
    words = text.split()
    cuts = [at for at, word in enumerate(words) if fold(word) in small_words("byline_conjunctions")]
    edge = 0 if is_uncased(text) else 1  # there one word may be a whole name
    if len(cuts) != 1 or not edge < cuts[0] < len(words) - 1 - edge or "," in text:
        return False
    return _bodies_in(text) == LEAST_OPENING and all(
        map(_told_at_an_end, (words[: cuts[0]], words[cuts[0] + 1 :]))
    )


def _told_at_an_end(words: list[str]) -> bool:
    if is_unspaced(words[-1]):
        return traits(words[-1]).kinds > 0
    begins = words[1:] if len(words) > 2 and fold(words[0]) in small_words("articles") else words
    return any(is_kind_word(fold(word).strip(PUNCTUATION)) for word in (begins[0], begins[-1]))


def _is_one_name(words: list[str]) -> bool:
    seen = traits(" ".join(words))
    return seen.uncased or seen.small <= seen.linking + 1 or is_plain_name(" ".join(words), opened=True)


def _statement_by(line: Line) -> SigningPart | None:
    """Read ``Statement by A and B, date``: a word for what is signed, and the preposition of the agent."""
    if line.index == 0:
        return None
    for position, word in enumerate(line.words[:WORDS_BEFORE_BY]):
        if not position or listed_words("by").isdisjoint(bare((word,))):
            continue
        before = [mask_of_written(earlier) for earlier in line.words[:position]]
        if before[-1] & TEXT and all(before):
            cut = _offset_of_word(line.body, position + 1)
            if not _may_be_somebody(line.body[cut:], either=fold(word) in small_words("by_or_for")):
                return None
            return _byline(line, line.body_start + cut, "statement by", STATEMENT_BY)
    return _statement_of(line)


def _may_be_somebody(text: str, *, either: bool) -> bool:
    """Say whether a by-line's rest may begin with a name and not with what a statement is for.

    Where the preposition says ``by`` and ``for`` alike, only words of bodies and persons do.
    """
    words = text.split()
    while len(words) > 1 and fold(words[0]) in small_words("articles"):
        words = words[1:]
    if not words or words[0].strip(PUNCTUATION)[:1].islower():
        return False
    name = split_head(" ".join(words))[0]
    seen = traits(name)
    acronym = seen.acronyms > 0 and not seen.all_capitals
    if either and seen.all_capitals:
        return False
    return not either or seen.kinds > 0 or acronym or (person_form(name) and seen.given)


def _statement_of(line: Line) -> SigningPart | None:
    """Read ``Comunicado de A y B, 3 May 2020, www...``: a genitive, with a date and an address behind."""
    words = [fold(word).strip(".,:;") for word in line.words[:WORDS_BEFORE_BY]]
    parts = line.body.split(",")
    dated = any(is_date_line(part.strip()) for part in parts[1:])
    addressed = any(part.strip().startswith(("www.", "http")) for part in parts[1:])
    if not (dated and addressed):
        return None
    for position, word in enumerate(words):
        before = [mask_of_written(earlier) for earlier in line.words[:position]]
        if before and word in GENITIVES and before[-1] & TEXT and all(before):
            cut = _offset_of_word(line.body, position + 1)
            return _byline(line, line.body_start + cut, "statement of, date and address", STATEMENT_BY)
    return None


def _offset_of_word(text: str, count: int) -> int:
    rest = text.split(None, count)
    return len(text) - len(rest[count]) if len(rest) > count else len(text)


def _dated_body(line: Line) -> SigningPart | None:
    """Read ``Name, (Country, Country), date``, and all the members of a body."""
    opened, closed = line.body.find("("), line.body.rfind(")")
    if (
        0 < opened < closed
        and any(c.isdigit() for c in line.body[closed:])
        and countries_of(line.body[opened + 1 : closed])
    ):
        return _byline(line, line.body_start, "countries and a date in the by-line", COUNTRIES_AND_DATE)
    if len(line.words) <= LONGEST_COLLECTIVE_WORDS and line.body.rstrip(" .。").endswith(COLLECTIVES):
        return _byline(line, line.body_start, "all members of a body", ALL_MEMBERS)
    return None


def _byline(line: Line, start: int, why: str, weight: float) -> SigningPart:
    end = line.body_start + len(line.body)
    return SigningPart(
        line.index, line.index, start, end, "byline", weight, ((why, weight),), (line.index,), line.index
    )
