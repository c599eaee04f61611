"""Which parties are worth comparing: those that share a block, so that the work stays linear."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from docsieve.entities.measures import words_of_name
from docsieve.entities.names import core, is_distinctive, letters
from docsieve.entities.parties import Party
from docsieve.model import Kind

LETTERS, CORE, WORDS, OPEN, STATED = "letters", "core", "words", "one word open", "stated"
PERSON = "person"
SORTS = (LETTERS, CORE, WORDS, OPEN, STATED, PERSON)
"""Sorts of blocks, those of bodies by what of their names is the same."""

PARTY, ACRONYM, NAMESAKE = "party", "acronym", "namesake"
"""What else makes claims one: a name, of persons in one document; an acronym that one body goes by and
another gives as its own; and a person's name anywhere, where a judgement speaks of it."""

MOST_WITH_ALL = 40
"""Parties of a block that are all compared with each other; in a larger one each with its next NEIGHBOURS."""

NEIGHBOURS = 10

Pair = tuple[Party, Party]
Block = tuple[str, ...]
"""The sort of a block, and what is the same in it."""


def blocks_of(parties: Sequence[Party]) -> Mapping[str, list[list[Party]]]:
    """Give the blocks of two or more parties by their sort, the parties of each by their ids.

    Blocks are told by 60 bits of a hash: names are too many to be held once for each block that they are in.
    Two that share one are compared together, and told apart where that is done.
    """
    ordered = sorted(parties, key=lambda one: one.id)
    names = Counter(party.name for party in ordered if party.kind is Kind.PERSON)
    marks, owners = array("Q"), array("l")
    for number, party in enumerate(ordered):
        if party.kind is Kind.ORGANIZATION or names[party.name] > 1:  # persons are compared with namesakes
            found = sorted({mark(block) for block in blocks_in(party)})
            marks.extend(found)
            owners.extend([number] * len(found))
    blocks: dict[str, list[list[Party]]] = {sort: [] for sort in SORTS}
    for shared, members in _together(marks, owners):
        blocks[SORTS[shared >> _HASH_BITS]].append([ordered[number] for number in members])
    return blocks


_HASH_BITS = 60
_NUMBER_OF = {sort: number for number, sort in enumerate((*SORTS, PARTY, ACRONYM, NAMESAKE))}


def mark(block: Block) -> int:
    """Give a number for a block: its sort, then a hash."""
    sort, *same = block
    data = "\x1f".join(same).encode("utf-8", "surrogatepass")
    hashed = int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
    return _NUMBER_OF[sort] << _HASH_BITS | hashed >> 64 - _HASH_BITS


def is_of_sort(marks: npt.NDArray[np.uint64], sort: str) -> npt.NDArray[np.bool_]:
    """Tell which marks are of a sort.

    >>> marks = [mark((ACRONYM, "fhp")), mark((NAMESAKE, "ada elm"))]
    >>> is_of_sort(np.array(marks, np.uint64), NAMESAKE).tolist()
    [False, True]
    """
    same: npt.NDArray[np.bool_] = marks >> np.uint64(_HASH_BITS) == _NUMBER_OF[sort]
    return same


def _together(marks: "array[int]", owners: "array[int]") -> Iterator[tuple[int, list[int]]]:
    """Each mark that two or more have, with its owners in their order."""
    known, whose = np.array(marks, np.uint64), np.array(owners, np.int64)
    order = np.argsort(known, kind="stable")
    found, starts, counts = np.unique(known[order], return_index=True, return_counts=True)
    shared = counts > 1
    for mark, start, count in zip(*(each[shared].tolist() for each in (found, starts, counts)), strict=True):
        yield mark, whose[order[start : start + count]].tolist()


def pairs(block: Sequence[Party]) -> Iterator[Pair]:
    """Give the pairs of a block; misses those of a large one that stand far apart in it."""
    reach = len(block) if len(block) <= MOST_WITH_ALL else NEIGHBOURS
    for place, party in enumerate(block):
        for other in block[place + 1 : place + 1 + reach]:
            yield party, other


def blocks_in(party: Party) -> Iterator[Block]:
    """Give the blocks that a party is in."""
    return _of_person(party) if party.kind is Kind.PERSON else _of_body(party)


def _of_body(party: Party) -> Iterator[Block]:
    yield LETTERS, party.name
    for name in party.names:
        own = core(name)
        yield CORE, *own
        if len(own) > 2:
            yield WORDS, *sorted(own)
        yield from _one_word_open(own)
    if any(map(is_distinctive, party.names)):
        yield STATED, party.name
    for name in party.other_names:
        if is_distinctive(name):
            yield STATED, letters(name)


def _one_word_open(own: Sequence[str]) -> Iterator[Block]:
    """The other words, with the beginning or the end of the one left open: one slip leaves one of them."""
    for place, word in enumerate(own):
        half = len(word) // 2 if len(word) > 4 else len(word)
        rest = (*own[:place], "", *own[place + 1 :])
        for part in (f"{word[: min(half, 4)]}-", f"-{word[-min(half, 4) :]}"):
            yield OPEN, part, *rest


def _of_person(party: Party) -> Iterator[Block]:
    """Only parties of the same name, and only where something more may be shared."""
    if words_of_name(party.names[0]) > 3:
        yield PERSON, "long", party.name
    for said in dict.fromkeys(claim.said for claim in party.claims):
        if said.url:
            yield PERSON, "url", party.name, said.url.casefold().rstrip("/")
        yield from ((PERSON, "affiliation", party.name, word) for word in core(said.affiliation or ""))
        if said.role:
            where: Iterable[str] = (*said.countries, " ".join(core(said.place or "")))
            yield from ((PERSON, "role", party.name, place) for place in where if place)
