"""The front page: the verdict, what was published, what changed, figures over runs, sites that stand out."""

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from docsieve import drift
from docsieve.report.addresses import block_anchor, document_page
from docsieve.report.changes import Changes
from docsieve.report.plots import MOST_LINES, Plot
from docsieve.tables import read_table

MOST_RUNS = 60
MOST_SHOWN = 20
MOST_KEYS = 20
Run = Mapping[str, Any]


def runs(folder: Path) -> list[dict[str, Any]]:
    """The last runs, oldest first."""
    found: list[dict[str, Any]] = read_table(folder, "runs").to_pylist()
    return sorted(found, key=lambda row: (row["started_at"], row["run_id"]))[-MOST_RUNS:]


def plots(over: Sequence[Run]) -> list[Plot]:
    """The figures of a sequence of runs."""
    when = [f"{run['started_at']:%Y-%m-%d %H:%M}" for run in over]

    def plot(name: str, about: str, lines: Mapping[str, Sequence[float]]) -> Plot:
        return Plot(name, about, when, lines)

    return [
        plot("Documents", "Documents published.", {"documents": _each(over, "document_count")}),
        plot("Kept share", "Blocks kept, in percent of all.", {"kept %": [_kept(run) for run in over]}),
        plot(
            "Languages",
            "Documents by language, the most frequent ones.",
            _by_name(over, "documents_by_language"),
        ),
        plot(
            "Removed by label",
            "Removed blocks by label, the most frequent ones.",
            _by_name(over, "removed_by_label"),
        ),
        plot(
            "Signatories",
            "Claims that somebody signed, and the entities behind them.",
            {"claims": _each(over, "signatory_count"), "entities": _each(over, "entity_count")},
        ),
        plot("Quarantine", "Files set aside.", {"files": _each(over, "quarantined_count")}),
    ]


def _each(over: Iterable[Run], column: str) -> list[float]:
    return [float(run[column]) for run in over]


def _kept(run: Run) -> float:
    return 100 * float(run["kept_block_count"]) / run["block_count"] if run["block_count"] else 0.0


def _by_name(over: Sequence[Run], column: str) -> dict[str, list[float]]:
    """Counts by name over runs, for the names that are most frequent in the last run."""
    counts = [{each["name"]: each["count"] for each in run[column]} for run in over]
    last = counts[-1] if counts else {}
    most = sorted(last, key=lambda name: (-last[name], name))[:MOST_LINES]
    return {name.replace("_", " "): [float(of.get(name, 0)) for of in counts] for name in most}


def verdict(manifest: Mapping[str, Any], published: Container[str]) -> dict[str, Any]:
    """The verdict of a manifest for a page; failing rows of published documents are linked."""
    told = manifest.get("verdict", {})
    return {
        "passed": told.get("passed", True),
        "expectations": told.get("expectations"),
        "met": told.get("met"),
        "critical": told.get("critical", 0),
        "warning": told.get("warning", 0),
        "switched_off": told.get("switched_off", []),
        "findings": [_finding(each, published) for each in told.get("findings", [])],
    }


def refusal(refused: Path, published: Container[str]) -> dict[str, Any] | None:
    """The verdict of a later run that was refused, None where the last run was published."""
    told = refused / "verdict.json"
    return verdict({"verdict": json.loads(told.read_text("utf-8"))}, published) if told.is_file() else None


def _finding(finding: Mapping[str, Any], published: Container[str]) -> dict[str, Any]:
    keys = zip_longest(finding["keys"][:MOST_KEYS], finding.get("values", ())[:MOST_KEYS], fillvalue="")
    told = [(key, value, _page(key, published)) for key, value in keys]
    return {**finding, "keys": told, "released": finding.get("released", 0)}


def _page(key: str, published: Container[str]) -> str:
    """The page of the document that a row's key names; empty where there is no such page."""
    try:
        identifier = json.loads(key)["document_id"]
    except (ValueError, LookupError, TypeError):
        return ""
    return document_page(identifier) if isinstance(identifier, str) and identifier in published else ""


def drifted(folder: Path, published: Container[str]) -> list[dict[str, Any]]:
    """The jumps of a run, each with a sample of the blocks that were decided otherwise before."""
    path = folder / drift.FILE
    told = json.loads(path.read_text("utf-8"))["shifts"] if path.is_file() else []
    return [{**one, "changes": [_change(each, published) for each in one["changes"]]} for one in told]


def _change(change: Mapping[str, Any], published: Container[str]) -> dict[str, Any]:
    identifier = change["document_id"]
    return {**change, "page": block_anchor(identifier, change["position"]) if identifier in published else ""}


def changed(found: Changes | None, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
    """What changed for a page: of each kind how many, and the first of them with their pages."""
    if found is None:
        return None
    kinds: dict[str, Sequence[str]] = {
        "new": found.new,
        "changed": found.changed,
        "judged anew": found.judged_anew,
    }
    told = [_kind(word, ids, lambda each: documents[each]) for word, ids in kinds.items()]
    gone = {
        "word": "gone",
        "count": len(found.gone),
        "rows": [{"source": source or f"id {each}", "page": ""} for each, source in found.gone[:MOST_SHOWN]],
    }
    return {
        "since": found.since,
        "kinds": [*told, gone],
        "total": sum(each["count"] for each in [*told, gone]),
    }


def _kind(word: str, ids: Sequence[str], row: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
    rows = [{"source": row(each)["source"], "page": document_page(each)} for each in ids[:MOST_SHOWN]]
    return {"word": word, "count": len(ids), "rows": rows}
