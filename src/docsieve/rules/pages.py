"""On which pages a rule can measure anything: asked once a page, so that blocks are asked few rules."""

from collections.abc import Callable, Mapping

from docsieve.model import Shape
from docsieve.rules import measures, standing
from docsieve.rules.page import Page


def signed(page: Page) -> bool:
    """Say whether anybody signs on the page."""
    return any(page.in_signing)


def without_lines(page: Page) -> bool:
    """Say whether the page lost its lines."""
    return bool(page.layout)


def with_lines(page: Page) -> bool:
    """Say whether the page has its lines."""
    return not page.layout


def with_comments(page: Page) -> bool:
    """Say whether visitors wrote on the page."""
    return page.comments is not None


def with_copies(page: Page) -> bool:
    """Say whether a block of the page says again what stood above it."""
    return any(seen.similarity for seen in page.evidence)


def of_known_sites(page: Page) -> bool:
    """Say whether enough pages of the site are known."""
    return any(seen.site_size >= measures.LEAST_SITE for seen in page.evidence)


def with_captions(page: Page) -> bool:
    """Say whether a block of the page opens as captions do."""
    return any(block.shape is Shape.CAPTION for block in page.blocks)


def with_points(page: Page) -> bool:
    """Say whether the page has a numbered point."""
    return any(block.shape is Shape.NUMBERED_POINT for block in page.blocks)


def titled(page: Page) -> bool:
    """Say whether a line of the page is like the title of its text."""
    return bool(page.frame.titles)


def dated(page: Page) -> bool:
    """Say whether a line of the page is a date."""
    return any(page.date_lines)


def of_statements(page: Page) -> bool:
    """Say whether the text is a statement."""
    return page.frame.statement


def with_calls(page: Page) -> bool:
    """Say whether a line of the page calls out."""
    return any(text.endswith(standing.CALLS) for text in page.texts)


MEASURES: Mapping[Callable[[Page, int], float], Callable[[Page], bool]] = {
    measures.signing: signed,
    measures.one_word_a_line: without_lines,
    measures.in_comments: with_comments,
    measures.earlier_copy: with_copies,
    measures.site_share: of_known_sites,
    measures.caption: with_captions,
    measures.words_in_caption: with_captions,
    standing.title_above_text: titled,
    standing.date_near_text: dated,
    standing.in_statement: of_statements,
    standing.point_in_sequence: with_points,
    standing.calls_beside: with_calls,
    measures.learned_score: with_lines,
    measures.date_line: dated,
}
"""What has to hold of a page for a measure to be more than 0 on it; the others may be on any page."""


def may_measure(measure: Callable[[Page, int], float], page: Page) -> bool:
    """Say whether a measure can be more than 0 on a page."""
    asked = MEASURES.get(measure)
    return asked is None or asked(page)
