"""What the corpus says of every document, and which documents are to be judged again for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pyarrow as pa

from docsieve.ledger import are_in, numbers
from docsieve.repeats import Carried, Trace, carried

Count = Callable[[Sequence[Trace]], Iterable[Carried]]
"""Counts pages and fingerprints by site, and gives what comes of it in the order of the traces.

The traces of a site stand together.
"""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was said of documents, by id; ``again`` are documents of before of which another thing is said."""

    said: Mapping[str, Carried]
    again: tuple[str, ...]


def survey(new: pa.Table, staying: pa.Table, touched: AbstractSet[str], count: Count = carried) -> Survey:
    """Count over every site in which something has changed.

    ``new`` has rows READ, ``staying`` those and ``evidence``; ``touched`` are the sites of documents that
    came or went. Sites in which nothing has changed are left out: nothing new is said of their documents.
    """
    said: dict[str, Carried] = {}
    again: list[str] = []
    rows = sorted([*_rows(new, None), *_rows(staying, touched)], key=lambda row: row.trace.site)
    for row, found in zip(rows, count([row.trace for row in rows]), strict=True):
        if row.evidence is None or row.evidence != found.digest:
            said[row.document_id] = found
            again += [row.document_id] if row.evidence is not None else []
    return Survey(said, tuple(sorted(again)))


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    document_id: str
    trace: Trace
    evidence: bytes | None


def _rows(table: pa.Table, sites: AbstractSet[str] | None) -> Iterable[_Row]:
    names = ["document_id", "site", "content_sha256"]
    if sites is not None:
        names.append("evidence")
        table = table.filter(are_in(table, "site", sites))
    told: Sequence[dict[str, str]] = table.select(names).to_pylist()
    for row, marks in zip(told, numbers(table["fingerprints"]), strict=True):
        yield _Row(row["document_id"], Trace(row["site"], row["content_sha256"], marks), row.get("evidence"))  # type: ignore[arg-type]
