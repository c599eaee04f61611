"""Documentation that repeats a fact of the code is made from the code, and names what is there."""

import re
from pathlib import Path

import pytest

from docsieve.rules.document import page

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "examples").glob("*.md")])
LINK = re.compile(r"\]\(([^)#:]{1,200})(?:#[^)]{1,80})?\)")
SCRIPT = re.compile(r"(?:benchmarks|examples|flows|scripts|src|tests|training)/[\w/]{1,80}\.py")


def test_the_rules_page_is_fresh() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == page(), "run: python -m docsieve.rules > docs/rules.md"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_names_what_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    links = [path.parent / found for found in LINK.findall(text)]
    scripts = [ROOT / found for found in SCRIPT.findall(text)]

    assert [str(each) for each in (*links, *scripts) if not each.exists()] == []
