"""Expectations: each fault is seen by the one that guards against it, and nothing scraped is shown."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from sample_batch import BATCH, facts, published, tables

from docsieve import snapshot
from docsieve.expectations import (
    CouldNotEvaluateError,
    Expectation,
    Outcome,
    SuiteError,
    Validator,
    Verdict,
    let_pass,
    load_suites,
    validate,
    with_failing_rows,
    write_data_docs,
)
from docsieve.expectations.evaluate import check, evaluate
from docsieve.expectations.frames import Small, frames
from docsieve.expectations.verdict import from_json
from docsieve.model import Label
from docsieve.tables import TABLES, Table

Change = Callable[[dict[str, Any]], None]


def changed(made: Mapping[str, Table], table: str, change: Change) -> dict[str, Table]:
    """The tables with the first row of one of them changed."""
    rows = made[table].to_pylist()
    change(rows[0])
    return {**made, table: pa.Table.from_pylist(rows, schema=made[table].schema)}


def verdict_on(made: Mapping[str, Table], folder: Path, *suites: str) -> Verdict:
    staging = snapshot.stage(folder, made)
    known = load_suites()
    return evaluate({name: known[name] for name in suites or known}, frames(staging))


def test_every_table_has_a_suite_and_every_suite_a_critical_row() -> None:
    suites = load_suites()

    assert set(suites) == {*TABLES, "sources"}
    assert all(any(row.severity == "critical" for row in suites[table]) for table in TABLES)


def test_a_sound_batch_meets_every_expectation_but_the_share_of_files(tmp_path: Path) -> None:
    verdict = verdict_on(tables(), tmp_path)

    assert [(one.table, one.column) for one in verdict.findings] == [("sources", "accepted")]
    assert verdict.passed
    assert verdict.met == sum(map(len, load_suites().values())) - 1


def set_(column: str, value: object) -> Change:
    return lambda row: row.update({column: value})


FAULTS: list[tuple[str, Change, str, str]] = [
    ("documents", set_("document_id", "other"), "signatories", "document_known"),
    ("documents", set_("document_id", "other"), "blocks", "document_known"),
    ("documents", set_("language", "english"), "documents", "language"),
    ("documents", set_("language_confidence", 1.5), "documents", "language_confidence"),
    ("documents", set_("signatory_count", 99), "documents", "signatory_count_difference"),
    ("documents", set_("withdrawn_count", 99), "documents", "withdrawn_count_difference"),
    ("documents", set_("block_count", 99), "documents", "block_count_difference"),
    ("documents", set_("raw_length", 7), "documents", "raw_length_difference"),
    ("documents", set_("raw_length", 7), "documents", "title_within_text"),
    ("documents", set_("duplicate_of", "nowhere"), "documents", "duplicate_of_known"),
    ("signatories", set_("entity_id", "nobody"), "signatories", "entity_known"),
    ("signatories", set_("entity_id", "nobody"), "entities", "claim_count_difference"),
    ("signatories", set_("kind", "robot"), "signatories", "kind"),
    ("signatories", set_("countries", ["DE", "Utopia"]), "signatories", "countries"),
    ("signatories", set_("end", 10_000), "signatories", "within_text"),
    ("signatories", set_("as_written", "longer than its span"), "signatories", "span_difference"),
    ("blocks", set_("text", "shorter"), "blocks", "span_difference"),
    ("blocks", set_("start", 3), "blocks", "starts_after_the_one_before"),
    ("blocks", set_("rule", "alone"), "blocks", "finding_complete"),
    ("blocks", set_("kept", False), "blocks", "removed_with_rule"),
    ("blocks", set_("kept", False), "documents", "kept_block_count_difference"),
    ("blocks", set_("duplicate_of", 0), "blocks", "duplicate_of_earlier"),
    ("repeats", set_("kind", "echo"), "repeats", "kind"),
    ("repeats", set_("first_document_id", "gone"), "repeats", "first_document_known"),
    ("repeats", set_("position", 77), "repeats", "block_known"),
    ("repeats", set_("similarity", 2.0), "repeats", "similarity"),
    ("repeats", set_("end", 10_000), "repeats", "within_text"),
    ("runs", set_("run_id", "a name"), "runs", "run_id"),
]


@pytest.mark.parametrize(("table", "change", "suite", "column"), FAULTS)
def test_a_fault_is_critical_and_named_by_its_column(
    tmp_path: Path, table: str, change: Change, suite: str, column: str
) -> None:
    verdict = verdict_on(changed(tables(), table, change), tmp_path, suite)
    named = [one for one in verdict.findings if one.column == column]

    assert [one.severity for one in named] == ["critical"]
    assert named[0].failing
    assert not verdict.passed


WARNINGS: list[tuple[str, Change, str]] = [
    ("documents", set_("published_on", pd.Timestamp("1066-10-14").date()), "published_year"),
    ("documents", set_("scraped_at", pd.Timestamp("2020-01-01", tz="UTC")), "days_published_after_scrape"),
    ("documents", set_("title", "long " * 200), "title_length"),
    ("documents", set_("kept_block_count", 0), "kept_block_count"),
    ("documents", set_("declared_count", 0), "declared_count"),
    ("signatories", set_("name", "X"), "name_length"),
    ("blocks", set_("label", Label.COOKIE.value), "decision"),
]


@pytest.mark.parametrize(("table", "change", "column"), WARNINGS)
def test_what_is_odd_is_a_warning(tmp_path: Path, table: str, change: Change, column: str) -> None:
    verdict = verdict_on(changed(tables(), table, change), tmp_path, table)
    (named,) = (one for one in verdict.findings if one.column == column)

    assert (named.severity, named.failing, len(named.keys)) == ("warning", 1, 1)


@pytest.mark.parametrize("table", ["documents", "signatories", "entities", "blocks", "repeats", "quarantine"])
def test_a_key_that_occurs_twice_is_critical(tmp_path: Path, table: str) -> None:
    made = tables()
    twice = {**made, table: pa.concat_tables([made[table], made[table].slice(0, 1)])}
    verdict = verdict_on(twice, tmp_path, table)

    assert any(
        one.severity == "critical" and "unique" in one.expectation and one.failing == 2
        for one in verdict.findings
    )


def test_no_documents_at_all_is_critical(tmp_path: Path) -> None:
    verdict = verdict_on(tables(()), tmp_path)

    assert not verdict.passed
    assert [one.observed for one in verdict.findings if one.severity == "critical"] == ["0"]


def test_failing_rows_are_named_by_key_and_put_in_quarantine(tmp_path: Path) -> None:
    made = changed(tables(), "signatories", set_("name", "X"))
    verdict = verdict_on(made, tmp_path, "signatories")
    wanted = made["signatories"].to_pylist()[0]
    (row,) = (r for r in with_failing_rows(made, verdict).to_pylist() if r["stage"] == "expectation")
    (source,) = (one.raw.source for one in BATCH if one.raw.document_id == wanted["document_id"])

    assert json.loads(row["row_key"]) == {"signatory_id": wanted["signatory_id"]}
    assert (row["source"], row["table_name"], row["reason"]) == (source, "signatories", "warning")
    assert row["published"] is True
    assert with_failing_rows(made, verdict).num_rows == made["quarantine"].num_rows + 1


def test_rows_with_a_time_in_their_key_are_found_again(tmp_path: Path) -> None:
    made = changed(tables(), "runs", set_("run_id", "a name"))
    rows = with_failing_rows(made, verdict_on(made, tmp_path, "runs")).to_pylist()

    assert any(row["table_name"] == "runs" and not row["published"] for row in rows)


def test_frames_hold_no_scraped_word(tmp_path: Path) -> None:
    for name, make in frames(snapshot.stage(tmp_path, tables())).items():
        told = make().to_csv()

        for word in ("alert", "Garden", "Elm", "gardens", "formula"):
            assert word not in told, name


def frame_of(values: list[object]) -> Small:
    return Small(lambda: pd.DataFrame({"id": range(len(values)), "value": values}))


def suite_of(type_: str, **arguments: object) -> dict[str, tuple[Expectation, ...]]:
    return {"sources": (Expectation(type_, "warning", "a test", arguments),)}


@pytest.mark.parametrize(
    ("values", "suite"),
    [
        (["a"], suite_of("expect_column_mean_to_be_between", column="value", min_value=0)),
        (["a", 1], suite_of("expect_column_values_to_be_between", column="value", min_value=0)),
        ([1], suite_of("expect_column_values_to_match_regex", column="value", regex="(")),
    ],
)
def test_what_cannot_be_evaluated_raises_and_is_neither_met_nor_missed(
    values: list[object], suite: dict[str, tuple[Expectation, ...]]
) -> None:
    with pytest.raises(CouldNotEvaluateError, match=r"sources: expect_column_.*could not be evaluated"):
        evaluate(suite, {"sources": frame_of(values)})


@pytest.mark.parametrize(
    ("suite", "words"),
    [
        (suite_of("expect_nonsense"), "expect_nonsense"),
        (suite_of("expect_column_values_to_be_in_set", column="value"), "value_set"),
        (suite_of("expect_column_values_to_not_be_null", column="height"), "no column height"),
        ({"people": ()}, "no table people"),
    ],
)
def test_a_suite_that_cannot_be_used_says_why(suite: dict[str, tuple[Expectation, ...]], words: str) -> None:
    with pytest.raises(SuiteError, match=words):
        evaluate(suite, {"sources": frame_of([1])})


def test_two_expectations_that_differ_in_severity_are_both_evaluated() -> None:
    row = Expectation(
        "expect_column_mean_to_be_between", "critical", "low", {"column": "value", "min_value": 1}
    )
    suite = (row, replace(row, severity="warning"), replace(row, arguments={**row.arguments, "min_value": 9}))
    verdict = evaluate({"sources": suite}, {"sources": frame_of([2, 4])})

    assert [(one.severity, one.met, one.observed) for one in verdict.outcomes] == [
        ("critical", True, "3"),
        ("warning", True, "3"),
        ("critical", False, "3"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("documents = 3", ", line 1: documents: Input should be a valid list"),
        ("documents = [\n  3,\n]", ", line 2: documents, row 1: Input should be"),
        ("documents = [\n  {},\n]", ", line 2: documents, row 1, name: Field required"),
        (
            "# ours\n[[documents]]\nname = 'a'\nexpect = 'expect_a'\nseverity = 'fatal'\nwhy = 'w'",
            ", line 5: documents, row 1, severity: Input should be 'critical', 'warning' or 'info'",
        ),
        (
            "documents = [\n  { name = 'a', expect = 'expect_a', severity = 'info', why = 'w' },\n\n"
            "  { name = 'a', expect = 'expect_b', severity = 'info', why = 'w' },\n]",
            ", line 4: a: the second of that name in documents",
        ),
        ("documents = [", ": cannot be read as TOML"),
    ],
)
def test_a_suite_file_with_a_fault_names_file_and_row(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)

    with pytest.raises(SuiteError) as caught:
        load_suites(path)
    assert f"{path}{words}" in str(caught.value)


OWN = """\
[change]
"documents.title_length" = "off"
"documents.date_known_mostly" = "critical"

[[documents]]
name = "short_titles"
expect = "expect_column_values_to_be_between"
column = "title_length"
max_value = 5
severity = "critical"
why = "our titles are short"
"""


def test_a_file_of_the_project_adds_changes_and_switches_off(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(OWN)
    suites = load_suites(own=own)
    shipped = load_suites()
    severities = {row.name: row.severity for row in suites["documents"]}

    assert len(suites["documents"]) == len(shipped["documents"]) + 1
    assert (severities["title_length"], severities["date_known_mostly"]) == ("off", "critical")
    assert {name: rows for name, rows in suites.items() if name != "documents"} == {
        name: rows for name, rows in shipped.items() if name != "documents"
    }


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            '"documents.title_length"',
            '"documents.titel"',
            ", line 2: there is no expectation documents.titel",
        ),
        ('"critical"\n\n', '"fatal"\n\n', ", line 3: change, documents.date_known_mostly: Input should be"),
        ("[[documents]]", "[[people]]", ", line 5: there is no table people; there are documents, "),
        ('"short_titles"', '"language"', ", line 5: language: that name is taken in documents"),
        ('"short_titles"', '"Short Titles"', ", line 6: documents, row 1, name: String should match"),
    ],
)
def test_what_a_file_of_the_project_gets_wrong_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(OWN.replace(old, new))

    with pytest.raises(SuiteError) as caught:
        load_suites(own=own)
    assert f"{own}{words}" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"expect_column_values_to_be_between"', '"expect_column_wonders"', "expect_column_wonders"),
        ('"title_length"\nmax', '"title"\nmax', "there is no column title; there are"),
        ("max_value = 5", 'max_value = "five"', "max_value"),
    ],
)
def test_what_great_expectations_would_not_take_is_found_before_the_work(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(OWN.replace(old, new))

    with pytest.raises(SuiteError, match=re.escape(f"{own}, line 5: short_titles: documents: ")) as caught:
        check(own=own)
    assert words in str(caught.value)


def test_the_shipped_suites_can_be_used() -> None:
    check()


def test_what_is_switched_off_is_not_evaluated_but_named(tmp_path: Path, validator: Validator) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(OWN)
    made = changed(tables(), "documents", set_("title", "long " * 200))
    staging = snapshot.stage(tmp_path, made)
    verdict = validator.validate(staging, own)
    page = write_data_docs(verdict, tmp_path / "docs").read_text(encoding="utf-8")
    named = {one.name: one for one in verdict.outcomes if one.table == "documents"}

    assert verdict.off == ("documents.title_length",)
    assert "title_length" not in named
    assert named["short_titles"].failing == 3
    assert "documents.title_length" in page
    assert not verdict.passed


def test_a_failing_row_shows_its_value_and_the_beginning_of_its_text(tmp_path: Path) -> None:
    made = changed(tables(), "documents", set_("title", "long\n " * 200))
    rows = with_failing_rows(made, verdict_on(made, tmp_path, "documents")).to_pylist()
    (row,) = (row for row in rows if row["expectation"] == "title_length")

    assert row["value"].startswith("1200: long long ")
    assert row["value"].endswith("…")
    assert "\n" not in row["value"]
    assert len(row["value"]) < 100


def test_a_table_that_is_not_as_expected_as_a_whole_has_a_row_too(tmp_path: Path) -> None:
    made = tables(())
    rows = with_failing_rows(made, verdict_on(made, tmp_path, "documents")).to_pylist()
    (row,) = (row for row in rows if row["expectation"] == "not_empty")

    assert (row["row_key"], row["value"], row["published"]) == (None, "0", False)


def test_a_released_row_does_not_hold_the_tables_back_and_the_others_do(tmp_path: Path) -> None:
    made = changed(changed(tables(), "signatories", set_("kind", "robot")), "blocks", set_("kept", False))
    verdict = verdict_on(made, tmp_path, "signatories", "blocks")
    rows = with_failing_rows(made, verdict).to_pylist()
    (robot,) = (row for row in rows if row["expectation"] == "kind")
    marked = with_failing_rows(made, verdict, {robot["quarantine_id"]: "released by a test"})
    after = let_pass(verdict, marked)

    assert [row["released"] for row in marked.to_pylist() if row["released"]] == ["released by a test"]
    assert (verdict.critical, after.critical) == (2, 1)
    assert [one.name for one in after.findings if one.let_pass] == ["kind"]


def test_a_release_of_one_row_does_not_let_the_next_one_pass() -> None:
    outcome = Outcome("t", "e", "c", "critical", "w", False, failing=2, rows=2, keys=("a", "b"), released=1)

    assert not outcome.let_pass
    assert replace(outcome, released=2).let_pass
    assert not replace(outcome, released=2, failing=3).let_pass


def test_verdict_comes_back_from_json() -> None:
    verdict = Verdict((Outcome("t", "e", "c", "critical", "w", False, failing=1, rows=2, keys=("k",)),), "x")

    assert from_json(json.loads(json.dumps(verdict.to_json()))) == verdict
    assert verdict.summary()["findings"][0]["keys"] == ["k"]
    assert (verdict.passed, verdict.met, verdict.critical, verdict.warning) == (False, 0, 1, 0)


HOSTILE = '<script>alert(1)</script><img src="https://example.org/x">'
LOADED = re.compile(r"""(?:src|href|action|data|srcset)\s*=\s*["']?(?!["'#])|url\(|@import|//""")


def test_data_docs_load_nothing_run_nothing_and_show_no_scraped_word(tmp_path: Path) -> None:
    made = changed(tables(), "signatories", set_("name", HOSTILE * 10))
    verdict = verdict_on(made, tmp_path / "curated")
    page = write_data_docs(verdict, tmp_path / "docs").read_text(encoding="utf-8")

    assert any(one.column == "name_length" for one in verdict.findings)
    assert not LOADED.findall(page)
    assert "<script" not in page
    assert "alert" not in page
    assert "Content-Security-Policy" in page
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["index.html"]


def test_data_docs_escape_even_what_ought_not_to_be_hostile(tmp_path: Path) -> None:
    outcome = Outcome(HOSTILE, HOSTILE, HOSTILE, "warning", HOSTILE, False, observed=HOSTILE)
    outcome = replace(outcome, keys=(HOSTILE,), bounds=HOSTILE)
    page = write_data_docs(Verdict((outcome,), HOSTILE), tmp_path).read_text()

    assert "<script" not in page
    assert "<img" not in page


def test_data_docs_name_every_expectation_and_its_result(tmp_path: Path) -> None:
    verdict = verdict_on(changed(tables(), "blocks", set_("kept", False)), tmp_path / "curated")
    page = write_data_docs(verdict, tmp_path / "docs").read_text(encoding="utf-8")

    assert page.count("<tr class=") == len(verdict.outcomes)
    assert page.count(">not met<") == len(verdict.findings)
    assert "Refused: nothing was published" in page


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home, a folder for temporary files and a working folder, all empty."""
    folder = tmp_path_factory.mktemp("surroundings")
    for name in ("home", "tmp", "cwd"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="module")
def validator(surroundings: Path) -> Iterator[Validator]:
    """One process for all tests that need one: its import takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(surroundings / "home"))
        patch.setenv("TMPDIR", str(surroundings / "tmp"))
        patch.chdir(surroundings / "cwd")
        started = Validator().__enter__()
    yield started
    started.__exit__(None, None, None)


def publish_if_passed(curated: Path, made: dict[str, Table], judge: Callable[[Path], Verdict]) -> Verdict:
    """What a run does, in short."""
    with snapshot.lock(curated):
        snapshot.sweep(curated)
        staging = snapshot.stage(curated, made)
        verdict = judge(staging)
        write_data_docs(verdict, staging / "data-docs")
        snapshot.stage_table(staging, "quarantine", with_failing_rows(made, verdict))
        if verdict.passed:
            snapshot.publish(curated, staging, facts("next"), verdict.summary())
        else:
            snapshot.refuse(curated, staging, verdict.summary())
    return verdict


def test_a_process_of_its_own_gives_the_same_verdict_and_refuses_as_told(
    tmp_path: Path, validator: Validator
) -> None:
    first = published(tmp_path)
    bad = changed(tables(), "blocks", set_("kept", False))
    refused = publish_if_passed(tmp_path, bad, validator.validate)
    after_refusal = snapshot.current(tmp_path)
    report = (tmp_path / "refused" / "data-docs" / "index.html").read_text(encoding="utf-8")
    passed = publish_if_passed(tmp_path, tables(), validator.validate)
    now = snapshot.current(tmp_path)

    assert not refused.passed
    assert after_refusal == first
    assert "Refused" in report
    assert now is not None
    # What was found stands in the quarantine that was published, and was not there yet to be validated.
    again = [one for one in validate(now.path).outcomes if one.table != "quarantine"]
    assert [one for one in passed.outcomes if one.table != "quarantine"] == again
    assert now.sequence == 2
    assert now.manifest()["verdict"]["warning"] == 1
    assert (now.path / "data-docs" / "index.html").is_file()
    assert not (tmp_path / "refused").exists()


def test_a_process_that_cannot_evaluate_says_so_and_lives_on(tmp_path: Path, validator: Validator) -> None:
    staging = snapshot.stage(tmp_path, tables())
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("documents = 3")
    unclear = tmp_path / "unclear.toml"
    unclear.write_text(
        'documents = [{ name = "mean", expect = "expect_column_mean_to_be_between", column = "language",'
        ' min_value = 0, severity = "critical", why = "words have no mean" }]'
    )

    with pytest.raises(SuiteError, match="valid list"):
        validator.validate(staging, suites=wrong)
    with pytest.raises(CouldNotEvaluateError, match="expect_column_mean_to_be_between"):
        validator.validate(staging, suites=unclear)
    (staging / "blocks" / "part-00000.parquet").write_bytes(b"no Parquet")
    with pytest.raises(CouldNotEvaluateError, match="Parquet"):
        validator.validate(staging)


def test_a_process_that_dies_is_reported(tmp_path: Path) -> None:
    with Validator() as validator:
        assert validator.alive
        validator._process.kill()
        with pytest.raises(CouldNotEvaluateError, match="the validating process ended"):
            validator.validate(tmp_path)
        assert not validator.alive


def test_validation_leaves_no_file_behind(tmp_path: Path, validator: Validator, surroundings: Path) -> None:
    staging = snapshot.stage(tmp_path, tables())
    before = sorted(tmp_path.rglob("*"))
    validator.validate(staging)

    assert sorted(tmp_path.rglob("*")) == before
    assert sorted(path.name for path in surroundings.rglob("*")) == ["cwd", "home", "tmp"]
