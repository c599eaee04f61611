"""The made pages of the repository, in nine languages, as the whole rule table cleans them."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from docsieve.label import label
from docsieve.language import engine
from docsieve.model import RawDocument
from docsieve.pipeline import prepare, survey
from docsieve.repeats import evidence
from docsieve.rules import page_of
from docsieve.scorer.data import trained
from docsieve.scorer.text import columns_of

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "scorer" / "pages.json").read_text("utf-8")
)


def made_f1(case: dict[str, Any]) -> float:
    """F1 by words; undecided lines (-1) count neither way."""
    lines, expected = case["given"]["lines"], np.array(case["expect"])
    name = case["label"]
    document = prepare(RawDocument(name, name, "", name, "\n".join(lines), "utf-8", "made"), engine())
    judged = label(page_of(document, evidence(document, survey([document])[0])))
    owner = [b.position for b in document.blocks for line in b.text.splitlines() if line.strip()]
    words = np.bincount(columns_of(lines, trained().classes).token_line, minlength=len(lines))
    kept = words * np.array([judged[position].kept for position in owner]) * (expected >= 0)
    text = words * (expected == 1)
    return float(2 * np.minimum(kept, text).sum() / max(kept.sum() + text.sum(), 1))


def print_made() -> None:
    print("\nmade pages, by the numbers that ship")
    for case in CASES:
        print(f"{made_f1(case):8.3f}  {case['given']['language']}  {case['label']}")
