"""Which snapshot is current: `latest.json` says so; the link `latest` follows where links work.

`latest.json` is what counts. It is replaced in one step, after the snapshot is whole on the disk;
the link is replaced in one step after it, so it may show the snapshot before for an instant, never
a mixture. A reader that opens several tables resolves the pointer once and stays with its folder.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docsieve.snapshot import disk

POINTER = "latest.json"
LINK = "latest"
SNAPSHOTS = "snapshots"
MANIFEST = "manifest.json"


class NoSnapshotError(LookupError):
    """There is no published dataset to read; the message says where it was sought and what to do."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published state of all tables: its id, its number, the run it came from, its folder."""

    id: str
    sequence: int
    run_id: str
    path: Path

    def manifest(self) -> dict[str, Any]:
        """What the snapshot holds: files with size and SHA-256, row counts, versions, verdict."""
        found: dict[str, Any] = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
        return found


def current(curated: Path) -> Snapshot | None:
    """The snapshot that readers see, None before the first.

    Raises NoSnapshotError where the pointer cannot be understood or leads nowhere.
    """
    try:
        told = json.loads(disk.patiently(curated / POINTER, (curated / POINTER).read_bytes))
        snapshot = _snapshot(curated, told)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise NoSnapshotError(
            f"{curated / POINTER} cannot be understood ({error}); move it away and run the flow again: "
            "it writes a new one, and older snapshots stay where they are"
        ) from error
    if not (snapshot.path / MANIFEST).is_file():
        raise NoSnapshotError(
            f"{curated / POINTER} names {told['path']}, which is not there; put that folder back, or move "
            "the pointer away and run the flow again"
        )
    return snapshot


def with_names(curated: Path) -> list[str]:
    """The snapshots in the folder, the current one or earlier ones, that publish the names of persons."""
    told = {
        path.parent.name: json.loads(path.read_bytes()) for path in curated.glob(f"{SNAPSHOTS}/*/{MANIFEST}")
    }
    return sorted(name for name, manifest in told.items() if manifest.get("persons", "keep") == "keep")


def is_unchanged(curated: Path, run_id: str) -> bool:
    """Whether the current snapshot came from the same code, configuration and input."""
    now = current(curated)
    return now is not None and now.run_id == run_id


def _snapshot(curated: Path, told: dict[str, Any]) -> Snapshot:
    name = str(told["snapshot"])
    return Snapshot(name, int(name.partition("-")[0]), str(told["run_id"]), curated / str(told["path"]))


def name_of(sequence: int, run_id: str) -> str:
    """The id of a snapshot, so that names sort in order of publishing.

    >>> name_of(12, "c0ffee00c0ffee00c0ffee00c0ffee00")
    '000012-c0ffee00'
    """
    return f"{sequence:06d}-{run_id[:8]}"


def point(curated: Path, snapshot: Snapshot) -> None:
    """Make a snapshot, already whole on the disk, the current one."""
    path = f"{SNAPSHOTS}/{snapshot.id}"
    told = {"snapshot": snapshot.id, "path": path, "run_id": snapshot.run_id}
    beside = curated / f"{POINTER}.new"
    disk.write(beside, (json.dumps(told, indent=2) + "\n").encode())
    disk.replace(beside, curated / POINTER)
    disk.sync_folder(curated)
    disk.link(path, curated / LINK)
