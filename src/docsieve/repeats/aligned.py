"""Passages that two texts have in common: grown from places where they agree, over a few changed words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docsieve.repeats.tokens import Numbers

# A passage goes on behind words that were changed, put in or left out, where so many follow that were not.
MOST_SKIPPED = 4
SURE_AGAIN = 3
LARGEST_GAP = 48
"""Two passages with no more than this between them, in quarters of a word, are one with a change in it."""

_SKIPS = sorted(
    ((i, j) for i in range(MOST_SKIPPED + 1) for j in range(MOST_SKIPPED + 1) if i or j),
    key=lambda skip: (max(skip), sum(skip), skip),
)


Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a later text that stand in a first one too: both spans, in tokens, half-open.

    ``equal`` are the runs without a change in it: where each begins in the first text and in the later
    one, and its length.
    """

    first_start: int
    first_end: int
    start: int
    end: int
    equal: tuple[Run, ...]


def stretches(
    first: Sequence[int],
    later: Sequence[int],
    places: Sequence[tuple[int, int]],
    lengths: tuple[Numbers, Numbers],
    gap: int = LARGEST_GAP,
) -> list[Stretch]:
    """Give what the texts have in common around ``places``, in order; no two overlap in the later text.

    ``places`` are pairs (place in later, place in first), in order; ``lengths`` the quarters of a word of
    each token of the first and of the later text; stretches with no more than ``gap`` between are one.
    """
    kept: list[Stretch] = []
    for found in sorted(_grown(first, later, places), key=lambda each: (each.start, -each.end)):
        before = kept[-1] if kept else None
        if before and _follows(before, found, lengths, gap):
            kept[-1] = _joined(before, found)
        elif before is None or found.start >= before.end:
            kept.append(found)
        elif found.end - found.start > before.end - before.start:
            kept[-1] = found
    return kept


def _grown(
    first: Sequence[int], later: Sequence[int], places: Sequence[tuple[int, int]]
) -> Iterator[Stretch]:
    """Grow each place to both sides as far as the texts agree."""
    back_first, back_later = first[::-1], later[::-1]
    last = Stretch(0, 0, 0, 0, ())
    for at, first_at in places:
        if last.start <= at < last.end and last.first_start <= first_at < last.first_end:
            continue
        first_end, end, ahead = _onward(first, later, first_at, at)
        first_left, left, back = _onward(back_first, back_later, len(first) - first_at, len(later) - at)
        behind = [(len(first) - i - n, len(later) - j - n, n) for i, j, n in reversed(back)]
        last = Stretch(len(first) - first_left, first_end, len(later) - left, end, (*behind, *ahead))
        yield last


def _onward(first: Sequence[int], later: Sequence[int], i: int, j: int) -> tuple[int, int, list[Run]]:
    """Go on from two places while the texts agree; give where that ends in each, and the equal runs."""
    equal: list[Run] = []
    while True:
        begin = i, j
        while i < len(first) and j < len(later) and first[i] == later[j]:
            i, j = i + 1, j + 1
        equal.append((*begin, j - begin[1]))
        skip = next((skip for skip in _SKIPS if _agree(first, later, i + skip[0], j + skip[1])), None)
        if skip is None:
            return i, j, equal
        i, j = i + skip[0], j + skip[1]


def _agree(first: Sequence[int], later: Sequence[int], i: int, j: int) -> bool:
    ahead = later[j : j + SURE_AGAIN]
    return len(ahead) == SURE_AGAIN and first[i : i + SURE_AGAIN] == ahead


def _follows(before: Stretch, found: Stretch, lengths: tuple[Numbers, Numbers], gap: int) -> bool:
    """Whether two stretches follow each other closely, in both texts."""
    if found.first_start < before.first_start or found.first_end < before.first_end:
        return False
    skipped = (before.first_end, found.first_start), (before.end, found.start)
    return max(int(each[a:b].sum()) for each, (a, b) in zip(lengths, skipped, strict=True)) <= gap


def _joined(before: Stretch, found: Stretch) -> Stretch:
    return Stretch(
        before.first_start,
        max(before.first_end, found.first_end),
        before.start,
        max(before.end, found.end),
        (*before.equal, *found.equal),
    )


def equal_words(stretch: Stretch, start: int, end: int) -> list[int]:
    """Give the places in the first text of the words of the later text's ``start:end`` that stand in both."""
    places = {
        later: later - run_start + first
        for first, run_start, count in stretch.equal
        for later in range(max(run_start, start), min(run_start + count, end))
    }
    return [places[later] for later in sorted(places)]
