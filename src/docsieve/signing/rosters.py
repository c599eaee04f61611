"""Rosters: names between commas, with what each person is right behind the name and no mark between.

``Dr Ana Sol Reader in tides, University of Quay, Ben Mar Harbour pilot, Capt Eva Kai Skipper``, as newspapers
print the names below letters, which were bold on the page.
"""

import re
from collections.abc import Sequence

from docsieve.folding import fold, small_words
from docsieve.signing.enumerations import outside_brackets
from docsieve.signing.names import is_uncased, person_form, traits
from docsieve.signing.titles import titled_words
from docsieve.signing.vocabulary import is_given_name, is_kind_word, is_role_word

LEAST_ENTRIES, SHARE_TOLD = 4, 0.5
LEAST_LINES, SHARE_OF_LINES = 2, 0.6
LONGEST_ROSTER = 6000
WORDS_LOOKED_AT = 8
WORDS_OF_A_NAME = 2
LONGEST_NAME, MOST_UNKNOWN = 4, 0.25
PIECE = re.compile(r"[^,;]+")
PIECE_BETWEEN_SEMICOLONS = re.compile(r"[^;]*\w[^;]*")

Span = tuple[int, int]


def roster(text: str) -> list[tuple[Span, Span]]:
    """Give for each person of a roster the span of the name and of what is said behind it; none else.

    >>> text = "Dr Ana Sol Reader in tides, Quay School, Peter Mar Pilot, Maria Dee Cook, Anna Kai Nurse"
    >>> [text[slice(*name)] for name, _ in roster(text)]
    ['Dr Ana Sol', 'Peter Mar', 'Maria Dee', 'Anna Kai']
    >>> roster("Ana Sol, cook, Peter Mar, baker, Maria Dee, John Oak, Anna Kai")
    []
    """
    marks = text.count(",") + text.count(";")
    if len(text) > LONGEST_ROSTER or marks < LEAST_ENTRIES - 1 or is_uncased(text):
        return []
    flat = outside_brackets(text)
    if flat.count(";") >= LEAST_ENTRIES - 1:
        return _by_semicolons(text, flat)
    if (opening := PIECE.search(flat)) is None or not _name_at(text[slice(*opening.span())]):
        return []
    pieces = [found.span() for found in PIECE.finditer(flat)]
    names = [(start, end, _name_at(text[start:end])) for start, end in pieces]
    opened = [at for at, (_, _, length) in enumerate(names) if length]
    if len(opened) < LEAST_ENTRIES:
        return []
    told = sum(_tells(text[names[at][0] + names[at][2] : names[at][1]]) for at in opened)
    if told < max(LEAST_ENTRIES, SHARE_TOLD * len(opened)):
        return []
    found = []
    for at, following in zip(opened, [*opened[1:], len(names)], strict=True):
        start, _, length = names[at]
        first = start + len(text[start:]) - len(text[start:].lstrip())
        found.append(((first, start + length), (start + length, names[following - 1][1])))
    return found


def roster_line(text: str) -> int:
    """Give how many letters the name takes in a line that goes on with what the person is; 0 for another.

    >>> [roster_line(line) for line in ("Ana Sol Retired pilot, Quay", "Ana Sol emeritus professor")]
    [7, 7]
    >>> [roster_line(line) for line in ("Ana Sol, cook", "North Quay Workers Union")]
    [0, 0]
    """
    if is_uncased(text):
        return 0
    piece = text.partition(",")[0]
    length = _name_length(piece)
    rest = piece[length:]
    linked = any(fold(word) in small_words("prepositions") for word in rest.split()[1:])
    body = traits(rest).kinds > 0 and not linked  # "North Quay Workers Union"
    return length if _tells(rest, small=True) and not body else 0


def roster_lines(texts: Sequence[str]) -> list[int]:
    """Give how many letters the name takes in each line of a list most of whose lines are such; else none.

    There a body is enough to end a name that a title or a known given name opens. Of two or three lines all
    must be such.

    >>> roster_lines(["Ana Sol Chair", "Peter Mar Cook", "Maria Dee University of Quay", "Ben Kai Poet"])
    [7, 9, 9, 7]
    >>> roster_lines(["Ana Sol Chair", "Maria Dee University of Quay"]), roster_lines(["Ana Sol Chair"])
    ([], [])
    """
    most_others = (1 - SHARE_OF_LINES) * len(texts) if len(texts) >= LEAST_ENTRIES else 0
    lengths: list[int] = []
    for text in texts:
        lengths.append(roster_line(text))
        if lengths.count(0) > most_others:
            return []
    alone = len(texts) < LEAST_LINES
    return [] if alone else [own or _before_a_body(text) for text, own in zip(texts, lengths, strict=True)]


def _before_a_body(text: str) -> int:
    piece = text.partition(",")[0]
    length = _name_at(piece)
    told = length > 0 and traits(piece[length:]).kinds > 0 and piece[length:].strip()[:1].isupper()
    return length if told else 0


def _by_semicolons(text: str, flat: str) -> list[tuple[Span, Span]]:
    """Read a roster whose persons semicolons part: each has a known name, or one that a role or body ends.

    Nothing where commas stand behind the names, as most lists have it.
    """
    spans = [piece.span() for piece in PIECE_BETWEEN_SEMICOLONS.finditer(flat)]
    pieces = [text[start:end] for start, end in spans]
    lengths = list(map(_name_length, pieces))
    if len(pieces) < LEAST_ENTRIES or lengths.count(0) > MOST_UNKNOWN * len(lengths):
        return []
    lengths = [length or _first_words(piece) for piece, length in zip(pieces, lengths, strict=True)]
    rests = [piece[length:] for piece, length in zip(pieces, lengths, strict=True)]
    told = sum(_tells(rest, small=True) for rest in rests)
    if not all(lengths) or told < SHARE_TOLD * len(pieces):
        return []
    firsts = [
        start + len(piece) - len(piece.lstrip()) for (start, _), piece in zip(spans, pieces, strict=True)
    ]
    return [
        ((first, start + length), (start + length, end))
        for first, (start, end), length in zip(firsts, spans, lengths, strict=True)
    ]


def _name_length(piece: str) -> int:
    """Give how many letters the name takes that a piece opens with; 0 for none that is sure."""
    return _name_before_role(piece) or _name_at(piece) or _name_before_small(piece)


def _name_before_role(piece: str) -> int:
    """Give how many letters a name takes before a capitalised word for an office or a body; 0 for none."""
    words = piece.partition(",")[0].split()[:WORDS_LOOKED_AT]
    first = titled_words(words)
    for at in range(first + WORDS_OF_A_NAME, min(len(words), first + LONGEST_NAME + 1)):
        told = is_role_word(fold(words[at])) or is_kind_word(fold(words[at]))
        if told and words[at][0].isupper():
            return _length_of(piece, words[:at]) if _may_name(words[first:at]) else 0
    return 0


def _name_before_small(piece: str) -> int:
    """Give how many letters a name takes before words in small letters: ``Ana Sol keeper of the quay``."""
    words = piece.partition(",")[0].split()[:WORDS_LOOKED_AT]
    first = titled_words(words)
    small = (at for at in range(first, len(words)) if words[at][0].islower())
    cut = next((at for at in small if fold(words[at]) not in small_words("particles")), first)
    name = words[first:cut]
    return _length_of(piece, words[:cut]) if len(name) >= WORDS_OF_A_NAME and _may_name(name) else 0


def _first_words(piece: str) -> int:
    """Give how many letters the first two words of a piece take that goes on behind them; 0 for none."""
    words = piece.partition(",")[0].split()
    first = titled_words(words)
    name = words[first : first + WORDS_OF_A_NAME]
    goes_on = len(words) > first + len(name)
    return _length_of(piece, words[: first + len(name)]) if goes_on and _may_name(name) else 0


def _may_name(name: list[str]) -> bool:
    look = traits(" ".join(name))
    return person_form(" ".join(name)) and not look.roles and (look.given or not look.kinds)


def _length_of(piece: str, words: list[str]) -> int:
    """Give where the last of the words that open a piece ends in it."""
    end = 0
    for word in words:
        end = piece.index(word, end) + len(word)
    return end


def _name_at(piece: str) -> int:
    """Give how many letters of a piece its person's name takes, 0 where it opens with none."""
    words = piece.split()[:WORDS_LOOKED_AT]
    first = titled_words(words)
    name = words[first : first + WORDS_OF_A_NAME]
    while name and (name[-1].endswith(".") or fold(name[-1]) in small_words("particles")):
        if len(name) == len(words) - first:
            break
        name = words[first : first + len(name) + 1]
    known = len(name) >= WORDS_OF_A_NAME and (first > 0 or is_given_name(fold(name[0])))
    look = traits(" ".join(name))
    behind = words[first + len(name) : first + len(name) + 1]
    small = bool(behind) and behind[0][0].islower()
    if small and not (is_role_word(fold(behind[0])) or fold(behind[0]) in small_words("conjunctions")):
        return 0  # "Ebb Street surgery"
    if not known or not person_form(" ".join(name)) or look.kinds or look.roles:
        return 0
    return _length_of(piece, words[: first + len(name)])


def _tells(rest: str, *, small: bool = False) -> bool:
    """Say whether a word for what somebody is stands behind a name, with no mark between.

    The first word behind the name has a capital, with ``small`` also small letters.
    """
    words = rest.split()
    if not words or not (words[0][0].isupper() or (small and words[0][0].islower())):
        return False
    return any(is_role_word(fold(word)) for word in words[:3])
