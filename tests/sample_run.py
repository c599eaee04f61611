"""A whole run without Prefect, for tests and measurements that start hundreds: read, judge, publish."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from docsieve import engine, erasure, pipeline, snapshot
from docsieve.entities import resolve
from docsieve.model import RawDocument, Rejected
from docsieve.read import Fields, Limits, list_sources
from docsieve.snapshot import Snapshot
from docsieve.tables import RunFacts, Table, build, input_hash, read_table, runs_table

VERDICT = {"passed": True, "met": 0, "expectations": 0, "findings": []}


def run(raw: Path, curated: Path, config: str = "default", wait_seconds: float = 60.0) -> Snapshot:
    """Bring the dataset up to date with the folder, as the flow does but for validation and report."""
    with snapshot.lock(curated, wait_seconds):
        erasure.finish(curated)
        snapshot.sweep(curated)
        marks = erasure.read_marks(curated)
        found = list(engine.read_all(list_sources(raw), Fields(), Limits()))
        documents, rejected = erasure.turn_away(
            [each for each in found if isinstance(each, RawDocument)],
            [each for each in found if isinstance(each, Rejected)],
            marks,
        )
        inputs = input_hash([*engine.inputs(documents, rejected), ("erased", marks.trace)])
        facts = RunFacts(datetime.now(UTC), config, inputs)
        if snapshot.is_unchanged(curated, facts.run_id):
            now = snapshot.current(curated)
            assert now is not None
            return now
        tables = erasure.forget(tabulated(documents, rejected, facts.run_id), marks)
        before = snapshot.current(curated)
        earlier = read_table(before.path, "runs") if before else None
        staging = snapshot.stage(curated, {**tables, "runs": runs_table(facts, tables, {}, earlier)})
        return snapshot.publish(curated, staging, facts, VERDICT)


def tabulated(documents: list[RawDocument], rejected: list[Rejected], run_id: str) -> dict[str, Table]:
    """Every table but ``runs``."""
    prepared = engine.prepare_all(documents, "pooled")
    judged = engine.judge_all(prepared, pipeline.survey(prepared))
    return build(judged, pipeline.across(judged), resolve(judged), rejected, run_id)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
