"""What of a name tells bodies and persons apart: its letters, its words, its initials."""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from docsieve.folding import fold

LONGEST_NAME = 400
"""Code points of a name that are compared; what follows is no name any more."""

MOST_KEPT = 1 << 16
"""Names whose words are kept for the next time they are compared."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))


@cache
def _words_of(table: str) -> frozenset[str]:
    text = (files("docsieve.data") / "name_words.toml").read_text("utf-8")
    return frozenset(str(tomllib.loads(text)[table]).split())


def words(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, width and punctuation; letters with dots are one word.

    >>> words("Ｏpen Rivers’ Network, e.V."), words("Salt & Light")
    (('open', 'rivers', 'network', 'ev'), ('salt', 'and', 'light'))
    """
    folded = fold(unicodedata.normalize("NFKC", name[:LONGEST_NAME])).translate(_APOSTROPHES)
    folded = folded.replace("&", " and ")
    plain = _plain(folded)
    if "." not in plain:
        return tuple(plain.split())
    return tuple(word for piece in plain.split() for word in _undotted(piece))


def _plain(folded: str) -> str:
    """What counts and full stops, blanks for all else; most names have no letter that is to be looked up."""
    if folded.isascii():
        return folded.translate(_NOT_COUNTED)
    return "".join(c if _counts(c) else "." if c == "." else " " for c in folded)


def _counts(c: str) -> bool:
    return c.isalnum() or c == "+" or unicodedata.category(c) in ("Mn", "Mc")


_NOT_COUNTED = {code: " " for code in range(128) if chr(code) != "." and not _counts(chr(code))}


def _undotted(piece: str) -> list[str]:
    parts = [part for part in piece.split(".") if part]
    return ["".join(parts)] if all(len(part) == 1 for part in parts) and parts else parts


def letters(name: str) -> str:
    """The words of a name written together: what is left when spelling of the gaps does not count.

    >>> letters("Net-Menders’ Circle") == letters("NET MENDERS CIRCLE")
    True
    """
    return "".join(words(name)) or name[:LONGEST_NAME].strip()


@lru_cache(maxsize=MOST_KEPT)
def core(name: str) -> tuple[str, ...]:
    """The words of a name without its form in law and its function words, in order; never empty for a word.

    >>> core("The Union of Net Menders, Inc."), core("S.A. La Mar"), core("Ve")
    (('union', 'net', 'menders'), ('mar',), ('ve',))
    """
    kept = without_legal_form(name)
    return tuple(word for word in kept if word not in _words_of("function_words")) or kept


@lru_cache(maxsize=MOST_KEPT)
def without_legal_form(name: str) -> tuple[str, ...]:
    """The words of a name without its form in law at either end; a name of forms alone stays.

    >>> without_legal_form("Möwenfreunde e. V."), without_legal_form("Work as one")
    (('mowenfreunde',), ('work', 'as', 'one'))
    """
    kept = list(_joined_single_letters(words(name)))
    while len(kept) > 1 and _is_legal_form(kept[-1], name):
        kept.pop()
    while len(kept) > 1 and _is_legal_form(kept[0], name):
        kept.pop(0)
    return tuple(kept)


def _joined_single_letters(parts: tuple[str, ...]) -> list[str]:
    """Single letters at the end are one form in law: "e. V." is "ev"."""
    last = len(parts)
    while last > 0 and len(parts[last - 1]) == 1 and parts[last - 1].isalpha():
        last -= 1
    return [*parts[:last], "".join(parts[last:])] if len(parts) - last > 1 and last else list(parts)


def _is_legal_form(word: str, name: str) -> bool:
    if word not in _words_of("legal_forms"):
        return False
    if word not in _words_of("short_forms"):
        return True
    dotted = (".".join(word), ".".join(word).upper(), ". ".join(word.upper()), ". ".join(word))
    return any(form in name for form in (word.upper(), *dotted) if len(form) > 1)


def is_acronym(written: str) -> bool:
    """Whether a name is a short word in capitals, as bodies call themselves for short.

    >>> [is_acronym(name) for name in ("ORN", "UNL+", "O.R.N.", "Open", "A", "VAKAD", "KeIG")]
    [True, True, True, False, False, True, True]
    """
    short = "".join(words(written))
    capitals = sum(c.isupper() for c in written)
    return 2 < len(short) <= 10 and len(written.split()) == 1 and capitals * 3 >= 2 * len(short)


def is_distinctive(written: str) -> bool:
    """Whether a name says enough to be recognised by it alone: two words that count, or a long one.

    >>> [is_distinctive(name) for name in ("Salt Bell Union", "Union", "Leuchtturmfreunde", "솔트벨 조합")]
    [True, False, True, True]
    """
    own = core(written)
    return len(own) > 1 or len("".join(own)) >= 10


def person_key(name: str) -> str:
    """The words of a person's name in no order, so that a family name may stand first.

    >>> person_key("ELM, Ada") == person_key("Ada Elm")
    True
    """
    return " ".join(sorted(words(name))) or name[:LONGEST_NAME].strip()


def key(name: str, *, person: bool) -> str:
    """What makes two written names the same name."""
    return person_key(name) if person else letters(name)
