"""The words of names: kinds of organisations, roles, titles, degrees, legal forms, given names."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from docsieve.folding import fold

# Their words are looked for as parts of a name, not as its words.
UNSPACED = ("th", "zh", "ja", "ko")
NOT_LANGUAGES = ("institutions", "common", "title", "offices", "plurals", "phrases", "occupations")
SHORTEST_PLURAL, LONGEST_ROLE_PHRASE = 6, 4
# Of the titles of one letter those that are written as capitals: Monsieur.
CJK_LISTS = ("surnames_cjk.txt", "surnames_cjk_more.txt")


@dataclass(frozen=True, slots=True)
class Affixes:
    """A word list with whole words, beginnings and endings."""

    exact: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]
    shortest: int
    longest: int

    def has(self, word: str) -> bool:
        """Say whether a folded word is of the list."""
        if word in self.exact:
            return True
        for length in range(min(len(word), self.longest), self.shortest - 1, -1):
            if word[:length] in self.starts or word[-length:] in self.ends:
                return True
        return False


def affixes(words: Iterable[str]) -> Affixes:
    """Read a word list: ``word``, ``word*`` (beginning), ``*word`` (ending).

    >>> listed = affixes(["federa*", "*verein"])
    >>> [listed.has(word) for word in ("federation", "sportverein", "verein", "feder")]
    [True, True, True, False]
    """
    folded = [fold(word) for word in words]
    starts = frozenset(word[:-1] for word in folded if word.endswith("*"))
    ends = frozenset(word[1:] for word in folded if word.startswith("*"))
    lengths = [len(word) for word in starts | ends] or [0]
    exact = frozenset(word for word in folded if "*" not in word) | starts
    return Affixes(exact, starts, ends, min(lengths), max(lengths))


@cache
def _table(name: str) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = tomllib.loads(_text(name))
    return tables


def _text(name: str) -> str:
    return files("docsieve.data").joinpath(name).read_text(encoding="utf-8")


@cache
def _spaced(name: str, key: str) -> Affixes:
    left_out = {*UNSPACED, *NOT_LANGUAGES}
    return affixes(
        word for lang, table in _table(name).items() if lang not in left_out for word in table[key].split()
    )


@cache
def kind_parts() -> tuple[str, ...]:
    """Give the kind words of scripts without spaces."""
    return tuple(word for lang in UNSPACED for word in _table("kinds.toml")[lang]["kind"].split())


@cache
def parts_beside() -> tuple[str, ...]:
    """Give the endings of bodies that are short for what they are where they stand beside a person's name."""
    return tuple(word for lang in UNSPACED for word in _table("kinds.toml")[lang].get("beside", "").split())


@cache
def role_parts() -> tuple[str, ...]:
    """Give the role words of scripts without spaces."""
    return tuple(word for lang in UNSPACED for word in _table("roles.toml")[lang]["role"].split())


@lru_cache(maxsize=1 << 14)
def is_kind_word(word: str) -> bool:
    """Say whether a folded word is one of organisations' names.

    >>> is_kind_word("federation"), is_kind_word("women-union"), is_kind_word("ana")
    (True, True, False)
    """
    return len(word) > 1 and _has(_spaced("kinds.toml", "kind"), word)


@cache
def kind_phrases() -> tuple[str, ...]:
    """Give kinds of bodies of several words, casefolded with their accents: ``câu lạc bộ``."""
    return tuple(_table("kinds.toml")["phrases"]["kind"])


@cache
def role_phrases() -> tuple[str, ...]:
    """Give what a person is in several words, casefolded with their accents: ``giáo viên``."""
    return tuple(_table("roles.toml")["phrases"]["role"])


def opens_with_role(text: str) -> bool:
    """Say whether what a person is in several words, with its accents, opens a text: ``giảng viên``."""
    opening = " ".join(text.split()[:LONGEST_ROLE_PHRASE]).casefold()
    return f"{opening} ".startswith(_role_openings())


@cache
def _role_openings() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in role_phrases())


def holds_phrase(text: str, phrases: tuple[str, ...]) -> bool:
    """Say whether a text with accents holds one of some phrases as words of its own.

    >>> holds_phrase("Câu lạc bộ Sông Xanh", kind_phrases()), holds_phrase("Cau lac bo", kind_phrases())
    (True, False)
    """
    if text.isascii():
        return False
    words = f" {text.casefold()} "
    return any(f" {phrase} " in words for phrase in phrases)


def is_office_word(word: str) -> bool:
    """Say whether a folded word is an office in a body, not an occupation: president, member, editor."""
    return word in _offices_table("words")


def is_possessed_office(word: str) -> bool:
    """Say whether a folded word is an office whose ending says that the body stands before it."""
    return word in _offices_table("possessed")


def is_scholar_word(word: str) -> bool:
    """Say whether a folded word is one who studies or teaches at a body."""
    return word in _offices_table("scholars")


def is_organ_word(word: str) -> bool:
    """Say whether a folded word names an organ of a body that offices are held in: board, junta."""
    return word in _offices_table("organs")


def is_portfolio_word(word: str) -> bool:
    """Say whether a folded word is what an office is for, in languages where bodies begin with their kind."""
    return word in _offices_table("portfolios")


def is_subject_word(word: str) -> bool:
    """Say whether a folded English word is a subject that a chair is of: law, history."""
    return word in _offices_table("subjects")


@cache
def _offices_table(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _table("roles.toml")["offices"][name].split())


def leads_bodies(word: str) -> bool:
    """Say whether a folded word is an office whose "of" names a body, not a subject: founder, member."""
    return word in _offices_table("of_bodies")


@lru_cache(maxsize=1 << 14)
def is_role_word(word: str) -> bool:
    """Say whether a folded word says what a person is or does."""
    return len(word) > 1 and _has(_spaced("roles.toml", "role"), word)


def _has(listed: Affixes, word: str) -> bool:
    if listed.has(word) or "-" not in word:
        return listed.has(word)
    whole = listed.has(word.replace("-", "")) and not is_given_name(word)  # "Maj-Lis" is no majlis
    return whole or any(listed.has(part) for part in word.split("-"))


def is_doer_of_kind(word: str) -> bool:
    """Say whether a folded word is for who belongs to a kind of body or does what it does: campaigner.

    >>> [is_doer_of_kind(word) for word in ("campaigner", "campaign", "federation", "kulturcenter")]
    [True, False, False, False]
    """
    kinds = _spaced("kinds.toml", "kind")
    begun = word not in kinds.exact and any(word[:length] in kinds.starts for length in range(4, len(word)))
    return begun and word.endswith(occupation_ends())


@cache
def common_kinds() -> frozenset[str]:
    """Give the kind words too common elsewhere to help to find names."""
    return frozenset(fold(word) for word in _table("kinds.toml")["common"]["words"].split())


def names_many(word: str) -> bool:
    """Say whether a folded word ends as words for many who do something: rowers, feministas.

    >>> names_many("rowers"), names_many("rower"), names_many("sers")
    (True, False, False)
    """
    return len(word) >= SHORTEST_PLURAL and word.endswith(_plural_ends())


@cache
def occupation_ends() -> tuple[str, ...]:
    """Give the endings of words for those who do something for a living, folded: -ologist, -macher."""
    return tuple(_table("roles.toml")["occupations"]["ends"].split())


@cache
def _plural_ends() -> tuple[str, ...]:
    return tuple(_table("kinds.toml")["plurals"]["ends"].split())


def is_institution_word(word: str) -> bool:
    """Say whether a folded word is one that bodies within others begin with: university, department."""
    return word in _institutions()


@cache
def _institutions() -> frozenset[str]:
    return frozenset(fold(word) for word in _table("kinds.toml")["institutions"]["words"].split())


def roles_table() -> dict[str, dict[str, str]]:
    """Give the table of roles, offices and titles as it is written."""
    return _table("roles.toml")


@cache
def legal_forms() -> frozenset[str]:
    """Give all legal forms, folded, without dots."""
    words = (word for table in _table("kinds.toml").values() for word in table.get("legal", "").split())
    return frozenset(fold(word).replace(".", "") for word in words)


@cache
def degrees() -> frozenset[str]:
    """Give the degrees and honours that stand after a name, folded, without dots."""
    return frozenset(fold(word).replace(".", "") for word in _table("roles.toml")["title"]["after"].split())


def is_given_name(word: str) -> bool:
    """Say whether a folded word is a common given name somewhere."""
    return word in _given() or ("-" in word and word.split("-", 1)[0] in _given())


@cache
def _given() -> frozenset[str]:
    compiled = (line for line in _text("given_names.txt").split("\n") if line[:1] != "#")
    written = (
        word for line in _text("given_names_more.txt").split("\n") if line[:1] != "#" for word in line.split()
    )
    return frozenset([*compiled, *written]) - {""}


@cache
def surnames_cjk() -> frozenset[str]:
    """Give surnames in Chinese, Japanese and Korean script."""
    lines = [line for name in CJK_LISTS for line in _text(name).split("\n") if line[:1] != "#"]
    return frozenset(name for line in lines for name in line.split())
