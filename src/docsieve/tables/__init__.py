"""Schemas and rows of the published tables: one source for Arrow, pydantic and the docs."""

import pyarrow as pa

from docsieve.tables.build import build, to_table
from docsieve.tables.identity import code_hash, digest, input_hash, run_id, stable_id
from docsieve.tables.page import data_page
from docsieve.tables.parquet import parts, read_facts, read_table, write_table
from docsieve.tables.run import RunFacts, runs_table
from docsieve.tables.schema import SCHEMA_VERSION, TABLES, TableSpec, arrow_schema

Table = pa.Table

__all__ = [
    "SCHEMA_VERSION",
    "TABLES",
    "RunFacts",
    "Table",
    "TableSpec",
    "arrow_schema",
    "build",
    "code_hash",
    "data_page",
    "digest",
    "input_hash",
    "parts",
    "read_facts",
    "read_table",
    "run_id",
    "runs_table",
    "stable_id",
    "to_table",
    "write_table",
]
