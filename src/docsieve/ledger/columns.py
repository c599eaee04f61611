"""The columns of the ledger: one row a document, and lists of numbers as arrays without a copy."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_NUMBERS = pa.list_(pa.field("element", pa.uint64(), nullable=False))
_PLACES = pa.list_(pa.field("element", pa.int32(), nullable=False))
_SMALL = pa.list_(pa.field("element", pa.uint8(), nullable=False))

_READ: list[tuple[str, pa.DataType]] = [
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
_JUDGED: list[tuple[str, pa.DataType]] = [
    ("evidence", pa.binary(16)),
    ("published", pa.date32()),
    ("scraped", pa.timestamp("us")),
    ("keys", _NUMBERS),
    ("digest", pa.binary(16)),
    ("words", _NUMBERS),
    ("quarters", _SMALL),
    ("in_body", _SMALL),
    ("starts", _PLACES),
    ("ends", _PLACES),
    ("positions", _PLACES),
    ("own", pa.binary()),
    ("stencils", pa.binary()),
    ("failed", pa.binary()),
]
READ = pa.schema(_READ)
"""What is known of a document that was read and prepared.

``about`` is what its sidecar or record says of it, ``identity`` a digest over all that judging starts from,
``file`` and ``trace`` the file it came from as it was when listed, ``fingerprints`` one number a block.
"""

LEDGER = pa.schema([*_READ, *_JUDGED])
"""A row of the ledger: that, and what is known of it once it was judged.

``evidence`` is a digest of what the corpus said of its blocks; ``published`` to ``positions`` are what the
search for repeats asks of it; ``own``, ``stencils`` and ``failed`` are JSON: the repeats within it, its
template lines, and the rows of it that did not fit their table.
"""

REJECTED = pa.schema([
    ("file", pa.string()),
    ("trace", pa.uint64()),
    ("source", pa.string()),
    ("content_sha256", pa.string()),
    ("stage", pa.string()),
    ("reason", pa.string()),
    ("detail", pa.string()),
])  # fmt: skip
"""What was not accepted, with the file it came from."""

COMPARED = pa.schema([("first", pa.binary(16)), ("later", pa.binary(16)), ("result", pa.binary())])
"""Two documents that were compared, by their digests, and what came of it, as JSON."""


def numbers(column: Any) -> Iterator[npt.NDArray[Any]]:
    """Give the lists of a column one by one as arrays that share its memory.

    >>> [each.tolist() for each in numbers(pa.chunked_array([[[1, 2], []], [[3]]], pa.list_(pa.uint64())))]
    [[1, 2], [], [3]]
    """
    for chunk in column.chunks:
        values = chunk.values.to_numpy(zero_copy_only=False)
        bounds = chunk.offsets.to_numpy()
        yield from (values[start:end] for start, end in zip(bounds, bounds[1:], strict=False))


def listed(arrays: Sequence[npt.NDArray[Any]], kind: pa.DataType) -> pa.Array:
    """Give arrays as one list column of a type of the ledger."""
    bounds = np.zeros(len(arrays) + 1, np.int32)
    np.cumsum([len(each) for each in arrays], out=bounds[1:])
    inside = kind.value_type.to_pandas_dtype()
    values = np.concatenate([*arrays, np.zeros(0, inside)]).astype(inside, copy=False)
    return pa.ListArray.from_arrays(pa.array(bounds), pa.array(values), type=kind)
