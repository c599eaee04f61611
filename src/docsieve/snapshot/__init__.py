"""Passed tables to a published snapshot: readers see the old or the new, never a mixture."""

from docsieve.snapshot.disk import HeldError
from docsieve.snapshot.lock import LOCK, LockedError, lock
from docsieve.snapshot.pointer import SNAPSHOTS, NoSnapshotError, Snapshot, current, is_unchanged, with_names
from docsieve.snapshot.prune import prune
from docsieve.snapshot.publish import (
    REFUSED,
    STAGING,
    keep_part,
    publish,
    refuse,
    reword_part,
    stage,
    stage_table,
    sweep,
)

__all__ = [
    "LOCK",
    "REFUSED",
    "SNAPSHOTS",
    "STAGING",
    "HeldError",
    "LockedError",
    "NoSnapshotError",
    "Snapshot",
    "current",
    "is_unchanged",
    "keep_part",
    "lock",
    "prune",
    "publish",
    "refuse",
    "reword_part",
    "stage",
    "stage_table",
    "sweep",
    "with_names",
]
