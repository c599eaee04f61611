"""Kill a run at random instants and at every step of publishing and erasing; fill its disk, take it away.

    uv run --group dev benchmarks/reliability/crash.py [--kills 200] [--flows 20] [--folder DIR] [KIND ...]

After each: readers see one snapshot whole, the next run needs no hand, exactly one new snapshot appears,
nothing is left over. Prints a line of JSON a kind of fault; the first failure ends it with status 1. Needs a
system that can fork; the full and read-only disks are small file systems of their own, mounted where that
is allowed (as root), else left out and said so.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trials
from sample_run import run
from trials import PROJECT, check_next_run, check_whole, fork, snapshots, succeeds, told

from docsieve import dataset, engine, erasure, snapshot
from docsieve.snapshot import disk

STEPS = ("sync_file", "sync_folder", "write", "replace", "rename", "swap", "share", "link", "remove")


def at_random(raw: Path, curated: Path, kills: int, seed: int = 11) -> None:
    """Kill runs at instants spread evenly over the time that a run takes, until so many were hit at work."""
    dice = random.Random(seed)
    took = trials.seconds_of(partial(run, raw, curated, "whole"))
    number = at_work = new = 0
    while at_work < kills:
        number += 1
        known = snapshots(curated)
        was = dataset_id(curated)
        at_work += trials.killed_after(
            partial(run, raw, curated, f"killed {number}"), dice.uniform(0, 1.05 * took)
        )
        new += sound_after(raw, curated, known, was, f"next {number}")
        thin_out(curated)
    told(fault="kill -9 at a random instant", trials=number, at_work=at_work, found_new=new, seconds=took)


def at_every_step(raw: Path, curated: Path) -> None:
    """Kill a run before and after each thing that it does to the disk, from the first to the last."""
    number = new = 0
    done = False
    while not done:
        for after in (False, True):
            known, was = snapshots(curated), dataset_id(curated)
            action = partial(stopped, number, after, partial(run, raw, curated, f"step {number} {after}"))
            done = trials.ended(fork(action)) == 0
            new += sound_after(raw, curated, known, was, f"after {number} {after}")
            thin_out(curated)
        number += 1
    told(
        fault="kill -9 before and after each step of publishing",
        steps=number - 1,
        trials=2 * number - 2,
        found_new=new,
    )


def erasing_at_every_step(raw: Path, curated: Path, folder: Path) -> None:
    """Kill an erasure before and after each thing that it does to the disk; the next one ends it."""
    number = trials_done = 0
    done = False
    name = dataset.open(curated).signatories["name"].to_pylist()[0]
    entity = str(dataset.open(curated).signatories["entity_id"].to_pylist()[0])
    while not done:
        for after in (False, True):
            target = Path(shutil.copytree(curated, folder / "erasing", symlinks=True))
            action = partial(stopped, number, after, partial(erasure.erase_entity, target, entity))
            done = trials.ended(fork(action)) == 0
            assert succeeds(partial(check_whole, target, snapshots(target)))
            marked = bool(erasure.read_marks(target).erasures)
            assert succeeds(partial(run, raw, target, "after an erasure"))
            assert succeeds(partial(check_name, target, str(name), marked))
            shutil.rmtree(target)
            trials_done += 1
        number += 1
    told(fault="kill -9 before and after each step of erasing", steps=number - 1, trials=trials_done - 2)


def check_name(curated: Path, name: str, erased: bool) -> None:
    found = [
        folder.name
        for folder in (curated / "snapshots").iterdir()
        if name in str(snapshot_names(folder)) and not (curated / ".erasing").exists()
    ]
    assert bool(found) is not erased, (name, found)


def snapshot_names(folder: Path) -> list[object]:
    from docsieve.tables import read_table

    return [read_table(folder, "signatories").to_pylist(), read_table(folder, "documents").to_pylist()]


def stopped(number: int, after: bool, action: Callable[[], object]) -> None:
    """Do something, and be killed at its step of that number."""
    count = 0

    def stepping(step: Callable[..., object]) -> Callable[..., object]:
        def made(*given: object) -> object:
            nonlocal count
            count += 1
            mine = count
            if mine == number + 1 and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = step(*given)
            if mine == number + 1:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return made

    for name in STEPS:
        setattr(disk, name, stepping(getattr(disk, name)))
    action()


def sound_after(raw: Path, curated: Path, known: set[str], was: str, config: str) -> bool:
    """Whether readers see the new snapshot; ends the measurement where anything is not as promised."""
    assert succeeds(partial(check_whole, curated, known)), "readers see one whole snapshot"
    new = dataset_id(curated) != was
    assert succeeds(partial(check_next_run, raw, curated, config)), "the next run needs no hand"
    return new


def dataset_id(curated: Path) -> str:
    now = snapshot.current(curated)
    assert now is not None
    return now.id


def thin_out(curated: Path) -> None:
    assert succeeds(partial(snapshot.prune, curated, 2))


def on_small_disks(raw: Path, folder: Path) -> None:
    """A disk that is full at some point of a run, and one that can only be read."""
    place = folder / "disk"
    place.mkdir()
    full = 0
    for kilobytes in range(20, 260, 20):
        if subprocess.run(("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place), check=False).returncode:
            told(fault="disk full, disk read-only", trials=0, why="no permission to mount a small disk")
            return
        try:
            curated = place / "curated"
            assert succeeds(partial(run, raw, curated, "first"))
            was = dataset_id(curated)
            filler = place / "filler"
            free = shutil.disk_usage(place).free
            filler.write_bytes(b"\0" * max(0, free - kilobytes * 1024))
            full += not silently(partial(run, raw, curated, "full"))
            assert succeeds(partial(check_whole, curated, snapshots(curated)))
            filler.unlink()
            assert succeeds(partial(check_next_run, raw, curated, "room again"))
            subprocess.run(("mount", "-o", "remount,ro", place), check=True)
            assert not silently(partial(run, raw, curated, "read-only"))
            assert succeeds(partial(check_whole, curated, snapshots(curated)))
            assert dataset_id(curated) != was
        finally:
            subprocess.run(("umount", place), check=True)
    told(
        fault="disk full, then read-only",
        trials=len(range(20, 260, 20)),
        runs_that_failed_for_want_of_room=full,
    )


def silently(action: Callable[[], object]) -> bool:
    """As `succeeds`, for what is expected to fail and to say why at length."""

    def quiet() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        action()

    return succeeds(quiet)


def a_worker_killed(raw: Path, curated: Path) -> None:
    """Kill one of the processes that judge; the run fails, and the next one does not."""
    was = dataset_id(curated)
    assert not silently(with_a_dead_worker)
    assert dataset_id(curated) == was
    assert succeeds(partial(check_next_run, raw, curated, "after a worker"))
    told(fault="a worker process killed", trials=1)


def with_a_dead_worker() -> None:
    with engine.workshop(2) as work:
        place = work.elsewhere()
        place(os.kill, place(os.getpid), signal.SIGKILL)


def whole_flows(raw: Path, folder: Path, kills: int, seed: int = 13) -> None:
    """Kill the whole flow, Prefect and its server included, at random instants."""
    dice = random.Random(seed)
    curated = folder / "flow"
    command = (sys.executable, PROJECT / "flows" / "curate.py", "--raw", raw, "--curated", curated)
    environment = {**os.environ, "PREFECT_HOME": str(folder / "home")}
    with (folder / "flow.log").open("wb") as log:
        start = partial(
            subprocess.Popen, command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        began = time.monotonic()
        assert start().wait() == 0
        took = time.monotonic() - began
        new = 0
        for number in range(kills):
            (raw / "quay" / "new.txt").write_text(
                f"Letter\n\nThe bench is number {number} of the row.\n", "utf-8"
            )
            was, known = dataset_id(curated), snapshots(curated)
            process = start()
            time.sleep(dice.uniform(0.3, 1.0) * took)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert succeeds(partial(check_whole, curated, known)), "readers see one whole snapshot"
            new += dataset_id(curated) != was
            if number % 5 == 4:
                assert start().wait() == 0, f"the next run needs no hand: {folder / 'flow.log'}"
                assert not list((curated / ".staging").glob("*"))
                assert len(snapshots(curated) - known) <= 1
    told(
        fault="kill -9 of the whole flow, server and workers",
        trials=kills,
        found_new=new,
        run_seconds=round(took, 1),
    )


def main() -> None:
    """Run every kind of fault in turn."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument(
        "kinds", nargs="*", metavar="KIND", help="publishing, erasing, disks, worker, random, flows"
    )
    made.add_argument("--kills", type=int, default=200, help="runs killed at work, at random instants")
    made.add_argument("--seed", type=int, default=11)
    made.add_argument("--flows", type=int, default=20)
    made.add_argument("--folder", type=Path)
    options = made.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        folder = Path(place)
        raw, curated = folder / "raw", folder / "curated"
        trials.letters(raw, 4)
        trials.warm_up(raw)
        assert succeeds(partial(run, raw, curated, "first"))
        kinds: dict[str, Callable[[], None]] = {
            "publishing": partial(at_every_step, raw, curated),
            "erasing": partial(erasing_at_every_step, raw, curated, folder),
            "disks": partial(on_small_disks, raw, folder),
            "worker": partial(a_worker_killed, raw, curated),
            "random": partial(at_random, raw, curated, options.kills, options.seed),
            "flows": partial(whole_flows, raw, folder, options.flows),
        }
        for kind in options.kinds or kinds:
            kinds[kind]()


if __name__ == "__main__":
    main()
