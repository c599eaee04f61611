"""Runs that are killed, refused room or started at once, in processes of their own: the short version.

benchmarks/reliability/crash.py and concurrency.py do the same hundreds of times.
"""

import errno
import os
import random
import sys
from functools import partial
from pathlib import Path

import pytest

from docsieve import dataset, snapshot
from docsieve.snapshot import disk

if not hasattr(os, "fork"):
    pytest.skip("processes are forked", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks" / "reliability"))

import concurrency
import crash
import trials
from sample_run import run

KILLS = 12


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crash") / "raw"
    trials.letters(folder, 2)
    trials.warm_up(folder)
    return folder


@pytest.fixture
def curated(raw: Path, tmp_path: Path) -> Path:
    run(raw, tmp_path / "curated", "first")
    return tmp_path / "curated"


def test_killed_at_any_instant_nothing_is_lost(raw: Path, curated: Path) -> None:
    dice = random.Random(5)
    took = trials.seconds_of(partial(run, raw, curated, "whole"))
    for number in range(KILLS):
        known, was = trials.snapshots(curated), crash.dataset_id(curated)
        trials.killed_after(partial(run, raw, curated, f"killed {number}"), dice.uniform(0, took))
        crash.sound_after(raw, curated, known, was, f"next {number}")


def test_a_run_that_is_killed_in_the_middle_was_killed(raw: Path, curated: Path) -> None:
    was = crash.dataset_id(curated)
    action = partial(crash.stopped, 12, False, partial(run, raw, curated, "stopped"))

    assert trials.ended(trials.fork(action)) == -9
    assert crash.dataset_id(curated) == was
    assert list((curated / ".staging").iterdir())


@pytest.mark.parametrize("step", ["write", "sync_file", "replace", "rename"])
def test_a_full_disk_leaves_the_snapshot_in_force(
    raw: Path, curated: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    was = crash.dataset_id(curated)
    with monkeypatch.context() as patch:
        patch.setattr(disk, step, full)
        with pytest.raises(OSError, match="No space left"):
            run(raw, curated, "full")

    trials.check_whole(curated, {was})
    trials.check_next_run(raw, curated, "room again")


def test_a_worker_that_dies_ends_the_run_and_not_the_dataset(raw: Path, curated: Path) -> None:
    crash.a_worker_killed(raw, curated)


def test_runs_at_once_publish_one_after_the_other(raw: Path, curated: Path) -> None:
    with concurrency.watched(curated, 3, 20, "3 processes"):
        concurrency.at_once(raw, curated, 3)


def test_runs_in_threads_of_one_process_publish_one_after_the_other(raw: Path, curated: Path) -> None:
    with concurrency.watched(curated, 3, 20, "3 threads"):
        assert trials.succeeds(partial(concurrency.in_threads, raw, curated, 3))


def test_those_that_do_not_wait_say_who_holds_the_dataset(raw: Path, curated: Path) -> None:
    with snapshot.lock(curated):
        assert trials.succeeds(partial(concurrency.refusal, raw, curated, 1))

    assert dataset.open(curated).snapshot.sequence == 1
