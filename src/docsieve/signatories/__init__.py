"""Read who signed: one claim for each entry of the signing parts of a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from docsieve.folding import small_words
from docsieve.model import UNDETERMINED, Block, Finding, Kind, LabelledBlock, Signatory
from docsieve.signatories.bylines import byline_entries
from docsieve.signatories.codes import read_codes
from docsieve.signatories.columns import settled, with_columns
from docsieve.signatories.confidence import LAST_ENTRIES, confidence_of
from docsieve.signatories.declared import declared_below, declared_in
from docsieve.signatories.drafts import Draft, drafted
from docsieve.signatories.entries import entries_of
from docsieve.signatories.entry import Entry, Source
from docsieve.signatories.fields import filled
from docsieve.signatories.habits import habits_of, share_bodies, share_bracketed_towns, share_towns
from docsieve.signatories.kinds import leaning, with_neighbours
from docsieve.signatories.shared import with_shared_words
from docsieve.signatories.wholes import keep_whole
from docsieve.signatories.writing import written_alike
from docsieve.signing import SigningPart
from docsieve.signing.headings import Heading
from docsieve.signing.lines import are_spaced_alike, bare
from docsieve.signing.names import traits

__all__ = ["Signing", "read"]


LEAST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed a document, and how many it says signed.

    ``declared_count`` is the number the text itself gives ("and 120 others", "the following 501
    people"), None where it gives none. ``findings`` hold the names that several countries share, as often
    as no country was read from them, and a count read (``measured``) that is not the one declared
    (``threshold``); what was taken back is not counted.
    """

    signatories: tuple[Signatory, ...] = ()
    declared_count: int | None = None
    findings: tuple[Finding, ...] = ()


def read(
    blocks: Sequence[LabelledBlock], parts: Sequence[SigningPart], language: str = UNDETERMINED
) -> Signing:
    """Read the claims of a document from its signing parts.

    A claim's span is the entry as written in the raw text. Does not merge spellings of one name across
    documents; within one, an entry that repeats another is one claim.
    """
    return read_blocks([labelled.block for labelled in blocks], parts, language)


def read_blocks(
    blocks: Sequence[Block], parts: Sequence[SigningPart], language: str = UNDETERMINED
) -> Signing:
    """Read the claims as ``read`` does, from blocks that were not labelled yet."""
    if not parts:
        return Signing()
    text = "".join(block.text + block.separator for block in blocks)
    source = Source(text, blocks[0].start, are_spaced_alike(blocks))
    signed = [_of_part(part, blocks, source, language) for part in parts]
    claims = _without_repeats([claim for one in signed for claim in one.signatories])
    declared = max((one.declared_count for one in signed if one.declared_count is not None), default=None)
    count = sum(not claim.withdrawn for claim in claims)
    differs = () if declared in (None, count) else (Finding("declared_count", count, declared),)
    return Signing(
        tuple(replace(claim, position=position) for position, claim in enumerate(claims)),
        declared,
        (*differs, *dict.fromkeys(finding for one in signed for finding in one.findings)),
    )


def _of_part(part: SigningPart, blocks: Sequence[Block], source: Source, language: str) -> Signing:
    found = byline_entries(part, source) if part.found_by == "byline" else entries_of(part, blocks, source)
    entries, counts = declared_in(found, source)
    counts += [] if part.found_by == "byline" else declared_below(part, blocks, len(entries))
    headings = [part.heading, *(heading for _, heading in part.subheads)]
    counts += _declared_by([heading for heading in headings if heading is not None])
    cells = _written(entries, source)
    read_entries = [(entry, drafted(said, entry.heading)) for entry, said in zip(entries, cells, strict=True)]
    drafts = [(entry, draft) for entry, draft in read_entries if draft is not None]
    claims, findings = _claims(drafts, part, source, language)
    return Signing(tuple(claims), max(counts, default=None), tuple(findings))


def _written(entries: Sequence[Entry], source: Source) -> list[list[str]]:
    """Give the cells of entries; how names are written is looked at in each section of a list by itself."""
    sections = groupby(entries, key=lambda entry: entry.section)
    return [cells for _, group in sections for cells in written_alike(list(map(source.cells, group)))]


def _declared_by(headings: Sequence[Heading]) -> list[int]:
    """Give the counts that headings declare: of groups, ``Organisations (4)``, ``Persons (3)``, their sum.

    A group's count says nothing of the whole where another group has none.
    """
    groups = [heading for heading in headings if heading.bodies != heading.people]
    whole = [heading.declared for heading in headings if heading.declared and heading not in groups]
    if len(groups) < LEAST_GROUPS:
        return [heading.declared for heading in headings if heading.declared]
    counted = [heading.declared for heading in groups if heading.declared]
    return [*whole, sum(counted)] if len(counted) == len(groups) else whole


def _claims(
    drafts: list[tuple[Entry, Draft]], part: SigningPart, source: Source, language: str
) -> tuple[list[Signatory], list[Finding]]:
    own = [leaning(draft.seen) for _, draft in drafts]
    sums = with_neighbours(
        with_shared_words(own, [draft.name for _, draft in drafts]),
        [entry.section for entry, _ in drafts],
        [traits(draft.name).all_capitals for _, draft in drafts],
        [not (draft.tail or draft.brackets or draft.cells) for _, draft in drafts],
    )
    bodies = [draft for (_, draft), total in zip(drafts, sums, strict=True) if total > 0]
    people = [draft for (_, draft), total in zip(drafts, sums, strict=True) if total <= 0]
    read_codes([draft for _, draft in drafts])
    habits = habits_of(bodies, people)
    claims: list[Signatory] = []
    findings: list[Finding] = []
    kinds = [Kind.ORGANIZATION if total > 0 else Kind.PERSON for total in sums]
    for (_, draft), kind in zip(drafts, kinds, strict=True):
        filled(draft, kind, habits, language)
    share_towns(people)
    share_bracketed_towns(bodies)
    share_bodies([(draft, kind) for (_, draft), kind in zip(drafts, kinds, strict=True)])
    keep_whole(people)
    for place, ((entry, draft), kind, total) in enumerate(zip(drafts, kinds, sums, strict=True)):
        told = [(column, source.read(span)) for column, span in entry.told]
        done = with_columns(draft, told, entry.countries, language)
        findings += settled(done, habits)
        if any(c.isalnum() for c in done.name):
            at_end = len(drafts) > LAST_ENTRIES and place >= len(drafts) - LAST_ENTRIES
            confidence = confidence_of(part, done, kind, total, at_end=at_end)
            written = source.read((entry.start, entry.end))
            claims.append(_claim(entry, done, kind, part.found_by, written, confidence))
    return claims, findings


def _claim(
    entry: Entry, draft: Draft, kind: Kind, found_by: str, written: str, confidence: float
) -> Signatory:
    return Signatory(
        position=0,
        name=draft.name,
        kind=kind,
        as_written=written,
        start=entry.start,
        end=entry.end,
        found_by=found_by,
        confidence=confidence,
        native_name=draft.native_name,
        aliases=tuple(draft.aliases),
        role=draft.role,
        affiliation=draft.affiliation,
        place=draft.place,
        countries=tuple(draft.countries),
        url=draft.url,
        description=draft.description,
        withdrawn=draft.withdrawn,
    )


def _without_repeats(claims: list[Signatory]) -> list[Signatory]:
    """Merge claims of one name: the first stays, with what later ones add."""
    kept: dict[str, list[Signatory]] = {}
    for claim in claims:
        kept.setdefault(_key(claim.name), []).append(claim)
    return [_completed(alike) if len(alike) > 1 else alike[0] for alike in kept.values()]


def _key(name: str) -> str:
    """Give what two spellings of one name in a list share: no article, no accents, no punctuation."""
    words = bare(name.split())
    return " ".join(words[1:] if len(words) > 1 and words[0] in small_words("articles") else words)


def _completed(claims: list[Signatory]) -> Signatory:
    """Give the first of the claims, each of its fields as the first that has it says."""
    return replace(
        claims[0],
        native_name=_said(claim.native_name for claim in claims),
        aliases=tuple(dict.fromkeys(alias for claim in claims for alias in claim.aliases)),
        role=_said(claim.role for claim in claims),
        affiliation=_said(claim.affiliation for claim in claims),
        place=_said(claim.place for claim in claims),
        countries=tuple(dict.fromkeys(code for claim in claims for code in claim.countries)),
        url=_said(claim.url for claim in claims),
        description=_said(claim.description for claim in claims),
        withdrawn=any(claim.withdrawn for claim in claims),
    )


def _said(texts: Iterable[str | None]) -> str | None:
    return next(filter(None, texts), None)
