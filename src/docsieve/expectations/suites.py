"""The suites: expectations read from their file, checked before anything is evaluated."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docsieve.expectations.verdict import SEVERITIES

SUITES = Path(__file__).resolve().parent.parent / "data" / "expectations.toml"


class SuiteError(ValueError):
    """A suite cannot be used; the message names file, table, row and what is allowed."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One row of a suite: an expectation of Great Expectations, its arguments, and what it guards."""

    type: str
    severity: str
    why: str
    arguments: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it looks at; none for one that looks at the table."""
        one = self.arguments.get("column")
        return (one,) if one else tuple(self.arguments.get("column_list", ()))

    @property
    def bounds(self) -> str:
        """Its other arguments in words.

        >>> Expectation("expect_x", "info", "", {"column": "a", "min_value": 0, "max_value": 1}).bounds
        'min_value 0, max_value 1'
        """
        others = {name: value for name, value in self.arguments.items() if not name.startswith("column")}
        return ", ".join(f"{name} {value}" for name, value in others.items())


def load_suites(path: Path = SUITES) -> dict[str, tuple[Expectation, ...]]:
    """Read the suite of every table, in order of the file.

    Raises SuiteError where the file is not TOML or a row lacks ``expect``, ``severity`` or ``why``.
    Whether the expectation and its columns exist is found out by evaluating it.

    >>> {row.severity for row in load_suites()["entities"]}
    {'critical'}
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SuiteError(f"{path}: cannot be read as TOML: {error}") from error
    return {table: _suite(path, table, rows) for table, rows in told.items()}


def _suite(path: Path, table: str, rows: object) -> tuple[Expectation, ...]:
    if not isinstance(rows, list):
        raise SuiteError(f"{path}: {table}: is no list of expectations")
    return tuple(_expectation(f"{path}: {table}, row {n}", row) for n, row in enumerate(rows, start=1))


def _expectation(where: str, row: object) -> Expectation:
    if not isinstance(row, dict):
        raise SuiteError(f"{where}: is no table of settings")
    arguments = dict(row)
    named = {name: arguments.pop(name, None) for name in ("expect", "severity", "why")}
    missing = [name for name, value in named.items() if not isinstance(value, str) or not value]
    if missing:
        raise SuiteError(f"{where}: lacks {', '.join(missing)}")
    if named["severity"] not in SEVERITIES:
        raise SuiteError(f"{where}: severity is {named['severity']!r}; allowed are {', '.join(SEVERITIES)}")
    return Expectation(str(named["expect"]), str(named["severity"]), str(named["why"]), arguments)
