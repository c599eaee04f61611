"""Documentation that repeats a fact of the code is made from the code."""

from pathlib import Path

from docsieve.rules.document import page

DOCS = Path(__file__).parent.parent / "docs"


def test_the_rules_page_is_fresh() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == page(), "run: python -m docsieve.rules > docs/rules.md"
