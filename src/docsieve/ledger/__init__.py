"""The ledger: what a run knows of every document, kept for the next run.

So that the next one reads and judges only what is new, has changed, or is seen in another light.
"""

from docsieve.ledger.buckets import bounds_of, bucket_count, bucket_of, buckets_of, by_bucket, part_count
from docsieve.ledger.columns import (
    COMPARED,
    LEDGER,
    READ,
    REJECTED,
    ZSTD,
    are_in,
    listed,
    numbers,
    squeezed,
    unsqueezed,
    values,
)
from docsieve.ledger.files import UNSURE, file_trace, trace_of
from docsieve.ledger.store import (
    Ledger,
    Mapped,
    Terms,
    mapped,
    open_ledger,
    part_name,
    settle,
    sweep,
    take_over,
    write_compared,
    write_part,
    write_rejected,
    write_rows,
)

__all__ = [
    "COMPARED",
    "LEDGER",
    "READ",
    "REJECTED",
    "UNSURE",
    "ZSTD",
    "Ledger",
    "Mapped",
    "Terms",
    "are_in",
    "bounds_of",
    "bucket_count",
    "bucket_of",
    "buckets_of",
    "by_bucket",
    "file_trace",
    "listed",
    "mapped",
    "numbers",
    "open_ledger",
    "part_count",
    "part_name",
    "settle",
    "squeezed",
    "sweep",
    "take_over",
    "trace_of",
    "unsqueezed",
    "values",
    "write_compared",
    "write_part",
    "write_rejected",
    "write_rows",
]
