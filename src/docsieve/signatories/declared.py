"""Counts that a text declares: ``and 120 others``, ``120 signatures in total``."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from docsieve.folding import fold, small_words
from docsieve.model import Block
from docsieve.signatories.entry import Entry, Source
from docsieve.signing import SigningPart
from docsieve.signing.lines import bare
from docsieve.signing.phrases import (
    GROUP,
    SIGN,
    SUPPORT,
    is_phrase,
    listed_words,
    mask_of,
    total_words,
)

LONGEST_DECLARATION_WORDS, LONGEST_MORE = 9, 5
LONGEST_DECLARATION = 120
MOST_DECLARED = 10_000_000
BLOCKS_BELOW = 2
# Conjunctions and signs glued to a number.
GLUED = "وו+~≈"
# A total in scripts without spaces: a word for all, the number, a counter.
LAST_FIGURE = re.compile(r"([0-9][0-9,]{0,9}) ?([^0-9]{1,8})$")
OPENED, CLOSED = ("(", "（"), (")", "）")
# The count behind this word is of all, those named with them.
INCLUDING = "等"
TOTAL = re.compile(r"(?:이상|以上|[총共總总全合計计]{1,2})共? ?([0-9][0-9,]{0,9}) ?[개個个家名명인人位団团]")
# The same behind the last name: "홍길동(농부) 이상 11명".
TOTAL_BEHIND = re.compile(rf"(?<=\S) {TOTAL.pattern}$")


def declared_in(entries: list[Entry], source: Source) -> tuple[list[Entry], list[int]]:
    """Give the entries that name somebody, and the counts that the others declare."""
    kept = []
    counts = []
    for entry in entries:
        written = source.read((entry.start, entry.end))
        others = _declared_with_more(written)
        totals = [total for cell in entry.cells if (total := total_of(source.read(cell))) is not None]
        if totals:
            counts += totals
            kept += _without_total(entry, source)
        elif others is not None:
            counts.append(others + len(entries) - 1)
        elif not says_more_follow(written):
            cut, count = _tail_counted(written, len(entries)) if len(entry.cells) == 1 else (0, None)
            counts += [count] if count is not None else []
            cut = cut if count is not None else _without_more(written)
            end = entry.start + cut
            one = len(entry.cells) == 1 and cut < len(written)
            kept.append(replace(entry, end=end, cells=((entry.start, end),)) if one else entry)
    return kept, counts


def _declared_with_more(written: str) -> int | None:
    """Give the count of others that an entry declares, also with more words for them behind a comma.

    >>> _declared_with_more("and 20 other writers, poets"), _declared_with_more("Ana Sol, 20 others")
    (20, None)
    """
    count = declared_count(written)
    first, _, rest = written.partition(" ")
    begun = count is None and "," in rest and rest[:1].isdecimal()
    return (
        declared_count(written.partition(",")[0])
        if begun and fold(first) in small_words("conjunctions")
        else count
    )


def declared_below(part: SigningPart, blocks: Sequence[Block], named: int) -> list[int]:
    """Give the counts that the lines right below a part declare, beside or with those it names."""
    counts = []
    for block in blocks[part.last + 1 : part.last + 1 + BLOCKS_BELOW]:
        text = block.text.strip()
        total, others = total_of(text), declared_count(text)
        counts += [total] if total is not None else [others + named] if others is not None else []
    return counts


def _without_total(entry: Entry, source: Source) -> list[Entry]:
    """Give an entry without the cells that only declare a total; none where nothing else is left."""
    cells = tuple(cell for cell in entry.cells if total_of(source.read(cell)) is None)
    return [replace(entry, start=cells[0][0], end=cells[-1][1], cells=cells)] if cells else []


def _tail_counted(text: str, named: int) -> tuple[int, int | None]:
    """Give where what counts begins at the end of an entry, and how many signed by it."""
    opened = max(map(text.rfind, OPENED)) if text.endswith(CLOSED) else -1
    total = total_of(text[opened:]) if opened > 0 else None
    if total is not None:
        return len(text[:opened].rstrip()), total
    behind = TOTAL_BEHIND.search(text)
    if behind is not None:
        return behind.start(), total_of(behind[0])
    cut, others = _tail_declared(text)
    if others is None:
        cut, total, others = _glued_count(text)
    return cut, others + named if others is not None else total


def _without_more(text: str) -> int:
    """Give where ``y siguen firmas`` begins at the end of an entry, its end where nothing such stands there.

    >>> _without_more("Ana Sol y siguen firmas."), _without_more("Ana Sol and Ben Mar")
    (7, 19)
    """
    words = text.split()
    for back in range(min(LONGEST_MORE, len(words) - 1), 1, -1):
        tail = words[-back:]
        if fold(tail[0]) in small_words("conjunctions") and says_more_follow(" ".join(tail)):
            return len(text.rsplit(None, back)[0])
    return len(text)


def _glued_count(text: str) -> tuple[int, int | None, int | None]:
    """Give where ``等120人`` or ``ほか35名`` begins, the total it tells, or the count of others.

    >>> _glued_count("李晓梅等120人"), _glued_count("佐藤美咲 ほか35名"), _glued_count("九三学社")
    ((3, 120, None), (4, None, 35), (4, None, None))
    """
    found = LAST_FIGURE.search(text)
    if found is None or "".join(found[2].split()).rstrip("。.") not in _unspaced("behind"):
        return len(text), None, None
    head = text[: found.start()].rstrip(" （(")
    word = max((one for one in _unspaced("before") if one and head.endswith(one)), key=len, default="")
    cut = len(head[: len(head) - len(word)].rstrip(" 、，,・…（("))
    count = _counted([found[1]])
    if not word or not cut or count is None:
        return len(text), None, None
    return (cut, count, None) if word.startswith(INCLUDING) else (cut, None, count)


def _tail_declared(text: str) -> tuple[int, int | None]:
    """Give where ``... and 120 others`` begins at the end of an entry, and its count."""
    words = text.split()
    for back in range(min(LONGEST_DECLARATION_WORDS, len(words) - 1), 1, -1):
        tail = words[-back:]
        first = bare(tail[:1])
        opened = first and (first[0] in small_words("conjunctions") or first[0] in listed_words("others"))
        if opened and any(word[:1].isdecimal() for word in tail):
            count = declared_count(" ".join(tail))
            if count is not None:
                return len(text.rsplit(None, back)[0]), count
    return len(text), None


def total_of(text: str) -> int | None:
    """Give the number that a line says is of all signatories, None where it says none.

    >>> total_of("(6 organisations in total)"), total_of("(총 6개 단체)"), total_of("Total Quay 6")
    (6, 6, None)
    """
    if len(text) > LONGEST_DECLARATION or not any(c.isdecimal() for c in text):
        return None
    found = TOTAL.match(text.strip(" ()（）[]"))
    if found:
        return _counted([found[1]])
    words = bare(text.split()[: LONGEST_DECLARATION_WORDS + 1])
    rest = [word for word in words if not _figure(word)]
    known = all(mask_of(word) or word in total_words() for word in rest)
    counts = any(mask_of(word) & (GROUP | SIGN | SUPPORT) for word in rest)
    if not known or not counts or not total_words() & set(rest):
        return None
    return _counted(words)


def _counted(words: list[str]) -> int | None:
    """Give the one number among words, None where there is none, or several, or no count of people."""
    figures = [int(number[:8]) for number in map(_figure, words) if number]
    return figures[0] if len(figures) == 1 and 1 < figures[0] < MOST_DECLARED else None


def _figure(word: str) -> str:
    """Give the digits of a word that is a number, with what languages glue to it: ``و120``, ``300'den``.

    >>> _figure("1,200"), _figure("300'den"), _figure("2nd")
    ('1200', '300', '')
    """
    number = word.lstrip(GLUED).partition("'")[0].rstrip("+").replace(".", "").replace(",", "")
    return number if number.isdecimal() else ""


def says_more_follow(text: str) -> bool:
    """Say whether an entry says that more signatures follow, and names nobody.

    >>> says_more_follow("and many more"), says_more_follow("More Trees Trust")
    (True, False)
    >>> says_more_follow("y cientos de firmas más"), says_more_follow("Many Voices")
    (True, False)
    """
    words = bare(text.split()[: LONGEST_DECLARATION_WORDS + 1])
    if not words or len(text) > LONGEST_DECLARATION:
        return False
    counts = words[0] in small_words("conjunctions") | _listed("openers") | _listed("many")
    many = counts and any(word in _listed("many") for word in words)
    return is_phrase(words, "more_follow") or (
        many and all(word in _listed("many") or _may_count(word) for word in words)
    )


def declared_count(text: str) -> int | None:
    """Give the number of further signatories that a line declares, None where it names somebody.

    >>> declared_count("and 120 others"), declared_count("y 1.250 firmas más"), declared_count("Front 57")
    (120, 1250, None)
    >>> declared_count("ve 300'den fazla kişi"), declared_count("외 120명"), declared_count("Over 60s Forum")
    (300, 120, None)
    """
    words = bare(text.split()[: LONGEST_DECLARATION_WORDS + 1])
    if not words or len(text) > LONGEST_DECLARATION:
        return None
    unspaced = _unspaced_count(text)
    count = _counted(words) if 1 < len(words) <= LONGEST_DECLARATION_WORDS else None
    if unspaced is not None or count is None:
        return unspaced
    rest = [word for word in words if not _figure(word)]
    others = any(word in listed_words("others") for word in rest)
    grouped = any(mask_of(word) & (GROUP | SIGN) or word in _listed("words") for word in rest)
    opened = words[0] in small_words("conjunctions") | _listed("openers") or words[0][:1] in GLUED
    return count if all(map(_may_count, rest)) and (others or (grouped and opened)) else None


def _may_count(word: str) -> bool:
    """Say whether a word may stand in a line that only counts signatories."""
    known = word in listed_words("others") | small_words("conjunctions") | _listed("words") | _listed(
        "openers"
    )
    return known or bool(mask_of(word))


def _unspaced_count(text: str) -> int | None:
    """Give the number in ``외 120명``, ``等120人``: a word for others, the number, its counter."""
    stripped = "".join(text.split()).strip("()（）[]…·.,，、。")
    digits = "".join(c for c in stripped if c.isdecimal() or c == ",")
    if not digits:
        return None
    before, _, behind = stripped.partition(digits)
    known = before in _unspaced("before") and behind in _unspaced("behind")
    return _counted([digits]) if known else None


@cache
def _unspaced(side: str) -> frozenset[str]:
    return frozenset(_counts()["unspaced"][side].split())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in str(_counts()[name]).split())


@cache
def _counts() -> dict[str, Any]:
    return tomllib.loads(files("docsieve.data").joinpath("counts.toml").read_text(encoding="utf-8"))
