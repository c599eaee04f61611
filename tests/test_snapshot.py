"""Publishing: all or nothing, readers see the old or the new, what a killed run leaves is swept."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from sample_batch import BATCH, GARDENS, facts, published, tables

from docsieve import dataset, snapshot
from docsieve.snapshot import LockedError, NoSnapshotError, disk
from docsieve.tables import TABLES, arrow_schema

STEPS = ("sync_file", "sync_folder", "write", "replace", "rename", "share", "link", "remove")


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_published_tables_are_read_by_every_reader(tmp_path: Path) -> None:
    made = published(tmp_path)

    for name, table in tables().items():
        path = made.path / name / "part-00000.parquet"
        expected = [tuple(row.values()) for row in table.to_pylist()]
        duck = duckdb.connect().read_parquet(str(path))

        assert pq.read_table(path).equals(table)
        assert pq.read_table(path).schema.equals(arrow_schema(name), check_metadata=True)
        assert duck.columns == table.column_names
        assert len(duck.fetchall()) == table.num_rows
        assert pl.read_parquet(path).rows() == expected
        assert list(pd.read_parquet(path).columns) == table.column_names
        assert len(pd.read_parquet(path)) == table.num_rows


def test_parts_are_compressed_with_zstd(tmp_path: Path) -> None:
    file = pq.ParquetFile(published(tmp_path).path / "blocks" / "part-00000.parquet")

    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_manifest_lists_every_file_with_size_hash_and_rows(tmp_path: Path) -> None:
    made = published(tmp_path)
    told = made.manifest()
    files = [file for table in told["tables"].values() for file in table["files"]]
    found = {name: sha for name, sha in tree(made.path).items() if name not in ("manifest.json", "published")}

    assert {file["path"]: file["sha256"] for file in files} == found
    assert all((made.path / file["path"]).stat().st_size == file["bytes"] for file in files)
    assert {name: table["rows"] for name, table in told["tables"].items()} == {
        name: table.num_rows for name, table in tables().items()
    }
    assert (told["previous"], told["run_id"], told["verdict"]) == (None, made.run_id, {"passed": True})


def test_snapshots_are_numbered_and_name_the_one_before(tmp_path: Path) -> None:
    first = published(tmp_path)
    second = published(tmp_path, config="other")

    assert (first.sequence, second.sequence) == (1, 2)
    assert second.manifest()["previous"] == first.id
    assert snapshot.current(tmp_path) == second
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == [first.id, second.id]


def test_link_and_pointer_lead_to_the_same_folder(tmp_path: Path) -> None:
    published(tmp_path)
    second = published(tmp_path, config="other")
    told = json.loads((tmp_path / "latest.json").read_text())

    assert (tmp_path / "latest").resolve() == (tmp_path / told["path"]).resolve() == second.path.resolve()


def test_same_input_is_unchanged_and_other_is_not(tmp_path: Path) -> None:
    assert not snapshot.is_unchanged(tmp_path, facts().run_id)

    published(tmp_path)

    assert snapshot.is_unchanged(tmp_path, facts().run_id)
    assert not snapshot.is_unchanged(tmp_path, facts("other").run_id)


def test_equal_parts_are_stored_once(tmp_path: Path) -> None:
    first, second = published(tmp_path), published(tmp_path, config="other")

    def inode(made: snapshot.Snapshot, table: str) -> int:
        return (made.path / table / "part-00000.parquet").stat().st_ino

    assert inode(first, "blocks") == inode(second, "blocks")
    assert inode(first, "documents") != inode(second, "documents")


def staged_over(curated: Path, first: snapshot.Snapshot) -> Path:
    """The tables of another run, the only part of blocks taken over from the run before as the second."""
    made = tables(config="other")
    staging = snapshot.stage(curated, made)
    assert snapshot.keep_part(staging, first, "blocks", 0)
    (staging / "blocks" / "part-00000.parquet").rename(staging / "blocks" / "part-00001.parquet")
    snapshot.stage_table(staging, "blocks", made["blocks"].slice(0, 0), part=0)
    return staging


def test_a_part_that_is_taken_over_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(tmp_path)
    read: list[str] = []

    def told_of(path: Path) -> str:
        read.append(path.name)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    monkeypatch.setattr(disk, "sha256", told_of)
    staging = staged_over(tmp_path, first)
    second = snapshot.publish(tmp_path, staging, facts("other"), {"passed": True})
    told = {file["path"]: file for file in second.manifest()["tables"]["blocks"]["files"]}
    was = first.manifest()["tables"]["blocks"]["files"][0]

    assert told["blocks/part-00001.parquet"] == {**was, "path": "blocks/part-00001.parquet"}
    assert "part-00001.parquet" not in read
    assert second.manifest()["tables"]["blocks"]["rows"] == was["rows"]
    assert dataset.open(tmp_path).blocks.equals(tables()["blocks"])


def test_a_part_that_is_taken_over_is_never_written_into(tmp_path: Path) -> None:
    first = published(tmp_path)
    before = tree(first.path)
    staging = staged_over(tmp_path, first)
    snapshot.stage_table(staging, "blocks", tables()["blocks"].slice(0, 1), part=1)

    assert tree(first.path) == before


def test_a_part_that_is_not_there_is_not_taken_over(tmp_path: Path) -> None:
    first = published(tmp_path)
    staging = snapshot.stage(tmp_path, {})

    assert not snapshot.keep_part(staging, first, "blocks", 7)


def fail(*_: object, **__: object) -> None:
    raise OSError("this file system has none")


@pytest.mark.parametrize("call", ["link", "symlink"])
def test_without_links_a_snapshot_is_published_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(os, call, fail)
    published(tmp_path)
    second = published(tmp_path, config="other")

    assert snapshot.current(tmp_path) == second
    assert dataset.open(tmp_path).blocks.equals(tables()["blocks"])
    assert not list(tmp_path.rglob("*.link"))


@pytest.mark.parametrize("busy", [3, 10_000])
def test_on_windows_a_pointer_that_a_reader_has_open_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: int
) -> None:
    tries = 0
    replace = os.replace

    def replace_when_free(new: Path, old: Path) -> None:
        nonlocal tries
        tries += Path(old).name == "latest.json"
        if Path(old).name == "latest.json" and tries <= busy:
            raise PermissionError("in use")
        replace(new, old)

    monkeypatch.setattr(os, "replace", replace_when_free)
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr(disk, "PAUSE_SECONDS", 0)
    if busy < disk.TRIES:
        assert published(tmp_path) == snapshot.current(tmp_path)
    else:
        with pytest.raises(PermissionError):
            published(tmp_path)
        assert snapshot.current(tmp_path) is None


class Killed(BaseException):
    """Stands for the end of the process: no handler of ours may catch it."""


def stop_at(monkeypatch: pytest.MonkeyPatch, wanted: int, *, after: bool) -> Callable[[], int]:
    """Let the process end before or after its ``wanted``-th step on the disk; count the steps."""
    count = 0

    def wrap(step: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any) -> Any:
            nonlocal count
            count += 1
            number = count
            if number == wanted and not after:
                raise Killed
            result = step(*args)
            if number == wanted:
                raise Killed
            return result

        return stepping

    for name in STEPS:
        monkeypatch.setattr(disk, name, wrap(getattr(disk, name)))
    return lambda: count


def count_of_steps(tmp_path: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        counted = stop_at(patch, -1, after=False)
        published(tmp_path, config="counted")
        return counted()


@pytest.mark.parametrize("after", [False, True])
def test_killed_between_any_two_steps_readers_see_one_whole_snapshot(tmp_path: Path, after: bool) -> None:
    published(tmp_path / "count")
    steps = count_of_steps(tmp_path / "count")
    seen = set()
    for number in range(1, steps + 1):
        curated = tmp_path / str(number)
        first = published(curated)
        with pytest.MonkeyPatch.context() as patch:
            stop_at(patch, number, after=after)
            with pytest.raises(Killed):
                published(curated, BATCH[:2], "other")
        opened = dataset.open(curated)
        rows = {name: table["rows"] for name, table in opened.snapshot.manifest()["tables"].items()}
        new = opened.snapshot != first
        seen.add(new)

        assert {name: opened.table(name).num_rows for name in TABLES} == rows
        assert rows["documents"] == (2 if new else 3)

        third = published(curated, BATCH, "third")
        left = sorted(path.name for path in (curated / "snapshots").iterdir())

        assert left == sorted({first.id, opened.snapshot.id, third.id})
        assert (curated / "latest").resolve() == third.path.resolve()
        assert not [path for path in curated.iterdir() if path.name.endswith(".new")]

    assert steps > 20
    assert seen == {False, True}


def test_link_behind_its_pointer_is_brought_into_line(tmp_path: Path) -> None:
    first = published(tmp_path)
    second = published(tmp_path, config="other")
    disk.link(f"snapshots/{first.id}", tmp_path / "latest")
    snapshot.sweep(tmp_path)

    assert (tmp_path / "latest").resolve() == second.path.resolve()


def test_sweep_leaves_snapshots_that_have_been_current(tmp_path: Path) -> None:
    first = published(tmp_path)
    (tmp_path / "latest.json").unlink()
    second = published(tmp_path, config="other")

    assert first.path.is_dir()
    assert second.sequence == 2


def test_a_reader_that_opens_all_the_time_sees_old_or_new(tmp_path: Path) -> None:
    published(tmp_path)
    mixtures: list[object] = []
    opened = 0
    done = threading.Event()

    def read() -> None:
        nonlocal opened
        while not done.is_set():
            found = dataset.open(tmp_path)
            told = (tmp_path / "latest").resolve()
            ids = [set(found.documents["run_id"].to_pylist()), {found.snapshot.run_id}]
            linked = set(pq.read_table(told / "documents")["run_id"].to_pylist())
            runs = set(pq.read_table(told / "runs")["run_id"].to_pylist())
            if ids[0] != ids[1] or linked != runs:
                mixtures.append((ids, linked, runs))
            opened += 1

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(25):
        published(tmp_path, BATCH[: 1 + number % 3], config=str(number))
    done.set()
    reader.join()

    assert opened > 0
    assert mixtures == []


def test_nothing_is_published_without_every_table(tmp_path: Path) -> None:
    staging = snapshot.stage(tmp_path, {"documents": tables()["documents"]})

    with pytest.raises(ValueError, match="blocks"):
        snapshot.publish(tmp_path, staging, facts(), {})
    assert snapshot.current(tmp_path) is None


def test_refused_run_leaves_the_snapshot_and_can_be_looked_at(tmp_path: Path) -> None:
    first = published(tmp_path)
    staging = snapshot.stage(tmp_path, tables(BATCH[:1], "other"))
    place = snapshot.refuse(tmp_path, staging, {"passed": False})

    assert snapshot.current(tmp_path) == first
    assert json.loads((place / "verdict.json").read_text()) == {"passed": False}
    assert pq.read_table(place / "documents").num_rows == 1

    published(tmp_path, config="mended")

    assert not place.exists()


@pytest.mark.parametrize("pointer", ["", "{", "[]", "{}", '{"snapshot": "x", "path": "p", "run_id": 1}'])
def test_damaged_pointer_says_what_to_do(tmp_path: Path, pointer: str) -> None:
    (tmp_path / "latest.json").write_text(pointer)

    with pytest.raises(NoSnapshotError, match="move it away"):
        snapshot.current(tmp_path)


def test_pointer_to_nowhere_says_what_to_do(tmp_path: Path) -> None:
    disk.remove(published(tmp_path).path)

    with pytest.raises(NoSnapshotError, match="put that folder back"):
        snapshot.current(tmp_path)


def test_second_run_waits_then_gives_up_and_names_the_holder(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        snapshot.lock(tmp_path),
        pytest.raises(LockedError, match=f"process {os.getpid()} on "),
        snapshot.lock(tmp_path, 0.1, told.append),
    ):
        pytest.fail("two runs held the lock")

    assert len(told) == 1
    with snapshot.lock(tmp_path, 0.0, told.append):
        assert len(told) == 1


HOLD = "import sys, time; from pathlib import Path; from docsieve.snapshot import lock\n" + (
    "with lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"
)


def test_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(LockedError, match=str(other.pid)), snapshot.lock(tmp_path, 0.0):
            pytest.fail("two processes held the lock")
        other.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        other.wait()

    with snapshot.lock(tmp_path, 5.0):
        assert published.__module__


def test_a_damaged_holder_note_is_no_obstacle(tmp_path: Path) -> None:
    with snapshot.lock(tmp_path):
        (tmp_path / ".lock.json").write_text("{")
        with pytest.raises(LockedError, match="another process"), snapshot.lock(tmp_path, 0.0):
            pytest.fail("two runs held the lock")


def test_hostile_text_stays_out_of_the_manifest(tmp_path: Path) -> None:
    made = published(tmp_path)

    assert GARDENS.blocks[0].block.text.split("<")[1] not in (made.path / "manifest.json").read_text()
