"""Erasure of a snapshot whose tables lie in many parts: nothing stays in a part that is left over."""

import json
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sample_batch import facts, tables
from test_tables_parts import MANY, stage

from docsieve import catalogue, dataset, snapshot
from docsieve.erasure import erase_entity
from docsieve.expectations import Verdict
from docsieve.tables import TABLES

NAME = "Garden Council"


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    staging = stage(tmp_path, tables(MANY), [2, 5])
    describe = partial(catalogue.describe, about=catalogue.About("garden", "", "https://example.org", ""))
    snapshot.publish(tmp_path, staging, facts(), Verdict((), "none").summary(), describe)
    return tmp_path


def test_no_part_keeps_what_was_erased(curated: Path) -> None:
    rows = dataset.open(curated).entities.to_pylist()
    erase_entity(curated, next(str(row["entity_id"]) for row in rows if row["name"] == NAME))
    folder = dataset.open(curated).snapshot.path
    told = json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]
    described = json.loads((folder / "croissant.json").read_text("utf-8"))["distribution"]

    for name in TABLES:
        there = {f"{name}/{path.name}" for path in (folder / name).iterdir()}
        assert {file["path"] for file in told[name]["files"]} == there
        assert {one["contentUrl"] for one in described if one.get("contentUrl", "").startswith(name)} == there
        (parts,) = (one["containedIn"] for one in described if one["@id"] == f"{name}-parts")
        assert {one["@id"] for one in (parts if isinstance(parts, list) else [parts])} == there
        assert NAME not in str([pq.read_table(folder / path).to_pylist() for path in sorted(there)])
    assert dataset.open(curated).documents.num_rows == len(MANY)
