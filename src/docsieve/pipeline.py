"""A document's way, read top to bottom: what sees one document, what sees the corpus, what is published."""

from collections.abc import Iterable, Sequence

from docsieve import metadata, signatories
from docsieve.label import label
from docsieve.language import Engine, document_language, guess_all, multilingual
from docsieve.model import Judged, Label, LabelledBlock, Prepared, RawDocument, Repeat
from docsieve.repair import repair, repair_footnote_marks
from docsieve.repeats import (
    Carried,
    carried,
    copies,
    evidence,
    fingerprints,
    repeats,
    sketch,
    tokens,
    trace,
)
from docsieve.rules import page_of
from docsieve.segment import segment

# What says in which language a document is: its prose, not its names, dates and notes.
SPEAKS = frozenset({Label.HEADING, Label.PARAGRAPH, Label.LIST_ITEM, Label.NUMBERED_POINT, Label.QUOTATION})


def prepare(raw: RawDocument, engine: Engine) -> Prepared:
    """Give a document's blocks with their repaired text, language and repeats; sees nothing else."""
    blocks = segment(raw.text)
    repaired = repair_footnote_marks(blocks, tuple(repair(block.text, block.start) for block in blocks))
    texts = [each.text for each in repaired]
    guesses = guess_all(texts, engine)
    words = tokens(texts)
    return Prepared(raw, blocks, repaired, guesses, fingerprints(words), copies(words))


def survey(documents: Iterable[Prepared]) -> list[Carried]:
    """Count over the whole corpus what the rules ask of it, and say it of each document."""
    return carried([trace(document) for document in documents])


def judge(document: Prepared, said: Carried) -> Judged:
    """Decide what is kept, given what the corpus says of it, and read title, date and signatories from it."""
    page = page_of(document, evidence(document, said))
    blocks = label(page)
    spoken = [block for block in blocks if block.kept and block.label in SPEAKS]
    language, languages = document_language([b.repaired.text for b in spoken], [b.guess for b in spoken])
    mixed = multilingual(languages)
    signing = signatories.read(blocks, page.signing, language.language)
    return Judged(
        raw=document.raw,
        blocks=blocks,
        text=clean_text(blocks),
        language=language,
        languages=languages,
        metadata=metadata.read(blocks, language.language, document.raw.site),
        signatories=signing.signatories,
        declared_count=signing.declared_count,
        findings=(*page.layout, *([mixed] if mixed else []), *signing.findings),
    )


def across(documents: Sequence[Judged]) -> tuple[Repeat, ...]:
    """Give every repeat within and across the judged documents."""
    return repeats(documents, [sketch(document) for document in documents])


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
