"""Schemas and rows of the published tables: one source for Arrow, pydantic and the docs."""

import pyarrow as pa

from docsieve.tables.build import build
from docsieve.tables.columns import Row
from docsieve.tables.figures import NO_RULE, figures
from docsieve.tables.identity import code_hash, digest, input_hash, run_id, stable_id
from docsieve.tables.page import data_page
from docsieve.tables.parquet import parts, read_batches, read_facts, read_table, row_count, write_table
from docsieve.tables.quarantine import FailedExpectation, key_json, quarantine_failures
from docsieve.tables.rows import (
    BlockRow,
    DocumentRow,
    EntityRow,
    QuarantineRow,
    RepeatRow,
    RunRow,
    SignatoryRow,
)
from docsieve.tables.run import RunFacts, runs_table
from docsieve.tables.schema import SCHEMA_VERSION, TABLES, TableSpec, arrow_schema, to_table
from docsieve.tables.validate import typed_rows

Table = pa.Table

__all__ = [
    "NO_RULE",
    "SCHEMA_VERSION",
    "TABLES",
    "BlockRow",
    "DocumentRow",
    "EntityRow",
    "FailedExpectation",
    "QuarantineRow",
    "RepeatRow",
    "Row",
    "RunFacts",
    "RunRow",
    "SignatoryRow",
    "Table",
    "TableSpec",
    "arrow_schema",
    "build",
    "code_hash",
    "data_page",
    "digest",
    "figures",
    "input_hash",
    "key_json",
    "parts",
    "quarantine_failures",
    "read_batches",
    "read_facts",
    "read_table",
    "row_count",
    "run_id",
    "runs_table",
    "stable_id",
    "to_table",
    "typed_rows",
    "write_table",
]
