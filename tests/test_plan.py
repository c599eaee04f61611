"""The plan says what the next run does, and the next run does it."""

from itertools import count
from pathlib import Path

import pytest
from sample_run import run
from test_shards import FOOT, LAMP, TEXTS, change
from typer.testing import CliRunner

from docsieve import rules
from docsieve.cli import app
from docsieve.config import Config
from docsieve.engine import one_after_another
from docsieve.ledger import files
from docsieve.plan import Forecast, differences, forecast, told, told_differences
from docsieve.plan.forecast import NO_LEDGER, NOTHING_YET
from docsieve.shards import Given
from docsieve.shards import run as room

EAST = {f"east/{n}.txt": f"Letter {n}\n\n{text}\n\n{FOOT}" for n, text in enumerate([LAMP, *"abcde"])}


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FRESH_NANOSECONDS", -(10**18))


@pytest.fixture
def given(tmp_path: Path) -> Given:
    change(tmp_path / "raw", {**EAST, "west/0.txt": TEXTS[0], "west/1.txt": TEXTS[4]}, count(10**18))
    run(tmp_path / "raw", tmp_path / "curated")
    return Given(tmp_path / "raw", tmp_path / "curated", Config(dataset_name="default"))


def plan(given: Given, tmp_path: Path) -> Forecast:
    return forecast(given, tmp_path / "work", one_after_another)


def test_without_a_dataset_everything_is_read(given: Given, tmp_path: Path) -> None:
    found = plan(Given(given.raw, tmp_path / "none", given.config), tmp_path)

    assert found.everything == NOTHING_YET
    assert len(found.files.new) == 8


def test_without_a_ledger_everything_is_read(given: Given, tmp_path: Path) -> None:
    for path in (given.curated / ".cache").rglob("terms.json"):
        path.unlink()

    assert plan(given, tmp_path).everything == NO_LEDGER


def test_nothing_to_do_is_said(given: Given, tmp_path: Path) -> None:
    found = plan(given, tmp_path)

    assert (found.files.new, found.files.changed, found.files.gone, found.files.same) == ((), (), (), 8)
    assert (found.everything, found.prepared, found.again) == (None, 0, ())


def test_files_of_other_kinds_are_told(given: Given, tmp_path: Path) -> None:
    for name in ("east/page.html", "west/page.html", "west/note.md"):
        (Path(given.raw) / name).write_text("<p>", "utf-8")
    lines = list(told(plan(given, tmp_path)))

    assert lines[4] == "Passed over, being of kinds that are not read: 3 files: 2 .html, 1 .md."


def test_files_are_told_apart_and_documents_of_their_sites_are_named(given: Given, tmp_path: Path) -> None:
    raw = Path(given.raw)
    change(raw, {"east/0.txt": None, "east/9.txt": EAST["east/0.txt"] + " x"}, count(2 * 10**18))
    change(raw, {"west/0.txt": TEXTS[1]}, count(3 * 10**18))
    found = plan(given, tmp_path)

    assert found.files.new == ("east/9.txt",)
    assert found.files.changed == ("west/0.txt",)
    assert found.files.gone == ("east/0.txt",)
    assert found.prepared == 2
    assert "east/9.txt" in "\n".join(told(found))


def test_a_line_more_pages_carry_now_is_judged_again_by_its_rule(given: Given, tmp_path: Path) -> None:
    change(Path(given.raw), {f"east/{n}.txt": f"More {n}\n\n{FOOT}" for n in (7, 8)}, count(2 * 10**18))
    found = plan(given, tmp_path)
    before = {path.name for path in Path(given.curated).iterdir()}

    assert len(found.again) == 6
    assert found.by_rule["site_share"] == 6
    assert {path.name for path in Path(given.curated).iterdir()} == before


@pytest.fixture
def another_rule(monkeypatch: pytest.MonkeyPatch) -> str:
    """A docsieve whose rule about template lines asks for more than it did."""
    digests = {**rules.rule_digests(), "site_share": "another"}
    monkeypatch.setattr(room, "rule_digests", lambda: digests)
    monkeypatch.setattr(room, "code_hash", lambda: "another")
    return "site_share"


def test_a_changed_rule_is_named_with_the_documents_it_decided_in(
    given: Given, tmp_path: Path, another_rule: str
) -> None:
    found = plan(given, tmp_path)

    assert found.everything == "docsieve or a package it stands on has changed"
    assert found.changed_rules == (another_rule,)
    assert found.by_rule == {another_rule: 6}


def test_the_sample_shows_before_and_after(given: Given, tmp_path: Path, another_rule: str) -> None:
    raw = Path(given.raw)
    found = plan(given, tmp_path)
    assert found.changed_rules == (another_rule,)
    same = differences(given, found, tmp_path / "one", one_after_another)
    assert [each for each in same if each.changes] == []
    assert len(same) == 8

    text = (raw / "west/0.txt").read_text() + "\n\nA closing word\x1b[2J of the crew."
    change(raw, {"west/0.txt": text}, count(2 * 10**18))
    others = [each for each in differences(given, found, tmp_path / "two", one_after_another) if each.changes]

    assert [each.source for each in others] == ["west/0.txt"]
    lines = "\n".join(told_differences(others))
    assert "    - no block of its own" in lines
    assert "\x1b" not in lines


def test_the_command_changes_nothing(given: Given) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path(given.curated).rglob("*")}
    arguments = ["plan", "--raw", str(given.raw), "--curated", str(given.curated), "--diff"]
    answer = CliRunner().invoke(app, arguments)

    assert answer.exit_code == 0
    assert "same     8 files" in answer.output
    assert "Sample: 8 documents judged" in answer.output
    assert {path: path.stat().st_mtime_ns for path in Path(given.curated).rglob("*")} == before
