"""The page that documents the rules, made from the table so that it cannot differ from it."""

from inspect import getdoc

from docsieve.rules.table import RULES, Rule

HEAD = """# The rules: why a line is kept or removed

Every block of a document is held against the rules below, from top to bottom. The first rule that
speaks decides; what later rules would have said is recorded beside it in `blocks.also`. A block that
no rule speaks for is kept as what its form says. `docsieve why DOCUMENT --line N` prints the rule, the
measurement and the threshold for any line.

A rule that *protects* speaks for blocks it wants kept; all others speak for blocks they want removed.
Numbers are on the kept side: *at most 0.8* means that a block measuring more is removed.

This page is made from the table in `src/docsieve/rules/table.py` by `python -m docsieve.rules`.
"""


def page() -> str:
    """Give the Markdown page of all rules, in the order in which they decide."""
    overview = ["| # | rule | what it does | line | label |", "|---|---|---|---|---|"]
    overview += [_overview_row(number, rule) for number, rule in enumerate(RULES, 1)]
    return "\n".join([HEAD, *overview, "", *(_section(rule) for rule in RULES)])


def _overview_row(number: int, rule: Rule) -> str:
    act = "protects" if rule.protects else "removes"
    return f"| {number} | [`{rule.name}`](#{rule.name}) | {act} | {_line(rule)} | {_label(rule)} |"


def _line(rule: Rule) -> str:
    side = "at most" if rule.at_most is not None else "at least"
    return f"{side} {rule.threshold:g} ({rule.unit})"


def _label(rule: Rule) -> str:
    return f"`{rule.label}`" if rule.label else "as its form says"


def _section(rule: Rule) -> str:
    act = "protects blocks that measure" if rule.protects else "keeps blocks that measure"
    measured = getdoc(rule.measure) or ""
    told = f"- {act} {_line(rule)}; label: {_label(rule)}\n- source of the number: {rule.source}\n"
    return f"## {rule.name}\n\n{measured}\n\n{told}"
