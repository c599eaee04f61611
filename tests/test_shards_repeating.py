"""Repeats in runs that build on others: what has not changed stays, and all is as from scratch."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_run import run
from test_shards import LAMP, OIL, assert_as_from_scratch, change, current_of

from docsieve.ledger import buckets, files
from docsieve.model import Repeat
from docsieve.snapshot import stage_table
from docsieve.tables import Table, read_table, repeat_rows

TIDE = (
    "The tide table on the door of the harbour office has been wrong since the spring, and each morning the "
    "first boat goes out on what its skipper remembers of the moon and of the wind of the night before."
)
MENU = "Charts of the Sound\n\nPilots and Pots\n\n"
FOOT = "\n\nPrinted at the East Pier Pages"
BODIES = (
    f"On the lamp\n\n4 May 2021\n\n{LAMP}", f"On the lamp, again\n\n3 May 2021\n\n{LAMP} Still.",
    f"On oil\n\n{OIL}", f"On oil and more\n\n2 May 2020\n\n{OIL}\n\n{TIDE}\n\n{OIL}", f"Tide\n\n{TIDE}",
    "Nothing is asked of anybody here.",
)  # fmt: skip
PAGES = st.builds(
    lambda menu, body, foot: menu + body + foot,
    st.sampled_from([MENU, ""]),
    st.sampled_from(BODIES),
    st.sampled_from([FOOT, ""]),
)
NAMES = [f"{site}/{n}.txt" for site in "abc" for n in range(4)]
STEPS = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.none() | PAGES, max_size=3), min_size=1, max_size=3
)
FIRST = {
    f"{site}/{n}.txt": MENU + BODIES[(at + n) % len(BODIES)] + f"\n\nLog of {site}." + FOOT
    for at, site in enumerate("ab")
    for n in range(5)
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets of two documents, parts of four repeats, sites known by two pages, and steps from three on."""
    monkeypatch.setattr(buckets, "DOCUMENTS", 2)
    monkeypatch.setattr(files, "FRESH_NANOSECONDS", -(10**18))
    monkeypatch.setattr("docsieve.shards.parted.ROWS", 4)
    monkeypatch.setattr("docsieve.rules.measures.LEAST_SITE", 2)
    monkeypatch.setattr("docsieve.shares.FEW", 2)


@pytest.mark.no_cover  # many whole runs, of lines that other tests cover
@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_repeats_are_those_of_a_run_from_scratch(steps: list[dict[str, str | None]]) -> None:
    assert_as_from_scratch(FIRST, [(step, ()) for step in steps])


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    change(tmp_path / "raw", FIRST, count(10**18))
    run(tmp_path / "raw", tmp_path / "grown")
    return tmp_path / "grown"


def test_repeats_of_all_kinds_are_there_to_be_kept(grown: Path) -> None:
    kinds = set(read_table(current_of(grown), "repeats")["kind"].to_pylist())

    assert kinds == {"duplicate", "template", "quotation", "near_duplicate"}


def test_only_rows_of_the_site_that_changed_are_made(
    grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Repeat] = []

    def told(repeats: Any, accepted: Any) -> Any:
        some = list(repeats)
        made.extend(some)
        return repeat_rows(some, accepted)

    monkeypatch.setattr("docsieve.shards.tables.repeat_rows", told)
    change(tmp_path / "raw", {"c/0.txt": f"{MENU}A word of the south.{FOOT}"}, count(2 * 10**18))
    run(tmp_path / "raw", grown)

    assert made == []
    change(tmp_path / "raw", {"b/9.txt": f"{MENU}A word of the north.{FOOT}"}, count(3 * 10**18))
    run(tmp_path / "raw", grown)
    rows = read_table(current_of(grown), "repeats").to_pylist()
    templates = {row["document_id"] for row in rows if row["kind"] == "template"}
    again = {each.document_id for each in made}
    assert again
    assert again < templates


def test_parts_of_repeats_in_which_nothing_changed_are_not_written(
    grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def told(staging: Path, name: str, table: Table, part: int = 0, beside: Path | None = None) -> None:
        written.append(name)
        stage_table(staging, name, table, part, beside)

    monkeypatch.setattr("docsieve.shards.parted.stage_table", told)
    change(tmp_path / "raw", {"c/0.txt": "A word of the south, and no more than that."}, count(2 * 10**18))
    run(tmp_path / "raw", grown)

    assert "repeats" not in written
    assert len(list((current_of(grown) / "repeats").iterdir())) > 1
