"""One run at a time on a dataset: a lock beside it that the system frees when its holder dies."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = ".lock"
HOLDER = ".lock.json"


class LockedError(RuntimeError):
    """Another run holds the dataset; the message says which and what to do."""


def _ignore(_: str) -> None: ...


@contextmanager
def lock(
    curated: Path, wait_seconds: float = 60.0, on_wait: Callable[[str], object] = _ignore
) -> Iterator[None]:
    """Hold the dataset for one run; everyone else waits, readers do not.

    Calls ``on_wait`` once with a sentence if it has to wait at all, and raises LockedError after
    ``wait_seconds``. A holder that is killed frees the lock by dying.
    """
    curated.mkdir(parents=True, exist_ok=True)
    held = FileLock(curated / LOCK)
    _acquire(held, curated, wait_seconds, on_wait)
    try:
        _sign(curated)
        yield
    finally:
        held.release()


def _acquire(held: FileLock, curated: Path, wait_seconds: float, on_wait: Callable[[str], object]) -> None:
    try:
        held.acquire(timeout=0)
    except Timeout:
        on_wait(f"{curated} is held by {holder(curated)}; waiting up to {wait_seconds:g} s")
    else:
        return
    try:
        held.acquire(timeout=wait_seconds)
    except Timeout:
        raise LockedError(
            f"{curated} is still held by {holder(curated)} after {wait_seconds:g} s; wait until that run "
            "has ended, or end it, and run the flow again. Nothing was changed."
        ) from None


def _sign(curated: Path) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    told = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    (curated / HOLDER).write_text(json.dumps(told), encoding="utf-8", newline="\n")


def holder(curated: Path) -> str:
    """Who took the lock last, in words."""
    try:
        told = json.loads((curated / HOLDER).read_text(encoding="utf-8"))
        return f"process {told['pid']} on {told['host']} since {told['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
