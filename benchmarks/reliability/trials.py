"""What the measurements of reliability share: a folder of letters, and runs that can be killed.

A run here is `tests/sample_run.py`: all that the flow does between the lock and the published snapshot,
without Prefect and validation, so that hundreds can be started. Each is a fork of this process, which has
imported all it needs and holds no lock, thread or open file of its own.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))

from sample_run import run  # noqa: E402

from docsieve import dataset, engine, pipeline  # noqa: E402
from docsieve.entities import resolve  # noqa: E402
from docsieve.model import RawDocument  # noqa: E402
from docsieve.read import Fields, Limits, list_sources  # noqa: E402
from docsieve.tables import TABLES, build, code_hash  # noqa: E402

WORDS = "quay lamp rope bell tram bench ferry weir pier tide hour night noon rail lock salt boat sail".split()


def letters(raw: Path, count: int, seed: int = 7) -> None:
    """Write invented letters, each with a title, a date, some prose, chrome and three signatories."""
    dice = random.Random(seed)
    (raw / "quay").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        prose = "\n\n".join(" ".join(dice.choices(WORDS, k=40)).capitalize() + "." for _ in range(6))
        bodies = (f"{dice.choice(WORDS).title()} {word.title()} Union" for word in dice.sample(WORDS, 3))
        parts = ("Home\nAbout", f"Letter {number}", "14 May 2018", prose, "Signed by:", "\n".join(bodies))
        (raw / "quay" / f"{number:05d}.txt").write_text("\n\n".join((*parts, "Leave a comment\n")), "utf-8")


def warm_up(raw: Path) -> None:
    """Load all that a run loads, so that a fork begins with its work; starts no thread."""
    found = engine.read_all(list_sources(raw), Fields(), Limits())
    prepared = engine.prepare_all([each for each in found if isinstance(each, RawDocument)], "pooled")
    judged = pipeline.judge_all(prepared, pipeline.survey(prepared))
    pipeline.across(judged)
    build(judged, (), resolve(judged), (), code_hash()[:32])


def fork(action: Callable[[], object]) -> int:
    """Start an action in a process of its own; its exit status is 0 where it raised nothing."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        action()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a process; its exit status, negative for the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def succeeds(action: Callable[[], object]) -> bool:
    """Whether an action in a process of its own raises nothing."""
    return ended(fork(action)) == 0


def seconds_of(action: Callable[[], object]) -> float:
    """How long an action takes in a process of its own."""
    began = time.monotonic()
    assert succeeds(action), "it has to work when nothing disturbs it"
    return time.monotonic() - began


def killed_after(action: Callable[[], object], seconds: float) -> bool:
    """Start an action and kill it after a time; whether it was still at work."""
    child = fork(action)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return ended(child) == -signal.SIGKILL


def check_whole(curated: Path, known: set[str]) -> None:
    """Raise AssertionError unless readers see one whole snapshot, one of those known or the next."""
    opened = dataset.open(curated)
    manifest = opened.snapshot.manifest()
    assert manifest["snapshot"] == opened.snapshot.id
    for name in TABLES:
        told = manifest["tables"][name]
        assert opened.table(name).num_rows == told["rows"], name
        for file in told["files"]:
            data = (opened.snapshot.path / file["path"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]
    assert set(opened.documents["run_id"].to_pylist()) == {opened.snapshot.run_id}
    assert opened.snapshot.id in known or opened.snapshot.sequence == 1 + max(int(one[:6]) for one in known)


def check_next_run(raw: Path, curated: Path, config: str) -> None:
    """Raise AssertionError unless a run needs no hand: no lock, no leftovers, exactly one new snapshot."""
    before = {folder.name for folder in (curated / "snapshots").iterdir() if (folder / "published").exists()}
    was = dataset.open(curated).snapshot.id
    made = run(raw, curated, config, wait_seconds=0.0)
    after = {folder.name for folder in (curated / "snapshots").iterdir()}
    assert after == before | {made.id} | {was}, (before, after)
    assert made.id not in before, made.id
    assert dataset.open(curated).snapshot.id == made.id
    assert (curated / "latest").resolve() == made.path.resolve()
    left = [path.name for path in curated.iterdir() if path.name.endswith(".new")]
    assert not left, left
    assert not any((curated / ".staging").iterdir()) if (curated / ".staging").is_dir() else True


def snapshots(curated: Path) -> set[str]:
    """The names of the snapshots that are there."""
    return {folder.name for folder in (curated / "snapshots").iterdir()}


def told(**figures: object) -> None:
    """Print figures as one line of JSON."""
    print(json.dumps(figures), flush=True)
