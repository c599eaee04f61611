"""Lines of the page's frame below a text: what platforms print, counts, ways on, headlines with dates."""

import re

from docsieve.dates import find_dates, is_date_line
from docsieve.interface import ALL, coverage_in
from docsieve.memory import remembered
from docsieve.signing.lines import Line, bare, is_mail
from docsieve.signing.names import is_unspaced, traits
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.stops import is_postal, is_stop

# Arrows before or behind a link to another page; a mark of quotation that closes is none.
ARROWS_BEFORE = ("←", "<", "‹", "◄", "▲", "►", "▼", "▸", "⇐", "→", "➜", "↑", "»", "›")
ARROWS_BEHIND = ("→", ">", "›", "►", "▸", "⇒", "»", "←")
BARS = (" | ", " › ", " » ", " > ", " / ", " :: ", " ▸ ", " · ", "｜")
LEAST_BARS = 2
BETWEEN_LINKS, LEAST_LINKS, LEAST_WORDS_OF_LINKS = (" · ", " | ", " • "), 2, 3
# "Hits: 18244", "1.204": a short label, a mark and a number that is no part of a name.
COUNT = re.compile(r"[^\W\d][^\d:：]{0,28}\s?[:：]\s?[\d][\d .,\u00a0\u202f]{0,10}\s?\w?", re.UNICODE)
LONGEST_FRAME, LEAST_HEADLINE_WORDS, LEAST_HEADLINE_LETTERS = 160, 2, 4
LONGEST_SHARE = 5
SHORTEST_RULE, LEAST_WORDS_ASKED = 5, 4
BACK = ("へ戻る", "に戻る", "로 돌아가기")
OWNED, OWNED_ANYWHERE = ("(c)", "%"), ("©", "ⓒ")
FILES = ("PDF ", "Pdf ", "[PDF", "(PDF")
SINGLE = frozenset({"navigation_word", "form_field"})


def is_frame(line: Line) -> bool:
    """Say whether a line below signatures is of the page's frame, by the tables of phrases or by its form.

    >>> from docsieve.model import Block, Shape
    >>> from docsieve.signing.lines import look
    >>> told = ("Print this page", "Hits: 18244", "← Older post", "12 May 2009: Carols at the gate")
    >>> [is_frame(look(Block(0, 0, len(t), t, "", Shape.PARAGRAPH), 0, 1)) for t in (*told, "Ana Sol, cook")]
    [True, True, True, True, False]
    """
    if is_rule(line.text):
        return True
    return not line.is_long and bool(line.words) and (is_stop(line) or _is_frame(line.text))


def is_rule(text: str) -> bool:
    """Say whether a line is drawn, of marks alone: ``______``."""
    return len(text) >= SHORTEST_RULE and not any(map(str.isalnum, text))


@remembered
def _is_frame(text: str) -> bool:
    if len(text) > LONGEST_FRAME:
        return False
    said = text.strip()
    return (
        _is_way_on(said)
        or COUNT.fullmatch(said) is not None
        or sum(map(said.count, BARS)) >= LEAST_BARS
        or _is_share(said)
        or said.startswith(FILES)
        or _is_row_of_tags(said)
        or _is_headline_with_date(said)
        or _is_of_platform(said)
        or _asks_by_mail(said)
    )


def _asks_by_mail(text: str) -> bool:
    """Say whether words ask to write to an address: ``Join the debate: letters@quay.example``."""
    words = text.split()
    return len(words) > LEAST_WORDS_ASKED and any(map(is_mail, words))


def is_frame_among_names(line: Line) -> bool:
    """Say whether a line is so clearly of the frame that it also ends a list of names of any length."""
    return not line.is_long and bool(line.words) and _is_clearly_frame(line.text)


@remembered
def _is_clearly_frame(text: str) -> bool:
    said = text.strip()
    if len(said) > LONGEST_FRAME:
        return False
    told = _is_way_on(said) or COUNT.fullmatch(said) is not None or _is_share(said) or _is_row_of_tags(said)
    told = told or said.startswith((*FILES, *OWNED_ANYWHERE)) or _is_row_of_links(said)
    return told or (" " in said and _is_of_platform(said))


def _is_row_of_links(text: str) -> bool:
    """Say whether points or bars part what platforms print: ``Quay Club · Legal notice · Sitemap``."""
    marks = (mark for mark in BETWEEN_LINKS if mark in text)
    links = [piece.strip() for piece in text.split(next(marks, "\n"))]
    return sum(map(_is_of_platform, links)) >= LEAST_LINKS or _is_run_of_links(text)


def _is_run_of_links(text: str) -> bool:
    """Say whether three words or more are all of platforms and of no body: ``목록 이전글 다음글``."""
    many = len(text.split()) >= LEAST_WORDS_OF_LINKS
    return many and coverage_in(text, ALL).share == 1.0 and not (traits(text).kinds or traits(text).roles)


def _is_share(text: str) -> bool:
    """Say whether a few words end with a place where pages are shared: ``Tell it on Facebook``."""
    words = bare(text.replace("：", " ").split())
    shared = 1 < len(words) <= LONGEST_SHARE and opening_phrase(words[-1:], "networks") == words[-1]
    return shared and not traits(text).kinds  # "National Society for Large Print"


def _is_row_of_tags(text: str) -> bool:
    """Say whether small words between commas stand behind one that ends signatures: ``Tags boats, quays``."""
    first, _, rest = text.partition(" ")
    tags = [tag.strip() for tag in rest.replace("،", ",").split(",")]
    stopped = opening_phrase(bare((first,)), "stop") != ""
    return stopped and len(tags) > 1 and all(tag and not tag[0].isupper() for tag in tags)


def is_footer(line: Line) -> bool:
    """Say whether a line is of the site's footer: whose it is, where to write, what it is made with."""
    owned = line.text.startswith(OWNED) or any(mark in line.text for mark in OWNED_ANYWHERE)
    return owned or is_postal(line) or opening_phrase(bare(line.words), "footers") != ""


def _is_way_on(text: str) -> bool:
    before = text.startswith(ARROWS_BEFORE) and not text.startswith("<<")
    quoted = text[:1] in "»‹" and text[-1:] in "«›"
    behind = text.endswith(ARROWS_BEHIND) and not any(mark in text[:-1] for mark in "«»‹<")
    arrow = (before or behind) and not quoted and any(map(str.isalpha, text))
    return arrow or text.endswith(BACK)


def _is_of_platform(text: str) -> bool:
    """Say whether a line is one phrase from end to end that platforms print, in whatever language."""
    seen = coverage_in(text, ALL)
    return seen.whole and seen.share == 1.0 and not (seen.category in SINGLE and traits(text).kinds)


def _is_headline_with_date(text: str) -> bool:
    """Say whether a day opens or ends a line and words that name nobody stand beside it."""
    if not any(map(str.isdigit, text)) or is_date_line(text):
        return False
    found = find_dates(text)
    if not found:
        return False
    first, last = found[0], found[-1]
    rest = (text[: last.start] if text.rstrip(" )").endswith(text[last.start : last.end]) else "") or (
        text[first.end :] if not text[: first.start].strip(" ([·•*-") else ""
    )
    letters = sum(map(str.isalpha, rest))
    return len(rest.split()) >= LEAST_HEADLINE_WORDS or (
        is_unspaced(rest) and letters >= LEAST_HEADLINE_LETTERS
    )
