"""The data contract: a column that was once published stays, or the schema gets a new major version.

``cases/tables/schema.json`` is the schema as it was last published. A column that is new is written there
by ``python tests/test_contract.py``, with the minor version raised; so is, with the major version raised,
one that is gone or means something else.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docsieve.tables import SCHEMA_VERSION, TABLES, arrow_schema

COMMITTED = Path(__file__).parent / "cases" / "tables" / "schema.json"
Schema = dict[str, Any]


def schema() -> Schema:
    """What the code publishes now."""
    tables = {
        name: {
            "key": list(spec.key),
            "columns": {
                field.name: {
                    "type": str(field.type),
                    "nullable": field.nullable,
                    "unit": (field.metadata or {})[b"unit"].decode(),
                }
                for field in arrow_schema(name)
            },
        }
        for name, spec in TABLES.items()
    }
    return {"schema_version": SCHEMA_VERSION, "tables": tables}


def objections(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Why ``now`` may not be published under its version after ``before``."""
    old, new = (tuple(map(int, each["schema_version"].split("."))) for each in (before, now))
    if new[0] > old[0]:
        return []
    broken = [
        f"{table}.{column} is gone or another"
        for table, told in before["tables"].items()
        for column, about in told["columns"].items()
        if now["tables"].get(table, {"columns": {}})["columns"].get(column) != about
    ]
    broken += [
        f"{table} has another key"
        for table, told in before["tables"].items()
        if now["tables"].get(table, told)["key"] != told["key"]
    ]
    if broken or before == now or new > old:
        return broken
    return ["there are new columns, but the version is the old one"]


def test_what_is_published_may_be_published() -> None:
    before = json.loads(COMMITTED.read_text("utf-8"))

    assert objections(before, schema()) == []
    assert before == schema(), "the schema grew: run python tests/test_contract.py and commit it"


def changed(major: int, minor: int, **columns: Any) -> Schema:
    told = {"id": {"type": "string", "nullable": False, "unit": "identifier"}, **columns}
    return {
        "schema_version": f"{major}.{minor}",
        "tables": {"t": {"key": ["id"], "columns": {k: v for k, v in told.items() if v}}},
    }


NAME = {"type": "string", "nullable": True, "unit": "text"}


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (changed(1, 0, name=NAME), True),
        (changed(1, 1, name=NAME, role=NAME), True),
        (changed(1, 0, name=NAME, role=NAME), False),
        (changed(1, 1), False),
        (changed(1, 1, name={**NAME, "nullable": False}), False),
        (changed(1, 1, name={**NAME, "type": "int64"}), False),
        (changed(1, 1, name={**NAME, "unit": "word"}), False),
        (changed(2, 0), True),
        ({"schema_version": "1.1", "tables": {}}, False),
    ],
)
def test_a_breaking_change_needs_a_new_major_version(now: Schema, allowed: bool) -> None:
    assert (objections(changed(1, 0, name=NAME), now) == []) is allowed


if __name__ == "__main__":
    last, made = json.loads(COMMITTED.read_text("utf-8")) if COMMITTED.exists() else schema(), schema()
    if told := objections(last, made):
        sys.exit("\n".join(told))
    COMMITTED.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
