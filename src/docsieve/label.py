"""Decide block by block what is kept and what is removed, and for which reason."""

from collections.abc import Sequence

from docsieve.model import Label, LabelledBlock, Shape
from docsieve.rules import RULES, Answer, Page, Rule, blocks_for

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
    told: list[list[tuple[Rule, Answer]]] = [[] for _ in page.blocks]
    asked = blocks_for(page)
    for rule in RULES:
        for i in asked[rule.measure]:
            answer = rule.answer_to(rule.measure(page, i))
            if answer is not None:
                told[i].append((rule, answer))
    return tuple(_judged(page, i, answers) for i, answers in enumerate(told))


def _judged(page: Page, i: int, answers: Sequence[tuple[Rule, Answer]]) -> LabelledBlock:
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
        also=tuple([finding for _, finding in spoken[1:]]),
        near=tuple([answer.finding for _, answer in answers if not answer.speaks]),
        duplicate_of=page.evidence[i].duplicate_of
        if rule is not None and rule.label is Label.DUPLICATE
        else None,
    )


def _label(rule: Rule | None, page: Page, i: int) -> Label:
    if rule is not None and rule.label is not None:
        return rule.label
    return KEPT_AS[page.blocks[i].shape]
