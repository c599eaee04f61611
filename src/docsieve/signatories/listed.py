"""Which lines of a signing part are run-on lists of names."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from docsieve.folding import small_words
from docsieve.places import countries_of, is_place
from docsieve.signatories.cells import Span
from docsieve.signatories.heads import Heads
from docsieve.signatories.pieces import DASHES
from docsieve.signatories.roles import is_role
from docsieve.signatories.runons import are_mostly_persons, are_persons_listed, names_listed, split_names
from docsieve.signatories.writing import lists_inverted
from docsieve.signing.enumerations import (
    are_short_names,
    is_enumeration,
    is_short_enumeration,
    outside_brackets,
    pieces_of,
)
from docsieve.signing.evidence import split_head
from docsieve.signing.labels import colon_in, label_ends, label_in_brackets
from docsieve.signing.lines import Line
from docsieve.signing.names import cjk_person, is_uncased, names_person, person_form, traits
from docsieve.signing.titles import unranked, untitled

RUN_ON_SHARE = 0.75
LEAST_RUN_ON_LINES = 3
SELF_NAMED_SHARE = 0.6
CLEAR_RUN_ON = 6
LEAST_JOINED = 3
LINES_LOOKED_AT, LEAST_LABELS, LEAST_A_LABEL, SHARE_LABELLED = 200, 3, 1.5, 0.75
LEAST_SECTIONS, MOST_OF_ONE_PERSON = 2, 8
SHARE_OF_BODIES = 0.5
SHARE_OF_WIDTH, WIDEST, LEAST_WHOLE = 0.75, 200, 4
ENDS_OF_WRAPPED = (",", ";", "،", "、", "，", "；")


def alone_in_section(lines: list[Line], heads: Heads) -> list[Line]:
    """Give the run-on lists that are all that stands below a heading of their own."""
    sections = Counter(heads.above(line.index)[1] for line in lines)
    if len(sections) < LEAST_SECTIONS:
        return []
    return [line for line in lines if sections[heads.above(line.index)[1]] == 1 and is_run_on(line)]


def dash_behind_countries(lines: list[Line]) -> str:
    """Give the dash that parts a country from several names on each line: ``Peru – A; B``."""
    for dash in DASHES:
        heads = [line.body.partition(dash) for line in lines]
        led = sum(bool(countries_of(head)) and rest.count(dash) == 0 for head, _, rest in heads)
        if led == len(lines) >= LEAST_SECTIONS and any(";" in rest for _, _, rest in heads):
            return dash
    return ""


def are_under_labels(lines: Sequence[Line]) -> bool:
    """Say whether each of some lines is persons behind a label of its own: ``Faculty of Arts: A, B, C``."""
    told = [(line, cut) for line in lines[:LINES_LOOKED_AT] if (cut := label_ends(line.body)) > 0]
    in_brackets = all(label_in_brackets(line.body) for line, _ in told)
    least = SHARE_LABELLED if in_brackets else 1.0
    if len(told) < LEAST_LABELS or len(told) < least * len(lines[:LINES_LOOKED_AT]):
        return False
    heads = {line.body[:cut] for line, cut in told}
    names = [name for line, cut in told for name in names_listed(line.body[cut + 1 :])]
    many = len(heads) == len(told) and len(names) >= LEAST_A_LABEL * len(told)
    return many and are_mostly_persons(names)


def is_run_on(line: Line) -> bool:
    """Say whether a line lists names between marks."""
    return not is_of_one_person(line.body) and (
        is_enumeration(line.text)
        or _goes_on_listing(line)
        or _lists_names(line)
        or ("," in line.body and are_persons_listed(line.body))
        or _lists_bodies_unspaced(line.body)
        or _lists_noted_persons(line.body)
        or lists_inverted(line.body)
    )


def lists_bodies(text: str) -> bool:
    """Say whether a text is a run-on list of bodies, most of them told by their own words."""
    pieces = pieces_of(text) if is_enumeration(text) else []
    return bool(pieces) and sum(traits(piece).kinds > 0 for piece in pieces) >= SHARE_OF_BODIES * len(pieces)


def _goes_on_listing(line: Line) -> bool:
    """Say whether a line opens with "as well as" and lists more names between commas."""
    opened = bool(line.words) and line.words[0] in small_words("last_conjunctions")
    return opened and line.body.count(",") >= LEAST_JOINED - 1 and not line.is_sentence


def is_of_one_person(text: str) -> bool:
    """Say whether the first of some pieces between commas is a person, and the others what the person is.

    >>> is_of_one_person("Dr Ana Sol, Senior Lecturer, Tide Institute, University of Quay, South Africa")
    True
    >>> is_of_one_person("Ana Sol, teacher, Peter Mar, nurse"), is_of_one_person("Ana Sol, Tide Institute")
    (False, False)
    """
    text = text.rstrip(" ;")
    if ";" in text or "," not in text:
        return False
    first, *others = [piece.strip() for piece in outside_brackets(text).split(",")]
    if len(others) > MOST_OF_ONE_PERSON:
        return False
    told = any(is_role(piece) or countries_of(piece) for piece in others)
    named = names_person(unranked(first)) or traits(first).titled
    return told and named and not any(map(_may_be_person, others))


def _may_be_person(piece: str) -> bool:
    """Say whether a piece has the form of a person's name and is neither what one is nor where."""
    if traits(piece).given and person_form(untitled(piece)):
        return True
    return names_person(untitled(piece)) and not (is_role(piece) or countries_of(piece) or is_place(piece))


def _lists_noted_persons(text: str) -> bool:
    """Say whether two or more persons, each with a bracket behind the name, stand between commas."""
    flat = outside_brackets(text)
    if "," in flat and not is_uncased(flat):
        spans = split_names(text) if flat.count(",") < LEAST_JOINED else []
        told = [text[begin:end].rstrip(" .") for begin, end in spans]
        known = all(_is_known_person(outside_brackets(piece).strip()) for piece in told)
        return len(told) > 1 and known and all(piece.endswith(")") for piece in told)
    mark = "、" if "、" in text else ","
    pieces = [piece.strip() for piece in flat.split(mark)] if mark in flat else []
    noted = text.count("（") + text.count("(")
    return len(pieces) > 1 and noted >= len(pieces) - 1 and all(map(cjk_person, pieces))


def _lists_bodies_unspaced(text: str) -> bool:
    """Say whether three or more short pieces between commas, half of them bodies by their words."""
    pieces = pieces_of(text) if is_uncased(text) else []
    named = sum(traits(piece).kinds > 0 for piece in pieces)
    return len(pieces) >= LEAST_JOINED and 2 * named >= len(pieces) and are_short_names(pieces)


def is_clear_run_on(line: Line) -> bool:
    """Say whether a line lists many names, whatever the lines beside it are."""
    if is_of_one_person(line.body):
        return False
    if not is_enumeration(line.text):
        return lists_inverted(line.body) or ("," in line.body and are_persons_listed(line.body))
    pieces = [line.body[begin:end] for begin, end in split_names(line.body)]
    if len(pieces) < CLEAR_RUN_ON:
        if len(pieces) > LEAST_JOINED and _lists_bodies_unspaced(line.body):
            return True
        parted = max(map(line.body.count, ";؛"))
        named = sum(map(_names_by_itself, pieces))
        return parted == len(pieces) - 1 > 1 and named >= SELF_NAMED_SHARE * len(pieces)
    # Slashes and semicolons part names; a comma as often parts a name from what the person is.
    strong = any(line.body.count(mark) >= len(pieces) - 1 for mark in (" / ", ";", " | ", " • "))
    return strong or sum(map(_names_by_itself, pieces)) >= SELF_NAMED_SHARE * len(pieces)


def _lists_names(line: Line) -> bool:
    """Say whether a short line is a run-on list: each of its pieces names somebody by its own words."""
    if "," not in line.body and not is_short_enumeration(line.body):
        return False
    pieces = [line.body[begin:end] for begin, end in split_names(line.body)]
    if not is_short_enumeration(line.body):
        return len(pieces) >= LEAST_JOINED and all(map(_is_known_person, pieces))
    named = sum(map(_names_by_itself, pieces))
    return len(pieces) > 1 and named >= SELF_NAMED_SHARE * len(pieces) and all(map(_may_name, pieces))


def _names_by_itself(piece: str) -> bool:
    name = without_article(split_head(piece)[0])
    look = traits(name)
    person = person_form(untitled(name)) and look.given
    return look.words > 1 and (look.kinds > 0 or person)


def _is_known_person(piece: str) -> bool:
    return person_form(piece) and traits(piece).given and not traits(piece).kinds


def _may_name(piece: str) -> bool:
    """Say whether a piece can be a name of its own: not a role, a country, a place or a single word."""
    name = without_article(split_head(piece)[0])
    said = is_role(name) or countries_of(name) or is_place(name)
    return not said and name[:1].isupper() and " " in name


def _are_wrapped_by_commas(lines: list[Line]) -> bool:
    """Say whether lines of about one width are one list of names between commas, broken where full."""
    widths = [len(line.body) for line in lines[:-1]]
    close = all(line.gap == 1 and not line.marker for line in lines[1:]) and not lines[0].marker
    if not close or min(widths) < SHARE_OF_WIDTH * max(widths) or max(widths) > WIDEST:
        return False
    if 2 * sum(is_of_one_person(line.body) for line in lines) > len(lines):
        return False
    # What stands whole on a line: its first and last piece may go on with another line's.
    whole = [piece.strip() for line in lines for piece in line.body.split(",")[1:-1]]
    broken = sum(not line.body.rstrip().endswith(",") for line in lines[:-1])
    named = sum(map(_names_by_itself, whole))
    many = len(whole) >= max(LEAST_WHOLE, len(lines) // 2)
    return broken > 0 and many and named >= SELF_NAMED_SHARE * len(whole)


def wrapped_lists(lines: list[Line]) -> list[list[Line]]:
    """Part lines, but keep together those over which one run-on list is wrapped: each ends with a comma."""
    runs: list[list[Line]] = []
    for line in lines:
        above = runs[-1][-1] if runs else None
        ended = above is not None and above.body.rstrip().endswith(ENDS_OF_WRAPPED) and above.marker == ""
        if ended and not line.marker and line.gap == 1 and line.index == runs[-1][-1].index + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [part for run in runs for part in ([run] if is_run_on(run[0]) else [[line] for line in run])]


def paragraphs_of_sections(lines: list[Line], heads: Heads) -> list[list[Line]]:
    """Give the run-on lists below several headings, one a heading, wrapped as they may be; else none."""
    sections = [list(run) for _, run in groupby(lines, key=lambda line: heads.above(line.index)[1])]
    if len(sections) < LEAST_SECTIONS or not all(is_run_on(first) for first, *_ in sections):
        return []
    below = [line for _, *rest in sections for line in rest]
    close = all(line.gap == 1 and not line.marker and colon_in(line.body) < 0 for line in below)
    return sections if close and len(below) < len(sections) else []


def without_article(name: str) -> str:
    """Give a name without the article before it."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in small_words("articles") else name


def run_on_span(lines: list[Line]) -> Span | None:
    """Give the span of lines that are one run-on list, wrapped: names between slashes or semicolons."""
    if len(lines) < LEAST_RUN_ON_LINES or any(line.marker == "number" for line in lines):
        return None
    if all(countries_of(line.body.partition(":")[0]) or colon_in(line.body) > 0 for line in lines):
        return None  # a label on each: "Ireland: A; B"
    if _are_wrapped_by_commas(lines):
        return lines[0].body_start, lines[-1].body_start + len(lines[-1].body)
    for mark in (" / ", ";"):
        if mark == " / " and all(line.text.count(mark) == 1 for line in lines):
            return None  # a name and what of it on each: "Tide Trust / Cork"
        within = sum(mark in f" {line.text} " and not line.text.endswith(mark.strip()) for line in lines)
        holding = sum(mark in f" {line.text} " for line in lines)
        if holding >= RUN_ON_SHARE * len(lines) and within >= RUN_ON_SHARE * len(lines) / 2:
            return lines[0].body_start, lines[-1].body_start + len(lines[-1].body)
    return None
