"""The rows of the quarantine: what was not accepted, why, and how to try again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from docsieve.model import Rejected
from docsieve.tables.identity import stable_id
from docsieve.tables.parquet import Held, pieces
from docsieve.tables.schema import TABLES, arrow_schema, to_table
from docsieve.tables.validate import Fault

Values = dict[str, Any]

LENGTH = "_length"
LONGEST_EXCERPT = 80
"""Code points of a text that stand in the quarantine, where its length is not as expected."""

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
    """A row, named by table and key as JSON, that is not as an expectation says.

    ``key`` is null where the table as a whole is not as expected; ``sentence`` says what was expected,
    ``value`` what the columns checked hold, ``column`` which they are.
    """

    table: str
    key: str | None
    severity: str
    name: str
    sentence: str
    value: str
    column: str
    stage: str = "expectation"


def quarantine_failures(
    held: Held,
    failures: Iterable[FailedExpectation],
    released: Mapping[str, str] | None = None,
) -> pa.Table:
    """The table ``quarantine`` with a row for each failure, naming the document's file where there is one.

    ``released`` are the ids of rows that a person has released, with the sentence that says so.
    """
    failures = list(failures)
    rows = {table: _rows(held, table, failures) for table in {one.table for one in failures}}
    found = [(one, rows[one.table].get(one.key or "", {})) for one in failures]
    documents = _documents(held, {str(row["document_id"]) for _, row in found if row.get("document_id")})
    made = [_failed_expectation(one, row, documents) for one, row in found]
    before = [row for piece in pieces(held, "quarantine") for row in piece.to_pylist()]
    every = {row["quarantine_id"]: row for row in [*before, *made]}
    return to_table("quarantine", [_marked(row, released or {}) for row in every.values()])


def _documents(held: Held, wanted: Iterable[str]) -> dict[str, Values]:
    ids = pa.array(sorted(wanted), pa.string())
    columns = ("document_id", "source", "content_sha256")
    some = (piece.filter(pc.is_in(piece["document_id"], ids)) for piece in pieces(held, "documents", columns))
    return {row["document_id"]: row for piece in some for row in piece.to_pylist()}


def _marked(row: Values, released: Mapping[str, str]) -> Values:
    told = released.get(row["quarantine_id"])
    return {**row, "published": True, "released": told} if told else row


def _rows(held: Held, table: str, failures: Iterable[FailedExpectation]) -> dict[str, Values]:
    """Of the failing rows of a table, by their key: the document each belongs to and its texts."""
    wanted = {one.key: json.loads(one.key) for one in failures if one.table == table and one.key}
    if table not in TABLES or not wanted:
        return {}
    key, known = TABLES[table].key, arrow_schema(table).names
    texts = {one.column.removesuffix(LENGTH) for one in failures if one.table == table}
    names = [name for name in dict.fromkeys([*key, "document_id", *sorted(texts)]) if name in known]
    first = pa.array(sorted({told[key[0]] for told in wanted.values()}), pa.string())
    some = (piece.filter(pc.is_in(piece[key[0]], first)) for piece in pieces(held, table, names))
    found = ((row_key(table, row), row) for piece in some for row in piece.to_pylist())
    return {key: row for key, row in found if key in wanted}


def _failed_expectation(failed: FailedExpectation, row: Values, documents: Mapping[str, Values]) -> Values:
    document = documents.get(row.get("document_id", ""))
    where = f"row {failed.key}" if failed.key else "as a whole"
    detail = f"table {failed.table}, {where}: not as expected: {failed.sentence}"
    made = _values(
        document["source"] if document else "",
        document["content_sha256"] if document else None,
        (failed.stage, failed.severity, detail),
        table_name=failed.table,
        key=failed.key,
        published=failed.severity != "critical",
        replay=_REPLAY_CHECK,
    )
    text = row.get(failed.column.removesuffix(LENGTH)) if failed.column.endswith(LENGTH) else None
    return {**made, "expectation": failed.name, "value": failed.value + _excerpt(text)}


def _excerpt(text: object) -> str:
    """The beginning of a text on one line; nothing for a value that is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join(text[: 4 * LONGEST_EXCERPT].split())
    return f": {line[:LONGEST_EXCERPT]}{'…' if len(line) > LONGEST_EXCERPT else ''}"


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
        "expectation": None,
        "value": None,
        "released": None,
    }


def _writable(text: str) -> str:
    # A file name may hold bytes that are no text; the quarantine is the last place that may fail on it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
