"""The pages of the entities: who they are, on what evidence, and every claim of theirs."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from docsieve.report.addresses import document_page, entity_anchor, entity_page
from docsieve.report.folder import Folder, digest_of
from docsieve.report.gather import Grouped
from docsieve.report.pages import page
from docsieve.tables import read_table


def write_entities(folder: Path, site: Folder, names: Mapping[str, str], made_by: str) -> None:
    """Write the pages of entities that are not there, or were made from something else."""
    claims = Grouped(read_table(folder, "signatories"), "entity_id", "document_id")
    for address, rows in _by_page(read_table(folder, "entities")):
        entities = [_entity(row, claims, names) for row in rows]
        digest = digest_of(entities, made_by)
        if not site.is_fresh(address, digest):
            site.write(address, page(address, "entity.html", {"entities": entities}), digest)


def _by_page(entities: pa.Table) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    addresses = [entity_page(str(identifier)) for identifier in entities["entity_id"].to_pylist()]
    order = sorted(range(len(addresses)), key=addresses.__getitem__)
    for address, places in groupby(order, key=addresses.__getitem__):
        yield address, entities.take(list(places)).to_pylist()


def _entity(row: Mapping[str, Any], claims: Grouped, names: Mapping[str, str]) -> dict[str, Any]:
    identifier = row["entity_id"]
    told = [
        {
            **claim,
            "page": document_page(claim["document_id"]),
            "source": names.get(claim["document_id"], claim["document_id"]),
        }
        for claim in claims.of(identifier)
    ]
    return {**row, "anchor": entity_anchor(identifier), "claims": told}
