"""Blocks as lines to look at: their marker, their body, their words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from docsieve.folding import fold
from docsieve.memory import remembered
from docsieve.model import Block
from docsieve.signing.vocabulary import is_office_word
from docsieve.values import value

BULLETS = frozenset("▸▹▻◾◽⚫✅⮞✦❖•◦▪▫■□●○◆◇◎★☆∙·・‣⁃–—*-+►▶➢➤✓✔→»")
# Bullets that are set without a space behind them.
CLOSE_BULLETS = frozenset("•◦▪●►■□○◆◇◎★☆・")
# Longer lines are running text; only their beginning is ever read.
LONGEST_LINE = 400
LONGEST_NUMBER = 4
# A page of fewer lines may have a blank one between all of them for its own reasons.
LEAST_SPACED = 14
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", ".”", '."', "।")
KOREAN_SENTENCE_ENDS = ("다.", "라.", "자.", "요.", "까?", "다!", "라!", "자!")
PUNCTUATION = ".,:;()[]{}!?¡¿\"'“”„«»‘’•*|/–—-_…·،؛：，。、）（【】「」『』<>"
PROSE_WORDS = 26
SENTENCE_WORDS = 8
SMALL_SHARE_OF_PROSE, SMALL_SHARE_OF_SENTENCE = 0.6, 0.45
LONGEST_UNSPACED_NAME = 30
SHORTEST_UNSPACED_SENTENCE, LEAST_LISTED = 14, 2
LONGEST_CALLED_NAME = 3
LAST_CHAIR = 3
# Behind the headings of wikis.
EDITS = frozenset("edit bearbeiten modifier editar modifica edytuj править".split())
TAB = 8
# So many lines around a number show whether it counts them.
LINES_AROUND = 12
COLONS, COMMAS = (":", "："), (",", "،", "，", "、")
# Between the cells of a row.
WIDE_GAP = "   "
# Behind a list's number, with a space on either side.
APART = (" – ", " - ", " — ", " . ", " ) ", " | ")


@value
class Line:
    """One block, read as a line.

    ``body`` is its text without bullet or number, ``body_start`` where that begins in the raw text;
    ``marker`` is ``bullet``, ``number`` or empty; ``gap`` counts the line breaks before it, ``indent`` the
    blanks that it stands in from the margin.
    """

    index: int
    text: str
    body: str
    body_start: int
    marker: str
    number: int
    gap: int
    words: tuple[str, ...]
    is_long: bool
    is_sentence: bool
    indent: int = 0


def look(block: Block, index: int, gap: int, indent: int = 0) -> Line:
    """Read a block as a line; words of long blocks are not looked at."""
    raw = block.text
    text = raw.strip()
    if text.endswith("]"):
        text = _without_edit(text)
    lead = len(raw) - len(raw.lstrip())
    if len(text) > LONGEST_LINE:
        marker, number, cut = _marker(text[:LONGEST_LINE])
        return Line(index, text, text[cut:], block.start + lead + cut, marker, number, gap, (), True, True)
    marker, number, cut = _marker(text)
    words = tuple(text[cut:].split())
    if marker == "number" and number <= LAST_CHAIR and _is_chair(text[cut:]):
        marker, number, cut, words = "", 0, 0, tuple(text.split())  # "1. Vorsitzender"
    body = text[cut:]
    return Line(
        index,
        text,
        body,
        block.start + lead + cut,
        marker,
        number,
        gap,
        words,
        False,
        is_sentence(text, words),
        indent,
    )


def _without_edit(text: str) -> str:
    """Give a heading of a wiki without the link behind it: ``Signatures [edit]``."""
    head, _, link = text.rpartition("[")
    return head.rstrip() if link.rstrip("]").casefold() in EDITS and head.strip() else text


def indent_behind(block: Block) -> int:
    """Give by how many blanks the block behind a block stands in."""
    return len(block.separator.rpartition("\n")[2].expandtabs(TAB))


def _is_chair(text: str) -> bool:
    """Say whether a text is an office of one word, alone or in the first cell of a row."""
    first = text.replace("\t", WIDE_GAP).partition(WIDE_GAP)[0]
    return " " not in first and is_office_word(fold(first))


def row_head(line: Line) -> str:
    """Give the name in a numbered row whose next cell a gap sets off, nothing where a line is no such row."""
    if line.marker != "number":
        return ""
    head, gap, _ = line.body.replace("\t", "  ").strip().partition("  ")
    return head if gap else ""


def _marker(text: str) -> tuple[str, int, int]:
    """Give a line's marker, its number and where its body begins.

    >>> _marker("• Ana Sol"), _marker("12. Ana"), _marker("12.Ana"), _marker("7\\tAna"), _marker("350.org")
    (('bullet', 0, 2), ('number', 12, 4), ('number', 12, 3), ('number', 7, 2), ('', 0, 0))
    >>> _marker("## Signatories"), _marker("#harbour")
    (('', 0, 3), ('', 0, 0))
    """
    if text[:1] == "#":
        inner = text.lstrip("#")
        return "", 0, len(text) - len(inner.lstrip()) if inner[:1].isspace() else 0
    if text[:1] in BULLETS:
        cut = len(text) - len(text[1:].lstrip())
        inner, number, more = _marker(text[cut:]) if cut < len(text) and text[1:2].isspace() else ("", 0, 0)
        if inner == "number":
            return "number", number, cut + more
        return ("bullet", 0, cut) if text[1:2].isspace() or text[:1] in CLOSE_BULLETS else ("", 0, 0)
    if text[1:2] == ")" and text[2:3].isspace() and text[0].isalpha():
        return "bullet", 0, len(text) - len(text[2:].lstrip())
    inner_start = 1 if text[:1] in ("(", "（") else 0
    end = inner_start
    while end < len(text) and end - inner_start < LONGEST_NUMBER and text[end].isdecimal():
        end += 1
    if end == inner_start or end >= len(text):
        return "", 0, 0
    mark, after = text[end], text[end + 1 : end + 2]
    closes = mark in ".)）-–:．、°º" and not after.isdigit() and after != ""
    # "350.org" and "15-M" are names.
    closes = closes and (mark not in ".-–" or after.isspace() or (mark == "." and not after.islower()))
    apart = text[end : end + 3] in APART and text[end + 3 : end + 4].isalpha()
    if not (closes or apart or mark == "\t" or text[end : end + 2].isspace()):
        return "", 0, 0
    digits = text[inner_start:end]
    if apart:
        return "number", int(digits), end + 3
    cut = len(text) - len(text[end + (1 if closes else 0) :].lstrip())
    return "number", int(digits), cut


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """Read blocks as lines, in their order."""
    lines = []
    gap, indent = 2, 0
    for index, block in enumerate(blocks):
        lines.append(look(block, index, gap, indent))
        gap, indent = gap_behind(block), indent_behind(block)
    return with_own_marks(lines)


def with_own_marks(lines: list[Line]) -> list[Line]:
    """Give lines with a number that stands alone among them as the name's own, crosses as no bullets.

    ``1. Quay Club``; ``+ Ana Sol`` above ``Bishop of the Isles``. A number that lost its stop is one where
    its neighbours count to it: ``47 Bar Guild`` between ``46. Bay Choir`` and ``48. Bee Union``.
    """
    numbered = [_with_its_number(lines, at) if line.number == 1 else line for at, line in enumerate(lines)]
    numbered = [
        _counted(numbered, at) if line.text[:1].isdecimal() and not line.marker else line
        for at, line in enumerate(numbered)
    ]
    return [
        _without_cross(numbered, at) if line.text[:1] == "+" else line for at, line in enumerate(numbered)
    ]


def _counted(lines: Sequence[Line], at: int) -> Line:
    """Give a line that its number and a blank open as numbered where the lines beside it count so."""
    line, beside = lines[at], [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    digits, blank, rest = line.text.partition(" ")
    if not (blank and rest[:1].isalpha() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        return line
    number = int(digits)
    if line.is_long or [each.number for each in beside] != [number - 1, number + 1]:
        return line
    return _with_body(line, len(digits) + len(blank), "number", number)


def _with_body(line: Line, cut: int, marker: str = "", number: int = 0) -> Line:
    """Give a line whose body begins behind so many letters of it, with the marker that stands before."""
    start = line.body_start - (len(line.text) - len(line.body)) + cut
    body = line.text[cut:]
    words = tuple(body.split())
    return replace(line, body=body, body_start=start, marker=marker, number=number, words=words)


def _without_cross(lines: Sequence[Line], at: int) -> Line:
    """Give a line that a cross opens without a marker where what somebody is stands below it."""
    below = lines[at + 1 : at + 2]
    told = bool(below) and below[0].gap == 1 and below[0].marker == ""
    return replace(lines[at], marker="") if told and lines[at].marker == "bullet" else lines[at]


def _with_its_number(lines: Sequence[Line], at: int) -> Line:
    """Give a line numbered one with the number as its own where no other line around is numbered."""
    line = lines[at]
    around = [*lines[max(0, at - LINES_AROUND) : at], *lines[at + 1 : at + 1 + LINES_AROUND]]
    listed = line.gap == 1 and at > 0 and lines[at - 1].marker == "" and not lines[at - 1].is_sentence
    if line.is_long or line.is_sentence or not listed or any(other.marker == "number" for other in around):
        return line
    return _with_body(line, 0)


def gap_behind(block: Block, *, spaced: bool = False) -> int:
    """Count the line breaks behind a block; where a page has two behind each, they are as one elsewhere."""
    gap = block.separator.count("\n")
    return gap - 1 if spaced and gap > 1 else gap


def are_spaced_alike(blocks: Sequence[Block]) -> bool:
    """Say whether a blank line stands between all blocks of a page, so that one sets nothing apart."""
    return len(blocks) >= LEAST_SPACED and all(block.separator.count("\n") > 1 for block in blocks[:-1])


def bare(words: tuple[str, ...] | list[str]) -> list[str]:
    """Give words folded and without punctuation around them; words of punctuation only fall out.

    >>> bare(("Signed", "by:", "–"))
    ['signed', 'by']
    """
    return [word for word in map(_bare, words) if word]


def is_mail(word: str) -> bool:
    """Say whether a word has the form of a mail address.

    >>> is_mail("letters@quay.example"), is_mail("@quay.example"), is_mail("a@quay")
    (True, False, False)
    """
    return "@" in word[1:] and "." in word.partition("@")[2]


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> str:
    return fold(word).replace("(s)", "s").strip(PUNCTUATION)  # "Subject(s):"


@remembered
def _is_unspaced_sentence(text: str) -> bool:
    if not text.endswith(("。", "！", "？", "」")):
        return False
    # A full stop also ends a list of names.
    told = text.endswith("。") and len(text) > SHORTEST_UNSPACED_SENTENCE and text.count("、") < LEAST_LISTED
    return told or len(text) > LONGEST_UNSPACED_NAME


def _is_letter(word: str) -> bool:
    """Say whether a word is one letter and a full stop, as abbreviations end: ``e. V.``, ``1958 r.``."""
    return len(word) == len("r.") and word[0].isalpha() and word[1] == "."


def is_sentence(text: str, words: tuple[str, ...]) -> bool:
    """Say whether a line reads as running text: ended as a sentence, or long, and mostly in small letters.

    >>> texts = ("We ask the council to open the harbour again.", "Harbour Watch.")
    >>> [is_sentence(text, tuple(text.split())) for text in texts]
    [True, False]
    """
    calls = text.endswith(("!", "?", "؟", "！", "？"))
    if text.endswith(KOREAN_SENTENCE_ENDS):
        return True
    if len(words) < SENTENCE_WORDS and not calls:
        return len(words) <= 2 and _is_unspaced_sentence(text)
    small = capital = uncased = 0
    for word in words:
        first = word[0]
        if first.islower():
            small += 1
        elif first.isupper():
            capital += 1
        elif first.isalpha():
            uncased += 1
    lettered = small + capital + uncased
    if 2 * uncased > lettered:
        return text.endswith(SENTENCE_ENDS) and (
            len(words) >= SENTENCE_WORDS or len(text) > LONGEST_UNSPACED_NAME
        )
    if calls:
        return len(words) > 2 and (small > 0 or len(words) > LONGEST_CALLED_NAME)
    if text.endswith(SENTENCE_ENDS) and not _is_letter(words[-1]):
        return small >= SMALL_SHARE_OF_SENTENCE * lettered
    return len(words) >= PROSE_WORDS and small >= SMALL_SHARE_OF_PROSE * lettered
