"""Erasure: nothing of it is left in the dataset's folder, the rest stays, and it does not come back."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sample_run import run
from typer.testing import CliRunner

from docsieve import catalogue, dataset, erasure, lineage, snapshot
from docsieve.cli import app
from docsieve.erasure.marks import read_marks
from docsieve.expectations import load_suites
from docsieve.expectations.evaluate import evaluate
from docsieve.expectations.frames import frames
from docsieve.snapshot import disk
from docsieve.tables import TABLES

LAMP = """\
Keep the lamp, writes Ottoline Grey

14 May 2018

The lamp of the quay is to be sold. INÉS VALDEARROZ spoke for the bakers, and Okello Reed, Tomas for the
rope makers. See https://example.org/people/ines-valdearroz and @inesvaldearroz.

A lamp is no brass.

Signed by:

Salt Bell Union (Kenya)
Inés Valdearroz, baker, Spain
Tomas Okello Reed, Secretary, Harbour Readers Network, Kenya
"""
PIER = """\
Note on the pier

2 June 2019

The pier has a new rail, and we thank the Salt Bell Union for it. Inés
Valdearroz held the ladder.

Signed by:

Harbour Readers Network (Kenya)
Tomas Okello Reed, Secretary, Harbour Readers Network, Kenya
"""
FERRY = """\
Letter on the night ferry

3 July 2020

The last ferry leaves before the last film ends; nobody at the quay was ever asked about the hour of it.

Signed by:

Film Society of Upper Weir (Ireland)
Inés Valdearroz, Spain
"""
TEXTS = {
    "quay/lamp.txt": LAMP,
    "quay/pier.txt": PIER,
    "weir/ferry.txt": FERRY,
    "weir/ines-valdearroz.txt": FERRY.replace("night", "noon"),
    "weir/empty.txt": "",
}
PERSON = ("valdearroz", "Inés", "baker, Spain")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots, a refused run, a report, data docs, a card and a log that all hold what is erased."""
    place = tmp_path_factory.mktemp("erasure")
    raw, curated = place / "raw", place / "curated"
    for name, text in TEXTS.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    first = run(raw, curated, "first")
    (raw / "quay" / "pier.txt").write_text(PIER + "\nAnd for the paint.\n", "utf-8")
    second = run(raw, curated, "second")
    shutil.copytree(first.path, curated / "refused")
    keys = "\n".join(map(str, dataset.open(curated).signatories["signatory_id"].to_pylist()))
    for folder in (curated / "report", curated / "refused" / "data-docs"):
        folder.mkdir()
        (folder / "index.html").write_text(LAMP, "utf-8")
    for folder in (first.path, second.path):
        (folder / "data-docs").mkdir()
        (folder / "data-docs" / "index.html").write_text(f"<li>{keys}</li>", "utf-8")
        (folder / "data-docs" / "entity.html").write_text("In&eacute;s&nbsp;Valdearroz", "utf-8")
    manifest = second.manifest()
    described = catalogue.describe(second.path, manifest, catalogue.About("quay", "Letters of a quay."))
    for name, content in described.items():
        (second.path / name).write_bytes(content)
        told = {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        manifest["other_files"].append(told)
    (second.path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (curated / lineage.FILE).write_text(json.dumps({"quay/lamp.txt": ["Inés Valdearroz"]}) + "\n", "utf-8")
    return place


@pytest.fixture
def raw(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "raw", tmp_path / "raw"))


@pytest.fixture
def curated(made: Path, tmp_path: Path) -> Path:
    return copy_of(made / "curated", tmp_path / "curated")


def copy_of(curated: Path, target: Path) -> Path:
    """A copy in which the snapshots share files as they do where they were published."""
    shutil.copytree(curated, target, symlinks=True)
    first, second = snapshots(target)
    for path in sorted(first.rglob("*.parquet")):
        other = second / path.relative_to(first)
        if other.read_bytes() == path.read_bytes():
            disk.share(path, other)
    return target


def grep(folder: Path, *words: str) -> list[str]:
    """Where words stand in any file's name, bytes or, for Parquet, values; in any case."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        held = [path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", "replace")]
        if path.suffix == ".parquet":
            held.append(repr(pq.ParquetFile(path).read().to_pylist()))
        for word in words:
            found += [f"{path}: {word}" for text in held if word.casefold() in text.casefold()]
    return found


def entity_of(curated: Path, name: str) -> str:
    rows = dataset.open(curated).entities.to_pylist()
    return next(str(row["entity_id"]) for row in rows if row["name"] == name)


def document_of(curated: Path, source: str) -> dict[str, Any]:
    rows = dataset.open(curated).documents.to_pylist()
    return next(row for row in rows if row["source"] == source)


def snapshots(curated: Path) -> Iterator[Path]:
    yield from sorted((curated / "snapshots").iterdir())


def rows_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: pq.ParquetFile(folder / name / "part-00000.parquet").read().to_pylist() for name in TABLES}


def check_whole(folder: Path) -> None:
    """The snapshot is what its manifest says, and its tables are what they have to be."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    listed = [file for table in manifest["tables"].values() for file in table["files"]]
    for told in [*listed, *manifest["other_files"]]:
        data = (folder / told["path"]).read_bytes()
        assert (told["bytes"], told["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    rows = rows_of(folder)
    assert {name: table["rows"] for name, table in manifest["tables"].items()} == {
        name: len(its_rows) for name, its_rows in rows.items()
    }
    verdict = evaluate(load_suites(), frames(folder))
    assert verdict.critical == 0, [finding.sentence() for finding in verdict.findings]
    for document in rows["documents"]:
        blocks = [row for row in rows["blocks"] if row["document_id"] == document["document_id"]]
        raw = "".join(block["text"] + block["separator"] for block in blocks)
        assert len(raw) == document["raw_length"]
        for claim in rows["signatories"]:
            if claim["document_id"] == document["document_id"]:
                assert raw[claim["start"] : claim["end"]] == claim["as_written"]


def test_the_grep_of_these_tests_sees_what_is_there(curated: Path) -> None:
    entity = entity_of(curated, "Inés Valdearroz")

    assert len(grep(curated, *PERSON)) > 10
    assert grep(curated, entity)
    assert grep(curated, "lamp.txt")


def test_nothing_of_a_person_is_left(curated: Path) -> None:
    before = {folder.name: rows_of(folder) for folder in snapshots(curated)}
    claims = [row for rows in before.values() for row in rows["signatories"] if "Inés" in row["name"]]
    ids = {row[name] for row in claims for name in ("signatory_id", "entity_id")}
    erasure.erase_entity(curated, claims[0]["entity_id"])

    assert len(claims) == 6
    assert grep(curated, *PERSON, *ids, "inesvaldearroz", "ines-valdearroz") == []
    for folder in snapshots(curated):
        check_whole(folder)
        now = rows_of(folder)
        then = before[folder.name]
        kept = [row["name"] for row in then["signatories"] if "Inés" not in row["name"]]
        assert [row["name"] for row in now["signatories"]] == kept
        assert len(now["documents"]) == len(then["documents"])
        assert len(now["blocks"]) == len(then["blocks"])
        assert now["runs"] == then["runs"]
        assert {row["name"] for row in now["entities"]} == set(kept)
    assert not (curated / "report").exists()
    assert not (curated / "refused").exists()


def test_what_else_stands_in_the_texts_stays(curated: Path) -> None:
    before = document_of(curated, "quay/lamp.txt")
    erasure.erase_entity(curated, entity_of(curated, "Inés Valdearroz"))
    after = document_of(curated, "quay/lamp.txt")

    assert "The lamp of the quay is to be sold. ████ ██████████ spoke for the bakers" in after["text"]
    assert "A lamp is no brass." in after["text"]
    assert "█████\nTomas Okello Reed, Secretary" in after["text"]
    assert len(after["text"]) == len(before["text"])
    assert after["title"] == "Keep the lamp, writes Ottoline Grey"
    assert (before["signatory_count"], after["signatory_count"]) == (3, 2)


def test_nothing_of_a_body_is_left(curated: Path) -> None:
    erasure.erase_entity(curated, entity_of(curated, "Salt Bell Union"))

    assert grep(curated, "Salt Bell") == []
    for folder in snapshots(curated):
        check_whole(folder)
    assert "Tomas Okello Reed" in dataset.open(curated).signatories["name"].to_pylist()


def test_a_body_in_the_line_of_a_person_leaves_the_person(curated: Path) -> None:
    erasure.erase_entity(curated, entity_of(curated, "Harbour Readers Network"))

    assert grep(curated, "Harbour Readers") == []
    claims = dataset.open(curated).signatories.to_pylist()
    assert {row["name"] for row in claims if row["role"] == "Secretary"} == {"Tomas Okello Reed"}
    check_whole(dataset.open(curated).snapshot.path)


def test_nothing_of_a_document_is_left(curated: Path) -> None:
    document = document_of(curated, "quay/lamp.txt")
    before = rows_of(dataset.open(curated).snapshot.path)
    erasure.erase_document(curated, document["document_id"])

    gone = (
        "lamp is no brass",
        "lamp.txt",
        "Keep the lamp",
        document["document_id"],
        document["content_sha256"],
    )
    assert grep(curated, *gone, "Ottoline", "baker") == []
    now = rows_of(dataset.open(curated).snapshot.path)
    assert len(now["documents"]) == len(before["documents"]) - 1
    assert [row for row in now["documents"] if row["source"] == "quay/pier.txt"] == [
        row for row in before["documents"] if row["source"] == "quay/pier.txt"
    ]
    # A body that signed there only has no row any more; one that signed elsewhere too has fewer claims.
    assert "Salt Bell Union" not in {row["name"] for row in now["entities"]}
    assert {row["claim_count"] for row in now["entities"] if row["name"] == "Tomas Okello Reed"} == {1}
    for folder in snapshots(curated):
        check_whole(folder)


def test_a_text_is_erased_in_every_copy(raw: Path, curated: Path) -> None:
    (raw / "weir" / "copy.txt").write_text(LAMP, "utf-8")
    run(raw, curated)
    erasure.erase_text(curated, hashlib.sha256(LAMP.encode()).hexdigest().upper())

    assert grep(curated, "lamp is no brass", "copy.txt", "lamp.txt") == []


@pytest.mark.parametrize("what", ["person", "document"])
def test_the_next_runs_do_not_bring_it_back(raw: Path, curated: Path, what: str) -> None:
    if what == "person":
        erasure.erase_entity(curated, entity_of(curated, "Inés Valdearroz"))
        gone: tuple[str, ...] = (*PERSON, "ines-valdearroz")
    else:
        document = document_of(curated, "quay/lamp.txt")
        erasure.erase_document(curated, document["document_id"])
        gone = ("lamp is no brass", "lamp.txt", document["document_id"], document["content_sha256"])
    erased = dataset.open(curated)
    first = run(raw, curated, "second")
    # Scraped again: another path, another version of the page.
    (raw / "weir" / "again.txt").write_text(LAMP, "utf-8")
    (raw / "quay" / "lamp.txt").write_text(LAMP + "\nPS: The lamp is no brass.\n", "utf-8")
    second = run(raw, curated, "third")

    assert grep(curated, *gone) == []
    assert first.id != erased.snapshot.id
    for made in (first, second):
        check_whole(made.path)
    reasons = [row["reason"] for row in rows_of(second.path)["quarantine"]]
    assert reasons.count("erased") == (0 if what == "person" else 2)
    assert reasons.count("empty") == 1


def test_a_run_after_an_erasure_says_of_the_rest_what_the_erased_snapshot_says(
    raw: Path, curated: Path
) -> None:
    erasure.erase_entity(curated, entity_of(curated, "Inés Valdearroz"))
    erased = rows_of(dataset.open(curated).snapshot.path)
    again = rows_of(run(raw, curated, "second").path)

    for name in ("blocks", "signatories", "entities", "repeats"):
        assert again[name] == erased[name]
    for rows in (erased, again):
        for row in rows["documents"]:
            row.pop("run_id")
    assert again["documents"] == erased["documents"]


def test_the_marks_hold_nothing_of_what_was_erased(curated: Path) -> None:
    entity = entity_of(curated, "Inés Valdearroz")
    document = document_of(curated, "quay/pier.txt")
    erasure.erase_entity(curated, entity)
    erasure.erase_document(curated, document["document_id"])
    unsalted = hashlib.sha256("Inés Valdearroz".encode()).hexdigest()

    held = (entity, document["document_id"], document["content_sha256"], "pier", unsalted)
    assert grep(curated / "erased", *PERSON, *held) == []
    assert oct((curated / "erased" / "marks.json").stat().st_mode & 0o777) == "0o600"
    assert "key" not in repr(read_marks(curated)).replace("own_", "")


def test_the_receipt_names_every_file_with_its_hash_before_and_after(curated: Path) -> None:
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in curated.rglob("*.parquet")}
    receipt = json.loads(erasure.erase_entity(curated, entity_of(curated, "Inés Valdearroz")).read_text())

    assert (receipt["number"], receipt["erased"]) == (1, "person")
    told = {each["path"]: each for each in receipt["changed"]}
    for path in sorted(path for path in before if "snapshots" in path.parts):
        name = path.relative_to(curated).as_posix()
        now = hashlib.sha256(path.read_bytes()).hexdigest()
        if now == before[path]:
            assert name in receipt["unchanged"]
        else:
            assert told[name]["before"]["sha256"] == before[path]
            assert told[name]["after"]["sha256"] == now
    assert "snapshots/" in "".join(told)
    assert told["lineage.jsonl"]["before"] != told["lineage.jsonl"]["after"]


def test_namesakes_stay_where_asked(curated: Path) -> None:
    claims = dataset.open(curated).signatories.to_pylist()
    lamp = document_of(curated, "quay/lamp.txt")["document_id"]
    [one] = [row for row in claims if row["name"] == "Inés Valdearroz" and row["document_id"] == lamp]
    others = [
        row for row in claims if row["name"] == "Inés Valdearroz" and row["entity_id"] != one["entity_id"]
    ]
    erasure.erase_entity(curated, one["entity_id"], namesakes=False)
    left = dataset.open(curated).signatories.to_pylist()

    assert [row for row in left if row["name"] == "Inés Valdearroz"] == others
    assert others
    assert "Valdearroz" not in document_of(curated, "quay/lamp.txt")["text"]


def test_what_shares_its_file_with_other_snapshots_is_changed_in_all(curated: Path) -> None:
    first, second = snapshots(curated)
    erasure.erase_document(curated, document_of(curated, "quay/pier.txt")["document_id"])

    for folder in (first, second):
        assert "quay/pier.txt" not in {row["source"] for row in rows_of(folder)["documents"]}


class Killed(BaseException):
    """As kill -9: no handler of ours sees it."""


def test_killed_between_any_two_steps_the_next_run_finishes(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entity = entity_of(curated, "Inés Valdearroz")
    current = dataset.open(curated).snapshot.id
    steps, number = ("sync_file", "write", "replace", "swap", "remove"), -4
    whole = {name: getattr(disk, name) for name in steps}
    finished = False
    while not finished:
        number += 5  # benchmarks/reliability/crash.py does it at every step
        target = copy_of(curated, tmp_path / f"killed-{number}")
        count = 0

        def stepping(name: str, number: int = number) -> Any:
            def step(*given: Any) -> Any:
                nonlocal count
                count += 1
                if count == number:
                    raise Killed
                return whole[name](*given)

            return step

        for name in steps:
            monkeypatch.setattr(disk, name, stepping(name))
        try:
            erasure.erase_entity(target, entity)
            finished = True
        except Killed:
            pass
        for name, function in whole.items():
            monkeypatch.setattr(disk, name, function)
        opened = dataset.open(target)
        assert opened.snapshot.id == current
        assert opened.documents.num_rows == 4
        marked = bool(read_marks(target).erasures)
        with snapshot.lock(target):
            erasure.finish(target)
        if marked:
            assert grep(target, "Valdearroz") == []
            assert (target / "erased" / "receipt-0001.json").is_file()
            assert all(each.done for each in read_marks(target).erasures)
        else:
            assert grep(target, "Valdearroz")
        assert not (target / ".erasing").exists()
        shutil.rmtree(target)
    assert number > 20


def test_without_an_exchange_of_folders_a_stopped_change_is_put_in_its_place(
    curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_exchanged", lambda *_: False)
    entity = entity_of(curated, "Inés Valdearroz")
    rename, count = Path.rename, 0

    def second_fails(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 2:
            raise Killed
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", second_fails)
        with pytest.raises(Killed):
            erasure.erase_entity(curated, entity)
    assert len(list(snapshots(curated))) == 1
    erasure.finish(curated)

    assert len(list(snapshots(curated))) == 2
    assert grep(curated, "Valdearroz") == []


def test_damaged_marks_stop_a_run_rather_than_bring_back(raw: Path, curated: Path) -> None:
    erasure.erase_entity(curated, entity_of(curated, "Inés Valdearroz"))
    (curated / "erased" / "marks.json").write_text("{", "utf-8")

    with pytest.raises(erasure.MarksError, match="would bring back"):
        run(raw, curated)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["erase", "--entity", "nobody"], "no entity nobody"),
        (["erase", "--document", "none"], "no document none"),
        (["erase"], "by one of"),
        (["erase", "--entity", "a", "--document", "b"], "by one of"),
        (["erase", "--text-hash", "abc"], "no SHA-256"),
        (["prune", "--keep", "0"], "has to stay"),
    ],
)
def test_what_cannot_be_done_says_why(curated: Path, arguments: list[str], said: str) -> None:
    before = grep(curated, "snapshot")
    told = CliRunner().invoke(app, [*arguments, "--curated", str(curated)])

    assert told.exit_code == 1
    assert said in str(told.exception)
    assert grep(curated, "snapshot") == before


def test_the_commands_erase_and_prune(curated: Path) -> None:
    entity = entity_of(curated, "Inés Valdearroz")
    told = CliRunner().invoke(app, ["erase", "--entity", entity, "--curated", str(curated)])
    pruned = CliRunner().invoke(app, ["prune", "--keep", "1", "--curated", str(curated)])
    again = CliRunner().invoke(app, ["prune", "--keep", "1", "--curated", str(curated)])

    assert "receipt-0001.json" in told.output
    assert pruned.output.startswith("Removed 1: 000001-")
    assert again.output == "There is nothing to remove.\n"
    check_whole(dataset.open(curated).snapshot.path)


def test_prune_never_takes_the_current_snapshot(curated: Path) -> None:
    first, second = snapshots(curated)
    told = json.loads((curated / "latest.json").read_text("utf-8"))
    (curated / "latest.json").write_text(
        json.dumps({**told, "snapshot": first.name, "path": f"snapshots/{first.name}"}), "utf-8"
    )

    assert snapshot.prune(curated, 1) == []
    assert list(snapshots(curated)) == [first, second]


def test_prune_waits_for_a_run(curated: Path) -> None:
    with snapshot.lock(curated), pytest.raises(snapshot.LockedError):
        snapshot.prune(curated, 1, wait_seconds=0.0)
    assert os.listdir(curated / "snapshots")
