"""The files of rows in quarantine, and only those, through the pipeline again: which of them pass now.

Nothing is published here. What a document becomes also depends on the others of its site, so that the
flow, which reads everything, publishes; this says beforehand whether it is worth it.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docsieve import engine, pipeline, snapshot
from docsieve.config import Config
from docsieve.entities import resolve
from docsieve.expectations import Validator, with_failing_rows
from docsieve.model import RawDocument, Rejected
from docsieve.read import Source, list_sources
from docsieve.releases import Release, let_in
from docsieve.tables import RunFacts, Table, build, runs_table

Row = Mapping[str, Any]
NOT_RUN = "0" * 32
GONE = "it is not in the raw folder any more: the next run forgets it"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A file that was tried again: why it still waits, null where it passes."""

    source: str
    waits: str | None


def replay(
    rows: Sequence[Row], raw: Path | str, config: Config, releases: Iterable[Release] = ()
) -> tuple[Replayed, ...]:
    """Try the files of ``rows`` again, alone; their expectations too, where one of the rows failed one.

    Raises SuiteError and CouldNotEvaluateError as a run does, OSError on a disk error. Does not see what only
    a whole run sees: expectations of a table as a whole, drift, lines that all pages of a site repeat.
    """
    names = sorted({row["source"] for row in rows if row["source"]})
    sources = [one for one in list_sources(raw) if _holds(one, names)]
    found = [one for one in engine.read_all(sources, *engine.reading(config)) if one.source in names]
    rejected = [one for one in found if isinstance(one, Rejected)]
    released, left = let_in(sources, rejected, releases, config.max_bytes, config.max_characters)
    documents = [*(one for one in found if isinstance(one, RawDocument)), *released]
    tables = _tables(documents, config)
    here = {one.source for one in documents}
    why = {one.source: f"{one.reason}: {one.detail}" for one in left if one.source not in here}
    if any(row["stage"] == "expectation" for row in rows) and documents:
        tables = {**tables, "quarantine": _held(tables, config)}
    aside = [row for row in tables["quarantine"].to_pylist() if row["row_key"]]
    why |= {row["source"]: f"{row['reason']}: {row['detail']}" for row in aside if row["source"] in here}
    there = {_name(one) for one in sources} | {one.source for one in found}
    return tuple(Replayed(name, why.get(name) if name in there else GONE) for name in names)


def _name(source: Source | Rejected) -> str:
    return source.name if isinstance(source, Source) else source.source


def _holds(source: Source | Rejected, names: Sequence[str]) -> bool:
    """Whether a source is one of the names, or the container of a record that is."""
    name = _name(source)
    return name in names or any(one.startswith(f"{name}#") for one in names)


def _tables(documents: Sequence[RawDocument], config: Config) -> dict[str, Table]:
    prepared = engine.prepare_all(documents, config.language_engine)
    judged = pipeline.judge_all(prepared, pipeline.survey(prepared))
    return build(judged, pipeline.across(judged), resolve(judged, ()), (), NOT_RUN)


def _held(tables: dict[str, Table], config: Config) -> Table:
    """The quarantine of these documents alone, after their expectations."""
    facts = RunFacts(datetime.now(UTC), config.digest(), NOT_RUN)
    own = Path(config.expectations) if config.expectations else None
    with tempfile.TemporaryDirectory() as aside, Validator() as validator:
        staging = snapshot.stage(Path(aside), {**tables, "runs": runs_table(facts, tables, {})})
        return with_failing_rows(tables, validator.validate(staging, own))
