"""Raw folders that are no folders of this machine: any address that fsspec knows (``s3://bucket/raw``).

Object stores have no links, pipes or junctions, so what is guarded against below a local folder cannot
be met here. An object that changes while it is read is told by its size and time, as a file is.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import fsspec

from docsieve.arguments import ArgumentError
from docsieve.model import Rejected
from docsieve.read.decode import Reason, Refusal
from docsieve.read.opening import Contents
from docsieve.read.passing import pass_over
from docsieve.read.sources import CONTAINERS, TEXT, Source, reason_of, rejected, sidecar_path


def is_remote(root: str) -> bool:
    """Whether a raw folder is named by an address.

    >>> is_remote("s3://bucket/raw"), is_remote("raw"), is_remote("C:/raw")
    (True, False, False)
    """
    return "://" in root and not root.startswith("file://")


def without_secret(root: str) -> str:
    """Give an address in which no password stands; raises ArgumentError, which does not repeat it.

    Addresses are told in logs, in `lineage.jsonl` and on Prefect's pages.

    >>> without_secret("sftp://walker@weir.example/raw")
    'sftp://walker@weir.example/raw'
    """
    try:
        password = urlsplit(root).password
    except ValueError as error:
        raise ArgumentError(f"the address of the raw folder is none: {error}") from error
    if password is not None:
        raise ArgumentError(
            "a password stands in the address of the raw folder, which logs and pages repeat: give it the "
            "way the store has for it (the environment, a file of its own), and the address without it"
        )
    return root


def list_remote(root: str, passed: Counter[str]) -> Iterator[Source | Rejected]:
    """Every text and container below an address, in order, one folder in memory at a time.

    Other objects are passed over and counted in ``passed``. Raises ``FileNotFoundError`` where there is
    nothing, ``OSError`` where the store does not answer, ``ArgumentError`` for an address that is of no use.
    """
    system, base = _system(without_secret(root))
    if not system.exists(base):
        raise FileNotFoundError(f"no raw folder at {root}: create it or name another with --raw")
    pending = [_folder(system, root, base, "", passed)]
    while pending:
        entry = next(pending[-1], None)
        if entry is None:
            pending.pop()
        elif isinstance(entry, str):
            pending.append(_folder(system, root, base, entry, passed))
        else:
            yield entry


def _folder(
    system: Any, root: str, base: str, folder: str, passed: Counter[str]
) -> Iterator[Source | Rejected | str]:
    """One folder's entries in order; a sub-folder as its path with a final ``/``."""
    found: dict[str, dict[str, Any]] = {}
    for entry in system.ls(f"{base}/{folder}".rstrip("/"), detail=True, refresh=True):
        name = entry["name"].rstrip("/").rpartition("/")[2]
        if name and entry["name"].rstrip("/") != f"{base}/{folder}".rstrip("/"):  # some stores list it, too
            found[name + "/" if entry["type"] == "directory" else name] = entry
    for name in sorted(found):
        if name.endswith("/"):
            yield folder + name
        elif name.lower().endswith((TEXT, *CONTAINERS)):
            beside = found.get(sidecar_path(name)) if name.lower().endswith(TEXT) else None
            yield _source(root, folder + name, found[name], beside)
        else:
            pass_over(passed, folder + name)


def _source(root: str, path: str, entry: dict[str, Any], beside: dict[str, Any] | None) -> Source | Rejected:
    if any(part in {"", ".", ".."} for part in path.split("/")):
        return rejected(path, Reason.NOT_A_FILE, "the name leads out of its folder")
    return Source(root, path, int(entry["size"] or 0), _time(entry), _time(beside) if beside else None)


def _time(entry: dict[str, Any]) -> int:
    """When an object was last changed, in nanoseconds since 1970; 0 where the store does not say."""
    said = entry.get("LastModified", entry.get("mtime", entry.get("created", 0)))
    seconds = said.timestamp() if isinstance(said, datetime) else float(said or 0)
    return int(seconds * 1_000_000_000)


@contextmanager
def opened_remote(source: Source) -> Iterator[BinaryIO | Refusal]:
    """Open an object to be read piece by piece, or say why it is not."""
    system, base = _system(source.root)
    try:
        file = system.open(f"{base}/{source.path}", "rb", cache_type="readahead")
    except (FileNotFoundError, PermissionError) as error:
        yield Refusal(reason_of(error), "the file was gone or closed to us when it was to be read")
        return
    with file:
        yield file


def read_remote(root: str, path: str, max_bytes: int) -> Contents | Refusal:
    """The bytes of an object, or why there are none; at most ``max_bytes + 1`` are ever read."""
    with opened_remote(Source(root, path, 0, 0)) as file:
        if isinstance(file, Refusal):
            return file
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        return Refusal(Reason.TOO_LONG, f"more bytes than the limit of {max_bytes:,}")
    return Contents(data, 0)


def has_changed_remotely(source: Source) -> bool:
    """Whether an object is another one than when it was listed."""
    system, base = _system(source.root)
    system.invalidate_cache()
    try:
        entry = system.info(f"{base}/{source.path}")
    except FileNotFoundError:
        return True
    return (int(entry["size"] or 0), _time(entry)) != (source.size, source.modified)


@cache
def _system(root: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it; opened once in each process."""
    try:
        system, base = fsspec.core.url_to_fs(root)
    except ImportError as error:
        raise ArgumentError(f"{root} cannot be read without another package: {error}") from error
    except ValueError as error:
        raise ArgumentError(f"{root} is no address that can be read: {error}") from error
    return system, base.rstrip("/")
