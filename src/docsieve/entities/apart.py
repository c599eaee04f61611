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
from docsieve.entities.pairs import ACRONYM, NAMESAKE, PARTY, blocks_in, is_of_sort, mark
from docsieve.entities.parties import party_of
from docsieve.model import Kind

Marks = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]


def marks_of(said: Said) -> list[int]:
    """Give the marks of what is said of a signatory: claims of two documents that may be one share one.

    The names of a party are those of its claims, so that a party has no mark that none of them has.
    """
    name = key(said.name, person=said.kind is Kind.PERSON)
    alone = party_of(said.kind, name, "", [Claim("", ("", "", ""), 0, said)])
    found = {mark(_named(said.kind, name)), *map(mark, blocks_in(alone))}
    if said.kind is Kind.ORGANIZATION:
        called = (each for each in (said.name, said.native_name, *said.aliases) if each)
        found |= {mark((ACRONYM, letters(each))) for each in called if is_acronym(each)}
    return sorted(found)


def _named(kind: Kind, name: str) -> tuple[str, ...]:
    """What stands for a name: claims of bodies are one by it alone."""
    return (NAMESAKE, name) if kind is Kind.PERSON else (PARTY, name)


def marks_within(said: Said, document_id: str) -> list[int]:
    """Give what stands for a person's name within a document, where claims of it are one."""
    return [mark((PARTY, key(said.name, person=True), document_id))] if said.kind is Kind.PERSON else []


def marks_judged(judgement: Judgement) -> list[int]:
    """Give the marks of the two names that a judgement speaks of: it is heard where both are."""
    return sorted({mark(_named(kind, name)) for kind, name, _ in judgement.sides})


def groups(carriers: Iterable[tuple[Marks, Numbers]], count: int, judged: Marks) -> Numbers:
    """Give each of ``count`` owners its group, by the number of its first owner.

    Owners that share a mark are in one group; those of a person's name are so only where it is among the
    marks ``judged``. ``carriers`` are marks with their owners, some at a time and all of one mark together.
    """
    group = np.arange(count, dtype=np.int32)
    for marks, owners in carriers:
        counts = np.flatnonzero(~is_of_sort(marks, NAMESAKE) | np.isin(marks, judged))
        order = counts[np.argsort(marks[counts], kind="stable")]
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
