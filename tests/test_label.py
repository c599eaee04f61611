"""Labelling: each rule catches what it is for, and leaves what only looks like it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import prepared

from docsieve.interface import coverage
from docsieve.label import label
from docsieve.model import Finding, LabelledBlock, RepeatEvidence
from docsieve.pipeline import judge, survey
from docsieve.repeats import evidence
from docsieve.rules import RULES, Answer, Rule, blocks_for, page_of
from docsieve.segment import segment

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "rules.json").read_text("utf-8"))


def labelled(text: str) -> tuple[LabelledBlock, ...]:
    document = prepared(text)
    return label(page_of(document, evidence(document, survey([document])[0])))


def the_block(blocks: tuple[LabelledBlock, ...], line: str) -> LabelledBlock:
    if line == "-1":
        return blocks[-1]
    (found,) = [block for block in blocks if block.block.text.strip().startswith(line.strip())][:1]
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    block = the_block(labelled(case["given"]), case["line"])

    told = {
        "kept": block.kept,
        "label": block.label.value,
        "rule": block.finding.rule if block.finding else None,
        "duplicate_of": block.duplicate_of,
    }
    assert {key: told[key] for key in case["expect"]} == case["expect"]


def test_every_rule_has_a_case_that_it_decides() -> None:
    decided = {
        block.finding.rule for case in CASES for block in labelled(case["given"]) if block.finding is not None
    }
    told_elsewhere = {"signing_part", "site_share", "read_as_title"}

    assert {rule.name for rule in RULES} - told_elsewhere == decided - told_elsewhere


def test_a_line_on_most_pages_of_a_site_is_template() -> None:
    pages = [
        prepared(f"Letter {n}\n\nThe crew of boat {n} came home.\n\nEastport Harbour Pages", f"east/{n}.txt")
        for n in range(6)
    ]
    said = survey(pages)[0]

    judged = label(page_of(pages[0], evidence(pages[0], said)))

    assert [(block.kept, block.label.value) for block in judged][2] == (False, "template")
    assert judged[1].kept


LETTERS_PAGE = """Skip to content
Harbour Courier
News
Sport
Letters
Jobs
Letters
Don't let the lamps go quiet
Readers
Share
Sir, the council wants to close four of the seven lamps on the quay, and we ask it to think again soon.
We have counted the boats that come in after dark, and there are nineteen of them on every night of the week.
We urge the council to keep the lamps lit until the new pier is built.
{signed}
More letters
Comments
"""


@pytest.mark.parametrize(
    ("signed", "kept"),
    [("Anna Holloway\nChair, Harbour Lamp Society\nPeter Marsh\nSecretary, Quay Union", True), ("", False)],
)
def test_a_removed_title_of_a_statement_comes_back_once_it_was_read(signed: str, kept: bool) -> None:
    judged = judge(document := prepared(LETTERS_PAGE.format(signed=signed)), survey([document])[0])
    title = the_block(judged.blocks, "Don't let")

    assert judged.metadata.title is not None
    assert judged.metadata.title.text == "Don't let the lamps go quiet"
    assert title.kept is kept
    assert (title.finding is not None and title.finding.rule == "read_as_title") is kept
    assert ("Don't let the lamps" in judged.text) is kept


def test_a_line_on_two_pages_of_two_is_no_template() -> None:
    pages = [
        prepared(f"Letter {n}\n\nThe crew of boat {n} came home.\n\nEastport Harbour Pages", f"east/{n}.txt")
        for n in range(2)
    ]

    judged = label(page_of(pages[0], evidence(pages[0], survey(pages)[0])))

    assert judged[2].finding is None or judged[2].finding.rule != "site_share"


@given(st.text(alphabet=st.sampled_from("ab Leave a Reply1.)(–•\n%s“”-:"), max_size=300))
def test_every_block_of_every_text_is_judged_and_measured(text: str) -> None:
    document = prepared(text)
    page = page_of(document, tuple(RepeatEvidence() for _ in document.blocks))

    assert len(label(page)) == len(segment(text))
    for rule in RULES:
        assert all(isinstance(rule.measure(page, i), float) for i in range(len(document.blocks)))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_rule_says_nothing_of_blocks_it_is_not_asked_of(case: dict[str, Any]) -> None:
    document = prepared(case["given"])
    page = page_of(document, evidence(document, survey([document])[0]))

    asked = {rule.name: set(blocks_for(page)[rule.measure]) for rule in RULES}
    left_out = [(rule, i) for rule in RULES for i in range(len(page.blocks)) if i not in asked[rule.name]]
    assert left_out
    assert [(rule.name, i) for rule, i in left_out if rule.answer_to(rule.measure(page, i))] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_measure_of_nothing_never_speaks(rule: Rule) -> None:
    assert rule.keeps(0.0) is not rule.protects


@given(st.lists(st.sampled_from("leave a reply cancel share on facebook home about %s 3 comments".split())))
def test_phrases_cover_no_more_than_the_line(words: list[str]) -> None:
    assert 0 <= coverage(" ".join(words)).share <= 1


WORDS = "The crews of Eastport have asked for a lamp for three winters and no oil has come yet"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("\n".join((WORDS + " ").split() * 3), ["one_word_a_line"], id="one word a line"),
        pytest.param((WORDS + ". ") * 20, ["one_long_line"], id="one long line"),
        pytest.param("Menu\n" + (WORDS + ". ") * 40, ["one_long_line"], id="one long line and one more"),
        pytest.param((WORDS + ".\n\n") * 20, [], id="paragraphs"),
        pytest.param("\n".join(["Home", "News", "Eastport", "Lamps"] * 20), [], id="list of names"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_layout_that_a_dump_lost_is_told(text: str, found: list[str]) -> None:
    document = prepared(text)
    page = page_of(document, tuple(RepeatEvidence() for _ in document.blocks))

    assert [finding.rule for finding in page.layout] == found
    assert [block.kept for block in label(page)] == [True] * len(document.blocks) or not found


def test_rules_name_one_side_and_their_source() -> None:
    for rule in RULES:
        assert (rule.at_most is None) is not (rule.at_least is None), rule.name
        assert rule.unit
        assert rule.source
        assert rule.measure.__doc__


def test_a_silent_rule_is_told_where_its_measure_is_near_the_line() -> None:
    def rule(measured: float, **sides: Any) -> Answer | None:
        return Rule("r", lambda _page, _i: measured, None, "unit", "made", **sides).answer_to(measured)

    assert rule(0.9, at_most=0.8) == Answer(Finding("r", 0.9, 0.8), speaks=True)
    assert rule(0.5, at_most=0.8) == Answer(Finding("r", 0.5, 0.8), speaks=False)
    assert rule(0.4, at_most=0.8) is None
    assert rule(4, at_least=5, protects=True) == Answer(Finding("r", 4, 5), speaks=False)
    assert rule(5, at_least=5, protects=True) == Answer(Finding("r", 5, 5), speaks=True)
    assert rule(0, at_least=1, protects=True) is None
    assert rule(0, at_most=0) is None
