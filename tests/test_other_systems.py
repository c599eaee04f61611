"""Ways around what other systems do not have or do not do, tried on this one: none of them is at hand."""

import errno
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
import sample_run
from other_systems import as_on_windows, refuses

from docsieve import cli, dataset, engine, erasure, lineage, read, snapshot
from docsieve.console import bear_all_characters
from docsieve.ledger import buckets, files
from docsieve.report import write_report
from docsieve.snapshot import HeldError, disk
from docsieve.tables import TABLES

PROJECT = Path(__file__).resolve().parent.parent
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="what is open is read off /proc")

NO_NAME = re.compile(r'(?i)[<>:"\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)')
"""What no file may be called on Windows."""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for folder in sorted(path for path in (PROJECT / "raw").iterdir() if path.is_dir())[:4]:
        shutil.copytree(folder, tmp_path / "raw" / folder.name)
    return tmp_path / "raw"


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few documents in many buckets, and nothing too fresh to be left unread."""
    monkeypatch.setattr(buckets, "DOCUMENTS", 2)
    monkeypatch.setattr(files, "FRESH_NANOSECONDS", -(10**18))


def changed(raw: Path) -> None:
    """Another text in one file, and one file less."""
    first, second, *_ = sorted(raw.rglob("*.txt"))
    first.write_bytes(first.read_bytes() + b"\n\nWe ask for one more lamp at the weir.\n")
    second.unlink()


def rows(curated: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, without what tells of the run."""
    published = dataset.open(curated)
    told = {name: published.table(name).to_pylist() for name in TABLES if name != "runs"}
    told["documents"] = [row | {"run_id": ""} for row in told["documents"]]
    return told


def life(raw: Path, curated: Path) -> None:
    """Run, run unchanged, change and run, twice, run as another, erase, run, report, prune."""
    for name in ("default", "default", "other"):
        sample_run.run(raw, curated, name)
        sample_run.run(raw, curated, name)
        changed(raw)
    [claim, *_] = dataset.open(curated).signatories.to_pylist()
    erasure.erase_entity(curated, claim["entity_id"])
    published = sample_run.run(raw, curated, "other")
    write_report(published.path, curated / "report", curated / snapshot.REFUSED)
    snapshot.prune(curated, 1)


@needs_proc
@pytest.mark.usefixtures("in_parts")
def test_nothing_is_replaced_moved_or_removed_while_it_is_open(
    tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(raw, tmp_path / "again")
    life(tmp_path / "again", tmp_path / "here")
    refused = as_on_windows(monkeypatch)
    life(raw, tmp_path / "there")

    assert refused == []
    assert rows(tmp_path / "there") == rows(tmp_path / "here")
    assert len(list((tmp_path / "there" / "snapshots").iterdir())) == 1
    assert (tmp_path / "there" / "latest").samefile(dataset.open(tmp_path / "there").snapshot.path)


@needs_proc
def test_what_is_open_is_refused_here_as_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_text("Lamp")
    refused = as_on_windows(monkeypatch)
    with (tmp_path / "folder" / "a").open():
        with pytest.raises(PermissionError):
            (tmp_path / "folder" / "a").unlink()
        with pytest.raises(PermissionError):
            shutil.rmtree(tmp_path / "folder")
        with pytest.raises(PermissionError):
            (tmp_path / "folder").rename(tmp_path / "other")

    assert len(refused) == 3
    assert (tmp_path / "folder" / "a").read_text() == "Lamp"


@needs_proc
def test_a_snapshot_that_a_reader_has_open_stays_whole_and_who_prunes_is_told(
    tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = sample_run.run(raw, tmp_path / "curated")
    changed(raw)
    sample_run.run(raw, tmp_path / "curated")
    before = sorted(path.name for path in first.path.rglob("*"))
    as_on_windows(monkeypatch)
    command = ["docsieve", "prune", "--keep", "1", "--curated", str(tmp_path / "curated")]
    monkeypatch.setattr("sys.argv", command)
    with (first.path / "manifest.json").open("rb"), pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 1
    assert f"{first.path} is open in another program" in capsys.readouterr().err
    assert sorted(path.name for path in first.path.rglob("*")) == before
    assert snapshot.prune(tmp_path / "curated", 1) == [first.id]


@needs_proc
def test_a_reader_that_closes_in_time_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old").mkdir()
    file = (tmp_path / "old" / "a").open("w")
    refused = as_on_windows(monkeypatch)

    def wait(_: float) -> None:
        if len(refused) > 3:
            file.close()

    monkeypatch.setattr("docsieve.snapshot.disk.time.sleep", wait)
    disk.rename(tmp_path / "old", tmp_path / "new")

    assert (tmp_path / "new" / "a").exists()


def test_elsewhere_a_missing_permission_is_told_at_once(tmp_path: Path) -> None:
    tries = []

    def step() -> None:
        tries.append(1)
        raise PermissionError(errno.EACCES, "Permission denied")

    with pytest.raises(PermissionError) as raised:
        disk.patiently(tmp_path, step)

    assert (len(tries), isinstance(raised.value, HeldError)) == (1, False)


@needs_proc
def test_events_of_before_are_taken_off_a_file_that_is_closed_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / lineage.FILE
    path.write_bytes(b"first\nsecond\n")
    refused = as_on_windows(monkeypatch)
    disk.behead(path, 6)

    assert (path.read_bytes(), refused) == (b"second\n", [])


def test_where_links_came_to_be_forbidden_no_link_to_what_was_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert disk.link("first", tmp_path / "latest")
    monkeypatch.delattr(os, "symlink")
    monkeypatch.setattr(os, "symlink", refuses, raising=False)

    assert not disk.link("second", tmp_path / "latest")
    assert not list(tmp_path.iterdir())


def test_a_lock_that_not_even_its_holder_may_read_is_in_the_way_of_no_erasure(
    tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_run.run(raw, tmp_path / "curated")
    [claim, *_] = dataset.open(tmp_path / "curated").signatories.to_pylist()
    real = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == ".lock":
            raise PermissionError(errno.EACCES, "another process has locked a portion of the file", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", locked)

    assert erasure.erase_entity(tmp_path / "curated", claim["entity_id"]).exists()


def test_a_run_needs_no_module_and_no_name_that_only_posix_has(tmp_path: Path, raw: Path) -> None:
    sample_run.run(raw, tmp_path / "here")
    command = [sys.executable, "tests/other_systems.py", str(raw), str(tmp_path / "there")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "there") == rows(tmp_path / "here")
    assert not (tmp_path / "there" / "latest").is_symlink()


def test_every_file_has_a_name_that_every_system_knows(tmp_path: Path, raw: Path) -> None:
    made = sample_run.run(raw, tmp_path / "curated")
    write_report(made.path, tmp_path / "curated" / "report", tmp_path / "curated" / snapshot.REFUSED)
    paths = [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "curated").rglob("*")]

    assert not [path for path in paths if any(NO_NAME.search(name) for name in path.split("/"))]
    assert len({path.casefold() for path in paths}) == len(paths) > 50
    assert max(map(len, paths)) < 120


@pytest.mark.parametrize("name", ["con", "NUL.html", "a:b", "a.", "a ", "com1.txt", "a\nb", "a?b"])
def test_a_name_that_windows_does_not_know_is_seen(name: str) -> None:
    assert NO_NAME.search(name)


@pytest.mark.parametrize(("system", "processes"), [("nt", 61), ("posix", 96)])
def test_no_more_processes_are_started_than_can_be_waited_for(
    monkeypatch: pytest.MonkeyPatch, system: str, processes: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 96)
    monkeypatch.setattr(os, "name", system)
    found = engine.cores(0), engine.cores(96), engine.cores(3)
    monkeypatch.undo()

    assert found == (processes, processes, 3)


@pytest.mark.parametrize(
    ("system", "given", "path"),
    [
        ("nt", "file:///C:/raw/letters", "C:/raw/letters"),
        ("nt", "C:/raw", "C:/raw"),
        ("nt", "file://server/raw", "server/raw"),
        ("posix", "file:///data/raw", "/data/raw"),
        ("posix", "/c:/raw", "/c:/raw"),
    ],
)
def test_an_address_of_this_machine_is_a_folder_there_too(
    monkeypatch: pytest.MonkeyPatch, system: str, given: str, path: str
) -> None:
    monkeypatch.setattr("docsieve.read.os.name", system)
    monkeypatch.setattr(read, "Path", str)  # another system's cannot be made here
    found = str(read.folder_of(given))
    monkeypatch.undo()

    assert found == path


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp932"])
def test_what_a_console_has_no_characters_for_is_printed_all_the_same(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding=encoding))
    bear_all_characters()
    print("Ağaç – 木 – Őri", flush=True)

    assert written.getvalue().decode(encoding).startswith("A")
    assert "\\u" in written.getvalue().decode(encoding)
