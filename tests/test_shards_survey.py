"""What the corpus says of documents, kept in one row, and counted some sites at a time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve.ledger import READ
from docsieve.repeats import Carried, Trace, carried, carried_by_site
from docsieve.repeats import survey as room
from docsieve.shards.survey import Told, survey

SITES = ("north.example", "south.example", "west.example")
MARKS = st.lists(st.integers(0, 6), max_size=5)
PAGES = st.lists(st.tuples(st.sampled_from(SITES), st.integers(0, 4), MARKS), max_size=12)


def told_of(each: Carried) -> tuple[list[int], int, bytes]:
    return each.pages.tolist(), each.size, each.digest


def traces(pages: Sequence[tuple[str, int, list[int]]]) -> list[Trace]:
    return [Trace(site, str(page), np.array(marks, np.uint64)) for site, page, marks in pages]


def rows_of(pages: Sequence[tuple[str, int, list[int]]]) -> pa.Table:
    told: dict[str, list[Any]] = {
        "document_id": [f"{at:016x}" for at in range(len(pages))],
        "site": [site for site, _, _ in pages],
        "content_sha256": [str(page) for _, page, _ in pages],
        "fingerprints": [marks for _, _, marks in pages],
    }
    return pa.table({name: told.get(name, [None] * len(pages)) for name in READ.names}, schema=READ)


@given(PAGES, st.integers(1, 8))
def test_sites_counted_some_at_a_time_say_what_all_together_say(
    pages: list[tuple[str, int, list[int]]], at_a_time: int
) -> None:
    some = sorted(traces(pages), key=lambda each: each.site)
    expected = [told_of(each) for each in carried(some)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "MARKS_AT_A_TIME", at_a_time)
        assert [told_of(each) for each in carried_by_site(iter(some))] == expected


@given(PAGES)
def test_every_new_document_is_told_what_its_site_carries(pages: list[tuple[str, int, list[int]]]) -> None:
    nothing = rows_of([]).append_column("evidence", pa.nulls(0, pa.binary(16)))
    found = survey(rows_of(pages), nothing, frozenset())
    expected = {f"{at:016x}": told_of(each) for at, each in enumerate(carried(traces(pages)))}
    assert {key: told_of(each) for key, each in found.said.items()} == expected
    assert found.again == ()


def test_a_document_of_before_is_told_only_where_its_site_says_something_else_now() -> None:
    before = [("north.example", 1, [3, 4]), ("south.example", 2, [3, 4])]
    evidence = [each.digest for each in carried(traces(before))]
    staying = rows_of(before).append_column("evidence", pa.array(evidence, pa.binary(16)))
    new = rows_of([*before, ("north.example", 3, [4])]).slice(2)
    found = survey(new, staying, frozenset(SITES))
    assert found.again == ("0000000000000000",)
    assert set(found.said) == {"0000000000000000", "0000000000000002"}
    assert found.said["0000000000000000"].pages.tolist() == [1, 2]


def test_nothing_is_told_of_a_document_that_nothing_was_said_of() -> None:
    told = Told([("00000000000000aa", Carried(np.array([1, 2], np.int32), 3))])
    assert list(told) == ["00000000000000aa"]
    for unknown in ("00000000000000ab", "0", "ffffffffffffffff", "ä"):
        with pytest.raises(KeyError):
            told[unknown]
    assert len(Told()) == 0
    assert "0" not in Told()
