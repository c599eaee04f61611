"""Containers: files that hold many documents, read record by record.

JSON Lines (``.jsonl``, also packed as ``.jsonl.gz`` and ``.jsonl.zst``), Parquet with a column of texts
(``.parquet``), and the text archives of Common Crawl (``.wet``, ``.wet.gz``).
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from docsieve.read.decode import Decoded, Reason, Refusal, decode
from docsieve.read.records import Fields, Limits, Record
from docsieve.read.streams import BrokenContainerError, StaysOpen, Unpacked, check_ratio, lines
from docsieve.read.wet import conversions

PARQUET = ".parquet"
WET = (".wet", ".wet.gz")

ROWS = 64
"""Rows of a Parquet file that are held at a time; texts that are longer than allowed are not taken out."""


def records(file: BinaryIO, name: str, fields: Fields, limits: Limits) -> Iterator[Record]:
    """Give the records of a container, one in memory at a time.

    Raises BrokenContainerError where the rest cannot be read, and ``OSError`` on a disk error.
    """
    lower = name.lower()
    if lower.endswith(PARQUET):
        return _rows(file, fields, limits)
    unpacked = Unpacked(file, lower, limits.unpacked)
    return _conversions(unpacked, fields, limits) if lower.endswith(WET) else _json(unpacked, limits)


def _json(file: Unpacked, limits: Limits) -> Iterator[Record]:
    for number, line in lines(file, limits.bytes):
        yield Record(number, _parsed(line.removeprefix(b"\xef\xbb\xbf"), limits))


def _parsed(line: bytes, limits: Limits) -> Mapping[str, Any] | Refusal:
    if len(line) > limits.bytes:
        return Refusal(Reason.TOO_LONG, f"more bytes than the limit of {limits.bytes:,}")
    try:
        found = json.loads(line.decode())
    except UnicodeDecodeError as error:
        return Refusal(Reason.UNDECODABLE, f"byte {error.start} of the line is no valid UTF-8")
    except (ValueError, RecursionError) as error:
        told = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return Refusal(Reason.BAD_RECORD, f"the line is no JSON: {told}")
    if not isinstance(found, dict):
        return Refusal(Reason.BAD_RECORD, "the line is JSON, but no object with fields")
    return found


def _conversions(file: Unpacked, fields: Fields, limits: Limits) -> Iterator[Record]:
    for number, head, payload in conversions(file, limits.bytes):
        if len(payload) > limits.bytes:
            yield Record(number, Refusal(Reason.TOO_LONG, f"more bytes than the limit of {limits.bytes:,}"))
            continue
        decoded = decode(payload)
        yield Record(number, _of_wet(head, decoded, fields) if isinstance(decoded, Decoded) else decoded)


def _of_wet(head: Mapping[str, str], decoded: Decoded, fields: Fields) -> Mapping[str, Any]:
    return {
        fields.text: decoded.text,
        fields.id: head.get("warc-record-id", "").strip("<>").removeprefix("urn:uuid:"),
        fields.url: head.get("warc-target-uri"),
        fields.scraped_at: head.get("warc-date"),
    }


def _rows(file: BinaryIO, fields: Fields, limits: Limits) -> Iterator[Record]:
    """As :func:`records`; what Arrow cannot read it tells by an error of its own, or one without a number."""
    try:
        yield from _rows_of(file, fields, limits)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        detail = f"it is no Parquet, or damaged: {_first(error)}"
        raise BrokenContainerError(Reason.BROKEN_CONTAINER, detail) from error


def _rows_of(file: BinaryIO, fields: Fields, limits: Limits) -> Iterator[Record]:
    source = cast(BinaryIO, StaysOpen(file))
    metadata = pq.read_metadata(source)
    schema = metadata.schema.to_arrow_schema()
    known = schema.names
    if fields.text not in known:
        raise BrokenContainerError(Reason.BAD_RECORD, f"there is no column {fields.text!r}")
    if pa.types.is_nested(held := schema.field(fields.text).type):
        raise BrokenContainerError(Reason.BAD_RECORD, f"the column {fields.text!r} holds {held}, no texts")
    size = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
    if size > limits.unpacked:
        raise BrokenContainerError(Reason.TOO_LONG, f"it says that it unpacks to {size:,} bytes")
    # A text that many rows share is kept once, so that a small file cannot become a large one here.
    parquet = pq.ParquetFile(source, read_dictionary=[fields.text], pre_buffer=False)
    wanted = [name for name in fields.names() if name in known]
    number = given = 0
    packed = file.seek(0, 2)
    for batch in parquet.iter_batches(ROWS, columns=wanted):
        for row in range(batch.num_rows):
            number += 1
            record = Record(number, _row(batch, row))
            given += _length(record, fields.text)
            if given > limits.unpacked:
                raise BrokenContainerError(Reason.TOO_LONG, f"more text than {limits.unpacked:,} characters")
            check_ratio(given, packed)
            yield record


def _length(record: Record, name: str) -> int:
    """Characters of a record's text, which may be one that other rows share."""
    text = record.values.get(name) if isinstance(record.values, Mapping) else None
    return len(text) if isinstance(text, str) else 0


def _row(batch: pa.RecordBatch, row: int) -> Mapping[str, Any] | Refusal:
    try:
        return {name: batch.column(name)[row].as_py() for name in batch.schema.names}
    except (UnicodeDecodeError, pa.ArrowException) as error:
        return Refusal(Reason.UNDECODABLE, f"a field cannot be read: {_first(error)}")


def _first(error: Exception) -> str:
    with suppress(IndexError):
        return str(error).splitlines()[0][:200]
    return type(error).__name__
