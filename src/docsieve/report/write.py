"""A snapshot to its report, read top to bottom: documents first, the front page last."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docsieve.report import front, sites
from docsieve.report.changes import changes
from docsieve.report.document_pages import write_documents
from docsieve.report.entity_pages import write_entities
from docsieve.report.folder import Folder, digest_of
from docsieve.report.lists import write_documents_list, write_entities_list, write_quarantine_list
from docsieve.report.pages import page, static_files
from docsieve.report.rule_pages import write_rules
from docsieve.report.search import write_index
from docsieve.tables import code_hash, read_table

OF = "of.json"
"""Says which snapshot and refused run the pages show, and which code wrote them; written after all others."""
DATA_DOCS = "data-docs/index.html"
Light = Sequence[Mapping[str, Any]]
_LIGHT = [
    "document_id",
    "source",
    "site",
    "title",
    "other_titles",
    "published_on",
    "language",
    "signatory_count",
]
_LIGHT += ["block_count", "kept_block_count"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files of a report; ``front`` is where a person begins."""

    front: Path
    written: int
    left: int
    removed: int


def write_report(snapshot: Path, report: Path, refused: Path) -> Written:
    """Make the folder ``report`` show the snapshot that lies in a folder; hold the lock of the dataset.

    ``refused`` is where a run lies whose tables were not good enough, whether or not there is one. A page
    is written only if what it is made from has changed; other files in the folder are removed. Holds some
    columns of ``documents`` and the tables ``signatories``, ``entities`` and ``repeats`` in memory, texts
    and blocks only a batch at a time.
    """
    site = Folder(report)
    if not is_current(snapshot, report, refused):
        (report / OF).unlink(missing_ok=True)
    light = read_table(snapshot, "documents", _LIGHT).sort_by([("source", "ascending")]).to_pylist()
    names = {row["document_id"]: row["source"] for row in light}
    write_documents(snapshot, site, names, code_hash())
    write_entities(snapshot, site, names, code_hash())
    write_rules(snapshot, site, names)
    first = write_documents_list(site, light)
    write_entities_list(snapshot, site)
    write_quarantine_list(snapshot, site)
    write_index(snapshot, site, light)
    for name, content in static_files().items():
        site.put(name, content)
    _write_front(snapshot, site, light, refused, first)
    site.put(OF, _of(snapshot, refused))
    site.sweep()
    return Written(report / "index.html", site.written, site.left, site.removed)


def is_current(snapshot: Path, report: Path, refused: Path) -> bool:
    """Whether the report shows this snapshot and this refused run, as this version of the code writes it."""
    told = report / OF
    return told.is_file() and told.read_text("utf-8") == _of(snapshot, refused)


def _of(snapshot: Path, refused: Path) -> str:
    verdict = refused / "verdict.json"
    aside = digest_of(verdict.read_bytes()) if verdict.is_file() else None
    return json.dumps({"snapshot": snapshot.name, "code": code_hash(), "refused": aside}) + "\n"


def _write_front(snapshot: Path, site: Folder, light: Light, refused: Path, first: Mapping[str, str]) -> None:
    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    by_id = {row["document_id"]: row for row in light}
    over = front.runs(snapshot)
    found = sites.figures(light)
    site.put("sites.html", page("sites.html", "sites.html", {"sites": found, "first": first}))
    values = {
        "manifest": manifest,
        "run": over[-1],
        "verdict": front.verdict(manifest, by_id),
        "data_docs": _way(site.path, snapshot / DATA_DOCS),
        "refused": front.refusal(refused, by_id),
        "refused_docs": _way(site.path, refused / DATA_DOCS),
        "drift": front.drifted(snapshot, by_id),
        "changes": front.changed(changes(snapshot, manifest), by_id),
        "plots": front.plots(over),
        "standing_out": [(each, why, first[each.site]) for each, why in sites.standing_out(found)],
        "sites": len(found),
    }
    site.put("index.html", page("index.html", "front.html", values))


def _way(report: Path, target: Path) -> str:
    """The way from the front page to a page outside of the report; empty where it is not there."""
    return Path(os.path.relpath(target, report)).as_posix() if target.is_file() else ""
