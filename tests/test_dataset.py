"""Reading what was published: typed rows, and exports that give every column back."""

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_batch import BATCH, GARDENS, published, tables

import docsieve
from docsieve import dataset, snapshot
from docsieve.dataset import FORMULA_STARTS, guarded, unguarded
from docsieve.model import Kind, Label
from docsieve.snapshot import NoSnapshotError
from docsieve.tables import TABLES, arrow_schema


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("curated")
    published(folder)
    return folder


def exported(curated: Path, table: str, form: str, tmp_path: Path) -> bytes:
    out = tmp_path / f"{table}.{form}"
    dataset.export(table, curated, form, out)
    return out.read_bytes()


def test_every_table_is_given_as_it_was_published(curated: Path) -> None:
    opened = docsieve.open(curated)

    for name, table in tables().items():
        assert opened.table(name).equals(table)
        assert getattr(opened, name).equals(table)
        assert [file.name for file in opened.files(name)] == ["part-00000.parquet"]


def test_rows_are_typed_and_frozen(curated: Path) -> None:
    opened = docsieve.open(curated)
    signatory = next(row for row in opened.rows("signatories") if row.name == "Garden Council")
    block = next(opened.rows("blocks"))

    assert (signatory.kind, signatory.countries) == (Kind.ORGANIZATION, ("DE", "FR"))
    assert isinstance(block.label, Label)
    assert len(list(opened.rows("documents"))) == 3
    assert [row.reason for row in opened.rows("quarantine")] == ["empty"]
    with pytest.raises(ValueError, match="frozen"):
        block.kept = True


def test_blocks_of_one_document_come_in_order(curated: Path) -> None:
    blocks = docsieve.open(curated).blocks_of(GARDENS.raw.document_id)

    assert [row["text"] for row in blocks] == [one.block.text for one in GARDENS.blocks]


def test_an_opened_dataset_stays_with_its_snapshot(tmp_path: Path) -> None:
    published(tmp_path)
    opened = docsieve.open(tmp_path)
    published(tmp_path, BATCH[:1], "other")

    assert opened.documents.num_rows == 3
    assert docsieve.open(str(tmp_path)).documents.num_rows == 1


def test_nothing_published_is_said_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match="run the flow first"):
        docsieve.open(tmp_path)


def plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=lambda moment: moment.isoformat()))


@pytest.mark.parametrize("table", TABLES)
def test_jsonl_holds_every_column_of_every_row(curated: Path, table: str, tmp_path: Path) -> None:
    lines = exported(curated, table, "jsonl", tmp_path).decode().splitlines()

    assert [json.loads(line) for line in lines] == plain(tables()[table].to_pylist())


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_every_column_of_every_row(curated: Path, table: str, tmp_path: Path) -> None:
    text = exported(curated, table, "csv", tmp_path).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    expected = plain(tables()[table].to_pylist())

    assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        assert list(row) == arrow_schema(table).names
        for name, value in wanted.items():
            assert read(row[name], value) == value, name


def read(cell: str, like: object) -> object:
    """Read a cell as a reader would who knows the column's type."""
    if like is None:
        return None if cell == "" else cell
    if isinstance(like, str):
        return unguarded(cell)
    return json.loads(cell)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_is_the_table_with_its_descriptions(curated: Path, table: str, tmp_path: Path) -> None:
    found = pq.read_table(io.BytesIO(exported(curated, table, "parquet", tmp_path)))

    assert found.equals(tables()[table])
    assert found.schema.equals(arrow_schema(table), check_metadata=True)


def test_no_cell_of_a_csv_starts_a_formula(curated: Path, tmp_path: Path) -> None:
    for table in TABLES:
        text = exported(curated, table, "csv", tmp_path).decode()
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]

        assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def test_standard_output_is_the_default(curated: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    dataset.export("entities", curated, "csv")
    dataset.export("entities", curated)
    told = capfdbinary.readouterr().out

    assert told.startswith(b"entity_id,kind,name,")
    assert told.splitlines()[-1].startswith(b'{"entity_id": ')


@pytest.mark.parametrize(
    ("table", "form", "word"), [("people", "csv", "signatories"), ("runs", "xls", "jsonl")]
)
def test_unknown_table_or_format_lists_what_there_is(curated: Path, table: str, form: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        dataset.export(table, curated, form)


@given(st.text())
def test_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not guarded(text).startswith(FORMULA_STARTS)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("harmless", ["a=b", "1-2", "mail@example.org", "", " =1"])
def test_what_starts_no_formula_stays_as_it_is(harmless: str) -> None:
    assert guarded(harmless) == harmless


@pytest.mark.skipif(os.name != "posix", reason="the page's path is made with a link")
def test_every_reader_on_the_docs_page_reads(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path(__file__).parent.parent / "docs" / "data.md"
    examples = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    (curated / "work").mkdir()
    (curated / "work" / "curated").symlink_to(curated)
    monkeypatch.chdir(curated / "work")

    for example in examples:
        exec(example, {})
    assert len(examples) == 2


@pytest.mark.parametrize("format", dataset.FORMATS)
def test_many_parts_are_exported_as_one(tmp_path: Path, format: str) -> None:
    one, many = published(tmp_path / "one"), published(tmp_path / "many")
    blocks = tables()["blocks"]
    snapshot.stage_table(many.path, "blocks", blocks.slice(0, 3), 0)
    snapshot.stage_table(many.path, "blocks", blocks.slice(3), 1)
    out = tmp_path / "a", tmp_path / "b"
    for curated, path in zip(("one", "many"), out, strict=True):
        dataset.export("blocks", tmp_path / curated, format, path)

    assert one.path != many.path
    if format == "parquet":
        assert pq.read_table(out[1]).equals(pq.read_table(out[0]), check_metadata=True)
        assert pq.read_table(out[1]).equals(blocks)
    else:
        assert out[1].read_bytes() == out[0].read_bytes()
