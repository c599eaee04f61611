"""The table of tests as Markdown, for docs/drift.md."""

from docsieve.drift.table import TESTS


def page() -> str:
    """The table; a test holds the documentation to it."""
    lines = [
        "| test | compares | at most | in | documents on each side | source |",
        "|---|---|---|---|---|---|",
    ]
    for test in TESTS:
        cells = (
            test.what,
            f"{test.at_most:g}",
            test.unit,
            str(test.least),
            test.source,
        )
        lines.append(f"| `{test.name}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
