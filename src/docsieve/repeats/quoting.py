"""What of a judged document may be quoted elsewhere, as words, and where they stand in its raw text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from docsieve.model import Judged, Label, LabelledBlock
from docsieve.repeats.keys import body_runs, keys, seeds
from docsieve.repeats.likely import Sketch
from docsieve.repeats.tokens import Hashes, Numbers, Tokens, span_columns, tokens

Places = npt.NDArray[np.int32]

LEAST_HASHES = 128
"""Of the runs of three words of a body, those by which it is told whether two may be alike at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Quotable:
    """All that comparing a document with others and placing what is found needs, in columns of numbers.

    The first six have one entry a word of what may be quoted, 22 bytes together: its hash and its quarters of
    a word; whether it is of the body (what is kept); its span in code points of the raw text, exact where the
    raw block has the words of the repaired one, else the edges of the block; the position of its block.
    ``seeds`` are sorted, one in seven words or so, and stand first at the words ``seed_places``; ``least``
    are the least hashes of runs of three words of the body, at most 128.
    """

    words: Hashes
    quarters: npt.NDArray[np.uint8]
    in_body: npt.NDArray[np.bool_]
    starts: Places
    ends: Places
    positions: Places
    seeds: Hashes
    seed_places: Places
    least: Hashes


_WIDTHS = ("<u8", "<u8", "<u8", "<i4", "<i4", "<i4", "<i4", "<u1", "<u1")
_COUNTS = (0, 1, 2, 0, 0, 0, 1, 0, 0)
"""Of each column the width of a number, the wide ones first, and which of the counts is its length."""
_HEAD = 16


def flat(told: Quotable) -> bytes:
    """Give columns as bytes from which ``shaped`` makes them again; places as steps, which pack well."""
    gaps = told.starts - np.append(np.zeros(1, np.int32), told.ends[:-1])[: len(told.ends)]
    moved, seeds_at = (np.diff(each, prepend=np.int32(0)) for each in (told.positions, told.seed_places))
    small = (gaps, told.ends - told.starts, moved, seeds_at, told.quarters, told.in_body)
    columns: tuple[npt.NDArray[np.generic], ...] = (told.words, told.seeds, told.least, *small)
    counts = np.array([len(told.words), len(told.seeds), len(told.least), 0], "<i4")
    made = (each.astype(width, copy=False) for each, width in zip(columns, _WIDTHS, strict=True))
    return b"".join((counts.tobytes(), *(each.tobytes() for each in made)))


def shaped(data: bytes) -> Quotable:
    """Give back the columns that were made flat."""
    counts = np.frombuffer(data, "<i4", 3).tolist()
    columns: list[npt.NDArray[Any]] = []
    at = _HEAD
    for width, which in zip(_WIDTHS, _COUNTS, strict=True):
        columns.append(np.frombuffer(data, width, counts[which], at))
        at += columns[-1].nbytes
    words, chosen, least, gaps, lengths, moved, seeds_at, quarters, in_body = columns
    ends = np.cumsum(gaps + lengths, dtype=np.int32)
    positions, places = np.cumsum(moved, dtype=np.int32), np.cumsum(seeds_at, dtype=np.int32)
    return Quotable(
        words, quarters, in_body.view(np.bool_), ends - lengths, ends, positions, chosen, places, least
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: first and last block, and the span in code points of the raw text."""

    position: int
    last_position: int
    start: int
    end: int


def place(document: Quotable, start: int, end: int) -> Place:
    """Give where the words ``start:end`` of what may be quoted stand in the raw text."""
    first, last = start, end - 1
    return Place(
        int(document.positions[first]),
        int(document.positions[last]),
        int(document.starts[first]),
        int(document.ends[last]),
    )


def quoted(document: Judged) -> tuple[Sketch, Quotable]:
    """Give what a document contributes to the search for repeats, and what comparing it needs."""
    blocks = [each for each in document.blocks if _is_quoted(each)]
    words = tokens([each.repaired.text for each in blocks])
    counts = np.diff(words.bounds)
    kept = np.fromiter((each.kept for each in blocks), np.bool_, len(blocks))
    in_body = np.repeat(kept, counts)
    body = words if kept.all() else _one_text(words.hashes[in_body], words.quarters[in_body])
    chosen, seed_places = seeds(words)
    runs = body_runs(body)
    starts, ends = _spans([each.block.text for each in blocks], words.bounds)
    offsets = np.fromiter((each.block.start for each in blocks), np.int32, len(blocks))
    positions = np.fromiter((each.block.position for each in blocks), np.int32, len(blocks))
    told = Quotable(
        words=words.hashes,
        quarters=words.quarters.astype(np.uint8),
        in_body=in_body,
        starts=starts + np.repeat(offsets, counts),
        ends=ends + np.repeat(offsets, counts),
        positions=np.repeat(positions, counts),
        seeds=chosen,
        seed_places=seed_places.astype(np.int32),
        least=np.unique(np.sort(runs)[: 2 * LEAST_HASHES])[:LEAST_HASHES],
    )
    return _sketch(document, keys(words, chosen, body, runs), told), told


def sketch(document: Judged) -> Sketch:
    """Give what a document contributes to the search for repeats across the corpus."""
    return quoted(document)[0]


def quotable(document: Judged) -> Quotable:
    """Give what comparing a document with others needs."""
    return quoted(document)[1]


def _one_text(words: Hashes, quarters: Numbers) -> Tokens:
    return Tokens(words, quarters, np.array([0, len(words)]))


def _sketch(document: Judged, found: Hashes, told: Quotable) -> Sketch:
    raw = document.raw
    return Sketch(
        document_id=raw.document_id,
        content_sha256=raw.content_sha256,
        site=raw.site,
        age=_age(document),
        keys=found,
        raw_length=len(raw.text),
        digest=_digest(raw.document_id, told),
    )


def _digest(document_id: str, told: Quotable) -> bytes:
    summed = blake2b(document_id.encode("utf-8", "surrogatepass"), digest_size=16)
    # Its seeds are made of its words.
    columns = (told.words, told.quarters, told.in_body, told.starts, told.ends, told.positions)
    for column in columns:
        summed.update(len(column).to_bytes(8, "little"))
        summed.update(column.astype(column.dtype.newbyteorder("<"), copy=False).tobytes())
    return summed.digest()


def _spans(texts: Sequence[str], bounds: Numbers) -> tuple[Places, Places]:
    """Where each word stands in the raw text of its block; the block's edges where it has other words."""
    begins = np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
    begins = np.concatenate((np.zeros(1, np.int64), begins))
    raw_starts, raw_ends = span_columns("\n".join([*texts, ""]))
    raw_bounds = np.searchsorted(raw_starts, begins)
    counts = np.diff(bounds)
    alike = np.diff(raw_bounds) == counts
    if alike.all():
        begin = np.repeat(begins[:-1], counts)
        return (raw_starts - begin).astype(np.int32), (raw_ends - begin).astype(np.int32)
    starts, ends = np.zeros(int(bounds[-1]), np.int32), np.zeros(int(bounds[-1]), np.int32)
    for n, text in enumerate(texts):
        here, there = slice(bounds[n], bounds[n + 1]), slice(raw_bounds[n], raw_bounds[n + 1])
        if alike[n]:
            starts[here], ends[here] = raw_starts[there] - begins[n], raw_ends[there] - begins[n]
        else:
            starts[here], ends[here] = len(text) - len(text.lstrip()), len(text.rstrip())
    return starts, ends


def _is_quoted(labelled: LabelledBlock) -> bool:
    """The author's text and the visitors'; two letters are not alike for having the same signatories."""
    return (labelled.kept and labelled.label is not Label.SIGNATURE) or labelled.label is Label.COMMENT


def _age(document: Judged) -> tuple[date, datetime, str]:
    published = document.metadata.published_on or date.max
    scraped = document.raw.scraped_at.replace(tzinfo=None) if document.raw.scraped_at else datetime.max
    return published, scraped, document.raw.source
