"""A snapshot's card: what a person wants to know before using the data, as Markdown."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docsieve.catalogue.about import About
from docsieve.console import escaped
from docsieve.tables import TABLES, read_table

MOST_LANGUAGES = 20
PERSONS = {
    "keep": "Persons who signed are published as they signed. A signature is an opinion of a person: "
    "before passing the data on, ask whether those who receive it need the names.",
    "pseudonymise": "The names of persons are replaced by pseudonyms that are the same throughout the data.",
    "drop": "Persons who signed are not published.",
}


def card(folder: Path, manifest: Mapping[str, Any], about: About) -> str:
    """Write the card of the tables in ``folder``; of what was scraped it holds names of sites."""
    run = max(read_table(folder, "runs").to_pylist(), key=lambda row: row["started_at"])
    return "\n".join(
        [
            *_front(manifest, about),
            f"# {about.name}",
            "",
            about.description,
            "",
            *_snapshot(manifest),
            *_tables(manifest),
            *_languages(run),
            *_quality(manifest["verdict"]),
            *_persons(manifest),
            *_promises(),
        ]
    )


def _front(manifest: Mapping[str, Any], about: About) -> Iterator[str]:
    """The head that dataset hubs read; JSON strings are YAML strings, whatever is in them."""
    yield "---"
    yield f"pretty_name: {json.dumps(about.name, ensure_ascii=False)}"
    if about.license:
        yield f"license_link: {json.dumps(about.license, ensure_ascii=False)}"
    yield "configs:"
    for table in TABLES:
        if manifest["tables"][table]["files"]:
            yield f"- config_name: {table}"
            yield f"  data_files: {table}/*.parquet"
    yield "---"
    yield ""


def _snapshot(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield f"Snapshot `{manifest['snapshot']}`, begun {manifest['started_at']}, made by docsieve"
    yield f"{manifest['code_version']}; schema version {manifest['schema_version']}. `manifest.json` lists"
    yield "every file with its size and SHA-256, `croissant.json` every column for machines."
    yield ""


def _tables(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield "## Tables"
    yield ""
    yield "| table | rows | key | what a row is |"
    yield "|---|---|---|---|"
    for name, spec in TABLES.items():
        key = ", ".join(f"`{column}`" for column in spec.key)
        yield f"| `{name}/` | {manifest['tables'][name]['rows']} | {key} | {spec.about} |"
    yield ""


def _languages(run: Mapping[str, Any]) -> Iterator[str]:
    most = sorted(run["documents_by_language"], key=lambda each: (-each["count"], each["name"]))
    told = [f"`{each['name']}` {each['count']}" for each in most[:MOST_LANGUAGES]]
    others = len(most) - len(told)
    yield "## Languages"
    yield ""
    yield f"Documents by language: {', '.join(told) or 'none'}{f' and {others} more' if others > 0 else ''}."
    yield ""


def _quality(verdict: Mapping[str, Any]) -> Iterator[str]:
    yield "## Quality"
    yield ""
    yield f"{verdict['met']} of {verdict['expectations']} expectations were met."
    for finding in verdict["findings"]:
        where = f"{finding['table']}.{finding['column']}" if finding["column"] else finding["table"]
        yield f"- {finding['severity']}: `{where}`: {escaped(finding['why'])}"
    yield "What was not accepted is in `quarantine/`, with the reason."
    yield ""


def _persons(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield "## Care for people"
    yield ""
    yield PERSONS[manifest["persons"]]
    yield ""


def _promises() -> Iterator[str]:
    yield "## What holds"
    yield ""
    yield "- `text` and `separator` of a document's `blocks`, joined by `position`, are its raw text; names"
    yield "  that were taken out and what was erased are replaced in it."
    yield "- A block that is not `kept` names the rule that removed it, what was measured and the threshold."
    yield "- Every signatory has the line as written, where it stands in the raw text, and how sure we are."
    yield "- Spans are half-open, in code points of the decoded raw text."
    yield ""
