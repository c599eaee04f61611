"""Lines around signatures: those that open something else, voices of several."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from docsieve.dates import is_date_line
from docsieve.folding import fold, small_words
from docsieve.memory import remembered
from docsieve.places import countries_of
from docsieve.signing.labels import label_in_brackets
from docsieve.signing.lines import COLONS, Line, bare, is_mail
from docsieve.signing.names import is_unspaced
from docsieve.signing.phrases import (
    SIGN,
    behind_files,
    bids,
    holds_listed,
    is_phrase,
    mask_of_written,
    opening_phrase,
    opens_phrase,
    page_words,
    streets,
)

LONGEST_COMMENTS_LINE = 8
LONGEST_NETWORK = 2
LONGEST_PAGE_NUMBER = 5
MOST_AFTER_THE_TEXT = 4
STOPPING_OPENINGS = (
    "cc  ",
    "cc: ",
    "cc\t",
    "c.c. ",
    "fot. ",
    "исп. ",
    "исполнитель ",
    "encl. ",
    "encl: ",
    "©",
    "(c) ",
    "copyright",
    "http://",
    "https://",
    "www.",
    "%",
    "#",
    "※",
    "☞",
)
BARS = (" · ", " | ", " • ", " – ", " — ", " - ")
STREET_ENDINGS = ("strasse", "straße", "straat", "gatan", "gasse", "vej", "veien", "katu", "utca")
LONGEST_STREET_WORDS = 8
LONGEST_HOUSE_NUMBER = 5
# Of files that pages offer, and of their sizes: "statement.pdf", "(PDF, 214 kB)".
FILE_ENDINGS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".hwp", ".zip", ".jpg", ".png", ".mp3", ".mp4")
FILE_SIZES = frozenset({"kb", "mb", "gb", "kib", "mib", "ko", "mo", "go", "кб", "мб"})
# Above what a visitor says.
SPEAKS = (" says:", " dice:", " dijo:", " dit :", " a dit :", " sagt:", " schreibt:", " diz:", " disse:")
STOPPING_WORDS = ("thoughts on ", "bloggers", "Akismet")


def opens_comments(line: Line) -> bool:
    """Say whether visitors' comments stand below a line: ``Comments (3)``, ``4 thoughts on ...``."""
    if line.is_long or not line.words:
        return False
    words = bare(line.words[:LONGEST_COMMENTS_LINE])
    while words and words[0].isdigit():
        words = words[1:]
    phrase = opening_phrase(words, "comments")
    rest = [word for word in words[len(phrase.split()) :] if not word.isdigit()]
    return bool(phrase) and (" " in phrase or len(rest) <= 1)


def is_stop(line: Line) -> bool:
    """Say whether a line opens something else than signatures: comments, contacts, notes, shares."""
    return not line.is_long and bool(line.words) and _stops(line.text, line.body)


@remembered
def _stops(text: str, body: str) -> bool:
    low = (body if text.startswith("#") else text)[:60].casefold()
    if text.endswith(SPEAKS) or _stops_in_brackets(text):
        return True
    if low.startswith(STOPPING_OPENINGS) or _is_address(low):
        return True
    said = body.split()
    if any(word in text for word in STOPPING_WORDS) or ("@" in text and "? " in text) or _offers(text, said):
        return True
    if said[0].isdigit():
        return _counts_what_stops(said)
    if not (opens_phrase(said[0], "stop") or is_unspaced(body) or not said[0].isalnum()):
        return False
    words = [word for word in bare(said) if not word.isdigit()]
    phrase = opening_phrase(words, "stop")
    if not phrase:
        return False
    if len(words) == 1 and " " not in phrase and is_unspaced(body) and len(words[0]) > len(phrase) + 2:
        return body[len(phrase) : len(phrase) + 1] in (":", "：")  # else a longer word that begins so
    rest = body[len(phrase) :]
    followed = rest[:2] == "  " or rest.lstrip()[:1] in ("", ":", "：", "-", "–", "(", "|", "·", "»")
    return (
        len(words) == len(phrase.split())
        or " " in phrase
        or ":" in body[: len(phrase) + 4]
        or "：" in body[: len(phrase) + 4]
        or followed
    )


def _offers(text: str, said: list[str]) -> bool:
    """Say whether a line offers a file, or bids the page's reader do something in its first word."""
    told = len(said) > 1 and (fold(said[0]) in bids() or fold(said[-1]) in behind_files())
    return told or names_file(text)


def _stops_in_brackets(text: str) -> bool:
    """Say whether a label in brackets ends signatures, alone or before a text: ``【連絡先】 ...``."""
    label = label_in_brackets(text) or (text[1:-1] if text[:1] == "【" and text[-1:] == "】" else "")
    return is_phrase(bare(label.split()), "stop")


def _counts_what_stops(words: list[str]) -> bool:
    """Say whether words are a number and what ends a list of signatures, no more: ``3 comments``."""
    counted = [word for word in bare(words) if not word.isdigit()]
    return is_phrase(counted, "stop")


def names_file(text: str) -> bool:
    """Say whether a line offers a file: by the ending of its name, or by its size.

    >>> [names_file(text) for text in ("The letter (PDF, 214 kB)", "Carta_final.pdf", "Lettre 12,5 Mo")]
    [True, True, True]
    >>> [names_file(text) for text in ("People's Front (PDF)", "Mo 12", "Union 5 de Mayo")]
    [False, False, False]
    """
    words = [word.strip("()[],;:") for word in text.casefold().split()]
    if any(word.endswith(FILE_ENDINGS) and word not in FILE_ENDINGS for word in words):
        return True
    return any(one[:1].isdigit() and two in FILE_SIZES for one, two in pairwise(words))


def names_network(line: Line) -> bool:
    """Say whether a line names a place where pages are shared, and nothing else."""
    if (
        line.is_long
        or not 0 < len(line.words) <= LONGEST_NETWORK
        or not opens_phrase(line.words[0], "networks")
    ):
        return False
    return is_phrase(bare(line.words), "networks")


def _is_address(low: str) -> bool:
    return " " not in low and is_mail(low)


def is_postal(line: Line) -> bool:
    """Say whether a line is a postal address, with or without a name before it, set apart by dashes or dots.

    >>> from docsieve.model import Block, Shape
    >>> from docsieve.signing.lines import look
    >>> lines = ("Bay Forum – 4 Quay Lane – 75000 Bay", "Bay Forum · 4 Quay Lane", "Bay Forum – Region 4")
    >>> [is_postal(look(Block(0, 0, len(t), t, "", Shape.PARAGRAPH), 0, 2)) for t in lines]
    [True, True, False]
    """
    if line.is_long or line.marker or not any(c.isdigit() for c in line.body):
        return False
    text = line.body
    for bar in BARS:
        text = text.replace(bar, "\t")
    pieces = [bare(piece.split()) for piece in text.split("\t")]
    return len(pieces) > 1 and any(map(_is_street, pieces))


def opens_with_street(line: Line) -> bool:
    """Say whether a line is an address that opens with a house and its street: ``4 Quay Lane, Bay``."""
    if line.is_long or line.marker or not line.body[:1].isdigit():
        return False
    first, comma, rest = line.body.partition(",")
    return bool(comma and rest.strip()) and _is_street(bare(first.split()))


def _is_street(words: list[str]) -> bool:
    """Say whether words are a house and its street: a number first or last, and a word for a street."""
    if not 1 < len(words) <= LONGEST_STREET_WORDS:
        return False
    numbered = any(word[:1].isdigit() and len(word) <= LONGEST_HOUSE_NUMBER for word in (words[0], words[-1]))
    return numbered and any(word in streets() or word.endswith(STREET_ENDINGS) for word in words)


def undersigned(text: str) -> bool:
    """Say whether running text announces that signatures stand below."""
    return holds_listed(" ".join(bare(text.split())), "undersigned")


def speaks_as_several(texts: Iterable[str]) -> bool:
    """Say whether texts hold a phrase in which several speak and demand."""
    return any(holds_listed(fold(text), "voice") for text in texts)


def announces_demands(line: Line) -> bool:
    """Say whether the last sentence of a line says that several demand what stands below: ``We demand:``."""
    last = line.text[line.text.rfind(". ") + 1 :]
    signs = any(mask_of_written(word) & SIGN for word in last.split())
    return last.endswith(COLONS) and speaks_as_several((last,)) and not (signs or undersigned(last))


def ends_the_text(lines: Sequence[Line], index: int) -> bool:
    """Say whether no running text follows a line but below a line that opens something else."""
    others = 0
    for line in map(lines.__getitem__, range(index + 1, len(lines))):
        if is_stop(line):
            return True
        if line.is_sentence:
            return False
        others += not (is_date_line(line.body) or bool(countries_of(line.text.strip("()"))))
        if others > MOST_AFTER_THE_TEXT:
            return False
    return True


def interrupts(line: Line) -> bool:
    """Say whether a line opens what pages set between the lines of a text: an advertisement, a form."""
    return not line.is_long and opening_phrase(bare(line.words), "interruptions") != ""


def is_conjunction(line: Line) -> bool:
    """Say whether a line is one word that joins two lists: ``and``, ``oraz``."""
    return len(line.words) == 1 and fold(line.words[0]).strip(" .,:;") in small_words("conjunctions")


def is_page_number(line: Line) -> bool:
    """Say whether a line is the number of a page, as printed ones have: ``page 1 / 2``, ``- 3 -``.

    >>> from docsieve.model import Block, Shape
    >>> from docsieve.signing.lines import look
    >>> lines = ("page 1 / 2", "Seite 3 von 4", "Page after page", "7 Sisters")
    >>> [is_page_number(look(Block(0, 0, len(t), t, "", Shape.PARAGRAPH), 0, 1)) for t in lines]
    [True, True, False, False]
    """
    if not 1 < len(line.words) <= LONGEST_PAGE_NUMBER or not any(word.isdigit() for word in line.words):
        return False
    words = [word for word in bare(line.words) if not word.isdigit()]
    return bool(words) and words[0] in page_words() and len(words) <= 2
