"""Lines that announce signatures: headings, the sentence before a list, a label with the names behind it."""

from dataclasses import dataclass, replace
from itertools import pairwise

from docsieve.folding import small_words
from docsieve.memory import remembered
from docsieve.signing.behalf import COLONS, behalf_of, is_behalf_alone
from docsieve.signing.labels import colon_in
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import is_unspaced, traits
from docsieve.signing.notes import without_note
from docsieve.signing.phrases import (
    GROUP,
    JOINED,
    MONTH,
    SIGN,
    SMALL,
    SUPPORT,
    TEXT,
    listed_words,
    mask_of,
    mask_of_written,
    opening_phrase,
    opens_phrase,
    parts_left,
    parts_mask,
    people_words,
)
from docsieve.signing.vocabulary import is_kind_word, kind_parts

LONGEST_HEADING_WORDS = 32
LONGEST_UNSPACED_HEADING = 30
LONGEST_OPEN_UNSPACED_HEADING = 10
LONGEST_SPACED_HEADING = 12
LONGEST_INLINE_HEADING = 150
LONGEST_EXACT_HEADING = 12
LONGEST_JOINED_HEADING = 4
LONGEST_GROUP_HEADING = 6
LONGEST_LABEL = 50
MOST_LEFT = 1
MOST_DECLARED = 10_000_000
LONGEST_COUNT = 7
YEARS = range(1900, 2100)
# A word of that length for signing is a noun: signatories, firmantes, unterzeichnende.
LONG_NOUN = 9
# How strongly a line announces signatures; set by hand, checked on the gold of 2026-11 with every site
# left out once and on its pages without signatures.
EXACT, ANNOUNCED, LIKELY, GROUPED, WEAK = 3.0, 2.4, 2.0, 1.2, 0.8
AND_KOREAN = " 및 "
CLOSED_BRACKETS = ("】", "]", "」")
ANNOUNCES = SIGN | SUPPORT | GROUP | JOINED
LONGEST_NOTE, LONGEST_ORDER = 60, 4
LISTING, LEAST_LISTING = ";,،、", 3
# Between what stands beside a title or in a menu.
BARS = (" · ", " | ")


@dataclass(frozen=True, slots=True)
class Heading:
    """How a line announces signatures: how strongly, of whom, how many.

    ``signs`` says that a word for signing is in it, not only one for support; ``inline`` is where in
    the line's body the names begin that follow on the same line, -1 for none; ``named`` is where a name
    ends that the line itself begins with ("the Harbour Union and the following 20 people"), 0 for none;
    ``countries`` are those that a heading by country (``how`` is ``country``) is the name of.
    """

    strength: float
    how: str
    people: bool = False
    bodies: bool = False
    declared: int | None = None
    inline: int = -1
    signs: bool = False
    named: int = 0
    countries: tuple[str, ...] = ()


def heading_of(line: Line) -> Heading | None:
    """Read a line as a heading of signatures, None where it is none."""
    return _inline_heading(line.body) if line.is_long else _heading(line.body)


@remembered
def _heading(body: str) -> Heading | None:
    inline = _inline_heading(body)
    words = tuple(body.split())
    found = inline
    if inline is None and 0 < len(words) <= LONGEST_HEADING_WORDS:
        found = _announcing(body, words)
    plain = found is not None and found.inline < 0 and found.strength >= LIKELY
    return found if plain else _noted_heading(body) or found


def _noted_heading(body: str) -> Heading | None:
    """Read a heading behind which a bracket says of when or in what order its list is: ``(as of 4 May)``."""
    text, bracket, note = body.rstrip(" :：").rpartition(" (")
    words = tuple(text.split())
    if (
        not bracket
        or not note.endswith(")")
        or len(note) > LONGEST_NOTE
        or len(words) > LONGEST_HEADING_WORDS
    ):
        return None
    said = bare(note.rstrip(")").split())
    order = len(said) <= LONGEST_ORDER and any(mask_of(word) & SMALL for word in said)
    told = order or len(words) <= 2 or any(c.isdigit() or c == ":" for c in note)
    found = _announcing(text, words)
    # "Individuals (organisations for identification only)"
    known = len(said) > 1 and all(mask_of(word) & (SMALL | GROUP | TEXT | SIGN) for word in said)
    known = known or bool(opening_phrase(said, "asides"))
    least = WEAK if known else LIKELY
    return found if found and found.strength >= least and told else None


def _announcing(text: str, words: tuple[str, ...]) -> Heading | None:
    if not words or (any(bar in text for bar in BARS) and not text.rstrip().endswith(COLONS)):
        return None
    unspaced = not text.isascii() and is_unspaced(text)
    if unspaced and (noted := without_note(text)) != text:
        text, words = noted, tuple(noted.split())
    if unspaced and (of_body := _named_and_others(text)) is not None:
        return of_body
    if unspaced and (len(words) == 1 or len("".join(words)) <= LONGEST_SPACED_HEADING):
        # Of a label's words alone, only those for who joined open a list as a colon does.
        said = text.split() if parts_mask(text) & JOINED else words
        return _announcing_unspaced("".join(said))
    whole = parts_mask(text) if unspaced else 0
    for word in words:
        whole |= mask_of_written(word)
    if opens_phrase(words[0], "headings") and opening_phrase(bare(words), "headings"):
        return Heading(EXACT if text.rstrip().endswith(COLONS) else LIKELY, "heading", signs=True)
    found = _of_words(text, words, whole) if whole & (ANNOUNCES | TEXT) else None
    if is_behalf_alone(text):
        return Heading(LIKELY, "heading")
    behalf = _behalf(text)
    if found is None or found.strength < LIKELY:
        return behalf or found
    # "On behalf of the Association of Quays:" has a word for who signs, but as a body's name.
    named = behalf is not None and behalf.how == "behalf" and not found.signs
    return (
        behalf if named and any(word[0].isupper() and not mask_of_written(word) for word in words) else found
    )


def _named_and_others(text: str) -> Heading | None:
    """Read a heading in Korean that names a body before those who sign with it: ``등대회 및 연명 단체``."""
    name, joined, others = text.rpartition(AND_KOREAN)
    if not joined or len(name) < 2 or parts_mask(name) & ANNOUNCES:
        return None
    found = _announcing_unspaced("".join(others.split()))
    return replace(found, named=len(name)) if found is not None and found.signs else None


def _behalf(text: str) -> Heading | None:
    body = behalf_of(text)
    if body is None:
        return None
    opened = text.rstrip().endswith(COLONS)
    named = bare(text[slice(*body)].split())
    if all(mask_of(word) & (GROUP | SMALL | TEXT) for word in named):
        # "On behalf of the organisations": no body's name, so those below are the ones who sign.
        return Heading(ANNOUNCED if opened else LIKELY, "heading", *_whom(named), signs=opened)
    return Heading(ANNOUNCED if opened else LIKELY, "behalf", people=True)


def label_of(head: str) -> Heading | None:
    """Read what stands before a colon within a list as a label of who follows: ``Unions``."""
    if len(head.strip()) > LONGEST_LABEL:
        return None
    found = _announcing(head + ":", tuple(head.split()))
    return found if found is not None and found.strength >= GROUPED and not found.named else None


def _of_words(text: str, words: tuple[str, ...], whole: int) -> Heading | None:
    folded = bare(words)
    named = [word for word in folded if not word.isdigit()]
    masks = [mask_of(word) for word in named]
    if not masks:
        return None
    opened = text.rstrip().endswith(COLONS)
    strength = _strength(whole, masks, opened=opened)
    if not strength and _is_narrowed(named, masks):
        strength = LIKELY
    people, bodies = _whom(named)
    declared = _declared(folded)
    if strength < LIKELY and opened and (_is_by(whole, named, masks) or _follow(whole, words)):
        strength = LIKELY
    if strength < LIKELY and opened and whole & GROUP:
        followed = _following(words)
        if followed:
            return Heading(LIKELY, "heading", people, bodies, declared, named=_offset(text, words, followed))
    if strength <= 0:
        return None
    return Heading(strength, "heading", people, bodies, declared, signs=bool(whole & SIGN))


def _is_by(whole: int, words: list[str], masks: list[int]) -> bool:
    """Say whether a heading says whose the text is and leaves the names to the lines below: ``A call by``."""
    agents = listed_words("by")
    return bool(whole & TEXT) and words[-1] in agents and masks.count(0) <= 1 < len(words)


def _follow(whole: int, words: tuple[str, ...]) -> bool:
    """Say whether a heading says of "the following people" that they have to do with the text."""
    return bool(whole & GROUP and whole & TEXT) and any(opens_phrase(word, "following") for word in words)


def _is_narrowed(words: list[str], masks: list[int]) -> bool:
    """Say whether a heading is a noun for who signs, narrowed by a word: ``Canadian signatories``."""
    nouns = any(mask & SIGN and len(word) >= LONG_NOUN for word, mask in zip(words, masks, strict=True))
    return nouns and len(words) <= LONGEST_JOINED_HEADING and masks.count(0) == 1


def _strength(whole: int, masks: list[int], *, opened: bool) -> float:
    unknown, count = masks.count(0), len(masks)
    exact = unknown == 0
    if whole & SIGN:
        leads = count <= LONGEST_JOINED_HEADING + 1 and bool(masks[0] & SIGN)
        return _signing_strength(whole, unknown, count, opened=opened, leads=leads)
    if whole & JOINED and exact and (opened or count <= LONGEST_JOINED_HEADING):
        return ANNOUNCED if whole & (GROUP | TEXT) and opened else LIKELY
    if whole & (SUPPORT | JOINED):
        named = opened and whole & (GROUP | TEXT | MONTH) and unknown <= count / 2
        if named or (opened and exact and count > 1):
            return ANNOUNCED if exact and whole & (GROUP | TEXT) else LIKELY
        return WEAK if exact and 1 < count <= LONGEST_GROUP_HEADING else 0.0
    if whole & GROUP and not whole & TEXT and exact and count <= LONGEST_GROUP_HEADING:
        return GROUPED if opened else WEAK
    return 0.0


def _signing_strength(whole: int, unknown: int, count: int, *, opened: bool, leads: bool) -> float:
    if unknown == 0 and (count <= LONGEST_EXACT_HEADING or opened):
        return EXACT
    if unknown <= 1 < count and (opened or whole & MONTH):
        return ANNOUNCED
    return LIKELY if opened and (unknown <= 0.6 * count or leads) else 0.0


def _following(words: tuple[str, ...]) -> int:
    """Give the place of the conjunction in ``A and the following 20 people``, 0 where no name comes first."""
    folded = [word.casefold() for word in words]
    for position, word in enumerate(words):
        if opens_phrase(word, "following"):
            before = position - 1
            while before > 0 and folded[before] in small_words("articles"):
                before -= 1
            return before if before > 0 and folded[before] in small_words("conjunctions") else 0
    return 0


def _offset(text: str, words: tuple[str, ...], count: int) -> int:
    """Give where the word after ``count`` words begins in a text, without the space before it."""
    rest = text.split(None, count)
    return len(text[: len(text) - len(rest[count])].rstrip()) if len(words) > count else 0


def _announcing_unspaced(text: str) -> Heading | None:
    mask = parts_mask(text)
    if len(text) > LONGEST_UNSPACED_HEADING or not mask & ANNOUNCES:
        return None
    opened = text.rstrip().endswith((*COLONS, *CLOSED_BRACKETS))
    if not opened and not mask & (SIGN | SUPPORT | JOINED) and parts_left(text) > MOST_LEFT:
        return None
    joined = mask & (SUPPORT | JOINED) and (opened or mask & GROUP)
    strength = EXACT if mask & SIGN else LIKELY if joined else WEAK
    if not opened and len(text) > LONGEST_OPEN_UNSPACED_HEADING and parts_left(text) > MOST_LEFT:
        strength = WEAK
    people = any(word in text for word in people_words() if len(word) > 1)
    bodies = any(part in text for part in kind_parts() if len(part) > 1)
    return Heading(strength, "heading", people and not bodies, bodies and not people, signs=bool(mask & SIGN))


def _inline_heading(body: str) -> Heading | None:
    """Read a line that announces and names at once: ``Signatories: A, B, C``."""
    cut = colon_in(body[:LONGEST_INLINE_HEADING])
    if cut < 0:
        return None
    head, rest = body[:cut], body[cut + 1 : cut + LONGEST_INLINE_HEADING]
    if "http" in rest[:12] or not any(c.isalpha() for c in rest):
        return None
    last = head[head.rfind(". ") + 1 :]  # "P.S. of 4 May. The letter was joined by: A, B"
    # "Joined by (as of 4 May): A, B"
    plain = last.rpartition(" (")[0] if last.rstrip().endswith(")") else last
    found = _announcing(plain + ":", tuple(plain.split()))
    listed = max(rest.count(mark) for mark in LISTING) >= LEAST_LISTING
    if found is None or found.named or found.strength < (LIKELY if found.signs or listed else ANNOUNCED):
        return None
    if found.how == "behalf" and last.strip() != head.strip():
        return None
    inline = len(head) + 1
    again, colon, more = rest.partition(":")
    # The heading is doubled where a label and a heading were run together.
    if colon and more.strip() and again.strip().casefold() == head.strip().casefold():
        inline += len(again) + 1
    how = "behalf" if found.how == "behalf" else "inline"
    if how == "behalf" and ("@" in rest or any(map(str.isdigit, rest)) or not traits(head).kinds):
        return None
    return Heading(found.strength, how, found.people, found.bodies, found.declared, inline, found.signs)


def _whom(words: list[str]) -> tuple[bool, bool]:
    people = any(word in people_words() for word in words)
    bodies = any(is_kind_word(word) for word in words if word not in people_words())
    return people and not bodies, bodies and not people


def _declared(words: list[str]) -> int | None:
    """Give the count a heading declares: a number before a word for who signs, or behind it at the end."""
    for before, word in pairwise(words):
        digits = before.replace(".", "").replace(",", "")
        if digits.isdecimal() and mask_of(word) & (GROUP | SIGN) and 1 < int(digits[:8]) < MOST_DECLARED:
            return int(digits[:8])
    last = words[-1] if len(words) > 1 else ""
    counted = last.isdecimal() and len(last) <= LONGEST_COUNT and mask_of(words[-2]) & (SIGN | GROUP)
    return int(last) if counted and int(last) > 1 and int(last) not in YEARS else None
