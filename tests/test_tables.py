"""The tables: columns as agreed, rows validated, what fails set aside with its reason."""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_batch import BATCH, COPY, GARDENS, REJECTED, REPEATS, RIVERS, facts, judged, tables

from docsieve.entities import resolve
from docsieve.language.thresholds import MULTILINGUAL
from docsieve.model import Finding, Judged, Kind, Rejected
from docsieve.segment import segment
from docsieve.signing import find
from docsieve.tables import (
    TABLES,
    Table,
    arrow_schema,
    build,
    data_page,
    input_hash,
    read_facts,
    read_table,
    run_id,
    runs_table,
    stable_id,
    write_table,
)
from docsieve.tables.columns import FINDINGS, WAYS

CASES = Path(__file__).parent / "cases"
SOURCES = CASES.parent.parent / "src" / "docsieve"
CONTRACT = {
    "documents": "document_id source site content_sha256 title other_titles published_on issuers language "
    "language_confidence languages text signatory_count duplicate_of run_id version",
    "signatories": "signatory_id document_id entity_id position name kind native_name aliases role "
    "affiliation place countries url as_written start end confidence",
    "blocks": "document_id position start end text separator kept label rule measured threshold language "
    "language_confidence fingerprint duplicate_of",
    "repeats": "repeat_id kind document_id position start end first_document_id first_position similarity",
    "quarantine": "source content_sha256 stage reason detail",
}


def made(batch: tuple[Judged, ...] = BATCH, rejected: tuple[Rejected, ...] = REJECTED) -> dict[str, Table]:
    return build(batch, REPEATS, resolve(batch), rejected, facts().run_id)


def ids(table: Table) -> set[Any]:
    return set(table["document_id"].to_pylist())


@pytest.mark.parametrize("table", CONTRACT)
def test_agreed_columns_stand_first_in_their_order(table: str) -> None:
    agreed = CONTRACT[table].split()

    assert arrow_schema(table).names[: len(agreed)] == agreed


def every_field(fields: "Iterable[pa.Field[Any]]") -> "Iterator[pa.Field[Any]]":
    for field in fields:
        yield field
        inner = field.type.value_type if pa.types.is_list(field.type) else field.type
        if pa.types.is_struct(inner):
            yield from every_field(inner)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_description_and_a_unit(table: str) -> None:
    for field in every_field(arrow_schema(table)):
        told = field.metadata or {}

        assert told.get(b"description"), field.name
        assert told.get(b"unit"), field.name


def test_docs_page_is_fresh() -> None:
    page = Path(__file__).parent.parent / "docs" / "data.md"

    assert page.read_text(encoding="utf-8") == data_page(), "run: python -m docsieve.tables > docs/data.md"


def test_docs_page_names_every_finding_of_a_document() -> None:
    rooms = (SOURCES / "signatories", SOURCES / "rules" / "layout.py")
    files = [path for room in rooms for path in ([room] if room.is_file() else room.rglob("*.py"))]
    made = {name for path in files for name in re.findall(r'Finding\(\s*"(\w+)"', path.read_text("utf-8"))}
    table = data_page().partition("`findings` of a document are these")[2].partition("\n### ")[0]

    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == made | {MULTILINGUAL.name}
    assert set(FINDINGS) == made | {MULTILINGUAL.name}


def test_the_ways_to_find_a_signatory_are_those_there_are() -> None:
    files = sorted((CASES / "signatories").glob("*.json"))
    texts = ["\n".join(case["given"]) for path in files for case in json.loads(path.read_text("utf-8"))]
    found = {part.found_by for text in texts for part in find(segment(text))}

    assert found == set(WAYS)


def test_tables_have_their_schema_and_are_sorted_by_key() -> None:
    for name, table in tables().items():
        keys = [tuple(row.values()) for row in table.select(list(TABLES[name].key)).to_pylist()]

        assert table.schema.equals(arrow_schema(name), check_metadata=True)
        assert keys == sorted(keys)
        assert keys


def test_order_of_documents_does_not_change_a_byte(tmp_path: Path) -> None:
    files = []
    for seed in range(3):
        batch = random.Random(seed).sample(BATCH, len(BATCH))
        for name, table in made(tuple(batch)).items():
            write_table(table, tmp_path / f"{seed}-{name}.parquet")
        files.append({name: (tmp_path / f"{seed}-{name}.parquet").read_bytes() for name in CONTRACT})

    assert files[0] == files[1] == files[2]


def test_blocks_give_the_raw_text_back() -> None:
    for row in made()["documents"].to_pylist():
        blocks = [b for b in made()["blocks"].to_pylist() if b["document_id"] == row["document_id"]]
        (raw,) = (one.raw.text for one in BATCH if one.raw.document_id == row["document_id"])

        assert "".join(b["text"] + b["separator"] for b in blocks) == raw


def test_repaired_text_is_null_where_nothing_changed() -> None:
    texts = {row["text"]: row["repaired_text"] for row in made()["blocks"].to_pylist()}

    assert texts["We ask for more ﬁelds."] == "We ask for more fields."
    assert texts["Let them run."] is None


def test_duplicate_of_names_the_first_document_of_the_same_bytes() -> None:
    twin = replace(RIVERS, raw=replace(RIVERS.raw, document_id="twin", source="site-z/rivers.txt"))
    rows = {row["document_id"]: row["duplicate_of"] for row in made((twin, *BATCH))["documents"].to_pylist()}

    assert rows["twin"] == RIVERS.raw.document_id
    assert rows[RIVERS.raw.document_id] is None


def test_a_dated_document_comes_before_an_undated_one() -> None:
    undated = replace(RIVERS.metadata, published_on=None)
    twin = replace(RIVERS, metadata=undated, raw=replace(RIVERS.raw, document_id="twin", source="a/a.txt"))
    rows = {row["document_id"]: row["duplicate_of"] for row in made((twin, RIVERS))["documents"].to_pylist()}

    assert rows == {"twin": RIVERS.raw.document_id, RIVERS.raw.document_id: None}


def test_reason_stands_only_where_the_date_is_missing() -> None:
    undated = replace(RIVERS, metadata=replace(RIVERS.metadata, published_on=None))
    rows = {
        r["document_id"]: r["published_on_reason"] for r in made((undated, GARDENS))["documents"].to_pylist()
    }

    assert rows == {RIVERS.raw.document_id: "no date line", GARDENS.raw.document_id: None}


def broken_block(document: Judged) -> Judged:
    first = replace(document.blocks[0], finding=Finding("odd", float("nan"), 0.5))
    return replace(document, blocks=(first, *document.blocks[1:]))


def broken_text(document: Judged) -> Judged:
    return replace(document, text="half a pair \ud800")


@pytest.mark.parametrize(
    ("broken", "reason"), [(broken_block, "invalid_measured"), (broken_text, "invalid_text")]
)
def test_a_document_that_fails_is_set_aside_with_all_its_rows(
    broken: Callable[[Judged], Judged], reason: str
) -> None:
    result = made((broken(GARDENS), RIVERS, COPY))
    gone = GARDENS.raw.document_id
    (row,) = (r for r in result["quarantine"].to_pylist() if r["stage"] == "row")

    assert gone not in ids(result["documents"]) | ids(result["signatories"]) | ids(result["blocks"])
    assert gone not in result["repeats"]["first_document_id"].to_pylist()
    assert (row["source"], row["reason"], row["published"]) == (GARDENS.raw.source, reason, False)
    assert "alert" not in row["detail"]
    assert set(result["signatories"]["entity_id"].to_pylist()) == set(
        result["entities"]["entity_id"].to_pylist()
    )


def test_a_signatory_that_fails_goes_alone_and_is_not_counted() -> None:
    odd = replace(GARDENS.signatories[2], countries=("Utopia",))
    result = made((replace(GARDENS, signatories=(*GARDENS.signatories[:2], odd)), RIVERS))
    counts = {row["document_id"]: row["signatory_count"] for row in result["documents"].to_pylist()}
    (row,) = (r for r in result["quarantine"].to_pylist() if r["stage"] == "row")

    assert counts == {GARDENS.raw.document_id: 2, RIVERS.raw.document_id: 2}
    assert row["reason"] == "invalid_countries"
    assert row["table_name"] == "signatories"
    assert row["replay"].endswith("uv run flows/curate.py")


def test_a_claim_that_nobody_resolved_goes_to_quarantine() -> None:
    result = build(BATCH, (), resolve((RIVERS,)), (), facts().run_id)

    assert ids(result["signatories"]) == {RIVERS.raw.document_id}
    assert result["quarantine"]["reason"].to_pylist() == ["invalid_entity_id"] * 3


def test_a_file_name_that_is_no_text_can_be_quarantined() -> None:
    rows = made(rejected=(Rejected("site/\udcff.txt", None, "read", "binary", "Not text."),))["quarantine"]

    assert rows["source"].to_pylist() == ["site/\\udcff.txt"]


def test_organisations_are_one_by_name_and_persons_stay_apart() -> None:
    rows = {row["name"]: row for row in made()["entities"].to_pylist()}
    people = [row for row in made()["entities"].to_pylist() if row["kind"] == "person"]

    assert rows["Garden Council"]["document_count"] == 2
    assert rows["Garden Council"]["aliases"] == ["garden  council"]
    assert [row["claim_count"] for row in people] == [1, 1]


def test_two_claims_of_one_name_in_one_document_have_two_ids() -> None:
    twice = judged("twice", ["T", "Menu", "x"], (("Ash Grove", Kind.ORGANIZATION),) * 2)
    rows = made((twice,))["signatories"].to_pylist()

    assert len({row["signatory_id"] for row in rows}) == 2
    assert len({row["entity_id"] for row in rows}) == 1


def test_empty_batch_gives_empty_tables_with_their_schemas() -> None:
    result = build((), (), (), (), facts().run_id)

    assert {name: table.num_rows for name, table in result.items()} == dict.fromkeys(
        set(TABLES) - {"runs"}, 0
    )
    assert runs_table(facts(), result, {})["document_count"].to_pylist() == [0]


def test_parquet_gives_the_table_back_with_descriptions(tmp_path: Path) -> None:
    for name, table in tables().items():
        (tmp_path / name).mkdir()
        write_table(table, tmp_path / name / "part-00000.parquet")
        back = read_table(tmp_path, name)

        assert back.equals(table)
        assert back.schema.equals(table.schema, check_metadata=True)


def test_facts_carry_no_scraped_word(tmp_path: Path) -> None:
    for name, table in tables().items():
        (tmp_path / name).mkdir()
        write_table(table, tmp_path / name / "part-00000.parquet")
        told = str(read_facts(tmp_path, name).to_pylist())

        for word in ("alert", "Garden", "Elm", "gardens", "formula", "site-"):
            assert word not in told, name


def test_runs_keeps_earlier_rows_once() -> None:
    first = tables()
    again = runs_table(facts(), first, {"read": 1.0}, earlier=first["runs"], verdict=(90, 0, 2))
    other = runs_table(facts("other"), first, {"read": 1.0}, earlier=again)

    assert again.num_rows == 1
    assert again["warning_count"].to_pylist() == [2]
    assert other.num_rows == 2
    assert other.schema.equals(arrow_schema("runs"))


def test_run_row_counts_what_is_in_the_tables() -> None:
    (row,) = tables()["runs"].to_pylist()

    assert (row["document_count"], row["quarantined_count"], row["signatory_count"]) == (3, 1, 5)
    assert row["block_count"] - row["kept_block_count"] == 3
    assert row["removed_by_label"] == [{"name": "navigation", "count": 3}]
    assert row["quarantined_by_reason"] == [{"name": "empty", "count": 1}]
    assert row["seconds"] == pytest.approx(1.75)


def test_a_run_whose_own_row_does_not_fit_is_a_bug_and_raises() -> None:
    with pytest.raises(ValueError, match="column seconds"):
        runs_table(facts(), tables(), {"read": -1.0})


@given(st.lists(st.tuples(st.text(), st.none() | st.text())), st.randoms())
def test_input_hash_does_not_see_order(pairs: list[tuple[str, str | None]], chance: random.Random) -> None:
    shuffled = list(pairs)
    chance.shuffle(shuffled)

    assert input_hash(shuffled) == input_hash(pairs)


@given(st.lists(st.text()), st.lists(st.text()))
def test_stable_id_tells_every_two_lists_apart(one: list[str], other: list[str]) -> None:
    assert (stable_id(*one) == stable_id(*other)) == (one == other)


def test_run_id_changes_with_each_of_its_parts() -> None:
    assert (
        len({run_id("c", "k", "i"), run_id("d", "k", "i"), run_id("c", "l", "i"), run_id("c", "k", "j")}) == 4
    )
