"""The page that tells what every column means, written from the schemas."""

from collections.abc import Iterator

import pyarrow as pa

from docsieve.tables.schema import SCHEMA_VERSION, TABLES, arrow_schema

_HEAD = f"""\
# The data

What docsieve publishes: every table, every column, with its type, unit and meaning. This page is
written from the code by `python -m docsieve.tables`; a test fails when it is stale.
Schema version {SCHEMA_VERSION}.

A column that may be null says so; lists are never null, but may be empty. Every span is half-open,
`[start, end)`, in code points of the decoded raw text. Rows are sorted by key.
"""


def data_page() -> str:
    """The whole of `docs/data.md`."""
    return _HEAD + "".join(f"\n{line}" for table in TABLES for line in _section(table)) + "\n"


def _section(table: str) -> Iterator[str]:
    spec = TABLES[table]
    yield f"## {table}\n"
    yield f"{spec.about} Key: {', '.join(f'`{name}`' for name in spec.key)}.\n"
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for field in arrow_schema(table):
        yield _line(field)
    yield ""


def _line(field: "pa.Field[pa.DataType]") -> str:
    about = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    null = " or null" if field.nullable else ""
    return f"| `{field.name}` | {_type(field.type)}{null} | {about['unit']} | {about['description']} |"


def _type(kind: pa.DataType) -> str:
    if isinstance(kind, pa.ListType):
        return f"list of {_type(kind.value_type)}"
    if isinstance(kind, pa.StructType):
        return "{" + ", ".join(f"`{field.name}` {_type(field.type)}" for field in kind) + "}"
    return {"timestamp[us, tz=UTC]": "timestamp, UTC", "double": "float64"}.get(str(kind), str(kind))
