"""Values to validated rows to Arrow tables; a row that fails is set aside with the field's error."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from docsieve.model import Entity, Judged, Rejected, Repeat
from docsieve.tables.quarantine import failed_row, rejected_values
from docsieve.tables.schema import to_table
from docsieve.tables.validate import Fault, split
from docsieve.tables.values import (
    block_values,
    document_values,
    entity_values,
    repeat_values,
    signatory_values,
)

Values = dict[str, Any]
Failed = tuple[str, Values, Fault]


def build(
    judged: Sequence[Judged],
    repeats: Iterable[Repeat],
    entities: Iterable[Entity],
    rejected: Iterable[Rejected],
    run_id: str,
) -> dict[str, pa.Table]:
    """Build every table but ``runs``, each sorted by its key.

    A document goes to quarantine as a whole where its own row or the row of one of its blocks
    fails, because its blocks would no longer give its raw text back, and takes its other rows
    along; a signatory, repeat or entity that fails goes alone. Bad values raise nothing; a key that
    occurs twice is left to the expectations.
    """
    claims, failed = _claims(judged, entities)
    documents, blocks, failed_documents = _documents(judged, claims, run_id)
    accepted = {row["document_id"] for row in documents}
    claims = [row for row in claims if row["document_id"] in accepted]
    occurrences, failed_occurrences = _occurrences(repeats, accepted)
    bodies, failed_bodies = _checked("entities", entity_values(entities, claims))
    known = {row["entity_id"] for row in bodies}
    failed = [one for one in failed if one[1]["document_id"] in accepted]
    failed += [*failed_documents, *failed_occurrences, *failed_bodies]
    rows = {
        "documents": _with_duplicates(documents),
        "signatories": [row for row in claims if row["entity_id"] in known],
        "blocks": blocks,
        "repeats": occurrences,
        "entities": bodies,
        "quarantine": [*map(rejected_values, rejected), *_failed_rows(failed, judged)],
    }
    return {name: to_table(name, its_rows) for name, its_rows in rows.items()}


def _checked(table: str, rows: Sequence[Values]) -> tuple[list[Values], list[Failed]]:
    passed, failed = split(table, rows)
    return passed, [(table, row, fault) for row, fault in failed]


def _claims(judged: Iterable[Judged], entities: Iterable[Entity]) -> tuple[list[Values], list[Failed]]:
    behind = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    return _checked("signatories", [row for one in judged for row in signatory_values(one, behind)])


def _documents(
    judged: Sequence[Judged], claims: Iterable[Values], run_id: str
) -> tuple[list[Values], list[Values], list[Failed]]:
    signed: dict[str, list[Values]] = defaultdict(list)
    for row in claims:
        signed[row["document_id"]].append(row)
    documents, failed = _checked(
        "documents", [document_values(one, signed[one.raw.document_id], run_id) for one in judged]
    )
    blocks, failed_blocks = _checked(
        "blocks", [block_values(block, one.raw.document_id) for one in judged for block in one.blocks]
    )
    failed += failed_blocks
    bad = {row["document_id"] for _, row, _ in failed}
    documents = [row for row in documents if row["document_id"] not in bad]
    return documents, [row for row in blocks if row["document_id"] not in bad], failed


def _occurrences(repeats: Iterable[Repeat], accepted: set[str]) -> tuple[list[Values], list[Failed]]:
    rows = [repeat_values(repeat) for repeat in repeats]
    return _checked(
        "repeats",
        [row for row in rows if row["document_id"] in accepted and row["first_document_id"] in accepted],
    )


def _with_duplicates(documents: Iterable[Values]) -> list[Values]:
    """Name the first document of the same bytes: earliest published, then scraped, then by source."""
    first: dict[str, str] = {}
    ordered = sorted(documents, key=_earliest)
    for row in ordered:
        before = first.setdefault(row["content_sha256"], row["document_id"])
        row["duplicate_of"] = before if before != row["document_id"] else None
    return ordered


def _earliest(row: Values) -> list[Any]:
    dated = [(row[name] is None, row[name]) for name in ("published_on", "scraped_at")]
    return [*((missing, "" if missing else value) for missing, value in dated), row["source"]]


def _failed_rows(failed: Iterable[Failed], judged: Iterable[Judged]) -> list[Values]:
    documents = {
        one.raw.document_id: {"source": one.raw.source, "content_sha256": one.raw.content_sha256}
        for one in judged
    }
    return [
        failed_row(table, row, fault, documents.get(row.get("document_id", "")))
        for table, row, fault in failed
    ]
