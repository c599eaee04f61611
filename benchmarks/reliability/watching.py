"""What a command and all processes below it hold: memory, open files, how many they are."""

import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Held:
    """Resident memory in MB (pages that processes share are counted in each), processes, open files.

    ``files`` is -1 where the system does not tell.
    """

    megabytes: float
    processes: int
    files: int


@dataclass(frozen=True, slots=True)
class Watched:
    """How a command ended, how long it took, the most that it and its children held, and what it said."""

    status: int
    seconds: float
    peak: Held
    said: str


def watch(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None, folder: Path | None = None
) -> Watched:
    """Run a command to its end, looking at it five times a second."""
    began = time.monotonic()
    peak = Held(0.0, 0, -1)
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            list(map(str, command)),
            stdout=output,
            stderr=output,
            env={**os.environ, **(env or {})},
            cwd=folder,
        )
        while process.poll() is None:
            peak = larger(peak, held(process.pid))
            time.sleep(PAUSE_SECONDS)
        output.seek(0)
        said = output.read().decode(errors="replace")
    return Watched(process.returncode, time.monotonic() - began, peak, said)


def larger(one: Held, other: Held) -> Held:
    """The most of each."""
    return Held(
        max(one.megabytes, other.megabytes),
        max(one.processes, other.processes),
        max(one.files, other.files),
    )


def held(pid: int) -> Held:
    """What a process and all below it hold now; nothing of those that have ended meanwhile."""
    table = _by_proc() if PROC.is_dir() else _by_ps()
    below = descendants(pid, parents(table))
    return Held(
        sum(table[one][1] for one in below), len(below), sum(map(_files, below)) if PROC.is_dir() else -1
    )


def parents(table: Mapping[int, tuple[int, float]] | None = None) -> dict[int, int]:
    """The parent of every process."""
    table = table if table is not None else _by_proc() if PROC.is_dir() else _by_ps()
    return {number: parent for number, (parent, _) in table.items()}


def descendants(pid: int, parents: Mapping[int, int]) -> list[int]:
    """A process and all below it, among those that are there.

    >>> descendants(2, {1: 0, 2: 1, 3: 2, 4: 3, 5: 1})
    [2, 3, 4]
    """
    children: dict[int, list[int]] = defaultdict(list)
    for number, parent in parents.items():
        children[parent].append(number)
    found = [pid] if pid in parents else []
    for one in found:
        found += children[one]
    return found


def _by_proc() -> dict[int, tuple[int, float]]:
    """Parent and resident megabytes of every process."""
    page = os.sysconf("SC_PAGE_SIZE") / 1e6
    found = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
                found[int(entry.name)] = parent, int((entry / "statm").read_text().split()[1]) * page
            except (OSError, IndexError, ValueError):
                continue
    return found


def _by_ps() -> dict[int, tuple[int, float]]:
    told = subprocess.run(
        ("ps", "-axo", "pid=,ppid=,rss="), capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split() for line in told.splitlines())
    return {int(pid): (int(parent), int(kilobytes) / 1e3) for pid, parent, kilobytes in rows}


def worked(pid: int) -> float:
    """Processor seconds of a process, all below it and those of them that have ended; 0.0 off Linux."""
    if not PROC.is_dir():
        return 0.0
    return sum(map(_worked, descendants(pid, parents()))) / os.sysconf("SC_CLK_TCK")


def _worked(pid: int) -> int:
    """Ticks of a process and of the children it has waited for: user and system of each."""
    try:
        told = (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, told[11:15]))


def _files(pid: int) -> int:
    try:
        return len(os.listdir(PROC / str(pid) / "fd"))
    except OSError:
        return 0


def bytes_below(folders: Iterable[Path]) -> int:
    """Bytes that folders take, each file once however many names it has."""
    seen: dict[tuple[int, int], int] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                found = path.lstat()
            except FileNotFoundError:
                continue
            seen[found.st_dev, found.st_ino] = found.st_size
    return sum(seen.values())
