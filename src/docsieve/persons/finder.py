"""Names in a text: every way a person's name is written, and where it stands; linear in the text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from docsieve.persons.words import Word, is_sign, words_in

WIDEST_GAP = 8
"""Characters between two words of a name: a comma and a blank, a line end and what indents the next line."""

LONGEST_PARTICLE = 3
"""Letters of "van", "del": a first name and one of them are no part of a name by themselves."""

SHORTEST_NAME = 3
"""Letters of a name below which it is taken out of its own line only."""

SHORTEST_HANDLE = 6
"""Letters of a name written as one word (a handle, a host name) below which it may be another word."""

Words = tuple[str, ...]
Phrase = tuple[Words, str]
"""Folded words to be found, and what is to stand for them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of a text, and what is to stand there."""

    start: int
    end: int
    after: str


class Phrases(Protocol):
    """What can tell whether a phrase that is looked for begins at a word."""

    def at(self, words: Sequence[Word], place: int) -> tuple[int, str] | None:
        """How many words from ``place`` on are the longest phrase there, and what stands for it."""
        ...


class Names:
    """Phrases to be found, each with what is to stand for it; does not change once it is made."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Take the phrases as folded words; of two replacements for the same words the first holds."""
        self._after: dict[Words, str] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for words, after in phrases:
            if words:
                self._after.setdefault(words, after)
                lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(its, reverse=True) for first, its in lengths.items()}

    def at(self, words: Sequence[Word], place: int) -> tuple[int, str] | None:
        """How many words from ``place`` on are the longest phrase there, and what stands for it."""
        for length in self._lengths.get(words[place].folded, ()):
            phrase = words[place : place + length]
            after = self._after.get(tuple(word.folded for word in phrase))
            if after is not None and len(phrase) == length and _is_close(phrase):
                return length, after
        return None


def _is_close(words: Sequence[Word]) -> bool:
    return all(word.start - before.end <= WIDEST_GAP for before, word in pairwise(words))


def hits(text: str, names: Sequence[Phrases]) -> list[Hit]:
    """Every place where a phrase stands, from left to right, the longest first; none overlaps another.

    >>> hits("By ELM, Ada.", [Names([(("elm", "ada"), "X")])])
    [Hit(start=3, end=11, after='X')]
    """
    words = words_in(text)
    found: list[Hit] = []
    place = 0
    while place < len(words):
        here = max(
            (at for each in names if (at := each.at(words, place))), key=lambda at: at[0], default=None
        )
        if here is None:
            place += 1
            continue
        last = words[place + here[0] - 1]
        found.append(Hit(words[place].start, last.end, here[1]))
        place += here[0]
        while place < len(words) and words[place].start < last.end:
            place += 1
    return found


def replaced(text: str, found: Iterable[Hit]) -> str:
    r"""The text with every hit replaced; line ends within one are kept, so that lines keep their numbers.

    >>> replaced("By Ada\nElm!", [Hit(3, 10, "X")])
    'By X\n!'
    """
    pieces, done = [], 0
    for hit in found:
        pieces += [text[done : hit.start], with_lines(hit.after, text[hit.start : hit.end])]
        done = hit.end
    return "".join([*pieces, text[done:]])


def with_lines(after: str, before: str) -> str:
    """A replacement with as many line ends as what it replaces."""
    return after + "\n" * before.count("\n")


def everywhere(name: str, pseudonym: Callable[[Words], str]) -> Iterator[tuple[Words, str]]:
    """The ways a full name is looked for in all texts: in both orders, and as one word.

    Nothing for a name of one word, or of at most two signs: too many words are written the same.
    """
    words = tuple(word.folded for word in words_in(name))
    if not is_telling(words):
        return
    after = pseudonym(words)
    yield words, after
    yield (words[-1], *words[:-1]), after
    yield (*words[1:], words[0]), after
    if not any(is_sign(c) for c in "".join(words)):
        yield from (((joined,), after) for joined in _handles(words))


def _handles(words: Words) -> Iterator[str]:
    for order in (words, (words[-1], *words[:-1])):
        if len("".join(order)) >= SHORTEST_HANDLE:
            yield "".join(order)


def is_telling(words: Words) -> bool:
    """Whether words are enough of a name to be looked for where the person did not sign."""
    signs = sum(is_sign(c) for c in "".join(words))
    return signs > 2 or len(words) - signs > 1


def where_signed(name: str, pseudonym: Callable[[Words], str]) -> Iterator[tuple[Words, str]]:
    """The ways a name is looked for in the documents that were signed by it, besides those of all texts.

    The name itself however short, the first word with the second or the last, initials with the last.
    """
    words = tuple(word.folded for word in words_in(name))
    if len("".join(words)) < SHORTEST_NAME and not any(is_sign(c) for c in "".join(words)):
        return
    after = pseudonym(words)
    yield words, after
    if len(words) < 2 or any(is_sign(c) for c in "".join(words)):
        return
    first, last = words[0], words[-1]
    second = words[1] if len(words[1]) > LONGEST_PARTICLE else last
    for short in ((first, second), (first, last), (last, first), (first[0], last), (last, first[0])):
        if all(short) and len(max(short, key=len)) > 2:
            yield short, after
