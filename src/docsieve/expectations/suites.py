"""The suites: expectations read from their files, checked before anything is evaluated."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docsieve.expectations.lines import Place, line_of
from docsieve.expectations.verdict import OFF

SUITES = Path(__file__).resolve().parent.parent / "data" / "expectations.toml"
CHANGE = "change"


class SuiteError(ValueError):
    """A suite cannot be used; the message names file, line, table, row and what is allowed."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One row of a suite: an expectation of Great Expectations, its arguments, and what it guards.

    ``severity`` is ``off`` where a project's file switches it off; ``file`` and ``place`` say where it is.
    """

    type: str
    severity: str
    why: str
    arguments: Mapping[str, Any]
    name: str = ""
    file: Path = SUITES
    place: Place = ()

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

    def where(self) -> str:
        """File and line it stands on, and its name."""
        return f"{_file_and_line(self.file, self.place)}: {self.name}" if self.place else self.name


Suites = dict[str, tuple[Expectation, ...]]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    expect: Annotated[str, Field(pattern=r"^expect_[a-z0-9_]+$")]
    severity: Literal["critical", "warning", "info"]
    why: Annotated[str, Field(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="allow")
    __pydantic_extra__: dict[str, list[_Row]] = Field(init=False)

    change: dict[str, Literal["critical", "warning", "info", "off"]] = {}


def load_suites(path: Path = SUITES, own: Path | None = None) -> Suites:
    """Read the suite of every table, in order of the file; ``own`` adds to them and changes them.

    Raises SuiteError where a file cannot be read or a row lacks something, where ``own`` names a table or an
    expectation that is not there, or gives a name twice. Whether Great Expectations knows the
    expectation is found out by `evaluate.check`.

    >>> {row.severity for row in load_suites()["entities"]}
    {'critical'}
    """
    shipped = _suites(path, _read(path))
    if own is None:
        return shipped
    told = _read(own)
    return _changed(_together(shipped, _suites(own, told)), own, told.change)


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SuiteError("\n".join(_complaint(path, dict(each)) for each in error.errors()[:5])) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SuiteError(f"{path}: cannot be read as TOML: {error}") from error


def _complaint(path: Path, error: Mapping[str, Any]) -> str:
    place = error["loc"]
    named = ", ".join(f"row {part + 1}" if isinstance(part, int) else part for part in place)
    return f"{_file_and_line(path, place)}: {named}: {error['msg']}"


def _file_and_line(path: Path, place: Place) -> str:
    line = line_of(path.read_text(encoding="utf-8"), place)
    return f"{path}, line {line}" if line else f"{path}"


def _suites(path: Path, told: _File) -> Suites:
    suites = {table: _suite(path, table, rows) for table, rows in (told.__pydantic_extra__ or {}).items()}
    for table, rows in suites.items():
        seen: set[str] = set()
        for row in rows:
            if row.name in seen:
                raise SuiteError(f"{row.where()}: the second of that name in {table}; choose another")
            seen.add(row.name)
    return suites


def _suite(path: Path, table: str, rows: Sequence[_Row]) -> tuple[Expectation, ...]:
    return tuple(
        Expectation(row.expect, row.severity, row.why, row.model_extra or {}, row.name, path, (table, number))
        for number, row in enumerate(rows)
    )


def _together(shipped: Suites, own: Suites) -> Suites:
    for table, rows in own.items():
        if table not in shipped:
            where = _file_and_line(rows[0].file, (table,)) if rows else table
            raise SuiteError(f"{where}: there is no table {table}; there are {', '.join(shipped)}")
        taken = {row.name for row in shipped[table]}
        for row in rows:
            if row.name in taken:
                raise SuiteError(f"{row.where()}: that name is taken in {table}; choose another")
    return {table: (*rows, *own.get(table, ())) for table, rows in shipped.items()}


def _changed(suites: Suites, own: Path, changes: Mapping[str, str]) -> Suites:
    known = {f"{table}.{row.name}" for table, rows in suites.items() for row in rows}
    for name in changes:
        if name not in known:
            near = sorted(one for one in known if one.partition(".")[0] == name.partition(".")[0])
            there = f"there are {', '.join(near or suites)}"
            where = _file_and_line(own, (CHANGE, name))
            raise SuiteError(f"{where}: there is no expectation {name}; {there}")
    return {
        table: tuple(replace(row, severity=changes.get(f"{table}.{row.name}", row.severity)) for row in rows)
        for table, rows in suites.items()
    }


def switched_off(suites: Mapping[str, Sequence[Expectation]]) -> tuple[str, ...]:
    """The names of the expectations that are off, with their tables."""
    every = ((table, row) for table, rows in suites.items() for row in rows)
    return tuple(f"{table}.{row.name}" for table, row in every if row.severity == OFF)
