"""Dates: each case's dates with their spans, its reasons, and whether the line is a date line."""

import json
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from docsieve.dates import date_line_of, find_dates, is_date_line
from docsieve.dates.words import months_named

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests/cases/dates/dates.json").read_text("utf-8"))
TEXTS = st.text(alphabet=st.sampled_from("0123456789 ./-,年月日 \nIVXmaydejuinthaug"), max_size=80) | st.text(
    max_size=80
)


def marked(case: dict[str, Any]) -> ParameterSet:
    known = case["status"] == "known failure"
    return pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] if known else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text, language = case["given"]["text"], case["given"].get("language")
    mentions = find_dates(text, language)

    assert [mention.iso for mention in mentions] == case["expect"]["dates"]
    assert [mention.reason for mention in mentions] == [case["expect"].get("reason", "")] * len(mentions)
    assert is_date_line(text, language) == case["expect"]["line"]


@given(TEXTS)
def test_mentions_are_apart_in_order_and_inside_the_text(text: str) -> None:
    mentions = find_dates(text)
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]

    assert edges == sorted(edges)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)


@given(TEXTS)
def test_a_date_is_given_or_a_reason_why_not(text: str) -> None:
    for mention in find_dates(text):
        assert bool(mention.iso) != bool(mention.reason)
        assert mention.iso in {reading.isoformat() for reading in mention.readings} | {None}


@given(TEXTS)
def test_the_date_of_a_date_line_is_one_of_the_dates_found(text: str) -> None:
    assert date_line_of(text) in {*find_dates(text), None}


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)))
def test_iso_dates_are_read_back(day: date) -> None:
    assert [mention.iso for mention in find_dates(f"Geneva, {day.isoformat()}.")] == [day.isoformat()]


def test_spans_are_those_of_the_date_alone() -> None:
    text = "Sampleton, den 28.06.2024."

    assert [text[mention.start : mention.end] for mention in find_dates(text)] == ["28.06.2024"]


def test_a_million_digits_and_hyphens_are_read_to_their_end() -> None:
    assert find_dates("1-" * 50_000 + "; 5 May 2020")[-1].iso == "2020-05-05"


def test_the_table_is_what_the_recipe_makes() -> None:
    recipe = runpy.run_path(str(ROOT / "scripts/calendar_words.py"))

    assert recipe["TABLE"].read_text("utf-8") == recipe["table"]()


def test_months_of_the_corpus_languages_are_known() -> None:
    assert [months_named(name) for name in ("enero", "ocak", "janvier", "januar", "stycznia", "января")] == [
        (1,)
    ] * 6
