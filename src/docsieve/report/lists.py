"""The lists of documents, entities and quarantine, cut into pages that a browser opens at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docsieve.report.addresses import document_page, entity_anchor, entity_page, list_page, site_anchor
from docsieve.report.folder import Folder
from docsieve.report.pages import page
from docsieve.tables import read_table

ON_A_PAGE = 200


def write_documents_list(site: Folder, documents: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Write the list of documents, by source; give the address of each site's first row."""
    rows = [{**row, "page": document_page(row["document_id"]), "anchor": ""} for row in documents]
    first: dict[str, str] = {}
    for at, row in enumerate(rows):
        if row["site"] not in first:
            row["anchor"] = site_anchor(row["site"])
            first[row["site"]] = f"{list_page('documents', at // ON_A_PAGE + 1)}#{row['anchor']}"
    _write(site, "documents", rows)
    return first


def write_entities_list(folder: Path, site: Folder) -> None:
    """Write the list of entities, those with most documents first."""
    columns = ["entity_id", "name", "kind", "native_names", "countries", "claim_count", "document_count"]
    found = read_table(folder, "entities", columns)
    order: Any = [
        ("document_count", "descending"),
        ("claim_count", "descending"),
        ("name", "ascending"),
        ("entity_id", "ascending"),
    ]
    rows = [
        {**row, "page": f"{entity_page(row['entity_id'])}#{entity_anchor(row['entity_id'])}"}
        for row in found.sort_by(order).to_pylist()
    ]
    _write(site, "entities", rows)


def write_quarantine_list(folder: Path, site: Folder) -> None:
    """Write the list of what was not accepted, and of rows that an expectation named."""
    order: Any = [("published", "ascending"), ("source", "ascending"), ("quarantine_id", "ascending")]
    _write(site, "quarantine", read_table(folder, "quarantine").sort_by(order).to_pylist())


def _write(site: Folder, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    for number in range(1, pages + 1):
        address = list_page(name, number)
        values = {
            "rows": rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
            "total": len(rows),
            "number": number,
            "pages": [(each, list_page(name, each)) for each in range(1, pages + 1)],
        }
        site.put(address, page(address, f"{name}.html", values))
