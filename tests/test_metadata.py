"""Metadata: each case's title, date, issuers, notes and links, every one with the span it was read from."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from docsieve import metadata
from docsieve.dates import find_dates
from docsieve.metadata.links import normalised
from docsieve.metadata.order import decided
from docsieve.model import Evidence, Guess, Label, LabelledBlock, Metadata, Repair, Repaired, Shape
from docsieve.segment import segment

CASES = json.loads((Path(__file__).parent / "cases" / "metadata.json").read_text("utf-8"))
# What a block is kept as that no rule speaks for; the rest are paragraphs.
KEPT_AS = {
    Shape(label.value): label for label in Label if label.value in {s.value for s in Shape} - {"caption"}
}
LINES = st.lists(
    st.sampled_from(
        [
            "Open letter",
            "5 May 2021",
            "08/01/2022",
            "Posted on 9 May 2021",
            "• Home",
            "Dear friends,",
            "[1] Note.",
            "By Mira Sol",
        ]
    )
    | st.text(max_size=40),
    max_size=12,
).map("\n\n".join)


def labelled(text: str, guesses: dict[str, str] | None = None) -> tuple[LabelledBlock, ...]:
    """Blocks as a page without chrome gives them: all kept as what their shape says."""
    return tuple(
        LabelledBlock(
            block=block,
            repaired=Repaired(" ".join(block.text.split())),
            guess=Guess((guesses or {})[key], 1.0)
            if (key := str(block.position)) in (guesses or {})
            else Guess(),
            fingerprint="",
            kept=True,
            label=KEPT_AS.get(block.shape, Label.PARAGRAPH),
        )
        for block in segment(text)
    )


def marked(case: dict[str, Any]) -> ParameterSet:
    known = case["status"] == "known failure"
    return pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] if known else [])


def text_of(evidence: Evidence | None) -> str | None:
    return evidence.text if evidence else None


def said(found: Metadata) -> dict[str, object]:
    return {
        "title": text_of(found.title),
        "other_titles": [[other.language, other.text] for other in found.other_titles],
        "published_on": found.published_on.isoformat() if found.published_on else None,
        "published_on_reason": found.published_on_reason,
        "date_evidence": text_of(found.date_evidence),
        "place": text_of(found.place),
        "issuers": [issuer.text for issuer in found.issuers],
        "footnotes": [[note.mark, len(note.markers), text_of(note.note)] for note in found.footnotes],
        "links": list(found.links),
    }


def every_evidence(found: Metadata) -> list[Evidence]:
    single = [found.title, found.date_evidence, found.place]
    notes = [note.note for note in found.footnotes]
    several = [*found.other_titles, *found.issuers, *found.footnote_markers]
    return [evidence for evidence in [*single, *notes, *several] if evidence]


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    given_ = case["given"]
    blocks = labelled(given_["text"], given_.get("guesses"))
    found = said(metadata.read(blocks, given_.get("language", "und")))

    assert {key: found[key] for key in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_evidence_stands_where_it_says(case: dict[str, Any]) -> None:
    text = case["given"]["text"]
    for evidence in every_evidence(metadata.read(labelled(text, case["given"].get("guesses")))):
        assert " ".join(text[evidence.start : evidence.end].split()) == evidence.text


@given(LINES)
def test_every_text_has_an_answer_and_spans_inside_it(text: str) -> None:
    found = metadata.read(labelled(text))

    assert bool(found.published_on) != bool(found.published_on_reason)
    assert all(0 <= each.start < each.end <= len(text) for each in every_evidence(found))


@given(LINES)
def test_a_published_day_has_a_line_with_a_date_as_its_evidence(text: str) -> None:
    found = metadata.read(labelled(text))
    if found.published_on:
        assert found.date_evidence
        assert find_dates(found.date_evidence.text)


def test_blocks_that_were_removed_say_nothing_but_the_date_of_posting() -> None:
    blocks = labelled("Light the pier\n\n5 May 2021\n\nSee https://example.org")
    removed = tuple(
        LabelledBlock(each.block, each.repaired, each.guess, "", kept=False, label=each.label)
        for each in blocks
    )

    assert metadata.read(removed) == Metadata()


def taken(text: str, at: int) -> tuple[LabelledBlock, ...]:
    """Blocks of which one was taken for chrome."""
    return tuple(
        replace(each, kept=False, label=Label.BOILERPLATE) if index == at else each
        for index, each in enumerate(labelled(text))
    )


@pytest.mark.parametrize(
    ("call", "title"),
    [("LIGHT THE PIERS!", "LIGHT THE PIERS!"), ("JOIN US TODAY!", None), ("ASK THE COUNCIL!", None)],
)
def test_a_removed_call_of_three_words_is_the_title_where_the_text_has_two_of_them(
    call: str, title: str | None
) -> None:
    prose = (
        "The crews ask the town to light the lamps on both piers again before the boats go out in spring. "
    )
    blocks = labelled(f"{call}\n\n20 March 2015\n\n{prose * 3}")
    removed = replace(blocks[0], kept=False, label=Label.BOILERPLATE)
    assert text_of(metadata.read((removed, *blocks[1:]), "en").title) == title


BODY = (
    "The lamp on the eastern pier has been dark for three winters, and the crews of the northern harbour "
    "have asked the town hall again and again to have it lit before the boats go out in early spring."
)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Light the lamp on the eastern pier again", True),
        ("Five recipes for long summer evenings", False),
        ("News | Lamps | Piers | Harbour", False),
    ],
)
def test_a_title_taken_for_chrome_is_read_where_it_speaks_of_the_text(line: str, title: bool) -> None:
    blocks = taken(f"Quay Post\n\n{line}\n\n4 May 2021\n\n{BODY}\n", 1)

    assert (text_of(metadata.read(blocks).title) == line) is title


@pytest.mark.parametrize(("stamps", "day"), [(1, "2021-05-04"), (2, None)])
def test_a_date_taken_for_chrome_beside_the_title_counts_where_it_is_alone(
    stamps: int, day: str | None
) -> None:
    dates = "\n\n".join(f"{4 + at} May 2021" for at in range(stamps))
    text = f"{dates}\n\nLight the lamp on the eastern pier\n\n{BODY}\n"
    blocks = tuple(
        replace(each, kept=False, label=Label.BOILERPLATE) if "2021" in each.block.text else each
        for each in labelled(text)
    )

    found = metadata.read(blocks).published_on

    assert (found.isoformat() if found else None) == day


def test_repaired_words_are_the_title() -> None:
    blocks = labelled("Light the  pi\N{LATIN SMALL LIGATURE FI}er again")
    repaired = tuple(
        LabelledBlock(
            each.block, Repaired("Light the pifier again"), each.guess, "", kept=True, label=each.label
        )
        for each in blocks
    )
    title = metadata.read(repaired).title

    assert title == Evidence("Light the pifier again", 0, len(blocks[0].block.text))


@pytest.mark.parametrize(
    ("first", "titled"),
    [("Statement by all crews for the eastern pier", True), ("Mira Sol, pilot of the eastern pier", False)],
)
def test_a_title_claimed_as_a_signature_is_one_where_it_names_its_kind(first: str, titled: bool) -> None:
    blocks = labelled(f"{first}\n\n5 May 2021\n\n" + "The lamp on the eastern pier is out again. " * 6)
    claimed = (replace(blocks[0], label=Label.SIGNATURE), *blocks[1:])

    assert text_of(metadata.read(claimed).title) == (first if titled else None)


def test_marks_freed_by_a_repair_are_markers() -> None:
    blocks = labelled("The lamp is outi and the crews wait for it.")
    freed = Repair("glued_footnote_mark", 15, 16, "i", "")
    repaired = tuple(
        LabelledBlock(
            each.block, Repaired(each.block.text, (freed,)), each.guess, "", kept=True, label=each.label
        )
        for each in blocks
    )

    assert metadata.read(repaired).footnote_markers == (Evidence("i", 15, 16),)


def test_numbered_notes_belong_to_marks_freed_by_a_repair() -> None:
    blocks = labelled("The lamp is out1 and the crews wait.\n\n1. The Coast, page 4.\n\n2. The Pier, page 9.")
    freed = Repaired("The lamp is out and the crews wait.", (Repair("glued_footnote_mark", 15, 16, "1", ""),))
    repaired = (replace(blocks[0], repaired=freed), *blocks[1:])

    assert [text_of(note.note) for note in metadata.read(repaired).footnotes] == ["1. The Coast, page 4."]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTPS://Example.ORG:443/", "https://example.org"),
        ("http://example.org:8080/a?b=1&fbclid=x", "http://example.org:8080/a?b=1"),
        ("https://example.org/a?b=%20c", "https://example.org/a?b=%20c"),
        ("https://example.org/#:~:text=lamp", "https://example.org"),
        ("http://[broken", None),
        ("https://example.org/a.\n", "https://example.org/a"),
        ("http://localhost/x", None),
    ],
)
def test_addresses_have_one_form(written: str, expected: str | None) -> None:
    assert normalised(written) == expected


@given(st.text(max_size=60))
def test_normalising_an_address_twice_is_normalising_it_once(rest: str) -> None:
    once = normalised(f"https://example.org/{rest}")

    assert once is None or normalised(once) == once


def test_a_date_read_in_one_way_needs_no_evidence() -> None:
    assert decided(find_dates("25/12/2021")[0], (), None) == date(2021, 12, 25)
