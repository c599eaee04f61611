"""Of which blocks of a page a rule is asked: found once a page, so that most blocks are asked nothing.

A block left out is one of which the rule says nothing: what it measures there neither speaks nor is near.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from docsieve.model import Shape
from docsieve.rules import measures, standing
from docsieve.rules.page import Page

Measure: TypeAlias = Callable[[Page, int], float]
Blocks: TypeAlias = Iterable[int]


def signed(page: Page) -> Blocks:
    """Give the blocks in which anybody signs."""
    return _where(page.in_signing)


def all_without_lines(page: Page) -> Blocks:
    """Give every block of a page that lost its lines."""
    return range(len(page.blocks)) if page.layout else ()


def with_slots(page: Page) -> Blocks:
    """Give the blocks that have the marks of a template's slots."""
    return [i for i, text in enumerate(page.texts) if "%" in text or "{{" in text]


def short(page: Page) -> Blocks:
    """Give the blocks of two to ten words."""
    return [i for i, words in enumerate(page.words) if 2 <= words <= measures.LONGEST_BYLINE]


def in_comments(page: Page) -> Blocks:
    """Give the blocks that visitors wrote, or that stand below stamps that return."""
    return range(page.comments.first, page.comments.end) if page.comments is not None else ()


def printed_again(page: Page) -> Blocks:
    """Give the blocks that stand beside one like them."""
    return [i for i, (first, last) in enumerate(page.copies) if last > first]


def said_before(page: Page) -> Blocks:
    """Give the blocks that say again what stood above them."""
    return [i for i, seen in enumerate(page.evidence) if seen.similarity]


def on_other_pages(page: Page) -> Blocks:
    """Give the blocks that other pages of the site carry."""
    return [i for i, seen in enumerate(page.evidence) if seen.site_pages > 1]


def with_arrows(page: Page) -> Blocks:
    """Give the blocks above the first sentence that have an arrow."""
    above = page.texts[: page.first_sentence]
    return [i for i, text in enumerate(above) if any(arrow in text for arrow in measures.ARROWS)]


def opening(page: Page) -> Blocks:
    """Give the line that opens the page."""
    return (page.opening,) if page.opening >= 0 else ()


def with_notes_mark(page: Page) -> Blocks:
    """Give the blocks that begin with a bracket, as notes do, or end with their arrow."""
    marks = measures.BACK_TO_TEXT
    return [i for i, text in enumerate(page.texts) if text[0:1] == "[" or text.endswith(marks)]


def captions(page: Page) -> Blocks:
    """Give the blocks that open as captions do."""
    return _shaped(page, Shape.CAPTION)


def above_captions(page: Page) -> Blocks:
    """Give the blocks right above captions."""
    return [i - 1 for i in _shaped(page, Shape.CAPTION) if i]


def single_words(page: Page) -> Blocks:
    """Give the blocks of one word."""
    return [i for i, words in enumerate(page.words) if words == 1]


def titles(page: Page) -> Blocks:
    """Give the lines that are like the title of their text."""
    return sorted(set(page.frame.titles))


def titled(page: Page) -> Blocks:
    """Give the lines of the title that was read from the page."""
    return sorted(page.titled)


def dated(page: Page) -> Blocks:
    """Give the lines that are a date."""
    return _where(page.date_lines)


def of_statement(page: Page) -> Blocks:
    """Give the blocks down to the last one of a statement."""
    return range(page.frame.last + 1) if page.frame.statement else ()


def below_text(page: Page) -> Blocks:
    """Give the block right below the text."""
    below = page.frame.last + 1
    return (below,) if 0 < below < len(page.blocks) else ()


def around_prose(page: Page) -> Blocks:
    """Give the blocks with sure prose close above them."""
    prose, count, close = _where(page.frame.sure), len(page.blocks), standing.CLOSE
    return sorted({i for at in prose for i in range(at + 1, min(count, at + 1 + close))})


def points(page: Page) -> Blocks:
    """Give the numbered points."""
    return _shaped(page, Shape.NUMBERED_POINT)


def in_calling_runs(page: Page) -> Blocks:
    """Give the blocks of runs of short lines in which one calls out."""
    calling = [run for run, (calls, _) in page.calls.items() if calls]
    return sorted({i for first, end in calling for i in range(first, end)})


def in_records(page: Page) -> Blocks:
    """Give the doubtful long blocks below dates that return."""
    return sorted(page.records)


def doubtful(page: Page) -> Blocks:
    """Give the blocks that the scorer does not take for sure text, on a page that has its lines."""
    return () if page.layout else [i for i, score in enumerate(page.scores) if score > measures.SURELY_TEXT]


WHERE: Mapping[Measure, Callable[[Page], Blocks]] = {
    measures.signing: signed,
    measures.one_word_a_line: all_without_lines,
    measures.placeholders: with_slots,
    measures.in_comments: in_comments,
    measures.behind_stamps: in_comments,
    measures.date_and_author: short,
    measures.copies_in_a_row: printed_again,
    measures.earlier_copy: said_before,
    measures.site_share: on_other_pages,
    measures.breadcrumb: with_arrows,
    standing.opening_line: opening,
    measures.footnote: with_notes_mark,
    measures.caption: captions,
    measures.words_in_caption: above_captions,
    measures.file_name: single_words,
    standing.title_above_text: titles,
    standing.read_as_title: titled,
    standing.date_near_text: dated,
    standing.in_statement: of_statement,
    standing.name_below_text: below_text,
    standing.between_prose: around_prose,
    standing.point_in_sequence: points,
    standing.calls_beside: in_calling_runs,
    standing.post_among_posts: in_records,
    measures.learned_score: doubtful,
    measures.date_line: dated,
}
"""The blocks on which a measure can be heard."""

CATEGORIES: Mapping[Measure, str] = {
    measures.comment_form_phrases: "comment_form",
    measures.login_phrases: "login",
    measures.share_phrases: "share",
    measures.subscribe_phrases: "subscribe",
    measures.cookie_phrases: "cookie",
    measures.navigation_phrases: "navigation",
    measures.menu_words_in_company: "navigation_word",
    measures.form_fields_in_company: "form_field",
    measures.widget_phrases: "widget",
    measures.post_meta_phrases: "post_meta",
}
"""The category of interface phrases that a measure is of: it is heard on lines of that category alone."""


def blocks_for(page: Page) -> Mapping[Measure, Blocks]:
    """Give for every measure the blocks of a page that it is to be asked of, in order."""
    of_category: dict[str, list[int]] = {}
    for i, found in enumerate(page.phrases):
        if found.category:
            of_category.setdefault(found.category, []).append(i)
    asked: dict[Measure, Blocks] = {of: of_category.get(name, ()) for of, name in CATEGORIES.items()}
    return asked | {of: where(page) for of, where in WHERE.items()}


def _where(flags: Sequence[bool]) -> list[int]:
    return [i for i, flag in enumerate(flags) if flag]


def _shaped(page: Page, shape: Shape) -> list[int]:
    return [i for i, block in enumerate(page.blocks) if block.shape is shape]
