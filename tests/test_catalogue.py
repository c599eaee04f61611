"""What a snapshot says of itself: the card for people, Croissant for machines."""

import hashlib
import json
from pathlib import Path
from typing import Any

import mlcroissant
import pytest
from sample_batch import HOSTILE, facts, tables

from docsieve import snapshot
from docsieve.catalogue import About, describe
from docsieve.tables import TABLES, arrow_schema

ABOUT = About(
    'Open "letters"\n- of: the valley', "Letters of one valley.", license="https://example.org/free"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published snapshot with its descriptions."""
    curated = tmp_path_factory.mktemp("curated")
    verdict = {"met": 2, "expectations": 3, "findings": [finding(), jump()]}
    with snapshot.lock(curated):
        staging = snapshot.stage(curated, tables())
        made = snapshot.publish(
            curated, staging, facts(), verdict, lambda where, manifest: describe(where, manifest, ABOUT)
        )
    return made.path


def finding() -> dict[str, Any]:
    why = "most have a title"
    return {"severity": "warning", "table": "documents", "column": "title", "why": why}


def jump() -> dict[str, Any]:
    """A finding of drift, which names the site."""
    why = "<b>weir</b>\n# [lamp](x): 2 of 9"
    return {"severity": "warning", "table": "documents", "column": None, "why": why}


def test_the_manifest_lists_the_descriptions_with_their_hashes(folder: Path) -> None:
    listed = {
        each["path"]: each for each in json.loads((folder / "manifest.json").read_bytes())["other_files"]
    }

    for name in ("README.md", "croissant.json"):
        content = (folder / name).read_bytes()
        assert listed[name]["bytes"] == len(content)
        assert listed[name]["sha256"] == hashlib.sha256(content).hexdigest()


def test_croissant_is_valid_and_complete(folder: Path) -> None:
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))

    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    for table in TABLES:
        record_set = next(one for one in dataset.metadata.record_sets if one.id == table)
        assert [field.name for field in record_set.fields] == arrow_schema(table).names


@pytest.mark.parametrize("table", TABLES)
def test_every_record_is_read_back_through_croissant(folder: Path, table: str) -> None:
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    records = list(dataset.records(table))
    wanted = tables()[table]

    assert len(records) == wanted.num_rows
    for key in TABLES[table].key:
        read = [record[f"{table}/{key}"] for record in records]
        told = [value.decode() if isinstance(value, bytes) else value for value in read]
        assert told == wanted[key].to_pylist()


def test_the_card_tells_rows_quality_and_care_and_no_scraped_word(folder: Path) -> None:
    card = (folder / "README.md").read_text("utf-8")

    for name, table in tables().items():
        assert f"| `{name}/` | {table.num_rows} |" in card
    assert "2 of 3 expectations were met" in card
    assert "- warning: `documents.title`: most have a title" in card
    assert "- warning: `documents`: &lt;b&gt;weir&lt;/b&gt;\\\\n\\# \\[lamp\\]\\(x\\): 2 of 9" in card
    assert "published as they signed" in card
    assert HOSTILE not in card
    assert "Ada Elm" not in card


def test_a_name_with_quotes_and_line_ends_does_not_break_the_head(folder: Path) -> None:
    head = (folder / "README.md").read_text("utf-8").split("---\n")[1]

    assert head.splitlines()[0] == r'pretty_name: "Open \"letters\"\n- of: the valley"'
    assert "config_name: signatories" in head


def test_the_same_snapshot_is_described_by_the_same_bytes(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())

    for name, content in describe(folder, manifest, ABOUT).items():
        assert (folder / name).read_bytes() == content
