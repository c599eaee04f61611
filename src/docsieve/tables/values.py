"""Values of the house to the values of a row, column by column; judges nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docsieve.model import (
    Entity,
    Evidence,
    Finding,
    Footnote,
    Judged,
    LabelledBlock,
    Merge,
    Repeat,
    Signatory,
)
from docsieve.tables.identity import stable_id

Values = dict[str, Any]


def document_values(judged: Judged, claims: Sequence[Values], run_id: str) -> Values:
    """The row of ``documents``, but for ``duplicate_of``, which needs the other documents.

    ``claims`` are its rows of ``signatories`` that were accepted.
    """
    raw, said = judged.raw, judged.metadata
    return {
        "document_id": raw.document_id,
        "source": raw.source,
        "site": raw.site,
        "content_sha256": raw.content_sha256,
        "title": said.title.text if said.title else None,
        "other_titles": _evidences(said.other_titles),
        "published_on": said.published_on,
        "issuers": tuple(issuer.text for issuer in said.issuers),
        "language": judged.language.language,
        "language_confidence": judged.language.confidence,
        "languages": tuple({"language": name, "share": share} for name, share in judged.languages),
        "text": judged.text,
        "signatory_count": len(claims),
        "duplicate_of": None,
        "run_id": run_id,
        "version": raw.content_sha256[:12],
        "url": raw.url,
        "scraped_at": raw.scraped_at,
        "encoding": raw.encoding,
        "encoding_found_by": raw.encoding_found_by,
        "title_start": said.title.start if said.title else None,
        "title_end": said.title.end if said.title else None,
        "title_language": said.title.language if said.title else None,
        "published_on_reason": None if said.published_on else said.published_on_reason,
        "published_on_evidence": _evidence(said.date_evidence) if said.date_evidence else None,
        "issuer_evidence": _evidences(said.issuers),
        "footnote_markers": _evidences(said.footnote_markers),
        "links": said.links,
        "repairs": _repairs(judged.blocks),
        "raw_length": len(raw.text),
        "block_count": len(judged.blocks),
        "kept_block_count": sum(block.kept for block in judged.blocks),
        "declared_count": judged.declared_count,
        "withdrawn_count": sum(claim["withdrawn"] for claim in claims),
        "place": said.place.text if said.place else None,
        "place_evidence": _evidence(said.place) if said.place else None,
        "footnotes": tuple(map(_footnote, said.footnotes)),
        "findings": tuple({**_finding(one), "detail": one.detail or None} for one in judged.findings),
    }


def _footnote(said: Footnote) -> Values:
    return {
        "mark": said.mark,
        "text": said.note.text if said.note else None,
        "start": said.note.start if said.note else None,
        "end": said.note.end if said.note else None,
        "markers": _evidences(said.markers),
    }


def _evidence(said: Evidence) -> Values:
    return {"text": said.text, "language": said.language, "start": said.start, "end": said.end}


def _evidences(said: Iterable[Evidence]) -> tuple[Values, ...]:
    return tuple(_evidence(one) for one in said)


def _repairs(blocks: Iterable[LabelledBlock]) -> tuple[Values, ...]:
    return tuple(
        {"fixer": one.fixer, "start": one.start, "end": one.end, "before": one.before, "after": one.after}
        for block in blocks
        for one in block.repaired.repairs
    )


def signatory_values(judged: Judged, behind: Mapping[tuple[str, int], str]) -> list[Values]:
    """The rows of ``signatories`` of one document; ``behind`` gives the entity of each claim."""
    document_id = judged.raw.document_id
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for claim in judged.signatories:
        who = (claim.kind.value, claim.name)
        key = stable_id(document_id, *who, str(seen[who]))
        seen[who] += 1
        rows.append(_signatory(claim, document_id, key, behind.get((document_id, claim.position), "")))
    return rows


def _signatory(claim: Signatory, document_id: str, signatory_id: str, entity_id: str) -> Values:
    return {
        "signatory_id": signatory_id,
        "document_id": document_id,
        "entity_id": entity_id,
        "position": claim.position,
        "name": claim.name,
        "kind": claim.kind,
        "native_name": claim.native_name,
        "aliases": claim.aliases,
        "role": claim.role,
        "affiliation": claim.affiliation,
        "place": claim.place,
        "countries": claim.countries,
        "url": claim.url,
        "as_written": claim.as_written,
        "start": claim.start,
        "end": claim.end,
        "confidence": claim.confidence,
        "found_by": claim.found_by,
        "description": claim.description,
        "withdrawn": claim.withdrawn,
    }


def block_values(labelled: LabelledBlock, document_id: str) -> Values:
    """The row of ``blocks`` of one block."""
    block, finding = labelled.block, labelled.finding
    return {
        "document_id": document_id,
        "position": block.position,
        "start": block.start,
        "end": block.end,
        "text": block.text,
        "separator": block.separator,
        "kept": labelled.kept,
        "label": labelled.label,
        "rule": finding.rule if finding else None,
        "measured": finding.measured if finding else None,
        "threshold": finding.threshold if finding else None,
        "language": labelled.guess.language,
        "language_confidence": labelled.guess.confidence,
        "fingerprint": labelled.fingerprint,
        "duplicate_of": labelled.duplicate_of,
        "shape": block.shape,
        "repaired_text": None if labelled.repaired.text == block.text else labelled.repaired.text,
        "also": tuple(_finding(one) for one in labelled.also),
        "near": tuple(_finding(one) for one in labelled.near),
    }


def _finding(finding: Finding) -> Values:
    return {"rule": finding.rule, "measured": finding.measured, "threshold": finding.threshold}


def repeat_values(repeat: Repeat) -> Values:
    """The row of ``repeats`` of one occurrence."""
    return {
        "repeat_id": repeat.repeat_id,
        "kind": repeat.kind,
        "document_id": repeat.document_id,
        "position": repeat.position,
        "start": repeat.start,
        "end": repeat.end,
        "first_document_id": repeat.first_document_id,
        "first_position": repeat.first_position,
        "similarity": repeat.similarity,
        "last_position": repeat.last_position,
        "first_start": repeat.first_start,
        "first_end": repeat.first_end,
        "site_share": repeat.site_share,
    }


def entity_values(entities: Iterable[Entity], signatories: Iterable[Values]) -> list[Values]:
    """The rows of ``entities``, over the claims that were accepted; one without any has no row."""
    claims: dict[str, list[Values]] = defaultdict(list)
    for row in signatories:
        claims[row["entity_id"]].append(row)
    return [_entity(one, claims[one.entity_id]) for one in entities if one.entity_id in claims]


def _entity(entity: Entity, claims: list[Values]) -> Values:
    names = {row["name"] for row in claims} | {alias for row in claims for alias in row["aliases"]}
    return {
        "entity_id": entity.entity_id,
        "kind": entity.kind,
        "name": entity.name,
        "native_names": tuple(sorted({row["native_name"] for row in claims if row["native_name"]})),
        "aliases": tuple(sorted(names - {entity.name})),
        "countries": tuple(sorted({country for row in claims for country in row["countries"]})),
        "claim_count": len(claims),
        "document_count": len({row["document_id"] for row in claims}),
        "resolved_by": entity.resolved_by,
        "merges": tuple(_merge(one) for one in entity.merges),
        "other_ids": entity.other_ids,
    }


def _merge(merge: Merge) -> Values:
    return {
        "left": merge.left,
        "right": merge.right,
        "measure": merge.measure,
        "measured": merge.measured,
        "threshold": merge.threshold,
    }
