"""Repeats as published: every occurrence of a repeated passage, with the first one."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import mul

from docsieve.model import Judged, Label, LabelledBlock, Repeat
from docsieve.repeats.across import Sketch, by_age, likely_pairs
from docsieve.repeats.compare import Passage, Readied, near, passages
from docsieve.repeats.quoting import Place, place, readied

DUPLICATE, TEMPLATE, QUOTATION, NEAR_DUPLICATE = "duplicate", "template", "quotation", "near_duplicate"
MOST_READY = 512  # documents kept ready to be compared, about 80 kB each
SLACK = 20  # characters by which two copies of a block may differ, and a third of its length
Ready = Callable[[int], Readied]


def repeats(documents: Sequence[Judged], sketches: Sequence[Sketch]) -> tuple[Repeat, ...]:
    """Give every repeat of a corpus, in the order of its documents' ids and positions.

    ``sketches`` are those of the documents, in their order. The first occurrence is decided by the
    document's own date, then scrape time, then source name; documents without a date come after
    those with one. Documents with the same bytes are told by ``documents.duplicate_of`` and not
    listed block by block.
    """
    ordered = [documents[at] for at in by_age(sketches)]
    rows = [
        *(row for document in ordered for row in _within(document)),
        *_templates(ordered),
        *_across(documents, likely_pairs(sketches)),
    ]
    return tuple(
        sorted(
            rows, key=lambda row: (row.document_id, -1 if row.position is None else row.position, row.kind)
        )
    )


def _within(document: Judged) -> Iterator[Repeat]:
    """One row a run: blocks that follow each other and repeat blocks that follow each other."""
    for blocks in _runs(document):
        first = [document.blocks[_first(labelled)] for labelled in blocks]
        yield _repeat(DUPLICATE, document, _place(blocks), document, _place(first), _mean_similarity(blocks))


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
    return min(float(sum(map(mul, lengths, measured))) / sum(lengths), 1.0)


def _place(blocks: Sequence[LabelledBlock]) -> Place:
    first, last = min(blocks, key=_position).block, max(blocks, key=_position).block
    return Place(first.position, last.position, first.start, last.end)


def _position(labelled: LabelledBlock) -> int:
    return labelled.block.position


def _templates(ordered: Sequence[Judged]) -> Iterator[Repeat]:
    first: dict[tuple[str, str], tuple[Judged, LabelledBlock]] = {}
    for document in ordered:
        for labelled in document.blocks:
            if labelled.label is Label.TEMPLATE and labelled.finding:
                key = document.raw.site, labelled.fingerprint
                origin, block = first.setdefault(key, (document, labelled))
                share = labelled.finding.measured
                yield _repeat(TEMPLATE, document, _place([labelled]), origin, _place([block]), 1.0, share)


def _across(documents: Sequence[Judged], pairs: Sequence[tuple[int, int]]) -> Iterator[Repeat]:
    """Near-duplicates, and the quotations between documents that are none of each other.

    Of all versions of a text the earliest stands for all: what a version has in common with another
    is no quotation.
    """
    ready = lru_cache(MOST_READY)(lambda at: readied(documents[at]))
    version_of: dict[int, int] = {}
    for later, group in groupby(pairs, lambda pair: pair[1]):
        firsts = [first for first, _ in group]
        version = _nearest(ready, firsts, later)
        if version:
            version_of[later] = version_of.get(version[0], version[0])
            yield _whole(documents[later], documents[version[0]], version[1])
        own = version_of.get(later, later)
        others = [first for first in firsts if version_of.get(first, first) != own]
        for first, passage in _quotations(ready, others, later):
            found = passage.stretch
            here = place(documents[later], found.start, found.end)
            there = place(documents[first], found.first_start, found.first_end)
            yield _repeat(QUOTATION, documents[later], here, documents[first], there, passage.likeness)


def _nearest(ready: Ready, firsts: Sequence[int], later: int) -> tuple[int, float] | None:
    """The earliest document that the later one is a version of, and how near it is."""
    for first in firsts:
        likeness = near(ready(first), ready(later))
        if likeness is not None:
            return first, likeness
    return None


def _quotations(ready: Ready, firsts: Sequence[int], later: int) -> Iterator[tuple[int, Passage]]:
    """The passages of a document that stand in earlier ones, each with the earliest that has most of it."""
    taken: list[tuple[int, int]] = []
    for first in firsts:
        for passage in passages(ready(first), ready(later)):
            begin, stop = passage.stretch.start, passage.stretch.end
            covered = sum(max(0, min(end, stop) - max(start, begin)) for start, end in taken)
            if 2 * covered <= stop - begin:
                taken.append((begin, stop))
                yield first, passage


def _whole(document: Judged, first: Judged, similarity: float) -> Repeat:
    return Repeat(
        repeat_id=_group_id(NEAR_DUPLICATE, first.raw.document_id, None),
        kind=NEAR_DUPLICATE,
        document_id=document.raw.document_id,
        position=None,
        start=0,
        end=len(document.raw.text),
        first_document_id=first.raw.document_id,
        first_position=None,
        similarity=similarity,
        first_start=0,
        first_end=len(first.raw.text),
    )


def _repeat(
    kind: str,
    document: Judged,
    here: Place,
    first: Judged,
    there: Place,
    similarity: float,
    site_share: float | None = None,
) -> Repeat:
    return Repeat(
        repeat_id=_group_id(kind, first.raw.document_id, there.position),
        kind=kind,
        document_id=document.raw.document_id,
        position=here.position,
        start=here.start,
        end=here.end,
        first_document_id=first.raw.document_id,
        first_position=there.position,
        similarity=similarity,
        last_position=here.last_position,
        first_start=there.start,
        first_end=there.end,
        site_share=site_share,
    )


def _group_id(kind: str, document_id: str, position: int | None) -> str:
    """Name a group of repeats by its kind and its first occurrence."""
    return blake2b(f"{kind}:{document_id}:{position}".encode(), digest_size=8).hexdigest()
