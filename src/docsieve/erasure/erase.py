"""Erasing, read top to bottom: look up, mark, take away what can be made again, rewrite what stays, tell.

The marks are on the disk before anything is changed, and they alone say what is to go; so whatever stops
an erasure, `finish` ends it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from docsieve.arguments import ArgumentError
from docsieve.erasure.collect import NothingFoundError, of_documents, of_entity
from docsieve.erasure.files import without_erased
from docsieve.erasure.marks import FOLDER, Erasure, Marks, read_marks, with_key, write_marks
from docsieve.erasure.rewrite import recover, rewrite
from docsieve.snapshot import LOCK, disk, lock, sweep
from docsieve.tables import row_count

SNAPSHOTS = "snapshots"
MADE_AGAIN = ("report", "refused", ".staging", "cache", ".cache")
"""Folders that the next run makes again, and that are taken away whole."""

Choose = Callable[[list[Path], Marks], Erasure]


def erase_entity(curated: Path, entity: str, *, namesakes: bool = True, wait_seconds: float = 60.0) -> Path:
    """Erase a body or person from everything below ``curated``; return the receipt.

    With ``namesakes`` everybody of the same name goes too, because a text does not say which of them is
    meant. Raises NothingFoundError, LockedError, MarksError.
    """
    return _erase(curated, wait_seconds, partial(of_entity, entity=entity, namesakes=namesakes))


def erase_document(curated: Path, document: str, *, wait_seconds: float = 60.0) -> Path:
    """Erase a document in all its versions, and every other with the same bytes; return the receipt.

    Does not touch the raw folder, nor what other documents quote of it. Raises as `erase_entity` does.
    """
    return _erase(curated, wait_seconds, lambda kept, marks: of_documents(kept, marks, document, ""))


def erase_text(curated: Path, content_sha256: str, *, wait_seconds: float = 60.0) -> Path:
    """Erase every document with these bytes, now and whenever they come again; return the receipt.

    Raises ArgumentError for what is no SHA-256, and as `erase_entity` does.
    """
    wanted = content_sha256.lower()
    if len(wanted) != 64 or not set(wanted) <= set("0123456789abcdef"):
        raise ArgumentError(
            f"{content_sha256!r} is no SHA-256 of 64 hexadecimal digits, as documents.content_sha256 has them"
        )
    return _erase(curated, wait_seconds, lambda kept, marks: of_documents(kept, marks, "", wanted))


def _erase(curated: Path, wait_seconds: float, choose: Choose) -> Path:
    if not (curated / SNAPSHOTS).is_dir():
        raise NothingFoundError(f"nothing is published in {curated}, so there is nothing to erase")
    with lock(curated, wait_seconds):
        finish(curated)
        sweep(curated)
        marks = with_key(read_marks(curated))
        chosen = replace(choose(_kept(curated), marks), before=dict(_files(curated)))
        write_marks(curated, Marks(marks.key, (*marks.erasures, chosen)))
        finish(curated)
        return receipt_path(curated, chosen)


def finish(curated: Path) -> None:
    """End an erasure that was stopped half-way, if there is one; hold the lock. Twice is as once."""
    recover(curated)
    marks = read_marks(curated)
    pending = [each for each in marks.erasures if not each.done]
    if not pending:
        return
    for name in MADE_AGAIN:
        disk.remove(curated / name)
    for folder in sorted((curated / SNAPSHOTS).iterdir()):
        rewrite(curated, folder, marks)
    _clean_files(curated, marks)
    for each in pending:
        _write_receipt(curated, each)
    done = tuple(replace(each, done=True, before={}) for each in marks.erasures)
    write_marks(curated, Marks(marks.key, done))


def receipt_path(curated: Path, erasure: Erasure) -> Path:
    """Where the receipt of an erasure lies."""
    return curated / FOLDER / f"receipt-{erasure.number:04d}.json"


def _kept(curated: Path) -> list[Path]:
    """Every folder that holds tables."""
    refused = curated / "refused"
    return [*sorted((curated / SNAPSHOTS).iterdir()), *([refused] if refused.is_dir() else [])]


def _clean_files(curated: Path, marks: Marks) -> None:
    """Logs and other files that lie directly in the folder."""
    for left in curated.glob("*.new"):  # of something that was stopped
        left.unlink()
    for path in sorted(path for path in curated.iterdir() if path.is_file() and not path.is_symlink()):
        if path.name == LOCK:  # empty, and Windows does not let even its holder read it
            continue
        data = path.read_bytes()
        made = without_erased(path.name, data, marks)
        if made is None:
            path.unlink()
        elif made != data:
            beside = path.with_name(path.name + ".new")
            disk.write(beside, made)
            disk.replace(beside, path)


def _files(curated: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file of the snapshots, and those beside them, with what is told of it in a receipt."""
    found = [path for path in curated.iterdir() if path.is_file() and path.name.partition(".")[0]]
    found += [path for path in (curated / SNAPSHOTS).rglob("*") if path.is_file()]
    for path in sorted(path for path in found if not path.is_symlink()):
        told: dict[str, Any] = {"sha256": disk.sha256(path), "bytes": path.stat().st_size}
        if path.suffix == ".parquet":
            told["rows"] = row_count(path)
        yield path.relative_to(curated).as_posix(), told


def _write_receipt(curated: Path, erasure: Erasure) -> None:
    """Say what was changed, in a file that holds nothing of what was erased."""
    after = dict(_files(curated))
    paths = sorted({*erasure.before, *after})
    files = [{"path": path, "before": erasure.before.get(path), "after": after.get(path)} for path in paths]
    told = {
        "number": erasure.number,
        "erased": erasure.what,
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "taken_away": [f"{name}/" for name in MADE_AGAIN],
        "changed": [each for each in files if each["before"] != each["after"]],
        "unchanged": [each["path"] for each in files if each["before"] == each["after"]],
    }
    beside = curated / FOLDER / "receipt.new"
    disk.write(beside, (json.dumps(told, indent=2) + "\n").encode())
    disk.replace(beside, receipt_path(curated, erasure))
