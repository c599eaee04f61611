"""The rule table: every heuristic that keeps or removes a block, in the order in which they decide.

``at_most`` and ``at_least`` name the side that is kept. The first rule that speaks decides; what the
others would have said is recorded beside it. Interface phrases stand before the protecting rows
because they are whole-line matches of a table (1 false alarm in 210,108 prose lines when it was
measured), and because "Leave a Reply" has every mark of a heading; the signing parts stand before both.
The learned score decides on everything that no row above it names; what stands below it names no more
than what a kept block is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from docsieve.model import Finding, Label
from docsieve.rules import measures, standing
from docsieve.rules.page import Page
from docsieve.values import value

PHRASES = "false alarms on prose: 1 in 210,108 lines for whole phrases of two or more words (2026-11)"
FORM = "a form is there or not"
YES_OR_NO = "1 yes, 0 no"


NEAR = 0.5
"""Share of its threshold within which a silent measurement is recorded: what a small change would turn."""


@value
class Answer:
    """What a rule measured, and whether it speaks: if it does not, the measurement is near its line."""

    finding: Finding
    speaks: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One heuristic: its measure, the line it is held against, and what the block is if it speaks.

    A rule with ``protects`` speaks for blocks on the kept side; any other speaks for those on the far
    side. ``label`` is None where a protected block stays what its shape says. A measure of 0 never speaks.
    """

    name: str
    measure: Callable[[Page, int], float]
    label: Label | None
    unit: str
    source: str
    at_most: float | None = None
    at_least: float | None = None
    protects: bool = False

    def answer_to(self, measured: float) -> Answer | None:
        """Give a block's measurement back if the rule speaks on it or is near to it, else None.

        Near is a graded measure on the silent side, less than half the threshold away from it.
        """
        if not measured:
            return None
        threshold = self.threshold
        if self.keeps(measured) is self.protects:
            return Answer(Finding(self.name, measured, threshold), speaks=True)
        if abs(measured - threshold) < NEAR * threshold:
            return Answer(Finding(self.name, measured, threshold), speaks=False)
        return None

    @property
    def threshold(self) -> float:
        """The line of the rule, on whichever side it keeps."""
        threshold = self.at_most if self.at_most is not None else self.at_least
        if threshold is None:
            raise ValueError(f"rule {self.name} has neither at_most nor at_least")
        return threshold

    def keeps(self, measured: float) -> bool:
        """Say whether a measured value lies on the kept side of the line."""
        return measured <= self.threshold if self.at_most is not None else measured >= self.threshold


RULES: tuple[Rule, ...] = (
    Rule("signing_part", measures.signing, Label.SIGNATURE, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule(
        "one_word_a_line",
        measures.one_word_a_line,
        None,
        "share of lines",
        "lists of names and menus are capitalised; running text has four in ten words in small letters",
        at_least=0.8,
        protects=True,
    ),
    Rule(
        "comment_form_phrases",
        measures.comment_form_phrases,
        Label.COMMENT_FORM,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "login_phrases",
        measures.login_phrases,
        Label.LOGIN,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "share_phrases",
        measures.share_phrases,
        Label.SHARE,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "subscribe_phrases",
        measures.subscribe_phrases,
        Label.SUBSCRIBE,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "cookie_phrases",
        measures.cookie_phrases,
        Label.COOKIE,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "navigation_phrases",
        measures.navigation_phrases,
        Label.NAVIGATION,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "menu_words_in_company",
        measures.menu_words_in_company,
        Label.NAVIGATION,
        "lines",
        "one neighbour may be chance, two make a menu",
        at_most=1,
    ),
    Rule(
        "form_fields_in_company",
        measures.form_fields_in_company,
        Label.COMMENT_FORM,
        "lines",
        "one neighbour may be chance, two make a form",
        at_most=1,
    ),
    Rule(
        "placeholders",
        measures.placeholders,
        Label.PLACEHOLDER,
        "slots",
        "a filled template shows none",
        at_most=0,
    ),
    Rule(
        "widget_phrases",
        measures.widget_phrases,
        Label.WIDGET,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule(
        "post_meta_phrases",
        measures.post_meta_phrases,
        Label.POST_META,
        "share of words",
        PHRASES,
        at_most=0.8,
    ),
    Rule("in_comments", measures.in_comments, Label.COMMENT, YES_OR_NO, FORM, at_most=0),
    Rule(
        "behind_stamps",
        measures.behind_stamps,
        Label.BOILERPLATE,
        YES_OR_NO,
        "123 of 2,890 real dumps have them: F1 is better on 16 without what follows, worse on none (2026-11)",
        at_most=0,
    ),
    Rule("date_and_author", measures.date_and_author, Label.POST_META, YES_OR_NO, FORM, at_most=0),
    Rule(
        "copies_in_a_row",
        measures.copies_in_a_row,
        Label.WIDGET,
        "lines",
        "two may be a slip, three are a loop",
        at_most=2,
    ),
    Rule(
        "earlier_copy",
        measures.earlier_copy,
        Label.DUPLICATE,
        "share of shingles",
        "one changed word in 35 leaves 0.72",
        at_most=0.7,
    ),
    Rule(
        "site_share",
        measures.site_share,
        Label.TEMPLATE,
        "share of pages",
        "more pages with it than without",
        at_most=0.5,
    ),
    Rule(
        "breadcrumb",
        measures.breadcrumb,
        Label.NAVIGATION,
        "arrows",
        "one arrow stands in titles, too",
        at_most=1,
    ),
    Rule("opening_line", standing.opening_line, None, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule("footnote", measures.footnote, Label.FOOTNOTE, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule("caption", measures.caption, Label.CAPTION, YES_OR_NO, FORM, at_most=0),
    Rule(
        "words_in_caption",
        measures.words_in_caption,
        Label.CAPTION,
        "share of words",
        "an alternative text is its caption in short",
        at_most=0.7,
    ),
    Rule("file_name", measures.file_name, Label.CAPTION, YES_OR_NO, FORM, at_most=0),
    Rule("title_above_text", standing.title_above_text, None, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule("read_as_title", standing.read_as_title, None, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule(
        "date_near_text",
        standing.date_near_text,
        Label.DATE_LINE,
        YES_OR_NO,
        FORM,
        at_least=1,
        protects=True,
    ),
    Rule("in_statement", standing.in_statement, None, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule(
        "name_below_text",
        standing.name_below_text,
        None,
        YES_OR_NO,
        FORM,
        at_least=1,
        protects=True,
    ),
    Rule("between_prose", standing.between_prose, None, YES_OR_NO, FORM, at_least=1, protects=True),
    Rule(
        "point_in_sequence",
        standing.point_in_sequence,
        Label.NUMBERED_POINT,
        "words",
        "lists of headlines and links have up to seven words",
        at_least=8,
        protects=True,
    ),
    Rule(
        "calls_beside",
        standing.calls_beside,
        None,
        "share of lines",
        "runs of short lines in chrome call less than once in ten",
        at_least=0.15,
        protects=True,
    ),
    Rule(
        "post_among_posts",
        standing.post_among_posts,
        None,
        "share of records",
        "39 of 2,890 real dumps are better with it, 20 worse; less is won from 0.3 or 0.5 on (2026-11)",
        at_least=0.2,
        protects=True,
    ),
    Rule(
        "learned_score",
        measures.learned_score,
        Label.BOILERPLATE,
        "score, 0 to 1",
        "the score is made so that one half is the page's own line; 0.73 -> 0.93 mean F1 (2026-11)",
        at_most=0.5,
    ),
    Rule("date_line", measures.date_line, Label.DATE_LINE, YES_OR_NO, FORM, at_least=1, protects=True),
)
