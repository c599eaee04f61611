"""Few names right below the last paragraph, where the page's frame follows: read line by line, then weighed.

What stands there may be a body, a person and the office, a date and then names. The author of an article, a
contact for the press, the owner of the page in its footer and what else pages print there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from docsieve.dates import opens_with_place
from docsieve.folding import fold
from docsieve.signing.closings import is_closing
from docsieve.signing.endings import QUOTES, may_be_town, unmarked
from docsieve.signing.enumerations import outside_brackets
from docsieve.signing.evidence import begins_with_person, is_date, names_two, split_head
from docsieve.signing.frames import is_footer, is_frame
from docsieve.signing.headings import heading_of
from docsieve.signing.lines import COMMAS, Line, bare
from docsieve.signing.names import is_uncased, names_person, traits
from docsieve.signing.offices import are_offices, author_words, is_office_alone, tells_office
from docsieve.signing.others import names_others
from docsieve.signing.page import Page, call_a_statement, head_a_statement
from docsieve.signing.part import SigningPart, part_of
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.run import Run
from docsieve.signing.signers import QUOTES_CLOSE, kind_of
from docsieve.signing.stops import ends_the_text
from docsieve.signing.unfit import (
    LONGEST_VALEDICTION,
    LONGEST_WORDS,
    is_in_small_letters,
    is_organ_above_its_body,
    is_unfit,
)
from docsieve.signing.vocabulary import is_office_word
from docsieve.values import added

# What a line shows of who signs; set by hand on invented pages of two authors, checked on pages nobody signs.
SHOWN = {"officer": 1.0, "body": 0.9, "occupied": 0.8, "group": 0.6, "told": 0.5, "person": 0.2}
WEIGHTS = {
    "voice of several": 0.6,
    "voice of several, once": 0.3,
    "headed as a statement": 0.45,
    "called a statement": 0.35,
    "titled as a statement": 0.2,
    "addressed": 0.25,
    "the undersigned in the text": 0.5,
    "date above it": 0.4,
    "valediction above it": 0.5,
    "said for whom": 0.5,
    "place and date right below": 0.5,
    "two or more": 0.3,
    "the text's frame right below": 0.4,
    "end of the page": 0.2,
    "footer right below": 0.1,
    "something else right below": -0.4,
    "stands at the top": 0.3,
    "owner of the page": -0.5,
    "author": -0.8,
}
# One of these must stand beside the voice of several where no title calls the page a statement.
AS_STATEMENTS_HAVE = (
    "titled as a statement",
    "addressed",
    "the undersigned in the text",
    "date above it",
    "valediction above it",
    "said for whom",
)
SET_OFF = ("date above it", "valediction above it", "said for whom", "place and date right below")
SIGNED = 1.65
MOST_BEFORE, MOST_ENTRIES = 3, 8
LONGEST_OFFICE_WORDS = 8
LINES_OF_A_HEAD, LINES_BETWEEN, MOST_LINES_OF_TEXT = 10, 5, 200
LINES_OF_THE_TOP, LINES_OF_A_MASTHEAD = 25, 3


@dataclass(slots=True)
class Signoff:
    """What stands below a paragraph: what was seen before the names, the lines that name, what each shows."""

    seen: list[str] = field(default_factory=list)
    named: list[tuple[Line, str]] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    office: Line | None = None
    ended: str = "something else right below"


def signoff_parts(page: Page) -> list[SigningPart]:
    """Give the few names below the last paragraph as a part, where enough speaks for them."""
    for line in reversed(page.lines):
        if not line.is_sentence or page.in_comments(line.index):
            continue
        if page.is_before_the_text(line.index):
            break
        part = _part(page, line)
        if part is not None:
            return [part]
    return []


def _part(page: Page, above: Line) -> SigningPart | None:
    found = None if _is_quoted(above.text) else _signoff(page, above.index + 1)
    if found is None or not found.named:
        return None
    shown = [SHOWN[kind] for _, kind in found.named]
    if max(shown) < SHOWN["group"] and not _may_be_bare(page, found):
        return None
    seen = [*found.seen, *_seen_around(page, above, found)]
    if not (_may_be_signed(seen) and _is_set_off(seen)) or _may_be_author(found, seen):
        return None
    evidence = (
        ("names in it", round(added(shown) / len(shown), 2)),
        *((name, WEIGHTS[name]) for name in seen),
    )
    if added(weight for _, weight in evidence) < SIGNED:
        return None
    of_all = found.office is not None and len(found.named) > 1 and is_office_alone(unmarked(found.office))
    heads = [found.office] if of_all else []
    below = [line for line in found.below if line not in heads]
    entries = sorted(line.index for line in [*(line for line, _ in found.named), *below])
    how = "closing" if len(found.named) > 1 and below else "list" if len(entries) > 1 else "ending"
    return part_of(page.lines, Run(entries), "ending" if len(found.named) == 1 else how, evidence)


def _is_quoted(text: str) -> bool:
    """Say whether a paragraph is somebody's words from its beginning to its end."""
    return text.startswith(QUOTES) and text.rstrip(".!?…")[-1:] in QUOTES_CLOSE


def _may_be_signed(seen: list[str]) -> bool:
    """Say whether a page is called a statement, or several speak in it as in one."""
    if "headed as a statement" in seen or "called a statement" in seen:
        return True
    return "voice of several" in seen and any(told in seen for told in AS_STATEMENTS_HAVE)


def _is_set_off(seen: list[str]) -> bool:
    """Say whether the text's own frame is right below the names, or a date or a valediction above them."""
    return "the text's frame right below" in seen or any(told in seen for told in SET_OFF)


def _may_be_author(found: Signoff, seen: list[str]) -> bool:
    """Say whether a single person without an office can be who wrote the text, as nothing else speaks."""
    line, kind = found.named[0]
    several = len(found.named) > 1 or names_two(outside_brackets(line.body))
    if several or kind in ("body", "group") or any(told in seen for told in SET_OFF):
        return False
    told = [word for each in (line, *found.below) for word in bare(each.words)]
    return not any(map(is_office_word, told)) and not (kind == "officer" and is_uncased(line.body))


def _may_be_bare(page: Page, found: Signoff) -> bool:
    """Say whether names without office or body can be signatures: of a letter, or of those at the top."""
    called = page.is_called_a_statement()
    for_whom = "said for whom" in found.seen
    return (called and (page.is_addressed() or for_whom)) or _stand_at_the_top(page, found)


def _seen_around(page: Page, above: Line, found: Signoff) -> list[str]:
    seen = []
    if page.voiced():
        seen.append("voice of several" if page.is_full_of_voices() else "voice of several, once")
    seen += _titles(page, above)
    seen += ["addressed"] if page.is_addressed() else []
    seen += ["the undersigned in the text"] if page.is_undersigned() else []
    seen += ["two or more"] if len(found.named) > 1 else []
    seen.append(found.ended)
    line, kind = found.named[0]
    owner = len(found.named) == 1 and page.stands_alone_above(_name_of(line), line.index)
    if owner and kind in ("body", "group"):
        seen += ["owner of the page"] if found.ended != "the text's frame right below" else []
    elif _stand_at_the_top(page, found):
        seen.append("stands at the top")
    written = any(author_words(line.body) for line in [*(line for line, _ in found.named), *found.below])
    return seen + (["author"] if written else [])


def _titles(page: Page, above: Line) -> list[str]:
    """Say what the lines above the text call it: menus may stand above its title."""
    text = _beginning(page.lines, above.index)
    near = page.lines[max(0, text - LINES_OF_A_HEAD) : text]
    if page.is_headed_as_statement() or head_a_statement(near):
        return ["headed as a statement"]
    if page.is_called_a_statement() or call_a_statement(near):
        return ["called a statement"]
    return ["titled as a statement"] if page.is_titled_as_statement() else []


def _beginning(lines: Sequence[Line], last: int) -> int:
    """Give where the running text that ends at a line begins: few other lines stand between paragraphs."""
    first = last
    for position in range(last, max(-1, last - MOST_LINES_OF_TEXT), -1):
        if lines[position].is_sentence:
            first = position
        elif first - position > LINES_BETWEEN:
            break
    return first


def _stand_at_the_top(page: Page, found: Signoff) -> bool:
    """Say whether all names stand in one line at the top too, as of several authors: ``Ana Sol, Ben Mar``."""
    names = [_name_of(line) for line, _ in found.named]
    top = (fold(line.text) for line in page.lines[:LINES_OF_THE_TOP] if not line.is_long)
    return len(names) > 1 and any(all(name in line for name in names) for line in top)


def _name_of(line: Line) -> str:
    return fold(split_head(unmarked(line))[0].strip(" ."))


def _signoff(page: Page, begin: int) -> Signoff | None:
    """Read the lines below a paragraph; None where they are not of a signature from the first on."""
    found, lines = Signoff(), page.lines
    for line in lines[begin : begin + MOST_BEFORE]:
        told = "" if is_organ_above_its_body(lines, line.index) else _before_names(line)
        if told is None:
            break
        found.seen += [told] if told and told not in found.seen else []
        begin += 1
    if begin < len(lines) and (is_frame(lines[begin]) or is_footer(lines[begin])):
        return None
    for line in lines[begin : begin + MOST_ENTRIES + 1]:
        if found.named and (is_frame(line) or is_footer(line) or is_closing(line)):
            found.ended = "footer right below" if is_footer(line) else "the text's frame right below"
            return found
        if not _take(page, line, found):
            last = lines[line.index - 1]
            if line.gap > 1 and found.named and found.office is None and ends_the_text(lines, last.index):
                found.ended = "end of the page"
            if found.named and opens_with_place(line.text):
                found.ended = "place and date right below"
            held = found.office is None or found.office in found.below  # right above a name
            return found if found.named and (held or line.gap > 1) else None
    found.ended = "end of the page"
    return found


def _before_names(line: Line) -> str | None:
    """Say what stands between text and names: a date, a valediction, a slogan (nothing); None for others."""
    if line.is_long or line.is_sentence or not line.words:
        return None
    if is_date(line) and not traits(split_head(line.body)[0]).kinds:
        return "date above it"
    if opening_phrase(bare(line.words), "behalf") and len(line.words) <= LONGEST_VALEDICTION:
        return "said for whom"
    if is_closing(line):
        return "valediction above it"
    few = len(line.words) <= LONGEST_VALEDICTION
    look = traits(line.body)
    if few and line.text.endswith(COMMAS) and len(line.words) > 2 and is_in_small_letters(line):
        return "valediction above it"
    if few and line.text.endswith(COMMAS) and not (look.kinds or look.roles or look.given_anywhere):
        return "valediction above it" if look.small or look.uncased or look.words == 1 else None
    called = line.text.endswith(("!", "！", ".")) and len(line.words) <= LONGEST_WORDS
    return "" if called and not look.kinds and not names_person(line.body) else None


def _take(page: Page, line: Line, found: Signoff) -> bool:
    """Take a line into a signature; False where it is none of its lines."""
    if is_unfit(line):
        return False
    last = found.named[-1][0] if found.named else None
    if last is not None and line.gap == 1 and is_date(line):
        return True
    kind = kind_of(line)
    kind = "group" if kind in ("", "person") and _is_masthead(page, line) else kind
    if last is not None and line.gap == 1 and kind != "officer" and _goes_with(line, found):
        found.below.append(line)
        if found.named[-1][1] in ("person", "told", "occupied"):
            found.named[-1] = (last, "officer")
        return True
    if (
        not kind
        and found.office is None
        and (not found.named or line.gap > 1)
        and are_offices(unmarked(line))
        and not names_others(line)
    ):
        found.office = line
        return True
    if kind in ("person", "told", "occupied") and found.office is not None:
        kind = "officer"
        if found.office.index == line.index - 1:
            found.below.append(found.office)
    if kind:
        found.named.append((line, kind))
    return bool(kind)


def _goes_with(line: Line, found: Signoff) -> bool:
    """Say whether a line tells of the person right above it: the office, or the body behind an office."""
    above, kind = found.named[-1]
    if kind == "body" or len(found.below) > 2 * len(found.named):
        return False
    named = begins_with_person(line.body)
    office = tells_office(line.body) and not named and len(line.words) <= LONGEST_OFFICE_WORDS
    beside = found.below and found.below[-1].index == line.index - 1
    body = (beside or kind == "officer") and traits(line.body).kinds > 0 and not named
    town = bool(beside) and may_be_town(line.body)
    return office or (body and above.index < line.index) or town


def _is_masthead(page: Page, line: Line) -> bool:
    """Say whether a line says again what the page is headed with: a name that no word tells to be one."""
    name = _name_of(line)
    top = (
        fold(other.body.strip(" .")) for other in page.lines[:LINES_OF_A_MASTHEAD] if other.index < line.index
    )
    if heading_of(line) is not None or names_others(line):
        return False
    return " " in name and not traits(line.body).given and name in top
