"""Who signed, read from whole texts: languages, layouts, and the look-alikes that nobody signed."""

import doctest
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve.model import Block, Finding, Kind, Signatory
from docsieve.segment import segment
from docsieve.signatories import Signing, read_blocks
from docsieve.signatories.drafts import drafted
from docsieve.signatories.kinds import leaning, with_neighbours
from docsieve.signing import find

Case = dict[str, Any]
FOLDER = Path(__file__).parent / "cases" / "signatories"
CASES: list[Case] = [
    case for path in sorted(FOLDER.glob("*.json")) for case in json.loads(path.read_text("utf-8"))
]
COUNTS: list[Case] = json.loads((FOLDER.parent / "signatories_counts.json").read_text("utf-8"))
PIECES = st.sampled_from(
    [
        "Signed by:",
        "Firmantes:",
        "Sincerely,",
        "Harbour Watch (HW), Ireland",
        "• Ana Sol, writer",
        "12.",
        "12. Bay Forum – Kenya",
        "3 May 2021",
        "We demand that the council opens the harbour path again.",
        "(Ireland, Portugal)",
        "and 120 others",
        "Organizations",
        "Ana Sol; Ben Mar, teacher; Bay Forum; Tide Trust",
        "Leave a Reply",
        "1 \t\tBay Forum \t\tPeru",
        "签署人：",
        "",
        "((",
        "🇮🇪",
    ]
)


def signing(text: str, language: str = "en") -> Signing:
    blocks = segment(text)
    return read_blocks(blocks, find(blocks), language)


def marked(case: Case) -> Any:
    marks = () if case["status"] == "pass" else (pytest.mark.xfail(reason=case["status"], strict=True),)
    return pytest.param(case, id=case["label"], marks=marks)


def told(claim: Signatory, fields: Case) -> Case:
    said = {name: getattr(claim, name) for name in fields}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_claims(case: Case) -> None:
    found = signing("\n".join(case["given"]), case["language"])
    expected = case["expect"]["signatories"]

    assert [claim.name for claim in found.signatories] == [fields["name"] for fields in expected]
    assert [
        told(claim, fields) for claim, fields in zip(found.signatories, expected, strict=True)
    ] == expected
    assert found.declared_count == case["expect"]["declared_count"]


def test_negatives_are_many() -> None:
    assert sum(not case["expect"]["signatories"] for case in CASES) >= 15


@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\n\n"]))
def test_a_claim_is_a_slice_of_the_raw_text(pieces: list[str], between: str) -> None:
    text = between.join(pieces)

    for position, claim in enumerate(signing(text).signatories):
        assert text[claim.start : claim.end] == claim.as_written
        assert claim.position == position
        assert claim.name.strip()
        assert 0 < claim.confidence < 1


@given(st.text(max_size=400))
def test_every_text_has_an_answer(text: str) -> None:
    assert signing(text) == signing(text)


def test_spans_are_those_of_the_raw_text_where_blocks_begin_later() -> None:
    blocks = segment("Signed by:\n\nHarbour Watch\nBay Forum\n")
    moved = [replace(block, start=block.start + 100, end=block.end + 100) for block in blocks]

    assert [c.start for c in read_blocks(moved, find(moved)).signatories] == [112, 126]


def test_the_page_about_signatories_shows_what_happens() -> None:
    page = Path(__file__).parent.parent / "docs" / "signatories.md"

    assert doctest.testfile(str(page), module_relative=False).failed == 0


def test_what_a_text_declares_is_held_against_what_was_read() -> None:
    found = signing("Signed by:\n\nHarbour Watch\nBay Workers Union\nand 10 others\n")

    assert found.findings == (Finding("declared_count", measured=2, threshold=12),)


@pytest.mark.parametrize(
    ("lines", "countries", "unclear"),
    [
        (["Harbour Watch (Congo)", "Bay Forum"], [(), ()], ["Congo: CG, CD"]),
        (["Ana Solar, Goma, Congo", "Bay Forum"], [("CD",), ()], []),
        (["Harbour Watch, Georgia", "Bay Forum"], [(), ()], ["Georgia: GE, US"]),
        (["Harbour Watch, Georgia", "Bay Forum, Peru", "Tide Trust, Kenya"], [("GE",), ("PE",), ("KE",)], []),
        (["Harbour Watch, Georgia, USA", "Bay Forum"], [("US",), ()], []),
    ],
)
def test_a_name_that_countries_share_is_no_country_but_a_finding(
    lines: list[str], countries: list[tuple[str, ...]], unclear: list[str]
) -> None:
    found = signing("\n".join(["Signed by:", "", *lines, ""]))

    assert [claim.countries for claim in found.signatories] == countries
    assert next(claim.place or claim.affiliation for claim in found.signatories) in (None, "Goma")
    assert [one.detail for one in found.findings] == unclear
    assert {one.rule for one in found.findings} <= {"ambiguous_country"}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["given"]) for case in COUNTS])
def test_a_line_that_only_counts_names_nobody(case: Case) -> None:
    found = signing("\n".join(["Signed by:", "", "Harbour Watch", "Bay Forum", "Tide Trust", case["given"]]))

    named = [claim.name for claim in found.signatories]
    assert named[:3] == ["Harbour Watch", "Bay Forum", "Tide Trust"]
    assert named[3:] == ([case["given"]] if case["expect"] == "a name" else [])
    assert (found.declared_count is not None) == (case["expect"] == "counted")


@pytest.mark.parametrize("mark", [" / ", " · ", "; ", " | "])
def test_rows_are_parted_by_their_mark(mark: str) -> None:
    rows = [("Ana Solar", "teacher", "Quay School"), ("Peter Marsh", "nurse"), ("Anna Kay", "Tide Union")]
    found = signing("\n".join(["Signed by:", "", *map(mark.join, rows)]))

    assert [(claim.name, claim.role, claim.affiliation) for claim in found.signatories] == [
        ("Ana Solar", "teacher", "Quay School"),
        ("Peter Marsh", "nurse", None),
        ("Anna Kay", None, "Tide Union"),
    ]


def test_a_line_of_many_names_is_split_beside_other_lines() -> None:
    many = "Ana Solar, Peter Marsh, Anna Kay, Harbour Workers Union, Maria Lund, Tide Forum and John Reed"
    found = signing(
        "\n".join(["Signed by:", "", many, "", "Bay Workers Union", "Quay Clinic", "Lamp Museum"])
    )

    assert len(found.signatories) == 10
    assert found.signatories[6].name == "John Reed"


def test_the_first_of_several_lines_about_a_person_is_a_role_where_others_are() -> None:
    people = ["Ana Solar\nteacher\nQuay School", "Peter Marsh\nnurse\nTide Clinic"]
    people += ["Anna Kay\nLantern trimmer\nWharf Academy", "Maria Lund\npoet\nHarbour Union"]
    found = signing("\n".join(["Signed by:", "", *people, ""]))

    assert [claim.role for claim in found.signatories] == ["teacher", "nurse", "Lantern trimmer", "poet"]
    assert found.signatories[2].affiliation == "Wharf Academy"


def test_what_was_taken_back_stays_a_claim_and_is_not_counted() -> None:
    found = signing("Signed by:\n\nHarbour Watch\nBay Workers Union (withdrawn)\nand 10 others\n")

    assert [(claim.name, claim.withdrawn) for claim in found.signatories] == [
        ("Harbour Watch", False),
        ("Bay Workers Union", True),
    ]
    assert found.findings == (Finding("declared_count", measured=1, threshold=12),)


def test_no_parts_no_claims() -> None:
    block = Block(0, 0, 4, "Text", "", segment("Text")[0].shape)

    assert read_blocks([block], ()) == Signing()


def test_a_body_that_signs_twice_is_one_claim_with_what_both_say() -> None:
    text = (
        "On the bay\n\nBay Workers Collective, (Ireland, Peru), May 3, 2021\n\n"
        "We demand that the council opens the path again, and that it stays open for everybody.\n\n"
        "May 3, 2021\n\nBay Workers Collective\n\n(Kenya)\n"
    )

    (claim,) = signing(text).signatories

    assert (claim.name, claim.countries) == ("Bay Workers Collective", ("IE", "PE", "KE"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Harbour Workers Union", Kind.ORGANIZATION),
        ("Dr. Maria T. Sandoval", Kind.PERSON),
        ("Maria Sandoval Foundation", Kind.ORGANIZATION),
        ("quays.example", Kind.ORGANIZATION),
        ("HWX", Kind.ORGANIZATION),
        ("Jean-Luc Morel", Kind.PERSON),
        ("Weavers for Peace", Kind.ORGANIZATION),
        ("김민수", Kind.PERSON),
    ],
)
def test_kind_of_a_name_alone(name: str, kind: Kind) -> None:
    draft = drafted([name], None)

    assert draft is not None
    assert (Kind.ORGANIZATION if leaning(draft.seen) > 0 else Kind.PERSON) is kind


def test_a_list_speaks_for_its_doubtful_entries() -> None:
    doubtful = [-0.4, 0.4]

    bodies = with_neighbours([3.0, 4.0, 3.5, *doubtful], [0] * 5, [False] * 5, [False] * 5)
    people = with_neighbours([-3.0, -4.0, -3.5, *doubtful], [0] * 5, [False] * 5, [False] * 5)

    assert min(bodies[3:]) > 0 > max(people[3:])
