"""All or nothing: tables are written aside, synced, given their place, and only then made current."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docsieve import __version__
from docsieve.snapshot import disk
from docsieve.snapshot.pointer import LINK, MANIFEST, SNAPSHOTS, Snapshot, current, name_of, point
from docsieve.tables import (
    SCHEMA_VERSION,
    TABLES,
    RunFacts,
    Table,
    code_hash,
    part_path,
    reworded,
    row_count,
    write_table,
)

STAGING = ".staging"
REFUSED = "refused"
PUBLISHED = "published"
"""An empty file in a snapshot's folder, made once the snapshot has been current."""

Describe = Callable[[Path, Mapping[str, Any]], Mapping[str, bytes]]


def sweep(curated: Path) -> None:
    """Remove what a killed run left behind; hold the lock.

    Takes away staged tables and snapshots that never became current, and brings the link back into
    line with the pointer. Never touches a snapshot that has been current.
    """
    now = current(curated)
    if now is not None:
        (now.path / PUBLISHED).touch()
        disk.link(f"{SNAPSHOTS}/{now.id}", curated / LINK)
    disk.remove(curated / STAGING)
    for folder in sorted((curated / SNAPSHOTS).glob("*-*")):
        if not (folder / PUBLISHED).exists():
            disk.remove(folder)


def stage(curated: Path, tables: Mapping[str, Table]) -> Path:
    """Write tables aside and return their folder; hold the lock from here until it is published."""
    staging = curated / STAGING / "tables"
    disk.remove(staging)
    staging.mkdir(parents=True)
    for name, table in tables.items():
        stage_table(staging, name, table)
    return staging


def stage_table(staging: Path, name: str, table: Table, part: int = 0, beside: Path | None = None) -> None:
    """Write one part of a table into a staging folder, in place of what is there.

    A kept part is a file of the snapshot before: it is replaced, never written into. ``beside`` is a folder
    of the same file system for what is not whole.
    """
    path = part_path(staging, name, part)
    path.parent.mkdir(exist_ok=True)
    with disk.whole(path, beside) as new:
        write_table(table, new)


def keep_part(
    staging: Path,
    before: Snapshot,
    name: str,
    part: int,
    beside: Path | None = None,
) -> bool:
    """Take a part over from the snapshot before, as the same file; False where it has none, or links fail.

    ``beside`` as in ``stage_table``.
    """
    existing, path = part_path(before.path, name, part), part_path(staging, name, part)
    path.parent.mkdir(exist_ok=True)
    return existing.is_file() and disk.share(existing, path, beside)


def reword_part(
    staging: Path,
    before: Snapshot,
    name: str,
    part: int,
    column: str,
    words: tuple[str, str],
    beside: Path | None = None,
) -> bool:
    """Take a part over with another word in a column of one word; False where it is not stored so.

    ``words`` are that of before and that of now (``tables.reworded``), ``beside`` as in ``stage_table``.
    """
    path = part_path(staging, name, part)
    data = reworded(part_path(before.path, name, part), column, *words)
    if data is None:
        return False
    path.parent.mkdir(exist_ok=True)
    with disk.whole(path, beside) as new:
        new.write_bytes(data)
    return True


def nothing_more(_folder: Path, _manifest: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Describe a snapshot by its manifest alone."""
    return {}


def publish(
    curated: Path,
    staging: Path,
    facts: RunFacts,
    verdict: Mapping[str, Any],
    describe: Describe = nothing_more,
) -> Snapshot:
    """Make staged tables the current snapshot, in one step; hold the lock.

    ``verdict`` goes into the manifest as it is; ``describe`` gives further files, by name, from the
    folder of the tables and a manifest that has all but these files. A part with the same bytes as in
    the snapshot before is stored once where the file system has hard links. Whatever stops it leaves
    the snapshot before in force. Raises ValueError where a table is missing: a snapshot always has all.
    """
    missing = sorted(name for name in TABLES if not (staging / name).is_dir())
    if missing:
        raise ValueError(f"not staged, so nothing can be published: {', '.join(missing)}")
    before = current(curated)
    snapshot = _next(curated, before, facts.run_id)
    files = _settle(staging, before)
    manifest = {**_about(snapshot, before, facts), "verdict": dict(verdict), **files}
    for name, content in sorted(describe(staging, manifest).items()):
        (staging / name).write_bytes(content)
        manifest["other_files"].append(_settled(staging / name, name, {}))
    disk.write(staging / MANIFEST, (json.dumps(manifest, indent=2, default=str) + "\n").encode())
    for folder in sorted({path.parent for path in staging.rglob("*")}):
        disk.sync_folder(folder)
    disk.rename(staging, snapshot.path)
    disk.sync_folder(curated / SNAPSHOTS)
    point(curated, snapshot)
    (snapshot.path / PUBLISHED).touch()
    disk.remove(curated / REFUSED)
    return snapshot


def refuse(curated: Path, staging: Path, verdict: Mapping[str, Any]) -> Path:
    """Put staged tables that failed a critical expectation where a person can look at them.

    Returns their folder, which holds the last refused run only and is removed by the next one that is
    published. Publishes nothing.
    """
    place = curated / REFUSED
    told = json.dumps(dict(verdict), indent=2, default=str) + "\n"
    (staging / "verdict.json").write_text(told, encoding="utf-8", newline="\n")
    disk.remove(place)
    disk.rename(staging, place)
    return place


def _next(curated: Path, before: Snapshot | None, run_id: str) -> Snapshot:
    taken = [folder.name.partition("-")[0] for folder in (curated / SNAPSHOTS).glob("*-*")]
    numbers = [int(number) for number in taken if number.isdigit()]
    sequence = 1 + max([*numbers, before.sequence if before else 0])
    name = name_of(sequence, run_id)
    return Snapshot(name, sequence, run_id, curated / SNAPSHOTS / name)


def _about(snapshot: Snapshot, before: Snapshot | None, facts: RunFacts) -> dict[str, Any]:
    return {
        "snapshot": snapshot.id,
        "previous": before.id if before else None,
        "run_id": snapshot.run_id,
        "schema_version": SCHEMA_VERSION,
        "code_version": __version__,
        "code_hash": facts.code_hash or code_hash(),
        "config_hash": facts.config_hash,
        "persons": facts.persons,
        "input_hash": facts.input_hash,
        "started_at": facts.started_at.isoformat(),
    }


def _settle(staging: Path, before: Snapshot | None) -> dict[str, Any]:
    """Hash, share or sync every staged file; what the manifest says of them."""
    known = _known(before)
    taken_over = {_file(path): told for path, told in known.values() if path.exists()}
    tables: dict[str, Any] = {name: {"rows": 0, "files": []} for name in TABLES}
    others = []
    for path in sorted(path for path in staging.rglob("*") if path.is_file()):
        name = path.relative_to(staging).as_posix()
        same = taken_over.get(_file(path))
        told = _settled(path, name, known) if same is None else {**same, "path": name}
        table = name.split("/")[0]
        if table in tables:
            told.setdefault("rows", row_count(path))
            tables[table]["rows"] += told["rows"]
            tables[table]["files"].append(told)
        else:
            others.append(told)
    return {"tables": tables, "other_files": others}


Known = Mapping[str, tuple[Path, Mapping[str, Any]]]
"""Every part of the snapshot before by its path in there: where it lies, what its manifest says of it."""


def _settled(path: Path, name: str, known: Known) -> dict[str, Any]:
    sha256 = disk.sha256(path)
    existing, told = known.get(name, (path, {}))
    if told.get("sha256") != sha256 or not disk.share(existing, path):
        disk.sync_file(path)
    return {"path": name, "bytes": path.stat().st_size, "sha256": sha256}


def _known(before: Snapshot | None) -> Known:
    if before is None:
        return {}
    tables = before.manifest()["tables"].values()
    return {file["path"]: (before.path / file["path"], file) for table in tables for file in table["files"]}


def _file(path: Path) -> tuple[int, int]:
    """What two names of the same file have in common, and no other file: it need not be read to be known."""
    about = path.stat()
    return about.st_dev, about.st_ino
