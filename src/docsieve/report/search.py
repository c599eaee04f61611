"""The index behind the search box: titles and names with their pages, as a script that a page may load.

A page opened from a disk may not read other files, but may load a script beside it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from docsieve.report.addresses import document_page, entity_anchor
from docsieve.report.folder import Folder
from docsieve.report.pages import shortened
from docsieve.tables import read_table

LONGEST = 200


def write_index(folder: Path, site: Folder, documents: Iterable[Mapping[str, Any]]) -> None:
    """Write the index: for each entry the page, what it is, the text shown, and other texts that find it.

    A page is told in short: the name of a document's file, or the place of an entity on its page; the
    script of the pages knows in which folder they lie.
    """
    entries = [*_documents(documents), *_entities(folder)]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    site.put("search.js", f"docsieveIndex = [\n{lines}\n];\n")


def _documents(documents: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    for row in documents:
        name = PurePosixPath(document_page(row["document_id"])).stem
        others = " / ".join([row["source"], *(title["text"] for title in row["other_titles"])])
        shown = shortened(row["title"] or row["source"], LONGEST)
        yield [name, "document", shown, shortened(others, LONGEST)]


def _entities(folder: Path) -> Iterator[list[str]]:
    columns = ["entity_id", "name", "kind", "native_names", "aliases"]
    for row in read_table(folder, "entities", columns).to_pylist():
        others = " / ".join([*row["native_names"], *row["aliases"]])
        place = entity_anchor(row["entity_id"])
        yield [place, row["kind"], shortened(row["name"], LONGEST), shortened(others, LONGEST)]
