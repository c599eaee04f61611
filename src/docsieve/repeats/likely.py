"""The group-by over the corpus: which documents are to be compared with which earlier one.

Linear: a key that ten thousand documents share pairs each of them with the few earliest, not with each
other, and no document is compared with more than ``MOST_COMPARED`` others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from docsieve.repeats.tokens import Hashes, Numbers

FIRSTS = 4
"""How many earliest carriers of a key the later ones are compared with; the first may be of no interest."""

LARGE = 64
"""Documents with one key above which the later ones are compared with the very first only."""

MOST_COMPARED = 48
"""Earlier documents that one is compared with, those first that share the most keys with it."""

KEYS_AT_A_TIME = 1 << 18  # what is sorted at a time takes 25 MB

Ranks = npt.NDArray[np.int32]
Carriers = tuple[Hashes, Ranks]
"""Keys, and for each a document that has it, by its rank or its place."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What a document contributes to the search for repeats across the corpus, computed from it alone.

    ``age`` orders documents: own date, then time of scraping, then source; what has no date comes
    after what has one. ``keys`` are about 150 numbers of 8 bytes for a text of a thousand words.
    ``raw_length`` counts code points of the raw text; two documents of the same ``digest`` (BLAKE2b, 16
    bytes) compare alike with every other one.
    """

    document_id: str
    content_sha256: str
    site: str
    age: tuple[date, datetime, str]
    keys: Hashes
    raw_length: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Keyed:
    """What is known of a corpus before pairs are sought: ``by_age`` of its sketches, and their keys.

    ``carriers`` are the keys of all sketches with the places that carry them, some at a time and all of one
    key together.
    """

    ordered: Sequence[int]
    carriers: Iterable[Carriers]


def by_age(sketches: Sequence[Sketch]) -> list[int]:
    """Give the places of the documents from the earliest on, of those with equal bytes the earliest only.

    Only these have rows of repeats: the others are told by ``documents.duplicate_of``.
    """
    seen: set[str] = set()
    ordered: list[int] = []
    for at in sorted(range(len(sketches)), key=lambda at: sketches[at].age):
        if sketches[at].content_sha256 not in seen:
            seen.add(sketches[at].content_sha256)
            ordered.append(at)
    return ordered


def likely_pairs(sketches: Sequence[Sketch], keyed: Keyed | None = None) -> list[tuple[int, int]]:
    """Give the pairs of documents to compare, as places (first, later).

    They are in order of the age of the later one, then of the first. Where nothing is known before, the
    sketches' own keys are gone through.
    """
    if keyed is None:
        ordered = by_age(sketches)
        parts = _parts([sketches[at].keys for at in ordered])
    else:
        ordered = list(keyed.ordered)
        parts = _ranked(keyed.carriers, ordered, len(sketches))
    pairs = _pairs(parts, len(ordered))
    return [(ordered[first], ordered[later]) for first, later in pairs]


def _ranked(carriers: Iterable[Carriers], ordered: Sequence[int], count: int) -> Iterator[Carriers]:
    """Keys with the ranks of documents in place of their places; ranks are in order."""
    ranks = np.full(count, -1, np.int32)
    ranks[ordered] = np.arange(len(ordered), dtype=np.int32)
    for keys, places in carriers:
        known = ranks[places]
        order = np.argsort(known, kind="stable")[np.count_nonzero(known < 0) :]
        yield keys[order], known[order]


def _pairs(parts: Iterable[Carriers], count: int) -> list[tuple[int, int]]:
    """The same by rank, of ``count`` documents."""
    codes, times = _counted(parts, count)
    later, first = codes // count, codes % count
    order = np.lexsort((first, -times, later))
    later, first = later[order], first[order]
    place = np.arange(len(later)) - np.searchsorted(later, later)
    kept = np.sort(later[place < MOST_COMPARED] * count + first[place < MOST_COMPARED])
    return list(zip((kept % count).tolist(), (kept // count).tolist(), strict=True))


def _counted(parts: Iterable[Carriers], count: int) -> tuple[Numbers, Numbers]:
    """Each pair (later, first) as one number, and how many keys it shares; a part of the keys at a time."""
    found = [np.unique(_shared(*part, count), return_counts=True) for part in parts]
    none = np.zeros(0, np.int64)
    codes, places = np.unique(np.concatenate([none, *(codes for codes, _ in found)]), return_inverse=True)
    times = np.zeros(len(codes), np.int64)
    np.add.at(times, places, np.concatenate([none, *(times for _, times in found)]))
    return codes, times


def _parts(keys: Sequence[Hashes]) -> Iterator[Carriers]:
    """Keys and the ranks of their documents, by the highest bits of the key; ranks stay in order.

    All documents are gone through for each part, which doubles the time, and leaves no copy of all keys.
    """
    if not any(map(len, keys)):
        return
    count = 1 + sum(map(len, keys)) // KEYS_AT_A_TIME
    for part in range(count):
        low, high = np.uint64((part << 64) // count), np.uint64((part + 1 << 64) // count - 1)
        held = [_between(*some, low, high) for some in _some(keys)]
        yield np.concatenate([own for own, _ in held]), np.concatenate([ranks for _, ranks in held])


def _between(keys: Hashes, ranks: Ranks, low: np.uint64, high: np.uint64) -> Carriers:
    own = (keys >= low) & (keys <= high)
    return keys[own], ranks[own]


def _some(keys: Sequence[Hashes]) -> Iterator[Carriers]:
    """All keys with their ranks, of some documents at a time."""
    ends = np.cumsum([len(each) for each in keys])
    bounds = np.unique(np.searchsorted(ends, np.arange(0, ends[-1], KEYS_AT_A_TIME), "right"))
    for start, end in pairwise([*bounds.tolist(), len(keys)]):
        lengths = [len(each) for each in keys[start:end]]
        ranks = np.repeat(np.arange(start, end, dtype=np.int32), lengths)
        yield np.concatenate(keys[start:end]), ranks


def _shared(keys: Hashes, ranks: Ranks, count: int) -> Numbers:
    """Each (later, first) as one number, once for every key they share."""
    if not len(keys):
        return np.zeros(0, np.int64)
    order = np.argsort(keys, kind="stable")  # the ranks of one key stay in order
    keys, ranks = keys[order], ranks[order].astype(np.int64)
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.append(begins, len(keys)))
    begin = np.repeat(begins, sizes)
    size = np.repeat(sizes, sizes)
    place = np.arange(len(keys)) - begin
    found = []
    for nth in range(FIRSTS):
        chosen = (place > nth) & ((size <= LARGE) | (nth == 0))
        found.append(ranks[chosen] * count + ranks[begin[chosen] + nth])
    return np.concatenate(found)
