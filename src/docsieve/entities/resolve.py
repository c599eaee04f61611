"""Claims to entities: parties, judgements, the table of sameness, acronyms; in this order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from docsieve.entities.claims import Claim, claims_of, said_of
from docsieve.entities.clusters import Clusters
from docsieve.entities.judgements import Judgement, JudgementError
from docsieve.entities.measures import Compared
from docsieve.entities.names import is_acronym, letters
from docsieve.entities.pairs import ACRONYM, blocks_of, pairs
from docsieve.entities.parties import Party, called, disjoint, parties_of, undecided
from docsieve.entities.table import JUDGED, SAMENESS, Sameness
from docsieve.model import Entity, Judged, Kind, Merge


def resolve(documents: Iterable[Judged], judgements: Sequence[Judgement] = ()) -> tuple[Entity, ...]:
    """Resolve the claims of all documents to entities."""
    return resolve_claims((claim for one in documents for claim in claims_of(one)), judgements)


def resolve_claims(claims: Iterable[Claim], judgements: Sequence[Judgement] = ()) -> tuple[Entity, ...]:
    """Resolve claims to entities, sorted by id; every claim is in exactly one.

    The order of the claims does not count, and neither do those that share no name with the others. Where
    one stands for others, no judgement may name a document.
    Raises JudgementError where judgements contradict each other.
    """
    singled_out = {side for each in judgements for side in each.sides if side[2]}
    ordered = sorted(sorted(claims, key=attrgetter("position")), key=attrgetter("when"))
    parties = parties_of(ordered, singled_out)
    clusters = Clusters(parties)
    _judge(clusters, parties, judgements)
    _measure(clusters, parties)
    _acronyms(clusters, parties)
    made = (_entity(members, merges) for members, merges in clusters.all())
    entities = tuple(sorted(made, key=lambda entity: entity.entity_id))
    for kept in (said_of, called):
        kept.cache_clear()
    return entities


def _judge(clusters: Clusters, parties: Sequence[Party], judgements: Sequence[Judgement]) -> None:
    """All that are the same first, so that one `different` keeps all of them apart from the other side."""
    named: dict[tuple[Kind, str], list[Party]] = defaultdict(list)
    for party in parties:
        named[party.kind, party.name].append(party)
    sides = {each: [_meant(named, side) for side in each.sides] for each in judgements}
    for each, (left, right) in sides.items():
        if each.judgement == "same":
            for one, other in zip([*left, *right], [*left, *right][1:], strict=False):
                clusters.join(one, other, _judged(one, other), judged=True)
    for each, (left, right) in sides.items():
        if each.judgement == "different" and not all(clusters.bar(a, b) for a in left for b in right):
            raise JudgementError(
                f"line {each.line} of the judgements: its two names are different there, but the same by "
                "other lines; take one of them out."
            )


def _meant(named: dict[tuple[Kind, str], list[Party]], side: tuple[Kind, str, str]) -> list[Party]:
    kind, name, document = side
    its_claims = ((party, {claim.source for claim in party.claims}) for party in named[kind, name])
    return [party for party, sources in its_claims if not document or sources == {document}]


def _judged(one: Party, other: Party) -> Merge:
    return Merge(one.names[0], other.names[0], JUDGED, 1.0, 1.0)


def _measure(clusters: Clusters, parties: Sequence[Party]) -> None:
    """Merge by the rows of the table, the strongest row first, the nearest pairs of a row first."""
    blocks = blocks_of(parties)
    for row in SAMENESS:
        enough = _enough(row, clusters, blocks[row.block])
        for found, one, other in sorted(enough, key=lambda it: (-it[0].measured, it[1].id, it[2].id)):
            merge = Merge(found.left, found.right, row.name, found.measured, row.at_least)
            clusters.join(one, other, merge)


def _enough(
    row: Sameness, clusters: Clusters, blocks: Iterable[Sequence[Party]]
) -> Iterable[tuple[Compared, Party, Party]]:
    """The pairs of some blocks that a row holds to be one, each once."""
    found: dict[tuple[str, str], tuple[Compared, Party, Party]] = {}
    for block in blocks:
        if len({clusters.of(party) for party in block}) == 1:
            continue
        for one, other in pairs(block):
            # Blocks are told by a hash, and no measure of persons looks at their names.
            strangers = one.kind is Kind.PERSON and one.name != other.name
            if strangers or (one.id, other.id) in found or clusters.of(one) == clusters.of(other):
                continue
            if undecided(one, other):
                continue
            compared = row.measure(one, other)
            if compared.measured >= row.at_least:
                found[one.id, other.id] = compared, one, other
    return found.values()


def _acronyms(clusters: Clusters, parties: Sequence[Party]) -> None:
    """Join a body that signs by an acronym alone to the one body that gives it as its own.

    Where several give it, it stays by itself: nothing tells which of them is meant.
    """
    giving: dict[str, list[tuple[Party, str]]] = defaultdict(list)
    for party in parties:
        if party.kind is Kind.ORGANIZATION:
            for name in (*party.other_names, *(n for n in party.names if party.other_names)):
                if is_acronym(name):
                    giving[letters(name)].append((party, name))
    for party in sorted(parties, key=lambda one: one.id):
        given = giving.get(party.name, []) if _is_bare_acronym(party) else []
        signed = party.documents if given else frozenset()
        fitting = [each for each in given if each[0] is not party and _may_mean(party, each[0], signed)]
        if len({clusters.of(other) for other, _ in fitting}) == 1:
            other, name = fitting[0]
            clusters.join(party, other, Merge(party.names[0], name, ACRONYM, 1.0, 1.0))


def _is_bare_acronym(party: Party) -> bool:
    return party.kind is Kind.ORGANIZATION and not party.other_names and is_acronym(party.names[0])


def _may_mean(party: Party, other: Party, signed: frozenset[str]) -> bool:
    if undecided(party, other) or any(not signed.isdisjoint(claim.documents) for claim in other.claims):
        return False
    return not disjoint(party.countries, other.countries)


def _entity(members: Sequence[Party], merges: Sequence[Merge]) -> Entity:
    """The entity of a cluster; its id is that of the party with the earliest claim."""
    first, *others = sorted(members, key=lambda party: (party.claims[0].when, party.claims[0].position))
    claims = [claim for party in members for claim in party.claims]
    told = [*_spellings(members), *merges]
    return Entity(
        entity_id=first.id,
        kind=first.kind,
        name=_commonest(claims),
        resolved_by=_told(first.kind, sum(claim.times for claim in claims), told),
        claims=tuple(sorted((claim.document_id, claim.position) for claim in claims)),
        merges=tuple(sorted(told, key=lambda it: (it.measure, it.left, it.right))),
        other_ids=tuple(sorted(party.id for party in others)),
    )


def _commonest(claims: Sequence[Claim]) -> str:
    """The name of most claims; of names that are equally common the first in the alphabet."""
    if len(claims) == 1:
        return claims[0].said.name
    counted: dict[str, int] = defaultdict(int)
    for claim in claims:
        counted[claim.said.name] += claim.times
    return min(counted, key=lambda candidate: (-counted[candidate], candidate))


def _spellings(members: Iterable[Party]) -> list[Merge]:
    """The names that were one from the start though they are written differently."""
    return [
        Merge(party.names[0], other, "same_letters", 1.0, 1.0)
        for party in members
        for other in party.names[1:]
    ]


def _told(kind: Kind, claims: int, merges: Sequence[Merge]) -> str:
    if merges:
        return ", ".join(sorted({merge.measure for merge in merges}))
    if claims == 1:
        return "one claim"
    return "same name in one document" if kind is Kind.PERSON else "same name"
