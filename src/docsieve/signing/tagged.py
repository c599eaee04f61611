"""Rules and what was learned, together: lists that no rule finds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from math import exp
from operator import itemgetter

from docsieve.signing.headings import heading_of
from docsieve.signing.learned import log_odds
from docsieve.signing.lines import COLONS, Line
from docsieve.signing.others import names_others
from docsieve.signing.page import Page
from docsieve.signing.part import SigningPart, sum_of

# A line names a signatory, or tells of one, where that is likelier than not.
LIKELY = 0.5
# What the lines of a stretch add up to, and are on the mean, where it is taken for a part: on 863 pages, by
# forests that had not seen their authors, 5 were right and 1 wrong; at 0.4, 1.4 and 0.5 8 and 7 (2026-11).
LEAST_SUM, LEAST_MEAN = 1.6, 0.6
# Lines that may stand between two that name signatories: what tells of the first, a heading.
MOST_BETWEEN = 4
# So near above a list stands what heads it.
LINES_TO_A_HEAD = 2
# Names of a table stand in step, where so many do; what stands in step with them may be one, too.
LEAST_IN_STEP, IN_STEP, MAY_BE = 3, 0.6, 0.15
# What the mean likelihood of its lines is worth as the score of a part, which headings give 3.
WORTH = 3.0
# Found by one line alone, and given up where a list stands elsewhere.
ALONE = ("byline", "ending")


def with_learned(page: Page, parts: Sequence[SigningPart]) -> tuple[SigningPart, ...]:
    """Give the parts of a page that is called a statement, with the lists that rules missed.

    A stretch of likely lines is a part where no part is, or beside one, or where it has more lines than all;
    of pages that are called nothing, and such that tell of their people, nothing is learned.
    """
    if not page.is_called_a_statement() or page.is_about_people() or page.is_report():
        return tuple(parts)
    odds = log_odds(page)
    names, tells = ([1 / (1 + exp(-each)) for each in odds[name].tolist()] for name in ("names", "tells"))
    listed = [part for part in parts if part.found_by not in ALONE]
    taken = {at for part in listed for at in range(part.first, part.last + 1)}
    free = [
        at for at, likely in enumerate(names) if likely > LIKELY and at not in taken and _is_free(page, at)
    ]
    many = sum(len(part.entries) for part in listed)
    missed = [some for some in _stretches(free) if _is_part(some, names) and _is_beside(some, listed, many)]
    missed = [some for some in missed if not _is_of_others(page, some[0])]
    found = [_part(page, _groups(page, _in_step(some, names, taken), tells, taken), names) for some in missed]
    held = {at for part in found for at in range(part.first, part.last + 1)}
    alone = [part for part in parts if part.found_by in ALONE and part.first not in held]
    kept = [part for part in alone if not found or names[part.first] > LIKELY]
    return tuple(sorted([*listed, *kept, *found], key=lambda part: part.start))


def _is_part(some: Sequence[int], names: Sequence[float]) -> bool:
    likely = sum(names[at] for at in some)
    return likely >= LEAST_SUM and likely >= LEAST_MEAN * len(some)


def _is_beside(some: Sequence[int], parts: Iterable[SigningPart], many: int) -> bool:
    """Say whether a stretch stands beside a part, or has more lines than all parts have."""
    near = any(
        some[0] - part.last <= MOST_BETWEEN + 1 and part.first - some[-1] <= MOST_BETWEEN + 1
        for part in parts
    )
    return near or len(some) > many


def _is_free(page: Page, at: int) -> bool:
    return not (page.in_comments(at) or names_others(page.lines[at]))


def _is_of_others(page: Page, first: int) -> bool:
    """Say whether what stands above a stretch heads others than those who sign: ``Cast``, ``On stage:``."""
    above = page.lines[max(0, first - LINES_TO_A_HEAD) : first]
    return any(names_others(line) or (line.text.endswith(COLONS) and not _may_head(line)) for line in above)


def _may_head(line: Line) -> bool:
    return line.is_sentence or heading_of(line) is not None


def _stretches(names: Sequence[int]) -> list[list[int]]:
    """Part the lines with names where too many others stand between."""
    stretches = [[at] for at in names[:1]]
    for above, at in pairwise(names):
        if at - above > MOST_BETWEEN + 1:
            stretches.append([])
        stretches[-1].append(at)
    return stretches


def _step(some: Sequence[int]) -> int:
    """Give how far apart nearly all names of a stretch stand, 0 where they do not or no line is between."""
    steps = Counter(at - above for above, at in pairwise(some))
    step, count = max(steps.items(), key=itemgetter(1), default=(0, 0))
    regular = len(some) >= LEAST_IN_STEP and count >= IN_STEP * (len(some) - 1)
    return step if regular and step > 1 else 0


def _in_step(some: Sequence[int], names: Sequence[float], taken: set[int]) -> list[int]:
    """Add to names that stand in step those that may be names where the next would stand."""
    step, found = _step(some), list(some)
    for first, ahead in ((some[0], -step), (some[-1], step)):
        at = first + ahead
        while step and 0 <= at < len(names) and at not in taken and names[at] > MAY_BE:
            found.append(at)
            at += ahead
    return sorted(found)


def _groups(
    page: Page, names: Sequence[int], tells: Sequence[float], taken: set[int]
) -> tuple[tuple[int, ...], ...]:
    """Give to each name the lines right below that tell of it, or above where the first has them there."""
    telling = [likely > LIKELY and at not in taken for at, likely in enumerate(tells)]
    step = _step(names)
    if step:
        between = {at + more for at in names for more in range(1, step) if at + more < len(tells)}
        told = [
            at in between and not page.lines[at].is_sentence and at not in taken for at in range(len(tells))
        ]
        telling = [one or other for one, other in zip(telling, told, strict=True)]
    if not step and names[0] > 0 and telling[names[0] - 1]:
        around = [range(at - 1, before, -1) for before, at in pairwise((-1, *names))]
    else:
        around = [range(at + 1, after) for at, after in pairwise((*names, len(tells)))]
    return tuple(
        (at, *sorted(takewhile(telling.__getitem__, some[:MOST_BETWEEN])))
        for at, some in zip(names, around, strict=True)
    )


def _part(page: Page, groups: tuple[tuple[int, ...], ...], names: Sequence[float]) -> SigningPart:
    lines = [page.lines[at] for at in sorted(at for group in groups for at in group)]
    mean = sum(names[name] for name, *_ in groups) / len(groups)
    evidence = (("lines like those of lists", round(WORTH * mean, 2)),)
    return SigningPart(
        first=lines[0].index,
        last=lines[-1].index,
        start=lines[0].body_start,
        end=lines[-1].body_start + len(lines[-1].body),
        found_by="learned",
        score=sum_of(evidence),
        evidence=evidence,
        entries=tuple(line.index for line in lines),
        groups=groups if len(lines) > len(groups) else (),
    )
