"""Bytes of a file below the raw folder, without following a link that was put there meanwhile."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from docsieve.read.decode import Reason, Refusal
from docsieve.read.sources import Source

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_FOLDER_FLAGS = _FLAGS | getattr(os, "O_DIRECTORY", 0)

_REFUSALS = {
    errno.ENOENT: (Reason.VANISHED, "the file was gone when it was to be read"),
    errno.ENOTDIR: (Reason.VANISHED, "a folder on the way is no folder any more"),
    errno.ELOOP: (Reason.LINK, "links below the raw folder are not followed"),
    errno.EACCES: (Reason.UNREADABLE, "no permission to read the file"),
    errno.EPERM: (Reason.UNREADABLE, "no permission to read the file"),
    errno.ENAMETOOLONG: (Reason.UNREADABLE, "the path is too long for this system"),
    errno.ENXIO: (Reason.NOT_A_FILE, "a pipe, device or socket is not opened"),
    errno.EOPNOTSUPP: (Reason.NOT_A_FILE, "a pipe, device or socket is not opened"),  # macOS, of a socket
}
"""What is the file's fault; all other errors (a broken disk, no memory, too many open files) are raised."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole of a file, and when it was last changed (nanoseconds since 1970)."""

    data: bytes
    modified: int


def read_bytes(root: str, path: str, max_bytes: int) -> Contents | Refusal:
    """The bytes of ``root/path``, or why there are none; at most ``max_bytes + 1`` are ever read.

    A file is ``changed_while_read`` if its size or time moved meanwhile. Does not wait for a pipe.
    Raises ``OSError`` on a disk error.
    """
    try:
        descriptor = _open_below(root, path)
    except OSError as error:
        if error.errno not in _REFUSALS:
            error.add_note(f"while opening {path!r} below {root!r}")
            raise
        return Refusal(*_REFUSALS[error.errno])
    try:
        return _read_whole(descriptor, max_bytes)
    except OSError as error:
        error.add_note(f"while reading {path!r} below {root!r}")
        raise
    finally:
        os.close(descriptor)


def has_changed(file: BinaryIO, source: Source) -> bool:
    """Whether an open file is another one than when it was listed."""
    now = os.fstat(file.fileno())
    return (now.st_size, now.st_mtime_ns) != (source.size, source.modified)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO | Refusal]:
    """Open a source to be read piece by piece, or say why not; refuses the same as read_bytes.

    Raises ``OSError`` on a disk error.
    """
    try:
        descriptor = _open_below(source.root, source.path)
    except OSError as error:
        if error.errno not in _REFUSALS:
            error.add_note(f"while opening {source.path!r} below {source.root!r}")
            raise
        yield Refusal(*_REFUSALS[error.errno])
        return
    with os.fdopen(descriptor, "rb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield file
        else:
            yield Refusal(Reason.NOT_A_FILE, "only plain files are read")


def _open_below(root: str, path: str) -> int:
    """A descriptor of the file, reached folder by folder so that no folder can be a link."""
    *folders, name = path.split("/")
    if not name or any(part in {"", ".", ".."} for part in (*folders, name)):
        raise OSError(errno.ELOOP, "the path leads out of the raw folder", path)
    if os.open not in os.supports_dir_fd:
        return _open_checked(root, path)
    if not folders:
        return os.open(os.path.join(root, name), _FLAGS)
    at = os.open(os.path.join(root, folders[0]), _FOLDER_FLAGS)
    try:
        for folder in folders[1:]:
            at, above = os.open(folder, _FOLDER_FLAGS, dir_fd=at), at
            os.close(above)
        return os.open(name, _FLAGS, dir_fd=at)
    finally:
        os.close(at)


def _open_checked(root: str, path: str) -> int:
    """The same where folders cannot be opened (Windows): by comparing the real path."""
    full = os.path.join(root, *path.split("/"))
    if os.path.realpath(full) != os.path.join(os.path.realpath(root), *path.split("/")):
        raise OSError(errno.ELOOP, "the path leads out of the raw folder", path)
    return os.open(full, _FLAGS)


def _read_whole(descriptor: int, max_bytes: int) -> Contents | Refusal:
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        return Refusal(Reason.NOT_A_FILE, "only plain files are read")
    if before.st_size > max_bytes:
        return Refusal(Reason.TOO_LONG, f"{before.st_size:,} bytes, and the limit is {max_bytes:,}")
    data = _read_up_to(descriptor, min(before.st_size, max_bytes) + 1)
    after = os.fstat(descriptor)
    moved = after.st_size != before.st_size or after.st_mtime_ns != before.st_mtime_ns
    if moved or len(data) != before.st_size:
        return Refusal(Reason.CHANGED_WHILE_READ, "the file was written to while it was read")
    return Contents(data, after.st_mtime_ns)


def _read_up_to(descriptor: int, size: int) -> bytes:
    """Reads until the end of the file or ``size`` bytes; one system call may give fewer than are there."""
    data = os.read(descriptor, size)
    if not data or len(data) == size - 1:
        return data
    parts = [data]
    left = size - len(data)
    while left and (part := os.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
