"""What people have decided: a file of pairs that are the same, or are not, which wins over every measure.

judgement,kind,left,left_document,right,right_document,note
same,organization,Salt Bell Union,,Gewerkschaft Salzglocke,,letter of 3 May
different,person,Ada Elm,harbour/a.txt,Ada Elm,harbour/b.txt,
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docsieve.entities.names import key
from docsieve.model import Kind

COLUMNS = ("judgement", "kind", "left", "left_document", "right", "right_document", "note")


class JudgementError(ValueError):
    """The file of judgements cannot be used; the message names file, line, and what is allowed."""


class Judgement(BaseModel):
    """One decision: every claim of the name ``left`` and every one of ``right`` are the same, or are not.

    With a document (its path below the raw folder) only the claim of that name there is meant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    judgement: Literal["same", "different"]
    kind: Kind
    left: str = Field(min_length=1)
    left_document: str = ""
    right: str = Field(min_length=1)
    right_document: str = ""
    note: str = ""
    line: int = Field(default=0, ge=0)

    @property
    def sides(self) -> tuple[tuple[Kind, str, str], tuple[Kind, str, str]]:
        """Both sides as (kind, key of the name, document)."""
        person = self.kind is Kind.PERSON
        left, right = key(self.left, person=person), key(self.right, person=person)
        return (self.kind, left, self.left_document), (self.kind, right, self.right_document)


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Read a file of judgements: CSV in UTF-8 with the header above; `note` is for people.

    Raises JudgementError with the line for what it cannot use. Does not say whether a name occurs.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            _check_header(path, rows.fieldnames or ())
            return tuple(_judgement(path, row, rows.line_num) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise JudgementError(f"{path}: cannot be read as CSV in UTF-8: {error}") from error


def _check_header(path: Path, found: Iterable[str]) -> None:
    wrong = sorted(set(found) ^ set(COLUMNS))
    if wrong:
        raise JudgementError(
            f"{path}, line 1: the columns are {', '.join(COLUMNS)}; wrong: {', '.join(wrong)}"
        )


def _judgement(path: Path, row: dict[str, str], line: int) -> Judgement:
    if None in row or None in row.values():
        raise JudgementError(f"{path}, line {line}: there are {len(COLUMNS)} columns; quote commas in names.")
    try:
        made = Judgement.model_validate({**row, "line": line})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise JudgementError(f"{path}, line {line}, column {where}: {first['msg']}") from error
    if made.judgement == "different" and made.sides[0] == made.sides[1]:
        raise JudgementError(
            f"{path}, line {line}: the same name is on both sides; name the documents that tell them apart."
        )
    return made
