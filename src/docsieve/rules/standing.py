"""The measures of where a block stands: what is precious for its place, however much it looks like a menu.

Each docstring is the measure's published documentation.
"""

from docsieve.dates import has_hour
from docsieve.model import Shape
from docsieve.rules.frame import HEAD_BLOCKS
from docsieve.rules.page import SENTENCE_ENDS, Page
from docsieve.shares import share

# In blocks.
BESIDE_TITLE = 2
NEAR_TEXT = 3
MOST_DATES = 2
CLOSE = 3
FAR_POINTS = 12
LONGEST_NUMBER = 3
# Above, no first line of 126 is text, and 7 of 36 numbered points, outside of statements (2026-11).
NO_FIRST_LINE, NO_POINT = 0.9, 0.95
POINT_ENDS = (*SENTENCE_ENDS, ";", ",", ":", "；", "，")
LEAST_RUN = 6
# Bars between the words of a menu that stands on one line.
BARS = ("|", "│", "｜", " • ", " · ")
MENU_BARS = 3
LONGEST_CALL_WORDS = 8
LEAST_TOPICAL = 1 / 3
# Words of a name, and what no line of a name, a role and a place has.
NAME_WORDS = range(2, 6)
NOT_IN_NAMES = frozenset("0123456789:()[]{}|/@©【】")


def opening_line(page: Page, i: int) -> float:
    """1 for the first line of the page that no phrase covers and that is no date line, else 0.

    Counts only where sure text begins within twelve blocks of it: what opens a page of menus is no title.
    A line of three bars or more is a menu on one line. Outside of letters and statements it does not count
    either where its score is above 0.9 and another line is like the title.
    """
    if page.frame.first - i > HEAD_BLOCKS or i != page.opening:
        return 0.0
    if _is_chrome(page, i, NO_FIRST_LINE) and any(
        i < title < page.frame.first for title in page.frame.titles
    ):
        return 0.0
    return float(sum(map(page.texts[i].count, BARS)) < MENU_BARS)


def _is_chrome(page: Page, i: int, score: float) -> bool:
    """Say whether a block of a page that is no statement has a higher score than this."""
    return page.scores[i] > score and not page.frame.statement


def title_above_text(page: Page, i: int) -> float:
    """1 for the line of the twelve above a part of the page's sure text that is most like its title, else 0.

    A title has two telling words or more in common with the page's prose, or repeats the page's first
    line, or has a word for what is signed ("letter", "statement"). A line that only has words in common is
    none where it names an hour, is longer than 140 characters, ends as sentences do, begins in small letters
    or has marks of links and code, unless the page is signed or addressed to somebody; nor is one between
    parts of a text. The scorer is no judge of titles: it sees a short line among menus.
    """
    return float(i in page.frame.titles)


def read_as_title(page: Page, i: int) -> float:
    """1 for a line of the title that was read from a letter or statement, else 0.

    Asked for again where the title was read from a removed line: which line a title is, its place, its words
    and what stands beside it say better than the scorer, to whom it is a short line among menus. Does
    not count where an interface phrase, a template or another row above speaks of the line.
    """
    return float(i in page.titled)


def date_near_text(page: Page, i: int) -> float:
    """1 for a date line beside the title or up to three blocks above the sure text, else 0.

    Also among the first twelve blocks of the page, right above sure prose, whatever stands above. On the
    page of a statement also inside its text and up to three blocks below, and up to twelve blocks above where
    there are one or two dates, more are a list of posts. On other pages no line that names an hour counts: so
    does a platform stamp what it posts, and no author a text.
    """
    if not page.date_lines[i] or page.phrases[i].share > 0.5:
        return 0.0
    frame = page.frame
    if not frame.statement and has_hour(page.texts[i]):
        return 0.0
    beside_title = any(abs(i - title) <= BESIDE_TITLE for title in frame.titles)
    dated = sum(page.date_lines[max(0, frame.first - HEAD_BLOCKS) : frame.first])
    reach = HEAD_BLOCKS if frame.statement and dated <= MOST_DATES else NEAR_TEXT
    above = frame.first - reach <= i <= frame.first
    above = above or (i < HEAD_BLOCKS and frame.sure[i + 1 : i + 2] == (True,))
    return float(beside_title or above or (frame.statement and frame.head <= i <= frame.last + NEAR_TEXT))


def in_statement(page: Page, i: int) -> float:
    """1 for a block from title and addressees to the last paragraph or signature of a statement, else 0.

    Counts only on pages whose text is titled as such, addressed to somebody or signed; there addressees,
    slogans, points and headings are the author's even where they look like a menu.
    """
    frame = page.frame
    seen = page.evidence[i]
    start = min((*frame.titles, frame.head))
    elsewhere = share(seen.site_pages, seen.site_size) > 0.5 and seen.site_size > 1
    inside = frame.statement and start <= i <= frame.last
    return float(inside and not elsewhere and page.phrases[i].share <= 0.5)


def name_below_text(page: Page, i: int) -> float:
    """1 for a name with a role or a place behind a comma right below the page's last sure prose, else 0.

    So ends a statement that nobody titled as one. Not a line of digits, brackets or a colon, as credits are.
    """
    name, comma, rest = page.texts[i].partition(",")
    signed = page.blocks[i].shape is Shape.SIGNATURE_LINE and i == page.frame.last + 1
    if not signed or not comma or not rest[-1:].isalnum() or not NOT_IN_NAMES.isdisjoint(page.texts[i]):
        return 0.0
    words = name.split()
    return float(len(words) in NAME_WORDS and all(word[0].isupper() for word in words))


def between_prose(page: Page, i: int) -> float:
    """1 where sure prose stands right above and right below the block, else 0.

    In a letter, call or statement also where it stands within three blocks above and within three below.
    """
    sure = page.frame.sure
    close = CLOSE if page.frame.statement else 1
    return float(any(sure[max(0, i - close) : i]) and any(sure[i + 1 : i + 1 + close]))


def point_in_sequence(page: Page, i: int) -> float:
    """Words of a numbered point of two or more whose numbers follow each other; 0 for other blocks.

    Told as the mean over the points beside it, of which half end with a stop, a comma or the like: lists of
    headlines and of links are shorter or end open. 0 outside of letters and statements where the score is
    above 0.95.
    """
    if page.blocks[i].shape is not Shape.NUMBERED_POINT or page.phrases[i].share > 0.5:
        return 0.0
    if _is_chrome(page, i, NO_POINT):
        return 0.0
    number = _number_of(page.texts[i])
    beside = [
        j
        for j in range(max(0, i - FAR_POINTS), min(len(page.texts), i + 1 + FAR_POINTS))
        if page.blocks[j].shape is Shape.NUMBERED_POINT
        and abs(_number_of(page.texts[j]) - number) == 1
        and (j - i) * (_number_of(page.texts[j]) - number) > 0
    ]
    closed = sum(page.texts[j].endswith(POINT_ENDS) for j in (i, *beside))
    if not number or not beside or 2 * closed < 1 + len(beside):
        return 0.0
    return sum(page.words[j] - 1 for j in (i, *beside)) / (1 + len(beside))


def _number_of(text: str) -> int:
    digits = text.lstrip("(")[:LONGEST_NUMBER]
    length = next((at for at, character in enumerate(digits) if not character.isdecimal()), len(digits))
    if length:
        return int(digits[:length])
    return ord(digits[:1].casefold()) - ord("a") + 1 if digits[:1].isascii() and digits[:1].isalpha() else 0


def calls_beside(page: Page, i: int) -> float:
    """Share of lines that end by calling out ("!") in a run of short lines that speak of the page's matter.

    Slogans and chants are written so; menus and teasers hardly ever call. 0 for runs of fewer than six
    lines, of which a third of the words do not stand in the page's prose, and for those that do not stand
    right above or below sure prose.
    """
    first, last = page.runs[i]
    if last - first < LEAST_RUN or page.words[i] > LONGEST_CALL_WORDS:
        return 0.0
    sure = page.frame.sure
    if not any((*sure[max(0, first - CLOSE) : first], *sure[last : last + CLOSE])):
        return 0.0
    calls, topical = page.calls[first, last]
    return calls if topical >= LEAST_TOPICAL else 0.0


def post_among_posts(page: Page, i: int) -> float:
    """Share of the records below dates of one form that have text, for a doubtful long line of such a record.

    So stand the posts of a forum, answers and entries of a diary: where some are the page's text, all are. A
    record begins at a date, with an hour or without, that returns three times or more, every few blocks; it
    has text where the score keeps a line of sixty characters. 0 where fewer than three have, for shorter
    lines, and for those that score 0.7 and more.
    """
    return page.records.get(i, 0.0)
