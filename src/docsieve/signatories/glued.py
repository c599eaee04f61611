"""Names with what follows them and no mark between: ``Ana Sol HARBOUR UNION``."""

import re

from docsieve.folding import fold, small_words
from docsieve.signatories.bodies import without_elision
from docsieve.signing.names import (
    cjk_person,
    is_acronym,
    is_uncased,
    is_unspaced,
    opens_with_hangul_name,
    person_form,
    traits,
)
from docsieve.signing.titles import titled_words
from docsieve.signing.vocabulary import is_given_name, is_kind_word, is_role_word, role_parts

LONGEST_NAME = 5
# Languages whose bodies' names begin with their kind: what follows a name from there on is a body.
LEAST_BODY, WORDS_OF_A_NAME = 2, 2
LONGEST_ACRONYM = 8
HAN_NAME = range(2, 5)
BRACKET = re.compile("[（(]")
HAN = re.compile("[\u3400-\u9fff\u3040-\u309f]{3,6}")


def glued_person(text: str) -> tuple[str, str]:
    """Split a person's name from a role or body that follows without a mark; nothing where all is one.

    >>> glued_person("Ana Sol HARBOUR UNION"), glued_person("Ana SOL Group of the Harbour")
    (('Ana Sol', 'HARBOUR UNION'), ('Ana SOL', 'Group of the Harbour'))
    >>> glued_person("Ana Sol Foundation"), glued_person("Jean Paul SOL")
    (('Ana Sol Foundation', ''), ('Jean Paul SOL', ''))
    """
    cut = len(text)
    if is_uncased(text):
        return _glued_in_hangul(text)
    for mark in (",", "،", "(", " – ", " — ", " - ", ";", "\t", "["):
        at = text.find(mark)
        if at >= 0:
            cut = min(cut, at)
    words = text[:cut].split()
    first = titled_words(words)
    name = words[first:]
    if len(name) < 3:
        return text, ""
    length = _boundary(name, known=first > 0 or is_given_name(fold(name[0])))
    if length is None:
        return text, ""
    kept = words[: first + length]
    while len(kept) > 2 and fold(kept[-1]) in small_words("prepositions"):
        kept = kept[:-1]
    return " ".join(kept), text[_offset(text, first + length) :]


def _glued_in_hangul(text: str) -> tuple[str, str]:
    """Split ``name body role`` in Korean, where what follows the name tells a role or a body; ``name role``
    in Chinese and Japanese.
    """
    name, _, rest = text.replace("\u3000", " ").partition(" ")
    named = cjk_person(name) or (HAN.fullmatch(name) is not None and not traits(name).kinds)
    if named and not traits(name).roles and rest.strip().endswith(role_parts()) and is_unspaced(rest):
        return name, rest.strip()
    hangul = "가" <= name[:1] <= "힣"
    body = BRACKET.split(rest)[0]  # a given name may stand there, and a body in a bracket behind it
    if not hangul and _is_han_person(name) and is_unspaced(body) and traits(body).kinds:
        return name, rest.strip()
    told = opens_with_hangul_name(text) and rest[:1].isalpha() and (traits(rest).roles or traits(rest).kinds)
    return (name, rest) if told else (text, "")


def _is_han_person(name: str) -> bool:
    return cjk_person(name) and len(name) in HAN_NAME and not traits(name).roles


def _offset(text: str, count: int) -> int:
    """Give where the word after ``count`` words begins."""
    position = 0
    for _ in range(count):
        while position < len(text) and text[position].isspace():
            position += 1
        while position < len(text) and not text[position].isspace():
            position += 1
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _boundary(name: list[str], *, known: bool) -> int | None:
    """Give the place where a person's name ends and something else begins, None for nowhere."""
    if known and _is_told_in_capitals(name):
        return WORDS_OF_A_NAME
    capitals = [word.upper() == word and sum(c.isalpha() for c in word) > 1 for word in name]
    if capitals[0]:
        return _boundary_in_capitals(name) if all(capitals) and known else None
    for at in range(2, min(len(name), LONGEST_NAME + 1)):
        before, rest = name[:at], name[at:]
        if rest[0][0].islower() and (is_role_word(fold(rest[0])) or _tells_in_small_letters(rest)):
            return at if all(word[0].isupper() for word in before) and _has_given(before) else None
        if capitals[at - 1] and not capitals[at] and (at > 1) and not all(capitals[at:]):
            # "Ana SOL Group ...": the surname in capitals, then small letters again.
            return (
                at
                if known and len(rest) >= LEAST_BODY and fold(rest[0]) not in small_words("particles")
                else None
            )
        if not any(capitals[:at]) and all(capitals[at : at + 2]) and _names_a_body(rest, known=known):
            return (
                at
                if all(word[0].isupper() or fold(word) in small_words("particles") for word in before)
                else None
            )
    return None


def _is_told_in_capitals(name: list[str]) -> bool:
    """Say whether an office and whose stand behind two words: ``Ana Sol Director of Collections``."""
    if len(name) < WORDS_OF_A_NAME + LEAST_BODY + 1:
        return False
    office, of = name[WORDS_OF_A_NAME], fold(name[WORDS_OF_A_NAME + 1])
    told = office[0].isupper() and is_role_word(fold(office)) and of in small_words("prepositions")
    return told and _has_given(name[:WORDS_OF_A_NAME]) and not is_role_word(fold(name[1]))


def _tells_in_small_letters(rest: list[str]) -> bool:
    """Say whether words behind a name, none of them a body's, begin with a small one that joins nothing."""
    small = small_words("particles") | small_words("prepositions") | small_words("linking")
    first = fold(rest[0]).strip(".")
    if without_elision(rest[0])[0].isupper():
        return False  # "Flor d'Ametller"
    joins = first in small | small_words("conjunctions") | small_words("articles")
    return len(first) > 2 and not joins and not any(is_kind_word(fold(word)) for word in rest)


def _has_given(name: list[str]) -> bool:
    folded = [fold(word) for word in name]
    # Some articles are given names elsewhere: "Les".
    given = any(is_given_name(word) and word not in small_words("articles") for word in folded)
    return given and not any(is_kind_word(word) for word in folded)


def _names_a_body(rest: list[str], *, known: bool) -> bool:
    """Say whether words in capitals after a name are a body or a role, and not a surname in capitals."""
    first = fold(rest[0])
    return (
        is_kind_word(first)
        or is_role_word(first)
        or (known and len(rest) > 1 and is_acronym(rest[0]) and len(rest[0]) <= LONGEST_ACRONYM)
    )


def _boundary_in_capitals(name: list[str]) -> int | None:
    for at in range(2, min(len(name) - 1, LONGEST_NAME)):
        word = fold(name[at])
        if (is_kind_word(word) or is_role_word(word)) and len(name) - at >= LEAST_BODY:
            return at if person_form(" ".join(name[:at])) else None  # not "PIER AND PADDLE CLUB OF QUAY"
    return None
