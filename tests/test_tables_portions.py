"""Tables by portions: whatever the cuts the same tables, and columns are held to what rows are held to."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf, nan
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_batch import BATCH, GARDENS, REJECTED, REPEATS, RIVERS, facts, judged

from docsieve.entities import resolve
from docsieve.model import Judged, Kind, Label, Merge, Repeat, Shape
from docsieve.tables import (
    TABLES,
    Portion,
    Table,
    build,
    completed_documents,
    completed_signatories,
    entity_table,
    first_of_same_bytes,
    portion,
    quarantine_table,
    repeat_table,
)
from docsieve.tables.checked import Columns, Lists, certain, checked, checked_rows, rows_of
from docsieve.tables.values import Claimed, block_columns, entity_columns, repeat_columns, signatory_columns

MANY = (
    *BATCH,
    *(
        judged(f"page-{number}", [f"Of page {number}", "Menu", "The same words."], (("Ash Grove", kind),))
        for number, kind in enumerate([Kind.PERSON, Kind.ORGANIZATION] * 4)
    ),
)
REFUSED = replace(MANY[5], text="half a pair \ud800")
TWIN = replace(RIVERS, raw=replace(RIVERS.raw, document_id="f" * 32, source="site-z/rivers.txt"))
RUN = facts().run_id


def joined(tables: Sequence[Table]) -> Table:
    return pa.concat_tables(tables).combine_chunks()


def by_portions(batch: Sequence[Judged], cuts: Sequence[int]) -> dict[str, Table]:
    """As a run does it that never has all documents at once."""
    ordered = sorted(batch, key=lambda one: one.raw.document_id)
    ends = [*sorted(cuts), len(ordered)]
    made = [portion(ordered[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    copies = first_of_same_bytes(each.documents for each in made)
    entities = resolve(batch)
    entity_of = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    claims = [completed_signatories(each.signatories, entity_of) for each in made]
    bodies, failed_bodies = entity_table(entities, claims)
    accepted = {str(key) for each in made for key in each.documents["document_id"].to_pylist()}
    repeats, failed_repeats = repeat_table(iter(REPEATS), accepted)
    failed = [row for each in made for row in each.failed]
    return {
        "documents": joined([completed_documents(each.documents, RUN, copies) for each in made]),
        "signatories": joined(claims).sort_by("signatory_id"),
        "blocks": joined([each.blocks for each in made]),
        "repeats": repeats,
        "entities": bodies,
        "quarantine": quarantine_table(REJECTED, [*failed, *failed_repeats, *failed_bodies]),
    }


@given(st.lists(st.integers(0, len(MANY))), st.sampled_from([MANY, (*MANY, TWIN), (*MANY[:5], REFUSED)]))
def test_portions_give_what_one_whole_gives(cuts: list[int], batch: tuple[Judged, ...]) -> None:
    whole = build(batch, REPEATS, resolve(batch), REJECTED, RUN)
    made = by_portions(batch, cuts)

    for name, table in whole.items():
        assert made[name].equals(table), name
        assert made[name].schema.equals(table.schema, check_metadata=True), name


def test_a_portion_leaves_open_what_only_the_corpus_knows() -> None:
    made = portion((GARDENS, TWIN, RIVERS))

    assert set(made.documents["run_id"].to_pylist()) == {"0" * 32}
    assert set(made.documents["duplicate_of"].to_pylist()) == {None}
    assert set(made.signatories["entity_id"].to_pylist()) == {"0" * 32}
    assert first_of_same_bytes([made.documents]) == {TWIN.raw.document_id: RIVERS.raw.document_id}


def test_a_claim_without_an_entity_is_left_out() -> None:
    made = portion((GARDENS,))
    (first, *_) = made.signatories.to_pylist()
    known = {(first["document_id"], first["position"]): "e1"}

    assert completed_signatories(made.signatories, known).to_pylist() == [{**first, "entity_id": "e1"}]


def test_a_repeat_of_a_document_that_was_not_accepted_is_left_out() -> None:
    ours = {GARDENS.raw.document_id}

    assert repeat_table(REPEATS, ours)[0].num_rows == 0


def test_an_entity_whose_row_does_not_fit_is_told() -> None:
    (one, *_) = resolve((GARDENS,))
    claims = completed_signatories(portion((GARDENS,)).signatories, dict.fromkeys(one.claims, one.entity_id))
    table, (failed,) = entity_table([replace(one, name="")], [claims])

    assert table.num_rows == 0
    assert (failed["table_name"], failed["reason"]) == ("entities", "invalid_name")


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_entities_do_not_see_how_many_claims_are_values_at_a_time(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    whole = build(MANY, (), resolve(MANY), (), RUN)
    monkeypatch.setattr("docsieve.tables.whole.AT_ONCE", rows)
    claims = [whole["signatories"].slice(at, 2) for at in range(0, whole["signatories"].num_rows, 2)]
    made, failed = entity_table(reversed(resolve(MANY)), claims)

    assert made.equals(whole["entities"])
    assert made.num_rows > 4
    assert failed == ()


ENTITIES = resolve(MANY)[:3]
CLAIMS = [Claimed(2, {"Ada", one.name, "Elm"}, {"Åda"}, {"FR", "DE"}, {"d", "e"}) for one in ENTITIES]
COLUMNS: dict[str, Callable[[], Columns]] = {
    "entities": lambda: entity_columns(
        [replace(one, merges=(Merge("a", "b", "key", 1, 0.9),), other_ids=("e0",)) for one in ENTITIES],
        CLAIMS,
    ),
    "blocks": lambda: block_columns(BATCH),
    "signatories": lambda: signatory_columns(BATCH, None),
    "repeats": lambda: repeat_columns(list(REPEATS)),
}
ODD: tuple[Any, ...] = (
    None, "", "x", "EN", "en", "deu", "deux", "\ud800", "a\x00b", "ü" * 40, "0" * 32, 0, 1, -1, 2**40, True,
    False, 0.5, -0.0, 1.0, 1.5, nan, inf, -inf, Label.CAPTION, Shape.CAPTION, Kind.PERSON, "person",
    "template", (), ("DE",), ("DE", "Utopia"), ["DE"], ("\ud800",), (None,), b"x",
)  # fmt: skip


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_that_fit_need_not_be_looked_at_one_by_one(table: str) -> None:
    assert certain(table, COLUMNS[table]()).num_rows > 0


def with_odd(columns: Columns, data: st.DataObject) -> Columns:
    """The columns with one value changed, somewhere, to one that may not fit."""
    name = data.draw(st.sampled_from(sorted(columns)))
    values = columns[name]
    odd = data.draw(st.sampled_from(ODD))
    if not isinstance(values, Lists):
        return {**columns, name: _changed(values, odd, data)}
    if values.entries is None:
        return {**columns, name: Lists(_changed(values.rows, odd, data))}
    if not any(values.rows):
        return columns
    return {**columns, name: Lists(values.rows, with_odd(values.entries, data))}


def _changed(values: list[Any], odd: Any, data: st.DataObject) -> list[Any]:
    at = data.draw(st.integers(0, len(values) - 1))
    return [*values[:at], odd, *values[at + 1 :]]


@pytest.mark.parametrize("table", COLUMNS)
@given(data=st.data())
def test_columns_are_held_to_what_each_row_is_held_to(table: str, data: st.DataObject) -> None:
    columns = COLUMNS[table]()
    for _ in range(data.draw(st.integers(0, 3))):
        columns = with_odd(columns, data)

    made, failed = checked(table, columns)
    told, told_failed = checked_rows(table, rows_of(columns))

    assert made.equals(told)
    assert [fault for _, fault in failed] == [fault for _, fault in told_failed]


def test_no_row_is_no_doubt() -> None:
    for table, columns in COLUMNS.items():
        none: Columns = {
            name: Lists([], values.entries and {each: [] for each in values.entries})
            if isinstance(values, Lists)
            else []
            for name, values in columns().items()
        }

        assert certain(table, none).num_rows == 0


def test_tables_of_a_portion_are_sorted_whatever_comes_first() -> None:
    for seed in range(3):
        made: Portion = portion(random.Random(seed).sample(MANY, len(MANY)))
        for name in ("documents", "blocks", "signatories"):
            table: Table = getattr(made, name)
            keys = [tuple(row.values()) for row in table.select(list(TABLES[name].key)).to_pylist()]

            assert keys == sorted(keys)


def test_repeats_come_one_by_one_and_are_sorted() -> None:
    ids = {GARDENS.raw.document_id, RIVERS.raw.document_id}
    one = Repeat("r", "template", GARDENS.raw.document_id, 1, 5, 9, RIVERS.raw.document_id, 1, 1.0)
    made, failed = repeat_table((replace(one, repeat_id=f"r{9 - n}", start=n) for n in range(9)), ids)

    assert made["repeat_id"].to_pylist() == [f"r{n}" for n in range(1, 10)]
    assert failed == ()
