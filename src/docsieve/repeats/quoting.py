"""What of a judged document may be quoted elsewhere, as words, and where they stand in its raw text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from docsieve.model import Block, Judged, Label, LabelledBlock
from docsieve.repeats.across import Sketch
from docsieve.repeats.compare import Readied, ready
from docsieve.repeats.keys import keys
from docsieve.repeats.tokens import Tokens, spans, tokens


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: first and last block, and the span in code points of the raw text."""

    position: int
    last_position: int
    start: int
    end: int


def sketch(document: Judged) -> Sketch:
    """Give what a document contributes to the search for repeats across the corpus."""
    everything, body = _words(document)
    return Sketch(
        document.raw.document_id, document.raw.content_sha256, _age(document), keys(everything, body)
    )


def readied(document: Judged) -> Readied:
    """Give a document ready to be compared with others."""
    return ready(*_words(document))


def place(document: Judged, start: int, end: int) -> Place:
    """Give where the words ``start:end`` of what may be quoted stand in the raw text.

    Exact where the raw block has the words of the repaired one, else from or to the block's edge.
    """
    quoted = [each for each in document.blocks if _is_quoted(each)]
    words = tokens([each.repaired.text for each in quoted])
    first, last = (int(np.searchsorted(words.bounds, at, "right")) - 1 for at in (start, end - 1))
    one, other = quoted[first], quoted[last]
    opening = _edges(one, words, first)[start - int(words.bounds[first])][0]
    closing = _edges(other, words, last)[end - 1 - int(words.bounds[last])][1]
    return Place(
        one.block.position, other.block.position, one.block.start + opening, other.block.start + closing
    )


def _edges(labelled: LabelledBlock, words: Tokens, n: int) -> Sequence[tuple[int, int]]:
    count = int(words.bounds[n + 1] - words.bounds[n])
    found = spans(labelled.block.text)
    return found if len(found) == count else [_whole(labelled.block)] * count


def _whole(block: Block) -> tuple[int, int]:
    return len(block.text) - len(block.text.lstrip()), len(block.text.rstrip())


def _words(document: Judged) -> tuple[Tokens, Tokens]:
    """The words of all that may be quoted, and of the body alone: what is kept."""
    quoted = [each for each in document.blocks if _is_quoted(each)]
    everything = tokens([each.repaired.text for each in quoted])
    if all(each.kept for each in quoted):
        return everything, everything
    return everything, tokens([each.repaired.text for each in quoted if each.kept])


def _is_quoted(labelled: LabelledBlock) -> bool:
    """The author's text and the visitors'; two letters are not alike for having the same signatories."""
    return (labelled.kept and labelled.label is not Label.SIGNATURE) or labelled.label is Label.COMMENT


def _age(document: Judged) -> tuple[date, datetime, str]:
    published = document.metadata.published_on or date.max
    scraped = document.raw.scraped_at.replace(tzinfo=None) if document.raw.scraped_at else datetime.max
    return published, scraped, document.raw.source
