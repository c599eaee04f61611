"""One snapshot without what was erased: a copy is made beside it and put in its place in one step."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docsieve.erasure.files import with_new_counts, with_new_hashes, with_new_parts, without_erased
from docsieve.erasure.marks import Marks
from docsieve.erasure.rows import forget
from docsieve.snapshot import disk
from docsieve.tables import TABLES, Table, read_table, row_count, write_table

WORK = ".erasing"
MANIFEST, CROISSANT, CARD = "manifest.json", "croissant.json", "README.md"
PART = "part-00000.parquet"


def rewrite(curated: Path, folder: Path, marks: Marks) -> None:
    """Take out of a snapshot what was erased, manifest and descriptions included; hold the lock.

    A snapshot that holds nothing of it stays the same files. Readers see it as it was or as it is now.
    """
    tables = {name: read_table(folder, name) for name in TABLES if (folder / name).is_dir()}
    made = forget(tables, marks)
    changed = {name: table for name, table in made.items() if table is not tables[name]}
    others = _others(folder, marks)
    if not changed and not others:
        return
    work = curated / WORK
    disk.remove(work)
    new = work / folder.name
    shutil.copytree(folder, new, copy_function=_link)
    parts = {name: _write_part(new, name, table) for name, table in changed.items()}
    counts = {name: (tables[name].num_rows, table.num_rows) for name, table in changed.items()}
    _write_others(new, others, parts, counts)
    _sync(new)
    disk.swap(new, folder)
    disk.sync_folder(folder.parent)
    disk.remove(work)


def recover(curated: Path) -> None:
    """Put a snapshot in its place whose change was stopped in the middle, and take away what is left of it.

    Only where the system cannot exchange two folders in one step is there ever something to put.
    """
    for new in (curated / WORK).glob("*-*"):
        place = curated / "snapshots" / new.name
        if not place.exists() and not new.name.endswith(disk.OLD):
            disk.rename(new, place)
    disk.remove(curated / WORK)


def _link(existing: str, copy: str) -> None:
    try:
        os.link(existing, copy)
    except (OSError, NotImplementedError):
        shutil.copy2(existing, copy)


def _others(folder: Path, marks: Marks) -> dict[str, bytes | None]:
    """The files beside the tables that hold something of it, as they are to be."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".parquet"):
        data = path.read_bytes()
        made = without_erased(path.name, data, marks)
        if made != data:
            found[path.relative_to(folder).as_posix()] = made
    return found


def _write_part(new: Path, name: str, table: Table) -> dict[str, Any]:
    """Write a table as one part in place of those it had; what the manifest says of it."""
    disk.remove(new / name)
    (new / name).mkdir()
    path = new / name / PART
    write_table(table, path)
    disk.sync_file(path)
    told = {"path": f"{name}/{PART}", "bytes": path.stat().st_size, "sha256": disk.sha256(path)}
    return {**told, "rows": row_count(path)}


def _write_others(
    new: Path,
    others: Mapping[str, bytes | None],
    parts: Mapping[str, Mapping[str, Any]],
    counts: Mapping[str, tuple[int, int]],
) -> None:
    """Write the files beside the tables, the manifest last."""
    made = {name: data for name, data in others.items() if name != MANIFEST}
    if croissant := _now(new, CROISSANT, made):
        made[CROISSANT] = with_new_hashes(croissant, parts)
    if card := _now(new, CARD, made):
        made[CARD] = with_new_counts(card, counts)
    manifest = others.get(MANIFEST) or (new / MANIFEST).read_bytes()
    told = with_new_parts(json.loads(manifest), parts, made)
    made[MANIFEST] = (json.dumps(told, indent=2) + "\n").encode()
    for name, data in made.items():
        (new / name).unlink(missing_ok=True)  # it may be a link to the file of the snapshot as it was
        if data is not None:
            disk.write(new / name, data)


def _now(new: Path, name: str, made: Mapping[str, bytes | None]) -> bytes | None:
    return made[name] if name in made else (new / name).read_bytes() if (new / name).is_file() else None


def _sync(new: Path) -> None:
    for folder in sorted({path.parent for path in new.rglob("*")}):
        disk.sync_folder(folder)
