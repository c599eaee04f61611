"""Single steps on the disk; everything that publishing does to the disk is one of these.

Each has its way around on file systems without links, and on systems that cannot sync a folder or
replace what a reader has open.
"""

import ctypes
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

Result = TypeVar("Result")

WINDOWS = os.name == "nt"
OLD = ".old"
_HERE, _EXCHANGE = -100, 2
TRIES = 50
PAUSE_SECONDS = 0.02
"""A second in all: on Windows whoever has a file open, a reader or a scanner, keeps it for an instant."""


class HeldError(PermissionError):
    """Windows does not replace, move or remove what a program has open; the message says what that is."""


def patiently(path: Path, step: Callable[[], Result]) -> Result:
    """Take a step on the disk, for a second again and again where ``path`` is held; raises HeldError then.

    Only on Windows does anything hold a file: elsewhere it is taken once, and its error stands.
    """
    for _ in range(TRIES - 1 if WINDOWS else 0):
        try:
            return step()
        except PermissionError:
            time.sleep(PAUSE_SECONDS)
    try:
        return step()
    except PermissionError as error:
        if not WINDOWS:
            raise
        raise HeldError(
            f"{path} is open in another program, or may not be changed ({error.strerror}): close what reads "
            "it, and do this again"
        ) from error


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


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes in hex, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, data: bytes) -> None:
    """Write a new file and sync it."""
    path.write_bytes(data)
    sync_file(path)


def replace(new: Path, old: Path) -> None:
    """Put a file in the place of another in one step: readers see the one or the other."""
    patiently(old, lambda: os.replace(new, old))


def behead(path: Path, at: int) -> None:
    """Take the first ``at`` bytes off a file in one step."""
    with whole(path) as new, path.open("rb") as file, new.open("wb") as rest:
        file.seek(at)
        shutil.copyfileobj(file, rest)


@contextmanager
def whole(path: Path, beside: Path | None = None) -> Iterator[Path]:
    """Give a place to write to, which becomes the file ``path`` in one step when it is whole.

    So the same work may be done twice, even at once, where it is not known whether it was done: a reader
    sees one of two equal files. ``beside`` is another folder of the same file system for what is not whole.
    """
    new = (beside or path.parent) / f"{path.name}.{token_hex(4)}.unfinished"
    try:
        yield new
        replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def rename(old: Path, new: Path) -> None:
    """Give a folder its final place, which must be free."""
    new.parent.mkdir(parents=True, exist_ok=True)
    patiently(old, lambda: old.rename(new))


def swap(new: Path, old: Path) -> None:
    """Put a folder in the place of another in one step where the system can; the other takes its place.

    Elsewhere in two steps: a reader that comes between them finds no folder, and `OLD` ends the name of
    the one that was there.
    """
    if not _exchanged(new, old):
        aside = new.with_name(new.name + OLD)
        patiently(old, lambda: old.rename(aside))
        patiently(new, lambda: new.rename(old))


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two paths now name each other's folder: Linux 3.15, on nearly every file system."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)


def share(existing: Path, copy: Path, beside: Path | None = None) -> bool:
    """Make ``copy``, which holds the same bytes, the same file as ``existing``; False where links fail.

    Where it is that file already, it stays so: to write to it would be to write to ``existing``.
    ``beside`` as in ``whole``.
    """
    if copy.exists() and copy.samefile(existing):
        return True
    new = (beside or copy.parent) / f"{copy.name}.{token_hex(4)}.link"
    try:
        os.link(existing, new)
    except (OSError, NotImplementedError):
        return False
    patiently(copy, lambda: os.replace(new, copy))
    new.unlink(missing_ok=True)  # it stays where the copy has become the same file meanwhile
    return True


def link(target: str, place: Path) -> bool:
    """Point a symbolic link at ``target``; False where links fail or are not allowed, and then none stays.

    In one step, but on Windows, which does not replace a link to a folder: a reader may come between.
    """
    beside = place.with_name(place.name + ".new")
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        os.symlink(target, beside, target_is_directory=True)
        if WINDOWS and place.is_symlink():
            place.unlink()
        os.replace(beside, place)
    except (OSError, NotImplementedError):
        for left in (place, beside):  # a link to what was would go on saying so
            with suppress(OSError):
                if left.is_symlink():
                    left.unlink()
        return False
    return True


def remove(folder: Path) -> None:
    """Remove a folder with all it holds; one that is not there is no error."""
    if folder.exists():
        patiently(folder, lambda: shutil.rmtree(folder))
