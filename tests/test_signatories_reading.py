"""One entry read once its kind is known: what becomes its name, role, body, place and countries."""

import json
from pathlib import Path
from typing import Any

import pytest

from docsieve.model import Kind
from docsieve.signatories.confidence import confidence_of
from docsieve.signatories.drafts import Draft, drafted
from docsieve.signatories.fields import filled
from docsieve.signatories.habits import Habits, habits_of
from docsieve.signing.part import SigningPart

Case = dict[str, Any]
CASES: list[Case] = json.loads((Path(__file__).parent / "cases/signatories_reading.json").read_text("utf-8"))


def part(found_by: str) -> SigningPart:
    return SigningPart(0, 0, 0, 0, found_by, score=3.0, evidence=(("names in it", 0.5),))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_fields(case: Case) -> None:
    given = case["given"]
    habits = Habits(
        given.get("dash_is_country", False),
        frozenset(given.get("several", ())),
        given.get("last_is_place", False),
        dash_is_place=given.get("dash_is_place", False),
    )
    draft = drafted([given["line"]], None)
    assert draft is not None

    read = filled(draft, Kind(given["kind"]), habits, "")

    assert {field: getattr(read, field) for field in case["expect"]} == case["expect"]


def habits(bodies: list[str], people: list[str]) -> Habits:
    lists = [[draft for line in lines if (draft := drafted([line], None))] for lines in (bodies, people)]
    return habits_of(*lists)


def test_habits_of_a_list() -> None:
    towns = ["Ana Solar, Lyon", "Jean Morel, Dhaka", "Ozan Deniz, Martıköy"]
    bodies = ["Lamp Union – Kenya", "Quay Watch, Peru", "Quay Watch – North"]

    found = habits(bodies, towns)

    assert found == Habits(
        dash_is_country=True, several=frozenset({"Quay Watch"}), last_is_place=True, names_countries=True
    )
    assert habits(bodies[1:], towns[1:]) == Habits(several=frozenset({"Quay Watch"}))


def test_towns_behind_dashes_are_a_habit() -> None:
    bodies = ["Lamp Union - Wickford", "Quay Watch - Sumbulan", "Rope Guild - Gull Bay"]

    assert habits(bodies, []).dash_is_place
    assert not habits(bodies[1:], []).dash_is_place
    assert not habits([*bodies[1:], "Quay Watch - Rope Section"], []).dash_is_place


def test_confidence_falls_with_doubts() -> None:
    sure, alone, unknown, role = (
        confidence_of(part("heading"), Draft(name, name), kind, leaning)
        for name, kind, leaning in (
            ("Lamp Workers Union", Kind.ORGANIZATION, 5.0),
            ("Lantern Union", Kind.ORGANIZATION, 0.5),
            ("Get the wick", Kind.ORGANIZATION, 0.5),
            ("Coordinator", Kind.PERSON, -2.0),
        )
    )

    assert 1 > sure > alone > unknown > role > 0


def test_the_last_of_a_list_and_sentences_are_less_sure() -> None:
    ways = [("Lamp Union", False), ("Lamp Union", True), ("Will the Lamp Union join?", True)]
    sure, last, asked = (
        confidence_of(part("heading"), Draft(name, name), Kind.ORGANIZATION, 5.0, at_end=at_end)
        for name, at_end in ways
    )

    assert sure > last > asked
