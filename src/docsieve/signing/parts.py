"""The parts of a text that a heading or a closing formula announces."""

from docsieve.signing.clauses import are_clauses
from docsieve.signing.closings import is_closing, is_weak_closing
from docsieve.signing.columns import tabbed_columns
from docsieve.signing.countries import countries_headed, is_opened, is_set_apart
from docsieve.signing.enumerations import counts_below
from docsieve.signing.evidence import begins_with_person, naming
from docsieve.signing.forms import is_form
from docsieve.signing.going_on import lists_clearly
from docsieve.signing.headings import ANNOUNCED, EXACT, LIKELY, Heading, heading_of
from docsieve.signing.inline import inline_part, is_statement, with_labelled
from docsieve.signing.lines import COLONS, Line
from docsieve.signing.marks import is_marked, signed_by_hand
from docsieve.signing.names import names_person, traits
from docsieve.signing.offices import heads_by_office
from docsieve.signing.page import Page
from docsieve.signing.part import LIKELY_NAMING_UNVOICED, SigningPart, mean_naming, part_of, run_from
from docsieve.signing.run import Run
from docsieve.signing.runins import run_in_of
from docsieve.signing.stops import announces_demands, is_stop
from docsieve.signing.telling import heads_nobody
from docsieve.signing.titles import unranked
from docsieve.signing.unknown import signs_for

# The least that the lines below must show of names; swept on the gold of 2026-11, every site left out once.
LEAST_NAMING = {"closing": 0.1, "heading": -0.3}
LIKELY_NAMING = 0.2
# Many lines below a heading with a colon are a list by their number already.
MANY_ENTRIES, NAMING_OF_MANY_UNVOICED = 12, 0.3
WEAK_CLOSING_NAMING = 0.6
# One of the first lines below a closing formula must look this much like a name.
CLOSING_NAMING = 0.3
MOST_BELOW_WEAK_CLOSING = 5
LINES_OF_A_LIST, LONGEST_BODY, LEAST_ROWS = 3, 6, 3
LEAST_COUNTRIES, LEAST_COUNTRIES_UNVOICED = 2, 3
TOLD_OF_PEOPLE = frozenset({"role", "body", "country", "family"})


def announced_parts(page: Page) -> list[SigningPart]:
    """Give the parts that a heading or a closing formula announces."""
    parts: list[SigningPart] = []
    done = -1
    for position, line in enumerate(page.lines):
        if position <= done:
            continue
        found = heading_of(line)
        if heads_nobody(page.lines, position, found):
            continue
        above = bool(parts) and parts[-1].last == position - 1
        headed = found is not None and (found.inline >= 0 or found.strength >= LIKELY)
        part = _headed(page, position, found, goes_on=above) if found and headed else None
        if not headed:
            part = _unheaded(page, position) if found is None else _of_columns(page, position)
        if part is not None:
            parts.append(part)
        done = part.last if part is not None else page.given_up(position)
    return with_labelled(page, parts)


def _headed(page: Page, position: int, found: Heading, *, goes_on: bool) -> SigningPart | None:
    """Read what a heading announces, on its own line or below it."""
    line = page.lines[position]
    if found.inline >= 0:
        return inline_part(page, line, found)
    if _is_said_or_stops(page, position, found):
        return None
    return _part_below(page, position, found, "heading", goes_on=goes_on or signs_for(page, line))


def _unheaded(page: Page, position: int) -> SigningPart | None:
    """Read what a line announces that is no heading by its words: a closing, an office, a body, a mark."""
    line = page.lines[position]
    if signs_for(page, line) and not is_closing(line):
        return _part_below(page, position, Heading(LIKELY, "behalf", people=True), "heading", goes_on=True)
    if page.in_comments(position):
        return None
    if is_closing(line):
        return _part_below(page, position, None, "closing")
    if heads_by_office(line):
        return _of_office(page, position)
    if is_marked(line):
        return _marked_part(page, position)
    runs_in = run_in_of(page, line)
    return inline_part(page, line, runs_in) if runs_in is not None else _of_columns(page, position)


def _of_columns(page: Page, position: int) -> SigningPart | None:
    """Read what the header of a table, a group with its count or a country's name heads."""
    line = page.lines[position]
    if not line.is_long and tabbed_columns(line.text):
        return _below_columns(page, position)
    if counts_below(page.lines, position) and not page.in_comments(position):
        return _part_below(page, position, Heading(LIKELY, "heading", people=True), "heading", goes_on=True)
    if countries_headed(line) is None or page.in_comments(position):
        return None
    return _by_country(page, position) if is_opened(line) or is_set_apart(line) else None


def _marked_part(page: Page, position: int) -> SigningPart | None:
    """Read the signatures from a line on that is marked as one by hand: ``/s/ Ana Sol``."""
    if not is_statement(page) or page.is_before_the_text(position):
        return None
    line = page.lines[position]
    start, end = signed_by_hand(line.body)
    names = line.body[start:end].split(",")
    if len(names) > 1 and all(names_person(unranked(name.strip())) for name in names):
        found = Heading(LIKELY, "inline", people=True, inline=start, signs=True)
        return inline_part(page, line, found)
    run = run_from(page, position)
    if not run.entries:
        return None
    return part_of(page.lines, run, "closing", (("signed by hand", LIKELY),))


def _of_office(page: Page, position: int) -> SigningPart | None:
    """Read the persons below a line of their offices alone, where the page is called a statement."""
    if page.is_before_the_text(position) or not (page.voiced() or page.is_called_a_statement()):
        return None
    run = run_from(page, position + 1)
    if not run.entries or not _begins_with_person(page, run):
        return None
    heading = Heading(LIKELY, "heading", people=True)
    return part_of(page.lines, run, "heading", (("offices of those below", LIKELY),), position, heading)


def _is_said_or_stops(page: Page, position: int, found: Heading) -> bool:
    """Say whether a heading's words are a visitor's, one word below where comments begin, or a contact's."""
    line = page.lines[position]
    said = len(line.words) == 1 and page.in_comments(position)
    return said or (found.how == "behalf" and is_stop(line))


def _part_below(
    page: Page, position: int, found: Heading | None, how: str, *, goes_on: bool = False
) -> SigningPart | None:
    run = run_from(page, position + 1)
    to_fill = how == "closing" and any(map(_is_to_be_filled, page.lines[position + 1 : position + 2]))
    if (
        to_fill
        or not run.entries
        or (found is not None and not _may_head(page, position, found, run, goes_on=goes_on))
    ):
        return None
    mean = mean_naming(page.lines, run)
    strength = found.strength if found is not None else ANNOUNCED
    least = _least(page, position, found, how)
    least = min(least, LEAST_NAMING["closing"]) if goes_on else least
    if len(run.entries) >= MANY_ENTRIES and page.lines[position].text.endswith(COLONS):
        least = min(least, NAMING_OF_MANY_UNVOICED)
    if mean < least and not (run.is_table and mean > -1 and strength >= ANNOUNCED):
        return None
    if mean < LIKELY_NAMING and all(page.lines[index].body[:1].islower() for index in run.entries):
        return None  # what to do, not who did: "- on paper, at the baker's"
    # "64 signatures", and a headline
    counted = found is not None and bool(found.declared) and mean <= 0 and len(run.entries) == 1
    if counted or is_form(page.lines, run) or are_clauses(page.lines, run):
        return None
    if how == "closing" and not any(
        map(_may_sign, map(page.lines.__getitem__, run.entries[:LINES_OF_A_LIST]))
    ):
        return None
    if (
        how == "closing"
        and is_weak_closing(page.lines[position])
        and len(run.entries) > MOST_BELOW_WEAK_CLOSING
    ):
        return None
    if page.is_before_the_text(run.entries[-1]) and mean < (
        LIKELY_NAMING_UNVOICED if _is_list_of_names(run, strength) else 1
    ):
        return None
    return part_of(
        page.lines, run, how, ((f"{how} line", strength), ("names in it", round(mean, 2))), position, found
    )


def _is_to_be_filled(line: Line) -> bool:
    """Say whether a line holds the place of a name in a letter to copy: ``[Your name]``."""
    return line.text[:1] == "[" and line.text.rstrip(" ,.")[-1:] == "]"


def _may_sign(line: Line) -> bool:
    """Say whether a line right below a closing formula names somebody, be it a body by its kind alone."""
    body = traits(line.body).kinds > 0 and not line.is_sentence and len(line.words) <= LONGEST_BODY
    return naming(line) >= CLOSING_NAMING or (body and naming(line) > 0) or lists_clearly(line)


def _is_list_of_names(run: Run, strength: float) -> bool:
    return len(run.entries) >= LINES_OF_A_LIST and strength >= EXACT


def _may_head(page: Page, position: int, found: Heading, run: Run, *, goes_on: bool) -> bool:
    """Say whether a heading may be of signatures: not a festival's sponsors, nor a body nobody signs for."""
    if found.how == "behalf":
        return _signs_for(page, position, run)
    demands = not goes_on and announces_demands(page.lines[position])
    return not demands and (found.signs or goes_on or (is_statement(page) and not page.is_about_people()))


def _signs_for(page: Page, position: int, run: Run) -> bool:
    """Say whether the line below a body's name is who signs for it: of an unknown body, in a statement."""
    known = traits(page.lines[position].body).kinds > 0 or (page.voiced() and page.is_titled_as_statement())
    return known and _begins_with_person(page, run)


def _begins_with_person(page: Page, run: Run) -> bool:
    """Say whether the first line of a run begins with a person's name."""
    return begins_with_person(page.lines[run.entries[0]].body)


def _below_columns(page: Page, position: int) -> SigningPart | None:
    """Read the rows below the header of a table, cells between tabs, on a page called a statement."""
    told = TOLD_OF_PEOPLE & set(tabbed_columns(page.lines[position].text))
    if not told or not (page.is_called_a_statement() or page.is_undersigned()):
        return None
    run = run_from(page, position + 1)
    rows = sum("\t" in page.lines[index].text for index in run.entries)
    if rows < LEAST_ROWS or rows < len(run.entries):
        return None
    if page.is_before_the_text(run.entries[-1]):
        return None
    return part_of(page.lines, run, "list", (("head of a table", LIKELY),), position)


def _by_country(page: Page, position: int) -> SigningPart | None:
    """Read a list that headings by country announce alone: ``Peru:`` and bodies, ``Bolivia:`` and bodies."""
    run = run_from(page, position)
    heads = sum(found.how == "country" for found in run.subheads.values())
    if heads < (LEAST_COUNTRIES if page.voiced() else LEAST_COUNTRIES_UNVOICED) or not run.entries:
        return None
    mean = mean_naming(page.lines, run)
    if mean < (LIKELY_NAMING if page.voiced() else LIKELY_NAMING_UNVOICED):
        return None
    if page.is_before_the_text(run.entries[-1]):
        return None
    return part_of(
        page.lines, run, "list", (("headings by country", LIKELY), ("names in it", round(mean, 2)))
    )


def _least(page: Page, position: int, found: Heading | None, how: str) -> float:
    if found is None:
        return WEAK_CLOSING_NAMING if is_weak_closing(page.lines[position]) else LEAST_NAMING[how]
    if found.signs and found.strength >= ANNOUNCED:
        return LEAST_NAMING[how]
    return LIKELY_NAMING if page.voiced() else LIKELY_NAMING_UNVOICED
