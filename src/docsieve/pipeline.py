"""A document's way, read top to bottom: what sees one document, what sees the corpus, what is published."""

from collections.abc import Iterable, Sequence

from docsieve.batch import judge_many
from docsieve.language import Engine, guess_all
from docsieve.model import Judged, Prepared, RawDocument, Repeat
from docsieve.repair import repair, repair_footnote_marks
from docsieve.repeats import (
    SiteCounts,
    copies,
    count_sites,
    evidence,
    fingerprints,
    repeats,
    sketch,
    tokens,
    trace,
)
from docsieve.segment import segment


def prepare(raw: RawDocument, engine: Engine) -> Prepared:
    """Give a document's blocks with their repaired text, language and repeats; sees nothing else."""
    blocks = segment(raw.text)
    repaired = repair_footnote_marks(blocks, tuple(repair(block.text, block.start) for block in blocks))
    texts = [each.text for each in repaired]
    guesses = guess_all(texts, engine)
    words = tokens(texts)
    return Prepared(raw, blocks, repaired, guesses, fingerprints(words), copies(words))


def survey(documents: Iterable[Prepared]) -> SiteCounts:
    """Count over the whole corpus what the rules ask of it."""
    return count_sites(trace(document) for document in documents)


def judge(document: Prepared, counts: SiteCounts) -> Judged:
    """Decide what is kept, and read title, date and signatories from it."""
    return judge_many([document], [evidence(document, counts)])[0]


def across(documents: Sequence[Judged]) -> tuple[Repeat, ...]:
    """Give every repeat within and across the judged documents."""
    return repeats(documents, [sketch(document) for document in documents])
