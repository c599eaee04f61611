"""Find the parts of a text that say who signed it, before anything is removed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from docsieve.model import Block
from docsieve.signing.bare import bare_parts
from docsieve.signing.bylines import byline_parts, opening_parts, titled_parts
from docsieve.signing.lines import lines_of
from docsieve.signing.page import Page, page_of
from docsieve.signing.part import SigningPart
from docsieve.signing.parts import announced_parts
from docsieve.signing.signoffs import MOST_BEFORE, signoff_parts
from docsieve.signing.tagged import with_learned
from docsieve.signing.tops import top_parts
from docsieve.signing.unannounced import heads_a_list, names_members

__all__ = ["SigningPart", "find"]

# A note or the word on more signatures may stand between a list and the heading of the next.
LINES_TO_A_HEAD = range(1, 4)
# A list of so few lines below a text is better read line by line, with the offices in it.
MOST_READ_AGAIN = 4


def find(blocks: Sequence[Block]) -> tuple[SigningPart, ...]:
    """Give the signing parts of a document, in its order.

    Runs on all blocks of a page, chrome included; menus, comments, related posts, credits and contacts
    are no parts. Does not read the names: ``signatories.read`` does.
    """
    page = page_of(lines_of(blocks))
    announced = announced_parts(page)
    if announced and all(part.found_by == "inline" and _is_behalf(part) for part in announced):
        # One line of a list that tells for whom somebody signs announces nothing where the list is found.
        around = (part for part in bare_parts(page) if part.found_by == "list")
        within = {index for part in around for index in range(part.first, part.last + 1)}
        announced = [part for part in announced if part.first not in within]
    # A text that announces its signatures has them there: bare names beside them are something else.
    bare = _more_lists(page, announced) if announced else bare_parts(page)
    lists = announced or any(part.found_by != "ending" for part in bare)
    tops = [] if lists else top_parts(page)
    # "All of the school" may stand in a list.
    within = {index for part in bare if len(part.entries) > 1 for index in part.entries}
    above = (part for part in byline_parts(page) if part.first not in within)
    found = [*above, *announced, *bare, *tops]
    signed = [] if announced or len(found) > 1 else signoff_parts(page)
    if signed and (not found or _has_few(found[0], signed[0])):
        return _without_overlaps(with_learned(page, signed))
    found = found or titled_parts(page) or opening_parts(page)
    return _without_overlaps(with_learned(page, _without_overlaps(found)))


def _more_lists(page: Page, announced: Sequence[SigningPart]) -> list[SigningPart]:
    """Give the lists right below announced ones, under a heading of their own: ``Supporting bodies``."""
    below = {part.last + step for part in announced for step in LINES_TO_A_HEAD}
    more = (at for at in below if at < len(page.lines) and not names_members(page.lines[at]))
    heads = {at for at in more if heads_a_list(page.lines[at])}
    # A label that announces a few more stands right below the list itself.
    labels = {part.first for part in announced if part.found_by == "inline"}
    # Who signs may stand above those who support it, with no heading of their own.
    supported = (part.head for part in announced if part.head and part.heading and not part.heading.signs)
    labels |= {head for head in supported if not page.lines[head - 1].is_sentence}
    if not heads and not labels:
        return []
    taken = {part.first for part in announced if part.found_by == "inline"}
    lists = [part for part in bare_parts(page) if part.found_by == "list" and part.first not in taken]
    return [part for part in lists if part.first - 1 in heads or part.last + 1 in labels]


def _has_few(part: SigningPart, signed: SigningPart) -> bool:
    """Say whether a part holds no line but those of the few names below the text, read line by line."""
    near = part.first >= signed.first - MOST_BEFORE and part.last <= signed.last
    few = max(len(part.entries), len(signed.entries)) <= MOST_READ_AGAIN
    return part.found_by in ("list", "ending") and near and few


def _is_behalf(part: SigningPart) -> bool:
    return part.heading is not None and part.heading.how == "behalf"


def _without_overlaps(parts: Iterable[SigningPart]) -> tuple[SigningPart, ...]:
    """Order parts by their place; of parts that overlap the one with the higher score stays."""
    kept: list[SigningPart] = []
    for part in sorted(parts, key=lambda part: (-part.score, part.start)):
        at = bisect_right(kept, (part.start, part.end), key=_span)
        beside = kept[max(at - 1, 0) : at + 1]  # those kept lie apart, so that no other can reach it
        if all(part.end <= other.start or part.start >= other.end for other in beside):
            kept.insert(at, part)
    return tuple(kept)


def _span(part: SigningPart) -> tuple[int, int]:
    return part.start, part.end
