"""The pages of the entities: who they are, on what evidence, and every claim of theirs."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from docsieve.report.addresses import document_page, entity_anchor, entity_page
from docsieve.report.folder import Folder, digest_of
from docsieve.report.gather import Grouped, Row
from docsieve.report.pages import page
from docsieve.tables import read_table

_OF_A_CLAIM = [
    "entity_id",
    "document_id",
    "position",
    "as_written",
    "role",
    "affiliation",
    "place",
    "countries",
]
_OF_A_CLAIM += ["found_by", "confidence"]


def write_entities(folder: Path, site: Folder, names: Mapping[str, str], made_by: str) -> None:
    """Write the pages of entities that are not there, or were made from something else."""
    claims = Grouped(read_table(folder, "signatories", _OF_A_CLAIM), "entity_id", "document_id")
    for address, rows in _by_page(read_table(folder, "entities")):
        found = claims.among([row["entity_id"] for row in rows])
        entities = [_entity(row, found[row["entity_id"]], names) for row in rows]
        digest = digest_of(entities, made_by)
        if not site.is_fresh(address, digest):
            site.write(address, page(address, "entity.html", {"entities": entities}), digest)


def _by_page(entities: pa.Table) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    addresses = [entity_page(str(identifier)) for identifier in entities["entity_id"].to_pylist()]
    order = sorted(range(len(addresses)), key=addresses.__getitem__)
    for address, places in groupby(order, key=addresses.__getitem__):
        yield address, entities.take(list(places)).to_pylist()


def _entity(row: Row, claims: Iterable[Row], names: Mapping[str, str]) -> dict[str, Any]:
    told = [{**claim, **_document(claim["document_id"], names)} for claim in claims]
    return {**row, "anchor": entity_anchor(row["entity_id"]), "claims": told}


def _document(identifier: str, names: Mapping[str, str]) -> dict[str, str]:
    return {"page": document_page(identifier), "source": names.get(identifier, identifier)}
