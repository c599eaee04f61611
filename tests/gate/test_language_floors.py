"""The floors of languages on real texts; skipped where those texts are not at hand."""

import json
import os
import sys
from functools import cache
from pathlib import Path

import pytest

from docsieve import language

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))  # the measures are the benchmark's: a script, no package

from language_gold import is_fitted, read  # noqa: E402
from languages import accuracy, mixed  # noqa: E402

GOLD = Path(os.environ.get("DOCSIEVE_GOLD", ROOT.parent / "shared" / "gold")) / "language"
FLOORS = json.loads((Path(__file__).parent / "language_floors.json").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold texts at {GOLD}")


@cache
def measured() -> dict[str, float]:
    rows = [row for row in read(GOLD / "items.jsonl.gz") if not is_fitted(row["text"])]
    found = {**accuracy(rows, language.guess), **mixed(read(GOLD / "mixed.jsonl.gz"), language.guess_all)}
    return {measure: float(value) for measure, value in found.items()}


@pytest.mark.parametrize(("measure", "floor"), sorted(FLOORS["at_least"].items()))
def test_is_no_worse_than_it_was(measure: str, floor: float) -> None:
    assert measured()[measure] >= floor


@pytest.mark.parametrize(("measure", "ceiling"), sorted(FLOORS["at_most"].items()))
def test_errs_no_more_than_it_did(measure: str, ceiling: float) -> None:
    assert measured()[measure] <= ceiling
