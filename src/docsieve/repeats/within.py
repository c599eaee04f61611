"""Repeats within one document: which block says again what earlier blocks said."""

from collections.abc import Sequence

import numpy as np

from docsieve.repeats.aligned import Stretch, equal_words, stretches
from docsieve.repeats.fingerprints import Shingles, resemblance, shingles
from docsieve.repeats.tokens import Numbers, Tokens

Copy = tuple[int, float]
"""The position of the first copy of a block, and how near it is (1 equal)."""

# Shorter lines recur on purpose: slogans, refrains, names, a demand taken up again, the title quoted in the
# text (longest seen: 15 words); from 20 words on authors do not repeat themselves word for word.
LEAST_QUARTERS = 80
# A paragraph printed twice with one changed word: 35 words leave 0.72 of the 5-word shingles in common.
LEAST_RESEMBLANCE = 0.7
# Whatever can be as near as that has eight words in a row in common.
SEED_WORDS = 8
# A block is a copy where it lies in the repeated passage, a word at its edge aside, and is not another line
# in the place of the one that stood there before.
LEAST_COVERED = 0.95
LEAST_EQUAL = 0.75


def copies(words: Tokens) -> tuple[Copy | None, ...]:
    """Give for each block its first copy in the document, None where it has none.

    A passage of 20 words or more is repeated where it has 0.7 of its 5-word shingles in common with an
    earlier one, and one of the two stands in a block of that length; its blocks are copies of the
    blocks that say the same in the first passage, however the two are cut into blocks. How near a
    copy is, is the share of shingles that the passages have in common. Linear in the text.
    """
    found: list[Copy | None] = [None] * (len(words.bounds) - 1)
    for each, near in _repeated(words):
        for position, first in _blocks(words, each):
            found[position] = found[position] or (_earliest(found, first), near)
    return tuple(found)


def _earliest(found: Sequence[Copy | None], first: int) -> int:
    """The block itself, or its first copy: of three equal ones the first is named by both others."""
    before = found[first]
    return before[0] if before else first


def _repeated(words: Tokens) -> list[tuple[Stretch, float]]:
    """What stands in the document a second time, and how near it is."""
    seeds = shingles(words, SEED_WORDS)
    ordered = np.sort(seeds.hashes)
    if not (ordered[1:] == ordered[:-1]).any():
        return []
    own = words.hashes.tolist()
    found = stretches(own, own, _places(seeds), (words.quarters, words.quarters), gap=0)
    return [part for each in found if _is_apart(words, each) for part in _near_enough(words, each)]


def _is_apart(words: Tokens, each: Stretch) -> bool:
    """Whether what comes again comes after 20 words at the earliest, and is no line said over and over."""
    return bool(words.quarters[each.first_start : each.start].sum() >= LEAST_QUARTERS)


def _near_enough(words: Tokens, each: Stretch) -> list[tuple[Stretch, float]]:
    """A stretch if it is near enough, else the runs without a change in it."""
    near = resemblance(*(_shingles(words, *span).hashes for span in _spans(each)))
    if near >= LEAST_RESEMBLANCE:
        return [(each, near)] if _is_prose(words, each) else []
    runs = (Stretch(i, i + n, j, j + n, ((i, j, n),)) for i, j, n in each.equal)
    return [(run, 1.0) for run in runs if _is_prose(words, run)]


def _places(seeds: Shingles) -> list[tuple[int, int]]:
    """Where a run of words stands again, and where it stood first."""
    _, first, kind = np.unique(seeds.hashes, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[kind] < np.arange(len(kind)))
    return list(zip(seeds.starts[again].tolist(), seeds.starts[first[kind[again]]].tolist(), strict=True))


def _spans(each: Stretch) -> tuple[tuple[int, int], tuple[int, int]]:
    return (each.first_start, each.first_end), (each.start, each.end)


def _shingles(words: Tokens, start: int, end: int) -> Shingles:
    return shingles(Tokens(words.hashes[start:end], words.quarters[start:end], words.bounds))


def _is_prose(words: Tokens, each: Stretch) -> bool:
    """Whether 20 words of a stretch stand in one block, in one of the two places."""
    return any(
        words.quarters[max(start, a) : min(end, b)].sum() >= LEAST_QUARTERS
        for start, end in _spans(each)
        if words.quarters[start:end].sum() >= LEAST_QUARTERS
        for a, b in _bounds(words.bounds, start, end)
    )


def _bounds(bounds: Numbers, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The tokens of the blocks that tokens ``start:end`` stand in."""
    first, last = np.searchsorted(bounds, (start, end - 1), "right") - 1
    return [(int(bounds[n]), int(bounds[n + 1])) for n in range(first, last + 1)]


def _blocks(words: Tokens, each: Stretch) -> list[tuple[int, int]]:
    """The blocks that lie in a repeated passage, and the block in which each stood first."""
    found = []
    first, last = np.searchsorted(words.bounds, (each.start, each.end - 1), "right") - 1
    for position in range(int(first), int(last) + 1):
        start, end = int(words.bounds[position]), int(words.bounds[position + 1])
        covered = min(end, each.end) - max(start, each.start)
        if end == start or covered < LEAST_COVERED * (end - start):
            continue
        places = equal_words(each, start, end)
        if len(places) >= LEAST_EQUAL * (end - start):
            copied = int(np.searchsorted(words.bounds, places[0], "right")) - 1
            found += [(position, copied)] if copied < position else []
    return found
