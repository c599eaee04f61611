"""A published dataset for readers: typed tables, and every column of them in other formats."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast, overload

import pyarrow as pa
import pyarrow.compute as pc

from docsieve.arguments import ArgumentError
from docsieve.snapshot import NoSnapshotError, Snapshot, current
from docsieve.tables import (
    TABLES,
    BlockRow,
    DocumentRow,
    EntityRow,
    QuarantineRow,
    RepeatRow,
    Row,
    RunRow,
    SignatoryRow,
    Table,
    arrow_schema,
    parts,
    read_batches,
    read_table,
    typed_rows,
    write_pieces,
)

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that a spreadsheet takes for a formula, or strips to find one."""

FORMATS = ("jsonl", "csv", "parquet")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One snapshot, opened: what is published later does not change what it gives.

    Tables are read from the disk each time they are asked for; keep one that is used twice.
    """

    snapshot: Snapshot

    @property
    def documents(self) -> Table:
        """One row per accepted document."""
        return self.table("documents")

    @property
    def signatories(self) -> Table:
        """One row per claim that somebody signed."""
        return self.table("signatories")

    @property
    def blocks(self) -> Table:
        """One row per block, kept or removed, with the rule that decided."""
        return self.table("blocks")

    @property
    def repeats(self) -> Table:
        """Passages that occur more than once."""
        return self.table("repeats")

    @property
    def entities(self) -> Table:
        """Who the claims are about."""
        return self.table("entities")

    @property
    def quarantine(self) -> Table:
        """What was not accepted, and why."""
        return self.table("quarantine")

    @property
    def runs(self) -> Table:
        """One row per published run."""
        return self.table("runs")

    def table(self, name: str, columns: list[str] | None = None) -> Table:
        """A table, or some columns of it, as Arrow. Raises ValueError for a name that is none."""
        return read_table(self.snapshot.path, _known(name), columns)

    def files(self, name: str) -> list[Path]:
        """The Parquet files of a table, for any other reader."""
        return parts(self.snapshot.path, _known(name))

    def where(self, name: str, equal: Mapping[str, str]) -> Table:
        """The rows of a table with these values in these columns."""
        return read_table(self.snapshot.path, _known(name), where=equal)

    def blocks_of(self, document_id: str) -> list[dict[str, Any]]:
        """The blocks of one document as rows, in order of position."""
        found = read_table(self.snapshot.path, "blocks", where={"document_id": document_id})
        return sorted(found.to_pylist(), key=lambda row: int(row["position"]))

    def site(self, name: str) -> list[dict[str, Any]]:
        """What the pages of a site have in common with each other, as the rules were told.

        A row for each of its documents: ``document_id``, ``content_sha256`` and the ``fingerprints`` of its
        blocks. Reads two columns of all blocks.
        """
        columns = ["document_id", "content_sha256"]
        found = read_table(self.snapshot.path, "documents", columns, {"site": name}).to_pylist()
        prints: dict[str, list[str]] = {row["document_id"]: [] for row in found}
        ids = pa.array(prints, pa.string())
        for piece in read_batches(self.snapshot.path, "blocks", columns=["document_id", "fingerprint"]):
            here = piece.filter(pc.is_in(piece["document_id"], ids)).to_pydict()
            for document_id, fingerprint in zip(here["document_id"], here["fingerprint"], strict=True):
                prints[document_id].append(fingerprint)
        return [{**row, "fingerprints": prints[row["document_id"]]} for row in found]

    @overload
    def rows(self, name: Literal["documents"]) -> Iterator[DocumentRow]: ...
    @overload
    def rows(self, name: Literal["signatories"]) -> Iterator[SignatoryRow]: ...
    @overload
    def rows(self, name: Literal["blocks"]) -> Iterator[BlockRow]: ...
    @overload
    def rows(self, name: Literal["repeats"]) -> Iterator[RepeatRow]: ...
    @overload
    def rows(self, name: Literal["entities"]) -> Iterator[EntityRow]: ...
    @overload
    def rows(self, name: Literal["quarantine"]) -> Iterator[QuarantineRow]: ...
    @overload
    def rows(self, name: Literal["runs"]) -> Iterator[RunRow]: ...
    def rows(self, name: str) -> Iterator[Any]:
        """The rows of a table as frozen values with typed fields, read piece by piece."""
        return _typed(self.snapshot.path, _known(name))


def _typed(folder: Path, name: str) -> Iterator[Row]:
    for piece in read_batches(folder, name, rows=4096):
        yield from typed_rows(name, piece)


def _known(name: str) -> str:
    if name not in TABLES:
        raise ArgumentError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    return name


def open(curated: str | Path) -> Dataset:
    """Open the current snapshot of a published dataset.

    Raises NoSnapshotError where nothing was published yet. Does not see what is published later.

    >>> dataset = open(curated)
    >>> dataset.documents.num_rows
    3
    >>> sorted(row.name for row in dataset.rows("signatories") if row.kind == "person")
    ['Ada Elm', 'Ada Elm']
    >>> dataset.table("blocks", ["kept", "label"]).column_names
    ['kept', 'label']
    """
    snapshot = current(Path(curated))
    if snapshot is None:
        raise NoSnapshotError(
            f"nothing is published in {curated} yet; run the flow first: "
            f"uv run flows/curate.py --curated {curated}"
        )
    return Dataset(snapshot)


def export(table: str, curated: str | Path, format: str = "jsonl", out: Path | None = None) -> None:
    """Write every column of a published table to a file, or to standard output.

    JSON Lines: one object a row, dates and times in ISO 8601. CSV: UTF-8, a header, null as an
    empty cell, nested values as JSON, formula starts guarded as `guarded` says. Raises ValueError for
    a table or format that is none, NoSnapshotError where nothing is published.
    """
    if format not in FORMATS:
        raise ArgumentError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")
    folder, name = open(curated).snapshot.path, _known(table)
    with _sink(out) as sink:
        _WRITERS[format](folder, name, sink)


def write_lines(rows: Iterable[Mapping[str, Any]], out: Path | None = None) -> None:
    """Write rows as JSON lines, to a file or to standard output."""
    with _sink(out) as sink:
        for row in rows:
            sink.write(_json(row).encode() + b"\n")


@contextmanager
def _sink(out: Path | None) -> Iterator[BinaryIO]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with out.open("wb") as file:
            yield file


def _jsonl(folder: Path, name: str, sink: BinaryIO) -> None:
    for piece in read_batches(folder, name):
        for row in piece.to_pylist():
            sink.write(_json(row).encode() + b"\n")


def _parquet(folder: Path, name: str, sink: BinaryIO) -> None:
    write_pieces(read_batches(folder, name), name, sink)


def _csv(folder: Path, name: str, sink: BinaryIO) -> None:
    text = io.TextIOWrapper(sink, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(arrow_schema(name).names)
    for piece in read_batches(folder, name):
        writer.writerows([_cell(value) for value in row.values()] for row in piece.to_pylist())
    text.detach()


_WRITERS: dict[str, Callable[[Path, str, BinaryIO], None]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
}


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        return guarded(_json(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda moment: cast(date, moment).isoformat())


def guarded(cell: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Text that begins with an apostrophe gets one more, so that taking one away always gives the
    text back. Numbers are not touched.

    >>> guarded("=HYPERLINK(1)"), guarded("'tis"), guarded("plain")
    ("'=HYPERLINK(1)", "''tis", 'plain')
    """
    return "'" + cell if cell.startswith((*FORMULA_STARTS, "'")) else cell


def unguarded(cell: str) -> str:
    """Give the text back that `guarded` made safe.

    >>> unguarded("'=1"), unguarded("plain")
    ('=1', 'plain')
    """
    return cell.removeprefix("'")
