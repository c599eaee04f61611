"""The published tables, and their Arrow schemas derived from the row classes."""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.compute as pc

from docsieve.tables.columns import Row
from docsieve.tables.rows import (
    BlockRow,
    DocumentRow,
    EntityRow,
    QuarantineRow,
    RepeatRow,
    RunRow,
    SignatoryRow,
)

SCHEMA_VERSION = "1.4"
"""Major part: a column was taken away or means something else. Minor part: a column was added."""

_ARROW: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A published table: its row class, the columns of its key, and one sentence about it."""

    row: type[Row]
    key: tuple[str, ...]
    about: str


TABLES: dict[str, TableSpec] = {
    "documents": TableSpec(DocumentRow, ("document_id",), "One row per accepted document."),
    "signatories": TableSpec(SignatoryRow, ("signatory_id",), "One row per claim that somebody signed."),
    "blocks": TableSpec(
        BlockRow,
        ("document_id", "position"),
        "One row per block of a document, kept or removed, with the rule that decided.",
    ),
    "repeats": TableSpec(
        RepeatRow,
        ("repeat_id", "document_id", "start", "end"),
        "Passages that occur more than once, each occurrence with the first one.",
    ),
    "entities": TableSpec(EntityRow, ("entity_id",), "Who the claims are about, resolved."),
    "quarantine": TableSpec(
        QuarantineRow, ("quarantine_id",), "What was not accepted, why, and how to try again."
    ),
    "runs": TableSpec(RunRow, ("run_id", "started_at"), "One row per published run, with its figures."),
}


def _without_annotations(annotation: object) -> object:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def split_optional(annotation: object) -> tuple[object, bool]:
    """What a column holds without its constraints, and whether it may be null."""
    annotation = _without_annotations(annotation)
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    (inner,) = (arg for arg in get_args(annotation) if arg is not types.NoneType)
    return _without_annotations(inner), True


def held_by(row: type[Row], name: str) -> object:
    """What a column is held to, constraints and all; of a column of lists, each of their entries."""
    field = row.model_fields[name]
    if get_origin(field.annotation) is tuple:
        return get_args(field.annotation)[0]
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def arrow_type(annotation: object) -> pa.DataType:
    """The Arrow type of a column so declared."""
    annotation = _without_annotations(annotation)
    if get_origin(annotation) is tuple:
        return pa.list_(pa.field("element", arrow_type(get_args(annotation)[0]), nullable=False))
    assert isinstance(annotation, type)
    if issubclass(annotation, Row):
        return pa.struct(_fields(annotation))
    return _ARROW[str if issubclass(annotation, Enum) else annotation]


def unit(row: type[Row], name: str) -> str:
    """The unit of a column, as its declaration states it."""
    extra = row.model_fields[name].json_schema_extra
    assert isinstance(extra, dict)
    return str(extra["unit"])


def _fields(row: type[Row]) -> "list[pa.Field[Any]]":
    made: list[pa.Field[Any]] = []
    for name, field in row.model_fields.items():
        inner, nullable = split_optional(field.annotation)
        about = {"description": str(field.description), "unit": unit(row, name)}
        made.append(pa.field(name, arrow_type(inner), nullable=nullable, metadata=about))
    return made


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a published table, every field with ``description`` and ``unit``.

    >>> arrow_schema("documents").field("published_on").type
    DataType(date32[day])
    >>> arrow_schema("signatories").field("start").metadata[b"unit"]
    b'code points'
    """
    spec = TABLES[table]
    about: dict[bytes | str, bytes | str] = {
        "table": table,
        "description": spec.about,
        "schema_version": SCHEMA_VERSION,
    }
    return pa.schema(_fields(spec.row), metadata=about)


def to_table(table: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows that were validated to an Arrow table, sorted by key."""
    return by_key(table, pa.Table.from_pylist(list(rows), schema=arrow_schema(table)))


def by_key(table: str, rows: pa.Table) -> pa.Table:
    """A table sorted by its key, by code points; rows of the same key stay in their order."""
    return sorted_by(rows, TABLES[table].key)


def sorted_by(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    """A table in one piece sorted by some of its columns; rows that agree in them stay in their order."""
    if _in_order(rows, columns):
        return rows.combine_chunks()
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in columns])
    # A column at a time: all at once would be the whole table once more in memory.
    return pa.Table.from_arrays([_taken(column, order) for column in rows.columns], schema=rows.schema)


def _taken(column: Any, order: Any) -> Any:
    return column.combine_chunks().take(order)


def _in_order(rows: pa.Table, key: Sequence[str]) -> bool:
    """Whether no row stands before one that sorts before it."""
    later: Any = pa.repeat(pa.scalar(False), max(rows.num_rows - 1, 0))
    for name in reversed(key):
        column: Any = rows[name]
        before, after = column.slice(0, max(rows.num_rows - 1, 0)), column.slice(1)
        later = pc.or_(pc.less(after, before), pc.and_(pc.equal(before, after), later))
    return not pc.any(later, min_count=0).as_py()
