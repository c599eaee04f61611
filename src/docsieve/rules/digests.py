"""What each rule is, as a digest: which rules differ between two versions of docsieve."""

import hashlib
import inspect
from dataclasses import fields
from functools import cache

from docsieve.rules.table import RULES, Rule


@cache
def rule_digests() -> dict[str, str]:
    """Give a digest of each rule by its name, in the order of the table.

    Made from its row and the source of its own measure; does not see a change in what the measure calls.
    """
    return {rule.name: _digest(rule) for rule in RULES}


def _digest(rule: Rule) -> str:
    row = [getattr(rule, each.name) for each in fields(rule) if each.name not in ("measure", "source")]
    told = f"{row!r}\n{inspect.getsource(rule.measure)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
