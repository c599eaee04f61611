"""Who is the same: claims of the whole batch to the bodies and persons behind them.

Organisations are the same where their normalised names are. Two persons of one name in two
documents may be two people, and a name alone cannot tell, so they stay apart.
"""

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from docsieve.model import Entity, Judged, Kind, Signatory


def normalised(name: str) -> str:
    """The name without differences of width, case and white space.

    >>> normalised("Ｏpen  Rivers\\u00a0NETWORK")
    'open rivers network'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def entity_id(claim: Signatory, document_id: str) -> str:
    """The id of the entity behind a claim: kind and normalised name; a person's document as well."""
    scope = document_id if claim.kind is Kind.PERSON else ""
    seed = "\x1f".join((claim.kind.value, normalised(claim.name), scope))
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def resolve(judged: Iterable[Judged]) -> tuple[Entity, ...]:
    """Resolve the claims of all documents to entities, sorted by id; every claim is in exactly one.

    Does not look at aliases, acronyms or places: a body under two names is two entities.
    """
    claims: dict[str, list[tuple[str, Signatory]]] = defaultdict(list)
    for document in judged:
        for claim in document.signatories:
            claims[entity_id(claim, document.raw.document_id)].append((document.raw.document_id, claim))
    return tuple(_entity(key, claims[key]) for key in sorted(claims))


def _entity(key: str, claims: list[tuple[str, Signatory]]) -> Entity:
    names = Counter(claim.name for _, claim in claims)
    name = min(names, key=lambda candidate: (-names[candidate], candidate))
    kind = claims[0][1].kind
    return Entity(
        entity_id=key,
        kind=kind,
        name=name,
        resolved_by="same name in one document" if kind is Kind.PERSON else "same name",
        claims=tuple(sorted((document_id, claim.position) for document_id, claim in claims)),
    )
