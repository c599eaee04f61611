"""Claims that are one before anything is compared: the same name, and nothing said that speaks against it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from docsieve.entities.names import core, key
from docsieve.model import Judged, Kind, Signatory

IN_COUNTRY = "country "
"""Begins the scope of a body that shares its name with a body of another country."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A signatory with its document.

    ``when`` orders claims: by the document's date, the day it was scraped, its source, the position in it.
    Of ``said`` count position, name, native name, aliases, kind, role, affiliation, place, countries, url.
    """

    document_id: str
    source: str
    when: tuple[str, str, str, int]
    said: Signatory


@dataclass(frozen=True)
class Party:
    """Claims under one name that are held together without evidence, the earliest first.

    ``scope`` tells parties of one name apart: the document of a person's claims, the countries of
    bodies with the same name, a document that a judgement names.
    """

    kind: Kind
    name: str
    scope: str
    claims: tuple[Claim, ...]

    @cached_property
    def id(self) -> str:
        """The id that an entity of this party alone has: 32 hex digits over kind, name and scope."""
        seed = "\x1f".join((self.kind.value, self.name, self.scope))
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its names as written, in the order they appear, without aliases."""
        return tuple(dict.fromkeys(claim.said.name for claim in self.claims))

    @cached_property
    def other_names(self) -> tuple[str, ...]:
        """Its native names and aliases as written, but for shortenings of a name.

        "Harbour Watch" is said with "Harbour Watch – Ireland", and is the name of another body.
        """
        said = [one for claim in self.claims for one in (claim.said.native_name, *claim.said.aliases) if one]
        return tuple(
            name for name in dict.fromkeys(said) if not any(_shortens(name, own) for own in self.names)
        )

    @cached_property
    def countries(self) -> frozenset[str]:
        """Every country of its claims."""
        return frozenset(country for claim in self.claims for country in claim.said.countries)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The documents it signed."""
        return frozenset(claim.document_id for claim in self.claims)


def claims_of(document: Judged) -> list[Claim]:
    """Give the claims of one document: what it contributes to the resolving of all."""
    raw, published = document.raw, document.metadata.published_on
    told = raw.document_id, raw.source, published, raw.scraped_at
    return [claim_of(said, *told) for said in document.signatories]


def claim_of(
    said: Signatory, document_id: str, source: str, published_on: date | None, scraped_at: datetime | None
) -> Claim:
    """Give a signatory of a document, in its order among all."""
    # "~" sorts after every digit: what has no date comes last.
    published = published_on.isoformat() if published_on else "~"
    scraped = scraped_at.isoformat() if scraped_at else "~"
    return Claim(document_id, source, (published, scraped, source, said.position), said)


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
        Party(kind, name, scope, tuple(its_claims))
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


Said = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], frozenset[str]]
"""What a claim says of a person besides the name: affiliation, role, place, countries."""


def _agreeing(claims: list[Claim]) -> list[list[Claim]]:
    """Claims of one name in one document, apart where what they say of the person disagrees."""
    groups: list[tuple[dict[Said, None], list[Claim]]] = []
    for claim in claims:
        said = _said(claim.said)
        fitting = (group for group in groups if all(_agree(said, other) for other in group[0]))
        group = next(fitting, None)
        if group is None:
            group = ({}, [])
            groups.append(group)
        group[0][said] = None
        group[1].append(claim)
    return [together for _, together in groups]


def _said(said: Signatory) -> Said:
    affiliation, role, place = (core(one or "") for one in (said.affiliation, said.role, said.place))
    return affiliation, role, place, frozenset(said.countries)


def _agree(left: Said, right: Said) -> bool:
    said = zip(left[:3], right[:3], strict=True)
    return all(one == other for one, other in said if one and other) and not disjoint(left[3], right[3])


def _shortens(name: str, longer: str) -> bool:
    return set(core(name)) <= set(core(longer))


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
