"""The columns of the ledger: one row a document, and lists of numbers as arrays without a copy."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_NUMBERS: Any = pa.list_(pa.field("element", pa.uint64(), nullable=False))
_LISTS: Any = pa.list_(pa.field("element", _NUMBERS, nullable=False))

Lists = tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]
"""The numbers of many lists in a row, and how many each list has."""

Ids = npt.NDArray[np.bytes_]

_ZSTD: Any = pa.Codec("zstd", 1)
_LENGTH = 8
ID_LENGTH, VOICE_LENGTH = 32, 16

_READ: list[Any] = [
    ("document_id", pa.string()),
    ("source", pa.string()),
    ("site", pa.string()),
    ("content_sha256", pa.string()),
    ("characters", pa.int64()),
    ("about", pa.string()),
    ("identity", pa.binary(16)),
    ("file", pa.string()),
    ("trace", pa.uint64()),
    ("fingerprints", _NUMBERS),
]
_JUDGED: list[Any] = [
    ("evidence", pa.binary(16)),
    ("published", pa.date32()),
    ("scraped", pa.timestamp("us")),
    ("keys", _NUMBERS),
    ("digest", pa.binary(16)),
    ("quotable", pa.binary()),
    ("own", pa.binary()),
    ("stencils", pa.binary()),
    ("failed", pa.binary()),
    ("marks", _LISTS),
    ("voices", pa.list_(pa.binary(VOICE_LENGTH))),
    ("accepted", pa.bool_()),
]
READ = pa.schema(_READ)
"""What is known of a document that was read and prepared.

``about`` is what its sidecar or record says of it, ``identity`` a digest over all that judging starts from,
``file`` and ``trace`` the file it came from as it was when listed, ``fingerprints`` one number a block.
"""

_ALL: list[Any] = [*_READ, *_JUDGED]
LEDGER = pa.schema(_ALL)
"""A row of the ledger: that, and what is known of it once it was judged.

``evidence`` is a digest of what the corpus said of its blocks; ``published`` to ``digest`` are what the
search for repeats asks of it, ``quotable`` (squeezed) what comparing it with another asks; ``own``,
``stencils`` and ``failed`` are JSON: the repeats within it, its template lines, and the rows of it that
did not fit their table; ``marks`` says of each of its claims what could make it one with another;
``voices`` what stands for all that is said in each of them; ``accepted`` that it is published, and not in
quarantine for its rows.
"""

_REJECTED: list[Any] = [
    ("file", pa.string()),
    ("trace", pa.uint64()),
    ("source", pa.string()),
    ("content_sha256", pa.string()),
    ("stage", pa.string()),
    ("reason", pa.string()),
    ("detail", pa.string()),
]
REJECTED = pa.schema(_REJECTED)
"""What was not accepted, with the file it came from."""

_COMPARED: list[Any] = [("first", pa.binary(16)), ("later", pa.binary(16)), ("result", pa.binary())]
COMPARED = pa.schema(_COMPARED)
"""Two documents that were compared, by their digests, and what came of it, as JSON."""

_ENTITIES: list[Any] = [("document_id", pa.string()), ("entity_id", pa.binary(ID_LENGTH))]
ENTITIES = pa.schema(_ENTITIES)
"""The entity of each claim, in the order of documents' ids, then of positions, as their marks are."""

_PAIRS: list[Any] = [("first", pa.string()), ("later", pa.string())]
PAIRS = pa.schema(_PAIRS)
"""The ids of documents that share what makes a comparison likely to find something."""


def values(rows: Any, name: str) -> list[Any]:
    """Give a column of a table as a list."""
    return list(rows[name].to_pylist())


def are_in(rows: Any, name: str, wanted: AbstractSet[Any]) -> Any:
    """Give a mask of the rows whose value in a column is one of those wanted."""
    return pa.array([each in wanted for each in values(rows, name)], pa.bool_())


def numbers(column: Any) -> Iterator[npt.NDArray[Any]]:
    """Give the lists of a column one by one as arrays that share its memory.

    >>> [each.tolist() for each in numbers(pa.chunked_array([[[1, 2], []], [[3]]], pa.list_(pa.uint64())))]
    [[1, 2], [], [3]]
    """
    for chunk in column.chunks:
        values = chunk.values.to_numpy(zero_copy_only=False)
        bounds = chunk.offsets.to_numpy()
        yield from (values[start:end] for start, end in pairwise(bounds))


def in_a_row(column: Any) -> Lists:
    """Give the numbers of all lists of a column in a row, and how many each list has.

    >>> [each.tolist() for each in in_a_row(pa.chunked_array([[[1, 2], []], [[3]]], pa.list_(pa.uint64())))]
    [[1, 2, 3], [2, 0, 1]]
    """
    found = [np.zeros(0, np.uint64), *(chunk.flatten().to_numpy() for chunk in column.chunks)]
    counts = [np.zeros(0, np.int64), *(np.diff(chunk.offsets.to_numpy()) for chunk in column.chunks)]
    return np.concatenate(found), np.concatenate(counts)


def fixed(values: Ids) -> Any:
    """Give bytes of one length as a column.

    >>> unfixed(pa.chunked_array([fixed(np.array([b"lamp", b"oar"]))])[1:])
    array([b'oar'], dtype='|S4')
    """
    kind = pa.binary(values.dtype.itemsize)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values.tobytes())])


def unfixed(column: Any) -> Ids:
    """Give a column of bytes of one length as an array."""
    found = column.combine_chunks()
    values: Ids = np.frombuffer(found.buffers()[1] or b"", f"S{found.type.byte_width}")
    return values[found.offset : found.offset + len(found)]


def squeezed(data: bytes | pa.Buffer) -> bytes:
    """Give bytes in less room: their length in eight bytes, and zstd at its quickest.

    >>> unsqueezed(squeezed(b"lamp " * 100)) == b"lamp " * 100
    True
    """
    return len(data).to_bytes(_LENGTH, "little") + bytes(_ZSTD.compress(data, asbytes=True))


def unsqueezed(data: bytes) -> bytes:
    """Give back what was squeezed."""
    length = int.from_bytes(data[:_LENGTH], "little")
    return bytes(_ZSTD.decompress(data[_LENGTH:], length, asbytes=True))


def packed_rows(rows: pa.Table) -> bytes:
    """Give rows as one piece of bytes, squeezed as one: column by column takes long where rows are few.

    >>> rows = pa.table({"lamp": [1, 2]})
    >>> unpacked_rows(packed_rows(rows), rows.schema).equals(rows)
    True
    """
    batches = rows.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], schema=rows.schema)]
    return squeezed(batches[0].serialize())


def unpacked_rows(data: bytes, schema: pa.Schema) -> pa.Table:
    """Give back rows that were packed, of a schema."""
    return pa.Table.from_batches([pa.ipc.read_record_batch(pa.py_buffer(unsqueezed(data)), schema)])


def listed(arrays: Sequence[npt.NDArray[Any]], kind: Any) -> Any:
    """Give arrays as one list column of a type of the ledger."""
    inside = kind.value_type.to_pandas_dtype()
    joined = np.concatenate([*arrays, np.zeros(0, inside)]).astype(inside, copy=False)
    made: Any = pa.ListArray
    return made.from_arrays(_bounds([len(each) for each in arrays]), pa.array(joined), type=kind)


def in_lists(values: Any, counts: Sequence[int], kind: Any) -> Any:
    """Give a column as one of lists, ``counts`` in each row, of a type of the ledger.

    >>> two = listed([np.array([1, 2], np.uint64), np.array([3], np.uint64)], LEDGER.field("keys").type)
    >>> in_lists(two, [0, 2], LEDGER.field("marks").type).to_pylist()
    [[], [[1, 2], [3]]]
    """
    made: Any = pa.ListArray
    return made.from_arrays(_bounds(counts), values, type=kind)


def _bounds(counts: Sequence[int]) -> Any:
    """Where lists of so many values begin, and where the last one ends."""
    bounds = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=bounds[1:])
    return pa.array(bounds)
