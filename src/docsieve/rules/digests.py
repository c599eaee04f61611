"""What each rule is, as a digest: which rules differ between two versions of docsieve."""

import hashlib
import inspect
from functools import cache

from docsieve.rules.table import RULES, Rule


@cache
def rule_digests() -> dict[str, str]:
    """Give a digest of each rule by its name, in the order of the table.

    Made from its row and the source of its own measure; does not see a change in what the measure calls.
    """
    return {rule.name: _digest(rule) for rule in RULES}


def _digest(rule: Rule) -> str:
    row = (rule.name, rule.label, rule.unit, rule.at_most, rule.at_least, rule.protects, rule.of_phrases)
    told = f"{row!r}\n{inspect.getsource(rule.measure)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
