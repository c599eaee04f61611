"""Countries by their names, and places."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve.places import countries_of, countries_within, country_of, is_place, is_region


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ireland", "IE"), ("the Netherlands", "NL"), ("Brasil", "BR"), ("España", "ES"),
        ("Deutschland", "DE"),
        ("Côte d'Ivoire", "CI"), ("Россия", "RU"), ("Україна", "UA"), ("Ελλάδα", "GR"), ("Türkiye", "TR"),
        ("한국", "KR"), ("中国", "CN"), ("日本", "JP"), ("مصر", "EG"), ("ایران", "IR"), ("ישראל", "IL"),
        ("भारत", "IN"),
        ("ไทย", "TH"), ("USA", "US"), ("U.S.", "US"), ("UK", "GB"), ("EEUU", "US"), ("Scotland", "GB"),
        ("Burma", "MM"),
        ("Republic of Kenya", "KE"), ("Bosnia and Herzegovina", "BA"), ("Palestine", "PS"),
        ("Österreich", "AT"),
    ],
)  # fmt: skip
def test_countries_by_name(name: str, code: str) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize(
    "name", ["us", "uk", "it", "Granada", "America", "Europa", "Harbour", "", "Salvador", "Global South"]
)
def test_what_is_no_country(name: str) -> None:
    assert country_of(name) is None


def test_a_name_that_languages_disagree_on_needs_the_language() -> None:
    assert [country_of("Kongo", language) for language in ("nb", "pl", "")] == ["CD", "CG", None]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Austria, France, Spain", ("AT", "FR", "ES")),
        ("Trinidad and Tobago", ("TT",)),
        ("Francia y España", ("FR", "ES")),
        ("Россия, Казахстан", ("RU", "KZ")),
        ("🇫🇷 🇪🇸", ("FR", "ES")),
        ("Lyon, France", ()),
        ("Weavers 🇫🇷", ()),
    ],
)
def test_enumerations_of_countries(text: str, codes: tuple[str, ...]) -> None:
    assert countries_of(text) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Weavers of Peru", ("PE",)),
        ("Naturefriends Greece", ("GR",)),
        ("Weavers for Peru", ()),
        ("Peruvian Weavers", ()),
        ("University of Granada", ()),
        ("Georgia Weavers Guild", ()),
        ("give us bread", ()),
    ],
)
def test_countries_within_names(name: str, codes: tuple[str, ...]) -> None:
    assert countries_within(name) == codes


def test_places_and_regions() -> None:
    assert all(map(is_place, ["Dhaka", "Göteborg", "Мурманск", "W.A.", "New South Wales", "Latin America"]))
    assert not any(map(is_place, ["Harbour Watch", "Peru", ""]))
    assert is_region("Global South")


@given(st.text(max_size=80))
def test_codes_are_iso(text: str) -> None:
    codes = {row[1] for row in csv.reader(_rows(), delimiter="\t")} | {"XK"}

    assert set(countries_of(text)) | set(countries_within(text)) <= codes


def _rows() -> list[str]:
    text = files("docsieve.data").joinpath("countries.tsv").read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]
