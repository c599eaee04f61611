"""The measures that rules are made of: pure and total, one number for every block of every page.

Each docstring is the measure's published documentation.
"""

from docsieve.dates import is_date_line
from docsieve.model import Shape
from docsieve.repeats import words
from docsieve.rules.comments import NO_COMMENTS
from docsieve.rules.page import SENTENCE_ENDS, Page
from docsieve.shares import share

AUTHOR_WORDS = (
    "by",
    "por",
    "par",
    "von",
    "di",
    "da",
    "door",
    "przez",
    "av",
    "af",
    "от",
    "автор",
    "tarafından",
)
LEAST_SITE = 5
LONGEST_BYLINE = 10  # in words
ARROWS = ("»", ">", "›", "→", "::", "»»")
BACK_TO_TEXT = ("↩", "↩︎", "↑")
# A score up to which no rule would speak or is near to it.
SURELY_TEXT = 0.25
# Scores are told so that each page's own line between text and chrome is one half.
PAGE_LINE = 0.5
FILE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".pdf")


def signing(page: Page, i: int) -> float:
    """1 where the block stands in a part of the text in which people or organisations sign, else 0.

    A line that is one interface phrase of two words or more from end to end ("Share on Facebook") is none.
    """
    return float(page.in_signing[i] and not (page.phrases[i].whole and page.words[i] > 1))


def _phrase_share(page: Page, i: int, *categories: str) -> float:
    found = page.phrases[i]
    return found.share if found.category in categories else 0.0


def comment_form_phrases(page: Page, i: int) -> float:
    """Share of the line's words that are comment-form phrases ("Leave a Reply", "Required fields...")."""
    return _phrase_share(page, i, "comment_form")


def login_phrases(page: Page, i: int) -> float:
    """Share of the line's words that are log-in phrases ("You are commenting using your ... account")."""
    return _phrase_share(page, i, "login")


def share_phrases(page: Page, i: int) -> float:
    """Share of the line's words that are share-bar phrases ("Share on Facebook", "Email this")."""
    return _phrase_share(page, i, "share")


def subscribe_phrases(page: Page, i: int) -> float:
    """Share of the line's words that ask to subscribe or follow."""
    return _phrase_share(page, i, "subscribe")


def cookie_phrases(page: Page, i: int) -> float:
    """Share of the line's words that are cookie-notice phrases."""
    return _phrase_share(page, i, "cookie")


def navigation_phrases(page: Page, i: int) -> float:
    """Share of the line's words that are navigation; single menu words count only in company."""
    return _phrase_share(page, i, "navigation")


def _company(page: Page, i: int, category: str) -> float:
    if page.phrases[i].category != category:
        return 0.0
    beside = [*page.phrases[max(0, i - 3) : i], *page.phrases[i + 1 : i + 4]]
    return float(sum(other.share > 0.8 for other in beside))


def menu_words_in_company(page: Page, i: int) -> float:
    """For a line of one menu word ("Home"): how many of three lines above and below are phrases, too."""
    return _company(page, i, "navigation_word")


def form_fields_in_company(page: Page, i: int) -> float:
    """For a line that names a form's field ("Email"): how many of three lines on each side are phrases."""
    return _company(page, i, "form_field")


def widget_phrases(page: Page, i: int) -> float:
    """Share of the line's words that name or fill a widget ("Blog Stats", "Loading...")."""
    return _phrase_share(page, i, "widget")


def post_meta_phrases(page: Page, i: int) -> float:
    """Share of the line's words that say where and by whom a site posted it ("Posted on ... by ...")."""
    return _phrase_share(page, i, "post_meta")


def placeholders(page: Page, i: int) -> float:
    """How many unfilled template slots (``%s``, ``%d``, ``{{name}}``) a line of 2 to 12 words shows."""
    if not 2 <= page.words[i] <= 12:
        return 0.0
    return float(sum(_is_slot(word) for word in page.texts[i].split()))


def _is_slot(word: str) -> bool:
    bare = word.strip(".,:;!?()")
    return bare in ("%s", "%d") or (bare.startswith("{{") and bare.endswith("}}"))


def date_and_author(page: Page, i: int) -> float:
    """1 for a line of a date, a word for "by" and one or two words, as blogs print under a title, else 0."""
    if page.words[i] > LONGEST_BYLINE or page.in_signing[i]:
        return 0.0
    spoken = page.texts[i].casefold().split()
    by = next((at for at, word in enumerate(spoken) if word.strip(":") in AUTHOR_WORDS), 0)
    named = by > 0 and 1 <= len(spoken) - by - 1 <= 2
    return float(named and is_date_line(" ".join(spoken[:by])))


def in_comments(page: Page, i: int) -> float:
    """1 where the block stands in the section that visitors wrote, else 0."""
    return float(_in_section(page, i) and not _is_told_by_stamps_alone(page))


def behind_stamps(page: Page, i: int) -> float:
    """1 where the block stands behind the text, below stamps that return, else 0.

    A stamp is a date and hour at the head of a line; three of one form or more, every few lines, stand above
    visitors' comments or news of other pages. Counts where the score is sure of the text above and doubts
    most of what follows, and where no such stamp stands above the text, as above the first post of a forum.
    """
    return float(_in_section(page, i) and _is_told_by_stamps_alone(page))


def _in_section(page: Page, i: int) -> bool:
    return page.comments is not None and page.comments.first <= i < page.comments.end


def _is_told_by_stamps_alone(page: Page) -> bool:
    return page.comments is not None and page.comments.known_by == NO_COMMENTS


def copies_in_a_row(page: Page, i: int) -> float:
    """How often a line of up to eight words is printed without another line between, next to chrome.

    Counts once where no interface phrase stands directly above or below the run (refrains of verses),
    and where the line ends a sentence or calls out (a slogan said three times).
    """
    if not 1 <= page.words[i] <= 8 or page.texts[i].endswith(SENTENCE_ENDS):
        return 1.0
    prints = page.document.fingerprints
    if not prints[i]:
        return 1.0
    first, last = page.copies[i]
    beside = (j for j in (first - 1, last + 1) if 0 <= j < len(prints))
    return float(last - first + 1) if any(page.phrases[j].share > 0.8 for j in beside) else 1.0


def earlier_copy(page: Page, i: int) -> float:
    """How near the passage that the block stands in is to an earlier one: share of 5-word shingles in common.

    0 where the document has not printed the block before, or only as a short line on its own, and where
    the scorer would remove the earlier block and keep this one: of a teaser's words, those in the text stay.
    """
    seen = page.evidence[i]
    return 0.0 if seen.duplicate_of is not None and _is_lost(page, seen.duplicate_of, i) else seen.similarity


def _is_lost(page: Page, first: int, copy: int) -> bool:
    heads = first == page.opening or first in page.frame.titles
    return not heads and learned_score(page, copy) <= PAGE_LINE < learned_score(page, first)


def site_share(page: Page, i: int) -> float:
    """Share of the site's pages that carry the line; 0 while fewer than five different pages are known.

    Of a site with more than 20 pages it is told in steps, the next above: of 0.05 from a tenth on.
    """
    seen = page.evidence[i]
    return (
        share(seen.site_pages, seen.site_size)
        if seen.site_size >= LEAST_SITE and page.document.fingerprints[i]
        else 0.0
    )


def breadcrumb(page: Page, i: int) -> float:
    """Arrows (``>``, ``»``, ``›``, ``→``) between the words of a short line above the first sentence.

    0 from the first block on that ends as sentences end, and for lines of more than 20 words; an arrow
    at the start or the end of the line does not count.
    """
    if page.words[i] > 20 or i >= page.first_sentence:
        return 0.0
    inner = page.texts[i].split()[1:-1]
    return float(sum(word in ARROWS for word in inner))


def date_line(page: Page, i: int) -> float:
    """1 for a line that is a date, with at most a place before it, else 0."""
    return float(page.date_lines[i])


def footnote(page: Page, i: int) -> float:
    """1 for a line that opens as notes do: ``[1]``, ``1. ... ↩``, ``*`` and words; else 0."""
    text = page.texts[i]
    if text.endswith(BACK_TO_TEXT):
        return 1.0
    marked = text.startswith("[") and text[1:5].partition("]")[0].isdigit()
    return float(marked and page.words[i] > 1)


def learned_score(page: Page, i: int) -> float:
    """How much the block looks like chrome to a scorer that was fitted on pages whose text is known.

    Above one half the page reads better without the block. The scorer sees the block by itself, among
    its neighbours, on its page and on the site's other pages; `docs/boilerplate.md` tells how it was fitted.
    0 on a page that lost its lines, where place and neighbours tell nothing.
    """
    return 0.0 if page.layout else page.scores[i]


def one_word_a_line(page: Page, _: int) -> float:
    """Share of the document's lines that are single words of running text; 0 for short ones and lists."""
    broken = (finding.measured for finding in page.layout if finding.rule == "one_word_a_line")
    return next(broken, 0.0)


def caption(page: Page, i: int) -> float:
    """1 for a line that opens as captions do ("Above:", "Photo:", "Foto:"), else 0."""
    return float(page.blocks[i].shape is Shape.CAPTION)


def words_in_caption(page: Page, i: int) -> float:
    """Share of a short line's words that the caption right below says again (an alternative text)."""
    below = i + 1
    if below >= len(page.texts) or page.blocks[below].shape is not Shape.CAPTION or page.words[i] > 12:
        return 0.0
    own, other = words(page.texts[i]), set(words(page.texts[below]))
    return sum(word in other for word in own) / len(own) if own else 0.0


def file_name(page: Page, i: int) -> float:
    """1 for a line that is the name of an image or document file, else 0."""
    return float(page.words[i] == 1 and page.texts[i].casefold().endswith(FILE_ENDINGS))
