"""The title of a document, and its titles in other languages: read from the first lines, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.metadata.arbiter import title_among
from docsieve.metadata.bylines import byline_date
from docsieve.metadata.candidates import KICKER_WORDS, TRAIL_MARKS, is_telling, likely_titles, site_names
from docsieve.metadata.lines import Line, prose_words, weight
from docsieve.metadata.mastheads import after_bar, has_tagline, is_letterhead, is_menu, is_named_below
from docsieve.metadata.posted import is_posted, is_stamp
from docsieve.metadata.subjects import first_subject
from docsieve.metadata.taken import read_lines
from docsieve.metadata.words import opens_with, words
from docsieve.model import UNDETERMINED, Evidence, Label, Shape

# Pages whose menus were not taken out show up to three dozen entries above their title.
MOST_LINES = 40
ECHO_LINES = 150
# A date line further below the first words dates something else, or closes the text.
MOST_PROSE_BEFORE_ANCHOR = 150
MENU_ENTRIES = 3
MENU_WORDS = 4
MENU_LABELS = frozenset({Label.NAVIGATION, Label.TEMPLATE})
LONGER_BY = 1.5
SITE_MARKS = (*TRAIL_MARKS, " | ", " – ", " — ", " - ", " :: ", " · ")
LEAST_SURE = 0.8
SALUTATION_ENDS = (",", "!", ":", "：", "，", ".", "،")
MARKS_AT_END = "*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹ \ufeff\u200b\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Titles:
    """The title and its other titles, in ``lines[first:after]``; at 0 and empty where there is none.

    ``letterhead`` is the first line of the letter where the title is a subject line below it.
    """

    title: Evidence | None = None
    others: tuple[Evidence, ...] = ()
    first: int = 0
    after: int = 0
    letterhead: int | None = None


def titles(lines: Sequence[Line], site: str = "") -> Titles:
    """Returns the title, and its titles in other languages right under it.

    Looks at the first lines only: above the date line, byline or salutation where there is one near
    the top, else at the very top. Does not take names of sites, menus, captions, date lines or
    salutations for titles; the title is None where nothing else is left. ``site`` is the site's name as
    the source gives it; a line that says it is its masthead.
    """
    head = read_lines(lines)[:MOST_LINES]
    names = site_names(lines)
    likely = [can and not is_menu(line) for line, can in zip(head, likely_titles(head, names), strict=True)]
    top = max(after_menus(lines), after_bar(lines, head, likely, head_stop(head, likely)))
    group = first_group(head, likely, top)
    start = after_mastheads(head, group, lines) if group else None
    if (subject := first_subject(head)) and (
        start in (None, subject[0]) or gives_way(head, group, start, subject[1], lines)
    ):
        at = lines.index(head[subject[0]])
        return Titles(subject[1], (), at, at + 1, lines.index(head[group[0] if group else 0]))
    if start is None:
        return Titles()
    if (other := title_among(head, likely, start, lines, site)) != start:
        start, group = other, [other]
    title, after = joined(head, start, group[-1])
    others = tuple(evidence_of(line) for line in head[after : group[-1] + 1] if is_other(line, head[start]))
    addressed = any(line.is_salutation for line in head[:start])
    titled = without_site(title, head[start], lines[:ECHO_LINES], names)
    first, end = lines.index(head[start]), lines.index(head[after - 1]) + 1
    again = echo(lines, end, titled)
    letterhead = lines.index(head[0]) if addressed else None
    return Titles(titled, others, *((first, end) if again is None else (again, again + 1)), letterhead)


def head_stop(head: Sequence[Line], likely: Sequence[bool]) -> int:
    """Returns the index of the first anchor or paragraph: a title stands above it."""
    prose = next((at for at, line in enumerate(head) if line.is_prose), len(head))
    anchor = first_anchor(head, likely, 0)
    return prose if anchor is None else min(anchor, prose)


def gives_way(
    head: Sequence[Line], group: Sequence[int], start: int, subject: Evidence, lines: Sequence[Line]
) -> bool:
    """Tells whether a title gives way to a subject line: it is a letterhead, or strange to the text.

    A title that names the kind of text stays, or that has a longer word in common with the subject.
    """
    line = head[start]
    said = {word for word in line.words if len(word) > KICKER_WORDS}
    if opens_with(line.words, "kinds"):
        return False
    if said.intersection(words(subject.text)):
        return start == 0 and line.said.isupper() and is_letterhead(head, start)
    strange = not said.intersection(body_words(head, group))
    return strange or not is_telling(line) or is_letterhead(head, start) or is_named_below(line, lines)


def echo(lines: Sequence[Line], after: int, title: Evidence) -> int | None:
    """Returns the index where a title stands again below a menu; the text begins there."""
    said = words(title.text)
    for at, line in enumerate(lines[after:ECHO_LINES], after):
        if line.words == said:
            return at
        if line.is_prose and line.kept:
            return None
    return None


def without_site(title: Evidence, line: Line, others: Sequence[Line], names: frozenset[str]) -> Evidence:
    """Returns a title without the site's name behind or before it.

    A part of the title is the whole one where another line says just that part, or where the other
    part is the site's name ("Open letter | Harbour Union").
    """
    marks = [mark for mark in SITE_MARKS if mark in title.text]
    said = {" ".join(other.words) for other in others if other is not line} if marks else set()
    for mark in marks:
        head, _, tail = title.text.rpartition(mark)
        first, _, rest = title.text.partition(mark)
        for part, other in ((head, tail), (rest, first), (tail, head)):
            telling = len(words(part)) > KICKER_WORDS and " ".join(words(part)) in said
            if part and other and (telling or " ".join(words(other)) in names):
                at = line.text.find(part)
                return line.evidence(at, at + len(part)) if at >= 0 else title
    return title


def first_group(head: Sequence[Line], likely: Sequence[bool], top: int) -> list[int]:
    """Returns the run of title-like lines that holds the title, as indices; empty where there is none.

    ``top`` is where the menus end. A group between menus and anchor comes first, then one right below
    the anchor, then one above the menus.
    """
    anchor = anchor_of(head, likely, top)
    top = 0 if anchor is not None and anchor < top else top
    found = runs([index for index, can_be in enumerate(likely) if can_be])
    groups = [group for run in found if (group := led(head, run))]
    if anchor is None:
        top = top if prose_words(head[:top]) <= MOST_PROSE_BEFORE_ANCHOR else 0
        below = list(filter(None, ([at for at in group if at >= top] for group in groups)))
        return below[0] if below and not has_body(head[top : below[0][0]]) else []
    return (
        above(head, [[at for at in group if top <= at < anchor] for group in groups])
        or under(head, groups, anchor)
        or above(head, [[at for at in group if at < anchor] for group in groups])
    )


def above(head: Sequence[Line], groups: Sequence[list[int]]) -> list[int]:
    """Returns the first group with a telling line, else the first; empty where there is none."""
    telling = (group for group in groups if any(is_telling(head[index]) for index in group))
    return next(telling, next(filter(None, groups), []))


def under(head: Sequence[Line], groups: Sequence[list[int]], anchor: int) -> list[int]:
    """Returns the group right below the anchor, if no paragraph or salutation comes first."""
    below = next((group for group in groups if group[0] > anchor), [])
    if below and not has_body(head[anchor : below[0]]):
        return below
    return below_addressee(head, groups, anchor)


def below_addressee(head: Sequence[Line], groups: Sequence[list[int]], anchor: int) -> list[int]:
    """Returns the lines from one that opens with a kind of text on, below "Dear Mr", a name and an office."""
    for group in groups:
        for at in group:
            if at > anchor and opens_with(head[at].words, "kinds"):
                between = head[anchor:at]
                said = any(
                    line.is_prose or (line.is_salutation and line.said.endswith(SALUTATION_ENDS))
                    for line in between
                )
                return [] if said else [other for other in group if other >= at]
    return []


def led(head: Sequence[Line], group: list[int]) -> list[int]:
    """Returns a group without the line right below a paragraph that leads on by a colon ("It reads:")."""
    leads = group[0] > 0 and head[group[0] - 1].is_prose and head[group[0]].said.endswith((":", "："))
    return group[1:] if leads else group


def anchor_of(head: Sequence[Line], likely: Sequence[bool], top: int) -> int | None:
    """Returns the index of the first date line, byline or salutation near the top; a title stands by it.

    The first one below the menus counts, one above them only where there is none below.
    """
    return next((at for first in (top, 0) if (at := first_anchor(head, likely, first)) is not None), None)


def first_anchor(head: Sequence[Line], likely: Sequence[bool], first: int) -> int | None:
    """Returns the index of the first anchor from an index on, if it is near."""
    for index, line in enumerate(head[first:], first):
        byline = byline_date(line) is not None and not likely[index]
        if byline or line.is_salutation or line.date_line or is_posted(line) or is_stamp(line):
            near = prose_words(head[first:index]) <= MOST_PROSE_BEFORE_ANCHOR
            return index if near else None
    return None


def has_body(lines: Sequence[Line]) -> bool:
    """Tells whether a paragraph or a salutation is among the lines: no title follows them."""
    return any(line.is_prose or line.is_salutation for line in lines)


def after_menus(lines: Sequence[Line]) -> int:
    """Returns how many kept lines stand above the end of the last menu near the top.

    A menu is a run of short entries with menu words among them: list items, or lines removed as such.
    """
    run, known, kept, after = 0, False, 0, 0
    for line in lines:
        kept += line.kept
        removed = not line.kept and line.label in MENU_LABELS
        entry = (removed or line.shape is Shape.LIST_ITEM) and len(line.words) <= MENU_WORDS
        run = run + 1 if entry else 0
        known = entry and (known or removed or opens_with(line.words, "menu") > 0)
        after = kept if run >= MENU_ENTRIES and known else after
        if kept >= MOST_LINES:
            break
    return after


def runs(indices: Sequence[int]) -> list[list[int]]:
    """Returns indices grouped where they follow each other.

    >>> runs([1, 2, 5])
    [[1, 2], [5]]
    """
    groups: list[list[int]] = []
    for index in indices:
        if groups and index == groups[-1][-1] + 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def body_words(head: Sequence[Line], group: Sequence[int]) -> frozenset[str]:
    """Returns the longer words of the lines below a group of titles."""
    below = (line for line in head[group[-1] + 1 :] if line.label is not Label.SIGNATURE)
    return frozenset(word for line in below for word in line.words if len(word) > KICKER_WORDS)


def after_mastheads(head: Sequence[Line], group: list[int], lines: Sequence[Line]) -> int:
    """Returns the index of the title in its group: behind the names of sites and the section names.

    A name with a tagline that has no word in common with the text gives way, and one that also stands
    under the signatures or in the footer, where a telling line that speaks of the text's matter follows.
    """
    if len(group) == 1:
        return group[0]
    body, first = body_words(head, group), group[0]
    while len(group) > 1:
        line = head[group[0]]
        named = (has_tagline(line) and not body.intersection(line.words)) or is_named_below(line, lines)
        telling = (is_telling(head[at]) and body.intersection(head[at].words) for at in group[1:])
        if not named or not any(telling):
            break
        group = group[1:]
    return after_kickers(head, group, body, group[0] > first)


def after_kickers(
    head: Sequence[Line], group: Sequence[int], body: frozenset[str], gave_way: bool = False
) -> int:
    """Returns the index of the title in its group: behind section names, menu words and kinds of text.

    A line of up to three words gives way to a longer one below it where it is one word, follows another
    that gave way, or has no word in common with the text.
    """
    for index in group:
        line = head[index]
        later = [head[other] for other in group if other > index]
        short = not is_telling(line) and any(is_longer(other, line) for other in later)
        strange = not body.intersection(word for word in line.words if len(word) > KICKER_WORDS)
        if not short or not (gave_way or strange or len(line.words) == 1):
            return index
        gave_way = True
    return group[0]


def is_longer(line: Line, than: Line) -> bool:
    """Tells whether a line says clearly more than another."""
    return weight(line.said) >= LONGER_BY * weight(than.said)


def joined(head: Sequence[Line], start: int, last: int) -> tuple[Evidence, int]:
    """Returns the title, with the next line where a colon leads on to it, and the index after it."""
    if head[start].said.endswith((":", "：")) and start < last and not is_other(head[start + 1], head[start]):
        first, second = evidence_of(head[start]), evidence_of(head[start + 1])
        return Evidence(f"{first.text} {second.text}", first.start, second.end, first.language), start + 2
    return evidence_of(head[start]), start + 1


def evidence_of(line: Line) -> Evidence:
    """Returns a title line as evidence, marks of footnotes at its end off."""
    bare = line.text.rstrip(MARKS_AT_END)
    if bare.endswith("]") and bare[bare.rfind("[") + 1 : -1].isdecimal():
        bare = bare[: bare.rfind("[")].rstrip()
    found = line.evidence(0, len(bare))
    said = line.said.rstrip(MARKS_AT_END)
    return Evidence(
        said if len(bare) == len(line.text.rstrip(MARKS_AT_END)) else found.text,
        found.start,
        found.end,
        found.language,
    )


def is_other(line: Line, title: Line) -> bool:
    """Tells whether a title-like line is in another language than the title, and surely so."""
    sure = line.confidence >= LEAST_SURE and len(line.words) > KICKER_WORDS
    return sure and UNDETERMINED not in (line.guess, title.guess) and line.guess != title.guess
