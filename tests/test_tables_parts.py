"""Tables in many parts: whatever the cuts, what is told of a snapshot is what is told of one in one part."""

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_batch import BATCH, GARDENS, RIVERS, facts, tables

from docsieve import drift, snapshot
from docsieve.expectations import Outcome, Verdict, with_failing_rows
from docsieve.model import Judged
from docsieve.report.decisions import decisions
from docsieve.report.gather import documents
from docsieve.tables import (
    Table,
    pieces,
    read_facts,
    read_table,
    rows_in,
    run_figures,
    runs_table,
)

CUTS = settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)


def numbered(number: int) -> Judged:
    one = random.Random(number).choice(BATCH)
    raw = replace(one.raw, document_id=f"{number:032x}", source=f"s/{number}.txt", site=f"site-{number % 3}")
    return replace(one, raw=raw)


MANY = tuple(map(numbered, range(9)))


def stage(folder: Path, made: dict[str, Table], cuts: list[int]) -> Path:
    """The tables in parts, documents and their rows cut at the same ids; a part may be empty."""
    ids = made["documents"]["document_id"].to_pylist()
    ends = [0, *sorted(min(cut, len(ids)) for cut in cuts), len(ids)]
    staging = snapshot.stage(folder, made)
    for part, (start, end) in enumerate(pairwise(ends)):
        mine = set(ids[start:end])
        for name in ("documents", "blocks", "signatories"):
            among = pa.array([each in mine for each in made[name]["document_id"].to_pylist()], pa.bool_())
            snapshot.stage_table(staging, name, made[name].filter(among), part)
    return staging


some_cuts = st.lists(st.integers(0, len(MANY)), max_size=5)


@given(some_cuts)
@CUTS
def test_figures_do_not_see_the_cuts(tmp_path: Path, cuts: list[int]) -> None:
    made = tables(MANY)
    staging = stage(tmp_path, made, cuts)

    assert run_figures(staging) == run_figures(made)
    assert runs_table(facts(), staging, {}).equals(runs_table(facts(), made, {}))
    assert run_figures(staging).with_quarantine(made["quarantine"]) == run_figures(made)


def jumping(before: bool) -> tuple[Judged, ...]:
    """Ninety pages of a site that lose their signatories and keep less."""
    made = []
    for number in range(90):
        one = GARDENS if before or number % 9 == 0 else RIVERS
        raw = replace(one.raw, document_id=f"{number:032x}", source=f"s/{number}.txt", site="site-a")
        blocks = one.blocks if before else tuple(replace(each, kept=False) for each in one.blocks)
        made.append(replace(one, raw=raw, blocks=blocks, signatories=one.signatories if before else ()))
    return tuple(made)


@given(st.lists(st.integers(0, 90), max_size=4))
@settings(CUTS, max_examples=6)
def test_drift_does_not_see_the_cuts(tmp_path: Path, cuts: list[int]) -> None:
    earlier = tables(jumping(before=True), "before")
    now = tables(jumping(before=False), "now")
    before = stage(tmp_path / "before", earlier, cuts)
    later = replace(facts("now"), started_at=facts().started_at.replace(year=2027))
    runs = runs_table(later, now, {}, earlier["runs"])

    told = drift.shifts(now, runs, before)

    assert told
    assert drift.shifts(stage(tmp_path / "now", now, cuts), runs, before) == told


@given(some_cuts)
@CUTS
def test_rows_that_fail_are_found_in_any_part(tmp_path: Path, cuts: list[int]) -> None:
    made = tables(MANY)
    keys = tuple(f'{{"document_id": "{number:032x}", "position": 1}}' for number in (0, 4, 8))
    failing = Outcome(
        "blocks", "expect_x", "text_length", "warning", "why", False, 3, 9, keys=keys, name="short",
        values=("1", "2", "3"),
    )  # fmt: skip
    verdict = Verdict((failing,), "engine")

    assert with_failing_rows(stage(tmp_path, made, cuts), verdict).equals(with_failing_rows(made, verdict))
    assert with_failing_rows(made, verdict).num_rows == made["quarantine"].num_rows + 3


@given(some_cuts)
@CUTS
def test_a_report_is_made_from_the_same_rows(tmp_path: Path, cuts: list[int]) -> None:
    made = tables(MANY)
    one, many = stage(tmp_path / "one", made, []), stage(tmp_path / "many", made, cuts)

    assert list(documents(many)) == list(documents(one))
    assert len(list(documents(many))) == len(MANY)
    assert decisions(many) == decisions(one)


@given(st.lists(st.integers(0, 3), min_size=1))
@CUTS
def test_claims_of_a_document_may_lie_in_any_part(tmp_path: Path, dealt: list[int]) -> None:
    made = tables(MANY)
    one, many = stage(tmp_path / "one", made, []), stage(tmp_path / "many", made, [])
    for part in range(4):
        mine = [dealt[n % len(dealt)] == part for n in range(made["signatories"].num_rows)]
        snapshot.stage_table(many, "signatories", made["signatories"].filter(pa.array(mine)), part)

    assert list(documents(many)) == list(documents(one))
    assert sum(len(each.claims) for each in documents(many)) == made["signatories"].num_rows


@given(some_cuts)
@CUTS
def test_reading_gives_the_rows_in_the_order_of_their_parts(tmp_path: Path, cuts: list[int]) -> None:
    made = tables(MANY)
    staging = stage(tmp_path, made, cuts)

    for name in ("documents", "blocks"):
        assert read_table(staging, name).equals(made[name])
        assert rows_in(staging, name) == rows_in(made, name) == made[name].num_rows
        assert [row for each in pieces(staging, name) for row in each.to_pylist()] == made[name].to_pylist()
        assert read_facts(staging, name).num_rows == made[name].num_rows
    first = {"document_id": MANY[0].raw.document_id}
    assert read_table(staging, "blocks", where=first).num_rows == len(MANY[0].blocks)


def test_a_table_that_has_no_part_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()

    assert list(pieces(tmp_path, "blocks")) == []
    assert rows_in(tmp_path, "blocks") == 0
    assert list(pieces({}, "blocks")) == []
    assert read_facts(tmp_path, "blocks").num_rows == 0
