"""The values of docsieve, frozen: what a document is, and the judgements that stand beside it.

Every span is half-open, ``[start, end)``, in code points of the decoded raw text. Imports
no room; every room imports it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from docsieve.values import value

UNDETERMINED = "und"


class Shape(StrEnum):
    """What a block looks like by its form alone, before anything is judged."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    NUMBERED_POINT = "numbered_point"
    QUOTATION = "quotation"
    SIGNATURE_LINE = "signature_line"
    CAPTION = "caption"
    DATE_LINE = "date_line"


class Label(StrEnum):
    """What a block is, once judged; the first group is kept, the second removed."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    NUMBERED_POINT = "numbered_point"
    QUOTATION = "quotation"
    SIGNATURE = "signature"
    DATE_LINE = "date_line"
    FOOTNOTE = "footnote"

    BOILERPLATE = "boilerplate"
    CAPTION = "caption"
    COMMENT = "comment"
    COMMENT_FORM = "comment_form"
    COOKIE = "cookie"
    DUPLICATE = "duplicate"
    LOGIN = "login"
    NAVIGATION = "navigation"
    PLACEHOLDER = "placeholder"
    POST_META = "post_meta"
    SHARE = "share"
    SUBSCRIBE = "subscribe"
    TEMPLATE = "template"
    WIDGET = "widget"


class Kind(StrEnum):
    """Who signed: a person or an organisation."""

    PERSON = "person"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One accepted raw file: its identity and its exact decoded text.

    ``document_id`` is made from ``source`` alone (the path below the raw folder, ``/`` between its
    parts), ``content_sha256`` from the bytes alone.
    """

    document_id: str
    source: str
    site: str
    content_sha256: str
    text: str
    encoding: str
    encoding_found_by: str
    url: str | None = None
    scraped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or row not accepted, and why: ``reason`` in a stable word, ``detail`` in a sentence."""

    source: str
    content_sha256: str | None
    stage: str
    reason: str
    detail: str


@value
class Block:
    """A run of text that a page shows on its own.

    ``text`` is the raw slice ``[start, end)``, ``separator`` the white space behind it: all of them joined
    give the raw text back. White space before the first block belongs to the first block's text.
    """

    position: int
    start: int
    end: int
    text: str
    separator: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of characters: the fixer's name, the raw span, what stood there, what stands now."""

    fixer: str
    start: int
    end: int
    before: str
    after: str


@value
class Repaired:
    """A block's text after repair, on one line where the raw text was hard-wrapped."""

    text: str
    repairs: tuple[Repair, ...] = ()


@value
class Guess:
    """A language as ISO 639-1 (639-3 where no 639-1 exists), ``und`` where the text cannot tell.

    ``confidence`` is between 0 and 1; 0 for ``und``.
    """

    language: str = UNDETERMINED
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document read, segmented, repaired and guessed: parallel columns, one entry a block.

    ``copies`` has for each block the position of its first copy in this document and how near that is
    (1.0 equal), None for what stands there first.
    """

    raw: RawDocument
    blocks: tuple[Block, ...]
    repaired: tuple[Repaired, ...]
    guesses: tuple[Guess, ...]
    fingerprints: tuple[str, ...]
    copies: tuple[tuple[int, float] | None, ...]


@value
class RepeatEvidence:
    """What the corpus says of one block.

    ``duplicate_of`` is the position of its first copy in the same document, ``similarity`` how near
    that copy is (1.0 equal); ``site_pages`` of ``site_size`` pages of its site carry it.
    """

    duplicate_of: int | None = None
    similarity: float = 0.0
    site_pages: int = 1
    site_size: int = 1


@value
class Finding:
    """A rule that spoke: what it measured, and the line it measured against; ``detail`` quotes the text."""

    rule: str
    measured: float
    threshold: float
    detail: str = field(default="", repr=False)  # scraped words belong in no log


@value
class LabelledBlock:
    """A block and the judgement on it.

    ``finding`` is the first rule that spoke, ``also`` those that would have spoken after it, ``near`` those
    that were silent but not far from it; a block of which none spoke is kept as what its shape says.
    """

    block: Block
    repaired: Repaired
    guess: Guess
    fingerprint: str
    kept: bool
    label: Label
    finding: Finding | None = None
    also: tuple[Finding, ...] = ()
    near: tuple[Finding, ...] = ()
    duplicate_of: int | None = None


@value
class Evidence:
    """Words read from a document, and the span they were read from."""

    text: str
    start: int
    end: int
    language: str = UNDETERMINED


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a text and what points to it by the same ``mark``; markers may have none."""

    mark: str
    markers: tuple[Evidence, ...]
    note: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, each with its evidence.

    ``published_on`` is null with ``published_on_reason`` where there is no date or it cannot be read
    in one way only; ``date_evidence`` is the line it was read from, ``place`` what stands before the
    date there. ``footnotes`` gather the ``footnote_markers`` by their mark, with their notes.
    """

    title: Evidence | None = None
    other_titles: tuple[Evidence, ...] = ()
    published_on: date | None = None
    published_on_reason: str = "no date line"
    date_evidence: Evidence | None = None
    issuers: tuple[Evidence, ...] = ()
    place: Evidence | None = None
    footnote_markers: tuple[Evidence, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[str, ...] = ()


@value
class Signatory:
    """One claim that somebody signed, with its evidence.

    ``as_written`` is the raw slice ``[start, end)``; ``found_by`` names the way it was found (list,
    byline, closing...); ``countries`` are ISO 3166-1 alpha-2; ``confidence`` is between 0 and 1.
    ``description`` is all it says of a person; ``withdrawn``: it is marked as taken back.
    """

    position: int
    name: str
    kind: Kind
    as_written: str
    start: int
    end: int
    found_by: str
    confidence: float
    native_name: str | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    place: str | None = None
    countries: tuple[str, ...] = ()
    url: str | None = None
    description: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A document after every step that sees one document only.

    ``declared_count`` is how many signatories the text itself says there are, null where it does not;
    ``findings`` are about the document as a whole.
    """

    raw: RawDocument
    blocks: tuple[LabelledBlock, ...]
    text: str
    language: Guess
    languages: tuple[tuple[str, float], ...]
    metadata: Metadata
    signatories: tuple[Signatory, ...]
    declared_count: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two names are of one body or person: what was compared, what came out, the line it passed."""

    left: str
    right: str
    measure: str
    measured: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A body or person behind claims, each (document_id, position); ``merges`` say why they are one."""

    entity_id: str
    kind: Kind
    name: str
    resolved_by: str
    claims: tuple[tuple[str, int], ...]
    merges: tuple[Merge, ...] = ()
    other_ids: tuple[str, ...] = ()  # that the parts merged into it would have alone


@dataclass(frozen=True, slots=True)
class Repeat:
    """One occurrence of a repeated passage, and the first occurrence it repeats.

    ``kind`` is ``duplicate``, ``template``, ``quotation`` or ``near_duplicate``; positions are null
    where whole documents are compared. ``position`` and ``last_position`` are the blocks it begins and
    ends in, ``start`` and ``end`` its span, ``first_start`` and ``first_end`` that of the first
    occurrence. ``site_share`` is, for a template, the share of the site's pages that carry it.
    """

    repeat_id: str
    kind: str
    document_id: str
    position: int | None
    start: int
    end: int
    first_document_id: str
    first_position: int | None
    similarity: float
    last_position: int | None = None
    first_start: int | None = None
    first_end: int | None = None
    site_share: float | None = None
