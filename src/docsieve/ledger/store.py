"""The ledger on the disk: beside the snapshot it belongs to, one file a bucket, mapped and not loaded.

It is a cache: without it, or with one that does not fit, a run reads and judges everything, and the
result is the same. It holds no text, but names of files and hashes of words.
"""

import json
import mmap
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from docsieve.ledger.columns import COMPARED, ENTITIES, LEDGER, PAIRS, REJECTED
from docsieve.snapshot import disk

FOLDER = Path(".cache") / "ledger"
TERMS = "terms.json"
COMPARED_FILE, PAIRS_FILE, REJECTED_FILE = "compared.arrow", "pairs.arrow", "rejected.arrow"
ENTITIES_FILE = "entities.arrow"


@dataclass(frozen=True, slots=True)
class Terms:
    """What has to be the same for a ledger to serve: the code, the configuration, what people decided.

    ``snapshot`` is the one that it belongs to; ``rules`` names each rule with a digest of what it is;
    ``judged`` is a digest of what people judged of names: by another one all claims are resolved anew.
    """

    snapshot: str
    code: str
    config: str
    decided: str
    judged: str
    rules: Mapping[str, str]

    def differ(self, other: "Terms") -> list[str]:
        """Name what is not the same of what reading and judging documents stands on."""
        names = ("code", "config", "decided")
        return [name for name in names if getattr(self, name) != getattr(other, name)]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a published run knew of every document, in ``buckets`` parts."""

    folder: Path
    terms: Terms
    buckets: int

    def part(self, bucket: int, columns: Sequence[str] | None = None) -> pa.Table:
        """Give the rows of a bucket, in the order of the documents' ids; read only where used."""
        return mapped(self.folder / part_name(bucket), columns)

    def all(self, columns: Sequence[str]) -> pa.Table:
        """Give some columns of all rows."""
        parts = [self.part(each, columns) for each in range(self.buckets)]
        return pa.concat_tables(parts or [pa.schema([LEDGER.field(name) for name in columns]).empty_table()])

    def rejected(self) -> pa.Table:
        """Give what was not accepted."""
        return mapped(self.folder / REJECTED_FILE)

    def compared(self) -> pa.Table:
        """Give the pairs of documents that were compared."""
        return mapped(self.folder / COMPARED_FILE)

    def pairs(self) -> pa.Table:
        """Give the pairs of documents that were likely to have something in common."""
        return mapped(self.folder / PAIRS_FILE)

    def entities(self) -> pa.Table:
        """Give the entity of each claim."""
        return mapped(self.folder / ENTITIES_FILE)


def part_name(bucket: int) -> str:
    """The name of a bucket's file.

    >>> part_name(3)
    'part-00003.arrow'
    """
    return f"part-{bucket:05d}.arrow"


def open_ledger(curated: Path, snapshot: str) -> Ledger | None:
    """Give the ledger that belongs to a snapshot, None where there is none that can be read."""
    folder = curated / FOLDER / snapshot
    try:
        told: dict[str, Any] = json.loads((folder / TERMS).read_text("utf-8"))
        buckets = int(told.pop("buckets"))
        return Ledger(folder, Terms(**told), buckets)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def settle(written: Path, curated: Path, terms: Terms, buckets: int) -> None:
    """Make the parts in ``written`` the ledger of a published snapshot, in one step; others go."""
    with (written / TERMS).open("w", encoding="utf-8") as file:
        json.dump({**asdict(terms), "buckets": buckets}, file)
    place = curated / FOLDER / terms.snapshot
    disk.remove(place)
    disk.rename(written, place)
    sweep(curated, terms.snapshot)


def sweep(curated: Path, snapshot: str | None) -> None:
    """Remove every ledger but that of a snapshot."""
    for folder in (curated / FOLDER).glob("*"):
        if folder.name != snapshot:
            disk.remove(folder)


def write_rows(path: Path, rows: pa.Table, schema: pa.Schema) -> None:
    """Write rows as they lie in memory, so that they can be mapped."""
    whole = rows.select(schema.names).cast(schema).combine_chunks()
    with (
        disk.whole(path) as new,
        pa.OSFile(str(new), "wb") as file,
        pa.ipc.new_file(file, schema) as writer,
    ):
        writer.write_table(whole)


def write_rejected(folder: Path, rows: pa.Table) -> None:
    """Write what was not accepted into the folder of a ledger."""
    write_rows(folder / REJECTED_FILE, rows, REJECTED)


def write_compared(folder: Path, rows: pa.Table) -> None:
    """Write which documents were compared into the folder of a ledger."""
    write_rows(folder / COMPARED_FILE, rows, COMPARED)


def write_pairs(folder: Path, rows: pa.Table) -> None:
    """Write which documents were likely to have something in common into the folder of a ledger."""
    write_rows(folder / PAIRS_FILE, rows, PAIRS)


def write_entities(folder: Path, rows: pa.Table) -> None:
    """Write the entity of each claim into the folder of a ledger."""
    write_rows(folder / ENTITIES_FILE, rows, ENTITIES)


def write_part(folder: Path, bucket: int, rows: pa.Table) -> None:
    """Write the rows of a bucket into the folder of a ledger."""
    write_rows(folder / part_name(bucket), rows, LEDGER)


def take_over(before: Path, bucket: int, folder: Path) -> None:
    """Put a part that has not changed into the folder of a new ledger: the same file where links work."""
    old, new = before / part_name(bucket), folder / part_name(bucket)
    if not disk.share(old, new):
        with disk.whole(new) as copy:
            shutil.copyfile(old, copy)


def mapped(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Give the rows of a file without reading them; the file may be removed meanwhile."""
    rows = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    return rows.select(list(columns)) if columns is not None else rows


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """The rows of a file where they lie on the disk; looking at them takes memory until it is let go."""

    rows: pa.Table
    _pages: mmap.mmap

    @staticmethod
    def at(path: Path) -> "Mapped":
        """Map a file."""
        with path.open("rb") as file:
            pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return Mapped(pa.ipc.open_file(pa.BufferReader(pa.py_buffer(pages))).read_all(), pages)

    def let_go(self) -> None:
        """Give back the memory of what was looked at; the disk is read again where it is looked at again.

        Does nothing where the system has no such call.
        """
        unneeded = getattr(mmap, "MADV_DONTNEED", None)
        if unneeded is not None:
            self._pages.madvise(unneeded)
