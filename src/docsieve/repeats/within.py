"""Repeats within one document: which block says again what an earlier block said."""

from collections.abc import Sequence

from docsieve.repeats.fingerprints import resemblance, shingles, words

# Shorter lines recur on purpose: slogans, refrains, names, a demand taken up again, the title quoted in the
# text (longest seen: 15 words); from here on authors do not repeat themselves word for word.
LEAST_WORDS = 20
# In scripts without spaces a character counts as a word, so length counts as well.
LEAST_CHARACTERS = 40
# A paragraph printed twice with one changed word: 35 words leave 0.72 of the 5-word shingles in common.
LEAST_RESEMBLANCE = 0.7
# How many earlier blocks may share a shingle before it is a stock phrase and no evidence.
MOST_BLOCKS_A_SHINGLE = 8


def duplicates(texts: Sequence[str], fingerprints: Sequence[str]) -> tuple[tuple[int, float] | None, ...]:
    """Give for each block the position of its first copy and how near it is, None where it has none.

    A run of short lines counts as repeated where it stands between two repeated long ones, or
    beside one, in the same order as before. Linear in the text.
    """
    long = [len(text) >= LEAST_CHARACTERS and len(words(text)) >= LEAST_WORDS for text in texts]
    found = _long_duplicates(texts, fingerprints, long)
    return tuple(_with_neighbours(found, fingerprints, long))


def _long_duplicates(
    texts: Sequence[str], fingerprints: Sequence[str], long: Sequence[bool]
) -> list[tuple[int, float] | None]:
    first: dict[str, int] = {}
    carriers: dict[int, list[int]] = {}
    seen: list[frozenset[int]] = []
    found: list[tuple[int, float] | None] = []
    for position, text in enumerate(texts):
        own = shingles(text) if long[position] else frozenset[int]()
        seen.append(own)
        equal = first.setdefault(fingerprints[position], position) if long[position] else position
        match = (equal, 1.0) if equal != position else _nearest(own, carriers, seen)
        found.append(match)
        if match is None:
            for shingle in own:
                carriers.setdefault(shingle, []).append(position)
    return found


def _nearest(
    own: frozenset[int], carriers: dict[int, list[int]], seen: Sequence[frozenset[int]]
) -> tuple[int, float] | None:
    shared: dict[int, int] = {}
    for shingle in own:
        for position in carriers.get(shingle, ())[:MOST_BLOCKS_A_SHINGLE]:
            shared[position] = shared.get(position, 0) + 1
    likely = [
        p for p, count in shared.items() if count >= LEAST_RESEMBLANCE * max(len(own), len(seen[p])) / 2
    ]
    best = max(((resemblance(own, seen[p]), -p) for p in likely), default=(0.0, 0))
    return (-best[1], best[0]) if best[0] >= LEAST_RESEMBLANCE else None


def _with_neighbours(
    found: list[tuple[int, float] | None], fingerprints: Sequence[str], long: Sequence[bool]
) -> list[tuple[int, float] | None]:
    """Let short lines join the repeated run they stand in: first downwards, then upwards."""
    joined = list(found)
    for step in (1, -1):
        order = range(len(joined)) if step == 1 else range(len(joined) - 1, -1, -1)
        for position in order:
            beside = position - step
            if joined[position] or long[position] or not 0 <= beside < len(joined):
                continue
            neighbour = joined[beside]
            if neighbour is None or not 0 <= neighbour[0] + step < len(joined):
                continue
            first = neighbour[0] + step
            if first < position and fingerprints[first] and fingerprints[first] == fingerprints[position]:
                joined[position] = (first, 1.0)
    return joined
