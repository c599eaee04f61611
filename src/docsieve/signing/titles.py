"""Titles before names: which words are, and names without them."""

from collections.abc import Sequence
from functools import cache, lru_cache

from docsieve.folding import fold
from docsieve.signing.vocabulary import is_given_name, is_role_word, roles_table

CAPITAL_TITLES = ("m",)
WORDS_OF_A_COUNCIL, LETTERS_OF_A_STATE = 3, 2
MARKS_AROUND = 2
# Of degrees in Russian, each letter with its full stop: "к. и. н."
DEGREE_LETTERS = frozenset("кдфтмихэпюсбгн")


@cache
def titles() -> frozenset[str]:
    """Give the titles that stand before a name, folded, without dots at their end."""
    return frozenset(fold(word).rstrip(".") for word in roles_table()["title"]["before"].split())


@lru_cache(maxsize=1 << 14)
def is_title(word: str) -> bool:
    """Say whether a word as written stands before names: one title, or several set close: ``Prof.Dr.``.

    >>> [is_title(word) for word in ("Dr.", "Prof.Dr.", "PGS.TS.", "π.", "A.", "Ana", "Eng.", "Eng")]
    [True, True, True, True, False, False, True, False]
    """
    if len(word) > MARKS_AROUND and word[0] == "(" and word[-1] == ")":
        return is_title(word[1:-1])  # "Comr. (Mrs) Ana Sol"
    low = fold(word).strip(".,")
    if word.endswith(".") and (low in _title_words("dotted") or (word.islower() and low in DEGREE_LETTERS)):
        return True
    if len(low) == 1 and word[0].isupper() and low not in CAPITAL_TITLES:
        return False
    if low in titles():
        return True
    parts = [part for part in low.replace("-", ".").split(".") if part]
    return len(parts) > 1 and all(len(part) > 1 and part in titles() for part in parts)


@cache
def titles_that_are_roles() -> frozenset[str]:
    """Give the titles that say what a person is: member of a parliament, bishop."""
    return _title_words("roles")


@cache
def titles_held_in_towns() -> frozenset[str]:
    """Give the titles of those whom a town or parish has: mayor, vicar, bishop."""
    return _title_words("of_towns")


@cache
def _title_words(use: str) -> frozenset[str]:
    return frozenset(fold(word) for word in roles_table()["title"][use].split())


def is_peer(name: str) -> bool:
    """Say whether a name is a peer's, whose title is part of it: a surname alone or a see stands behind.

    >>> [is_peer(name) for name in ("Lord Quay", "Baroness Mar of Tides", "The Lord Bishop of Quay")]
    [True, True, True]
    >>> [is_peer(name) for name in ("Lady Ana Sol", "Lord", "Lord Tide Trust", "Lord Mayor of Quay")]
    [False, False, False, False]
    """
    words = name.split()
    words = words[1:] if words[:1] and fold(words[0]) in _title_words("opens") else words
    if len(words) < 2 or fold(words[0]) not in _title_words("peers") or not words[1][:1].isupper():
        return False
    named = len(words) == 2 and fold(words[1]) not in titles()
    return named or (len(words) > 3 and words[2] == "of" and fold(words[1]) != "mayor")


def unranked(name: str) -> str:
    """Take titles and words for an occupation or office off the beginning of a name.

    >>> unranked("Kantorin Anna Kai"), unranked("Pfarrerin Dr. Ana Sol"), unranked("Ana Sol")
    ('Anna Kai', 'Ana Sol', 'Ana Sol')
    """
    words = untitled(name).split()
    while len(words) > 2 and is_role_word(fold(words[0])) and not is_given_name(fold(words[0])):
        words = untitled(" ".join(words[1:])).split()
    return " ".join(words)


def untitled(name: str) -> str:
    """Take the titles off the beginning of a name.

    >>> untitled("Prof. Dr. Ana Sol"), untitled("Dr. Öğr. Üyesi Ece Kum"), untitled("Üyesi Ece Kum")
    ('Ana Sol', 'Ece Kum', 'Üyesi Ece Kum')
    """
    words = name.split()
    return " ".join(words[titled_words(words) :])


def is_council(words: Sequence[str]) -> bool:
    """Say whether words that begin as a title does are a council's, its town and its state: no person's.

    >>> is_council(["Gemeinderat", "Untergand", "BE"]), is_council(["Gemeinderat", "Ana", "Sol"])
    (True, False)
    >>> is_council(["Dr.", "Sol", "MP"]), is_council(["Stadtrat", "ANA", "LI"])
    (False, False)
    """
    code = words[-1] if len(words) == WORDS_OF_A_COUNCIL else ""
    told = len(code) == LETTERS_OF_A_STATE and code.isalpha() and code.isupper()
    return told and not words[1].isupper() and fold(words[0]) in _title_words("councils")


def _ends_in_two(words: Sequence[str], position: int) -> bool:
    """Say whether a word is one of two letters that end a title, set apart: ``Prof. i. R.``."""
    pairs = (words[position : position + 2], words[position - 1 : position + 1])
    return any(len(pair) == 2 and fold("".join(pair)) in _title_words("ends") for pair in pairs)


def titled_words(words: Sequence[str]) -> int:
    """Give how many words before a name, of which there is one at least, are titles.

    >>> titled_words(["Dr.", "Öğr.", "Üyesi", "Ece", "Kum"]), titled_words(["Dr."])
    (3, 0)
    >>> titled_words(["The", "Rt", "Revd", "Ben", "Kai"]), titled_words(["The", "Quay"])
    (3, 0)
    >>> titled_words(["Prof.", "i.", "R.", "Dr.", "Ana", "Sol"]), titled_words(["Dr.", "A.", "R.", "Sol"])
    (4, 1)
    """
    if is_council(words):
        return 0
    opens = 0
    while opens < len(words) - 1 and fold(words[opens]).rstrip(".") in _title_words("opens"):
        opens += 1
    if opens and not (opens < len(words) - 1 and is_title(words[opens])):
        return 0
    for count, word in enumerate(words[opens:-1], start=opens):
        ends = count and (fold(word) in _title_words("ends") or _ends_in_two(words, count))
        if not is_title(word) and not ends:
            return count
    initial = words[-2:-1] == ["M."]  # before one word as likely of a given name
    return max(0, len(words) - 1 - initial)
