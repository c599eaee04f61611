"""Lines that belong to one signatory: a name, and below it role, affiliation, country."""

from collections import Counter
from operator import itemgetter

from docsieve.folding import fold, small_words
from docsieve.places import countries_of, is_place
from docsieve.signatories.behalves import behalf_blocks
from docsieve.signatories.blocks import (
    LONGEST_BLOCK,
    PERIODIC_SHARE,
    are_bodies_with_officers,
    are_signature_blocks,
    are_told_in_small_letters,
    chunked,
    is_body,
    is_of_persons,
    tells,
)
from docsieve.signatories.named import (
    is_bare_person,
    is_noted_person,
    is_person_line,
    is_sure,
    names_somebody,
)
from docsieve.signatories.roles import is_role
from docsieve.signing.evidence import is_date, split_head
from docsieve.signing.going_on import wraps
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import traits
from docsieve.signing.offices import tells_office
from docsieve.signing.part import SigningPart
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.vocabulary import is_role_word

PERIODS = (2, 3, 4)
# Lines between names that name somebody themselves: of more, names do not come in rounds.
MOST_OTHERS = 0.1
LEAST_ROUNDS = 3
LEAST_ROLES = 0.5
LEAST_KNOWN_BY_TURNS = 0.4
# So many bodies that stand by themselves show that a list sets each on a line of its own.
LEAST_ALONE = 1
LEAST_ENDED = 3
LEAST_HANGING, WIDEST_INDENT = 2, 12
LONGEST_SIGNATURE_BLOCK = 8
LONGEST_CONTINUED = 200
LONGEST_ASIDE = 4
QUOTES = "«»„“”"


def grouped(lines: list[Line], part: SigningPart) -> list[list[Line]]:
    """Group the lines of a part, a group for each signatory."""
    if part.found_by == "ending":
        return [lines]
    blocks = behalf_blocks(lines) or _offices_first(lines)
    if blocks:
        return blocks
    chunks = chunked(lines)
    if are_bodies_with_officers(chunks):
        return [group for body, *offices, name in chunks for group in ([body], [name, *offices])]
    period = _period(lines)
    if period:
        first = _first_person(lines)
        rounds = range(first, len(lines), period)
        return [[line] for line in lines[:first]] + [lines[at : at + period] for at in rounds]
    if min(map(len, chunks), default=0) > 1 and are_signature_blocks(chunks):
        return chunks
    rounds_by_name = _rounds_by_name(lines)
    if rounds_by_name:
        return rounds_by_name
    if are_signature_blocks(chunks) or are_told_in_small_letters(chunks):
        return chunks
    groups: list[list[Line]] = []
    signs = part.found_by == "closing" or (part.heading is not None and part.heading.how == "behalf")
    is_block = signs and len(lines) <= LONGEST_SIGNATURE_BLOCK
    listed = _lists_bodies(lines) or _tell_all_on_a_line(lines)
    parted = _are_parted_by_commas(lines)
    for line in lines:
        above = groups[-1] if groups and not line.marker else []
        ended = bool(above) and above[-1].body.rstrip().endswith(",") and not is_person_line(above[-1])
        bodies = listed and ended and is_body(line)
        if above and (
            (not (parted or bodies) and _goes_on(above[-1], line))
            or _describes(line, above, is_block=is_block and not (listed and is_body(line)))
        ):
            above.append(line)
        else:
            groups.append([line])
    return groups


def hanging(lines: list[Line]) -> list[list[Line]]:
    """Group lines by what stands in below them, by one measure; none where a list does not set so.

    ``Ana Sol`` at the margin, ``keeper, Quay Museum`` two blanks in; an entry's second line below its first.
    """
    margin = min(line.indent for line in lines)
    inner = {line.indent for line in lines if line.indent > margin}
    if len(inner) != 1 or lines[0].indent > margin or min(inner) - margin > WIDEST_INDENT:
        return []
    groups: list[list[Line]] = []
    for line in lines:
        if line.indent == margin:
            groups.append([line])
        elif line.gap > 1 or line.marker or line.index != groups[-1][-1].index + 1:
            return []
        else:
            groups[-1].append(line)
    told = [group for group in groups if len(group) > 1]
    return groups if len(told) >= LEAST_HANGING and max(map(len, told)) <= LONGEST_BLOCK else []


def _offices_first(lines: list[Line]) -> list[list[Line]]:
    """Group lines in which what each person is stands above the name, each name first; none elsewhere.

    ``director of the Quay School``, ``Ana Sol``, ``head of the Tide Trust``, ``Ben Mar``.
    """
    groups: list[list[Line]] = []
    above: list[Line] = []
    for line in lines:
        if is_bare_person(line) and not tells_office(line.body):
            groups.append([line, *above])
            above = []
        else:
            above.append(line)
    if above or any(line.marker for line in lines) or not groups:
        return []
    told = all(office and is_role(office[0].body) for _, *office in groups)
    named = any(map(is_person_line, (line for _, *office in groups for line in office)))
    return groups if told and not named else []


def _are_parted_by_commas(lines: list[Line]) -> bool:
    """Say whether a comma ends nearly every line of a list, whole entries most of them."""
    ended = [line.body.rstrip()[:-1] for line in lines[:-1] if line.body.rstrip().endswith(",")]
    if len(ended) < LEAST_ENDED or len(ended) < PERIODIC_SHARE * (len(lines) - 1):
        return False
    whole = sum("," in body or traits(body).kinds > 0 for body in ended)
    return whole >= PERIODIC_SHARE * len(ended)


def _lists_bodies(lines: list[Line]) -> bool:
    """Say whether bodies stand in a list by themselves, not below a person's name: so do all of them."""
    alone = (line for at, line in enumerate(lines) if not at or is_body(lines[at - 1]) or lines[at].gap > 1)
    return sum(map(is_body, alone)) >= LEAST_ALONE


def _tell_all_on_a_line(lines: list[Line]) -> bool:
    """Say whether several persons stand in a list, nearly all with what they are behind a comma."""
    people = [line for line in lines if is_person_line(line)]
    told = sum("," in line.body[:-1] for line in people)
    return len(people) >= LEAST_ROUNDS and told >= PERIODIC_SHARE * len(people)


def _rounds_by_name(lines: list[Line]) -> list[list[Line]]:
    """Part lines before each known person's name, where roles and bodies stand between; else none.

    So also where some have no role: a name, a role and a body; a name and a body; a name. And where none has
    one, but nearly all have as many lines: persons and bodies that all sign do not come by turns.
    """
    rounds: list[list[Line]] = []
    others: list[list[Line]] = []
    for line in lines:
        if others or (rounds and is_body(line) and line.index > rounds[-1][-1].index + 1):
            others.append([line])  # below a heading of more
        elif is_bare_person(line) or is_noted_person(line):
            rounds.append([line])
        elif rounds and not line.marker:
            rounds[-1].append(line)
        else:
            return []
    about = [line for _, *below in rounds for line in below]
    roles = sum(is_role(line.body.strip(" .,")) for line in about)
    told = sum(map(tells, about))
    regular = _come_by_turns(rounds)
    least = LEAST_KNOWN_BY_TURNS if regular else PERIODIC_SHARE
    known = sum(names_somebody(each[0]) for each in rounds) >= least * len(rounds)
    enough = len(about) >= (PERIODIC_SHARE if regular else 1.0) * len(rounds)
    clear = known and len(rounds) >= LEAST_ROUNDS and enough
    short = all(len(each) <= LONGEST_BLOCK for each in rounds)
    if sum(map(names_somebody, about)) > MOST_OTHERS * len(about):
        return []
    apart = roles >= LEAST_ROLES * len(rounds) or regular
    return [*rounds, *others] if clear and short and apart and told >= PERIODIC_SHARE * len(about) else []


def _come_by_turns(rounds: list[list[Line]]) -> bool:
    """Say whether nearly all of some rounds have as many lines, and more than one."""
    length, count = max(Counter(map(len, rounds)).items(), key=itemgetter(1), default=(0, 0))
    return length > 1 and len(rounds) > LEAST_ROUNDS and count >= PERIODIC_SHARE * len(rounds)


def _belongs_to_body(group: list[Line], body: str) -> bool:
    """Say whether a short line in small letters, or a locality, tells of the body above it."""
    named = traits(group[0].body).kinds > 0 or any(c in group[0].body for c in QUOTES)
    counts = any(c.isdigit() for c in body) or fold(body.partition(" ")[0]) in small_words("conjunctions")
    return (
        named and not counts and len(body.split()) <= LONGEST_ASIDE and (body[:1].islower() or is_place(body))
    )


def _first_person(lines: list[Line]) -> int:
    return next((i for i, line in enumerate(lines) if is_person_line(line)), 0)


def _goes_on(above: Line, line: Line) -> bool:
    """Say whether a line goes on with the one above: that ends with a comma, and a name alone is no list."""
    last = fold(above.words[-1]) if above.words else ""
    open_ended = (
        last in small_words("prepositions") | small_words("articles") and not above.body[-1:].isupper()
    )
    ends = above.body.rstrip().endswith((",", " –", " -", " &")) or (open_ended and len(above.words) > 1)
    if is_person_line(above) and is_person_line(line) and is_sure(line):
        return False
    if wraps(above, line):
        return True
    return ends and line.gap == 1 and len(above.body) < LONGEST_CONTINUED and above.marker == ""


def _period(lines: list[Line]) -> int:
    """Give after how many lines a person's name comes again, the lines between telling of it; 0 for none."""
    if any(line.marker for line in lines):
        return 0
    rest = lines[_first_person(lines) :]
    return next((period for period in PERIODS if _is_periodic(rest, period)), 0)


def _is_periodic(lines: list[Line], period: int) -> bool:
    names = lines[::period]
    about = [line for position, line in enumerate(lines) if position % period]
    if len(about) < LEAST_ROUNDS * (period - 1) or not about:
        return False
    named = sum(map(is_bare_person, names))
    # "chair Harbour Union" has the form of an office and a name, and stands where offices do.
    told = sum((line.body[:1].islower() or not is_bare_person(line)) and tells(line) for line in about)
    others = sum(names_somebody(line) and not traits(line.body).kinds for line in about)
    clear = others <= MOST_OTHERS * len(about)
    return clear and named >= PERIODIC_SHARE * len(names) and told >= PERIODIC_SHARE * len(about)


def _describes(line: Line, group: list[Line], *, is_block: bool) -> bool:
    """Say whether a line tells of the name above it: countries, a role, in a closing also a body."""
    body = line.body.strip(" .,;")
    if countries_of(body.strip("()[]")):
        return True
    if is_date(line):
        return False
    if body.startswith("(") and body.endswith(")"):
        return len(group) == 1
    words = bare(line.words)
    small = body.partition(" ")[0] in small_words("prepositions") and traits(body).kinds > 0
    told = line.gap == 1 and body[:1].islower()
    for_body = told and (opening_phrase(words, "behalf") != "" or small)
    if opening_phrase(words, "capacity") or (for_body and is_of_persons(group[0])):
        return True
    if is_block and line.gap == 1 and _belongs_to_body(group, body):
        return True
    if not is_block or line.gap > 1 or not is_person_line(group[0]) or names_somebody(line):
        return False
    if is_person_line(line) and not any(map(is_role_word, bare(split_head(body)[0].split()))):
        return False
    return any(map(is_role_word, words)) or traits(body).kinds > 0 or traits(body).acronyms > 0
