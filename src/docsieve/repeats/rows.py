"""Rows of repeats: every occurrence of a repeated passage, with the first one."""

from collections.abc import Iterable
from hashlib import blake2b

from docsieve.model import Repeat
from docsieve.repeats.likely import Sketch
from docsieve.repeats.quoting import Place

DUPLICATE, TEMPLATE, QUOTATION, NEAR_DUPLICATE = "duplicate", "template", "quotation", "near_duplicate"


def in_order(rows: Iterable[Repeat]) -> tuple[Repeat, ...]:
    """Give rows in the order in which they are published: by document, position, kind and span."""
    return tuple(sorted(rows, key=_order))


def _order(row: Repeat) -> tuple[str, int, str, int, int, str, int]:
    position = -1 if row.position is None else row.position
    return (
        row.document_id,
        position,
        row.kind,
        row.start,
        row.end,
        row.first_document_id,
        row.first_start or 0,
    )


def whole(document: Sketch, first: Sketch, similarity: float) -> Repeat:
    """Give the row of a document that is a version of an earlier one."""
    return Repeat(
        repeat_id=_group_id(NEAR_DUPLICATE, first.document_id, None),
        kind=NEAR_DUPLICATE,
        document_id=document.document_id,
        position=None,
        start=0,
        end=document.raw_length,
        first_document_id=first.document_id,
        first_position=None,
        similarity=similarity,
        first_start=0,
        first_end=first.raw_length,
    )


def repeat(
    kind: str,
    document_id: str,
    here: Place,
    first_document_id: str,
    there: Place,
    similarity: float,
    site_share: float | None = None,
) -> Repeat:
    """Give the row of a passage ``here`` that stands first ``there``."""
    return Repeat(
        repeat_id=_group_id(kind, first_document_id, there.position),
        kind=kind,
        document_id=document_id,
        position=here.position,
        start=here.start,
        end=here.end,
        first_document_id=first_document_id,
        first_position=there.position,
        similarity=similarity,
        last_position=here.last_position,
        first_start=there.start,
        first_end=there.end,
        site_share=site_share,
    )


def _group_id(kind: str, document_id: str, position: int | None) -> str:
    """Name a group of repeats by its kind and its first occurrence."""
    return blake2b(f"{kind}:{document_id}:{position}".encode(), digest_size=8).hexdigest()
