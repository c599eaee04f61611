"""Events for data catalogues: begun, ended well, ended badly; nothing scraped in them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sample_batch import HOSTILE, published
from typer.testing import CliRunner

from docsieve import lineage
from docsieve.cli import app
from docsieve.lineage import Check, RunOf
from docsieve.tables import TABLES, arrow_schema

CHECKS = (
    Check("documents", "title", "expect_column_values_to_not_be_null", False, "warning", "most have a title"),
    Check("signatories", "signatory_id", "expect_column_values_to_be_unique", True, "critical", "a key"),
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunOf:
    for name in ("OPENLINEAGE_URL", "OPENLINEAGE_DISABLED", "OPENLINEAGE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "curated").mkdir()
    return RunOf(tmp_path / "raw", tmp_path / "curated", datetime(2026, 11, 2, tzinfo=UTC))


def events(run: RunOf) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run.curated / lineage.FILE).read_text("utf-8").splitlines()]


def test_a_run_that_ends_well_tells_schema_rows_version_and_checks(run: RunOf) -> None:
    manifest = published(run.curated).manifest()
    lineage.started(run)
    lineage.completed(run, manifest, CHECKS)
    begun, ended = events(run)

    assert (begun["eventType"], ended["eventType"]) == ("START", "COMPLETE")
    assert begun["run"]["runId"] == ended["run"]["runId"]
    assert [one["name"] for one in begun["inputs"]] == [Path(run.raw).resolve().as_posix()]
    outputs = {each["name"].rpartition("/")[2]: each for each in ended["outputs"]}
    assert set(outputs) == set(TABLES)
    for table, told in manifest["tables"].items():
        statistics = outputs[table]["outputFacets"]["outputStatistics"]
        assert statistics["rowCount"] == told["rows"]
        assert statistics["size"] == sum(file["bytes"] for file in told["files"])
        fields = outputs[table]["facets"]["schema"]["fields"]
        assert [field["name"] for field in fields] == arrow_schema(table).names
        assert outputs[table]["facets"]["version"]["datasetVersion"] == manifest["snapshot"]
    [assertion] = outputs["documents"]["facets"]["dataQualityAssertions"]["assertions"]
    assert assertion["success"] is False
    assert (assertion["column"], assertion["severity"]) == ("title", "warn")
    assert "dataQualityAssertions" not in outputs["entities"]["facets"]


def test_a_run_that_fails_tells_why_and_what_was_checked(run: RunOf) -> None:
    lineage.failed(run, "a critical expectation was not met", CHECKS)
    [event] = events(run)

    assert event["eventType"] == "FAIL"
    assert event["run"]["facets"]["errorMessage"]["message"] == "a critical expectation was not met"
    assert {each["name"].rpartition("/")[2] for each in event["outputs"]} == {"documents", "signatories"}


def test_events_hold_no_scraped_word(run: RunOf) -> None:
    lineage.completed(run, published(run.curated).manifest(), CHECKS)
    text = (run.curated / lineage.FILE).read_text("utf-8")

    assert HOSTILE not in text
    assert "Ada Elm" not in text


def test_two_runs_have_two_ids_and_one_run_one(run: RunOf) -> None:
    later = RunOf(run.raw, run.curated, datetime(2026, 11, 3, tzinfo=UTC))

    assert run.id == RunOf(run.raw, run.curated, run.began).id != later.id


def test_the_environment_may_switch_them_off(run: RunOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENLINEAGE_DISABLED", "true")
    lineage.started(run)

    assert not (run.curated / lineage.FILE).exists()


def test_pruning_takes_out_the_events_of_runs_before_the_oldest_snapshot(run: RunOf) -> None:
    path = run.curated / lineage.FILE
    runs = [RunOf(run.raw, run.curated, datetime(2026, 11, day, tzinfo=UTC)) for day in (3, 4, 5)]
    for each in runs:
        lineage.started(each)
        made = published(run.curated, config=str(each.began))
        lineage.completed(each, made.manifest(), CHECKS)
    path.write_bytes(b'{"run": {"ru\n' + path.read_bytes())  # as a kill leaves it
    for _ in range(2):
        assert CliRunner().invoke(app, ["prune", "--keep", "2", "--curated", str(run.curated)]).exit_code == 0
        assert [event["run"]["runId"] for event in events(run)] == [
            str(each.id) for each in runs[1:] for _ in range(2)
        ]


def test_without_events_of_a_snapshot_nothing_is_taken_out(run: RunOf) -> None:
    published(run.curated)
    published(run.curated, config="another")
    lineage.failed(run, "the disk was full")
    assert CliRunner().invoke(app, ["prune", "--keep", "1", "--curated", str(run.curated)]).exit_code == 0

    assert len(events(run)) == 1
