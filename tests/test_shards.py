"""Runs that build on the run before: whatever happens, the tables are those of a run from scratch."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_run import publish, run

from docsieve import shards
from docsieve.config import Config
from docsieve.engine import one_after_another
from docsieve.entities import Judgement
from docsieve.ledger import UNSURE, bucket_count, buckets, file_trace, files, open_ledger, trace_of
from docsieve.read import Source, list_sources
from docsieve.snapshot import current
from docsieve.tables import TABLES, RunFacts, read_table

LAMP = (
    "The crews of the northern piers ask the council to keep the lamp at the harbour mouth lit through every "
    "night of the winter, whatever the state of the purse and of the oil that is left in the store."
)
OIL = (
    "Nobody who has rounded the point in a westerly gale will call the light a luxury, and nobody who has "
    "not should be asked to vote on it before they have gone out with us once."
)
FOOT = "East Pier Pages"
TEXTS = (
    f"Open letter\n\n3 May 2021\n\n{LAMP}\n\nSigned:\n\nHarbour Watch, Peru\nAda Weir, baker\n\n{FOOT}",
    f"Open letter\n\n4 May 2021\n\n{LAMP} Still.\n\nSigned:\n\nHarbour Watch\nRope Union (RU)\n\n{FOOT}",
    f"On oil\n\n{OIL}\n\n{LAMP}\n\n{FOOT}",
    f"On oil again\n\n5 June 2020\n\n{OIL}\n\nLeave a Reply\n\n{FOOT}",
    f"A short word\n\nThe crew came home.\n\n{OIL}\n\n{OIL}\n\n{FOOT}",
    f"No letters but few.\n\n{FOOT}",
    "",
    "\x00\x01\x02 no text",
)
NAMES = [f"{site}/{n}.txt" for site in ("east", "west") for n in range(4)]
CHANGES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([None, *TEXTS]), max_size=4)
STEPS = st.lists(CHANGES, min_size=1, max_size=4)


@pytest.fixture(autouse=True)
def small_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets of two documents, files that count as listed, however fresh, shares of three pages in steps."""
    monkeypatch.setattr("docsieve.shares.FEW", 2)
    monkeypatch.setattr(buckets, "DOCUMENTS", 2)
    monkeypatch.setattr(files, "FRESH_NANOSECONDS", -(10**18))


def change(raw: Path, step: Mapping[str, str | None], clock: Iterator[int]) -> None:
    for name, text in step.items():
        path = raw / name
        path.parent.mkdir(exist_ok=True, parents=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, "utf-8")
            os.utime(path, ns=(next(clock), next(clock)))


def tables_of(curated: Path) -> dict[str, pa.Table]:
    return {name: read_table(current_of(curated), name) for name in TABLES if name != "runs"}


def current_of(curated: Path) -> Path:
    now = current(curated)
    assert now is not None
    return now.path


def assert_same(found: dict[str, pa.Table], expected: dict[str, pa.Table]) -> None:
    for name, table in expected.items():
        assert found[name].to_pylist() == table.to_pylist(), name


def assert_as_from_scratch(
    first: Mapping[str, str | None], steps: Iterable[tuple[Mapping[str, str | None], Sequence[Judgement]]]
) -> None:
    """A dataset that grows with each step of changes has the tables of one made anew, judged alike."""
    clock = count(10**18)
    with tempfile.TemporaryDirectory() as folder:
        raw, grown = Path(folder) / "raw", Path(folder) / "grown"
        change(raw, first, clock)
        run(raw, grown)
        for number, (step, judged) in enumerate(steps):
            change(raw, step, clock)
            run(raw, grown, judgements=judged)
            run(raw, Path(folder) / str(number), judgements=judged)
            assert_same(tables_of(grown), tables_of(Path(folder) / str(number)))


@pytest.mark.no_cover  # many whole runs, of lines that other tests cover
@settings(max_examples=12, deadline=None)
@given(STEPS)
def test_a_run_that_builds_on_others_publishes_what_one_from_scratch_would(
    steps: list[dict[str, str | None]],
) -> None:
    assert_as_from_scratch({"east/0.txt": TEXTS[0], "east/9.txt": TEXTS[2]}, [(step, ()) for step in steps])


def test_claims_resolved_some_at_a_time_are_the_same(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(raw, tmp_path / "together")
    monkeypatch.setattr("docsieve.shards.resolving.AT_A_TIME", 1)
    monkeypatch.setattr("docsieve.shards.parted.ROWS", 1)
    run(raw, tmp_path / "apart")

    found, expected = tables_of(tmp_path / "apart"), tables_of(tmp_path / "together")
    assert len(expected["entities"]) > 2
    for name in ("entities", "repeats"):
        assert len(list(current_of(tmp_path / "apart").glob(f"{name}/*"))) > 1
    assert_same(found, expected)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    clock = count(10**18)
    change(tmp_path / "raw", dict(zip(NAMES, TEXTS, strict=True)), clock)
    return tmp_path / "raw"


@pytest.fixture
def curated(raw: Path, tmp_path: Path) -> Path:
    run(raw, tmp_path / "curated")
    return tmp_path / "curated"


def round_of(raw: Path, curated: Path) -> shards.Round:
    return shards.read(shards.Given(raw, curated, Config(dataset_name="default")), one_after_another)


def test_a_folder_as_it_was_is_not_read_again(raw: Path, curated: Path) -> None:
    now = round_of(raw, curated)

    assert now.corpus.seen.unknown == ()
    assert [shard.path for shard in now.corpus.shards] == []
    assert len(now.corpus.rejected) == 2


def test_only_what_changed_is_read_and_only_its_site_is_judged(raw: Path, curated: Path) -> None:
    change(raw, {"west/0.txt": TEXTS[1]}, count(2 * 10**18))
    now = round_of(raw, curated)
    surveyed = shards.survey(now, one_after_another)

    assert [source.path for source in now.corpus.seen.unknown] == ["west/0.txt"]
    assert set(now.corpus.new["source"].to_pylist()) == {"west/0.txt"}
    sites = {row["site"] for shard in surveyed.shards for row in shard.rows.to_pylist()}
    assert sites == {"west"}


def test_a_file_that_was_only_touched_is_read_and_not_judged(raw: Path, curated: Path) -> None:
    os.utime(raw / "west/1.txt", ns=(7, 7))
    now = round_of(raw, curated)

    assert [source.path for source in now.corpus.seen.unknown] == ["west/1.txt"]
    assert [shard.path for shard in now.corpus.shards] == [None]
    assert shards.survey(now, one_after_another).shards[0].path is None
    run(raw, curated)
    assert round_of(raw, curated).corpus.seen.unknown == ()


def test_a_file_that_changes_between_two_looks_waits_for_the_next_run(raw: Path, curated: Path) -> None:
    change(raw, {"east/7.txt": f"Another page of the east.\n\n{FOOT}"}, count(2 * 10**18))
    now = round_of(raw, curated)
    change(raw, {"east/0.txt": TEXTS[5]}, count(3 * 10**18))
    late = shards.survey(now, one_after_another).late

    assert {(each.source, each.reason) for each in late} == {("east/0.txt", "changed_while_read")}


def test_where_all_that_is_to_be_judged_has_changed_meanwhile_the_rest_is_published(
    raw: Path, curated: Path
) -> None:
    change(raw, {"east/7.txt": f"Another page of the east.\n\n{FOOT}"}, count(2 * 10**18))
    alone = Config(dataset_name="default", characters_per_portion=1)
    now = shards.read(shards.Given(raw, curated, alone), one_after_another)
    late = [name for name in NAMES if name.startswith("east/")]
    change(raw, dict.fromkeys(late, TEXTS[5]), count(3 * 10**18))
    published, _ = publish(now, RunFacts(datetime.now(UTC), "default", "inputs"))
    waiting = read_table(published.path, "quarantine").to_pylist()

    assert "east/0.txt" in {row["source"] for row in waiting if row["reason"] == "changed_while_read"}
    assert "east/7.txt" in read_table(published.path, "documents")["source"].to_pylist()


def test_parts_in_which_nothing_changed_are_the_same_files(raw: Path, curated: Path) -> None:
    before = current(curated)
    change(raw, {"north/0.txt": "A word from the north.\n\nNo more than that."}, count(2 * 10**18))
    run(raw, curated)
    now = current(curated)
    assert before is not None
    assert now is not None
    parts = {path.name: path.stat().st_ino for path in (before.path / "blocks").iterdir()}
    same = [name for name, inode in parts.items() if (now.path / "blocks" / name).stat().st_ino == inode]

    assert 0 < len(same) < len(parts)


def test_another_configuration_reads_everything(raw: Path, curated: Path) -> None:
    given_ = shards.Given(raw, curated, Config(dataset_name="another"))

    assert shards.before(given_) is None


def test_a_ledger_that_cannot_be_read_is_none(raw: Path, curated: Path) -> None:
    now = current(curated)
    assert now is not None
    assert open_ledger(curated, now.id) is not None
    (curated / ".cache/ledger" / now.id / "terms.json").write_text("{")

    assert open_ledger(curated, now.id) is None
    run(raw, curated)


def test_a_container_is_read_again_but_its_records_are_known(raw: Path, curated: Path) -> None:
    lines = [f'{{"id": "{n}", "text": "Record {n} says little."}}\n' for n in range(4)]
    (raw / "more.jsonl").write_text("".join(lines) + "no json\n")
    run(raw, curated)
    (raw / "more.jsonl").write_text("".join(lines[1:]) + "no json\n" + '{"id": "9", "text": "A new one."}\n')
    now = round_of(raw, curated)

    assert now.corpus.new["source"].to_pylist() == ["more.jsonl#9"]
    assert len(now.corpus.staying.leaving) == 1
    run(raw, curated)
    run(raw, curated.parent / "scratch")
    assert_same(tables_of(curated), tables_of(curated.parent / "scratch"))


def test_a_file_touched_just_now_is_not_trusted() -> None:
    source = Source("raw", "a.txt", 5, 1_000, None, 2_000)

    assert trace_of(source) != UNSURE
    files.FRESH_NANOSECONDS = 2_000_000_000
    assert file_trace(source, 3_000) == UNSURE
    assert file_trace(source, 3_000_000_000) == trace_of(source)


def test_the_trace_of_a_file_changes_with_all_that_is_listed_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (first,) = list_sources(tmp_path)
    (tmp_path / "a.meta.json").write_text("{}")
    (second,) = list_sources(tmp_path)
    assert isinstance(first, Source)
    assert isinstance(second, Source)

    assert trace_of(first) != trace_of(second)
    assert first.changed > 0


@given(st.integers(0, 10_000_000), st.integers(0, 10**12))
def test_the_number_of_buckets_is_a_power_of_two(documents: int, characters: int) -> None:
    found = bucket_count(documents, characters)
    assert found & (found - 1) == 0
    assert 1 <= found <= buckets.MOST
