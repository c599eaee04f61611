"""The export for FollowTheMoney: its shape, and that its own library accepts it."""

import json
from pathlib import Path
from typing import Any

import pytest
from sample_batch import published
from typer.testing import CliRunner

from docsieve import dataset
from docsieve.cli import app
from docsieve.ftm import ftm_entities, ftm_statements


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    published(tmp_path)
    return tmp_path


def exported(curated: Path, *options: str) -> list[dict[str, Any]]:
    told = CliRunner().invoke(app, ["export-ftm", "--curated", str(curated), *options])
    assert told.exit_code == 0, told.output
    return [json.loads(line) for line in told.output.splitlines()]


def test_entities_say_who_signed_what(curated: Path) -> None:
    made = {one["id"]: one for one in exported(curated)}
    council = next(one for one in made.values() if one["properties"].get("name") == ["Garden Council"])
    ties = [one["properties"] for one in made.values() if one["schema"] == "Documentation"]
    signed = [
        made[tie["document"][0]]["properties"]["fileName"] for tie in ties if tie["entity"] == [council["id"]]
    ]

    assert council["schema"] == "Organization"
    assert council["properties"]["alias"] == ["garden  council"]
    assert council["properties"]["country"] == ["de", "fr"]
    assert sorted(signed) == [["site-a/gardens.txt"], ["site-a/rivers.txt"]]
    assert {one["schema"] for one in made.values()} == {"Person", "Organization", "Document", "Documentation"}


def test_statements_keep_claims_apart_and_name_who_they_are_of(curated: Path) -> None:
    names = [one for one in exported(curated, "--statements") if one["prop"] == "name"]
    council = [one for one in names if one["value"].casefold().startswith("garden")]

    assert len(names) == dataset.open(curated).signatories.num_rows
    assert len({one["canonical_id"] for one in council}) == 1
    assert len({one["entity_id"] for one in council}) == 2


def test_a_file_can_be_written(curated: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    CliRunner().invoke(app, ["export-ftm", "--curated", str(curated), "--out", str(out)])

    assert [json.loads(line) for line in out.read_text("utf-8").splitlines()] == exported(curated)


DOCUMENT = {
    "document_id": "d1", "title": "On the lamp", "source": "quay/lamp.txt", "published_on": None, "url": "https://example.org/lamp",
    "site": "quay", "scraped_at": None,
}  # fmt: skip
CLAIM = {
    "signatory_id": "c1", "document_id": "d1", "entity_id": "e1", "position": 0, "name": "Ada Elm",
    "kind": "person", "native_name": "Ада Элм", "aliases": ["A. Elm"], "role": "pilot",
    "affiliation": "Tide School", "place": "Hull",
    "countries": ["GB"], "url": "https://elm.example.org/pilot",
    "as_written": "Ada Elm, pilot",
}  # fmt: skip
ENTITY = {"entity_id": "e1", "kind": "person", "name": "Ada Elm"}


def test_the_library_itself_accepts_every_value() -> None:
    followthemoney = pytest.importorskip(
        "followthemoney", reason="followthemoney is not installed: --group ftm"
    )
    from followthemoney.statement import Statement

    entities = list(ftm_entities([DOCUMENT], [CLAIM], [ENTITY]))
    for one in entities:
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        proxy.schema.validate(one)
        assert {name: sorted(values) for name, values in one["properties"].items()} == {
            name: sorted(values) for name, values in proxy.to_dict()["properties"].items()
        }
    for one in ftm_statements([DOCUMENT], [CLAIM]):
        statement = Statement.from_dict(one)
        assert statement.id == Statement.make_key(
            statement.dataset, statement.entity_id, statement.prop, statement.value, False
        )
        assert statement.to_dict() == one


def test_a_signature_taken_back_says_so() -> None:
    made = ftm_entities([DOCUMENT], [CLAIM | {"withdrawn": True}, CLAIM | {"withdrawn": False}], [ENTITY])

    roles = [one["properties"]["role"] for one in made if one["schema"] == "Documentation"]
    assert roles == [["signature withdrawn"], ["signatory"]]
