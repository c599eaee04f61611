"""The ways through a corpus that are compared, each measured in a process of its own: `run.py` calls it.

    uv run benchmarks/speed/ways.py floor|ours|validated FOLDER WARM [--workers 2]

Prints one line of JSON: documents, processor seconds without imports, wall seconds, peak memory in MB.
"""

import argparse
import hashlib
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from docsieve import shards, snapshot
from docsieve.config import Config
from docsieve.engine import Call, Workshop, workshop
from docsieve.expectations import Validator
from docsieve.tables import RunFacts, input_hash, runs_table


def floor(raw: Path, curated: Path, _workers: int) -> int:
    """What no way can do without: read, SHA-256, decode, Parquet in zstd."""
    rows = []
    for path in sorted(raw.rglob("*.txt")):
        data = path.read_bytes()
        rows.append((str(path), hashlib.sha256(data).hexdigest(), data.decode("utf-8")))
    table = pa.table(dict(zip(("source", "sha256", "text"), map(list, zip(*rows, strict=True)), strict=True)))
    pq.write_table(table, curated / "floor.parquet", compression="zstd")
    return len(rows)


def ours(raw: Path, curated: Path, workers: int) -> int:
    """The main job as `flows/curate.py` does it, without Prefect, validation, publishing and report."""
    config = Config(workers=workers)
    given = shards.Given(raw, curated, config)
    with workshop(workers) as work, ThreadPoolExecutor(2 * workers) as threads:
        over = partial(in_threads, work, threads)
        now = shards.read(given, over)
        facts = RunFacts(datetime.now(UTC), config.digest(), input_hash(now.corpus.inputs()))
        surveyed = shards.survey(now, over)
        judged = shards.judge(now, surveyed, over)
        now, surveyed = shards.let_go(now, surveyed)
        staging = shards.stage(now, surveyed, judged, facts.run_id, over)
    snapshot.stage_table(staging, "runs", runs_table(facts, staging, {}))
    return surveyed.documents


def in_threads(work: Workshop, threads: ThreadPoolExecutor, _stage: str, calls: Iterable[Call]) -> list[Any]:
    """Make calls at once, as Prefect's threads do, and give what each gave in their order."""
    place = work.elsewhere()
    return list(threads.map(lambda call: place(call[0], *call[1]), calls))


def validated(raw: Path, curated: Path, workers: int) -> int:
    """The main job and Great Expectations over its tables, with the import of both."""
    with Validator() as validator:
        documents = ours(raw, curated, workers)
        validator.validate(curated / ".staging" / "tables")
    return documents


WAYS: dict[str, Callable[[Path, Path, int], int]] = {"floor": floor, "ours": ours, "validated": validated}


def processor_seconds() -> tuple[float, float]:
    """Processor seconds of this process, and of those it started and that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def peaks() -> tuple[float, float]:
    """Peak memory in MB of this process, and of the largest of those it started; there is one a worker."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_maxrss / 1024, others.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("warm", type=Path, help="a few other documents, gone through before")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    way = ours if options.way == "validated" else WAYS[options.way]
    with tempfile.TemporaryDirectory() as scratch:
        way(options.warm, Path(scratch), 1)
    before, began = processor_seconds(), time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        documents = WAYS[options.way](options.folder, Path(scratch), options.workers)
    own, others = (after - first for after, first in zip(processor_seconds(), before, strict=True))
    main_peak, other_peak = peaks()
    peak = {"peak": main_peak, "other_peak": other_peak}
    told = {"documents": documents, "own": own, "others": others, **peak}
    print(json.dumps({**told, "wall": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
