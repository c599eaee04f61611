"""Which files were there when: a number for each state of a file, and what has happened since."""

import hashlib

from docsieve.read import Source

FRESH_NANOSECONDS = 2_000_000_000
"""A file touched so shortly before it was listed may be written to again within the same tick of its
clock; the coarsest clock of a file system in use (FAT) ticks every 2 seconds."""

UNSURE = 0
"""Stands for a file that is to be read again whatever the folder says."""


def file_trace(source: Source, listed_at: int) -> int:
    """Give a number that stands for a file as it was listed: its name, size, and all its times.

    64 bits of BLAKE2b; ``UNSURE`` for one touched within the last two seconds before ``listed_at``, in
    nanoseconds since 1970. Does not see a change that leaves size and times as they were, which a local
    file system does not let happen.
    """
    if max(source.modified, source.changed, source.sidecar_modified or 0) > listed_at - FRESH_NANOSECONDS:
        return UNSURE
    return trace_of(source)


def trace_of(source: Source) -> int:
    """Give the same however shortly before it was touched."""
    told = f"{source.size} {source.modified} {source.changed} {source.sidecar_modified} {source.path}"
    made = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(made, "big") or 1
