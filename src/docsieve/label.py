"""Decide block by block what is kept and what is removed, and for which reason."""

from collections.abc import Sequence

from docsieve.model import Label, LabelledBlock, Shape
from docsieve.rules import RULES, Page, Rule, may_measure

KEPT_AS = {
    Shape.HEADING: Label.HEADING,
    Shape.PARAGRAPH: Label.PARAGRAPH,
    Shape.LIST_ITEM: Label.LIST_ITEM,
    Shape.NUMBERED_POINT: Label.NUMBERED_POINT,
    Shape.QUOTATION: Label.QUOTATION,
    # A line of this form outside any signing part is a short line of prose.
    Shape.SIGNATURE_LINE: Label.PARAGRAPH,
    Shape.CAPTION: Label.PARAGRAPH,
    Shape.DATE_LINE: Label.DATE_LINE,
}


def label(page: Page) -> tuple[LabelledBlock, ...]:
    """Judge every block of a page by the rule table; the first rule that speaks decides.

    A block that no rule speaks for is kept as what its shape says. Does not change a character.
    """
    asked = tuple(rule for rule in RULES if may_measure(rule.measure, page))
    # Most lines have no interface phrase, and are not asked for one kind of them after the other.
    of_any_line = tuple(rule for rule in asked if not rule.of_phrases)
    return tuple(
        _judge(page, i, asked if found.share else of_any_line) for i, found in enumerate(page.phrases)
    )


def _judge(page: Page, i: int, asked: Sequence[Rule]) -> LabelledBlock:
    # Asked for every rule and block, and most measure nothing: those are not asked what they say to it.
    told = [(rule, measured) for rule in asked if (measured := rule.measure(page, i))]
    answers = [(rule, answer) for rule, measured in told if (answer := rule.answer_to(measured))]
    spoken = [(rule, answer.finding) for rule, answer in answers if answer.speaks]
    rule, finding = spoken[0] if spoken else (None, None)
    return LabelledBlock(
        block=page.blocks[i],
        repaired=page.document.repaired[i],
        guess=page.document.guesses[i],
        fingerprint=page.document.fingerprints[i],
        kept=rule is None or rule.protects,
        label=_label(rule, page, i),
        finding=finding,
        also=tuple(finding for _, finding in spoken[1:]),
        near=tuple(answer.finding for _, answer in answers if not answer.speaks),
        duplicate_of=page.evidence[i].duplicate_of
        if rule is not None and rule.label is Label.DUPLICATE
        else None,
    )


def _label(rule: Rule | None, page: Page, i: int) -> Label:
    if rule is not None and rule.label is not None:
        return rule.label
    return KEPT_AS[page.blocks[i].shape]
