"""Lines that most pages of a site carry, as published: each with the page that had it first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docsieve.model import Judged, Label, Repeat
from docsieve.repeats.fingerprints import numbers_of
from docsieve.repeats.likely import Sketch, by_age
from docsieve.repeats.quoting import Place
from docsieve.repeats.rows import TEMPLATE, repeat


@dataclass(frozen=True, slots=True)
class Stencil:
    """A block that its site repeats: where it stands, what it says, the share of the pages that carry it."""

    position: int
    start: int
    end: int
    fingerprint: int
    share: float


def stencils(document: Judged) -> tuple[Stencil, ...]:
    """Give the template lines of a document, in order."""
    return tuple(
        Stencil(
            position=labelled.block.position,
            start=labelled.block.start,
            end=labelled.block.end,
            fingerprint=int(numbers_of([labelled.fingerprint])[0]),
            share=labelled.finding.measured,
        )
        for labelled in document.blocks
        if labelled.label is Label.TEMPLATE and labelled.finding
    )


def templates(documents: Sequence[tuple[Sketch, Sequence[Stencil]]]) -> Iterator[Repeat]:
    """Give a row for every template line, with the first page of its site that has it.

    ``documents`` are those of one or more whole sites, in any order; of documents with equal bytes only the
    earliest has rows, so a document whose bytes stand earlier on another site is to be left out before.
    """
    first: dict[tuple[str, int], tuple[str, Place]] = {}
    for at in by_age([sketch for sketch, _ in documents]):
        sketch, own = documents[at]
        for each in own:
            here = Place(each.position, each.position, each.start, each.end)
            origin, there = first.setdefault((sketch.site, each.fingerprint), (sketch.document_id, here))
            yield repeat(TEMPLATE, sketch.document_id, here, origin, there, 1.0, each.share)
