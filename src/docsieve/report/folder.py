"""The folder the pages lie in: a page is written only when what it is made from has changed.

Every page made from one document or a few entities ends in the digest of what it was made from. So
there is no list of pages that could disagree with them, and a page that a killed run left half
written has no digest and is written again.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

_OPEN, _CLOSE = "<!-- made from ", " -->\n"
_DIGEST = 32


def digest_of(*parts: object) -> str:
    """32 hex digits for values whose representation says all there is to them."""
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


@dataclass(slots=True)
class Folder:
    """Pages by their address below ``path``; counts what was written, what was left and what was removed."""

    path: Path
    written: int = 0
    left: int = 0
    removed: int = 0
    _wanted: set[str] = field(default_factory=set)

    def is_fresh(self, address: str, digest: str) -> bool:
        """Whether the page is there already and was made from the same; if so it stays as it is."""
        self._wanted.add(address)
        fresh = _tail(self.path / address) == f"{_OPEN}{digest}{_CLOSE}".encode()
        self.left += fresh
        return fresh

    def write(self, address: str, page: str, digest: str) -> None:
        """Write a page that was made from what ``digest`` stands for (32 hex digits)."""
        self._wanted.add(address)
        self._write(address, f"{page}{_OPEN}{digest}{_CLOSE}".encode())

    def put(self, address: str, content: str) -> None:
        """Write a page or file that is cheap to make, unless it is there with the same content."""
        self._wanted.add(address)
        data = content.encode()
        place = self.path / address
        if place.is_file() and place.stat().st_size == len(data) and place.read_bytes() == data:
            self.left += 1
        else:
            self._write(address, data)

    def sweep(self) -> None:
        """Remove every file that was not asked for, and folders that are empty then."""
        for place in sorted(self.path.rglob("*"), reverse=True):
            if place.is_dir():
                if not any(place.iterdir()):
                    place.rmdir()
            elif place.relative_to(self.path).as_posix() not in self._wanted:
                place.unlink()
                self.removed += 1

    def _write(self, address: str, data: bytes) -> None:
        place = self.path / address
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        self.written += 1


def _tail(place: Path) -> bytes:
    length = len(_OPEN) + _DIGEST + len(_CLOSE)
    try:
        with place.open("rb") as file:
            file.seek(-length, 2)
            return file.read()
    except OSError:  # not there, or shorter than a digest
        return b""
