"""The row of ``runs``: what a run did, in figures; earlier runs stay in the table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from docsieve import __version__
from docsieve.tables.figures import OF_BLOCKS, OF_DOCUMENTS, figures, named
from docsieve.tables.identity import code_hash, run_id, stands_on
from docsieve.tables.parquet import Held, pieces, rows_in
from docsieve.tables.schema import SCHEMA_VERSION, arrow_schema, to_table
from docsieve.tables.validate import split

# Runs from before there was a choice published everything; those from before there was drift kept less.
_BEFORE: dict[str, Any] = {"persons": "keep", "kept_by_label": (), "blocks_by_rule": (), "sites": ()}


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What decides a run's result, and when it began (with its time zone)."""

    started_at: datetime
    config_hash: str
    input_hash: str
    code_hash: str = ""
    persons: str = "keep"

    @property
    def run_id(self) -> str:
        """The same for the same code, configuration and input, whenever it runs."""
        return run_id(self.code_hash or code_hash(), self.config_hash, self.input_hash)


@dataclass(frozen=True, slots=True)
class RunFigures:
    """The figures of a run over its tables, counted once."""

    columns: Mapping[str, Any]

    def with_quarantine(self, quarantine: pa.Table) -> "RunFigures":
        """The same with another table ``quarantine``."""
        return RunFigures({**self.columns, **_quarantined({"quarantine": quarantine})})


def runs_table(
    facts: RunFacts,
    of: Held | RunFigures,
    seconds: Mapping[str, float],
    earlier: pa.Table | None = None,
    verdict: tuple[int, int, int] | None = None,
) -> pa.Table:
    """The table ``runs``: this run's row after those of ``earlier``.

    ``of`` are the other tables, in memory or in their folder, or what `run_figures` counted in them;
    ``seconds`` is wall time by stage; ``verdict`` the expectations met, critical and warning counts,
    unknown before validation. Raises ValueError where the row itself does not fit: a fault of ours.
    """
    counted = of if isinstance(of, RunFigures) else run_figures(of)
    row = {**_identity(facts), **counted.columns, **_times(seconds), **_outcome(verdict)}
    _, failed = split("runs", [row])
    if failed:
        fault = failed[0][1]
        raise ValueError(f"the row of this run does not fit: column {fault.column}: {fault.sentence}")
    before = [{**_BEFORE, **one} for one in earlier.to_pylist()] if earlier is not None else []
    same = (row["run_id"], row["started_at"])
    kept = [one for one in before if (one["run_id"], one["started_at"]) != same]
    return to_table("runs", [*kept, {name: row[name] for name in arrow_schema("runs").names}])


def _identity(facts: RunFacts) -> dict[str, Any]:
    return {
        "run_id": facts.run_id,
        "started_at": facts.started_at,
        "schema_version": SCHEMA_VERSION,
        "code_version": __version__,
        "code_hash": facts.code_hash or code_hash(),
        "config_hash": facts.config_hash,
        "input_hash": facts.input_hash,
        "persons": facts.persons,
        "versions": tuple({"name": name, "version": number} for name, number in stands_on()),
    }


def run_figures(held: Held) -> RunFigures:
    """Count what a run is told of by, reading tables of a folder piece by piece."""
    made = figures(pieces(held, "documents", OF_DOCUMENTS), pieces(held, "blocks", OF_BLOCKS))
    kept, removed = (sum(row["count"] for row in made[f"{word}_by_label"]) for word in ("kept", "removed"))
    columns = {
        "document_count": rows_in(held, "documents"),
        "signatory_count": rows_in(held, "signatories"),
        "entity_count": rows_in(held, "entities"),
        "block_count": kept + removed,
        "kept_block_count": kept,
        "repeat_count": rows_in(held, "repeats"),
        **_quarantined(held),
        **made,
    }
    return RunFigures(columns)


def _quarantined(held: Held) -> dict[str, Any]:
    aside = _set_aside(held)
    return {
        "quarantined_count": len({source for source, _ in aside}),
        "quarantined_by_reason": named(Counter(reason for _, reason in aside)),
    }


def _set_aside(held: Held) -> list[tuple[str, str]]:
    whole_files = (None, "documents", "blocks")
    columns = ["source", "reason", "stage", "table_name", "published"]
    return [
        (row["source"], row["reason"])
        for piece in pieces(held, "quarantine", columns)
        for row in piece.to_pylist()
        if row["stage"] != "expectation" and row["table_name"] in whole_files and not row["published"]
    ]


def _times(seconds: Mapping[str, float]) -> dict[str, Any]:
    by_stage = tuple({"stage": stage, "seconds": float(taken)} for stage, taken in seconds.items())
    return {"seconds": float(sum(seconds.values())), "seconds_by_stage": by_stage}


def _outcome(verdict: tuple[int, int, int] | None) -> dict[str, Any]:
    met, critical, warning = verdict or (None, None, None)
    return {"expectations_met": met, "critical_count": critical, "warning_count": warning}
