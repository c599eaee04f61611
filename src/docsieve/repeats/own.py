"""Repeats within a document as published: runs of blocks that repeat earlier ones."""

from collections.abc import Iterator, Sequence
from operator import mul

from docsieve.model import Judged, Label, LabelledBlock, Repeat
from docsieve.repeats.quoting import Place
from docsieve.repeats.rows import DUPLICATE, repeat
from docsieve.values import added

SLACK = 20  # characters by which two copies of a block may differ, and a third of its length


def own(document: Judged) -> tuple[Repeat, ...]:
    """Give the repeats within a document: blocks that follow each other and repeat such blocks are one.

    Published for the earliest of the documents with equal bytes only.
    """
    return tuple(_row(document, blocks) for blocks in _runs(document))


def _row(document: Judged, blocks: Sequence[LabelledBlock]) -> Repeat:
    first = [document.blocks[_first(labelled)] for labelled in blocks]
    name = document.raw.document_id
    return repeat(DUPLICATE, name, _place(blocks), name, _place(first), _mean_similarity(blocks))


def _runs(document: Judged) -> Iterator[list[LabelledBlock]]:
    run: list[LabelledBlock] = []
    for labelled in document.blocks:
        if labelled.label is Label.DUPLICATE and labelled.duplicate_of is not None:
            if run and not _goes_on(document, run, labelled):
                yield run
                run = []
            run.append(labelled)
        elif run and labelled.fingerprint:
            yield run
            run = []
    if run:
        yield run


def _goes_on(document: Judged, run: Sequence[LabelledBlock], labelled: LabelledBlock) -> bool:
    """Whether a copy follows in the first text what the copy before it repeats, however it is cut there."""
    first = document.blocks[_first(labelled)].block
    if _first(run[-1]) >= first.position:
        return _first(run[-1]) == first.position
    opening = next(each for each in run if _first(each) == _first(run[-1])).block
    here = labelled.block.start - opening.start
    there = first.start - document.blocks[_first(run[-1])].block.start
    return abs(here - there) <= SLACK + here // 3


def _first(labelled: LabelledBlock) -> int:
    return labelled.duplicate_of if labelled.duplicate_of is not None else labelled.block.position


def _mean_similarity(blocks: Sequence[LabelledBlock]) -> float:
    """How near each block is to its copy, longer blocks counting more."""
    lengths = [len(labelled.block.text) for labelled in blocks]
    measured = [labelled.finding.measured if labelled.finding else 0.0 for labelled in blocks]
    return min(float(added(map(mul, lengths, measured))) / sum(lengths), 1.0)


def _place(blocks: Sequence[LabelledBlock]) -> Place:
    first, last = min(blocks, key=_position).block, max(blocks, key=_position).block
    return Place(first.position, last.position, first.start, last.end)


def _position(labelled: LabelledBlock) -> int:
    return labelled.block.position
