"""The heuristics of docsieve: what is measured of a block, and the table of rules that judge it."""

from docsieve.rules.digests import rule_digests
from docsieve.rules.frame import ends_with_a_credit
from docsieve.rules.page import Page, page_of, pages_of
from docsieve.rules.pages import blocks_for
from docsieve.rules.table import RULES, Answer, Rule

__all__ = [
    "RULES",
    "Answer",
    "Page",
    "Rule",
    "blocks_for",
    "ends_with_a_credit",
    "page_of",
    "pages_of",
    "rule_digests",
]
