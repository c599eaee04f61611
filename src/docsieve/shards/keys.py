"""Keys of all documents, in order, on the disk: so that those of one range are read without all others."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from docsieve.ledger import Lists, in_a_row, mapped, part_name
from docsieve.repeats import KEYS_AT_A_TIME, Carriers
from docsieve.snapshot import disk

RANGE_BITS = 10
Bounds = npt.NDArray[np.int64]
"""Where in a file of sorted keys each range of them begins, and where the last one ends."""

_EDGES = np.arange(1, 1 << RANGE_BITS, dtype=np.uint64) << np.uint64(64 - RANGE_BITS)


def sort_keys(ledger: Path, buckets: Sequence[int], folder: Path, number: int) -> tuple[int, Bounds]:
    """Write the keys of neighbouring parts of the ledger in ascending order, each with the row that has it.

    Gives how many rows the parts have together, and where each range of keys begins in the files.
    """
    parts = [mapped(ledger / part_name(each), ["keys"])["keys"] for each in buckets]
    lists = in_a_row(pa.chunked_array([chunk for each in parts for chunk in each.chunks], parts[0].type))
    return len(lists[1]), write_sorted(folder, number, lists)


def write_sorted(folder: Path, number: int, lists: Lists) -> Bounds:
    """Write numbers in ascending order, each with the place of its list; give where each range begins."""
    keys, counts = lists
    rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    write_column(_keys(folder, number), keys.astype("<u8", copy=False))
    write_column(_rows(folder, number), rows[order].astype("<i4", copy=False))
    inner = np.searchsorted(keys, _EDGES)
    return np.concatenate(([0], inner, [len(keys)])).astype(np.int64)


def carriers_in(folder: Path, parts: Sequence[tuple[int, Bounds]]) -> Iterator[Carriers]:
    """Give the keys of all parts with the places of their documents, some ranges of keys at a time.

    A document's place is its row, counted through all parts in their order. At a time it is
    ``KEYS_AT_A_TIME`` keys or, where a range has more, one range.
    """
    firsts = np.cumsum([0, *(rows for rows, _ in parts)])
    ends = np.cumsum(sum((np.diff(bounds) for _, bounds in parts), np.zeros(1 << RANGE_BITS, np.int64)))
    for low, high in pairwise(_cuts(ends)):
        found = [
            _between(folder, number, int(bounds[low]), int(bounds[high]), int(first))
            for number, ((_, bounds), first) in enumerate(zip(parts, firsts[:-1], strict=True))
        ]
        yield np.concatenate([keys for keys, _ in found]), np.concatenate([places for _, places in found])


def _cuts(ends: Bounds) -> list[int]:
    """The first range of each portion, and the number of all ranges."""
    cuts = np.searchsorted(ends, np.arange(KEYS_AT_A_TIME, int(ends[-1]), KEYS_AT_A_TIME), "right")
    return np.unique(np.concatenate(([0], cuts, [len(ends)]))).tolist() if ends[-1] else []


def _between(folder: Path, number: int, start: int, end: int, first: int) -> Carriers:
    keys = np.fromfile(_keys(folder, number), "<u8", end - start, offset=8 * start)
    rows = np.fromfile(_rows(folder, number), "<i4", end - start, offset=4 * start)
    return keys.astype(np.uint64, copy=False), rows.astype(np.int32, copy=False) + np.int32(first)


def _keys(folder: Path, number: int) -> Path:
    return folder / f"{number}.keys"


def _rows(folder: Path, number: int) -> Path:
    return folder / f"{number}.rows"


def write_column(path: Path, column: npt.NDArray[np.generic]) -> None:
    """Write numbers as they lie in memory, so that some of them can be read."""
    with disk.whole(path) as new:
        column.tofile(new)
