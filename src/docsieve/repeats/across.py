"""Repeats across documents: passages that stand first elsewhere, and documents that are nearly the same.

Candidates are found by shared shingles (a fixed share of all, chosen by their hash, so that every
document keeps the same ones), and each is verified by the real similarity of the two texts: no pair
is reported on a hash alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docsieve.repeats.fingerprints import containment, resemblance, shingles, words

# A shorter passage is a stock phrase, whoever wrote it first.
LEAST_WORDS = 20
# 0.6 of 5-word shingles is left of a passage in which one word in ten was changed.
LEAST_CONTAINMENT = 0.6
LEAST_DOCUMENT_RESEMBLANCE = 0.5
# One shingle in this many is looked up; a passage of 20 words has 16, so 2 % of the shortest are missed
# and none of 40 words or more in practice (0.75 ** 36 < 0.0001).
SAMPLE = 4
# A shingle that more blocks carry is a template or a stock phrase, and would pair everything with everything.
MOST_BLOCKS_A_SHINGLE = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """One long block of a document, ready to be compared."""

    document: int
    position: int
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages (or two documents, then without positions) that are alike, the earlier one first."""

    first: int
    first_position: int | None
    later: int
    position: int | None
    similarity: float


def passages(document: int, texts: Sequence[str], positions: Sequence[int]) -> list[Passage]:
    """Give the blocks of a document that are long enough to be quoted."""
    long = (
        (position, text)
        for position, text in zip(positions, texts, strict=True)
        if len(words(text)) >= LEAST_WORDS
    )
    return [Passage(document, position, shingles(text)) for position, text in long]


def quotations(by_document: Mapping[int, Sequence[Passage]]) -> Iterator[Pair]:
    """Give each passage that stands in an earlier document too, with its nearest earlier copy.

    Documents are earlier by their number.
    """
    carriers = _carriers(passage for document in sorted(by_document) for passage in by_document[document])
    for document in sorted(by_document):
        for passage in by_document[document]:
            pair = _nearest_earlier(passage, carriers)
            if pair:
                yield pair


def near_duplicates(by_document: Mapping[int, Sequence[Passage]]) -> Iterator[Pair]:
    """Give each document whose long blocks are nearly those of an earlier one, with the nearest."""
    whole = {
        n: frozenset[int]().union(*(p.shingles for p in parts)) for n, parts in by_document.items() if parts
    }
    carriers: dict[int, list[int]] = defaultdict(list)
    for document in sorted(whole):
        shared = Counter(
            other
            for shingle in _sampled(whole[document])
            if len(carriers[shingle]) <= MOST_BLOCKS_A_SHINGLE
            for other in carriers[shingle]
        )
        least = LEAST_DOCUMENT_RESEMBLANCE * len(whole[document]) / SAMPLE / 2
        likely = [other for other, count in shared.items() if count >= least]
        best = max(
            ((resemblance(whole[document], whole[other]), -other) for other in likely), default=(0.0, 0)
        )
        if best[0] >= LEAST_DOCUMENT_RESEMBLANCE:
            yield Pair(-best[1], None, document, None, best[0])
        for shingle in _sampled(whole[document]):
            carriers[shingle].append(document)


def _sampled(own: Iterable[int]) -> list[int]:
    return [shingle for shingle in own if shingle % SAMPLE == 0]


def _carriers(all_passages: Iterable[Passage]) -> dict[int, list[Passage]]:
    carriers: dict[int, list[Passage]] = defaultdict(list)
    for passage in all_passages:
        for shingle in _sampled(passage.shingles):
            carriers[shingle].append(passage)
    return carriers


def _nearest_earlier(passage: Passage, carriers: Mapping[int, Sequence[Passage]]) -> Pair | None:
    likely: dict[tuple[int, int], Passage] = {}
    for shingle in _sampled(passage.shingles):
        others = carriers[shingle]
        if len(others) <= MOST_BLOCKS_A_SHINGLE:
            likely |= {(o.document, o.position): o for o in others if o.document < passage.document}
    scored = ((containment(passage.shingles, o.shingles), -o.document, -o.position) for o in likely.values())
    best = max(scored, default=(0.0, 0, 0))
    if best[0] < LEAST_CONTAINMENT:
        return None
    return Pair(-best[1], -best[2], passage.document, passage.position, best[0])
