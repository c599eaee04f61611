"""The laws of each room for one input, whatever it is: what fuzzing and the kept findings are held to.

Each law takes bytes, does what the room does, and raises where a promise is broken: blocks joined give the
raw text back, spans lie inside and say what stands there, nothing is raised but what is declared, the
same input has the same answer, what was repaired needs no repair.
"""

import gzip
import io
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from docsieve import persons, pipeline
from docsieve.dates import find_dates
from docsieve.entities import resolve
from docsieve.language import engine
from docsieve.model import Evidence, Judged, Metadata, RawDocument, Rejected
from docsieve.read import Fields, Limits, Reason, Refusal, decode, document_id, list_sources, read_any
from docsieve.read.sidecar import Sidecar, parse_sidecar
from docsieve.read.sources import Source
from docsieve.repair import markers, repair
from docsieve.segment import rebuild, segment
from docsieve.tables import build

LIMITS = Limits(bytes=20_000, characters=10_000, unpacked=200_000)
REASONS = {reason.value for reason in Reason}

Law = Callable[[bytes], None]


def text_of(data: bytes) -> str:
    """Any text a document can have: bytes that are no UTF-8 are left out."""
    return data.decode("utf-8", "ignore")


def reading(data: bytes) -> None:
    """Bytes become exact text or a reason, twice the same."""
    found = decode(data)
    assert decode(data) == found
    if isinstance(found, Refusal):
        assert found.reason in REASONS
        assert found.detail
        return
    assert data.decode(found.encoding) == found.text
    assert found.text.strip()
    assert "\0" not in found.text
    found.text.encode()


def sidecar(data: bytes) -> None:
    """A sidecar is read or refused."""
    found = parse_sidecar(data)
    assert isinstance(found, Sidecar | Refusal)
    if isinstance(found, Sidecar):
        assert found.scraped_at is None or found.scraped_at.tzinfo is not None


PACKINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet", ".wet", ".wet.gz", ".txt")


def containers(data: bytes) -> None:
    """A file of many records: the first byte says which kind, and whether it is packed for it or broken."""
    kind, content = (data[0] if data else 0), data[1:]
    suffix = PACKINGS[kind % len(PACKINGS)]
    if kind < 128:
        content = _packed(suffix, content)
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        (Path(place) / f"a{suffix}").write_bytes(content)
        (source,) = list_sources(Path(place))
        assert isinstance(source, Source)
        found = list(read_any(source, Fields(), LIMITS))
        assert list(read_any(source, Fields(), LIMITS)) == found
    names = [each.source for each in found]
    assert len(set(names)) == len(names) or suffix == ".parquet" or any(map(_is_rejected, found))
    assert len({each.source for each in found if isinstance(each, RawDocument)}) == sum(
        isinstance(each, RawDocument) for each in found
    )
    for each in found:
        _check_read(each)


MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def _is_rejected(each: object) -> bool:
    return isinstance(each, Rejected)


def _packed(suffix: str, content: bytes) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(content, 1, mtime=0)
    if suffix.endswith(".zst"):
        return bytes(pa.compress(content, "zstd", asbytes=True)) if content else b""
    if suffix != ".parquet":
        return content
    rows = content.split(b"\n")
    made = io.BytesIO()
    column = pa.array(rows, pa.binary()).view(pa.string()) if len(content) % 2 else pa.array(rows)
    pq.write_table(pa.table({"text": column, "id": list(range(len(rows)))}), made)
    return made.getvalue()


def _check_read(each: RawDocument | Rejected) -> None:
    assert each.source.isprintable()
    if isinstance(each, Rejected):
        assert each.reason in REASONS
        assert each.detail
        return
    assert len(each.text) <= LIMITS.characters
    assert each.text.strip()
    each.text.encode()


def segmenting(data: bytes) -> None:
    """Blocks lie side by side and give the text back."""
    text = text_of(data)
    blocks = segment(text)
    assert segment(text) == blocks
    assert rebuild(blocks) == (text if text.strip() else "")
    at = 0
    for position, block in enumerate(blocks):
        assert (block.position, block.start) == (position, at)
        assert block.text == text[block.start : block.end]
        assert block.text.strip()
        assert not block.separator.strip()
        at = block.end + len(block.separator)


def repairing(data: bytes) -> None:
    """Each change says what stood where; a repaired text needs no repair."""
    text = text_of(data)
    once = repair(text, 7)
    assert repair(text, 7) == once
    assert not repair(once.text, 0).repairs
    for each in once.repairs:
        assert text[each.start - 7 : each.end - 7] == each.before
        assert each.before != each.after
    blocks = [(block.text, block.start) for block in segment(text)]
    for mark in markers(blocks):
        assert text[mark.start : mark.end] == mark.text


def dating(data: bytes) -> None:
    """Dates lie apart, in order, inside the text."""
    text = text_of(data)
    found = find_dates(text, "en")
    assert find_dates(text, "en") == found
    at = 0
    for mention in found:
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


def judging(data: bytes) -> None:
    """The whole way of a document: labels, title, dates, signatories, rows; twice the same."""
    text = text_of(data)
    if not text.strip():
        return
    raw = RawDocument(document_id("a/b.txt"), "a/b.txt", "a", "0" * 64, text, "utf-8", "strict_utf8")
    judged = _judged(raw)
    assert _judged(raw) == judged
    check_judged(judged)
    check_tables(judged)


SIGNED = "Open letter\n\nWe ask for a bench.\n\nSigned by:\n\n"


def signing(data: bytes) -> None:
    """What stands below a heading of signatories is labelled and claimed, whatever it is."""
    text = SIGNED + text_of(data)
    judged = _judged(
        RawDocument(document_id("a/b.txt"), "a/b.txt", "a", "0" * 64, text, "utf-8", "strict_utf8")
    )
    check_judged(judged)
    entities = resolve([judged])
    claimed = [claim for entity in entities for claim in entity.claims]
    assert sorted(claimed) == [(judged.raw.document_id, each.position) for each in judged.signatories]


def _judged(raw: RawDocument) -> Judged:
    prepared = pipeline.prepare(raw, engine("pooled"))
    return pipeline.judge(prepared, *pipeline.survey([prepared]))


def check_judged(judged: Judged) -> None:
    """Blocks, metadata and signatories of a judged document keep what they promise."""
    text = judged.raw.text
    assert rebuild(tuple(each.block for each in judged.blocks)) == text
    for block in judged.blocks:
        assert block.kept or block.finding is not None
        for change in block.repaired.repairs:
            assert text[change.start : change.end] == change.before
        assert not repair(block.repaired.text, 0).repairs
    for signatory in judged.signatories:
        assert signatory.name.strip()
        assert 0 <= signatory.start < signatory.end <= len(text)
        assert signatory.as_written == text[signatory.start : signatory.end]
        assert 0 <= signatory.confidence <= 1
    assert [each.position for each in judged.signatories] == list(range(len(judged.signatories)))
    for each in _evidence(judged.metadata):
        assert 0 <= each.start < each.end <= len(text)
        assert each.text.strip()


def _evidence(found: Metadata) -> Iterable[Evidence]:
    alone = (found.title, found.date_evidence, found.place)
    yield from (each for each in alone if each is not None)
    yield from (*found.other_titles, *found.issuers, *found.footnote_markers)
    for footnote in found.footnotes:
        yield from footnote.markers
        if footnote.note is not None:
            yield footnote.note


def check_tables(judged: Judged) -> None:
    """Every row of a document passes the tables' own checks, also without the names of persons."""
    found = pipeline.across([judged])
    entities = resolve([judged])
    rejected: list[Rejected] = []
    tables: dict[str, Any] = build([judged], found, entities, rejected, "0" * 32)
    assert tables["quarantine"].num_rows == 0, tables["quarantine"].to_pylist()
    shown = persons.protect([judged], entities, rejected, persons.Care(persons.Persons.DROP))
    tables = build(shown.judged, pipeline.across(shown.judged), shown.entities, shown.rejected, "0" * 32)
    assert tables["quarantine"].num_rows == 0, tables["quarantine"].to_pylist()


LAWS: dict[str, Law] = {
    "reading": reading,
    "sidecar": sidecar,
    "containers": containers,
    "segmenting": segmenting,
    "repairing": repairing,
    "dating": dating,
    "judging": judging,
    "signing": signing,
}
