"""Nasty files: each becomes a document or waits with the right reason, and the rest is published."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from hostile import DOCUMENT, Expected, make
from sample_run import run

from docsieve import dataset, engine
from docsieve.dataset import guarded
from docsieve.expectations import load_suites
from docsieve.expectations.evaluate import evaluate
from docsieve.expectations.frames import frames
from docsieve.model import RawDocument, Rejected
from docsieve.read import Fields, Limits, Source, list_sources, printable

Batch = tuple[Expected, Path]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    place = tmp_path_factory.mktemp("hostile")
    expected = make(place / "raw")
    run(place / "raw", place / "curated")
    return expected, place / "curated"


def test_there_are_a_hundred_and_more(batch: Batch) -> None:
    assert len(batch[0]) >= 120


def test_each_ends_as_a_document_or_in_quarantine_with_the_right_reason(batch: Batch) -> None:
    expected, curated = batch
    opened = dataset.open(curated)
    became = dict.fromkeys(map(str, opened.documents["source"].to_pylist()), "document")
    set_aside = {str(row["source"]): str(row["reason"]) for row in opened.quarantine.to_pylist()}
    wrong = {}
    for path, reasons in expected.items():
        name = printable(path)
        ended = became.get(name) or set_aside.get(name) or "nowhere"
        if ended not in (reasons or {"document"}):
            wrong[name] = (ended, sorted(reasons))

    assert wrong == {}
    assert not became.keys() & set_aside.keys()
    assert len(became) + len(set_aside) == len(expected)


def test_what_is_published_is_sound(batch: Batch) -> None:
    folder = dataset.open(batch[1]).snapshot.path
    verdict = evaluate(load_suites(), frames(folder))

    assert verdict.critical == 0, [finding.sentence() for finding in verdict.findings]


def test_every_accepted_text_is_given_back_by_its_blocks(batch: Batch) -> None:
    opened = dataset.open(batch[1])
    texts: dict[str, list[str]] = {}
    for row in opened.blocks.to_pylist():
        texts.setdefault(row["document_id"], []).append(row["text"] + row["separator"])
    for row in opened.documents.to_pylist():
        assert len("".join(texts.get(row["document_id"], []))) == row["raw_length"]


def test_names_of_files_cannot_leave_their_line_or_folder(batch: Batch) -> None:
    opened = dataset.open(batch[1])
    for source in [*opened.documents["source"].to_pylist(), *opened.quarantine["source"].to_pylist()]:
        assert str(source).isprintable()
        assert not str(source).startswith(("/", "../"))


def test_exports_carry_no_formula_and_no_line_that_is_not_theirs(batch: Batch, tmp_path: Path) -> None:
    for table in ("documents", "signatories", "blocks", "quarantine"):
        dataset.export(table, batch[1], "csv", tmp_path / "out.csv")
        rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"), newline="")))
        assert len(rows) == dataset.open(batch[1]).table(table).num_rows + 1
        for row in rows[1:]:
            for cell in row:
                number = cell.removeprefix("-").replace(".", "").replace("e-", "").isdigit()
                assert number or not cell or cell == guarded(cell) or cell.startswith("'")
        dataset.export(table, batch[1], "jsonl", tmp_path / "out.jsonl")
        lines = (tmp_path / "out.jsonl").read_text("utf-8").split("\n")[:-1]
        assert len([json.loads(line) for line in lines]) == len(rows) - 1


def read_all(raw: Path) -> dict[str, str]:
    """What becomes of each file when it is read."""
    found = engine.read_all(list_sources(raw), Fields(), Limits())
    return {each.source: each.reason if isinstance(each, Rejected) else "document" for each in found}


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
def test_files_that_vanish_or_change_between_listing_and_reading(tmp_path: Path) -> None:
    for name in ("gone", "moved", "linked", "piped", "grown"):
        (tmp_path / f"{name}.txt").write_text("A bench to wait on.\n", "utf-8")
    listed = [each for each in list_sources(tmp_path) if isinstance(each, Source)]
    (tmp_path / "gone.txt").unlink()
    (tmp_path / "moved.txt").rename(tmp_path / "elsewhere.md")
    (tmp_path / "linked.txt").unlink()
    (tmp_path / "linked.txt").symlink_to("/etc/hostname")
    (tmp_path / "piped.txt").unlink()
    os.mkfifo(tmp_path / "piped.txt")
    (tmp_path / "grown.txt").write_text("A bench to wait on, and a lamp.\n", "utf-8")
    found = {each.source: each for each in engine.read_all(listed, Fields(), Limits())}

    reasons = {name: each.reason for name, each in found.items() if isinstance(each, Rejected)}
    assert reasons == {
        "gone.txt": "vanished",
        "moved.txt": "vanished",
        "linked.txt": "link",
        "piped.txt": "not_a_file",
    }
    assert isinstance(found["grown.txt"], RawDocument)


def test_a_sparse_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert read_all(tmp_path) == {"huge.txt": "too_long"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert frozenset() == DOCUMENT
