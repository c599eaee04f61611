"""A finding in words: which rule, what it measured, and where its line stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import getdoc
from typing import Any

from docsieve.report.addresses import rule_page
from docsieve.report.pages import number
from docsieve.rules import RULES, Rule

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding for a page: ``line`` is the threshold with the side on which a block is kept."""

    rule: str
    page: str
    measured: float | None
    threshold: float | None
    unit: str
    line: str

    @property
    def sentence(self) -> str:
        """The measurement and the line it was held against."""
        unit = f" ({self.unit})" if self.unit else ""
        return f"measured {number(self.measured)}{unit}; {self.line}"


def told(finding: Mapping[str, Any]) -> Told:
    """Put a finding, or the finding of a block's row, into words."""
    return _told(finding["rule"], finding["measured"], finding["threshold"])


# Scores have a thousand values, and most rules count: a report says the same of most of its blocks.
@lru_cache(maxsize=8_192)
def _told(name: str, measured: float | None, threshold: float | None) -> Told:
    rule = BY_NAME.get(name)
    return Told(
        name,
        rule_page(name),
        measured,
        threshold,
        rule.unit if rule else "",
        line(name, threshold),
    )


def line(name: str, threshold: float | None) -> str:
    """The line of a rule with its side.

    >>> line("placeholders", 0.0), line("no_rule_of_ours", 3.0)
    ('kept where at most 0', 'threshold 3')
    """
    rule = BY_NAME.get(name)
    if rule is None:
        return f"threshold {number(threshold)}"
    return f"kept where {'at most' if rule.at_most is not None else 'at least'} {number(threshold)}"


def meaning(rule: Rule) -> str:
    """What a rule's measure is, as its documentation says first."""
    return (getdoc(rule.measure) or "").split("\n\n")[0].replace("\n", " ")
