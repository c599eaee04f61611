"""The pages of the rules: what each is, how often it spoke, and what it decided most narrowly."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docsieve.report.addresses import block_anchor, rule_page
from docsieve.report.decisions import NEAREST, Decisions, decisions
from docsieve.report.folder import Folder
from docsieve.report.pages import number, page
from docsieve.report.telling import BY_NAME, line, meaning
from docsieve.rules import Rule


def write_rules(folder: Path, site: Folder, names: Mapping[str, str]) -> None:
    """Write the list of rules and the page of each, those that never spoke included."""
    found = decisions(folder)
    entries = [
        _entry(name, found.get(name, Decisions()))
        for name in [*BY_NAME, *sorted(found.keys() - BY_NAME.keys())]
    ]
    site.put("rules.html", page("rules.html", "rules.html", {"rules": entries}))
    for entry in entries:
        site.put(entry["page"], page(entry["page"], "rule.html", _details(entry, names)))


def _entry(name: str, did: Decisions) -> dict[str, Any]:
    rule = BY_NAME.get(name)
    return {
        "name": name,
        "page": rule_page(name),
        "did": did,
        "act": "" if rule is None else "keeps" if rule.protects else "removes",
        "line": "" if rule is None else line(name, rule.threshold),
        "unit": "" if rule is None else rule.unit,
        "source": "" if rule is None else rule.source,
        "meaning": "This version of docsieve has no such rule any more." if rule is None else meaning(rule),
        "silent": "" if rule is None else _silent_side(rule),
    }


def _silent_side(rule: Rule) -> str:
    """What a block measures for which the rule does not speak, in words."""
    if rule.protects:
        side = "more than" if rule.at_most is not None else "less than"
    else:
        side = "at most" if rule.at_most is not None else "at least"
    return f"{side} {number(rule.threshold)}"


def _details(entry: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    did: Decisions = entry["did"]
    return {
        "rule": entry,
        "nearest": NEAREST,
        "decided": [_row(row, names) for row in did.decided],
        "after": [_row(row, names) for row in did.after],
        "silent": [_row(row, names) for row in did.silent],
    }


def _row(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    by = row["decided_by"]
    return {
        **row,
        "address": block_anchor(row["document_id"], row["position"]),
        "source": names.get(row["document_id"], row["document_id"]),
        "by_page": rule_page(by) if by is not None else "",
    }
