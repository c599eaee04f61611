"""Why: the block a line is in, the rule, the measurement and the threshold, in words."""

from typing import Any

import pytest
from pages import judged

from docsieve.explain import NotFoundError, blocks_on_line, blocks_with_text, explanations, find_document
from docsieve.rules import RULES

TEXT = "The pier at Eastport\n\nThe lamp was lit again\nby the keepers of the coast.\n\nLeave a Reply\n"
DOCUMENTS = [{"document_id": "a1", "source": "east/one.txt"}, {"document_id": "b2", "source": "west/one.txt"}]


def rows(text: str) -> list[dict[str, Any]]:
    (document,) = judged(text)
    return [
        {
            "position": labelled.block.position,
            "start": labelled.block.start,
            "end": labelled.block.end,
            "text": labelled.block.text,
            "separator": labelled.block.separator,
            "kept": labelled.kept,
            "label": labelled.label.value,
            "rule": labelled.finding.rule if labelled.finding else None,
            "measured": labelled.finding.measured if labelled.finding else None,
            "threshold": labelled.finding.threshold if labelled.finding else None,
            "duplicate_of": labelled.duplicate_of,
            "shape": labelled.block.shape.value,
            "repaired_text": None,
            "also": [],
            "near": [],
        }
        for labelled in document.blocks
    ]


def test_a_removed_line_is_explained_with_rule_measurement_and_threshold() -> None:
    blocks = rows(TEXT)
    (asked,) = blocks_on_line(blocks, 6)

    told = "\n".join(explanations(DOCUMENTS[0], blocks, [asked]))

    assert "east/one.txt, line 6" in told
    assert "removed as comment_form" in told
    assert "comment_form_phrases: measured 1 (share of words)" in told
    assert "kept where at most 0.8" in told


def test_a_kept_line_is_explained_too() -> None:
    blocks = rows(TEXT)

    told = "\n".join(explanations(DOCUMENTS[0], blocks, blocks_with_text(blocks, "the  KEEPERS")[:1]))

    assert "kept as paragraph" in told
    assert "line 4" in told


def test_what_a_rule_measures_is_told_where_it_is_first_named() -> None:
    blocks = rows(f"{TEXT}\nLeave a Reply\n")

    first, second = explanations(DOCUMENTS[0], blocks, [row for row in blocks if not row["kept"]])

    rule = next(rule for rule in RULES if rule.name == "comment_form_phrases")
    for told in (first, second):
        assert "comment_form_phrases: measured 1" in told
    assert rule.source in first
    assert rule.source not in second


@pytest.mark.parametrize(("line", "said"), [(0, "no line 0"), (7, "no line 7"), (2, "blank")])
def test_lines_that_are_in_no_block(line: int, said: str) -> None:
    with pytest.raises(NotFoundError, match=said):
        blocks_on_line(rows(TEXT), line)


def test_text_that_is_not_there() -> None:
    with pytest.raises(NotFoundError, match="No block"):
        blocks_with_text(rows(TEXT), "a second lamp")


@pytest.mark.parametrize("wanted", ["a1", "east/one.txt", "east/one"])
def test_documents_are_found_by_id_source_or_its_end(wanted: str) -> None:
    assert find_document(DOCUMENTS, wanted)["document_id"] == "a1"


@pytest.mark.parametrize(("wanted", "said"), [("one", "2 documents"), ("two", "No published document")])
def test_documents_that_are_not_one(wanted: str, said: str) -> None:
    with pytest.raises(NotFoundError, match=said):
        find_document(DOCUMENTS, wanted)
