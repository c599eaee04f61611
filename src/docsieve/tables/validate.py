"""Rows against their classes, in lists: pydantic at the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from docsieve.tables.columns import Row
from docsieve.tables.schema import TABLES

Values = dict[str, Any]

AT_ONCE = 10_000
"""Rows a list: the row objects that validation makes live only as long as their list."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row failed: the column, pydantic's word for it, and its sentence without the value."""

    column: str
    word: str
    sentence: str


@cache
def _adapter(table: str) -> TypeAdapter[list[Row]]:
    return TypeAdapter(list[TABLES[table].row])  # type: ignore[misc, arg-type]


def faults(table: str, rows: Sequence[Values]) -> dict[int, Fault]:
    """The first fault of every row that does not fit the table, by its place in ``rows``."""
    found: dict[int, Fault] = {}
    for first in range(0, len(rows), AT_ONCE):
        try:
            _adapter(table).validate_python(rows[first : first + AT_ONCE])
        except ValidationError as error:
            for one in error.errors(include_url=False, include_input=False, include_context=False):
                place, *where = one["loc"]
                fault = Fault(".".join(map(str, where)), one["type"], one["msg"])
                found.setdefault(first + int(place), fault)
    return found


def split(table: str, rows: Sequence[Values]) -> tuple[list[Values], list[tuple[Values, Fault]]]:
    """The rows that fit the table, and those that do not with their fault, both in order."""
    found = faults(table, rows)
    passed = [row for place, row in enumerate(rows) if place not in found]
    return passed, [(rows[place], fault) for place, fault in sorted(found.items())]


def typed_rows(table: str, piece: pa.Table) -> list[Row]:
    """The rows of an Arrow table as frozen values with typed fields."""
    return _adapter(table).validate_python(piece.to_pylist(), strict=False)
