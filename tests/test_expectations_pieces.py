"""A verdict is the same whatever pieces the tables are held to their suites in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sample_batch import tables
from test_tables_parts import CUTS, MANY, some_cuts, stage

from docsieve import snapshot
from docsieve.expectations import Expectation, Outcome, Verdict, load_suites
from docsieve.expectations import evaluate as evaluating
from docsieve.expectations.evaluate import evaluate
from docsieve.expectations.frames import Small, frames
from docsieve.expectations.others import Places
from docsieve.expectations.pieces import Seen, is_by_pieces, summed
from docsieve.model import Repeat
from docsieve.tables import TABLES, Table, repeat_table

MOSTLY = Expectation(
    "expect_column_values_to_be_in_set", "warning", "most are kept", {"column": "kept", "value_set": [True]}
)
OWN = (
    replace(MOSTLY, name="half", arguments={**MOSTLY.arguments, "mostly": 0.5}),
    replace(MOSTLY, name="nearly_all", arguments={**MOSTLY.arguments, "mostly": 0.9}),
    Expectation("expect_column_mean_to_be_between", "info", "of all", {"column": "position", "max_value": 1}),
    Expectation(
        "expect_column_values_to_be_between", "info", "where given",
        {"column": "duplicate_of", "max_value": 3, "mostly": 0.6},
    ),
)  # fmt: skip
IDS = {one.raw.document_id for one in MANY}
REPEATED = [
    Repeat(f"r{n % 2}", "quotation", one.raw.document_id, n % 3, n, n + 1, MANY[0].raw.document_id, 1, 1.0)
    for n, one in enumerate(MANY[1:])
]
MADE = {**tables(MANY), "repeats": repeat_table(REPEATED, IDS)[0]}


def spoilt(made: dict[str, Table], data: st.DataObject) -> dict[str, Table]:
    """The tables with a few cells changed so that something in them does not fit together."""
    cells: list[tuple[str, str, Any]] = [
        ("documents", "block_count", 99),
        ("documents", "duplicate_of", "nobody"),
        ("documents", "language", "english"),
        ("blocks", "start", 0),
        ("blocks", "position", 1),
        ("blocks", "rule", None),
        ("blocks", "duplicate_of", 2),
        ("blocks", "duplicate_of", 9),
        ("signatories", "entity_id", "nobody"),
        ("signatories", "position", 0),
        ("repeats", "position", 99),
        ("entities", "claim_count", 7),
    ]
    for table, column, value in data.draw(st.lists(st.sampled_from(cells), max_size=4)):
        rows = made[table].to_pylist()
        rows[data.draw(st.integers(0, len(rows) - 1))][column] = value
        made = {**made, table: pa.Table.from_pylist(rows, schema=made[table].schema)}
    return made


@pytest.mark.no_cover  # many whole runs, of lines that other tests cover
@given(some_cuts, st.integers(1, 40), st.data())
@settings(CUTS, max_examples=8, phases=[Phase.generate])
def test_pieces_give_the_verdict_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], rows: int, data: st.DataObject
) -> None:
    made, folder = spoilt(MADE, data), tmp_path_factory.mktemp("staged")
    suites = {**load_suites(), "blocks": (*load_suites()["blocks"], *OWN)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluating, "is_by_pieces", lambda *_: False)
        whole = evaluate(suites, frames(snapshot.stage(folder / "one", made)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("docsieve.expectations.frames.AT_ONCE", rows)
        pieces = evaluate(suites, frames(stage(folder / "many", made, cuts)))

    assert by_name(pieces) == by_name(whole)


def by_name(verdict: Verdict) -> list[Outcome]:
    """The outcomes; rows of a table whose parts stand in another order are named in another order."""
    return [
        replace(one, keys=tuple(sorted(one.keys)), values=tuple(sorted(one.values)))
        if one.table == "signatories"
        else one
        for one in verdict.outcomes
    ]


def test_pieces_are_cut_where_the_document_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docsieve.expectations.frames.AT_ONCE", 5)
    frame = frames(stage(tmp_path, MADE, [2, 2, 7]))["blocks"]
    pieces = list(frame.pieces())
    ids = [set(piece["document_id"]) for piece in pieces]

    assert len(pieces) > 3
    assert sum(map(len, ids)) == len(set().union(*ids)) == len(MANY)
    pd.testing.assert_frame_equal(pd.concat(pieces, ignore_index=True), frame())


@pytest.mark.parametrize("table", [*TABLES, "sources"])
def test_columns_that_are_wanted_are_those_of_the_whole_frame(tmp_path: Path, table: str) -> None:
    frame = frames(snapshot.stage(tmp_path, MADE))[table]
    whole = frame()

    assert list(whole.columns) == frame.names
    for name in frame.names:
        pd.testing.assert_series_equal(frame([name])[name], whole[name])


def shuffled(table: Table) -> Table:
    return table.take(pa.array(range(table.num_rows - 1, -1, -1), pa.int64()))


def test_rows_in_no_order_are_found_to_be_unique_or_not(tmp_path: Path) -> None:
    blocks = shuffled(MADE["blocks"])
    twice = pa.concat_tables([blocks, blocks.slice(0, 1)])
    suites = {"blocks": load_suites()["blocks"]}
    frame = frames(snapshot.stage(tmp_path / "a", {**MADE, "blocks": blocks}))["blocks"]
    verdict = evaluate(suites, frames(snapshot.stage(tmp_path / "b", {**MADE, "blocks": twice})))

    assert not frame.is_ordered  # type: ignore[union-attr]
    assert [one.name for one in verdict.findings if one.failing == 2] == ["key_is_unique"]


def seen(failing: int, considered: int, *keys: str) -> list[Seen]:
    return [Seen(Outcome("t", "e", "c", "info", "", False, failing, considered, keys=keys), considered)]


def test_shares_are_those_of_all_pieces_together() -> None:
    (half,) = (row for row in OWN if row.name == "half")

    assert summed([half], [seen(3, 4, "a"), seen(1, 4, "b")])[0] == replace(
        seen(4, 8, "a", "b")[0].outcome, met=True
    )
    assert not summed([half], [seen(3, 4), seen(2, 4)])[0].met
    assert summed([half], [seen(0, 0), seen(0, 0)])[0].met


UNIQUE = "expect_compound_columns_to_be_unique"


@pytest.mark.parametrize(
    ("type_", "arguments", "apart_by", "expected"),
    [
        ("expect_column_values_to_be_in_set", {"column": "a"}, None, True),
        ("expect_column_values_to_be_increasing", {"column": "a"}, "a", False),
        ("expect_column_mean_to_be_between", {"column": "a"}, "a", False),
        (UNIQUE, {"column_list": ["a", "b"]}, "a", True),
        (UNIQUE, {"column_list": ["a", "b"]}, "c", False),
        (UNIQUE, {"column_list": ["a", "b"]}, None, False),
    ],
)
def test_only_what_pieces_can_tell_is_asked_of_them(
    type_: str, arguments: dict[str, Any], apart_by: str | None, expected: bool
) -> None:
    assert is_by_pieces(Expectation(type_, "info", "", arguments), apart_by) is expected


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4))),
    st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 5)), min_size=1),
    st.integers(1, 5),
)
def test_places_are_those_of_the_blocks(
    blocks: list[tuple[str, int]], asked: list[tuple[str, int | None]], size: int
) -> None:
    table = pa.table(
        {
            "document_id": pa.array([document for document, _ in blocks], pa.string()),
            "position": pa.array([position for _, position in blocks], pa.int64()),
        }
    )
    places = Places(table.slice(at, size) for at in range(0, len(blocks), size))
    frame = pd.DataFrame(asked, columns=["document", "position"]).astype({"position": "float64"})

    assert places.has(frame["document"], frame["position"]).tolist() == [one in blocks for one in asked]


def test_a_small_frame_is_one_piece() -> None:
    make: Callable[[], pd.DataFrame] = lambda: pd.DataFrame({"id": [1], "value": [2]})  # noqa: E731
    small = Small(make)

    assert [list(piece.columns) for piece in small.pieces(["value"])] == [["value"]]
