"""Claims that can be resolved apart: two groups that share no mark never come together.

A mark stands for what makes claims one, or has them compared: a name, what is the same in a block, an
acronym, a judgement. Groups are found from marks alone, so that no more claims than those of some groups
need be in memory.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from docsieve.entities.claims import Claim, Said
from docsieve.entities.judgements import Judgement
from docsieve.entities.names import is_acronym, key, letters
from docsieve.entities.pairs import ACRONYM, PARTY, blocks_in, mark
from docsieve.entities.parties import party_of
from docsieve.model import Kind

Marks = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]


def marks_of(said: Said) -> list[int]:
    """Give the marks of what is said of a signatory: claims that may be one share at least one.

    Persons come together under their name alone. The names of a party are those of its claims, so that a
    party has no mark that none of them has.
    """
    name = key(said.name, person=said.kind is Kind.PERSON)
    found = {mark((PARTY, said.kind.value, name))}
    if said.kind is Kind.ORGANIZATION:
        alone = party_of(said.kind, name, "", [Claim("", ("", "", ""), 0, said)])
        found |= {mark(block) for block in blocks_in(alone)}
        called = (each for each in (said.name, said.native_name, *said.aliases) if each)
        found |= {mark((ACRONYM, letters(each))) for each in called if is_acronym(each)}
    return sorted(found)


def marks_judged(judgement: Judgement) -> list[int]:
    """Give the marks of the two names that a judgement speaks of: it is heard where both are."""
    return sorted({mark((PARTY, kind.value, name)) for kind, name, _ in judgement.sides})


def groups(carriers: Iterable[tuple[Marks, Numbers]], count: int) -> Numbers:
    """Give each of ``count`` owners its group, by the number of its first owner.

    Owners that share a mark are in one group. ``carriers`` are marks with their owners, some at a time and
    all of one mark together.
    """
    group = np.arange(count, dtype=np.int32)
    for marks, owners in carriers:
        order = np.argsort(marks, kind="stable")
        known, whose = marks[order], owners[order]
        same = np.flatnonzero(known[1:] == known[:-1])
        group = _joined(group, whose[same], whose[same + 1])
    return group


def _joined(group: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """The groups with each of ``left`` in that of its fellow of ``right``; a group is its first owner."""
    while len(left):
        one, other = group[left], group[right]
        apart = one != other
        left, right, one, other = left[apart], right[apart], one[apart], other[apart]
        if len(left):
            np.minimum.at(group, np.maximum(one, other), np.minimum(one, other))
            group = _flat(group)
    return group


def _flat(group: Numbers) -> Numbers:
    while True:
        above = group[group]
        if np.array_equal(above, group):
            return group
        group = above
