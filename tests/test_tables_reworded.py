"""Parts in which one column has another word, and nothing else is written anew."""

from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docsieve.tables import reworded
from docsieve.tables.parquet import write_table

OLD, NEW = (blake2b(each, digest_size=16).hexdigest() for each in (b"one", b"two"))


@pytest.mark.parametrize("rows", [0, 3, 200_000])
def test_another_word_stands_in_the_column_and_the_rest_is_as_it_was(tmp_path: Path, rows: int) -> None:
    table = pa.table(
        {"text": pa.array(["one"] * rows, pa.string()), "run_id": pa.array([OLD] * rows, pa.string())}
    ).append_column("kept", pa.array(range(rows), pa.int64()))
    write_table(table, tmp_path / "part.parquet")
    data = reworded(tmp_path / "part.parquet", "run_id", OLD, NEW)
    assert data is not None
    found = pq.read_table(pa.BufferReader(data))

    assert found["run_id"].to_pylist() == [NEW] * rows
    assert found["kept"].to_pylist() == table["kept"].to_pylist()
    assert found["text"].to_pylist() == table["text"].to_pylist()


@pytest.mark.parametrize("rows", [3, 200_000])
def test_readers_that_look_at_bounds_find_the_new_word(tmp_path: Path, rows: int) -> None:
    write_table(pa.table({"run_id": [OLD] * rows}), tmp_path / "part.parquet")
    data = reworded(tmp_path / "part.parquet", "run_id", OLD, NEW)
    assert data is not None

    for word, count in ((OLD, 0), (NEW, rows)):
        assert pq.read_table(pa.BufferReader(data), filters=[("run_id", "==", word)]).num_rows == count


@pytest.mark.parametrize(
    ("words", "before", "now"),
    [
        (["a", "b"], "a", "c"),
        (["aa", "aa"], "aa", "c"),
        (["a", None], "a", "c"),
        (["a", "a"], "b", "c"),
        (["a" * 32] * 2, "a" * 32, "c" * 32),
    ],
)
def test_none_where_the_word_is_not_stored_as_it_is_or_not_all_there_is(
    tmp_path: Path, words: list[str | None], before: str, now: str
) -> None:
    write_table(pa.table({"run_id": words}), tmp_path / "part.parquet")

    assert reworded(tmp_path / "part.parquet", "run_id", before, now) is None
