"""The values of a batch as they may be published: documents, entities and rejected files without names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docsieve.model import Entity, Judged, Kind, Merge, Rejected
from docsieve.persons.care import ADDRESS_MARK, Care, Persons
from docsieve.persons.documents import protected_document
from docsieve.persons.finder import Names, Phrase, everywhere, hits, replaced, where_signed
from docsieve.persons.paths import protected_paths
from docsieve.persons.words import words_in
from docsieve.read import document_id


@dataclass(frozen=True, slots=True)
class Protected:
    """What a batch becomes."""

    judged: tuple[Judged, ...]
    entities: tuple[Entity, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Shield:
    """What is taken out of all documents of a run: the care, the names of all who signed, the paths."""

    care: Care
    names: Names
    paths: dict[str, str]


def phrases_of(judged: Iterable[Judged], care: Care) -> tuple[Phrase, ...]:
    """Give what documents contribute to the names that are looked for in all."""
    return tuple(
        phrase for one in judged for name in names_of(one) for phrase in everywhere(name, care.pseudonym)
    )


def shield_of(
    phrases: Iterable[Phrase], accepted: Sequence[str], rejected: Sequence[str], care: Care
) -> Shield:
    """Put together what is taken out, given the sources of all documents and rejected files."""
    names = Names(phrases)
    return Shield(care, names, protected_paths(accepted, rejected, names))


def protect(
    judged: Sequence[Judged], entities: Sequence[Entity], rejected: Sequence[Rejected], care: Care
) -> Protected:
    """Take the persons who signed out of all values, as ``care`` says; with ``keep`` nothing is changed.

    Entities have to be resolved before: what is published no longer tells who is the same. Spans are
    those of the changed text, so that every law of the tables holds for it. Sees only the names of
    claims that were read as persons, not those quoted or misread as bodies.
    """
    if care.persons is Persons.KEEP:
        return Protected(tuple(judged), tuple(entities), tuple(rejected))
    sources = [one.raw.source for one in judged], [one.source for one in rejected]
    shield = shield_of(phrases_of(judged, care), *sources, care)
    return Protected(
        tuple(protected_documents(judged, shield)),
        protected_entities(entities, shield),
        protected_rejected(rejected, shield),
    )


def protected_documents(judged: Iterable[Judged], shield: Shield) -> list[Judged]:
    """Give documents as they may be published."""
    care, names, paths = shield.care, shield.names, shield.paths
    return [protected_document(one, [names, own_names(one, care)], care, paths) for one in judged]


def protected_entities(entities: Iterable[Entity], shield: Shield) -> tuple[Entity, ...]:
    """Give entities as they may be published, in the order of their ids."""
    ids = {document_id(before): document_id(after) for before, after in shield.paths.items()}
    bodies = [_entity(one, shield.names, shield.care, ids) for one in entities if _stays(one, shield.care)]
    return tuple(sorted(bodies, key=lambda one: one.entity_id))


def protected_rejected(rejected: Iterable[Rejected], shield: Shield) -> tuple[Rejected, ...]:
    """Give what was not accepted as it may be published."""
    return tuple(_rejected(one, shield.names, shield.paths) for one in rejected)


def names_of(one: Judged) -> list[str]:
    """Every name that the persons who signed a document have in it."""
    persons = (claim for claim in one.signatories if claim.kind is Kind.PERSON)
    return [name for said in persons for name in (said.name, said.native_name, *said.aliases) if name]


def own_names(one: Judged, care: Care) -> Names:
    """What is looked for in this document only: short names, parts of names, addresses of persons."""
    short = [phrase for name in names_of(one) for phrase in where_signed(name, care.pseudonym)]
    urls = (claim.url for claim in one.signatories if claim.kind is Kind.PERSON and claim.url)
    addresses = [(tuple(word.folded for word in words_in(url)), ADDRESS_MARK) for url in urls]
    return Names([*addresses, *short])


def _stays(entity: Entity, care: Care) -> bool:
    return entity.kind is not Kind.PERSON or care.persons is not Persons.DROP


def _entity(entity: Entity, names: Names, care: Care, ids: dict[str, str]) -> Entity:
    claims = tuple(sorted((ids.get(document, document), position) for document, position in entity.claims))
    if entity.kind is Kind.PERSON:
        return replace(
            entity,
            entity_id=_id(entity.entity_id, care),
            name=care.pseudonym(word.folded for word in words_in(entity.name)),
            merges=tuple(_merge_of_person(merge, names, care) for merge in entity.merges),
            other_ids=tuple(sorted(_id(other, care) for other in entity.other_ids)),
            claims=claims,
        )
    merges = tuple(_merge(merge, names) for merge in entity.merges)
    name = _without(entity.name, names)
    if (name, merges) == (entity.name, entity.merges):
        return replace(entity, claims=claims)
    # Its id is made from its name alone, so that a name in it could be guessed from the id.
    key = _id(entity.entity_id, care) if care.key else _id(f"{name} {claims[0]}", care)
    return replace(entity, entity_id=key, name=name, merges=merges, other_ids=(), claims=claims)


def _id(entity_id: str, care: Care) -> str:
    return care.keyed("entity", entity_id)[:32]


def _merge_of_person(merge: Merge, names: Names, care: Care) -> Merge:
    if merge.measure == "same_address":
        return replace(merge, left=ADDRESS_MARK, right=ADDRESS_MARK)
    if merge.measure in ("same_affiliation", "same_role_and_place"):
        return _merge(merge, names)
    left, right = (care.pseudonym(word.folded for word in words_in(one)) for one in (merge.left, merge.right))
    return replace(merge, left=left, right=right)


def _merge(merge: Merge, names: Names) -> Merge:
    return replace(merge, left=_without(merge.left, names), right=_without(merge.right, names))


def _rejected(one: Rejected, names: Names, paths: dict[str, str]) -> Rejected:
    detail = replaced(one.detail, hits(one.detail, [names]))
    return replace(one, source=paths.get(one.source, one.source), detail=detail)


def _without(text: str, names: Names) -> str:
    return replaced(text, hits(text, [names]))
