"""A published dataset as FollowTheMoney: who signed what, for the tools that investigators open.

Entities: a `Person` or `Organization` for each of ours, a `Document` for each document that was signed,
a `Documentation` for each claim that ties the two. Statements: each word of a claim by itself, under
the claim's own id (`entity_id`) and the id of who it is (`canonical_id`), so that a merge can be undone.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from docsieve.model import Kind

Row = Mapping[str, Any]
Properties = dict[str, list[str]]

DATASET = "docsieve"
SIGNATORY, WITHDRAWN = "signatory", "signature withdrawn"
SCHEMA = {Kind.PERSON.value: "Person", Kind.ORGANIZATION.value: "Organization"}


def ftm_entities(
    documents: Iterable[Row], signatories: Iterable[Row], entities: Iterable[Row]
) -> Iterator[dict[str, Any]]:
    """Every entity as FollowTheMoney writes them in JSON lines: `id`, `schema`, `properties`.

    Documents nobody signed are left out. Languages are not given: those of FollowTheMoney have three letters.
    """
    claims = list(signatories)
    said: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        said[claim["entity_id"]].append(claim)
    for entity in entities:
        yield _proxy(
            entity["entity_id"], SCHEMA[_word(entity["kind"])], _of_entity(entity, said[entity["entity_id"]])
        )
    signed = {claim["document_id"] for claim in claims}
    for document in documents:
        if document["document_id"] in signed:
            yield _proxy(document["document_id"], "Document", _of_document(document))
    for claim in claims:
        yield _proxy(claim["signatory_id"], "Documentation", _of_claim(claim))


def ftm_statements(documents: Iterable[Row], signatories: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Every claim as FollowTheMoney statements, one for each value; `origin` is the document's path.

    ``first_seen`` and ``last_seen`` are when the document was scraped, where that is known.
    """
    known = {row["document_id"]: row for row in documents}
    for claim in signatories:
        document = known[claim["document_id"]]
        seen = _day(document["scraped_at"])
        for prop, values in _words_of(claim).items():
            for value in values:
                yield _statement(claim, prop, value, seen, document["source"])


def _statement(claim: Row, prop: str, value: str, seen: str | None, origin: str) -> dict[str, Any]:
    key = f"{DATASET}.{claim['signatory_id']}.{prop}.{value}"
    return {
        "canonical_id": claim["entity_id"],
        "entity_id": claim["signatory_id"],
        "prop": prop,
        "schema": SCHEMA[_word(claim["kind"])],
        "value": value,
        "dataset": DATASET,
        "lang": None,
        "original_value": None,
        "first_seen": seen,
        "last_seen": seen,
        "external": False,
        "origin": origin,
        # The key that FollowTheMoney makes itself; it guards nothing.
        "id": hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(),
    }


def _proxy(key: str, schema: str, properties: Mapping[str, Iterable[str | None]]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": _filled(properties)}


def _filled(properties: Mapping[str, Iterable[str | None]]) -> Properties:
    """The properties that have a value, each value once, in order."""
    known = {name: list(dict.fromkeys(one for one in values if one)) for name, values in properties.items()}
    return {name: values for name, values in known.items() if values}


def _of_entity(entity: Row, claims: Iterable[Row]) -> Properties:
    together: Properties = defaultdict(list)
    for claim in claims:
        for prop, values in _words_of(claim).items():
            together[prop] += values
    names = [entity["name"], *together.pop("name", [])]
    aliases = [name for name in (*names[1:], *together.pop("alias", [])) if name != entity["name"]]
    return _filled({"name": [entity["name"]], "alias": aliases, **together})


def _words_of(claim: Row) -> Properties:
    """What a claim says of who signed, as properties of a `Person` or `Organization`."""
    url = claim["url"] or ""
    person = _word(claim["kind"]) == Kind.PERSON.value
    said = (("affiliation", claim["affiliation"]), ("place", claim["place"]))
    return _filled({
        "name": [claim["name"]],
        "alias": [claim["native_name"], *claim["aliases"]],
        "country": [country.lower() for country in claim["countries"]],
        "position" if person else "notes": [claim["role"]],
        "website": [url] if url.startswith(("http://", "https://")) else [],
        "description": [f"{name}: {value}" for name, value in said if value],
    })  # fmt: skip


def _of_document(document: Row) -> Mapping[str, Iterable[str | None]]:
    return {
        "title": [document["title"]],
        "fileName": [document["source"]],
        "publishedAt": [_day(document["published_on"])],
        "sourceUrl": [document["url"]],
        "publisher": [document["site"]],
    }


def _of_claim(claim: Row) -> Mapping[str, Iterable[str | None]]:
    return {
        "entity": [claim["entity_id"]],
        "document": [claim["document_id"]],
        "role": [WITHDRAWN if claim.get("withdrawn") else SIGNATORY],
        "summary": [claim["as_written"]],
        "recordId": [str(claim["position"])],
    }


def _day(at: date | datetime | None) -> str | None:
    return None if at is None else at.isoformat()[:10]


def _word(kind: object) -> str:
    return str(getattr(kind, "value", kind))
