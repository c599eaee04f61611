"""The rows of every published table: one declaration for validation, Arrow schema and docs page.

The columns that other programs rely on stand first in each class, in the agreed order; what came
later stands after them. A column is described once, here or in `columns`, with its unit.
"""

from datetime import date, datetime
from typing import Annotated

from docsieve.model import Kind, Label, Shape
from docsieve.tables.columns import (
    _HEX32,
    _LANGUAGE,
    _SHA256,
    CODE_POINTS,
    COUNT,
    COUNTRY,
    FINDINGS,
    IDENTIFIER,
    LANGUAGE,
    PATH,
    SHARE,
    TEXT,
    URL,
    WAYS,
    WORD,
    YES_NO,
    Country,
    DocumentFindingRow,
    EvidenceRow,
    FindingRow,
    FootnoteRow,
    LanguageShareRow,
    MergeRow,
    NamedCountRow,
    NamedVersionRow,
    RepairRow,
    Row,
    SiteFiguresRow,
    StageSecondsRow,
    column,
    one_of,
)


class DocumentRow(Row):
    """One accepted document."""

    document_id: Annotated[str, column("Key; made from `source` alone.", IDENTIFIER, min_length=1)]
    source: Annotated[str, column("Path below the raw folder, `/` between its parts.", PATH, min_length=1)]
    site: Annotated[str, column("Site the document was scraped from.", PATH)]
    content_sha256: Annotated[str, column("Hash of the raw bytes.", "SHA-256, hex", pattern=_SHA256)]
    title: Annotated[str | None, column("Title, null where none was found.", TEXT)]
    other_titles: Annotated[
        tuple[EvidenceRow, ...], column("Titles in other languages, with their spans.", TEXT)
    ]
    published_on: Annotated[
        date | None, column("Publication date; null with `published_on_reason` otherwise.", "date")
    ]
    issuers: Annotated[tuple[str, ...], column("Who issued it, as read from the text.", TEXT)]
    language: Annotated[
        str, column("Main language, `und` where the text cannot tell.", LANGUAGE, pattern=_LANGUAGE)
    ]
    language_confidence: Annotated[float, column("How sure `language` is; 0 for `und`.", SHARE, ge=0, le=1)]
    languages: Annotated[tuple[LanguageShareRow, ...], column("Every language found, with its share.", SHARE)]
    text: Annotated[str, column("The clean text: kept blocks, repaired, in order.", TEXT)]
    signatory_count: Annotated[int, column("Rows of `signatories` for this document.", COUNT, ge=0)]
    duplicate_of: Annotated[
        str | None,
        column(
            "`document_id` of the first document with the same bytes; null for that first one.", IDENTIFIER
        ),
    ]
    run_id: Annotated[str, column("The run this row comes from.", IDENTIFIER, pattern=_HEX32)]
    version: Annotated[
        str, column("Version of the document: the first 12 digits of `content_sha256`.", IDENTIFIER)
    ]
    url: Annotated[str | None, column("Address of the page, where known.", URL)]
    scraped_at: Annotated[datetime | None, column("When it was scraped, where known.", "UTC time")]
    encoding: Annotated[str, column("Character encoding the bytes were read in.", WORD)]
    encoding_found_by: Annotated[str, column("How the encoding was found.", WORD)]
    title_start: Annotated[int | None, column("First code point of the title.", CODE_POINTS, ge=0)]
    title_end: Annotated[int | None, column("End of the title, exclusive.", CODE_POINTS, ge=0)]
    title_language: Annotated[str | None, column("Language of the title.", LANGUAGE, pattern=_LANGUAGE)]
    published_on_reason: Annotated[str | None, column("Why `published_on` is null.", "sentence")]
    published_on_evidence: Annotated[EvidenceRow | None, column("The line the date was read from.", TEXT)]
    issuer_evidence: Annotated[
        tuple[EvidenceRow, ...], column("Where each of `issuers` stands, in the same order.", TEXT)
    ]
    footnote_markers: Annotated[tuple[EvidenceRow, ...], column("Marks that point to footnotes.", TEXT)]
    links: Annotated[tuple[str, ...], column("Addresses that stand in the text.", URL)]
    repairs: Annotated[
        tuple[RepairRow, ...], column("Every change of characters, in order of the raw text.", TEXT)
    ]
    raw_length: Annotated[int, column("Length of the decoded raw text.", CODE_POINTS, ge=0)]
    block_count: Annotated[int, column("Rows of `blocks` for this document.", COUNT, ge=0)]
    kept_block_count: Annotated[int, column("How many of them are kept.", COUNT, ge=0)]
    declared_count: Annotated[
        int | None,
        column("How many signatories the text itself says there are; null where it does not.", COUNT, ge=0),
    ]
    withdrawn_count: Annotated[
        int, column("Rows of `signatories` that are marked as taken back.", COUNT, ge=0)
    ]
    place: Annotated[str | None, column("Place named beside the date; null where none is.", TEXT)]
    place_evidence: Annotated[EvidenceRow | None, column("Where `place` stands.", TEXT)]
    footnotes: Annotated[tuple[FootnoteRow, ...], column("Notes with the marks that point to them.", TEXT)]
    findings: Annotated[
        tuple[DocumentFindingRow, ...],
        column(f"What is to be looked at: {one_of(FINDINGS)}.", "the rule's own"),
    ]


class SignatoryRow(Row):
    """One claim that somebody signed a document."""

    signatory_id: Annotated[
        str, column("Key; made from document, kind, name and their count.", IDENTIFIER, pattern=_HEX32)
    ]
    document_id: Annotated[str, column("The document signed.", IDENTIFIER, min_length=1)]
    entity_id: Annotated[str, column("Who that is, in `entities`.", IDENTIFIER, min_length=1)]
    position: Annotated[int, column("Order within the document, from 0.", COUNT, ge=0)]
    name: Annotated[str, column("Name of the signatory.", TEXT, min_length=1)]
    kind: Annotated[Kind, column(f"{one_of(Kind)}.", WORD)]
    native_name: Annotated[str | None, column("Name in its own script, where given.", TEXT)]
    aliases: Annotated[tuple[str, ...], column("Other names and acronyms given.", TEXT)]
    role: Annotated[str | None, column("Role of a person.", TEXT)]
    affiliation: Annotated[str | None, column("Body a person signs for or works at.", TEXT)]
    place: Annotated[str | None, column("Place as written.", TEXT)]
    countries: Annotated[tuple[Country, ...], column("Countries.", COUNTRY)]
    url: Annotated[str | None, column("Address given with the name.", URL)]
    as_written: Annotated[str, column("The raw slice `[start, end)`.", TEXT)]
    start: Annotated[int, column("First code point in the raw text.", CODE_POINTS, ge=0)]
    end: Annotated[int, column("End in the raw text, exclusive.", CODE_POINTS, ge=0)]
    confidence: Annotated[float, column("How sure the claim is.", SHARE, ge=0, le=1)]
    found_by: Annotated[str, column(f"The way it was found: {one_of(WAYS)}.", WORD)]
    description: Annotated[
        str | None,
        column("All the entry says of a person, of which role, affiliation and place were read.", TEXT),
    ]
    withdrawn: Annotated[bool, column("Whether the entry is marked as taken back.", YES_NO)]


class BlockRow(Row):
    """One block of a document, kept or removed, and the judgement on it."""

    document_id: Annotated[str, column("The document it stands in.", IDENTIFIER, min_length=1)]
    position: Annotated[int, column("Order within the document, from 0.", COUNT, ge=0)]
    start: Annotated[int, column("First code point in the raw text.", CODE_POINTS, ge=0)]
    end: Annotated[int, column("End in the raw text, exclusive.", CODE_POINTS, ge=0)]
    text: Annotated[str, column("The raw slice `[start, end)`.", TEXT)]
    separator: Annotated[
        str,
        column("White space after it; texts and separators joined in order give the raw text.", TEXT),
    ]
    kept: Annotated[bool, column("Whether it is part of the clean text.", YES_NO)]
    label: Annotated[Label, column(f"What the block is: {one_of(Label)}.", WORD)]
    rule: Annotated[str | None, column("The first rule that spoke; null where none did.", WORD, min_length=1)]
    measured: Annotated[float | None, column("What that rule measured.", "the rule's own")]
    threshold: Annotated[float | None, column("The line it measured against.", "the rule's own")]
    language: Annotated[
        str, column("Language, `und` where the block cannot tell.", LANGUAGE, pattern=_LANGUAGE)
    ]
    language_confidence: Annotated[float, column("How sure `language` is; 0 for `und`.", SHARE, ge=0, le=1)]
    fingerprint: Annotated[str, column("Equal for blocks that say the same.", IDENTIFIER)]
    duplicate_of: Annotated[
        int | None, column("Position of its first copy in the same document.", COUNT, ge=0)
    ]
    shape: Annotated[Shape, column(f"What it looks like by its form alone: {one_of(Shape)}.", WORD)]
    repaired_text: Annotated[
        str | None, column("Text after repair, on one line; null where equal to `text`.", TEXT)
    ]
    also: Annotated[
        tuple[FindingRow, ...], column("Rules that would have spoken after `rule`.", "the rule's own")
    ]
    near: Annotated[
        tuple[FindingRow, ...],
        column("Rules that were silent, less than half their threshold away from it.", "the rule's own"),
    ]


class RepeatRow(Row):
    """One occurrence of a repeated passage."""

    repeat_id: Annotated[str, column("The group it belongs to.", IDENTIFIER, min_length=1)]
    kind: Annotated[
        str,
        column(
            "`duplicate` (same document), `template` (of a site), `quotation` (elsewhere) or "
            "`near_duplicate` (whole documents).",
            WORD,
            pattern=r"^(duplicate|template|quotation|near_duplicate)$",
        ),
    ]
    document_id: Annotated[str, column("The document it occurs in.", IDENTIFIER, min_length=1)]
    position: Annotated[
        int | None, column("The block it begins in; null where whole documents are compared.", COUNT, ge=0)
    ]
    start: Annotated[int, column("First code point in the raw text.", CODE_POINTS, ge=0)]
    end: Annotated[int, column("End in the raw text, exclusive.", CODE_POINTS, ge=0)]
    first_document_id: Annotated[str, column("The document it occurs in first.", IDENTIFIER, min_length=1)]
    first_position: Annotated[int | None, column("The block it occurs in first.", COUNT, ge=0)]
    similarity: Annotated[float, column("How near the first occurrence is; 1 is equal.", SHARE, ge=0, le=1)]
    last_position: Annotated[
        int | None, column("The block it ends in; null where whole documents are compared.", COUNT, ge=0)
    ]
    first_start: Annotated[
        int | None, column("First code point of the first occurrence in its raw text.", CODE_POINTS, ge=0)
    ]
    first_end: Annotated[int | None, column("End of the first occurrence, exclusive.", CODE_POINTS, ge=0)]
    site_share: Annotated[
        float | None,
        column("For a template: share of its site's pages that carry it; else null.", SHARE, ge=0, le=1),
    ]


class EntityRow(Row):
    """A body or person behind one or more claims."""

    entity_id: Annotated[str, column("Key.", IDENTIFIER, min_length=1)]
    kind: Annotated[Kind, column(f"{one_of(Kind)}.", WORD)]
    name: Annotated[str, column("The name most claims use.", TEXT, min_length=1)]
    native_names: Annotated[tuple[str, ...], column("Names in their own script, sorted.", TEXT)]
    aliases: Annotated[tuple[str, ...], column("Every other name of its claims, sorted.", TEXT)]
    countries: Annotated[tuple[Country, ...], column("Countries of its claims, sorted.", COUNTRY)]
    claim_count: Annotated[int, column("Rows of `signatories`.", COUNT, ge=1)]
    document_count: Annotated[int, column("Documents signed.", COUNT, ge=1)]
    resolved_by: Annotated[str, column("The evidence that its claims are the same.", "sentence")]
    merges: Annotated[
        tuple[MergeRow, ...], column("Each two names of it that differ or were put together.", TEXT)
    ]
    other_ids: Annotated[
        tuple[str, ...], column("Ids its parts would have alone, as before they were merged.", IDENTIFIER)
    ]


class QuarantineRow(Row):
    """A file or row that was not accepted, or that a check of the quality named."""

    source: Annotated[str, column("The file it comes from; empty for none.", PATH)]
    content_sha256: Annotated[
        str | None, column("Hash of its bytes; null where they could not be read.", "SHA-256, hex")
    ]
    stage: Annotated[str, column("Where it was stopped: `read`, `row`, `expectation`...", WORD, min_length=1)]
    reason: Annotated[str, column("A short stable word.", WORD, min_length=1)]
    detail: Annotated[str, column("What happened, for people; holds no scraped text.", "sentence")]
    quarantine_id: Annotated[str, column("Key; made from the columns before it.", IDENTIFIER)]
    table_name: Annotated[str | None, column("For a row: its table.", WORD)]
    row_key: Annotated[str | None, column("For a row: its key, as JSON.", IDENTIFIER)]
    published: Annotated[
        bool,
        column("True where the row is published all the same, as a warning; false: set aside.", YES_NO),
    ]
    replay: Annotated[str, column("How to try again.", "sentence")]
    expectation: Annotated[
        str | None, column("Name of the expectation or drift test that named it, else null.", WORD)
    ]
    value: Annotated[
        str | None,
        column("For an expectation: what was checked; a text too long or short, its beginning.", TEXT),
    ]
    released: Annotated[
        str | None, column("Who released it, when and why; null where nobody did.", "sentence")
    ]


class RunRow(Row):
    """What a run did, in figures."""

    run_id: Annotated[
        str, column("Made from code, configuration and input alone.", IDENTIFIER, pattern=_HEX32)
    ]
    started_at: Annotated[datetime, column("When the run began.", "UTC time")]
    seconds: Annotated[float, column("Wall time until the tables were validated.", "seconds", ge=0)]
    seconds_by_stage: Annotated[tuple[StageSecondsRow, ...], column("The same by stage.", "seconds")]
    schema_version: Annotated[str, column("Version of the tables' columns.", WORD)]
    code_version: Annotated[str, column("Version of docsieve.", WORD)]
    code_hash: Annotated[str, column("Hash of its code and data.", "SHA-256, hex")]
    config_hash: Annotated[str, column("Hash of the configuration.", "SHA-256, hex")]
    input_hash: Annotated[str, column("Hash of the names and bytes read.", "SHA-256, hex")]
    versions: Annotated[tuple[NamedVersionRow, ...], column("Packages it stood on.", WORD)]
    document_count: Annotated[int, column("Documents accepted.", COUNT, ge=0)]
    quarantined_count: Annotated[int, column("Files set aside.", COUNT, ge=0)]
    signatory_count: Annotated[int, column("Claims.", COUNT, ge=0)]
    entity_count: Annotated[int, column("Entities.", COUNT, ge=0)]
    block_count: Annotated[int, column("Blocks.", COUNT, ge=0)]
    kept_block_count: Annotated[int, column("Blocks kept.", COUNT, ge=0)]
    repeat_count: Annotated[int, column("Occurrences of repeats.", COUNT, ge=0)]
    removed_by_label: Annotated[tuple[NamedCountRow, ...], column("Removed blocks by label.", COUNT)]
    documents_by_language: Annotated[tuple[NamedCountRow, ...], column("Documents by language.", COUNT)]
    quarantined_by_reason: Annotated[tuple[NamedCountRow, ...], column("Files set aside by reason.", COUNT)]
    expectations_met: Annotated[int | None, column("Expectations met; null before validation.", COUNT)]
    critical_count: Annotated[int | None, column("Critical expectations not met.", COUNT)]
    warning_count: Annotated[int | None, column("Warning expectations not met.", COUNT)]
    persons: Annotated[str, column("What was published of persons: `keep`, `pseudonymise` or `drop`.", WORD)]
    kept_by_label: Annotated[tuple[NamedCountRow, ...], column("Kept blocks by label.", COUNT)]
    blocks_by_rule: Annotated[
        tuple[NamedCountRow, ...], column("Blocks by the rule that decided, `none` where none did.", COUNT)
    ]
    sites: Annotated[tuple[SiteFiguresRow, ...], column("Figures of each site.", COUNT)]
