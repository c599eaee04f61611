"""Values of the house to the values of a row, column by column; judges nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any

from docsieve.model import (
    Entity,
    Evidence,
    Finding,
    Footnote,
    Judged,
    LabelledBlock,
    Repeat,
)
from docsieve.tables.checked import Columns, Lists
from docsieve.tables.columns import MergeRow
from docsieve.tables.identity import stable_id
from docsieve.tables.rows import RepeatRow, SignatoryRow

Values = dict[str, Any]
EntityOf = Mapping[tuple[str, int], str]
"""The entity of a claim, by document and position."""

NOT_YET = "0" * 32
"""Stands for the run and for an entity until the corpus is known; fits where an identifier is asked for."""

_OF_REPEATS = tuple(RepeatRow.model_fields)
_OF_MERGES = tuple(MergeRow.model_fields)
_OF_CLAIMS = tuple(
    name for name in SignatoryRow.model_fields if name not in ("signatory_id", "document_id", "entity_id")
)


@dataclass(slots=True)
class Claimed:
    """What the accepted claims behind an entity say, gathered one by one."""

    claims: int = 0
    names: set[str] = field(default_factory=set)
    native_names: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


def document_values(judged: Judged, withdrawn: Sequence[bool]) -> Values:
    """The row of ``documents``, but for what only the corpus knows.

    ``withdrawn`` says of each of its accepted rows of ``signatories`` whether it is taken back.
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
        "signatory_count": len(withdrawn),
        "duplicate_of": None,
        "run_id": NOT_YET,
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
        "withdrawn_count": sum(withdrawn),
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


def signatory_columns(judged: Sequence[Judged], entity_of: EntityOf | None) -> Columns:
    """The columns of ``signatories`` of some documents, entities too where they are known."""
    pairs = [(one.raw.document_id, claim) for one in judged for claim in one.signatories]
    claims = [claim for _, claim in pairs]
    columns: Columns = {name: list(map(attrgetter(name), claims)) for name in _OF_CLAIMS}
    return {
        "signatory_id": list(chain.from_iterable(map(_signatory_ids, judged))),
        "document_id": [document_id for document_id, _ in pairs],
        "entity_id": [
            NOT_YET if entity_of is None else entity_of.get((document_id, claim.position), "")
            for document_id, claim in pairs
        ],
        **columns,
        "aliases": Lists([claim.aliases for claim in claims]),
        "countries": Lists([claim.countries for claim in claims]),
    }


def _signatory_ids(judged: Judged) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for claim in judged.signatories:
        who = (str(claim.kind), claim.name)
        yield stable_id(judged.raw.document_id, *who, str(seen[who]))
        seen[who] += 1


def block_columns(judged: Iterable[Judged]) -> Columns:
    """The columns of ``blocks`` of some documents, one after the other."""
    pairs = [(one.raw.document_id, each) for one in judged for each in one.blocks]
    labelled = [each for _, each in pairs]
    blocks = [each.block for each in labelled]
    findings = [each.finding for each in labelled]
    return {
        "document_id": [document_id for document_id, _ in pairs],
        "position": [block.position for block in blocks],
        "start": [block.start for block in blocks],
        "end": [block.end for block in blocks],
        "text": [block.text for block in blocks],
        "separator": [block.separator for block in blocks],
        "kept": [each.kept for each in labelled],
        "label": [each.label for each in labelled],
        "rule": [None if one is None else one.rule for one in findings],
        "measured": [None if one is None else one.measured for one in findings],
        "threshold": [None if one is None else one.threshold for one in findings],
        "language": [each.guess.language for each in labelled],
        "language_confidence": [each.guess.confidence for each in labelled],
        "fingerprint": [each.fingerprint for each in labelled],
        "duplicate_of": [each.duplicate_of for each in labelled],
        "shape": [block.shape for block in blocks],
        "repaired_text": [
            None if each.repaired.text == each.block.text else each.repaired.text for each in labelled
        ],
        "also": _finding_lists([each.also for each in labelled]),
        "near": _finding_lists([each.near for each in labelled]),
    }


def _finding_lists(lists: list[tuple[Finding, ...]]) -> Lists:
    flat = list(chain.from_iterable(lists))
    columns: Columns = {
        "rule": [one.rule for one in flat],
        "measured": [one.measured for one in flat],
        "threshold": [one.threshold for one in flat],
    }
    return Lists([*lists], columns)


def _finding(finding: Finding) -> Values:
    return {"rule": finding.rule, "measured": finding.measured, "threshold": finding.threshold}


def repeat_columns(repeats: Sequence[Repeat]) -> Columns:
    """The columns of ``repeats``, an occurrence a row."""
    return {name: list(map(attrgetter(name), repeats)) for name in _OF_REPEATS}


def entity_columns(entities: Sequence[Entity], claimed: Sequence[Claimed]) -> Columns:
    """The columns of ``entities``, each over the claims behind it that were accepted."""
    merges = list(chain.from_iterable(one.merges for one in entities))
    pairs = list(zip(entities, claimed, strict=True))
    return {
        "entity_id": [one.entity_id for one in entities],
        "kind": [one.kind for one in entities],
        "name": [one.name for one in entities],
        "native_names": Lists([tuple(sorted(of.native_names)) for of in claimed]),
        "aliases": Lists([tuple(sorted(of.names - {one.name})) for one, of in pairs]),
        "countries": Lists([tuple(sorted(of.countries)) for of in claimed]),
        "claim_count": [of.claims for of in claimed],
        "document_count": [len(of.documents) for of in claimed],
        "resolved_by": [one.resolved_by for one in entities],
        "merges": Lists(
            [one.merges for one in entities],
            {name: list(map(attrgetter(name), merges)) for name in _OF_MERGES},
        ),
        "other_ids": Lists([one.other_ids for one in entities]),
    }
