"""Calls of a run may be made twice, where it is not known whether they were: the same comes of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from docsieve import shards, snapshot
from docsieve.config import Config
from docsieve.engine import Call, Over, one_after_another
from docsieve.ledger import buckets, files
from docsieve.persons import Care, Persons
from docsieve.snapshot import disk
from docsieve.tables import RunFacts, runs_table

RAW = Path(__file__).parent.parent / "raw"
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
VERDICT = {"passed": True, "met": 0, "expectations": 0, "findings": []}
PORTION = 20_000


def made_twice(_stage: str, calls: Iterable[Call]) -> list[Any]:
    """Make each call twice, as where a node was lost when it was done but had not said so."""
    return [[function(*arguments) for _ in range(2)][-1] for function, arguments in calls]


def hashes(folder: Path) -> dict[str, str]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in found}


def staged(raw: Path, curated: Path, over: Over, care: Care | None = None) -> dict[str, str]:
    """Go the way up to the staged tables, publish them, and give their hashes."""
    config = Config(characters_per_portion=PORTION)
    given = shards.Given(raw, curated, config, care=care or Care())
    now = shards.read(given, over)
    surveyed = shards.survey(now, over)
    staging = shards.stage(now, surveyed, shards.judge(now, surveyed, over), "0" * 32, over)
    found = hashes(staging)
    facts = RunFacts(WHEN, config.digest(), sha256(repr(found).encode()).hexdigest())
    snapshot.stage_table(staging, "runs", runs_table(facts, staging, {}))
    published = snapshot.publish(curated, staging, facts, VERDICT)
    shards.keep_ledger(now, surveyed, published.id)
    shards.clean_up(given)
    return found


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(buckets, "DOCUMENTS", 2)
    monkeypatch.setattr(files, "FRESH_NANOSECONDS", -(10**18))
    for path in RAW.rglob("*"):
        if path.is_file():
            copy = tmp_path / "raw" / path.relative_to(RAW)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return tmp_path / "raw"


def test_what_is_staged_is_the_same(raw: Path, tmp_path: Path) -> None:
    once = staged(raw, tmp_path / "once", one_after_another)

    assert staged(raw, tmp_path / "twice", made_twice) == once


def test_so_is_what_is_staged_without_names(raw: Path, tmp_path: Path) -> None:
    care = Care(Persons.DROP)
    once = staged(raw, tmp_path / "once", one_after_another, care)

    assert staged(raw, tmp_path / "twice", made_twice, care) == once


def test_so_is_what_builds_on_a_run_before_and_that_one_stays_as_it_is(raw: Path, tmp_path: Path) -> None:
    for name, over in (("once", one_after_another), ("twice", made_twice)):
        staged(raw, tmp_path / name, over)
    first = snapshot.current(tmp_path / "twice")
    assert first is not None
    before = hashes(first.path)
    (raw / "new").mkdir()
    (raw / "new/letter.txt").write_text("A short letter\n\nThe bell of the upper town rings an hour late.\n")
    once = staged(raw, tmp_path / "once", one_after_another)

    assert staged(raw, tmp_path / "twice", made_twice) == once
    assert hashes(first.path) == before


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), disk.whole(tmp_path / "a") as new:
        new.write_text(str(1 // 0))
    with disk.whole(tmp_path / "a") as new:
        new.write_text("half")
        assert not (tmp_path / "a").exists()

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_to_share_a_file_again_leaves_it_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("said")

    assert [disk.share(tmp_path / "a", tmp_path / "b") for _ in range(3)] == [True] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "a").samefile(tmp_path / "b")
