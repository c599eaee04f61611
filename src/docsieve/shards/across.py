"""What only the whole corpus says: entities, copies of the same bytes, repeats; from small columns alone."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter

from docsieve.ledger import COMPARED, Ledger, Mapped, numbers, part_name, unsqueezed, values
from docsieve.model import Repeat
from docsieve.repeats import Asked, Compared, Quotable, Sketch, compare, shaped, templates
from docsieve.shards.judge import OWN, STENCILS
from docsieve.tables import Table

COMPARED_VALUE = TypeAdapter(Compared)
SKETCH = (
    "document_id",
    "source",
    "site",
    "content_sha256",
    "characters",
    "published",
    "scraped",
    "keys",
    "digest",
)
NOTHING = b"[]"
Known = dict[tuple[bytes, bytes], Compared]

MOST_SEEN = 50_000_000
"""Bytes that are looked at before memory is given back."""


def sketches_in(ledger: Table) -> list[Sketch]:
    """Give what the documents contribute to the search for repeats."""
    rows = ledger.select([name for name in SKETCH if name != "keys"]).to_pylist()
    return [
        Sketch(
            document_id=row["document_id"],
            content_sha256=row["content_sha256"],
            site=row["site"],
            age=(row["published"] or date.max, row["scraped"] or datetime.max, row["source"]),
            keys=keys,
            raw_length=row["characters"],
            digest=row["digest"],
        )
        for row, keys in zip(rows, numbers(ledger["keys"]), strict=True)
    ]


class Shelf:
    """Long columns of a ledger, looked at one document at a time, by its place in all parts together.

    The memory of what was looked at goes back to the system from time to time: parts lie on the disk, and
    all of them together may be larger than the memory.
    """

    def __init__(self, ledger: Path, buckets: int) -> None:
        """Put the parts of a ledger in a row."""
        self._parts = [Mapped.at(ledger / part_name(number)) for number in range(buckets)]
        self._firsts = np.cumsum([0, *(len(part.rows) for part in self._parts)])[:-1]
        self._seen = 0

    def value(self, at: int, name: str) -> bytes:
        """Give what a column has of a document."""
        number = int(np.searchsorted(self._firsts, at, "right")) - 1
        data: bytes = self._parts[number].rows[name][at - int(self._firsts[number])].as_py()
        self._seen += len(data)
        if self._seen > MOST_SEEN:
            self._seen = 0
            for part in self._parts:
                part.let_go()
        return data

    def quotable(self, at: int) -> Quotable:
        """Give what may be quoted of a document."""
        return shaped(unsqueezed(self.value(at, "quotable")))


def compare_some(ledger: Path, buckets: int, asked: Sequence[Asked]) -> list[list[Compared]]:
    """Compare documents, by their places in the parts of a ledger, wherever that is called."""
    return list(compare(asked, Shelf(ledger, buckets).quotable))


def own_repeats(shelf: Shelf, chosen: Iterable[int]) -> Iterator[Repeat]:
    """Give the repeats within the documents at the places chosen."""
    for at in chosen:
        if len(told := shelf.value(at, "own")) > len(NOTHING):
            yield from OWN.validate_json(told)


def template_repeats(sketches: Sequence[Sketch], shelf: Shelf, chosen: Iterable[int]) -> Iterator[Repeat]:
    """Give the template lines of all sites, of the documents at the places chosen; a site at a time."""
    by_site = defaultdict(list)
    for at in chosen:
        by_site[sketches[at].site].append(at)
    for places in by_site.values():
        told = ((sketches[at], shelf.value(at, "stencils")) for at in places)
        yield from templates(
            [(page, STENCILS.validate_json(data)) for page, data in told if len(data) > len(NOTHING)]
        )


def known_before(ledger: Ledger | None) -> Known:
    """Give the comparisons that a run before has made."""
    if ledger is None:
        return {}
    rows = ledger.compared()
    told = zip(*(values(rows, name) for name in COMPARED.names), strict=True)
    return {(first, later): COMPARED_VALUE.validate_json(result) for first, later, result in told}


def compared_table(known: Known) -> Table:
    """Give comparisons as rows, to be kept."""
    pairs = sorted(known)
    columns = {
        "first": [first for first, _ in pairs],
        "later": [later for _, later in pairs],
        "result": [COMPARED_VALUE.dump_json(known[pair]) for pair in pairs],
    }
    return pa.table(columns, schema=COMPARED)


def failed_rows(ledger: Iterable[Table]) -> list[dict[str, Any]]:
    """Give the rows of documents that did not fit their table."""
    told = (each for part in ledger for each in values(part, "failed") if each)
    return [row for each in told for row in json.loads(each)]
