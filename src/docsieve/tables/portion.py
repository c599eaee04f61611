"""The rows of some documents, as far as these documents alone say them.

What only the corpus knows is left open: a document's run and the document it is a copy of, a claim's entity.
`whole` fills it in when all documents are known.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from docsieve.model import Judged
from docsieve.tables.checked import checked, checked_rows
from docsieve.tables.quarantine import failed_row
from docsieve.tables.schema import by_key
from docsieve.tables.validate import Fault, Values
from docsieve.tables.values import EntityOf, block_columns, document_values, signatory_columns

Failed = tuple[str, Values, Fault]


@dataclass(frozen=True, slots=True)
class Portion:
    """The tables of some documents, each sorted by its key, and the rows of ``quarantine`` that failed."""

    documents: pa.Table
    blocks: pa.Table
    signatories: pa.Table
    failed: tuple[dict[str, Any], ...]


def portion(judged: Sequence[Judged], entity_of: EntityOf | None = None) -> Portion:
    """Build the rows of documents, each held to its row class; entities are filled in where they are known.

    A document goes to quarantine as a whole where its own row or the row of one of its blocks
    fails, because its blocks would no longer give its raw text back, and takes its other rows
    along; a signatory that fails goes alone. Bad values raise nothing; a key that occurs twice is left to
    the expectations.
    """
    judged = sorted(judged, key=lambda one: one.raw.document_id)
    claims, failed_claims = checked("signatories", signatory_columns(judged, entity_of))
    documents, failed_documents = checked_rows("documents", _document_rows(judged, claims))
    blocks, failed_blocks = checked("blocks", block_columns(judged))
    bad = {row["document_id"] for row, _ in (*failed_documents, *failed_blocks)}
    if bad:
        documents, blocks, claims = (_without(table, bad) for table in (documents, blocks, claims))
    accepted = set(documents["document_id"].to_pylist())
    failed = [
        *(("signatories", *one) for one in failed_claims if one[0]["document_id"] in accepted),
        *(("documents", *one) for one in failed_documents),
        *(("blocks", *one) for one in failed_blocks),
    ]
    return Portion(
        by_key("documents", documents),
        by_key("blocks", blocks),
        by_key("signatories", claims),
        _quarantined(failed, judged),
    )


def _document_rows(judged: Iterable[Judged], claims: pa.Table) -> list[Values]:
    withdrawn: dict[str, list[bool]] = defaultdict(list)
    columns = (claims[name].to_pylist() for name in ("document_id", "withdrawn"))
    for document_id, is_withdrawn in zip(*columns, strict=True):
        withdrawn[document_id].append(is_withdrawn)
    return [document_values(one, withdrawn[one.raw.document_id]) for one in judged]


def _without(table: pa.Table, bad: Container[str]) -> pa.Table:
    return table.filter(pa.array([one not in bad for one in table["document_id"].to_pylist()], pa.bool_()))


def _quarantined(failed: Iterable[Failed], judged: Iterable[Judged]) -> tuple[Values, ...]:
    documents = {
        one.raw.document_id: {"source": one.raw.source, "content_sha256": one.raw.content_sha256}
        for one in judged
    }
    return tuple(
        failed_row(table, row, fault, documents.get(row["document_id"])) for table, row, fault in failed
    )
