"""A whole run without Prefect, for tests and measurements that start hundreds: read, judge, publish."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docsieve import erasure, shards, snapshot
from docsieve.config import Config
from docsieve.engine import one_after_another
from docsieve.entities import Judgement
from docsieve.snapshot import Snapshot
from docsieve.tables import RunFacts, input_hash, read_table, runs_table

VERDICT = {"passed": True, "met": 0, "expectations": 0, "findings": []}


def run(
    raw: Path,
    curated: Path,
    name: str = "default",
    wait_seconds: float = 60.0,
    judgements: Sequence[Judgement] = (),
) -> Snapshot:
    """Bring the dataset up to date with the folder, as the flow does but for validation and report.

    Under another ``name`` a run is another one, which reads and judges everything.
    """
    config = Config(dataset_name=name)
    with snapshot.lock(curated, wait_seconds):
        erasure.finish(curated)
        snapshot.sweep(curated)
        given = shards.Given(raw, curated, config, judgements, marks=erasure.read_marks(curated))
        now = shards.read(given, one_after_another)
        judged = "".join(each.model_dump_json() for each in judgements)
        inputs = input_hash([*now.corpus.inputs(), ("erased", given.marks.trace), ("judged", judged)])
        facts = RunFacts(datetime.now(UTC), config.digest(), inputs)
        if snapshot.is_unchanged(curated, facts.run_id):
            shards.note_touched(now)
            shards.clean_up(given)
            published = snapshot.current(curated)
            assert published is not None
            return published
        return publish(now, facts)[0]


def publish(now: shards.Round, facts: RunFacts) -> tuple[Snapshot, int]:
    """Judge and publish what a run has read; the snapshot, and how many documents were judged."""
    given = now.given
    surveyed = shards.survey(now, one_after_another)
    judged = shards.judge(now, surveyed, one_after_another)
    count = sum(len(shard.rows) for shard in surveyed.shards)
    now, surveyed = shards.let_go(now, surveyed)
    staging = shards.stage(now, surveyed, judged, facts.run_id, one_after_another)
    before = snapshot.current(given.curated)
    earlier = read_table(before.path, "runs") if before else None
    snapshot.stage_table(staging, "runs", runs_table(facts, staging, {}, earlier))
    published = snapshot.publish(given.curated, staging, facts, VERDICT)
    shards.keep_ledger(now, surveyed, published.id)
    shards.clean_up(given)
    return published, count


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
