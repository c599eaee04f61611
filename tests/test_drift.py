"""Drift: a jump is told with the documents behind it, and chance and tiny sites are left in peace."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_batch import STARTED, block, facts, judged

from docsieve import snapshot
from docsieve.drift import LOOK_BACK, Behind, compare, page, shifts, write_shifts
from docsieve.drift.measures import kept_share_variance
from docsieve.entities import resolve
from docsieve.expectations import Verdict, let_pass, with_drift, with_failing_rows
from docsieve.model import Judged, Kind
from docsieve.tables import Table, build, read_table, runs_table

Figures = dict[str, Any]


def site(blocks: list[int], kept: list[int], signed: list[int] | None = None, name: str = "weir") -> Figures:
    """A site's figures, from the blocks, kept blocks and signatories of each of its documents."""
    signed = signed or [0] * len(blocks)
    return {
        "site": name,
        "document_count": len(blocks),
        "signed_document_count": sum(count > 0 for count in signed),
        "signatory_count": sum(signed),
        "block_count": sum(blocks),
        "kept_block_count": sum(kept),
        "block_squares": sum(n * n for n in blocks),
        "kept_squares": sum(n * n for n in kept),
        "block_kept_products": sum(n * k for n, k in zip(blocks, kept, strict=True)),
        "signatory_squares": sum(n * n for n in signed),
    }


def run(*sites: Figures, **counts: Mapping[str, int]) -> Figures:
    made: dict[str, Mapping[str, int]] = {
        "kept_by_label": {},
        "removed_by_label": {},
        "blocks_by_rule": {},
        "documents_by_language": {},
    }
    named = {
        key: [{"name": name, "count": count} for name, count in {**made, **counts}[key].items()]
        for key in made
    }
    return {"sites": list(sites), **named}


def even(documents: int, kept: int, signed: int = 0) -> Figures:
    """Documents of 50 blocks, of which ``kept`` and one or two more or less are kept."""
    spread = [kept + (n % 3) - 1 for n in range(documents)]
    return site([50] * documents, spread, [signed + n % 2 for n in range(documents)] if signed else None)


def test_a_site_that_loses_much_more_than_before_is_told() -> None:
    (shift,) = compare([run(even(80, 44))], run(even(90, 29)))

    assert shift.sentence().startswith("site weir: removed share jumped from 12 % to 42 % (80 documents bef")
    assert shift.measured > 0.1 > shift.by_chance


@pytest.mark.parametrize(
    ("label", "before", "now"),
    [
        ("the same", even(80, 44), even(80, 44)),
        ("a small change, however sure", even(5000, 44), even(5000, 41)),
        ("a tiny site that turns over", even(19, 44), even(19, 5)),
        ("a site that was tiny before", even(5, 44), even(500, 5)),
        ("a new site", site([50] * 80, [10] * 80, name="other"), even(80, 44)),
        (
            "one document as long as all others",
            site([10] * 30, [9] * 30),
            site([10] * 30 + [300], [9] * 30 + [0]),
        ),
        ("one list of a thousand names", even(80, 44, 1), site([50] * 80, [44] * 80, [1] * 79 + [1000])),
        (
            "a few more signed by chance",
            site([9] * 20, [9] * 20, [0] * 20),
            site([9] * 20, [9] * 20, [1] * 4 + [0] * 16),
        ),
        ("no blocks at all", site([0] * 30, [0] * 30), site([0] * 30, [0] * 30)),
    ],
)
def test_what_looks_like_a_jump_and_is_none(label: str, before: Figures, now: Figures) -> None:
    told = [shift for shift in compare([run(before)], run(now)) if shift.test != "site_signed_share"]

    assert told == [], label


@pytest.mark.parametrize(
    ("test", "before", "now", "words"),
    [
        (
            "site_signed_share",
            site([9] * 40, [9] * 40, [3] * 30 + [0] * 10),
            site([9] * 40, [9] * 40, [3] * 5 + [0] * 35),
            "share of documents with a signatory fell from 75 % to 12 %",
        ),
        (
            "site_signatories",
            even(60, 40, 10),
            even(60, 40, 20),
            "signatories per document jumped from 10.5 to",
        ),
    ],
)
def test_signatories_that_are_lost_or_multiply_are_told(
    test: str, before: Figures, now: Figures, words: str
) -> None:
    (shift,) = (one for one in compare([run(before)], run(now)) if one.test == test)

    assert words in shift.sentence()


@pytest.mark.parametrize(
    ("column", "test"),
    [("removed_by_label", "labels"), ("blocks_by_rule", "rules"), ("documents_by_language", "languages")],
)
def test_a_distribution_that_shifts_is_told_with_what_moved(column: str, test: str) -> None:
    size = {"a": 5000, "b": 4000, "c": 1000}
    before = run(even(1000, 40), **{column: size})
    now = run(even(1000, 40), **{column: {"a": 2000, "b": 4000, "c": 4000}})
    (shift,) = compare([before], now)

    assert (shift.test, shift.subject) == (test, "all sites")
    assert {name.rpartition(" ")[2] for name, _, _ in shift.names} == {"a", "b", "c"}
    assert "50 % to 20 %" in shift.sentence()
    assert compare([before], run(even(1000, 40), **{column: {"a": 4900, "b": 4100, "c": 1000}})) == ()


def test_a_distribution_of_few_documents_is_left_in_peace() -> None:
    before = run(even(99, 40), documents_by_language={"en": 90, "de": 9})

    assert compare([before], run(even(99, 40), documents_by_language={"de": 90, "en": 9})) == ()


def test_what_has_been_so_lately_is_no_news() -> None:
    low, high = run(even(80, 44)), run(even(80, 20))

    assert compare([low, low, high], low) == ()
    assert compare([high, *[low] * LOOK_BACK], high)
    assert compare([low, high], high) == ()


def test_new_documents_are_compared_by_themselves_and_not_told_twice() -> None:
    before, all_now, new = run(even(900, 44)), run(even(940, 43)), run(even(40, 20))
    (shift,) = compare([before], all_now, new)

    assert (shift.of, shift.documents) == ("new", 40)
    assert "40 new)" in shift.sentence()
    assert [one.of for one in compare([before], new, new)] == ["all"]


def test_runs_from_before_figures_were_kept_are_passed_over() -> None:
    assert compare([], run(even(80, 44))) == ()
    assert compare([run()], run(even(80, 44))) == ()


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=40)
)
def test_a_run_is_never_a_jump_from_itself(documents: list[tuple[int, int, int]]) -> None:
    blocks, kept, signed = (list(column) for column in zip(*documents, strict=True))
    same = run(site(blocks, [min(n, k) for n, k in zip(blocks, kept, strict=True)], signed))

    assert compare([same], same) == ()
    assert kept_share_variance(same["sites"][0]) >= 0


@settings(max_examples=30)
@given(st.integers(1, 19), st.integers(1, 400), st.data())
def test_no_site_below_the_least_number_of_documents_is_ever_told(few: int, many: int, data: Any) -> None:
    def drawn(count: int) -> Figures:
        kept = data.draw(st.lists(st.integers(0, 20), min_size=count, max_size=count))
        return site([20] * count, kept, kept)

    assert compare([run(drawn(few))], run(drawn(few))) == ()
    assert compare([run(even(many, 44))], run(drawn(few))) == ()


def sampled(random: np.random.Generator, name: str, documents: int, share: float) -> Figures:
    """A site whose documents differ in length and kept share, and a third of which are signed by some."""
    blocks = np.maximum(random.lognormal(3.5, 0.8, documents).astype(int), 1)
    made = _site(random, name, blocks, share)
    kinds = [random.multinomial(n, random.dirichlet(LABELS)) for n in blocks]  # a document has its favourites
    return {**made, "labels": np.sum(kinds, axis=0).tolist()}


LABELS = [1.5, 0.6, 0.3, 0.3, 0.1, 0.1, 0.05, 0.05]


def _site(random: np.random.Generator, name: str, blocks: Any, share: float) -> Figures:
    documents = len(blocks)
    kept = random.binomial(blocks, random.beta(6 * share, 6 * (1 - share), documents))
    signed = random.geometric(0.05, documents) * (random.random(documents) < 0.33)
    return site(blocks.tolist(), kept.tolist(), signed.tolist(), name)


def series(runs: int, seed: int) -> list[Figures]:
    """Runs over fresh documents of the same kind: sites of 3 to 300 documents, nothing changes but chance."""
    random = np.random.default_rng(seed)
    sizes = [
        (f"site-{n}", int(size), 0.2 + 0.05 * n)
        for n, size in enumerate((3, 8, 20, 22, 30, 45, 80, 150, 300))
    ]
    made = []
    for _ in range(runs):
        sites = [sampled(random, name, size, share) for name, size, share in sizes]
        documents = sum(one["document_count"] for one in sites)
        languages = random.multinomial(documents, [0.6, 0.2, 0.1, 0.05, 0.03, 0.02]).tolist()
        labels = np.sum([one["labels"] for one in sites], axis=0).tolist()
        counted = dict(zip("abcdefgh", labels, strict=True))
        spoken = dict(zip("abcdef", languages, strict=True))
        made.append(
            run(*sites, documents_by_language=spoken, removed_by_label=counted, blocks_by_rule=counted)
        )
    return made


def test_two_hundred_runs_without_a_change_raise_no_more_than_one_false_alarm() -> None:
    made = series(200, seed=7)
    # Without the range of earlier runs, so that what the tests themselves promise is seen.
    alarms = [compare(made[n - 1 : n], made[n]) for n in range(1, 200)]

    assert sum(map(bool, alarms)) <= 1


def test_the_same_series_with_a_jump_is_told() -> None:
    made = series(12, seed=8)
    random = np.random.default_rng(9)
    jumped = [sampled(random, one["site"], one["document_count"], 0.9) for one in made[-1]["sites"][:7]]
    told = {shift.subject for shift in compare(made[:-1], {**made[-1], "sites": jumped})}

    assert {"site-5", "site-6"} <= told
    assert told.isdisjoint({"site-0", "site-1"})


def letter(number: int, chrome: int, signed: int = 1) -> Judged:
    """A document of 14 blocks, of which ``chrome`` are removed."""
    lines = [f"Letter {number}", *(f"Line {line} of letter {number}" for line in range(13 - signed))]
    made = judged(
        f"letter-{number}", lines, tuple((f"Club {number}", Kind.ORGANIZATION) for _ in range(signed))
    )
    kept = [position >= chrome for position in range(len(made.blocks))]
    pairs = zip(made.blocks, kept, strict=True)
    blocks = (block(one.block.position, one.block.start, one.block.text, kept=keep) for one, keep in pairs)
    return replace(made, blocks=tuple(blocks))


def batch(documents: list[Judged], config: str, earlier: Table | None = None) -> dict[str, Table]:
    about = replace(facts(config), started_at=STARTED + timedelta(days=len(config)))
    made = build(documents, (), resolve(documents), (), about.run_id)
    return {**made, "runs": runs_table(about, made, {}, earlier)}


@pytest.fixture(scope="module")
def before() -> list[Judged]:
    return [letter(number, 1 + number % 3) for number in range(40)]


@pytest.fixture(scope="module")
def folder(before: list[Judged], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot.stage(tmp_path_factory.mktemp("before"), batch(before, "a"))


def jumps(documents: list[Judged], folder: Path) -> tuple[dict[str, Table], tuple[Behind, ...]]:
    made = batch(documents, "aa", read_table(folder, "runs"))
    return made, shifts(made, made["runs"], folder)


def test_the_figures_of_a_run_are_kept_and_carried_on(before: list[Judged], folder: Path) -> None:
    first, second = batch(before, "aa", read_table(folder, "runs"))["runs"].to_pylist()

    assert {**first["sites"][0]} == {**second["sites"][0]}
    assert first["sites"][0]["kept_block_count"] == first["kept_block_count"]
    assert first["sites"][0]["block_squares"] == 40 * 14**2
    assert sum(row["count"] for row in first["blocks_by_rule"]) == first["block_count"]


def test_the_same_documents_again_are_no_jump(before: list[Judged], folder: Path) -> None:
    assert jumps(before, folder)[1] == ()


def test_without_a_run_before_there_is_nothing_to_say(before: list[Judged]) -> None:
    made = batch(before, "a")

    assert shifts(made, made["runs"], None) == ()


def test_a_jump_names_its_documents_and_shows_what_was_decided_otherwise(
    before: list[Judged], folder: Path, tmp_path: Path
) -> None:
    worse = [letter(number, 9) if number % 2 else before[number] for number in range(40)]
    _, (behind,) = jumps(worse, folder)
    by_id = {one.raw.document_id: number for number, one in enumerate(worse)}
    write_shifts((behind,), tmp_path / "drift.json")
    (told,) = json.loads((tmp_path / "drift.json").read_text("utf-8"))["shifts"]

    assert behind.shift.test == "site_kept_share"
    assert all(by_id[one] % 2 for one in behind.document_ids)
    assert behind.changes[0].before == "kept as paragraph by none"
    assert behind.changes[0].after == "removed as navigation by short_link_like_line"
    assert len(behind.changes) <= 24
    assert told["sentence"].startswith("site site-a: removed share jumped from 14 % to 3")
    assert told["shift"]["documents"] == 40


def test_a_site_that_is_new_is_no_jump_of_all(before: list[Judged], folder: Path) -> None:
    new = [letter(number, 12) for number in range(100, 160)]
    other = [replace(one, raw=replace(one.raw, site="site-b")) for one in new]

    assert jumps([*before, *other], folder)[1] == ()


def test_new_documents_of_a_large_site_are_seen(folder: Path, before: list[Judged]) -> None:
    new = [letter(number, 11) for number in range(100, 125)]
    _, (behind, *_) = jumps([*before, *new], folder)

    assert behind.shift.subject == "site-a"
    assert set(behind.document_ids) <= {one.raw.document_id for one in new}


def test_runs_that_published_other_things_of_persons_are_not_compared(
    before: list[Judged], folder: Path
) -> None:
    about = replace(facts("aa"), persons="drop", started_at=STARTED + timedelta(days=9))
    made = build(before, (), resolve(before), (), about.run_id)

    assert shifts(made, runs_table(about, made, {}, read_table(folder, "runs")), folder) == ()


@pytest.mark.parametrize(("severity", "passed"), [("critical", False), ("warning", True), ("info", True)])
def test_a_jump_is_as_grave_as_the_project_says(severity: str, passed: bool, folder: Path) -> None:
    made, found = jumps([letter(number, 9) for number in range(40)], folder)
    verdict = with_drift(Verdict((), "a test"), found, severity)
    quarantine = with_failing_rows(made, verdict)
    rows = [row for row in quarantine.to_pylist() if row["stage"] == "drift"]

    assert verdict.passed is passed
    assert [row["reason"] for row in rows] == ([] if severity == "info" else [severity])
    assert verdict.findings[0].sentence().startswith(f"{severity}: drift: site site-a: removed share jumped")
    released = {row["quarantine_id"]: "released" for row in rows}
    assert let_pass(verdict, with_failing_rows(made, verdict, released)).passed


def test_drift_that_is_off_says_nothing(folder: Path) -> None:
    verdict = Verdict((), "a test")

    assert with_drift(verdict, jumps([letter(n, 9) for n in range(40)], folder)[1], "off") == verdict


def test_the_page_shows_the_tests_as_they_are() -> None:
    docs = Path(__file__).parent.parent / "docs" / "drift.md"

    assert page() in docs.read_text("utf-8"), "put there what this prints: python -m docsieve.drift"
