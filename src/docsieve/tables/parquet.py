"""Arrow tables to Parquet files and back, the same bytes for the same rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from docsieve.tables.columns import COUNTRY, PATH, TEXT, URL
from docsieve.tables.schema import TABLES, arrow_schema, unit

ROW_GROUP_ROWS = 65_536
ZSTD_LEVEL = 3
"""Measured on 53 MB of text: level 1 14.5 MB at 188 MB/s, 3 13.9 at 131, 9 12.9 at 32."""

_AS: Any = {"compression": "zstd", "compression_level": ZSTD_LEVEL, "write_page_index": True}

Column = Any
"""An Arrow array, chunked or not; the stubs of pyarrow's functions know too little to say so."""

_SCRAPED = (PATH, TEXT, URL)


def write_table(table: pa.Table, path: Path | BinaryIO) -> None:
    """Write one Parquet file, compressed with zstd; does not sync it to disk."""
    pq.write_table(table, path, row_group_size=ROW_GROUP_ROWS, **_AS)


def write_pieces(made: Iterable[pa.Table], table: str, path: Path | BinaryIO) -> None:
    """Write the pieces of a table as one Parquet file, of which no more than one need be in memory."""
    with pq.ParquetWriter(path, arrow_schema(table), **_AS) as writer:
        for piece in made:
            writer.write_table(piece.cast(arrow_schema(table)), row_group_size=ROW_GROUP_ROWS)


def reworded(path: Path, column: str, before: str, now: str) -> bytes | None:
    """Give a Parquet file in which a column of one word in all rows has another one, of the same length.

    Nothing else is decoded or compressed again. None where the file does not store the word as it is, or the
    other is of another length. The word may stand nowhere else in names or bounds of the file.
    """
    data, (old, new) = path.read_bytes(), (each.encode() for each in (before, now))
    if len(old) != len(new):
        return None
    with pq.ParquetFile(pa.BufferReader(data)) as file:
        metadata = file.metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    at = metadata.schema.names.index(column)
    chunks = [_chunk(group.column(at)) for group in groups]
    footer = max((_chunk(group.column(group.num_columns - 1))[1] for group in groups), default=0)
    for start, end in (*chunks, (footer, len(data))):
        data = data[:start] + data[start:end].replace(old, new) + data[end:]
    with pq.ParquetFile(pa.BufferReader(data)) as file:
        found = file.read(columns=[column])[column]
    is_so = found.null_count == 0 and found.unique().to_pylist() in ([], [now])
    return data if is_so else None


def _chunk(column: Any) -> tuple[int, int]:
    """Where the pages of a column of a row group lie in the file."""
    start = column.dictionary_page_offset or column.data_page_offset
    return start, start + column.total_compressed_size


def part_path(folder: Path, table: str, number: int) -> Path:
    """The file of a part of a table below a snapshot or staging folder.

    >>> part_path(Path("curated"), "blocks", 3).as_posix()
    'curated/blocks/part-00003.parquet'
    """
    return folder / table / f"part-{number:05d}.parquet"


def parts(folder: Path, table: str) -> list[Path]:
    """The files of a table below a snapshot or staging folder, in order."""
    return sorted((folder / table).glob("part-*.parquet"))


def read_table(
    folder: Path,
    table: str,
    columns: Sequence[str] | None = None,
    where: Mapping[str, str] | None = None,
) -> pa.Table:
    """Read a table of a snapshot or staging folder, in the order of its parts.

    ``where`` gives columns and the value each is to have. A table without files is an empty one.
    """
    wanted = list(columns) if columns is not None else None
    equal: Any = [(name, "==", value) for name, value in (where or {}).items()] or None
    files = [
        pq.read_table(file, columns=wanted, filters=equal, partitioning=None) for file in parts(folder, table)
    ]
    empty = arrow_schema(table).empty_table()
    return pa.concat_tables(files or [empty if wanted is None else empty.select(wanted)])


def read_part(folder: Path, table: str, number: int, columns: Sequence[str] | None = None) -> pa.Table:
    """Read one part of a table of a snapshot or staging folder, or some columns of it."""
    with pq.ParquetFile(part_path(folder, table, number)) as file:
        return file.read(columns=list(columns) if columns is not None else None)


def row_count(path: Path) -> int:
    """How many rows a Parquet file says it holds."""
    with pq.ParquetFile(path) as file:
        return int(file.metadata.num_rows)


def read_batches(
    folder: Path, table: str, rows: int = ROW_GROUP_ROWS, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """Read a table, or some columns of it, piece by piece, at most ``rows`` rows at a time."""
    for path in parts(folder, table):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(rows, columns=list(columns) if columns else None):
                yield pa.Table.from_batches([batch])


Held = Mapping[str, pa.Table] | Path
"""Tables by name, in memory or in the parts of a snapshot or staging folder."""


def pieces(held: Held, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """A table, or some columns of it, piece by piece: what is done with it need not hold it whole."""
    if isinstance(held, Path):
        yield from read_batches(held, table, columns=columns)
    elif table in held:
        yield held[table].select(list(columns)) if columns else held[table]


def rows_in(held: Held, table: str) -> int:
    """How many rows a table has; of one on the disk only its parts' ends are read."""
    if isinstance(held, Path):
        return sum(map(row_count, parts(held, table)))
    return held[table].num_rows


def read_facts(folder: Path, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Read what can be checked of a table, or of some columns, without carrying a scraped word.

    Scraped text becomes its length in code points (``name_length``), a list its number of entries
    (``aliases_count``); country lists become one string with bars between the codes. Keys, codes,
    numbers and fixed words stay as they are. Reads one row group at a time.
    """
    return pa.concat_tables([no_facts(table, columns), *fact_pieces(folder, table, columns)])


def fact_pieces(folder: Path, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The same piece by piece."""
    return (_facts(batch, table) for batch in read_batches(folder, table, columns=columns))


def no_facts(table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """The same of a table without rows."""
    empty = arrow_schema(table).empty_table()
    return _facts(empty.select(list(columns)) if columns else empty, table)


def _facts(rows: pa.Table, table: str) -> pa.Table:
    row = TABLES[table].row
    fields, arrays = [], []
    for field in rows.schema:
        name, values = _fact(field.name, rows[field.name], unit(row, field.name))
        fields.append(pa.field(name, values.type, nullable=field.nullable))
        arrays.append(values)
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def fact_names(table: str) -> dict[str, str]:
    """For each column of a table what it is called among the facts."""
    return dict(zip(arrow_schema(table).names, no_facts(table).column_names, strict=True))


def _fact(name: str, values: Column, its_unit: str) -> tuple[str, Column]:
    if its_unit == COUNTRY:
        return name, pc.binary_join(values.cast(pa.list_(pa.string())), "|")
    if pa.types.is_list(values.type):
        return f"{name}_count", pc.list_value_length(values)
    if pa.types.is_struct(values.type):
        return f"{name}_known", pc.is_valid(values)
    if pa.types.is_string(values.type) and its_unit in _SCRAPED:
        return f"{name}_length", pc.utf8_length(values)
    return name, values
