"""Where visitors' comments begin and end on a page, or dated notes of others that stand behind its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from docsieve.dates import has_hour, is_date_line
from docsieve.interface import Coverage
from docsieve.model import Block, Shape

# Platforms indent the numbers of a comment list by two; numbered points of an author start at the margin.
LEAST_INDENT = 2
FORM = ("comment_form", "login")
# "Somebody says:" above a comment, in the wording of the platforms' own themes.
SAYS = (
    "says:", "said:", "wrote:", "says", "dice:", "dijo:", "disse:", "diz:", "a dit :", "dit :", "sagt:",
    "schreibt:", "ha detto:", "zegt:", "schreef:", "pisze:", "mówi:", "говорит:", "пишет:", "dedi ki:",
    "diyor ki:", "λέει:",
)  # fmt: skip
LONGEST_NAME_WORDS = 8
LEAST_TEXT = 60
LEAST_STAMPS, LONGEST_STAMP = 2, 60
REPLY = ("comment_form", "comment_reply", "comment_heading")
# A short line under the name that tells when: "March 3, 2020 at 5:12 pm".
LONGEST_STAMP_WORDS = 12
LONGEST_AGO_WORDS = 5
NO_COMMENTS = "stamps"
# How sure the score is of what stands above such comments, and that they are none of it, on the mean.
SURE_ABOVE, DOUBTED = 0.4, 0.5
FOOTNOTE_MARKS = ("↩", "↑", "^ ", "ibid", "http://", "https://")


@dataclass(frozen=True, slots=True)
class CommentSection:
    """The blocks ``[first, end)`` that visitors wrote, and how the section was known.

    By ``NO_COMMENTS`` alone it is not known whether they wrote it: it may also be news of other pages.
    """

    first: int
    end: int
    known_by: str


def comment_section(
    blocks: Sequence[Block],
    texts: Sequence[str],
    phrases: Sequence[Coverage],
    signing: Sequence[bool],
    chrome: Sequence[float],
    stamps: Sequence[Sequence[int]],
) -> CommentSection | None:
    """Find the comment section of a page: by its heading, by "says" lines, by names with the hour
    below them, by its numbering, or by stamps that return.

    Such stamps also stand above news of other pages: what nobody replies to is only behind the text.

    ``chrome`` is the learned score of each block: a heading with all of the page's text below it is a link;
    ``stamps`` are the lines of each form of date and hour that returns.

    Numbering alone counts only after a signing part, where it starts again from 1, is indented as
    platforms do, and its items do not look like footnotes; does not find unnumbered comments that
    stand without a heading and without names.
    """
    after_signing = max((i + 1 for i, inside in enumerate(signing) if inside), default=0)
    first = _by_heading(phrases, texts, _text_begins(texts, chrome))
    known_by = "heading"
    if first is None:
        first, known_by = _by_says_lines(texts), "says"
    if first is None:
        first, known_by = _by_stamps(texts, phrases, _text_begins(texts, chrome)), "names"
    if first is None and after_signing:
        first, known_by = _by_numbering(blocks, texts, after_signing), "numbering"
    if first is None:
        first = _by_cycles(texts, chrome, stamps, max(_text_begins(texts, chrome), after_signing))
        known_by = "cycles" if first is None or _are_replied_to(phrases[first:]) else NO_COMMENTS
    if first is None:
        return None
    end = next((i for i in range(first + 1, len(texts)) if _is_form(phrases[i])), len(texts))
    return CommentSection(first, end, known_by)


def _is_form(coverage: Coverage) -> bool:
    return coverage.share == 1.0 and coverage.category in FORM


def _text_begins(texts: Sequence[str], chrome: Sequence[float]) -> int:
    """Give the first block that the score takes for text of some length; 0 where there is none."""
    likely = (i for i, text in enumerate(texts) if chrome[i] <= 0.5 and len(text) >= LEAST_TEXT)
    return next(likely, 0)


def _by_heading(phrases: Sequence[Coverage], texts: Sequence[str], begins: int) -> int | None:
    """Find the comment heading in the lower half of a page, below where its text begins, if it is known.

    Above it is a link to the comments.
    """
    headings = (
        i for i, c in enumerate(phrases) if c.category == "comment_heading" and _stands_alone(c, texts[i])
    )
    half = _half(texts)
    return next((i for i in headings if max(half, begins) <= i < len(texts) - 1), None)


def _half(texts: Sequence[str]) -> int:
    """Give the first block above which half of the page's characters stand."""
    total = sum(map(len, texts))
    above = accumulate(map(len, texts), initial=0)
    return next((i for i, length in enumerate(above) if length >= total / 2), len(texts))


def _stands_alone(coverage: Coverage, text: str) -> bool:
    """Say whether a line is a heading as a whole: the word "comments" also ends sentences cut in lines."""
    return coverage.whole and not text[0].islower() and not text.endswith((".", ","))


def _by_says_lines(texts: Sequence[str]) -> int | None:
    for i in range(len(texts) - 2, 0, -1):
        if _is_says_line(texts, i):
            first = i
            break
    else:
        return None
    earlier = (i for i in range(1, first) if _is_says_line(texts, i))
    return next(earlier, first)


def _is_says_line(texts: Sequence[str], i: int) -> bool:
    text, following = texts[i], texts[i + 1]
    if len(text) > 80 or not text.casefold().endswith(SAYS) or len(text.split()) > LONGEST_NAME_WORDS:
        return False
    return _tells_when(following)


def _tells_when(text: str) -> bool:
    """Say whether a line is a date, names an hour, or is as short as "3 days ago"."""
    words = text.split(maxsplit=LONGEST_STAMP_WORDS)
    if len(words) > LONGEST_STAMP_WORDS:
        return False
    ago = len(words) <= LONGEST_AGO_WORDS and text[-1:].isalpha() and any(map(str.isdecimal, words))
    return ago or is_date_line(text) or has_hour(text)


def _by_stamps(texts: Sequence[str], phrases: Sequence[Coverage], begins: int) -> int | None:
    """Find comments by their cycle of a name, a line of date and hour, and words, with a link to reply.

    Counts two cycles or more, all in the lower half of the page and below where its text begins: the posts of
    a forum have one above.
    """
    stamps = [i for i in range(1, len(texts) - 1) if _is_stamp(texts[i]) and _is_name(texts[i - 1])]
    if len(stamps) < LEAST_STAMPS or stamps[0] <= max(begins + 1, _half(texts)):
        return None
    below = range(stamps[0], len(texts))
    # A platform's word for "reply" stands under every comment.
    words = [texts[i] for i in below if phrases[i].category == "navigation_word"]
    replies = any(phrases[i].category in REPLY for i in below) or len(set(words)) < len(words)
    return stamps[0] - 1 if replies else None


def _is_stamp(text: str) -> bool:
    if len(text) > LONGEST_STAMP or ":" not in text or not any(c.isdigit() for c in text):
        return False
    hours = [at for at, c in enumerate(text) if c == ":" and text[at - 1 : at].isdigit()]
    return any(text[at + 1 : at + 3].isdigit() for at in hours) and len(text.split()) > 1


def _is_name(text: str) -> bool:
    return len(text.split()) <= LONGEST_NAME_WORDS and len(text) <= LONGEST_STAMP and text[-1:].isalnum()


def _by_cycles(
    texts: Sequence[str], chrome: Sequence[float], stamps: Sequence[Sequence[int]], begins: int
) -> int | None:
    """Find comments by their stamps alone: a date and hour of one form that returns every few blocks.

    Counts where no stamp of that form stands above the text, as one does above the first post of a forum, and
    where the score is sure of the text above the stamps and doubts most of what stands from there on.
    """
    first = min((own[0] for own in stamps), default=0)
    if first <= begins + 1:
        return None
    first -= _is_name(texts[first - 1])
    kept = [i for i in range(first) if chrome[i] <= 0.5]
    sure = _mean(texts, chrome, kept) < SURE_ABOVE
    return first if sure and _mean(texts, chrome, range(first, len(texts))) > DOUBTED else None


def _are_replied_to(phrases: Sequence[Coverage]) -> bool:
    return any(found.category in REPLY for found in phrases)


def _mean(texts: Sequence[str], chrome: Sequence[float], blocks: Sequence[int]) -> float:
    """Give the mean score of blocks by their characters."""
    total = sum(len(texts[i]) for i in blocks)
    return sum(len(texts[i]) * chrome[i] for i in blocks) / max(total, 1)


def _by_numbering(blocks: Sequence[Block], texts: Sequence[str], start: int) -> int | None:
    for i in range(start, len(blocks)):
        if _is_numbered(blocks, i, 1):
            return i if _runs_to_the_end(blocks, texts, i) else None
    return None


def _is_numbered(blocks: Sequence[Block], i: int, number: int) -> bool:
    if blocks[i].shape is not Shape.NUMBERED_POINT or not blocks[i].text.lstrip().startswith(
        (f"{number}.", f"{number})")
    ):
        return False
    return i > 0 and _indent(blocks[i - 1].separator) >= LEAST_INDENT


def _indent(separator: str) -> int:
    return len(separator) - 1 - max(separator.rfind("\n"), separator.rfind("\r"))


def _runs_to_the_end(blocks: Sequence[Block], texts: Sequence[str], first: int) -> bool:
    """Say whether from here on there are only numbered items 1, 2, 3... and what is indented below them."""
    number = 1
    for i in range(first, len(blocks)):
        if any(mark in texts[i][:400] for mark in FOOTNOTE_MARKS):
            return False
        if _is_numbered(blocks, i, number):
            number += 1
        elif _indent(blocks[i - 1].separator) < LEAST_INDENT:
            return False
    return True
