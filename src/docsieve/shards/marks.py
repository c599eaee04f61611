"""Marks of claims, kept in the ledger: so that claims which may be one are found from numbers alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.entities import COUNTS, Said, marks_of, marks_within, said_of, voice_of
from docsieve.ledger import LEDGER, Lists, in_a_row, in_lists, listed, values
from docsieve.model import Kind
from docsieve.tables import Table

VOICE: Any = LEDGER.field("voices").type.value_type
KINDS = {each.value: each for each in Kind}


def said_in(claims: Table) -> Iterator[Said]:
    """Give what each row of signatories says."""
    columns = (values(claims, name) for name in COUNTS)
    for kind, name, native, aliases, *rest, countries, url in zip(*columns, strict=True):
        yield said_of(KINDS[kind], name, native, tuple(aliases), *rest, tuple(countries), url)


def by_document(claims: Table) -> npt.NDArray[np.int64]:
    """Give the numbers of rows of signatories in the order of their marks: by document, then position."""
    return pc.sort_indices(claims, [(name, "ascending") for name in ("document_id", "position")]).to_numpy()


def marked(signatories: Table, document_ids: Sequence[str]) -> dict[str, Any]:
    """Give marks and voices of all claims of documents, in the order of their ids, for the ledger."""
    claims = signatories.take(by_document(signatories))
    found: dict[Said, list[int]] = {}
    marks, voices, ids = [], [], values(claims, "document_id")
    for said, document_id in zip(said_in(claims), ids, strict=True):
        own = found[said] if said in found else found.setdefault(said, marks_of(said))
        marks.append(np.array([*own, *marks_within(said, document_id)], np.uint64))
        voices.append(voice_of(said, document_id))
    found_in = Counter(ids)
    counts = [found_in[each] for each in document_ids]
    columns = {"marks": listed(marks, LEDGER.field("keys").type), "voices": pa.array(voices, VOICE)}
    return {name: in_lists(column, counts, LEDGER.field(name).type) for name, column in columns.items()}


def marks_in(ledger: Table) -> Lists:
    """Give the marks of all claims of rows of the ledger in a row, and how many each claim has."""
    marks: Any = ledger["marks"]
    lists = [each.flatten() for each in marks.chunks]
    return in_a_row(pa.chunked_array(lists, type=LEDGER.field("keys").type))
