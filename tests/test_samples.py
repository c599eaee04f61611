"""The sample input: every file of raw/ gives what a careful reader would say of it.

The answers are data, one case a file. A line that no case names must stay in the text; an aspect of a
file that is known to fail stands in the case's ``status`` with the reason.
"""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
RAW = ROOT / "raw"
Case = dict[str, Any]
CASES: list[Case] = [
    json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests" / "cases" / "samples").glob("*.json"))
]
ACCEPTED = [case for case in CASES if "quarantined" not in case["expect"]]


def _lines(case: Case) -> list[str]:
    """The lines of a sample file, read in the encoding that its case names first."""
    encoding = case["expect"]["encoding"][0]
    return (RAW / case["given"]).read_bytes().decode(encoding).removeprefix("\ufeff").splitlines()


def test_every_file_has_its_case() -> None:
    files = {path.relative_to(RAW).as_posix() for path in RAW.rglob("*.txt")}

    assert files == {case["given"] for case in CASES}


def test_every_file_is_explained() -> None:
    explained = (RAW / "README.md").read_text("utf-8")

    assert [case["given"] for case in CASES if f"`{case['given']}`" not in explained] == []


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case["given"])
def test_cases_name_lines_that_are_there(case: Case) -> None:
    lines = _lines(case)
    expect = case["expect"]

    named = [entry for key in ("removed", "either", "stays", "repeats") for entry in expect[key] if entry["line"]]
    wrong = [entry for entry in named if not lines[entry["line"] - 1].strip().startswith(entry["text"])]
    assert not wrong, f"{case['given']}: not at their line: {wrong}"
    unwritten = [entry["name"] for entry in expect["signatories"] if entry["name"] not in "\n".join(lines)]
    assert not unwritten, f"{case['given']}: no such name: {unwritten}"
