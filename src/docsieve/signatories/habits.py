"""What a whole list does alike, and its doubtful entries are read by: dashes, places at the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docsieve.folding import fold, small_words
from docsieve.model import Kind
from docsieve.places import countries_of, is_region
from docsieve.signatories.drafts import Draft
from docsieve.signatories.localities import is_locality
from docsieve.signatories.organizations import may_be_town, names_known_person
from docsieve.signatories.pieces import Segment
from docsieve.signatories.roles import is_plain, is_role
from docsieve.signatories.series import abbreviates
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, traits
from docsieve.signing.vocabulary import is_office_word

LEAST_PLACES = 2
LEAST_COUNTRIES = 2
SHARE_OF_PLACES = 0.5
SHARE_OF_ROLES = 0.1
LEAST_FORMED, SHARE_OF_FORMED, SHARE_OF_ALONE, SHARE_OF_KNOWN = 4, 0.6, 0.8, 0.2
LEAST_CELLS, SHARE_OF_BODIES = 8, 0.9
LEAST_TOWNS, SHARE_OF_TOWNS = 3, 0.75
LONGEST_PLACE, LONGEST_TOWN = 2, 3
LEAST_TURNS, SHARE_OF_TURNS = 3, 0.75
LEAST_OF_A_VALLEY, TOLD_OF_EACH = 8, 2.5
LEAST_LONE_ROLES, SHARE_OF_LONE_ROLES = 2, 0.5


@dataclass(frozen=True, slots=True)
class Habits:
    """What a list does: sets countries off by dashes, ends the entries of its people with a place.

    ``several`` are names that begin more than one entry: what a dash sets off tells their branches apart;
    ``names_countries`` says that several countries stand beside its names; ``role_first`` that of several
    cells beside its people's names the first is what they are; ``dash_is_place`` that dashes set towns off;
    ``role_case`` how its people's names are mostly followed by one word for what they are, ``capital`` or
    ``small``, and empty where they are not; ``cell_is_body`` that the lines below them name their bodies.
    """

    dash_is_country: bool = False
    several: frozenset[str] = frozenset()
    last_is_place: bool = False
    names_countries: bool = False
    role_first: bool = False
    dash_is_place: bool = False
    role_case: str = ""
    cell_is_body: bool = False


def habits_of(bodies: Sequence[Draft], people: Sequence[Draft]) -> Habits:
    """Give the habits of a list, from the entries of its bodies and of its people."""
    names = Counter(draft.name for draft in bodies)
    several = frozenset(name for name, count in names.items() if count > 1)
    placed = _last_is_place(people)
    return Habits(
        _dash_is_country(bodies),
        several,
        placed,
        _names_countries(bodies, people),
        _role_first(people),
        _dash_is_place(bodies) or (_dash_is_place_of_one(bodies) and _dash_follows(people)),
        _role_case(people, ends_with_place=placed),
        _cell_is_body(people),
    )


def _dash_is_place(bodies: Sequence[Draft]) -> bool:
    """Say whether a list of bodies sets a town off by a dash, a different one in most entries.

    A few of them are towns where nothing else stands behind dashes and more entries tell a place or country.
    """
    set_off = [draft.tail[0] for draft in bodies if draft.tail and draft.tail[0].mark == "-"]
    # "Weavers' Network - Africa" is a name where nothing else shows what dashes do.
    towns = {each.text for each in set_off if may_be_town(each) and not is_region(each.text)}
    if any(map(names_known_person, towns)):
        return False
    said = [text for draft in bodies for text in (*_lasts(draft), *draft.brackets)]
    told = sum(is_locality(text) or bool(countries_of(text)) for text in said)
    others = [each.text for each in set_off if not (each.text in towns or countries_of(each.text))]
    few = bool(towns) and not others and told >= LEAST_PLACES + len(towns)
    return few or (len(towns) >= LEAST_TOWNS and len(towns) >= SHARE_OF_TOWNS * len(set_off))


def _dash_is_place_of_one(bodies: Sequence[Draft]) -> bool:
    """Say whether all that dashes set off of bodies may be towns."""
    set_off = [draft.tail[0] for draft in bodies if draft.tail and draft.tail[0].mark == "-"]
    return (
        bool(set_off)
        and all(map(may_be_town, set_off))
        and not any(names_known_person(s.text) for s in set_off)
    )


def _dash_follows(people: Sequence[Draft]) -> bool:
    """Say whether a dash stands behind nearly all names of people: it parts a name from what is said."""
    dashed = sum(bool(draft.tail) and draft.tail[0].mark == "-" for draft in people)
    return dashed >= LEAST_PLACES and dashed >= SHARE_OF_TOWNS * len(people)


def _role_first(people: Sequence[Draft]) -> bool:
    """Say whether the first of several cells beside people's names is often a known role."""
    firsts = [draft.cells[0] for draft in people if len(draft.cells) > 1]
    return len(firsts) > 1 and sum(map(is_role, firsts)) >= SHARE_OF_ROLES * len(firsts)


def _cell_is_body(people: Sequence[Draft]) -> bool:
    """Say whether the one cell beside or line below people's names is nearly always a body's name."""
    cells = [draft.cells[0] for draft in people if len(draft.cells) == 1]
    bodies = sum(traits(cell).kinds > 0 and not is_role(cell) for cell in cells)
    return len(cells) >= LEAST_CELLS and bodies >= SHARE_OF_BODIES * len(cells)


def _role_case(people: Sequence[Draft], *, ends_with_place: bool) -> str:
    """Give how a list writes what its people are, where most have one word for it and many a known one."""
    shown = (1, 2) if ends_with_place else (1,)
    lone = [draft.tail[0].text for draft in people if len(draft.tail) in shown]
    known = [text for text in lone if text and " " not in text and is_role(text)]
    if len(known) < LEAST_LONE_ROLES or len(known) < SHARE_OF_LONE_ROLES * len(lone):
        return ""
    return "capital" if 2 * sum(text[0].isupper() for text in known) > len(known) else "small"


def _names_countries(bodies: Sequence[Draft], people: Sequence[Draft]) -> bool:
    """Say whether a list names several countries beside its names."""
    said = [
        text for draft in (*bodies, *people) for text in (*_lasts(draft), *draft.brackets, *draft.cells[-1:])
    ]
    return len({code for text in said for code in countries_of(text)}) >= LEAST_COUNTRIES


def _lasts(draft: Draft) -> list[str]:
    return [segment.text for segment in draft.tail[-1:]]


def _dash_is_country(bodies: Sequence[Draft]) -> bool:
    """Say whether a list sets countries off by dashes anywhere."""
    firsts = [draft.tail[0] for draft in bodies if draft.tail]
    return any(first.mark == "-" and countries_of(first.text) for first in firsts)


def _last_is_place(people: Sequence[Draft]) -> bool:
    """Say whether what ends the entries of a list's people is mostly a known place."""
    lasts = [draft.tail[-1] for draft in people if draft.tail]
    plain = [segment for segment in lasts if may_be_place(segment)]
    known = sum(is_locality(segment.text) for segment in plain)
    # "Ana Sol, nurse, Gull Bay": behind a role of its own what is plain is a place more often than a body;
    # so also behind the names alone, where some of it is known and nothing tells what else it were.
    behind = [draft for draft in people if len(draft.tail) == len(("role", "place"))]
    told = sum(is_role(draft.tail[0].text) and may_be_place(draft.tail[-1]) for draft in behind)
    alone = sum(len(draft.tail) == 1 and may_be_place(draft.tail[0]) for draft in people)
    rounds = told >= SHARE_OF_FORMED * len(lasts) and told >= LEAST_FORMED
    alike = alone >= SHARE_OF_ALONE * len(lasts) and known >= SHARE_OF_KNOWN * len(lasts)
    if _come_again([draft.tail[0] for draft in people if len(draft.tail) == 1], len(people)):
        return True
    return known >= LEAST_PLACES and (known >= SHARE_OF_PLACES * len(lasts) or rounds or alike)


def _come_again(alone: Sequence[Segment], count: int) -> bool:
    """Say whether a few plain names stand alone behind nearly all of many people: the towns of a valley."""
    told = [segment.text for segment in alone if may_be_place(segment) and not is_role(segment.text)]
    many = len(told) >= LEAST_OF_A_VALLEY and len(told) >= SHARE_OF_ALONE * count
    return many and len(told) >= TOLD_OF_EACH * len(set(told))


def share_towns(people: Sequence[Draft]) -> None:
    """Take what stands alone behind a name for a place where it is one behind what several others are.

    >>> told = [Draft(name, "", role="cook", place="Gull Bay") for name in ("Ana Sol", "Ben Mar")]
    >>> alone = Draft("Cara Dee", "", affiliation="Gull Bay")
    >>> share_towns([*told, alone])
    >>> alone.place, alone.affiliation
    ('Gull Bay', None)
    """
    towns = Counter(draft.place for draft in people if draft.place)
    for draft in people:
        if draft.affiliation and not draft.place and towns[draft.affiliation] >= LEAST_PLACES:
            draft.place, draft.affiliation = draft.affiliation, None


def share_bracketed_towns(bodies: Sequence[Draft]) -> None:
    """Take plain words in a bracket for a body's town, where brackets of its list are mostly known towns.

    What has a word of the body's name is another form of it and stays its alias.

    >>> told = [Draft("Quay Union", "", place=town, brackets=[town]) for town in ("Porto", "Braga")]
    >>> alone = Draft("Open Orchard", "", aliases=["Vale da Lapa"], brackets=["Vale da Lapa"])
    >>> share_bracketed_towns([*told, alone])
    >>> alone.place, alone.aliases
    ('Vale da Lapa', [])
    """
    lone = [draft for draft in bodies if len(draft.brackets) == 1 and not is_acronym(draft.brackets[0])]
    towns = sum(draft.place == draft.brackets[0] for draft in lone)
    if towns < LEAST_PLACES or towns < SHARE_OF_PLACES * len(lone):
        return
    for draft in lone:
        (bracket,) = draft.brackets
        named = set(bare(draft.name.split())) & set(bare(bracket.split())) or abbreviates(bracket, draft.name)
        if not draft.place and bracket in draft.aliases and _has_form_of_town(bracket) and not named:
            draft.place = bracket
            draft.aliases.remove(bracket)


def _has_form_of_town(text: str) -> bool:
    """Say whether a text is a few plain words, of which small ones link others: ``Vale da Lapa``."""
    words = [word for word in text.split() if fold(word) not in small_words("prepositions")]
    return 0 < len(words) <= LONGEST_TOWN and is_plain(" ".join(words))


def share_bodies(drafts: Sequence[tuple[Draft, Kind]]) -> None:
    """Take the body right above a person with an office for the person's, where a list sets them by turns.

    >>> body, chair = Draft("Quay Union", ""), Draft("Ana Sol", "", role="chair")
    >>> share_bodies([(body, Kind.ORGANIZATION), (chair, Kind.PERSON)] * LEAST_TURNS)
    >>> chair.affiliation
    'Quay Union'
    """
    turns = [
        (above, below)
        for (above, one), (below, other) in pairwise(drafts)
        if one is Kind.ORGANIZATION and other is Kind.PERSON
    ]
    told = [(above, below) for above, below in turns if below.role and not below.affiliation]
    officers = sum(is_officer(below) for _, below in told)
    people = sum(kind is Kind.PERSON for _, kind in drafts)
    if len(told) < LEAST_TURNS or len(told) < SHARE_OF_TURNS * people or 2 * officers < len(told):
        return
    for above, below in told:
        below.affiliation = above.name


def is_officer(draft: Draft) -> bool:
    """Say whether a person was read to hold an office, not an occupation alone."""
    return any(map(is_office_word, bare((draft.role or "").split())))


def may_be_place(segment: Segment) -> bool:
    """Say whether a segment has the form of a place: few plain capitalised words."""
    return len(segment.text.split()) <= LONGEST_PLACE and is_plain(segment.text)
