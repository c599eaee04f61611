"""A document's way, read top to bottom: what sees one document, what sees the corpus, what is published."""

from collections.abc import Iterable, Sequence

from docsieve.batch import judge_many
from docsieve.language import Engine, guess_all
from docsieve.model import Judged, Prepared, RawDocument, Repeat
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
from docsieve.segment import segment

AT_A_TIME = 32
"""Documents whose blocks are measured in one go."""


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
    return judge_all([document], [said])[0]


def judge_all(documents: Sequence[Prepared], said: Sequence[Carried]) -> list[Judged]:
    """Judge several documents, some at a time: what is the same for each alone, for half the price."""
    found = [evidence(document, told) for document, told in zip(documents, said, strict=True)]
    return [
        each
        for first in range(0, len(documents), AT_A_TIME)
        for each in judge_many(documents[first : first + AT_A_TIME], found[first : first + AT_A_TIME])
    ]


def across(documents: Sequence[Judged]) -> tuple[Repeat, ...]:
    """Give every repeat within and across the judged documents."""
    return repeats(documents, [sketch(document) for document in documents])
