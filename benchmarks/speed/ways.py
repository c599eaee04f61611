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
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from docsieve import engine, pipeline, snapshot
from docsieve.config import Config
from docsieve.engine import Workplace, batches, workplace
from docsieve.entities import resolve
from docsieve.expectations import Validator
from docsieve.model import Judged, RawDocument, Rejected
from docsieve.read import Source, list_sources
from docsieve.tables import RunFacts, build, runs_table

Item = TypeVar("Item")
Found = TypeVar("Found")
BATCH = 250
THREADS = 8


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
    """The main job as `flows/curate.py` does it, without Prefect, validation, snapshot and report."""
    config = Config()
    sources = list(list_sources(raw))
    with workplace(workers, len(sources)) as work:
        judged, rejected = judge(sources, work, config)
        entities = resolve(judged, ())
        tables = build(judged, pipeline.across(judged), entities, rejected, "0" * 32)
        facts = RunFacts(datetime.now(UTC), config.digest(), "0" * 64)
        snapshot.stage(curated, {**tables, "runs": runs_table(facts, tables, {})})
    return len(judged)


def judge(
    sources: Sequence[Source | Rejected], work: Workplace, config: Config
) -> tuple[list[Judged], list[Rejected]]:
    """Read, prepare, survey and judge in batches; as many at once as there are workers."""
    fields, limits = engine.reading(config)
    found = in_threads(lambda batch: work(engine.read_files, batch, fields, limits), sources)
    documents = [each for each in found if isinstance(each, RawDocument)]
    portions = in_threads(
        lambda batch: [work(engine.prepare_portion, batch, config.language_engine)], documents
    )
    counts = engine.survey_portions(portions)
    judged = in_threads(
        lambda few: work(engine.judge_portion, few[0], engine.counts_for(few[0], counts)), portions, 1
    )
    return judged, [each for each in found if isinstance(each, Rejected)]


def in_threads(
    step: Callable[[Sequence[Item]], list[Found]], items: Sequence[Item], size: int = BATCH
) -> list[Found]:
    """Take a step over batches at once, as Prefect's threads do, and give what it finds in their order."""
    with ThreadPoolExecutor(THREADS) as threads:
        return [one for found in threads.map(step, batches(items, size)) for one in found]


def validated(raw: Path, curated: Path, workers: int) -> int:
    """The main job and Great Expectations over its tables, with the import of both."""
    with Validator() as validator:
        documents = ours(raw, curated, workers)
        validator.validate(curated / "staging" / "tables")
    return documents


WAYS: dict[str, Callable[[Path, Path, int], int]] = {"floor": floor, "ours": ours, "validated": validated}


def processor_seconds() -> tuple[float, float]:
    """Processor seconds of this process, and of those it started and that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def peak() -> float:
    """Peak memory in MB: this process and, at most as many times as there were workers, the largest other."""
    of = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(who).ru_maxrss for who in of) / 1024


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
    told = {"documents": documents, "own": own, "others": others, "peak": peak()}
    print(json.dumps({**told, "wall": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
