"""Schemas and rows of the published tables: one source for Arrow, pydantic and the docs."""

import pyarrow as pa

from docsieve.tables.build import build
from docsieve.tables.columns import Row
from docsieve.tables.figures import NO_RULE, OF_BLOCKS, OF_DOCUMENTS, figures
from docsieve.tables.identity import code_hash, digest, input_hash, run_id, stable_id
from docsieve.tables.page import data_page
from docsieve.tables.parquet import (
    Held,
    fact_names,
    fact_pieces,
    no_facts,
    part_path,
    parts,
    pieces,
    read_batches,
    read_facts,
    read_part,
    read_table,
    reworded,
    row_count,
    rows_in,
    write_pieces,
    write_table,
)
from docsieve.tables.portion import Portion, portion
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
from docsieve.tables.run import RunFacts, RunFigures, run_figures, runs_table
from docsieve.tables.schema import SCHEMA_VERSION, TABLES, TableSpec, arrow_schema, sorted_by, to_table
from docsieve.tables.validate import typed_rows
from docsieve.tables.values import NOT_YET
from docsieve.tables.whole import (
    CLAIMED,
    FIRST_BY,
    completed_documents,
    completed_signatories,
    entity_table,
    first_of_same_bytes,
    quarantine_table,
    repeat_rows,
    repeat_table,
    with_entities,
)

Table = pa.Table

__all__ = [
    "CLAIMED",
    "FIRST_BY",
    "NOT_YET",
    "NO_RULE",
    "OF_BLOCKS",
    "OF_DOCUMENTS",
    "SCHEMA_VERSION",
    "TABLES",
    "BlockRow",
    "DocumentRow",
    "EntityRow",
    "FailedExpectation",
    "Held",
    "Portion",
    "QuarantineRow",
    "RepeatRow",
    "Row",
    "RunFacts",
    "RunFigures",
    "RunRow",
    "SignatoryRow",
    "Table",
    "TableSpec",
    "arrow_schema",
    "build",
    "code_hash",
    "completed_documents",
    "completed_signatories",
    "data_page",
    "digest",
    "entity_table",
    "fact_names",
    "fact_pieces",
    "figures",
    "first_of_same_bytes",
    "input_hash",
    "key_json",
    "no_facts",
    "part_path",
    "parts",
    "pieces",
    "portion",
    "quarantine_failures",
    "quarantine_table",
    "read_batches",
    "read_facts",
    "read_part",
    "read_table",
    "repeat_rows",
    "repeat_table",
    "reworded",
    "row_count",
    "rows_in",
    "run_figures",
    "run_id",
    "runs_table",
    "sorted_by",
    "stable_id",
    "to_table",
    "typed_rows",
    "with_entities",
    "write_pieces",
    "write_table",
]
