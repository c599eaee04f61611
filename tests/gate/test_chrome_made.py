"""The floors of chrome removal on texts that are always at hand: made pages, and prose that Python ships."""

import json
from collections.abc import Iterator
from pathlib import Path
from pydoc_data import topics

import numpy as np
import pytest
from gate.chrome_made import CASES, made_f1
from pages import prepared

from docsieve.label import label
from docsieve.model import LabelledBlock
from docsieve.pipeline import survey
from docsieve.repeats import evidence
from docsieve.rules import page_of

FLOORS = json.loads((Path(__file__).parent / "chrome_floors.json").read_text("utf-8"))
# Topics differ by version of Python; together they have about a thousand paragraphs of prose.
LEAST_PARAGRAPHS = 3
LEAST_WORDS = 8


def prose() -> Iterator[list[str]]:
    """Give the paragraphs of each topic of Python's own help that are sentences and no code."""
    for text in topics.topics.values():
        paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
        read = [paragraph for paragraph in paragraphs if _is_prose(paragraph)]
        if len(read) >= LEAST_PARAGRAPHS:
            yield read


def _is_prose(text: str) -> bool:
    code = "::" in text or text.startswith("**")
    return len(text.split()) >= LEAST_WORDS and text[0].isupper() and text.endswith(".") and not code


def judged(text: str) -> tuple[LabelledBlock, ...]:
    document = prepared(text)
    return label(page_of(document, evidence(document, survey([document])[0])))


def test_made_pages_are_above_their_floor() -> None:
    reached = {case["label"]: made_f1(case) for case in CASES}

    assert np.mean(list(reached.values())) >= FLOORS["made"], reached


@pytest.mark.no_cover  # thousands of paragraphs, of lines that other tests cover
def test_clean_prose_loses_fewer_than_one_line_in_two_thousand() -> None:
    """Paragraphs that nearly repeat an earlier one are a matter of their own."""
    blocks = [
        block for paragraphs in prose() for gap in ("\n", "\n\n") for block in judged(gap.join(paragraphs))
    ]

    repeated = [block for block in blocks if block.finding and block.finding.rule == "earlier_copy"]
    removed = [block.block.text for block in blocks if not block.kept and block not in repeated]
    assert len(blocks) > 1000
    assert 2000 * len(removed) < len(blocks), removed
