"""A ledger looked at one document at a time: the same as with all documents in memory."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsieve.ledger import LEDGER, write_part
from docsieve.repeats import Sketch, by_age
from docsieve.shards import across as room
from docsieve.shards.across import Shelf

DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3))
HOURS = st.none() | st.datetimes(datetime(2021, 1, 1), datetime(2021, 1, 1, 2))
DOCUMENTS = st.lists(
    st.tuples(DAYS, HOURS, st.text("aäzÿ人😀/", max_size=3), st.sampled_from("xyz")),
    max_size=12,
    unique_by=lambda each: each[2],
)


def row(at: int, told: tuple[Any, ...]) -> dict[str, Any]:
    published, scraped, source, content = told
    return {
        "document_id": f"{at:016x}",
        "source": source,
        "site": source[:1],
        "content_sha256": content,
        "characters": at,
        "published": published,
        "scraped": scraped,
        "keys": [at, at + 1],
        "digest": bytes([at]) * 16,
        "quotable": bytes(at),
        "own": b"[]",
    }


def sketch(told: dict[str, Any]) -> Sketch:
    return Sketch(
        document_id=told["document_id"],
        content_sha256=told["content_sha256"],
        site=told["site"],
        age=(told["published"] or date.max, told["scraped"] or datetime.max, told["source"]),
        keys=np.array(told["keys"], np.uint64),
        raw_length=told["characters"],
        digest=told["digest"],
    )


def fields(each: Sketch) -> tuple[Any, ...]:
    return (each.document_id, each.content_sha256, each.site, each.age, each.keys.tolist(), each.raw_length,
            each.digest)  # fmt: skip


def shelf(folder: Path, rows: list[dict[str, Any]], cut: int) -> Shelf:
    for number, part in enumerate((rows[:cut], rows[cut:], [])):
        columns = {name: [each.get(name) for each in part] for name in LEDGER.names}
        write_part(folder, number, pa.table(columns, schema=LEDGER))
    return Shelf(folder, 3)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.integers(0, 12))
def test_a_shelf_gives_each_document_and_their_order_by_age(told: list[tuple[Any, ...]], cut: int) -> None:
    rows = [row(at, each) for at, each in enumerate(told)]
    expected = [sketch(each) for each in rows]
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "LOOKS", 2)
        found = shelf(Path(place), rows, cut)
        assert found.by_age() == by_age(expected)
        assert [fields(each) for each in found] == [fields(each) for each in expected]
        assert [found.value(at, "quotable") for at in range(len(rows))] == [each["quotable"] for each in rows]


def test_a_shelf_has_nothing_behind_its_last_document(tmp_path: Path) -> None:
    found = shelf(tmp_path, [row(0, (None, None, "one", "x"))], 1)
    assert len(found) == 1
    for beyond in (1, -1):
        with pytest.raises(IndexError):
            found[beyond]
