"""The rows of the quarantine of the last run, published or refused, and those of them that are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docsieve import dataset
from docsieve.explain import NotFoundError
from docsieve.snapshot import REFUSED
from docsieve.tables import read_table

Row = Mapping[str, Any]
LEAST_OF_AN_ID = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """The quarantine of a run: the folder of its tables, and whether it was refused."""

    folder: Path
    refused: bool
    rows: Sequence[Row]


def rows(curated: Path) -> Waiting:
    """The quarantine of the last run: of the refused one, where there is one, else of what is published.

    Raises NoSnapshotError where there is neither.
    """
    folder = curated / REFUSED
    refused = (folder / "quarantine").is_dir()
    if not refused:
        folder = dataset.open(curated).snapshot.path
    found = read_table(folder, "quarantine").to_pylist()
    return Waiting(folder, refused, sorted(found, key=lambda row: (row["published"], *_where(row))))


def _where(row: Row) -> tuple[str, ...]:
    return (row["stage"], row["reason"], row["source"], row["row_key"] or "", row["quarantine_id"])


def chosen(
    found: Sequence[Row],
    stage: str | None = None,
    reason: str | None = None,
    source: str | None = None,
    everything: bool = False,
) -> list[Row]:
    """The rows of a stage, for a reason (or an expectation), with a part of a path; waiting or all."""
    return [
        row
        for row in found
        if (everything or not row["published"])
        and stage in (None, row["stage"])
        and reason in (None, row["reason"], row.get("expectation"))
        and (source is None or source in row["source"])
    ]


def find(found: Sequence[Row], wanted: str) -> list[Row]:
    """The rows that ``wanted`` names: the beginning of an id, or (the end of) a path below the raw folder.

    Raises NotFoundError where none fits, and where the beginning of an id fits several.
    """
    by_id = [row for row in found if row["quarantine_id"].startswith(wanted)]
    if len(wanted) >= LEAST_OF_AN_ID and len(by_id) == 1:
        return by_id
    by_path = [row for row in found if f"/{row['source']}".endswith(f"/{wanted}") and row["source"]]
    if by_path:
        return by_path
    if len(by_id) > 1:
        raise NotFoundError(f"{len(by_id)} rows in quarantine begin with {wanted!r}; give more of the id.")
    raise NotFoundError(
        f"Nothing in quarantine is called {wanted!r}; uv run docsieve quarantine list shows what is there."
    )
