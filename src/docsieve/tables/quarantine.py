"""The rows of the quarantine: what was not accepted, why, and how to try again."""

import json
from collections.abc import Mapping
from typing import Any

from docsieve.model import Rejected
from docsieve.tables.identity import stable_id
from docsieve.tables.schema import TABLES
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


def failed_expectation(
    table: str, key: str, expectation: str, severity: str, document: Values | None
) -> Values:
    """The row of a published row (or one that would have been) that an expectation named."""
    return _values(
        document["source"] if document else "",
        document["content_sha256"] if document else None,
        ("expectation", severity, f"table {table}, row {key}: not as expected: {expectation}"),
        table_name=table,
        key=key,
        published=severity != "critical",
        replay=_REPLAY_CHECK,
    )


def row_key(table: str, row: Mapping[str, Any]) -> str:
    """The key of a row as JSON, the same for the same row."""
    return json.dumps({name: row[name] for name in TABLES[table].key}, default=str)


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
