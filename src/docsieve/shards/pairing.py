"""Which documents are compared with which: pairs of the run before, and those of what it changes found anew.

A document that shares no key with one that came, went or was judged again has the pairs that it had.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from docsieve.ledger import PAIRS, Ledger, Mapped, in_a_row
from docsieve.repeats import KEYS_AT_A_TIME, Carriers, Keyed, Sketch, likely_pairs
from docsieve.tables import Table

Pairs = list[tuple[int, int]]
"""The places of a first and of a later document."""

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SLOTS, MOST_SLOTS = 64, 1 << 24
"""Slots of a sieve for each key it lets through, and of a sieve at the most: a byte each."""

ID = "S32"


@dataclass(frozen=True, slots=True)
class Keyring:
    """All documents in the order of their ids, the ledger with their keys, and which have ``changed``.

    ``went`` are the keys of documents of before that went or have changed.
    """

    ids: npt.NDArray[np.bytes_]
    ledger: Sequence[Mapped]
    changed: Mask
    went: Keys


def pairs_again(sketches: Sequence[Sketch], ordered: Sequence[int], ring: Keyring, before: Ledger) -> Pairs:
    """Give the pairs of ``likely_pairs``, as they were where nothing that a document shares has changed."""
    own = np.unique(np.concatenate([ring.went, _keys_in(ring, ring.changed)]))
    affected = ring.changed.copy()
    for _, places in _carrying(ring, own):
        affected[places] = True
    found = likely_pairs(sketches, Keyed(ordered, _carrying(ring, np.unique(_keys_in(ring, affected)))))
    anew = np.array([pair for pair in found if affected[pair[1]]], np.int64).reshape(-1, 2)
    both = np.concatenate([anew, _kept(before.pairs(), ring.ids, affected)])
    rank = np.zeros(len(sketches), np.int64)
    rank[ordered] = np.arange(len(ordered))
    both = both[np.lexsort((rank[both[:, 0]], rank[both[:, 1]]))]
    return list(zip(both[:, 0].tolist(), both[:, 1].tolist(), strict=True))


def pair_table(pairs: Pairs, ids: npt.NDArray[np.bytes_]) -> Table:
    """Give pairs as rows, to be kept."""
    both = ids[np.array(pairs, np.int64).reshape(-1, 2)].astype(str)
    return pa.table({name: both[:, at].tolist() for at, name in enumerate(PAIRS.names)}, schema=PAIRS)


def _kept(pairs: Table, ids: npt.NDArray[np.bytes_], affected: Mask) -> Places:
    """The pairs of before of later documents that are not affected; their first ones are there, too."""
    first, later = (np.array(pairs[name].to_pylist(), ID) for name in PAIRS.names)
    at = np.minimum(np.searchsorted(ids, later), max(len(ids) - 1, 0))
    stays = (ids[at] == later) & ~affected[at] if len(ids) else np.zeros(len(at), np.bool_)
    return np.stack([np.searchsorted(ids, first[stays]), at[stays]], 1)


def keys_of(parts: Iterable[Table], chosen: Mask) -> Keys:
    """Give the keys of some documents of all."""
    found, start = [np.zeros(0, np.uint64)], 0
    for part in parts:
        rows = np.flatnonzero(chosen[start : start + len(part)])
        if len(rows):
            found.append(in_a_row(part.select(["keys"]).take(rows)["keys"])[0])
        start += len(part)
    return np.concatenate(found)


def _keys_in(ring: Keyring, chosen: Mask) -> Keys:
    found = keys_of((part.rows for part in ring.ledger), chosen)
    for part in ring.ledger:
        part.let_go()
    return found


def _carrying(ring: Keyring, wanted: Keys) -> Iterator[Carriers]:
    """Keys that are wanted, each once, with the places of all that carry them; some keys at a time."""
    for some in np.array_split(wanted, 1 + len(wanted) // KEYS_AT_A_TIME):
        sieve = _sieve(some)
        found, start = [(np.zeros(0, np.uint64), np.zeros(0, np.int32))], 0
        for part in ring.ledger:
            keys, counts = in_a_row(part.rows["keys"])
            part.let_go()
            at = np.flatnonzero(sieve[keys & np.uint64(len(sieve) - 1)])
            at = at[_are_in(keys[at], some)]
            places = start + np.searchsorted(np.cumsum(counts), at, "right")
            found.append((keys[at], places.astype(np.int32)))
            start += len(counts)
        yield np.concatenate([keys for keys, _ in found]), np.concatenate([places for _, places in found])


def _sieve(keys: Keys) -> Mask:
    """Lets all of some keys through, and hardly any others, by their last bits."""
    slots = min(MOST_SLOTS, 1 << (SLOTS * len(keys)).bit_length())
    made = np.zeros(slots, np.bool_)
    made[keys & np.uint64(slots - 1)] = True
    return made


def _are_in(keys: Keys, wanted: Keys) -> Mask:
    nearest = np.minimum(np.searchsorted(wanted, keys), max(len(wanted) - 1, 0))
    return wanted[nearest] == keys if len(wanted) else np.zeros(len(keys), np.bool_)
