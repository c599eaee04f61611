"""Columns against their row class: where every value certainly fits, no row is looked at one by one.

Pydantic holds the rows to their class in every case. Here it is asked about the values that decide for a
whole column: the least and the greatest number, each word once. Where that leaves a doubt it is asked about
each row, and says which of them do not fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import accumulate, chain, islice
from types import NoneType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from docsieve.tables.columns import Row
from docsieve.tables.schema import TABLES, arrow_schema, arrow_type, held_by, split_optional
from docsieve.tables.validate import Fault, Values, split

Array = Any
"""An Arrow array; the stubs of pyarrow's functions know too little to say so."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A column of lists; where they are lists of rows, ``entries`` are the columns of all these rows."""

    rows: list[tuple[Any, ...]]
    entries: "Columns | None" = None


Columns = dict[str, "list[Any] | Lists"]
_DOUBT = (ValidationError, pa.ArrowException, UnicodeEncodeError, OverflowError)


class _DoubtError(ValueError):
    """A value is not certain to fit."""


def checked(table: str, columns: Columns) -> tuple[pa.Table, list[tuple[Values, Fault]]]:
    """The rows that fit the table, as Arrow in the order given, and those that do not with their fault."""
    try:
        return certain(table, columns), []
    except (*_DOUBT, _DoubtError):
        return checked_rows(table, rows_of(columns))


def certain(table: str, columns: Columns) -> pa.Table:
    """The Arrow table of rows that all fit; raises one of several errors where one may not."""
    schema = arrow_schema(table)
    arrays = [_array(TABLES[table].row, field, columns[field.name]) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def checked_rows(table: str, rows: Sequence[Values]) -> tuple[pa.Table, list[tuple[Values, Fault]]]:
    """The same of rows, each of them looked at."""
    passed, failed = split(table, rows)
    return pa.Table.from_pylist(passed, schema=arrow_schema(table)), failed


def rows_of(columns: Columns) -> list[Values]:
    """Columns as rows.

    >>> rows_of({"a": [1, 2], "b": Lists([(), ("row", "row")], {"c": [3, 4]})})
    [{'a': 1, 'b': ()}, {'a': 2, 'b': ({'c': 3}, {'c': 4})}]
    """
    each = (_tuples(one) if isinstance(one, Lists) else one for one in columns.values())
    return [dict(zip(columns, values, strict=True)) for values in zip(*each, strict=True)]


def _tuples(lists: Lists) -> list[tuple[Any, ...]]:
    if lists.entries is None:
        return lists.rows
    entries = iter(rows_of(lists.entries))
    return [tuple(islice(entries, len(row))) for row in lists.rows]


def _array(row: type[Row], field: "pa.Field[Any]", values: "list[Any] | Lists") -> Array:
    if not isinstance(values, Lists):
        return _certain_values(_hold(row, field.name), values)
    if not {tuple}.issuperset(map(type, values.rows)):
        raise _DoubtError
    offsets = pa.array([0, *accumulate(map(len, values.rows))], pa.int32())
    return pa.ListArray.from_arrays(offsets, _entries(row, field, values), type=field.type)


def _entries(row: type[Row], field: "pa.Field[Any]", lists: Lists) -> Array:
    if lists.entries is None:
        return _certain_values(_hold(row, field.name), list(chain.from_iterable(lists.rows)))
    inner: Any = held_by(row, field.name)
    fields = list(field.type.value_type)
    arrays = [_array(inner, each, lists.entries[each.name]) for each in fields]
    return pa.StructArray.from_arrays(arrays, fields=fields)


def _certain_values(hold: "_Hold", values: list[Any]) -> Array:
    if not hold.types.issuperset(map(type, values)):
        raise _DoubtError
    made: Array = pa.array(values, hold.arrow)
    if hold.is_number:
        ends = pc.min_max(made)
        decide = [end for end in (ends["min"].as_py(), ends["max"].as_py()) if end is not None]
        if pa.types.is_floating(made.type) and not pc.all(pc.is_finite(made), min_count=0).as_py():
            raise _DoubtError
    else:
        decide = [] if hold.is_free else list(set(values) - {None})
    hold.adapter.validate_python(decide)
    return made


@dataclass(frozen=True, slots=True)
class _Hold:
    """What the values of a column, or the entries of its lists, are held to."""

    types: frozenset[type]
    arrow: pa.DataType
    is_number: bool
    is_free: bool
    adapter: TypeAdapter[list[Any]]


@cache
def _hold(row: type[Row], name: str) -> _Hold:
    held: Any = held_by(row, name)
    plain, is_nullable = split_optional(held)
    assert isinstance(plain, type)
    is_number = plain in (int, float)
    return _Hold(
        types=frozenset({plain, *((int,) if plain is float else ()), *((NoneType,) if is_nullable else ())}),
        arrow=arrow_type(plain),
        is_number=is_number,
        # Its type says all of a word of a closed list; of a text, that it can be written.
        is_free=not is_number and (held is plain or issubclass(plain, Enum)),
        adapter=TypeAdapter(list[held], config=Row.model_config),
    )
