"""Tables without what was erased: rows taken out, names in the rest made black, counts put right.

The same function serves what is published already and what a run is about to publish.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from docsieve.entities.names import key
from docsieve.erasure.marks import Marks
from docsieve.erasure.phrases import Sought, Span, without
from docsieve.erasure.texts import Changed, changed_blocks, cleaned
from docsieve.read import document_id
from docsieve.tables import TABLES

Values = dict[str, Any]


def forget(tables: Mapping[str, pa.Table], marks: Marks) -> dict[str, pa.Table]:
    """Give the tables without what the marks stand for; a table that holds nothing of it comes back as it is.

    The history in ``runs`` is not touched. Documents that are erased go with all their rows, a signatory
    with its line in every text; a repeat of something erased is told by the next run anew. Doing it twice
    is doing it once.
    """
    if not marks.erasures:
        return dict(tables)
    rows = {name: table.to_pylist() for name, table in tables.items() if name != "runs"}
    made = _without(rows, _look(rows, marks), marks)
    return {name: _table(name, table, rows.get(name), made.get(name)) for name, table in tables.items()}


@dataclass(frozen=True, slots=True)
class _Look:
    """What is to go: documents, claims by document; and what was found in the documents that stay."""

    gone: frozenset[str]
    lost: Mapping[str, Sequence[Values]]
    lost_ids: frozenset[str]
    changed: Mapping[str, Changed]
    renamed: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def is_erased(document: str, content_sha256: str | None, marks: Marks) -> bool:
    """Whether a document was erased, by its id or by its bytes."""
    if marks.has("documents", "document", document):
        return True
    return content_sha256 is not None and marks.has("contents", "content", content_sha256)


def is_lost(claim: Mapping[str, Any], marks: Marks) -> bool:
    """Whether who signed was erased, by name and kind."""
    kind, names = str(claim["kind"]), (claim["name"], claim["native_name"])
    keys = [key(name, person=kind == "person") for name in names if name]
    return any(
        marks.has("names", "name", kind, one)
        or (marks.is_scoped and marks.has("names", "name there", claim["document_id"], kind, one))
        for one in keys
    )


def _look(rows: Mapping[str, list[Values]], marks: Marks) -> _Look:
    documents = rows["documents"]
    gone = frozenset(
        row["document_id"] for row in documents if is_erased(row["document_id"], row["content_sha256"], marks)
    )
    lost: dict[str, list[Values]] = defaultdict(list)
    staying: dict[str, list[Span]] = defaultdict(list)
    for claim in rows["signatories"]:
        if claim["document_id"] in gone or is_lost(claim, marks):
            lost[claim["document_id"]].append(claim)
        else:
            staying[claim["document_id"]].append((claim["start"], claim["end"]))
    blocks: dict[str, list[Values]] = defaultdict(list)
    for block in rows["blocks"]:
        blocks[block["document_id"]].append(block)
    changed = {
        one: changed_blocks(
            its_blocks, lost.get(one, ()), staying.get(one, ()), Sought(marks, one, own=one in lost)
        )
        for one, its_blocks in blocks.items()
        if one not in gone
    }
    paths = {row["source"]: _path(row["source"], marks) for row in documents}
    renamed = {
        row["document_id"]: document_id(paths[row["source"]])
        for row in documents
        if paths[row["source"]] != row["source"]
    }
    lost_ids = frozenset(claim["signatory_id"] for claims in lost.values() for claim in claims)
    return _Look(gone, lost, lost_ids, changed, renamed, paths)


def _path(source: str, marks: Marks) -> str:
    """The path of a file without names; one that had some stays different from every other."""
    plain = without(source, Sought(marks))
    return source if plain == source else f"{plain} ({marks.digest('path', source)[:8]})"


def _without(rows: Mapping[str, list[Values]], look: _Look, marks: Marks) -> dict[str, list[Values]]:
    claims = [_claim(row, look, marks) for row in rows["signatories"] if not _is_lost_id(row, look)]
    counts = Counter(row["document_id"] for row in claims)
    withdrawn = Counter(row["document_id"] for row in claims if row.get("withdrawn"))
    documents = [
        _document(row, look, marks) for row in rows["documents"] if row["document_id"] not in look.gone
    ]
    for row in documents:
        row["signatory_count"] = counts[row["document_id"]]
        if "withdrawn_count" in row:
            row["withdrawn_count"] = withdrawn[row["document_id"]]
    others = {
        name: [_other(row, look, marks) for row in its_rows if not _is_of_gone(row, look)]
        for name, its_rows in rows.items()
        if name not in ("documents", "signatories", "blocks", "entities", "quarantine")
    }
    return {
        **others,
        "documents": documents,
        "signatories": claims,
        "blocks": [
            {**row, "document_id": look.renamed.get(one, one)}
            for one, changed in look.changed.items()
            for row in changed.blocks
        ],
        "entities": _entities(rows["entities"], claims, look, marks),
        "quarantine": [
            _set_aside(row, look, marks) for row in rows["quarantine"] if not _is_of_erased(row, look, marks)
        ],
    }


def _document(row: Values, look: _Look, marks: Marks) -> Values:
    one = row["document_id"]
    changed = look.changed.get(one) or Changed()
    made = {name: cleaned(value, changed.sought(marks, one), changed.spans) for name, value in row.items()}
    if changed.spans:
        made["text"] = changed.text
        made["repairs"] = changed.repairs(row["repairs"])
    return {**_renamed({**made, "document_id": one}, look), "source": look.sources[row["source"]]}


def _claim(row: Values, look: _Look, marks: Marks) -> Values:
    changed = look.changed[row["document_id"]]
    sought = changed.sought(marks, row["document_id"])
    made = {name: without(value, sought) if type(value) is str else value for name, value in row.items()}
    made["aliases"] = [without(alias, sought) for alias in row["aliases"]]
    if changed.spans:
        made["as_written"] = changed.raw[row["start"] : row["end"]]
    return _renamed({**made, "document_id": row["document_id"]}, look)


def _renamed(row: Values, look: _Look) -> Values:
    """The row with the ids of documents whose path held a name."""
    ids = {
        name: look.renamed[row[name]]
        for name in ("document_id", "first_document_id", "duplicate_of")
        if row.get(name) in look.renamed
    }
    return {**row, **ids}


def _is_lost_id(row: Values, look: _Look) -> bool:
    return row["signatory_id"] in look.lost_ids


def _is_of_gone(row: Values, look: _Look) -> bool:
    return any(row.get(name) in look.gone for name in ("document_id", "first_document_id"))


def _other(row: Values, look: _Look, marks: Marks) -> Values:
    """A row of a table that holds keys and figures: ids made from a path that held a name are made anew."""
    made = _renamed({name: cleaned(value, Sought(marks), ()) for name, value in row.items()}, look)
    if "repeat_id" in row and row["first_document_id"] in look.renamed:
        made["repeat_id"] = marks.digest("repeat", row["repeat_id"])[:16]
    return made


def _entities(rows: Iterable[Values], claims: Sequence[Values], look: _Look, marks: Marks) -> list[Values]:
    """Bodies and persons that still have claims, told by these alone where some were lost."""
    own: dict[str, list[Values]] = defaultdict(list)
    for claim in claims:
        own[claim["entity_id"]].append(claim)
    fewer = {claim["entity_id"] for lost in look.lost.values() for claim in lost}
    staying = [row for row in rows if row["entity_id"] in own]
    return [
        _entity(
            {**row, **_told(row, own[row["entity_id"]], marks)} if row["entity_id"] in fewer else row, marks
        )
        for row in staying
    ]


def _entity(row: Values, marks: Marks) -> Values:
    sought = Sought(marks)
    kept = {name: row[name] for name in ("entity_id", "kind", "countries", "resolved_by")}
    return {**{name: cleaned(value, sought, ()) for name, value in row.items()}, **kept}


def _told(row: Values, claims: Sequence[Values], marks: Marks) -> Values:
    """What the claims that are left say of an entity."""
    names = Counter(claim["name"] for claim in claims)
    name = row["name"] if row["name"] in names else min(names, key=lambda one: (-names[one], one))
    every = {*names, *(alias for claim in claims for alias in claim["aliases"])}
    return {
        "name": name,
        "native_names": sorted({claim["native_name"] for claim in claims if claim["native_name"]}),
        "aliases": sorted(every - {name}),
        "countries": sorted({country for claim in claims for country in claim["countries"]}),
        "claim_count": len(claims),
        "document_count": len({claim["document_id"] for claim in claims}),
        "merges": [one for one in row["merges"] if not _is_of_lost(one, row["kind"], marks)],
    }


def _is_of_lost(merge: Values, kind: str, marks: Marks) -> bool:
    keys = (key(merge[side], person=kind == "person") for side in ("left", "right"))
    return any(marks.has("names", "name", kind, one) for one in keys)


def _is_of_erased(row: Values, look: _Look, marks: Marks) -> bool:
    """Whether a row of the quarantine is about a document or claim that was erased."""
    if row["source"] and is_erased(document_id(row["source"]), row["content_sha256"], marks):
        return True
    ids = _ids(row["row_key"])
    return bool(ids & (look.gone | look.lost_ids)) or any(marks.has("ids", "id", one) for one in ids)


def _ids(row_key: str | None) -> set[str]:
    told = json.loads(row_key) if row_key else {}
    return {value for value in told.values() if isinstance(value, str)}


def _set_aside(row: Values, look: _Look, marks: Marks) -> Values:
    made = {name: cleaned(value, Sought(marks), ()) for name, value in row.items()}
    made["source"] = look.sources.get(row["source"]) or _path(row["source"], marks)
    if row["row_key"] and _ids(row["row_key"]) & look.renamed.keys():
        told = _renamed(json.loads(row["row_key"]), look)
        made["row_key"] = json.dumps(told)
    if made != row:
        made["quarantine_id"] = marks.digest("row", row["quarantine_id"])
    return made


def _table(name: str, table: pa.Table, before: list[Values] | None, after: list[Values] | None) -> pa.Table:
    if after is None or after == before:
        return table
    order = TABLES[name].key
    ordered = sorted(after, key=lambda row: [row[column] for column in order])
    return pa.Table.from_pylist(ordered, schema=table.schema)
