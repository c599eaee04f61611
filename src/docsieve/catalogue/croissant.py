"""A snapshot as Croissant: JSON-LD in which dataset catalogues and loaders find files, columns, types.

The vocabulary is that of Croissant 1.1 (https://docs.mlcommons.org/croissant/). Its own library makes the
description and refuses what does not fit.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import mlcroissant as mlc
import pyarrow as pa

from docsieve.catalogue.about import About
from docsieve.tables import SCHEMA_VERSION, TABLES, arrow_schema

VERSION = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"
_TYPES = {
    "string": mlc.DataType.TEXT,
    "bool": mlc.DataType.BOOL,
    "int64": mlc.DataType.INTEGER,
    "double": mlc.DataType.FLOAT,
    "date32[day]": mlc.DataType.DATE,
    "timestamp[us, tz=UTC]": mlc.DataType.DATETIME,
}


def croissant(manifest: Mapping[str, Any], about: About) -> str:
    """Describe the tables of a manifest: one record set a table, one field a column.

    Paths are relative to the snapshot's folder, so that the file describes any copy of it. A list is an
    array of its elements, a struct a field with fields of its own.
    """
    metadata = mlc.Metadata(
        name=about.name,
        description=about.description,
        url=about.url,
        license=[about.license] if about.license else None,
        conforms_to=VERSION,
        version=f"{SCHEMA_VERSION}.{manifest['snapshot'].partition('-')[0].lstrip('0') or '0'}",
        date_published=datetime.fromisoformat(manifest["started_at"]),
        cite_as=f"{about.name}, snapshot {manifest['snapshot']}, made by docsieve {manifest['code_version']}",
        distribution=[one for table in TABLES for one in _files(table, manifest["tables"][table]["files"])],
        record_sets=[_record_set(table) for table in TABLES if manifest["tables"][table]["files"]],
    )
    return json.dumps(metadata.to_json(), indent=2, ensure_ascii=False, default=_iso) + "\n"


def _iso(value: datetime) -> str:
    return value.isoformat()


def _files(table: str, files: list[dict[str, Any]]) -> Iterator[mlc.FileObject | mlc.FileSet]:
    for file in files:
        yield mlc.FileObject(
            id=file["path"],
            name=file["path"],
            content_url=file["path"],
            content_size=f"{file['bytes']} B",
            encoding_formats=[PARQUET],
            sha256=file["sha256"],
        )
    if files:
        yield mlc.FileSet(
            id=_file_set(table),
            name=_file_set(table),
            contained_in=[file["path"] for file in files],
            includes=[f"{table}/*.parquet"],
            encoding_formats=[PARQUET],
        )


def _file_set(table: str) -> str:
    return f"{table}-parts"


def _record_set(table: str) -> mlc.RecordSet:
    spec = TABLES[table]
    return mlc.RecordSet(
        id=table,
        name=table,
        description=spec.about,
        key=[f"{table}/{name}" for name in spec.key],
        fields=[_column(table, field) for field in arrow_schema(table)],
    )


def _column(table: str, field: "pa.Field[Any]") -> mlc.Field:
    told = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    many = isinstance(field.type, pa.ListType)
    kind = field.type.value_type if many else field.type
    named = {
        "id": f"{table}/{field.name}",
        "name": field.name,
        "description": f"{told['description']} Unit: {told['unit']}.",
        "source": _source(table, field.name),
        **({"is_array": True, "array_shape": "-1"} if many else {}),
    }
    if isinstance(kind, pa.StructType):
        # Croissant's loader reads one list inside a row, not a list inside a list.
        plain = [inner for inner in kind if not isinstance(inner.type, pa.ListType)]
        return mlc.Field(**named, sub_fields=[_inner(table, field.name, inner) for inner in plain])
    return mlc.Field(**named, data_types=_data_type(kind))


def _inner(table: str, column: str, field: "pa.Field[Any]") -> mlc.Field:
    return mlc.Field(
        id=f"{table}/{column}/{field.name}",
        name=field.name,
        data_types=_data_type(field.type),
        source=_source(table, column, mlc.Transform(json_path=field.name)),
    )


def _source(table: str, column: str, *transforms: mlc.Transform) -> mlc.Source:
    extract = mlc.Extract(column=column)
    return mlc.Source(file_set=_file_set(table), extract=extract, transforms=list(transforms))


def _data_type(kind: pa.DataType) -> Any:
    return _TYPES[str(kind)]
