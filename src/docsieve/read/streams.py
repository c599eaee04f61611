"""Files unpacked piece by piece: never more in memory than a piece, never more unpacked than is allowed."""

import gzip
import re
import zlib
from collections.abc import Iterator
from io import IOBase
from typing import BinaryIO, Protocol, cast

import pyarrow as pa

from docsieve.read.decode import Reason, Refusal

PIECE = 1 << 16

MOST_RATIO = 500
UNPACKED_UNASKED = 10_000_000
"""How many times its size a file may unpack to, asked from so many bytes on: texts pack to a third or a
tenth, pages that hardly differ to a four-hundredth; a gigabyte of one letter to a thousandth and less."""

_EMPTY_LINES = re.compile(rb"\n+")


class BrokenContainerError(Exception):
    """The rest of a container cannot be read; ``refusal`` says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.refusal = Refusal(reason, detail)


class Readable(Protocol):
    """What gives up to ``size`` bytes, none at its end."""

    def read(self, size: int, /) -> bytes:
        """Read some of what is left."""
        ...


class Unpacked:
    """The bytes of a file, unpacked by its name (``.gz``, ``.zst``), by line or by number.

    Raises BrokenContainerError where the file is cut off, damaged or unpacks to more than ``most``
    bytes or to far more than its size, and ``OSError`` on a disk error.
    """

    def __init__(self, file: BinaryIO, name: str, most: int) -> None:
        self._file = _unpacking(file, name)
        self._packed = file
        self._most = most
        self._held = b""
        self._at = 0
        self._read = 0

    def line(self, most: int) -> bytes | None:
        """Give the next line without its end, None behind the last; of a longer one ``most + 1`` bytes."""
        parts: list[bytes] = []
        kept = 0
        while self._fill():
            end = self._held.find(b"\n", self._at)
            stop = len(self._held) if end < 0 else end
            if kept <= most:
                parts.append(self._held[self._at : min(stop, self._at + most + 1 - kept)])
                kept += len(parts[-1])
            self._at = stop if end < 0 else end + 1
            if end >= 0:
                return b"".join(parts)
        return b"".join(parts) if parts else None

    def empty_lines(self) -> int:
        """Pass over the empty lines that come next; how many: a gigabyte of them is no work."""
        passed = 0
        while self._fill() and (found := _EMPTY_LINES.match(self._held, self._at)):
            passed += found.end() - self._at
            self._at = found.end()
        return passed

    def take(self, size: int, most: int) -> bytes:
        """Give the next ``size`` bytes, but no more than ``most`` of them; the others are passed over."""
        parts: list[bytes] = []
        kept = 0
        while size and self._fill():
            stop = min(len(self._held), self._at + size)
            parts.append(self._held[self._at : min(stop, self._at + most - kept)])
            kept += len(parts[-1])
            size -= stop - self._at
            self._at = stop
        if size:
            raise BrokenContainerError(Reason.BROKEN_CONTAINER, f"the file ends {size:,} bytes too early")
        return b"".join(parts)

    def _fill(self) -> bool:
        """Have something to give, unless the end is reached."""
        if self._at < len(self._held):
            return True
        try:
            self._held, self._at = self._file.read(PIECE), 0
        except (EOFError, zlib.error, gzip.BadGzipFile, pa.ArrowInvalid) as error:
            raise BrokenContainerError(Reason.BROKEN_CONTAINER, _told(error)) from error
        except OSError as error:
            if error.errno:  # the disk's fault; what Arrow cannot unpack has no number
                raise
            raise BrokenContainerError(Reason.BROKEN_CONTAINER, _told(error)) from error
        self._read += len(self._held)
        if self._read > self._most:
            detail = f"it unpacks to more than the limit of {self._most:,} bytes"
            raise BrokenContainerError(Reason.TOO_LONG, detail)
        if self._read > UNPACKED_UNASKED:
            check_ratio(self._read, self._packed.tell())
        return bool(self._held)


def check_ratio(unpacked: int, packed: int) -> None:
    """Raise BrokenContainerError where so many bytes came out of so few that it can be no texts."""
    if unpacked > max(UNPACKED_UNASKED, MOST_RATIO * packed):
        detail = f"{packed:,} bytes of it unpack to more than {MOST_RATIO} times as many"
        raise BrokenContainerError(Reason.TOO_LONG, detail)


class StaysOpen:
    """A file for Arrow, which closes what it is given when it has no more use for it."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell

    def close(self) -> None:
        """Do nothing: whoever opened the file closes it."""

    def flush(self) -> None:
        """Do nothing: nothing is written."""


def _told(error: Exception) -> str:
    return f"it is cut off or damaged ({str(error).rstrip('.') or type(error).__name__})"


def _unpacking(file: BinaryIO, name: str) -> Readable:
    if name.endswith(".gz"):
        return gzip.GzipFile(fileobj=file)
    if name.endswith(".zst"):
        return pa.CompressedInputStream(pa.PythonFile(cast(IOBase, StaysOpen(file)), mode="r"), "zstd")
    return file


def lines(file: Unpacked, most: int) -> Iterator[tuple[int, bytes]]:
    """Give the lines that are not blank with their numbers from 1; see :meth:`Unpacked.line`."""
    number = file.empty_lines()
    while (line := file.line(most)) is not None:
        number += 1
        if not line.isspace():
            yield number, line
        number += file.empty_lines()
