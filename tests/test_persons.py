"""Care for people: no name of a person who signed survives anywhere in what is published."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import curate as job
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_batch import STARTED
from sample_batch import judged as document_of
from summary import as_markdown, as_text

from docsieve import dataset, engine, explain, pipeline, snapshot
from docsieve.config import Config
from docsieve.entities import resolve
from docsieve.expectations import Verdict, load_suites, write_data_docs
from docsieve.expectations.evaluate import evaluate
from docsieve.expectations.frames import frames
from docsieve.model import Evidence, Finding, Footnote, Judged, Kind, RawDocument, Rejected
from docsieve.persons import Care, Persons, PersonsKeyError, care_of, protect
from docsieve.persons.finder import Names, everywhere, hits, replaced, where_signed
from docsieve.read import Fields, Limits, list_sources
from docsieve.repeats import fingerprint
from docsieve.tables import RunFacts, build, input_hash, runs_table

CASES = json.loads((Path(__file__).parent / "cases" / "persons.json").read_text("utf-8"))
SECRET = "an invented key of more than sixteen bytes"
PSEUDONYMISE = Care(Persons.PSEUDONYMISE, SECRET.encode())
DROP = Care(Persons.DROP)
CARES = [pytest.param(PSEUDONYMISE, id="pseudonymise"), pytest.param(DROP, id="drop")]

PEOPLE = [
    "Inés Valdearroz", "Tomas Okello Reed", "Hanna Brückner", "Анна Ветрова", "Deniz Gölge", "Ottoline Grey",
    "Halina Morska", "José Peñalva",
]  # fmt: skip
LETTER = """\
Keep the lamp, writes Ottoline Grey

14 May 2018

The lamp of the quay is to be sold. INÉS VALDEARROZ spoke for the bakers, and Okello Reed, Tomas for the
rope makers; as Hanna
Brückner says, a lamp is no brass. See https://example.org/people/ines-valdearroz and @hannabruckner.

Nobody, wrote Jos&eacute; Pe&ntilde;alva, will sail by a candle &amp; a prayer.

Signed by:

Salt Bell Union (Kenya)
Fog Horn Union (Ireland)
Inés Valdearroz, baker, Spain
Tomas Okello Reed, Secretary, Harbour Readers Network, Kenya
Dr. Hanna Brückner, pilot, Germany
Анна Ветрова, librarian, Armenia
Deniz Gölge, rope maker, Turkey
Ottoline Grey
Halina Morska, librarian, Poland
José Peñalva, baker, Spain
"""
ANSWER = """\
Answer to the letter on the lamp

20 May 2018

We have read what {name} and Анна Ветрова wrote. The lamp stays, and so does Ines Valdearroz's bakery.

The Inés Valdearroz Fund will pay for the oil. We thank everybody who wrote to us about it this spring.

Signed by:

Inés Valdearroz Fund (Spain)
Salt Bell Union (Kenya)
"""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    raw = tmp_path_factory.mktemp("raw")
    (raw / "quay").mkdir()
    (raw / "quay" / "lamp.txt").write_text(LETTER, "utf-8")
    decomposed = unicodedata.normalize("NFD", ANSWER.format(name="Hanna Brückner"))
    (raw / "quay" / "halina-morska-answer.txt").write_text(decomposed, "utf-8")
    (raw / "quay" / "halina_morska_answer.txt").write_text(ANSWER.format(name="GREY, Ottoline"), "utf-8")
    found = [
        one for one in engine.read_all(list_sources(raw), Fields(), Limits()) if isinstance(one, RawDocument)
    ]
    prepared = engine.prepare_all(found, "pooled")
    made = pipeline.judge_all(prepared, pipeline.survey(prepared))
    signed = {claim.name for one in made for claim in one.signatories if claim.kind is Kind.PERSON}
    assert signed >= set(PEOPLE), "the sample is to be read as it is meant"
    return made


REJECTED = (
    Rejected("quay/hanna-bruckner.txt", None, "read", "unreadable", "quay/hanna-bruckner.txt: no access"),
)


def published(judged: list[Judged], care: Care, curated: Path) -> Verdict:
    """Publish as the flow does, with the validation and its pages."""
    shown = protect(judged, resolve(judged), REJECTED, care)
    facts = RunFacts(STARTED, "config", input_hash([("persons", care.trace)]), "code", care.persons.value)
    tables = build(shown.judged, pipeline.across(shown.judged), shown.entities, shown.rejected, facts.run_id)
    with snapshot.lock(curated):
        staging = snapshot.stage(curated, {**tables, "runs": runs_table(facts, tables, {"read": 1.0})})
        verdict = evaluate(load_suites(), frames(staging))
        write_data_docs(verdict, staging / "data-docs")
        snapshot.publish(curated, staging, facts, verdict.summary())
    return verdict


def everything_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and whole content of every file, its bytes, and the cells of a table once more unpacked."""
    for path in sorted(folder.rglob("*")):
        yield "a path", str(path.relative_to(folder))
        if path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")
            yield path.name, path.read_bytes().decode("utf-16-le", "replace")
            if path.suffix == ".parquet":
                yield path.name, repr(pq.read_table(path, partitioning=None).to_pylist())


def ways_to_write(name: str) -> set[str]:
    first, *_, last = name.split()
    shapes = {name, f"{last}, {first}", f"{last} {first}", name.replace(" ", "-"), name.replace(" ", "")}
    forms = {unicodedata.normalize(form, shape) for shape in shapes for form in ("NFC", "NFD", "NFKD")}
    bare = {"".join(c for c in form if not unicodedata.combining(c)) for form in forms}
    return {form.casefold() for form in forms | bare}


@pytest.mark.parametrize("care", CARES)
def test_no_name_is_in_any_byte_of_what_is_published(
    judged: list[Judged], care: Care, tmp_path: Path
) -> None:
    verdict = published(judged, care, tmp_path)

    assert verdict.passed, [one.sentence() for one in verdict.findings]
    searched = [(where, unquote(text).casefold()) for where, text in everything_in(tmp_path)]
    left = [
        (name, where)
        for name in PEOPLE
        for way in ways_to_write(name)
        for where, text in searched
        if way in text
    ]
    assert not left
    assert not any(SECRET in text for _, text in searched)
    assert not any(persons_entity(judged, name) in text for name in PEOPLE for _, text in searched)


def persons_entity(judged: list[Judged], name: str) -> str:
    """The id that anybody could make of a name."""
    return next(one.entity_id for one in resolve(judged) if one.name == name)


def test_the_search_would_find_a_name(judged: list[Judged], tmp_path: Path) -> None:
    published(judged, Care(), tmp_path)
    texts = [text.casefold() for _, text in everything_in(tmp_path)]

    assert all(any(way in text for way in ways_to_write(name) for text in texts) for name in PEOPLE)
    assert snapshot.with_names(tmp_path)


def test_pseudonyms_keep_what_is_no_name(judged: list[Judged], tmp_path: Path) -> None:
    published(judged, PSEUDONYMISE, tmp_path)
    rows = dataset.open(tmp_path).signatories.to_pylist()
    persons = {row["role"]: row for row in rows if row["kind"] == "person"}
    bodies = {row["name"] for row in rows if row["kind"] == "organization"}

    assert persons["Secretary"]["affiliation"] == "Harbour Readers Network"
    assert persons["pilot"]["countries"] == ["DE"]
    assert persons["pilot"]["name"].startswith("person-")
    assert {"Salt Bell Union", "Fog Horn Union"} <= bodies
    assert not snapshot.with_names(tmp_path)


def test_dropped_persons_leave_no_row_and_no_words_of_their_own(judged: list[Judged], tmp_path: Path) -> None:
    published(judged, DROP, tmp_path)
    found = dataset.open(tmp_path)

    assert set(found.signatories["kind"].to_pylist()) == {"organization"}
    assert set(found.entities["kind"].to_pylist()) == {"organization"}
    assert not any("Harbour Readers Network" in text for _, text in everything_in(tmp_path))
    assert "[person] spoke for the bakers" in next(
        text for text in map(str, found.documents["text"].to_pylist()) if "spoke" in text
    )


@pytest.mark.parametrize("care", CARES)
def test_no_name_is_in_what_stands_beside_the_claims(care: Care) -> None:
    lamp = document_of("lamp", ["Keep the lamp", "Menu", "So says Ada Elm."], (("Ada Elm", Kind.PERSON),))
    said = Evidence("Quay of Ada Elm", 0, 4)
    described = replace(lamp.signatories[0], description="Ada Elm & Co", withdrawn=True)
    beside = replace(
        lamp,
        metadata=replace(lamp.metadata, place=said, footnotes=(Footnote("1", (said,), said),)),
        signatories=(described,),
        findings=(Finding("declared_count", 1, 2, "Ada Elm and one other"),),
    )

    shown = protect([beside], resolve([beside]), [], care)
    tables = build(shown.judged, (), shown.entities, (), "0" * 32)
    (row,) = tables["documents"].to_pylist()

    assert row["footnotes"]
    assert row["findings"][0]["rule"] == "declared_count"
    assert row["withdrawn_count"] == (0 if care.persons is Persons.DROP else 1)
    assert not any("ada elm" in str(table.to_pylist()).casefold() for table in tables.values())


def test_a_name_that_begins_in_one_block_and_ends_in_the_next_is_found() -> None:
    one = document_of("pier", ["Pier", "Menu", "We thank Ada", "Elm for it."], (("Ada Elm", Kind.PERSON),))
    (shown,) = protect([one], (), (), DROP).judged

    assert shown.text == "Pier\nWe thank [person]\n[person] for it.\n[person]"
    assert "".join(b.block.text + b.block.separator for b in shown.blocks) == shown.raw.text
    assert [b.block.text for b in shown.blocks] == [
        shown.raw.text[b.block.start : b.block.end] for b in shown.blocks
    ]


@pytest.mark.parametrize("care", CARES)
def test_why_still_finds_the_line(judged: list[Judged], care: Care, tmp_path: Path) -> None:
    published(judged, care, tmp_path)
    found = dataset.open(tmp_path)
    document = explain.find_document(found.documents.to_pylist(), "lamp")
    number = LETTER.splitlines().index("Fog Horn Union (Ireland)") + 1
    (row,) = explain.blocks_on_line(found.blocks_of(document["document_id"]), number)

    assert row["text"] == "Fog Horn Union (Ireland)"


@pytest.mark.parametrize("care", CARES)
def test_what_is_published_is_as_sound_as_before(judged: list[Judged], care: Care) -> None:
    for before, after in zip(judged, protect(judged, resolve(judged), (), care).judged, strict=True):
        joined = "".join(one.block.text + one.block.separator for one in after.blocks)
        assert joined == after.raw.text
        assert len(joined.splitlines()) == len(before.raw.text.splitlines())
        assert all(after.raw.text[one.start : one.end] == one.as_written for one in after.signatories)
        assert [one.kept for one in after.blocks] == [one.kept for one in before.blocks]
        assert all(one.fingerprint == fingerprint(one.repaired.text) for one in after.blocks)
        said = [item for one in after.blocks for item in one.repaired.repairs]
        assert all(after.raw.text[item.start : item.end] == item.before for item in said)


def test_files_whose_names_become_the_same_stay_two(judged: list[Judged]) -> None:
    shown = protect(judged, resolve(judged), REJECTED, DROP)
    sources = [one.raw.source for one in shown.judged]

    assert sorted(sources) == ["quay/[person]-answer.txt", "quay/[person]_answer.txt", "quay/lamp.txt"]
    assert len({one.raw.document_id for one in shown.judged}) == 3
    assert shown.rejected[0].source == "quay/[person].txt"
    assert "hanna" not in shown.rejected[0].detail


def test_keeping_changes_nothing(judged: list[Judged]) -> None:
    shown = protect(judged, resolve(judged), REJECTED, Care())

    assert shown.judged == tuple(judged)
    assert shown.entities == resolve(judged)
    assert shown.rejected == REJECTED


def test_a_pseudonym_is_the_same_in_every_document_and_run_and_another_with_another_key(
    judged: list[Judged],
) -> None:
    alone, all_of_them = (
        protect(judged[-1:], resolve(judged[-1:]), (), PSEUDONYMISE),
        protect(judged, resolve(judged), (), PSEUDONYMISE),
    )
    names = {claim.name for one in all_of_them.judged for claim in one.signatories}
    other = Care(Persons.PSEUDONYMISE, b"another key of sixteen bytes")

    assert {claim.name for one in alone.judged for claim in one.signatories} <= names
    assert PSEUDONYMISE.pseudonym(["elm", "ada"]) == PSEUDONYMISE.pseudonym(["ada", "elm"])
    assert PSEUDONYMISE.pseudonym(["ada", "elm"]) != other.pseudonym(["ada", "elm"])
    assert PSEUDONYMISE.trace != other.trace


def test_the_key_comes_from_the_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "key"
    file.write_text(f"{SECRET}\n", "utf-8")
    monkeypatch.setenv("A_KEY", SECRET)

    assert care_of("pseudonymise", "A_KEY") == care_of("pseudonymise", "NONE", str(file)) == PSEUDONYMISE
    assert SECRET not in repr(care_of("pseudonymise", "A_KEY"))
    assert care_of("keep", "NONE") == Care()


@pytest.mark.parametrize(
    ("key", "file", "said"),
    [
        (None, None, "in the environment variable A_KEY, and there is none"),
        ("short", None, "16 bytes or more .* that one has 5"),
        (None, "nowhere", "cannot be read from nowhere"),
    ],
)
def test_without_a_key_there_is_a_clear_error(
    key: str | None, file: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("A_KEY", raising=False)
    if key:
        monkeypatch.setenv("A_KEY", key)
    with pytest.raises(PersonsKeyError, match=said):
        care_of("pseudonymise", "A_KEY", file)


def names_for(case: dict[str, Any]) -> list[Names]:
    def pseudonym(words: object) -> str:
        del words
        return "X"

    ways = [everywhere, where_signed] if case["signed_here"] else [everywhere]
    return [Names(phrase for way in ways for name in case["names"] for phrase in way(name, pseudonym))]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_names_in_texts(case: dict[str, Any]) -> None:
    found = hits(case["given"], names_for(case))

    assert replaced(case["given"], found) == case["expect"], case["comment"]


PARTS = st.lists(
    st.sampled_from(["Ada", "Elm", "ÉLM", "Bo", "Zy", "김", "민수", "of"]), min_size=1, max_size=3
).map(" ".join)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "by ", "–", "x", "김"]), PARTS, st.sampled_from(["", "!", "'s", "3", "민"])
    ).map("".join),
    min_size=2,
    max_size=5,
)


@given(LINES, PARTS, st.sampled_from([PSEUDONYMISE, DROP]))
def test_any_text_stays_sound(lines: list[str], name: str, care: Care) -> None:
    one = document_of("any", lines, ((name, Kind.PERSON), ("Salt Bell Union", Kind.ORGANIZATION)))
    (after,) = protect([one], resolve([one]), (), care).judged

    assert "".join(each.block.text + each.block.separator for each in after.blocks) == after.raw.text
    assert len(after.blocks) == len(one.blocks)
    assert all(after.raw.text[claim.start : claim.end] == claim.as_written for claim in after.signatories)
    assert all(name not in claim.as_written for claim in after.signatories)
    assert [claim.name for claim in after.signatories][-1] == "Salt Bell Union"


@pytest.mark.usefixtures("prefect_client")
class TestTheFlow:
    def run(self, folder: Path, **config: Any) -> Any:
        (folder / "raw" / "quay").mkdir(parents=True, exist_ok=True)
        (folder / "raw" / "quay" / "lamp.txt").write_text(LETTER, "utf-8")
        return job.curate(folder / "raw", folder / "curated", Config(**config), return_state=True)

    def test_says_that_a_key_is_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DOCSIEVE_PERSONS_KEY", raising=False)
        state = self.run(tmp_path, persons="pseudonymise")

        assert state.is_failed()
        assert "needs a key of 16 bytes or more in the environment variable DOCS" in state.message

    def test_logs_and_publishes_no_name_and_tells_of_snapshots_with_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setenv("DOCSIEVE_PERSONS_KEY", SECRET)
        assert self.run(tmp_path).is_completed()
        state = self.run(tmp_path, persons="pseudonymise")
        snapshot_folder = dataset.open(tmp_path / "curated").snapshot.path
        told = f"{as_text(state.result())} {as_markdown(state.result())} {caplog.text}".casefold()
        published_now = " ".join(text.casefold() for _, text in everything_in(snapshot_folder))

        assert "earlier snapshots still hold names" in told
        assert not any(way in told + published_now for name in PEOPLE for way in ways_to_write(name))
        assert SECRET not in told + published_now
        assert "nothing has changed" in self.run(tmp_path, persons="pseudonymise").message.casefold()
        monkeypatch.setenv("DOCSIEVE_PERSONS_KEY", f"another {SECRET}")
        assert "published snapshot" in self.run(tmp_path, persons="pseudonymise").message.casefold()
