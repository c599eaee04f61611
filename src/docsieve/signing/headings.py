"""Lines that announce signatures: headings, the sentence before a list, closing formulas."""

from dataclasses import dataclass

from docsieve.signing.lines import Line, bare
from docsieve.signing.names import is_kind_word, is_uncased
from docsieve.signing.phrases import (
    GROUP,
    MONTH,
    SIGN,
    SMALL,
    SUPPORT,
    TEXT,
    listed_phrases,
    mask_of,
    opening_phrase,
    parts_mask,
    people_words,
)

LONGEST_HEADING_WORDS = 32
LONGEST_UNSPACED_HEADING = 30
LONGEST_CLOSING_WORDS = 8
# How strongly a line announces signatures; swept on the gold of 2026-11, with every site left out once.
EXACT, ANNOUNCED, LIKELY, GROUPED, WEAK = 3.0, 2.4, 2.0, 1.2, 0.8
MOST_DECLARED = 10_000_000


@dataclass(frozen=True, slots=True)
class Heading:
    """How a line announces signatures: how strongly, of whom, how many.

    ``inline`` is where in the line's body the names begin that follow on the same line, -1 for none.
    """

    strength: float
    how: str
    people: bool = False
    bodies: bool = False
    declared: int | None = None
    inline: int = -1


def heading_of(line: Line) -> Heading | None:
    """Read a line as a heading of signatures, None where it is none."""
    if line.is_long:
        return _inline_heading(line)
    if not line.words or len(line.words) > LONGEST_HEADING_WORDS:
        return _inline_heading(line)
    inline = _inline_heading(line)
    if inline is not None:
        return inline
    return _announcing(line.body, line.words)


def _announcing(text: str, words: tuple[str, ...]) -> Heading | None:
    if is_uncased(text) and " " not in text.strip():
        return _announcing_unspaced(text)
    folded = bare(words)
    named = [word for word in folded if not word.isdigit()]
    if not named:
        return None
    masks = [mask_of(word) for word in named]
    whole = 0
    for mask in masks:
        whole |= mask
    if is_uncased(text):
        whole |= parts_mask(text)
    if not whole & (SIGN | SUPPORT | GROUP):
        return None
    unknown = sum(1 for mask in masks if not mask)
    strength = _strength(text, whole, unknown, len(named), masks)
    if strength <= 0:
        return None
    people, bodies = _whom(named)
    return Heading(strength, "heading", people, bodies, _declared(folded))


def _strength(text: str, whole: int, unknown: int, count: int, masks: list[int]) -> float:
    ends_open = text.rstrip().endswith((":", "：", ":-", "：-"))
    exact = unknown == 0
    if whole & SIGN:
        if exact and (count <= 12 or ends_open):
            return EXACT
        if unknown <= 1 and count > 1 and (ends_open or any(mask & MONTH for mask in masks)):
            return ANNOUNCED
        if ends_open and unknown <= 0.6 * count:
            return LIKELY
        return 0.0
    if whole & SUPPORT:
        if ends_open and whole & (GROUP | TEXT) and unknown <= 0.5 * count:
            return ANNOUNCED if exact else LIKELY
        if exact and (ends_open or (count <= 3 and not whole & SMALL)):
            return LIKELY
        return WEAK if exact and count <= 6 else 0.0
    if whole & GROUP and not whole & TEXT and exact and count <= 6:
        return GROUPED if ends_open else WEAK
    return 0.0


def _announcing_unspaced(text: str) -> Heading | None:
    if len(text) > LONGEST_UNSPACED_HEADING:
        return None
    mask = parts_mask(text)
    ends_open = text.rstrip().endswith((":", "：", "】", "]", "」"))
    if not mask & (SIGN | SUPPORT | GROUP):
        return None
    strength = EXACT if mask & SIGN else LIKELY if mask & SUPPORT and (ends_open or mask & GROUP) else WEAK
    if not ends_open and len(text) > LONGEST_UNSPACED_HEADING // 2:
        strength = min(strength, WEAK)
    people = any(word in text for word in people_words() if len(word) > 1)
    bodies = any(word in text for word in ("团体", "團體", "组织", "組織", "机构", "機構", "単位", "団体", "단체", "องค์กร"))
    return Heading(strength, "heading", people and not bodies, bodies and not people)


def _inline_heading(line: Line) -> Heading | None:
    """Read a line that announces and names at once: ``Signatories: A, B, C``."""
    head, colon, rest = line.body[:300].partition(":")
    if not colon:
        head, colon, rest = line.body[:300].partition("：")
    if not colon or not rest.strip():
        return None
    if len(head) > 120 or "http" in rest[:12] or rest.lstrip()[:2] == "//":
        return None
    found = _announcing(head + ":", tuple(head.split()))
    if found is None or found.strength < LIKELY:
        return None
    inline = len(head) + 1
    again, colon, more = rest.partition(":")
    # The heading is doubled where a label and a heading were run together.
    if colon and more.strip() and again.strip().casefold() == head.strip().casefold():
        inline += len(again) + 1
    return Heading(found.strength, "inline", found.people, found.bodies, found.declared, inline)


def _whom(words: list[str]) -> tuple[bool, bool]:
    people = any(word in people_words() for word in words)
    bodies = any(is_kind_word(word) for word in words if word not in people_words())
    return people and not bodies, bodies and not people


def _declared(words: list[str]) -> int | None:
    """Give the count a heading declares: a number beside a word for who signs, and no year or date."""
    for before, word in zip(words, words[1:], strict=False):
        digits = before.replace(".", "").replace(",", "")
        if digits.isdigit() and mask_of(word) & GROUP and 1 < int(digits[:8]) < MOST_DECLARED:
            return int(digits[:8])
    return None


def is_closing(line: Line) -> bool:
    """Say whether a line is a valediction and no more than that: ``Yours sincerely,``."""
    if line.is_long or not 0 < len(line.words) <= LONGEST_CLOSING_WORDS or line.marker:
        return False
    words = bare(line.words)
    phrase = opening_phrase(words, "closing")
    if not phrase:
        return False
    rest = len(words) - len(phrase.split())
    return rest == 0 or (rest <= 3 and line.body.rstrip().endswith((",", ".", "!", ":")) and all(word.islower() for word in line.words[1:]))


def is_stop(line: Line) -> bool:
    """Say whether a line opens something else than signatures: comments, contacts, notes, shares."""
    if line.is_long:
        return False
    words = bare(line.words)
    phrase = opening_phrase(words, "stop")
    if phrase:
        extra = len(words) - len(phrase.split())
        followed = line.body[len(phrase) :].lstrip()[:1] in ("", ":", "：", "-", "–", "(")
        return extra == 0 or " " in phrase or ":" in line.body[: len(phrase) + 4] or followed
    low = line.text[:60].casefold()
    return (
        low.startswith(("©", "(c) ", "copyright", "http://", "https://", "www.", "%", "#"))
        or "@" in low and "." in low.partition("@")[2] and " " not in low.strip()
        or any(word in ("thoughts", "bloggers", "akismet") for word in words)
    )


def undersigned(text: str) -> bool:
    """Say whether running text announces that signatures stand below."""
    folded = " ".join(bare(text.split()))
    return any(phrase in folded for phrase in listed_phrases("undersigned"))
