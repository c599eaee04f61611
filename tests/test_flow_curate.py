"""The main job through the real Prefect flow: what is published, and when nothing is."""

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import curate as job
import embedded
import pyarrow.parquet as pq
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, FlowRunFilter
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_API_URL
from prefect.states import Failed

from docsieve import dataset, quarantine, releases, snapshot
from docsieve.config import Config
from docsieve.expectations import CouldNotEvaluateError, Outcome, Verdict
from docsieve.read import document_id
from docsieve.tables import TABLES

PROJECT = Path(__file__).resolve().parent.parent
LETTER = """\
Home
About
Contact

Letter on the last tram

14 May 2018

The last tram leaves before the last film ends. We ask for one more tram, and for a bench to wait on.

Signed by:

Film Society of Upper Weir
Tram Drivers of Upper Weir (Ireland)

Leave a comment
"""
OWN = """
[[documents]]
name = "titles"
expect = "expect_column_values_to_be_between"
column = "{}"
max_value = 9
severity = "critical"
why = "our titles are short"
"""
NOTE = "Note on the bench\n\nThe bench has come. We thank the town for it, and for the lamp beside it.\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "weir").mkdir(parents=True)
    (folder / "weir" / "tram.txt").write_text(LETTER, "utf-8")
    (folder / "weir" / "bench.txt").write_text(NOTE, "utf-8")
    (folder / "weir" / "nothing.txt").write_bytes(b"")
    return folder


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    return tmp_path / "curated"


def run(raw: Path, curated: Path, **config: Any) -> State[Any]:
    state: State[Any] = job.curate(raw, curated, Config(**config), return_state=True)
    return state


def run_in(folder: Path, toml: str, monkeypatch: pytest.MonkeyPatch, **given: Any) -> State[Any]:
    """Run as a schedule does, without settings of its own, in a folder that has some."""
    (folder / "docsieve.toml").write_text(toml, "utf-8")
    monkeypatch.chdir(folder)
    state: State[Any] = job.curate(folder / "raw", folder / "curated", **given, return_state=True)
    return state


def current(curated: Path) -> str:
    return dataset.open(curated).snapshot.id


@pytest.mark.usefixtures("prefect_client")
class TestARun:
    def test_publishes_every_table_and_tells_what_it_did(self, raw: Path, curated: Path) -> None:
        state = run(raw, curated)
        assert state.is_completed(), state.message
        published = dataset.open(curated)
        assert set(published.documents["source"].to_pylist()) == {"weir/bench.txt", "weir/tram.txt"}
        assert published.blocks.num_rows > 5
        names = set(published.signatories["name"].to_pylist())
        assert names == {"Film Society of Upper Weir", "Tram Drivers of Upper Weir"}
        assert published.quarantine["reason"].to_pylist() == ["empty"]
        assert (published.snapshot.path / "data-docs" / "index.html").is_file()
        summary = state.result()
        assert (summary.documents, summary.signatories, len(summary.quarantined)) == (2, 2, 1)
        assert summary.passed == ""
        assert summary.headline == f"Published snapshot {published.snapshot.id}."

    def test_reads_the_records_of_containers_and_sets_a_bad_one_aside(self, raw: Path, curated: Path) -> None:
        lines = [json.dumps({"id": name, "text": text}) for name, text in (("tram", LETTER), ("none", ""))]
        (raw / "weir" / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
        state = run(raw, curated, characters_per_portion=10)
        assert state.is_completed(), state.message
        published = dataset.open(curated)
        rows = published.documents.select(["source", "duplicate_of"]).to_pylist()
        duplicate_of = {row["source"]: row["duplicate_of"] for row in rows}
        assert duplicate_of.keys() == {"weir/bench.txt", "weir/more.jsonl.gz#tram", "weir/tram.txt"}
        assert duplicate_of["weir/tram.txt"] == document_id("weir/more.jsonl.gz#tram")
        aside = set(published.quarantine["source"].to_pylist())
        assert aside == {"weir/more.jsonl.gz#none", "weir/nothing.txt"}

    def test_leaves_its_artifacts_and_has_few_tasks(self, raw: Path, curated: Path) -> None:
        state = run(raw, curated)
        flow_run_id = state.state_details.flow_run_id
        only_this = {"flow_run_id": {"any_": [flow_run_id]}}
        with get_client(sync_client=True) as client:
            shown = client.read_artifacts(artifact_filter=ArtifactFilter.model_validate(only_this))
            this_run = FlowRunFilter.model_validate({"id": {"any_": [flow_run_id]}})
            tasks = client.read_task_runs(flow_run_filter=this_run)
        artifacts = {str(artifact.key): artifact for artifact in shown}
        assert "| documents | 2 |" in str(artifacts["curate-summary"].data)
        assert "| weir/nothing.txt | empty |" in str(artifacts["curate-summary"].data)
        assert "weir/nothing.txt" in str(artifacts["curate-quarantine"].data)
        assert artifacts["curate-progress"].data == 100
        assert "data-docs/index.html" in str(artifacts["curate-data-docs"].data)
        assert len(tasks) <= 6

    def test_tells_catalogues_and_describes_the_snapshot(self, raw: Path, curated: Path) -> None:
        run(raw, curated, dataset_name="The weir", dataset_license="https://example.org/free")
        begun, ended = map(json.loads, (curated / "lineage.jsonl").read_text("utf-8").splitlines())
        assert (begun["eventType"], ended["eventType"]) == ("START", "COMPLETE")
        assertions = ended["outputs"][0]["facets"]["dataQualityAssertions"]["assertions"]
        assert assertions
        assert all(each["success"] for each in assertions)
        folder = dataset.open(curated).snapshot.path
        assert "# The weir" in (folder / "README.md").read_text("utf-8")
        told = json.loads((folder / "croissant.json").read_bytes())
        assert (told["name"], told["license"]) == ("The weir", "https://example.org/free")

    def test_on_unchanged_input_says_so_and_publishes_nothing_new(self, raw: Path, curated: Path) -> None:
        run(raw, curated)
        before = current(curated)
        (raw / "weir" / "page.html").write_text("<p>The bench.</p>", "utf-8")
        state = run(raw, curated)
        assert state.is_completed()
        assert str(state.message).startswith("Nothing has changed")
        assert state.result().passed == "1 file: 1 .html"
        assert current(curated) == before
        assert [folder.name for folder in (curated / "snapshots").iterdir()] == [before]
        assert state.result().documents == 2

    def test_on_changed_input_publishes_the_change(self, raw: Path, curated: Path) -> None:
        run(raw, curated)
        before = current(curated)
        (raw / "weir" / "bench.txt").write_text(NOTE + "\nAnd for the quiet.\n", "utf-8")
        (raw / "weir" / "nothing.txt").unlink()
        (raw / "weir" / "page.html").write_text("<p>The bench.</p>", "utf-8")
        state = run(raw, curated)
        assert state.is_completed()
        assert state.result().passed == "1 file: 1 .html"
        assert current(curated) != before
        assert dataset.open(curated).quarantine.num_rows == 0
        assert dataset.open(curated).runs.num_rows == 2

    def test_writes_the_same_bytes_for_any_number_of_workers_and_size_of_batches(
        self, raw: Path, tmp_path: Path
    ) -> None:
        places = tmp_path / "one", tmp_path / "other"
        run(raw, places[0], workers=1)
        run(raw, places[1], workers=2, characters_per_portion=400)
        ones, others = (dataset.open(place) for place in places)
        for table in sorted(TABLES.keys() - {"runs"}):
            assert [file.read_bytes() for file in ones.files(table)] == [
                file.read_bytes() for file in others.files(table)
            ]

    def test_whose_tables_fail_a_critical_check_publishes_nothing(
        self, raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run(raw, curated)
        before = current(curated)
        (raw / "weir" / "more.txt").write_text(NOTE, "utf-8")
        missed = Outcome("documents", "expect_it", "source", "critical", "sources are unique", met=False)
        answer = SimpleNamespace(validate=lambda *_: Verdict((missed,), "a test"))
        monkeypatch.setattr(job, "validator", lambda: answer)
        state = run(raw, curated)
        assert state.is_failed()
        assert str(state.message).startswith("Nothing was published: a critical quality check failed")
        assert current(curated) == before
        assert dataset.open(curated).documents.num_rows == 2
        summary: Any = state.result(raise_on_failure=False)
        assert summary.complaints == (missed.sentence(),)
        assert (curated / "refused" / "data-docs" / "index.html").is_file()

    def test_that_cannot_be_validated_publishes_nothing(
        self, raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(staging: Path, _: Path | None) -> Verdict:
            raise CouldNotEvaluateError(f"no verdict on {staging.name}")

        monkeypatch.setattr(job, "validator", lambda: SimpleNamespace(validate=broken))
        state = run(raw, curated)
        assert state.is_failed()
        assert state.message == "Nothing was published: no verdict on tables"
        assert snapshot.current(curated) is None

    def test_with_an_expectation_that_cannot_be_used_publishes_nothing_and_says_where_it_stands(
        self, raw: Path, curated: Path, tmp_path: Path
    ) -> None:
        run(raw, curated)
        before = current(curated)
        own = tmp_path / "own.toml"
        for column in ("title", "title_lenght"):
            own.write_text(OWN.format(column), "utf-8")
            state = run(raw, curated, expectations=str(own))
            assert state.is_failed()
            assert str(state.message).startswith(f"Nothing was published: {own}, line 2: titles: documents: ")
            assert current(curated) == before

    def test_is_held_to_the_expectations_of_the_project(
        self, raw: Path, curated: Path, tmp_path: Path
    ) -> None:
        own = tmp_path / "own.toml"
        own.write_text(OWN.format("title_length"), "utf-8")
        assert run(raw, curated, expectations=str(own)).is_failed()
        rows = pq.read_table(curated / "refused" / "quarantine").to_pylist()
        (row,) = (
            row for row in rows if row["expectation"] == "titles" and row["source"].endswith("tram.txt")
        )
        assert (row["value"], row["published"]) == ("23: Letter on the last tram", False)
        for waiting in quarantine.chosen(quarantine.rows(curated).rows, reason="titles"):
            releases.release(curated, waiting, "M. Reed", "long, and right")
        assert run(raw, curated, expectations=str(own)).is_completed()
        told = dataset.open(curated).quarantine.to_pylist()
        assert {one["released"].partition(" on ")[0] for one in told if one["expectation"] == "titles"} == {
            "released by M. Reed"
        }

    def test_publishes_a_file_that_was_released_and_marks_it(self, raw: Path, curated: Path) -> None:
        (raw / "weir" / "bench.meta.json").write_text('{"url": 3}', "utf-8")
        run(raw, curated)
        assert dataset.open(curated).documents.num_rows == 1
        (row,) = quarantine.find(quarantine.rows(curated).rows, "weir/bench.txt")
        releases.release(curated, row, "M. Reed", "the address is not needed")
        state = run(raw, curated)
        assert state.is_completed()
        assert set(dataset.open(curated).documents["source"].to_pylist()) == {
            "weir/bench.txt",
            "weir/tram.txt",
        }
        (row,) = quarantine.find(dataset.open(curated).quarantine.to_pylist(), "weir/bench.txt")
        assert (row["published"], row["released"].endswith(": the address is not needed")) == (True, True)
        assert [each.source for each in state.result().quarantined] == ["weir/nothing.txt"]
        assert set(dataset.open(curated).runs["quarantined_count"].to_pylist()) == {1, 2}

    def test_starts_another_validating_process_where_the_one_before_has_died(
        self, raw: Path, curated: Path
    ) -> None:
        job.validator()._process.kill()
        job.validator()._process.wait()
        assert run(raw, curated).is_completed()

    def test_gives_up_on_a_dataset_that_another_one_holds_and_says_who(
        self, raw: Path, curated: Path
    ) -> None:
        with snapshot.lock(curated):
            state = run(raw, curated, lock_wait_seconds=0.2)
        assert state.is_failed()
        assert f"still held by process {os.getpid()} on " in str(state.message)
        assert snapshot.current(curated) is None

    def test_waits_for_one_that_ends_in_time(self, raw: Path, curated: Path) -> None:
        with held_for(curated, seconds=2):
            state = run(raw, curated, lock_wait_seconds=60)
        assert state.is_completed()

    @pytest.mark.usefixtures("raw")
    def test_is_held_to_the_file_of_the_working_folder_however_it_is_started(
        self, tmp_path: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run_in(tmp_path, 'persons = "drop"\n', monkeypatch).is_completed()
        assert dataset.open(curated).runs["persons"].to_pylist() == ["drop"]

    @pytest.mark.usefixtures("raw")
    @pytest.mark.parametrize("given", [Config(), {}, Path("other.toml"), "other.toml"])
    def test_is_held_to_what_it_is_given_before_that_file(
        self, given: Any, tmp_path: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "other.toml").write_text('persons = "keep"\n', "utf-8")
        assert run_in(tmp_path, 'persons = "drop"\n', monkeypatch, config=given).is_completed()
        assert dataset.open(curated).runs["persons"].to_pylist() == ["keep"]

    @pytest.mark.usefixtures("raw")
    def test_with_a_file_that_cannot_be_used_publishes_nothing_and_names_the_key(
        self, tmp_path: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        state = run_in(tmp_path, "wrokers = 1\n", monkeypatch)
        assert state.is_failed()
        assert str(state.message).startswith(
            "Nothing was published: docsieve.toml: wrokers: is no setting; there are "
        )
        assert snapshot.current(curated) is None

    def test_without_input_fails_with_a_sentence(self, tmp_path: Path, curated: Path) -> None:
        state = run(tmp_path / "nowhere", curated)
        assert state.is_failed()
        assert str(state.message).startswith("There is no folder ")


class held_for:  # noqa: N801 - reads as a sentence where it is used
    """Hold a dataset as another process would, for a time."""

    def __init__(self, curated: Path, seconds: float) -> None:
        self._thread = threading.Thread(target=self._hold, args=(curated, seconds))
        self._held = threading.Event()

    def _hold(self, curated: Path, seconds: float) -> None:
        with snapshot.lock(curated):
            self._held.set()
            time.sleep(seconds)

    def __enter__(self) -> None:
        self._thread.start()
        self._held.wait()

    def __exit__(self, *_: object) -> None:
        self._thread.join()


@pytest.fixture
def refusals(tmp_path: Path, raw: Path) -> dict[str, list[str]]:
    taken, empty, settings = tmp_path / "taken", tmp_path / "empty", tmp_path / "docsieve.toml"
    taken.write_text("", "utf-8")
    empty.mkdir()
    settings.write_text("wrokers = 1\n", "utf-8")
    return {
        "There is no folder": ["--raw", str(tmp_path / "nowhere")],
        "There is no file to read in": ["--raw", str(empty)],
        "lies inside": ["--raw", str(raw), "--curated", str(raw / "curated")],
        "cannot be written to": ["--raw", str(raw), "--curated", str(taken)],
        "wrokers: is no setting": ["--raw", str(raw), "--config", str(settings)],
        "a password stands in the address": ["--raw", "sftp://walker:lamp-oil@weir.example/raw"],
        "Protocol not known": ["--raw", "weir://letters"],
    }


@pytest.mark.parametrize(
    "said",
    [
        "There is no folder",
        "There is no file to read in",
        "lies inside",
        "cannot be written to",
        "wrokers: is no setting",
        "a password stands in the address",
        "Protocol not known",
    ],
)
def test_what_cannot_begin_ends_in_one_sentence_and_status_1(
    said: str, refusals: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert job.main(refusals[said]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("\ncurate: ")
    assert said in told.err
    assert "lamp-oil" not in told.err
    assert told.err.count("\n") == 2


@pytest.mark.parametrize(("error", "retried"), [(OSError("stale"), True), (ValueError("a bug"), False)])
def test_only_trouble_with_the_disk_is_tried_again(error: Exception, retried: bool) -> None:
    assert job.may_pass(None, None, Failed(data=error)) is retried


def figures(told: str) -> list[str]:
    """What a summary says of the documents, down to the quality."""
    lines = told.partition("Published snapshot ")[2].splitlines()
    [first] = [number for number, line in enumerate(lines) if line.startswith("  documents ")]
    [last] = [number for number, line in enumerate(lines) if line.startswith("  quality ")]
    return lines[first : last + 1]


def test_the_command_brings_its_own_server_and_ends_with_a_summary(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, PROJECT / "flows" / "curate.py", "--curated", tmp_path / "curated"],
        cwd=PROJECT,
        env={**environment, "PREFECT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"Published snapshot {current(tmp_path / 'curated')}." in done.stdout
    assert figures((PROJECT / "README.md").read_text("utf-8")) == figures(done.stdout)
    assert "ERROR" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_is_not_brought_along_where_one_is_configured(prefect_client: str) -> None:
    embedded.bring_server_along()
    assert prefect_client == PREFECT_API_URL.value()


def test_a_server_that_does_not_start_is_told_with_a_way_out() -> None:
    ends_at_once = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(embedded.NoServerError, match=r"did not start \(status 3, .*prefect server start"):
        embedded.wait(ends_at_once, "http://127.0.0.1:9/api/health")
    ends_at_once.wait()


def test_what_runs_beside_ends_with_whoever_started_it() -> None:
    command = (sys.executable, "-u", str(embedded.BESIDE), "http.server", "--bind", "127.0.0.1", "0")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as beside:
        assert beside.stdout is not None
        assert beside.stdin is not None
        assert "Serving HTTP" in beside.stdout.readline()
        assert beside.poll() is None
        beside.stdin.close()
        assert beside.wait(60) == 1


@pytest.mark.usefixtures("prefect_client")
def test_settings_are_taken_as_a_form_or_a_deployment_sends_them(raw: Path, curated: Path) -> None:
    sent: Any = {"raw": str(raw), "curated": str(curated), "config": {"workers": 1, "lock_wait_seconds": 5}}
    state: State[Any] = job.curate(**sent, return_state=True)
    assert state.is_completed()
