"""The rows of the quarantine: what was not accepted, why, and how to try again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from docsieve.model import Rejected
from docsieve.tables.identity import stable_id
from docsieve.tables.schema import TABLES, to_table
from docsieve.tables.validate import Fault

Values = dict[str, Any]

_REPLAY_FILE = "Replace or correct the file, then run the flow again: uv run flows/curate.py"
_REPLAY_ROW = (
    "The file is not at fault: report the column and its message, and after the correction of "
    "docsieve run the flow again: uv run flows/curate.py"
)
_REPLAY_CHECK = (
    "Look at the row by its key; correct the file or the expectation, then run the flow again: "
    "uv run flows/curate.py"
)


def rejected_values(rejected: Rejected) -> Values:
    """The row of a file or row that an earlier stage did not accept."""
    return _values(
        rejected.source,
        rejected.content_sha256,
        (rejected.stage, rejected.reason, rejected.detail),
        replay=_REPLAY_FILE,
    )


def failed_row(table: str, row: Values, fault: Fault, document: Values | None) -> Values:
    """The row of a row that did not fit its table; ``document`` is the one it belongs to, if any."""
    key = row_key(table, row)
    detail = f"table {table}, row {key}, column {fault.column}: {fault.sentence}"
    return _values(
        document["source"] if document else "",
        document["content_sha256"] if document else None,
        ("row", f"invalid_{fault.column.split('.')[0]}", detail),
        table_name=table,
        key=key,
        replay=_REPLAY_ROW,
    )


@dataclass(frozen=True, slots=True)
class FailedExpectation:
    """A row, named by table and key as JSON, that is not as an expectation says."""

    table: str
    key: str
    severity: str
    expectation: str


def quarantine_failures(tables: Mapping[str, pa.Table], failures: Iterable[FailedExpectation]) -> pa.Table:
    """The table ``quarantine`` with a row for each failure, naming the document's file where there is one."""
    failures = list(failures)
    columns = tables["documents"].select(["document_id", "source", "content_sha256"])
    documents = {row["document_id"]: row for row in columns.to_pylist()}
    owners = {table: _owners(tables[table], table, failures) for table in {one.table for one in failures}}
    made = [_failed_expectation(one, documents.get(owners[one.table].get(one.key, ""))) for one in failures]
    rows = {row["quarantine_id"]: row for row in [*tables["quarantine"].to_pylist(), *made]}
    return to_table("quarantine", rows.values())


def _owners(rows: pa.Table, table: str, failures: Iterable[FailedExpectation]) -> dict[str, str]:
    """The document that each failing row belongs to, by the row's key."""
    if "document_id" not in rows.column_names:
        return {}
    wanted = {one.key for one in failures if one.table == table}
    named = rows.select(list(dict.fromkeys([*TABLES[table].key, "document_id"]))).to_pylist()
    found = ((row_key(table, row), row["document_id"]) for row in named)
    return {key: document_id for key, document_id in found if key in wanted}


def _failed_expectation(failed: FailedExpectation, document: Values | None) -> Values:
    detail = f"table {failed.table}, row {failed.key}: not as expected: {failed.expectation}"
    return _values(
        document["source"] if document else "",
        document["content_sha256"] if document else None,
        ("expectation", failed.severity, detail),
        table_name=failed.table,
        key=failed.key,
        published=failed.severity != "critical",
        replay=_REPLAY_CHECK,
    )


def row_key(table: str, row: Mapping[str, Any]) -> str:
    """The key of a row as JSON, the same for the same row."""
    return key_json({name: row[name] for name in TABLES[table].key})


def key_json(key: Mapping[str, Any]) -> str:
    """The columns of a key as JSON; a time as its ISO text with a blank before the hour."""
    return json.dumps(dict(key), default=str)


def _values(
    source: str,
    content_sha256: str | None,
    why: tuple[str, str, str],
    *,
    replay: str,
    table_name: str | None = None,
    key: str | None = None,
    published: bool = False,
) -> Values:
    stage, reason, detail = (_writable(part) for part in why)
    source = _writable(source)
    return {
        "source": source,
        "content_sha256": content_sha256,
        "stage": stage,
        "reason": reason,
        "detail": detail,
        "quarantine_id": stable_id(source, content_sha256 or "", stage, reason, detail),
        "table_name": table_name,
        "row_key": key,
        "published": published,
        "replay": replay,
    }


def _writable(text: str) -> str:
    # A file name may hold bytes that are no text; the quarantine is the last place that may fail on it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
