"""The first half of the work: files to prepared documents, which wait on the disk for their judgement."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from docsieve import erasure, language, pipeline
from docsieve.ledger import READ, REJECTED, file_trace, listed, squeezed, unsqueezed
from docsieve.model import Judged, Prepared, RawDocument, Rejected
from docsieve.parcels import packed, unpacked
from docsieve.read import Fields, Limits, Source, read_any
from docsieve.releases import Release, let_in
from docsieve.repeats import trace
from docsieve.snapshot import disk

Found = RawDocument | Rejected
NOTHING_ERASED = erasure.Marks()
IDENTITY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are read and prepared, and what people decided about reading; small, and pickles."""

    fields: Fields
    limits: Limits
    language_engine: str
    releases: tuple[Release, ...] = ()
    marks: erasure.Marks = NOTHING_ERASED
    listed_at: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that were prepared together: where they wait, their rows for the ledger, what was rejected.

    ``same`` are documents that are as they were, with the trace that their file has now. ``path`` is
    None where there is nothing to be judged.
    """

    path: str | None
    rows: pa.Table
    same: Mapping[str, int]
    rejected: pa.Table


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one file."""

    file: str
    trace: int
    found: tuple[Found, ...]


def read_file(source: Source, terms: Terms) -> Read:
    """Read a text file, past what a person has released, without what was erased."""
    return Read(source.name, file_trace(source, terms.listed_at), tuple(_read(source, terms)))


def read_records_of(source: Source, terms: Terms, wanted: AbstractSet[str] | None = None) -> Iterator[Read]:
    """Read the records of a container one by one, all or those wanted, without what was erased."""
    made = file_trace(source, terms.listed_at)
    for each in read_any(source, terms.fields, terms.limits):
        if wanted is None or (isinstance(each, RawDocument) and each.document_id in wanted):
            yield Read(source.name, made, tuple(_kept([each], terms)))


def _kept(found: Sequence[Found], terms: Terms) -> Iterator[Found]:
    documents = [each for each in found if isinstance(each, RawDocument)]
    rejected = [each for each in found if isinstance(each, Rejected)]
    for group in erasure.turn_away(documents, rejected, terms.marks):
        yield from group


def _read(source: Source, terms: Terms) -> Iterator[Found]:
    found = list(read_any(source, terms.fields, terms.limits))
    rejected = [each for each in found if isinstance(each, Rejected)]
    limits = terms.limits
    released, left = let_in([source], rejected, terms.releases, limits.bytes, limits.characters)
    documents = [each for each in found if isinstance(each, RawDocument)]
    return _kept([*documents, *released, *left], terms)


def prepare_sources(sources: Sequence[Source], known: Mapping[str, bytes], terms: Terms, place: str) -> Shard:
    """Read and prepare text files; see prepare_read."""
    return prepare_read([read_file(source, terms) for source in sources], known, terms, place)


def prepare_read(files: Iterable[Read], known: Mapping[str, bytes], terms: Terms, place: str) -> Shard:
    """Prepare what was read and put it into the file ``place``.

    ``known`` are the identities of documents that were judged before: one that has the same is not
    prepared again.
    """
    engine = language.engine(terms.language_engine)
    same: dict[str, int] = {}
    prepared: list[Prepared] = []
    origins: list[Read] = []
    rejected: list[dict[str, object]] = []
    for file in files:
        for each in file.found:
            if isinstance(each, Rejected):
                rejected.append(_row_of(each, file))
            elif known.get(each.document_id) == identity(each):
                same[each.document_id] = file.trace
            else:
                prepared.append(pipeline.prepare(each, engine))
                origins.append(file)
    if prepared:
        lay_aside(prepared, place)
    rows = _rows(prepared, origins)
    return Shard(place if prepared else None, rows, same, pa.Table.from_pylist(rejected, REJECTED))


def lay_aside(documents: Sequence[Prepared] | Sequence[Judged], path: str) -> None:
    """Write documents into a file, where they wait for the next step."""
    with disk.whole(Path(path)) as new:
        new.write_bytes(squeezed(packed(documents)))


def waiting(paths: Sequence[str]) -> list[Any]:
    """Give the documents that wait in files, as they were laid aside, one file after the other."""
    return [one for path in paths for one in unpacked(unsqueezed(Path(path).read_bytes()))]


def identity(raw: RawDocument) -> bytes:
    """Give a digest over all that a document is before it is prepared."""
    told = (raw.source, raw.site, raw.content_sha256, raw.encoding, raw.encoding_found_by, about(raw))
    data = "\x1f".join(told).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=IDENTITY_BYTES).digest()


def about(raw: RawDocument) -> str:
    """Give what was said of a document beside its text, as one string."""
    return f"{raw.site} {raw.url} {raw.scraped_at}"


def _rows(prepared: Sequence[Prepared], origins: Sequence[Read]) -> pa.Table:
    raws = [each.raw for each in prepared]
    marks = [trace(each).fingerprints for each in prepared]
    columns: dict[str, Any] = {
        "document_id": [each.document_id for each in raws],
        "source": [each.source for each in raws],
        "site": [each.site for each in raws],
        "content_sha256": [each.content_sha256 for each in raws],
        "about": [about(each) for each in raws],
        "identity": [identity(each) for each in raws],
        "file": [each.file for each in origins],
        "trace": [each.trace for each in origins],
        "characters": [len(each.text) for each in raws],
        "fingerprints": listed(marks, READ.field("fingerprints").type),
    }
    return pa.table(columns, schema=READ)


def _row_of(each: Rejected, file: Read) -> dict[str, object]:
    told = {name: getattr(each, name) for name in ("source", "content_sha256", "stage", "reason", "detail")}
    return {"file": file.file, "trace": file.trace, **told}


def rejected_of(rows: pa.Table) -> list[Rejected]:
    """Give rows of what was not accepted as values."""
    names = ["source", "content_sha256", "stage", "reason", "detail"]
    return [Rejected(**row) for row in rows.select(names).to_pylist()]
