"""Who issued a text, where a byline or a single closing name says so."""

from collections.abc import Sequence

from docsieve.dates.line import is_capital, is_filler, without_fillers
from docsieve.metadata.bylines import byline_date
from docsieve.metadata.lines import Line
from docsieve.metadata.posted import is_posted
from docsieve.metadata.words import opens_with, phrases
from docsieve.model import Evidence, Label, Shape

HEAD_LINES = 12
MOST_NAME_WORDS = 18
ARTICLES = frozenset(
    {"the", "la", "le", "les", "el", "los", "las", "der", "die", "das", "il", "lo", "gli", "os", "as", "o"}
)
QUOTES = '"“”„«»「」'
EDGES = " ,;:.|–—-•·*/"


def issuers(lines: Sequence[Line], after_title: int) -> tuple[Evidence, ...]:
    """Returns the bodies or persons a byline names, else the one name a text closes with; often none.

    Does not read names out of sentences, nor lists of signatories.
    """
    for line in lines[after_title : after_title + HEAD_LINES]:
        if line.kept and not line.is_prose and not is_posted(line) and (found := in_byline(line)):
            return found
    closing = closing_name(lines)
    return (closing,) if closing else ()


def in_byline(line: Line) -> tuple[Evidence, ...]:
    """Returns the names in a byline: behind "by", or before its date."""
    mention = byline_date(line)
    end = len(without_fillers(line.text[: mention.start])) if mention else len(line.text)
    start = behind_by(line.text[:end])
    if start is None and (mention is None or line.date_line):
        return ()
    return names_in(line, start or behind_kind(line.text[:end]), before_bracket(line.text, end))


def behind_by(text: str) -> int | None:
    """Returns the index behind "by" where a text opens with it, a kind of text before it or not.

    >>> behind_by("Statement by the Harbour Union"), behind_by("Stand by me")
    (13, None)
    """
    words = spans(text)
    at = opens_with(tuple(text[start:end].casefold().strip(EDGES) for start, end in words[:4]), "kinds")
    if at >= len(words) - 1:
        return None
    start, end = words[at]
    known = (text[start:end].casefold(),) in phrases("by")
    return words[at + 1][0] if known and name_follows(text, words[at + 1 :]) else None


def name_follows(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Tells whether a capital follows, an article before it or not."""
    pieces = [text[start:end] for start, end in words[:2]]
    return is_capital(pieces[0]) or (
        pieces[0].casefold() in ARTICLES and len(pieces) > 1 and is_capital(pieces[1])
    )


def behind_kind(text: str) -> int:
    """Returns the index behind a kind of text at the opening ("Press release Harbour Union"), else 0."""
    words = spans(text)
    count = opens_with(tuple(text[start:end].casefold().strip(EDGES) for start, end in words[:4]), "kinds")
    return words[count][0] if 0 < count < len(words) else 0


def spans(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the words between white space.

    >>> spans("by us")
    [(0, 2), (3, 5)]
    """
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def before_bracket(text: str, end: int) -> int:
    """Returns the end of a name before a comma and a bracket: "Collective, (Nowhere, Sampleton)"."""
    bare = text[:end].rstrip(EDGES)
    if bare.endswith(")") and (opened := bare.rfind("(")) > 0 and "," in bare[opened:]:
        return len(bare[:opened].rstrip(EDGES))
    return len(bare)


def names_in(line: Line, start: int, end: int) -> tuple[Evidence, ...]:
    """Returns one name or the two that "and" joins; none where it reads like a sentence."""
    pieces = spans(line.text[:end])
    within = [(first, last) for first, last in pieces if first >= start]
    cuts = [at for at in range(1, len(within) - 1) if is_joint(line.text, within, at)]
    parts = [(start, end)]
    if len(cuts) == 1 and "," not in line.text[start:end]:
        parts = [(start, within[cuts[0]][0]), (within[cuts[0]][1], end)]
    found = [line.evidence(first, last) for first, last in parts]
    return tuple(name for name in found if is_name(name.text))


def is_joint(text: str, words: Sequence[tuple[int, int]], at: int) -> bool:
    """Tells whether a word is an "and" before an article: "the Union and the Office" are two."""
    first, last = words[at]
    following = text[words[at + 1][0] : words[at + 1][1]].casefold()
    return (text[first:last].casefold(),) in phrases("and") and following in ARTICLES


def is_name(text: str) -> bool:
    """Tells whether words can be a name: few, a capital first, no sentence.

    >>> is_name("the Harbour Union"), is_name("we ask for light.")
    (True, False)
    """
    words = [word for word in text.split() if word.casefold() not in ARTICLES]
    if not 1 <= len(words) <= MOST_NAME_WORDS or text.endswith((".", "!", "?", ":")):
        return False
    capitals = sum(is_capital(word) for word in words)
    if any(mark in text for mark in QUOTES):
        return False
    return is_capital(words[0]) and capitals * 2 >= len(words) and not all(is_filler(word) for word in words)


def closing_name(lines: Sequence[Line]) -> Evidence | None:
    """Returns the one short line a text closes with, a date line or brackets beside it; None for lists."""
    kept = [line for line in lines if line.kept and line.label is not Label.FOOTNOTE]
    end = len(kept)
    while end and not kept[end - 1].is_prose and not ends_sentence(kept[end - 1]):
        end -= 1
    tail = [line for line in kept[end:] if not line.date_line and not line.text.startswith("(")]
    if len(tail) != 1 or tail[0].shape in (Shape.LIST_ITEM, Shape.NUMBERED_POINT) or tail[0].has_address:
        return None
    return tail[0].evidence() if end and is_name(tail[0].said) else None


def ends_sentence(line: Line) -> bool:
    """Tells whether a line ends as sentences and salutations do."""
    return line.text.endswith((".", "!", "?", "…", "。", "”", ":", ",", "»"))
