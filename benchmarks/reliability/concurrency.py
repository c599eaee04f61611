"""Two and ten runs at once on one dataset, while a reader opens it a thousand times.

    uv run --group dev benchmarks/reliability/concurrency.py [--opens 1000] [--folder DIR]

Every run publishes its own snapshot (another configuration each), from a process of its own or from a
thread of one. Readers must see one snapshot whole each time, no run may be lost, and those that do not get
their turn must say so. Prints a line of JSON a case.
"""

import argparse
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import trials
from sample_run import run
from trials import ended, fork, snapshots, succeeds, told

from docsieve import dataset, snapshot
from docsieve.tables import TABLES


def read_often(curated: Path, least: int, stop: Path) -> None:
    """Open the dataset so often at least, until told to stop; raises where it is no snapshot."""
    opened, seen = 0, set()
    while opened < least or not stop.exists():
        found = dataset.open(curated)
        rows = {name: found.table(name).num_rows for name in TABLES}
        manifest = found.snapshot.manifest()
        assert rows == {name: table["rows"] for name, table in manifest["tables"].items()}
        ids = set(found.documents["run_id"].to_pylist())
        assert ids == {found.snapshot.run_id}, "documents of one run, that of the pointer"
        assert found.snapshot.run_id in found.runs["run_id"].to_pylist()
        opened += 1
        seen.add(found.snapshot.id)
    stop.with_suffix(".told").write_text(f"{opened} {len(seen)}", "utf-8")


@contextmanager
def watched(curated: Path, runs: int, opens: int, case: str) -> Iterator[None]:
    """Let a process read while runs go on; each has to publish, and none to show a mixture."""
    before = snapshots(curated)
    stop = curated.parent / f"{case}.stop"
    reader = fork(partial(read_often, curated, opens, stop))
    yield
    stop.touch()
    assert ended(reader) == 0, "the reader saw a mixture"
    opened, seen = stop.with_suffix(".told").read_text("utf-8").split()
    made = snapshots(curated) - before
    assert len(made) == runs, f"{runs} runs published {len(made)} snapshots"
    told(case=case, published=len(made), opened=int(opened), states_seen=int(seen), mixtures=0)


def at_once(raw: Path, curated: Path, runs: int) -> None:
    """Start runs in processes of their own, all at once; none may be lost."""
    children = [
        fork(partial(run, raw, curated, f"{runs} at once, {number}", 600.0)) for number in range(runs)
    ]
    failed = sum(ended(child) != 0 for child in children)
    assert failed == 0, f"{failed} runs failed"


def in_threads(raw: Path, curated: Path, runs: int) -> None:
    """Start runs in threads of one process, all at once; none may be lost."""
    failed: list[BaseException] = []

    def one(number: int) -> None:
        try:
            run(raw, curated, f"{runs} threads, {number}", 600.0)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed


def give_up(raw: Path, curated: Path) -> None:
    """Nine runs that do not wait meet one that holds the dataset; each says who it is and what to do."""
    with snapshot.lock(curated):
        refused = [fork(partial(refusal, raw, curated, number)) for number in range(9)]
        statuses = [ended(child) for child in refused]
    assert statuses == [0] * 9, "each run that gives up says who holds the dataset"
    told(case="9 runs that do not wait", gave_up_with_a_sentence=9)


def refusal(raw: Path, curated: Path, number: int) -> None:
    said = ""
    try:
        run(raw, curated, f"gives up {number}", wait_seconds=0.0)
    except snapshot.LockedError as error:
        said = str(error)
    assert "is still held by process" in said
    assert "Nothing was changed" in said


def main() -> None:
    """Run every case in turn."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--opens", type=int, default=1000)
    made.add_argument("--folder", type=Path)
    options = made.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        raw, curated = Path(place) / "raw", Path(place) / "curated"
        trials.letters(raw, 4)
        trials.warm_up(raw)
        assert succeeds(partial(run, raw, curated, "first"))
        for runs in (2, 10):
            with watched(curated, runs, options.opens, f"{runs} processes"):
                at_once(raw, curated, runs)
        give_up(raw, curated)
        for runs in (2, 10):
            with watched(curated, runs, options.opens, f"{runs} threads of one process"):
                assert succeeds(partial(in_threads, raw, curated, runs)), "a run failed"


if __name__ == "__main__":
    main()
