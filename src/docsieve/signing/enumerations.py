"""Run-on lists: names between commas, semicolons or slashes within one paragraph."""

import re
from collections.abc import Sequence

from docsieve.signing.lines import Line, is_mail
from docsieve.signing.names import HANGUL_NAME, cjk_person, is_hangul, is_uncased, is_unspaced, traits

LEAST_ENUMERATION, LEAST_UNSPACED_ENUMERATION = 60, 24
LEAST_PIECES = 5
LEAST_SAID = 4
LONGEST_ABBREVIATION = 5
LONGEST_NAME_WORDS = 10
LEAST_SHORT_PIECES = 3
LONGEST_MEAN_PIECE = 60
SHARE_OPENED, SHARE_ENDED = 0.7, 0.15
MARKS = (";", "؛", " / ", "/ ", " · ", "•", "|", ",", "،", "、", "，", "\u3000")
# Between names only where nothing else does: a dash as often parts a name from what follows it.
DASHES = (" – ", " — ", " - ")
LESS_THAN_DASHES = 3
# Commas part what is said of names between semicolons where there are at most so many times more of them.
STRONGER = 4
DOT = "·"
# Names between spaces in Korean: of so many letters, mostly three; words that end so are rarely names.
NAME_LETTERS, SHARE_OF_NAMES = range(2, 5), 0.6
PARTICLES = ("는", "을", "를", "에", "의", "다", "고")
OPENING, CLOSING = "([（［【", ")]）］】"
COUNTED, LONGEST_COUNT = re.compile(r"\((\d{1,4}) ?[명인名人]\)$"), 12
_OPENING = re.compile(f"[{re.escape(OPENING)}]")


def is_enumeration(text: str) -> bool:
    """Say whether a text is a run-on list: many short pieces between commas, semicolons or slashes.

    >>> is_enumeration("Ana Sol, Ben Mar, Harbour Watch, Linen Union, Cara Dee, Free Tides, Dan Oak")
    True
    >>> is_enumeration("We, who live here, ask the council, once more, to open the harbour, please.")
    False
    """
    if lists_by_spaces(text):
        return True
    flat = outside_brackets(text)
    if is_uncased(text) and (_are_bodies(pieces_of(text)) or lists_by_dots(text)):
        return True
    if len(text) < (LEAST_UNSPACED_ENUMERATION if is_unspaced(text) else LEAST_ENUMERATION):
        return False
    if dash := dash_between(flat):
        return _are_names(with_one_dash(flat).split(dash))
    return any(_are_names(flat.split(mark)) for mark in MARKS if flat.count(mark) >= LEAST_PIECES - 1)


def with_one_dash(flat: str) -> str:
    """Give a text of the same length with all spaced dashes alike."""
    for dash in DASHES[1:]:
        flat = flat.replace(dash, DASHES[0])
    return flat


def dash_between(flat: str) -> str:
    """Give the dash that parts the names of a run-on list, nothing where others part them.

    >>> dash_between("Quay Club – Tide Club – Reed Club – Lamp Club – Gull Club")
    ' – '
    >>> dash_between("Ana – cook, Ben – poet")
    ''
    """
    count = sum(map(flat.count, DASHES))
    others = max(flat.count(mark) for mark in (",", ";", "،", "、"))
    many = count >= LEAST_PIECES - 1 and count >= LESS_THAN_DASHES * others
    return DASHES[0] if many else ""


def is_short_enumeration(text: str) -> bool:
    """Say whether a text may be a run-on list of three or four names; their words are to be looked at."""
    flat = outside_brackets(text)
    return any(
        flat.count(mark) >= LEAST_SHORT_PIECES - 1 for mark in (",", ";", " / ", "،", "、", " • ", " · ")
    )


def _are_bodies(pieces: list[str]) -> bool:
    """Say whether pieces are three or more and each names a body by its own words."""
    return len(pieces) >= LEAST_SHORT_PIECES and all(traits(piece).kinds for piece in pieces)


def lists_by_dots(text: str) -> bool:
    """Say whether a text in Korean is bodies between dots without spaces: three or more, and no commas.

    >>> lists_by_dots("항구연대·책모임·여성협회"), lists_by_dots("여성·노동·청년 단체")
    (True, False)
    """
    flat = outside_brackets(text)
    if flat.count(DOT) < LEAST_SHORT_PIECES - 1 or any(mark in flat for mark in ",;、，"):
        return False
    return is_unspaced(text) and _are_bodies([piece.strip() for piece in flat.split(DOT)])


def lists_by_spaces(text: str) -> bool:
    """Say whether a text is persons' names in Korean with spaces between: three or more, most as known.

    >>> lists_by_spaces("강다솔 고은결 남궁보라 문해찬"), lists_by_spaces("우리는 오늘 여기 모였다")
    (True, False)
    """
    if not is_hangul(text.lstrip()[:1]):
        return False  # of most texts nothing is to be split
    words = text.split()
    if len(words) < LEAST_SHORT_PIECES or not all(
        is_hangul(word) and len(word) in NAME_LETTERS for word in words
    ):
        return False
    known = sum(len(word) == HANGUL_NAME and cjk_person(word) for word in words)
    told = sum(word.endswith(PARTICLES) for word in words)
    return known >= SHARE_OF_NAMES * len(words) and told <= (1 - SHARE_OF_NAMES) * len(words)


def counts_below(lines: Sequence[Line], position: int) -> bool:
    """Say whether a line counts the persons of a group in Korean, and as many stand on the next."""
    found = COUNTED.search(lines[position].body[-LONGEST_COUNT:])
    below = lines[position + 1 : position + 2]
    return found is not None and any(len(pieces_of(line.body)) == int(found[1]) > 1 for line in below)


def pieces_of(text: str) -> list[str]:
    """Give the pieces of a run-on list, split at the mark that parts it most.

    >>> pieces_of("Ana (Sea, Sky) Sol; Ben Mar; Cara Dee")
    ['Ana (Sea, Sky) Sol', 'Ben Mar', 'Cara Dee']
    """
    if lists_by_spaces(text):
        return text.split()
    flat = outside_brackets(text)
    by_dots = DOT in text and lists_by_dots(text)
    strong = flat.count(";") > 1 and STRONGER * flat.count(";") >= flat.count(",")
    mark = DOT if by_dots else ";" if strong else dash_between(flat) or max(MARKS, key=flat.count)
    pieces, start = [], 0
    for piece in flat.split(mark):
        pieces.append(text[start : start + len(piece)].strip())
        start += len(piece) + len(mark)
    return [piece for piece in pieces if piece]


def are_short_names(pieces: list[str]) -> bool:
    """Say whether pieces are short, mostly begin with a capital and hold few sentences."""
    return _are_names(pieces, least=1)


def _are_names(pieces: list[str], least: int = LEAST_PIECES) -> bool:
    """Say whether pieces are many and short, mostly begin with a capital and hold few sentences."""
    filled = [piece.strip() for piece in pieces if piece.strip()]
    if len(filled) < least or sum(map(len, filled)) / len(filled) > LONGEST_MEAN_PIECE:
        return False
    opened = sum(not piece[0].islower() for piece in filled)
    ended = sum(_ends_within(piece) or piece.endswith(("!", "?")) for piece in filled)
    return opened >= SHARE_OPENED * len(filled) and ended <= SHARE_ENDED * len(filled)


def tells_on(piece: str) -> bool:
    """Say whether a piece is too long for a name and a sentence ends within it."""
    return len(piece.split()) > LONGEST_NAME_WORDS and _ends_within(piece)


def asks_to_write(piece: str) -> bool:
    """Say whether what stands behind a label is where to sign, not who does: ``Sign at: a@quay.example``."""
    return is_mail(piece.partition(" ")[0])


def _ends_within(piece: str) -> bool:
    """Say whether a sentence ends within a piece: a full stop behind a word too long for an abbreviation."""
    words = piece.split()[:-1]
    return any(word.endswith(".") and len(word) > LONGEST_ABBREVIATION for word in words)


def outside_brackets(text: str) -> str:
    """Blank what stands in brackets, so that a text of the same length is left to split.

    A bracket that never closes holds nothing.

    >>> outside_brackets("Ana (Sea) Sol"), outside_brackets("Ana (Sea")
    ('Ana       Sol', 'Ana (Sea')
    """
    if _OPENING.search(text) is None:
        return text
    kept = []
    depth = 0
    for c in text:
        depth += c in OPENING
        kept.append(" " if depth else c)
        depth -= c in CLOSING and depth > 0
    return "".join(kept) if depth == 0 else text


def is_open(text: str) -> bool:
    """Say whether a bracket in a text is not closed in it.

    >>> is_open("Quay Press (French-"), is_open("Quay Press (QP)")
    (True, False)
    """
    return sum(map(text.count, OPENING)) > sum(map(text.count, CLOSING))


def is_said(pieces: list[str]) -> bool:
    """Say whether all there is are words in quotation marks, which no word tells to be a name.

    >>> [is_said([text]) for text in ("«Keep our last boat running»", "«Boat» Club of the Bank", "“Oar”")]
    [True, False, False]
    """
    text = pieces[0]
    quoted = text[:1] in '«“„"' and text.rstrip(" .")[-1:] in '»”“"'
    return len(pieces) == 1 and quoted and len(text.split()) >= LEAST_SAID and not traits(text).kinds
