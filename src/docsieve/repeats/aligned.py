"""Passages that two texts have in common: grown from places where they agree, over a few changed words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docsieve.repeats.tokens import Numbers

# A passage goes on behind words that were changed, put in or left out, where so many follow that were not.
MOST_SKIPPED = 4
SURE_AGAIN = 3
LARGEST_GAP = 48
"""Two passages with no more than this between them, in quarters of a word, are one with a change in it.

No more than a quarter of the shorter one, either."""

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
    last = Stretch(0, 0, 0, 0, ())
    for at, first_at in places:
        if last.start <= at < last.end and last.first_start <= first_at < last.first_end:
            continue
        first_end, end, ahead = _onward(first, later, first_at, at, 1)
        first_start, start, back = _onward(first, later, first_at - 1, at - 1, -1)
        behind = [(i - n + 1, j - n + 1, n) for i, j, n in reversed(back)]
        last = Stretch(first_start + 1, first_end, start + 1, end, (*behind, *ahead))
        yield last


def _onward(
    first: Sequence[int], later: Sequence[int], i: int, j: int, step: int
) -> tuple[int, int, list[Run]]:
    """Go on from two places, one by one or backwards, while the texts agree.

    Gives the places behind the last words that agree, and the equal runs, each by where it began.
    """
    equal: list[Run] = []
    while True:
        begin = i, j
        while 0 <= i < len(first) and 0 <= j < len(later) and first[i] == later[j]:
            i, j = i + step, j + step
        equal.append((*begin, abs(j - begin[1])))
        skip = _skipped(first, later, i, j, step)
        if skip is None:
            return i, j, equal
        i, j = skip


def _skipped(first: Sequence[int], later: Sequence[int], i: int, j: int, step: int) -> tuple[int, int] | None:
    """Where the texts agree again behind a few words, None where they do not."""
    for left, right in _SKIPS:
        at, there = i + step * left, j + step * right
        if not (0 <= at < len(first) and 0 <= there < len(later) and first[at] == later[there]):
            continue
        a, b = (at, there) if step > 0 else (at - SURE_AGAIN + 1, there - SURE_AGAIN + 1)
        ahead = later[b : b + SURE_AGAIN] if a >= 0 <= b else []
        if len(ahead) == SURE_AGAIN and first[a : a + SURE_AGAIN] == ahead:
            return at, there
    return None


def _follows(before: Stretch, found: Stretch, lengths: tuple[Numbers, Numbers], gap: int) -> bool:
    """Whether two stretches follow each other closely, in both texts."""
    if found.first_start < before.first_start or found.first_end < before.first_end:
        return False
    skipped = (before.first_end, found.first_start), (before.end, found.start)
    # Two phrases of a trade near each other are no passage: the gap is small against both sides of it.
    shorter = min(int(lengths[1][each.start : each.end].sum()) for each in (before, found))
    widest = max(int(each[a:b].sum()) for each, (a, b) in zip(lengths, skipped, strict=True))
    return widest <= min(gap, shorter // 4)


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
