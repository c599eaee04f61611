"""Single steps on the disk; everything that publishing does to the disk is one of these.

Each has its way around on file systems without links, and on systems that cannot sync a folder or
replace what a reader has open.
"""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

WINDOWS = os.name == "nt"
REPLACE_TRIES = 50
REPLACE_PAUSE_SECONDS = 0.02
"""A second in all: on Windows a reader that has the small pointer open keeps it for an instant."""


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until a folder's entries are on the disk, where the system can do that."""
    if WINDOWS:
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, data: bytes) -> None:
    """Write a new file and sync it."""
    path.write_bytes(data)
    sync_file(path)


def replace(new: Path, old: Path) -> None:
    """Put a file in the place of another in one step: readers see the one or the other."""
    for _ in range(REPLACE_TRIES - 1):
        try:
            os.replace(new, old)
        except PermissionError:
            if not WINDOWS:
                raise
            time.sleep(REPLACE_PAUSE_SECONDS)
        else:
            return
    os.replace(new, old)


def rename(old: Path, new: Path) -> None:
    """Give a folder its final place, which must be free."""
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)


def share(existing: Path, copy: Path) -> bool:
    """Make ``copy``, which holds the same bytes, the same file as ``existing``; False where links fail."""
    beside = copy.with_name(copy.name + ".link")
    try:
        os.link(existing, beside)
    except (OSError, NotImplementedError):
        return False
    os.replace(beside, copy)
    return True


def link(target: str, place: Path) -> bool:
    """Point a symbolic link at ``target`` in one step; False where links fail or are not allowed."""
    beside = place.with_name(place.name + ".new")
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        os.symlink(target, beside, target_is_directory=True)
        os.replace(beside, place)
    except (OSError, NotImplementedError):
        return False
    return True


def remove(folder: Path) -> None:
    """Remove a folder with all it holds; one that is not there is no error."""
    if folder.exists():
        shutil.rmtree(folder)
