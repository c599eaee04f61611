"""Lists of names that nothing announces as signatures: what speaks for them, as one sum of weights."""

from dataclasses import replace

from docsieve.places import countries_of
from docsieve.signing.enumerations import are_short_names, pieces_of
from docsieve.signing.evidence import naming, naming_of
from docsieve.signing.forms import stands_below_form
from docsieve.signing.headings import GROUPED, LIKELY, WEAK, heading_of
from docsieve.signing.labels import colon_in
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import traits
from docsieve.signing.news import is_appointment, tells_news
from docsieve.signing.page import Page, outside_quotes
from docsieve.signing.part import SigningPart, mean_naming, part_of
from docsieve.signing.parts import LINES_OF_A_LIST
from docsieve.signing.phrases import is_phrase, member_words
from docsieve.signing.rosters import roster
from docsieve.signing.run import Run
from docsieve.signing.run_ons import (
    CLEARLY_NAMED,
    LEAST_NAMES_OF_RUN_ON,
    LONGEST_LABELLED,
    LONGEST_RUN_ON,
    PIECES_LOOKED_AT,
    SHARE_NAMED,
    SHARE_NAMED_HEADED,
    are_noted,
    run_on,
    run_ons_below,
)
from docsieve.signing.stops import announces_demands, ends_the_text, names_network, undersigned
from docsieve.signing.unknown import TELLING_HEADS, unknown_head, unknown_label
from docsieve.values import added

# What speaks for a list beside the names in it. Set by hand on invented texts in 49 languages, checked on the
# gold of 2026-11 and on its pages without signatures.
WEIGHTS = {
    "the undersigned before it": 1.0,
    "the undersigned in the text": 0.5,
    "voice of several": 0.6,
    "voice of several, once": 0.3,
    "titled as a statement": 0.25,
    "nothing follows it": 0.3,
    "five or more": 0.15,
    "roster of many": 0.6,
    "heading of a group": 0.5,
    "heading of a group, with a colon": 0.7,
    "organisations and persons apart": 0.3,
    "lines said twice": -0.6,
    "places to share among them": -0.6,
    "columns headed": 0.6,
    "only two": -0.2,
    "apart from the text": -0.5,
    "headlines": -1.5,
    "page about its people": -0.7,
    "years between them": -0.6,
    "headed by something else": -0.7,
    "titled as a report": -0.7,
    "hours among them": -0.8,
    "headed by unknown words": 0.0,
    "heading that names the text": 0.6,
    "unknown valediction": 0.6,
    "heading with a word of support": 0.4,
    "text goes on below": -0.5,
    "a quotation ends with it": 0.5,
    "members, of no statement": -0.7,
    "below a form to sign": -0.7,
    "demands announced above it": -0.7,
}
LIST = 1.65
# However much speaks for a list from around it, its lines must look like names themselves.
LEAST_NAMING, LEAST_NAMING_HEADED = 0.4, 0.25
MANY, MANY_IN_A_ROSTER = 5, 8
OPENED_BY = {'"': '"', "”": "“", "»": "«", "“": "„"}
OPEN_MARKS = ("[", "^", "↑")
LINES_FROM_TEXT = 4
LEAST_PIECES = 3
NAMED_BELOW_A_HEADING, SHARE_NAMED_BELOW = 0.2, 0.6
LEAST_ENTRIES = 2
YEAR = 4
SHARE_OF_BODIES = 0.3


def heads_a_list(line: Line) -> bool:
    """Say whether a line by itself may head a list of those who signed: ``Organisations``, ``Supporters``."""
    if line.marker or line.is_sentence:
        return False
    found = heading_of(line)
    return found is not None and WEAK <= found.strength < LIKELY and found.inline < 0 and not found.named


def list_part(page: Page, position: int, run: Run) -> SigningPart | None:
    """Give a run of lines as a part, where enough speaks for it."""
    headed_at = [index for index in run.subheads if index < run.entries[0]]
    headed = [run.subheads[index] for index in headed_at]
    other = "" if headed else unknown_head(page, run)
    if other:
        run = replace(run, entries=run.entries[1:])
    notes = sum(page.lines[index].body.startswith(OPEN_MARKS) for index in run.entries)
    alone = len(run.entries) == 1 and bool(headed) and _lists_bodies(page.lines[run.entries[0]])
    if (len(run.entries) < LEAST_ENTRIES and not alone) or 2 * notes > len(run.entries):
        return None
    if all(page.lines[index].body[:1].islower() for index in run.entries):
        return None  # what to do, not who did: "- on paper, at the baker's"
    if not headed and page.lines[max(0, run.entries[0] - 1)].text.rstrip().endswith(("?", "？", "؟")):
        return None  # "Who spoke?"
    if any(map(_names_backers, (page.lines[index] for index in (*headed_at, run.entries[0])))):
        return None
    announced = (
        bool(headed) or other in TELLING_HEADS or (not _is_apart(page, position) and page.is_undersigned())
    )
    # Below what is called a statement a heading of groups makes bare capitals names: "The Lantern Project".
    spoken = bool(headed) and page.is_called_a_statement() and page.is_full_of_voices()
    clear = NAMED_BELOW_A_HEADING if spoken else CLEARLY_NAMED
    shown = _namings(page, run, SHARE_NAMED_HEADED if announced else SHARE_NAMED_BELOW, clear)
    if shown is None:
        return None
    mean = (
        added(shown) / len(shown)
        if shown and (run.is_enumeration or run.rows or len(shown) < len(run.entries))
        else mean_naming(page.lines, run)
    )
    if mean < (LEAST_NAMING_HEADED if announced else LEAST_NAMING):
        return None
    seen = _seen_around(page, page.lines[position], run.entries[-1])
    seen += ["five or more"] if len(run.entries) >= MANY else []
    if _ends_a_quotation(page.lines[run.entries[-1]].text):
        seen = ["a quotation ends with it", *(each for each in seen if each != "text goes on below")]
    seen += [other] if other else []
    if any(names_members(page.lines[index]) for index in run.subheads) and not page.is_called_a_statement():
        seen.append("members, of no statement")
    if headed:
        opened = max(found.strength for found in headed) >= GROUPED
        seen.append("heading of a group, with a colon" if opened else "heading of a group")
    said = [page.lines[index].body for index in run.entries]
    seen += ["lines said twice"] if len(set(said)) < len(said) else []
    years = not run.rows and not run.is_table and any(body.isdecimal() and len(body) == YEAR for body in said)
    seen += ["years between them"] if years else []
    seen += ["columns headed"] if run.rows else []
    seen += ["hours among them"] if not run.rows and any(map(is_appointment, said)) else []
    seen += ["titled as a report"] if page.is_report() and not page.is_called_a_statement() else []
    seen += ["page about its people"] if page.is_about_people() else []
    seen += ["only two"] if len(said) < LINES_OF_A_LIST else []
    seen += (
        ["places to share among them"]
        if any(names_network(page.lines[index]) for index in run.entries)
        else []
    )
    seen += ["apart from the text"] if _is_apart(page, position) else []
    seen += ["below a form to sign"] if stands_below_form(page.lines, position) else []
    above = (page.lines[index] for index in (position, *headed_at))
    seen += ["demands announced above it"] if any(map(announces_demands, above)) else []
    told = [page.lines[index] for index in run.entries]
    seen += ["headlines"] if 2 * sum(map(tells_news, told)) >= len(told) else []
    found = run.subheads.values()
    if any(each.people for each in found) and any(each.bodies for each in found):
        seen.append("organisations and persons apart")
    return _weighed(page, run, mean, seen)


def _names_backers(line: Line) -> bool:
    """Say whether a line heads those who pay for a page or an event: ``With the support of``."""
    return is_phrase(bare(line.words), "backers")


def _lists_bodies(line: Line) -> bool:
    """Say whether one line names three bodies or more between marks that part nothing else: bullets, dots."""
    for mark in (" • ", " · ", " / ", "; "):
        pieces = line.body.split(mark)
        if len(pieces) >= LEAST_PIECES:
            shown = [naming_of(piece) for piece in pieces]
            return all(traits(piece).kinds for piece in pieces) and added(shown) >= LEAST_NAMING * len(shown)
    return False


def _ends_a_quotation(text: str) -> bool:
    """Say whether a line ends with a mark of quotation that was opened above it."""
    said = text.rstrip(" .")
    return said[-1:] in OPENED_BY and OPENED_BY[said[-1]] not in said[:-1]


def names_members(line: Line) -> bool:
    """Say whether a heading is of a body's members: ``Member organisations``."""
    return any(word.startswith(member_words()) for word in bare(line.words))


def _namings(page: Page, run: Run, least: float, clear: float) -> list[float] | None:
    """Give how much each line looks like a name; None where too few clearly do: in lists of names most do.

    ``least`` is the share of them, ``clear`` what is clearly one; no further line is looked at when
    it cannot be reached any more.
    """
    texts = _to_be_named(page, run)
    missing, shown = 0, []
    for text in texts:
        shown.append(naming(text) if isinstance(text, Line) else naming_of(text))
        missing += shown[-1] < clear
        if (len(texts) - missing) / len(texts) < least:
            return None
    return shown or None


def _to_be_named(page: Page, run: Run) -> list[Line] | list[str]:
    heads = {column for row in run.rows for column, _ in row}
    named = "name" if "name" in heads else "body"
    cells = [index for row in run.rows for column, index in row if column == named]
    lines = [page.lines[index] for index in (cells or run.entries)[:PIECES_LOOKED_AT]]
    if run.is_enumeration:
        pieces = [piece for line in lines for piece in pieces_of(line.text[:LONGEST_RUN_ON])]
        return [piece.rstrip(".") for piece in pieces[:PIECES_LOOKED_AT]]
    lettered = [line for line in lines if any(map(str.isalpha, line.text))]
    # Each name's country on the line below it says nothing against a list.
    names = [line for line in lettered if not countries_of(line.body)]
    return names if len(lettered) <= 2 * len(names) + 1 else lettered


def _is_apart(page: Page, position: int) -> bool:
    """Say whether several lines part a list from the running text above it: a menu has no text."""
    above = page.lines[max(0, position - LINES_FROM_TEXT) : position + 1]
    return not any(line.is_sentence for line in above)


def run_on_part(page: Page, position: int) -> SigningPart | None:
    """Give paragraphs that are nothing but names between commas as a part, where enough speaks for them.

    A label of a group may open each: ``Organisations: A, B``.
    """
    found = run_on(page.lines[position])
    if found is None:
        return _labelled_part(page, page.lines[position])
    label, named, bodies = found
    entries, subheads = run_ons_below(page.lines, position)
    seen = _seen_around(page, page.lines[position - 1] if position else page.lines[0], entries[-1])
    opened = bool(label) or bodies >= SHARE_OF_BODIES
    text = page.lines[position].text
    people = bool(roster(text)) or are_noted(pieces_of(text))
    many = people and len(named) >= MANY_IN_A_ROSTER
    told = opened or _is_called_statement_of_several(page) or (people and (many or page.is_full_of_voices()))
    if not (people or "nothing follows it" in seen) or not told:
        return None
    seen += ["five or more"] if len(named) >= MANY else []
    if many:
        seen = ["roster of many", *(each for each in seen if each != "text goes on below")]
    seen += ["heading of a group, with a colon"] if label else []
    seen += ["organisations and persons apart"] if label and len(entries) > 1 else []
    seen += ["page about its people"] if page.is_about_people() else []
    run = Run(entries, subheads, is_enumeration=len(entries) == 1)
    return _weighed(page, run, added(named) / len(named), seen)


def _labelled_part(page: Page, line: Line) -> SigningPart | None:
    """Give the names behind a label of unknown words that end what is called a statement, as a part."""
    cut = -1 if line.marker or len(line.text) > LONGEST_RUN_ON else colon_in(line.body[:LONGEST_LABELLED])
    head = unknown_label(page, line, cut) if cut > 0 else ""
    pieces = pieces_of(line.body[cut + 1 :].strip()) if head else []
    if len(pieces) < LEAST_NAMES_OF_RUN_ON or not are_short_names(pieces):
        return None
    named = [naming_of(piece.rstrip(".")) for piece in pieces[:PIECES_LOOKED_AT]]
    if sum(each >= CLEARLY_NAMED for each in named) < SHARE_NAMED * len(named):
        return None
    seen = [*_seen_around(page, line, line.index), head]
    run = Run([line.index], is_enumeration=True)
    part = _weighed(page, run, added(named) / len(named), seen) if "nothing follows it" in seen else None
    start = line.body_start + cut + 1
    return replace(part, start=start, found_by="inline", head=line.index) if part else None


def _is_called_statement_of_several(page: Page) -> bool:
    """Say whether names between commas below the text can be persons' signatures though nothing says so."""
    return page.is_called_a_statement() and page.is_full_of_voices()


def _seen_around(page: Page, before: Line, last: int) -> list[str]:
    seen = ["the undersigned before it"] if undersigned(outside_quotes(before.text)) else []
    seen += ["the undersigned in the text"] if not seen and page.is_undersigned() else []
    if page.voiced():
        seen.append("voice of several" if page.is_full_of_voices() else "voice of several, once")
    seen += ["titled as a statement"] if page.is_titled_as_statement() else []
    ends = ends_the_text(page.lines, last)
    seen += ["nothing follows it"] if ends else []
    seen += ["text goes on below"] if not ends and page.goes_on_below(last) else []
    return seen


def _weighed(page: Page, run: Run, mean: float, seen: list[str]) -> SigningPart | None:
    evidence = (("names in it", round(mean, 2)), *((name, WEIGHTS[name]) for name in seen))
    if added(weight for _, weight in evidence) < LIST:
        return None
    return part_of(page.lines, run, "list", evidence)
