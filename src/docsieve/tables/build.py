"""Values to validated rows to Arrow tables, all at once: the way of portions with one portion."""

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from docsieve.model import Entity, Judged, Rejected, Repeat
from docsieve.tables.portion import portion
from docsieve.tables.whole import (
    completed_documents,
    entity_table,
    first_of_same_bytes,
    quarantine_table,
    repeat_table,
)


def build(
    judged: Sequence[Judged],
    repeats: Iterable[Repeat],
    entities: Iterable[Entity],
    rejected: Iterable[Rejected],
    run_id: str,
) -> dict[str, pa.Table]:
    """Build every table but ``runs``, each sorted by its key.

    What fails goes to quarantine as `portion` says; a repeat or entity alone, a claim that is behind no
    entity of ``entities`` as well.
    """
    entities = list(entities)
    entity_of = {claim: entity.entity_id for entity in entities for claim in entity.claims}
    made = portion(judged, entity_of)
    documents = completed_documents(made.documents, run_id, first_of_same_bytes([made.documents]))
    bodies, failed_bodies = entity_table(entities, [made.signatories])
    files = {one.raw.document_id: _file(one) for one in judged}
    occurrences, failed_repeats = repeat_table(
        repeats, set(map(str, documents["document_id"].to_pylist())), files
    )
    return {
        "documents": documents,
        "signatories": made.signatories.filter(pc.is_in(made.signatories["entity_id"], bodies["entity_id"])),
        "blocks": made.blocks,
        "repeats": occurrences,
        "entities": bodies,
        "quarantine": quarantine_table(rejected, [*made.failed, *failed_repeats, *failed_bodies]),
    }


def _file(judged: Judged) -> dict[str, str]:
    return {"source": judged.raw.source, "content_sha256": judged.raw.content_sha256}
