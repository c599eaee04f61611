"""Claims that are one before anything is compared: the same name, and nothing said that speaks against it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from docsieve.entities.claims import Claim, Said
from docsieve.entities.names import MOST_KEPT, core, key
from docsieve.model import Kind

MOST_COMPARED = 40
"""Spellings of a body, and persons of one name in a document, that are compared with each further one."""

IN_COUNTRY = "country "
"""Begins the scope of a body that shares its name with a body of another country."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a party is called and where it is; parties of which the same is said share one.

    ``names`` are as written, in the order they appear, without aliases; ``other_names`` its native names
    and aliases, but for shortenings of a name: "Harbour Watch" is said with "Harbour Watch – Ireland", and
    is the name of another body; ``countries`` is every country of its claims.
    """

    names: tuple[str, ...]
    other_names: tuple[str, ...]
    countries: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """Claims under one name that are held together without evidence, the earliest first.

    ``scope`` tells parties of one name apart: the document of a person's claims, the countries of
    bodies with the same name, a document that a judgement names. ``id`` is the one that an entity of this
    party alone has: 32 hex digits over kind, name and scope.
    """

    kind: Kind
    name: str
    scope: str
    claims: tuple[Claim, ...]
    id: str
    called: Names

    @property
    def names(self) -> tuple[str, ...]:
        """Its names as written."""
        return self.called.names

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its native names and aliases."""
        return self.called.other_names

    @property
    def countries(self) -> frozenset[str]:
        """Every country of its claims."""
        return self.called.countries

    @property
    def documents(self) -> frozenset[str]:
        """The documents it signed."""
        return frozenset(chain.from_iterable(claim.documents for claim in self.claims))


def party_of(kind: Kind, name: str, scope: str, claims: Sequence[Claim]) -> Party:
    """Give the party of some claims of one name."""
    seed = "\x1f".join((kind.value, name, scope))
    made = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    said = dict.fromkeys(claim.said for claim in claims)
    return Party(kind, name, scope, tuple(claims), made, called(*said))


@lru_cache(maxsize=MOST_KEPT)
def called(*said: Said) -> Names:
    """Give what is said of a party by all its claims."""
    names = tuple(dict.fromkeys(one.name for one in said))
    first = [set(core(name)) for name in names[:MOST_COMPARED]]
    others = dict.fromkeys(
        other
        for one in said
        for other in (one.native_name, *one.aliases)
        if other and not set(core(other)) <= set(core(one.name))
    )
    own = (other for other in others if not any(set(core(other)) <= words for words in first))
    return Names(names, tuple(own), frozenset(country for one in said for country in one.countries))


def parties_of(claims: Iterable[Claim], singled_out: Set[tuple[Kind, str, str]] = frozenset()) -> list[Party]:
    """Put the claims of each name together; ``singled_out`` are (kind, name, source) to keep by themselves.

    A body's claims are one party unless their countries disagree; a person's only within one document,
    unless affiliation, role or place disagree there.
    """
    named: dict[tuple[Kind, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        kind = claim.said.kind
        named[kind, key(claim.said.name, person=kind is Kind.PERSON)].append(claim)
    return [
        party_of(kind, name, scope, its_claims)
        for (kind, name), together in sorted(named.items())
        for scope, its_claims in _scopes(kind, name, together, singled_out)
    ]


def _scopes(
    kind: Kind, name: str, claims: list[Claim], singled_out: Set[tuple[Kind, str, str]]
) -> Iterator[tuple[str, list[Claim]]]:
    apart: dict[str, list[Claim]] = defaultdict(list)
    rest: list[Claim] = []
    for claim in claims:
        named = (kind, name, claim.source) in singled_out
        (apart[claim.document_id] if named or kind is Kind.PERSON else rest).append(claim)
    for document_id, its_claims in apart.items():
        for number, together in enumerate(_agreeing(its_claims)):
            yield f"{document_id} {number}" if number else document_id, together
    yield from _by_countries(rest)


Person = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], frozenset[str]]
"""What a claim says of a person besides the name: affiliation, role, place, countries."""


def _agreeing(claims: list[Claim]) -> list[list[Claim]]:
    """Claims of one name in one document, apart where what they say of the person disagrees."""
    groups: list[tuple[dict[Person, None], list[Claim]]] = []
    for claim in claims:
        said = _person(claim.said)
        recent = groups[-MOST_COMPARED:]
        fitting = (group for group in recent if all(_agree(said, other) for other in group[0]))
        group = next(fitting, None)
        if group is None:
            group = ({}, [])
            groups.append(group)
        group[0][said] = None
        group[1].append(claim)
    return [together for _, together in groups]


def _person(said: Said) -> Person:
    affiliation, role, place = (core(one or "") for one in (said.affiliation, said.role, said.place))
    return affiliation, role, place, frozenset(said.countries)


def _agree(left: Person, right: Person) -> bool:
    said = zip(left[:3], right[:3], strict=True)
    return all(one == other for one, other in said if one and other) and not disjoint(left[3], right[3])


def disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both countries are known and none is shared."""
    return bool(left and right) and not left & right


def undecided(left: Party, right: Party) -> bool:
    """Whether one says no country and the other has namesakes elsewhere: it may be any of them."""
    return _may_be_any(left, right) or _may_be_any(right, left)


def _may_be_any(party: Party, other: Party) -> bool:
    return not party.countries and other.scope.startswith(IN_COUNTRY)


def _by_countries(claims: list[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """One group, or one for each of the countries that share no claim and one for the claims without any."""
    group_of: dict[str, set[str]] = {}
    for claim in claims:
        joined = set(claim.said.countries).union(*(group_of.get(c, ()) for c in claim.said.countries))
        group_of.update(dict.fromkeys(joined, joined))
    apart = {min(group) for group in group_of.values()}
    scoped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        known = claim.said.countries
        scoped[f"{IN_COUNTRY}{min(group_of[known[0]])}" if known and len(apart) > 1 else ""].append(claim)
    yield from sorted(scoped.items())
