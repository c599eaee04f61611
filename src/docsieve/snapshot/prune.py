"""Older snapshots taken away; the current one never is."""

from pathlib import Path

from docsieve.arguments import ArgumentError
from docsieve.snapshot import disk
from docsieve.snapshot.lock import lock
from docsieve.snapshot.pointer import SNAPSHOTS, current
from docsieve.snapshot.publish import STAGING, sweep


def prune(curated: Path, keep: int, wait_seconds: float = 60.0) -> list[str]:
    """Remove all snapshots but the newest ``keep`` and the current one; give the names of those removed.

    Each is gone in one step, and what a kill leaves of it is swept by the next run. Files that it shares
    with snapshots that stay are kept there. Raises ArgumentError for ``keep`` below 1, LockedError.
    """
    if keep < 1:
        raise ArgumentError(f"--keep is {keep}: at least the current snapshot has to stay")
    with lock(curated, wait_seconds):
        sweep(curated)
        now = current(curated)
        folders = sorted((curated / SNAPSHOTS).glob("*-*"))
        older = [folder for folder in folders[:-keep] if now is None or folder.name != now.id]
        for folder in older:
            aside = curated / STAGING / folder.name
            disk.rename(folder, aside)
            disk.remove(aside)
        disk.remove(curated / STAGING)
    return [folder.name for folder in older]
