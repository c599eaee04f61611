"""Repeats as published: every occurrence of a repeated passage, with the first one."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import blake2b

from docsieve.model import Judged, Label, LabelledBlock, Repeat
from docsieve.repeats.across import Pair, Passage, near_duplicates, passages, quotations

DUPLICATE, TEMPLATE, QUOTATION, NEAR_DUPLICATE = "duplicate", "template", "quotation", "near_duplicate"


def repeats(documents: Sequence[Judged]) -> tuple[Repeat, ...]:
    """Give every repeat of a corpus, in the order of its documents' ids and positions.

    The first occurrence is decided by the document's own date, then scrape time, then source name;
    documents without a date come after those with one. Documents with the same bytes are told by
    ``documents.duplicate_of`` and not listed block by block.
    """
    ordered = _distinct(sorted(documents, key=_age))
    longest = {number: _passages(number, document) for number, document in enumerate(ordered)}
    rows = [
        *(row for document in ordered for row in _within(document)),
        *_templates(ordered),
        *(_row(QUOTATION, pair, ordered) for pair in quotations(longest)),
        *(_row(NEAR_DUPLICATE, pair, ordered) for pair in near_duplicates(longest)),
    ]
    return tuple(
        sorted(
            rows, key=lambda row: (row.document_id, -1 if row.position is None else row.position, row.kind)
        )
    )


def _age(document: Judged) -> tuple[date, datetime, str]:
    published = document.metadata.published_on or date.max
    scraped = document.raw.scraped_at.replace(tzinfo=None) if document.raw.scraped_at else datetime.max
    return published, scraped, document.raw.source


def _distinct(ordered: Sequence[Judged]) -> list[Judged]:
    return list({document.raw.content_sha256: document for document in reversed(ordered)}.values())[::-1]


def _passages(number: int, document: Judged) -> list[Passage]:
    own = [
        labelled for labelled in document.blocks if labelled.label not in (Label.DUPLICATE, Label.TEMPLATE)
    ]
    return passages(
        number, [labelled.repaired.text for labelled in own], [labelled.block.position for labelled in own]
    )


def _within(document: Judged) -> Iterator[Repeat]:
    for labelled in document.blocks:
        if labelled.label is Label.DUPLICATE and labelled.duplicate_of is not None and labelled.finding:
            first = document.blocks[labelled.duplicate_of]
            yield _repeat(DUPLICATE, document, labelled, document, first, labelled.finding.measured)


def _templates(ordered: Sequence[Judged]) -> Iterator[Repeat]:
    first: dict[tuple[str, str], tuple[Judged, LabelledBlock]] = {}
    for document in ordered:
        for labelled in document.blocks:
            if labelled.label is Label.TEMPLATE and labelled.finding:
                origin, block = first.setdefault(
                    (document.raw.site, labelled.fingerprint), (document, labelled)
                )
                yield _repeat(TEMPLATE, document, labelled, origin, block, 1.0)


def _repeat(
    kind: str,
    document: Judged,
    labelled: LabelledBlock,
    origin: Judged,
    first: LabelledBlock,
    similarity: float,
) -> Repeat:
    return Repeat(
        repeat_id=_group_id(kind, origin.raw.document_id, first.block.position),
        kind=kind,
        document_id=document.raw.document_id,
        position=labelled.block.position,
        start=labelled.block.start,
        end=labelled.block.end,
        first_document_id=origin.raw.document_id,
        first_position=first.block.position,
        similarity=similarity,
    )


def _row(kind: str, pair: Pair, ordered: Sequence[Judged]) -> Repeat:
    document, first = ordered[pair.later], ordered[pair.first]
    block = document.blocks[pair.position].block if pair.position is not None else None
    return Repeat(
        repeat_id=_group_id(kind, first.raw.document_id, pair.first_position),
        kind=kind,
        document_id=document.raw.document_id,
        position=pair.position,
        start=block.start if block else 0,
        end=block.end if block else len(document.raw.text),
        first_document_id=first.raw.document_id,
        first_position=pair.first_position,
        similarity=pair.similarity,
    )


def _group_id(kind: str, document_id: str, position: int | None) -> str:
    """Name a group of repeats by its kind and its first occurrence."""
    return blake2b(f"{kind}:{document_id}:{position}".encode(), digest_size=8).hexdigest()
