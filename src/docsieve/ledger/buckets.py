"""Buckets: ranges of document ids, so that a part of every table holds the same documents.

How many there are depends on the corpus alone, never on the way it came about.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Value = TypeVar("Value")

DOCUMENTS = 256
CHARACTERS = 2_000_000
"""A bucket holds about so many documents or characters at the most; its blocks take some 15 MB then.

A document that comes has all others of its bucket written anew, and a bucket that is written costs some 15 ms
for itself.
"""

MOST = 4096
CALLS, MOST_TOGETHER = 16, 32
_DIGITS = 8


def bucket_count(documents: int, characters: int) -> int:
    """Give the number of buckets of a corpus, a power of two.

    >>> bucket_count(5, 40_000), bucket_count(100_000, 650_000_000), bucket_count(300, 30_000_000)
    (1, 512, 16)
    """
    return part_count(max(documents / DOCUMENTS, characters / CHARACTERS))


def together_of(buckets: int) -> int:
    """Give how many neighbouring buckets are written and put together at once.

    Most documents that were read together are of different buckets: alone, each would have a few of them.

    >>> together_of(8), together_of(64), together_of(4096)
    (1, 4, 32)
    """
    return max(1, min(MOST_TOGETHER, buckets // CALLS))


def part_count(wanted: float) -> int:
    """Give the power of two that is enough, at most MOST.

    >>> part_count(0.3), part_count(5.0)
    (1, 8)
    """
    return min(MOST, 1 << max(0, math.ceil(wanted) - 1).bit_length())


def bucket_of(document_id: str, buckets: int) -> int:
    """Give the bucket of a document.

    >>> bucket_of("00000000ffffffff", 4), bucket_of("bfffffff00000000", 4), bucket_of("c000000000000000", 4)
    (0, 2, 3)
    """
    return int(document_id[:_DIGITS], 16) * buckets >> (4 * _DIGITS)


def buckets_of(document_ids: Iterable[str], buckets: int) -> npt.NDArray[np.int64]:
    """Give the buckets of many documents."""
    firsts = np.fromiter((int(each[:_DIGITS], 16) for each in document_ids), np.int64)
    return firsts * buckets >> (4 * _DIGITS)


def parts_meeting(bucket: int, buckets: int, had: int) -> range:
    """Give which of ``had`` parts hold ids of a bucket of ``buckets``, both powers of two.

    >>> list(parts_meeting(1, 4, 2)), list(parts_meeting(1, 2, 4))
    ([0], [2, 3])
    """
    return range(bucket * had // buckets, ((bucket + 1) * had - 1) // buckets + 1)


def by_bucket(of: Mapping[str, Value], buckets: int) -> dict[int, dict[str, Value]]:
    """Give what there is of documents bucket by bucket; a bucket without any is left out.

    >>> by_bucket({"0f00000000000000": "a", "ff00000000000000": "b"}, 2)
    {0: {'0f00000000000000': 'a'}, 1: {'ff00000000000000': 'b'}}
    """
    made: dict[int, dict[str, Value]] = {}
    for document_id, value in of.items():
        made.setdefault(bucket_of(document_id, buckets), {})[document_id] = value
    return made


def of_bucket(rows: pa.Table, bucket: int, buckets: int, ids: str = "document_id") -> pa.Table:
    """Give the rows of a bucket, of rows that are in the order of a column of ids; nothing is copied."""
    column = rows[ids]
    start, end = (_first_row(column, each, buckets) for each in (bucket, bucket + 1))
    return rows.slice(start, end - start)


def _first_row(column: Any, bucket: int, buckets: int) -> int:
    """Where a bucket begins; what would come behind the last one is behind all rows."""
    if bucket == buckets:
        return len(column)
    least = f"{(bucket << (4 * _DIGITS)) // buckets:0{_DIGITS}x}"
    return bisect_left(column, least, key=lambda each: each.as_py())
