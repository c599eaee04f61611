"""Several documents at once, each as if it were alone: what they are together is only the price."""

from collections.abc import Sequence
from dataclasses import replace

from docsieve import metadata, signatories
from docsieve.label import label
from docsieve.language import document_language, multilingual
from docsieve.model import Evidence, Judged, Label, LabelledBlock, Prepared, RepeatEvidence
from docsieve.rules import Page, pages_of

# What says in which language a document is: its prose, not its names, dates and notes.
SPEAKS = frozenset({Label.HEADING, Label.PARAGRAPH, Label.LIST_ITEM, Label.NUMBERED_POINT, Label.QUOTATION})


def judge_many(documents: Sequence[Prepared], evidence: Sequence[tuple[RepeatEvidence, ...]]) -> list[Judged]:
    """Decide what is kept of each document, and read title, date and signatories from it.

    ``evidence`` is what the corpus says of the blocks of each. Takes memory for all of them at once: to be
    called with tens of documents, not with thousands.
    """
    return [_judged(page) for page in pages_of(documents, evidence)]


def _judged(page: Page) -> Judged:
    document, blocks = page.document, label(page)
    spoken = [block for block in blocks if block.kept and block.label in SPEAKS]
    language, languages = document_language([b.repaired.text for b in spoken], [b.guess for b in spoken])
    mixed = multilingual(languages)
    signing = signatories.read(blocks, page.signing, language.language)
    carried = [each.site_pages for each in page.evidence]
    told = metadata.read(blocks, language.language, document.raw.site, carried)
    titled = _removed_title(blocks, told.title) if page.frame.statement else frozenset()
    blocks = label(replace(page, titled=titled)) if titled else blocks
    return Judged(
        raw=document.raw,
        blocks=blocks,
        text=clean_text(blocks),
        language=language,
        languages=languages,
        metadata=told,
        signatories=signing.signatories,
        declared_count=signing.declared_count,
        findings=(*page.layout, *([mixed] if mixed else []), *signing.findings),
    )


def _removed_title(blocks: Sequence[LabelledBlock], title: Evidence | None) -> frozenset[int]:
    """Give the removed blocks that the title was read from."""
    if title is None:
        return frozenset()
    within = (
        i for i, one in enumerate(blocks) if one.block.start < title.end and title.start < one.block.end
    )
    return frozenset(i for i in within if not blocks[i].kept)


def clean_text(blocks: Sequence[LabelledBlock]) -> str:
    r"""Join the kept blocks, repaired: a blank line between them where the raw text has one."""
    pieces: list[str] = []
    gap = ""
    for block in blocks:
        if block.kept:
            pieces += [gap, block.repaired.text.strip()]
            gap = "\n"
        if gap and _has_blank_line(block.block.separator):
            gap = "\n\n"
    return "".join(pieces)


def _has_blank_line(separator: str) -> bool:
    return len(separator.splitlines()) > 1
