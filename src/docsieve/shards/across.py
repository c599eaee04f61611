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

from docsieve.ledger import COMPARED, Ledger, Mapped, part_name, unsqueezed, values
from docsieve.model import Repeat
from docsieve.repeats import Asked, Compared, Quotable, Sketch, compare, shaped, templates
from docsieve.shards.judge import OWN, STENCILS
from docsieve.tables import Table

COMPARED_VALUE = TypeAdapter(Compared)
NOTHING = b"[]"
Known = dict[tuple[bytes, bytes], Compared]

MOST_SEEN = 20_000_000
"""Bytes that are looked at before memory is given back."""

SKETCH = ("document_id", "source", "site", "content_sha256", "characters", "published", "scraped", "digest")
SKETCH_SIZE = 250
"""Bytes that these columns have of a document, about."""


class Shelf(Sequence[Sketch]):
    """A ledger looked at one document at a time, by its place in all parts together.

    The memory of what was looked at goes back to the system from time to time: parts lie on the disk, and
    all of them together may be larger than the memory.
    """

    def __init__(self, ledger: Path, buckets: int) -> None:
        """Put the parts of a ledger in a row."""
        self._parts = [Mapped.at(ledger / part_name(number)) for number in range(buckets)]
        self._firsts = np.cumsum([0, *(len(part.rows) for part in self._parts)])
        self._seen = 0

    def __len__(self) -> int:
        """Tell how many documents there are."""
        return int(self._firsts[-1])

    def __getitem__(self, at: Any) -> Any:
        """Give what a document contributes to the search for repeats; takes no slices."""
        rows, row = self._row(at)
        told = {name: rows[name][row].as_py() for name in SKETCH}
        self._look(SKETCH_SIZE)
        return Sketch(
            document_id=told["document_id"],
            content_sha256=told["content_sha256"],
            site=told["site"],
            age=(told["published"] or date.max, told["scraped"] or datetime.max, told["source"]),
            keys=rows["keys"][row].values.to_numpy(),
            raw_length=told["characters"],
            digest=told["digest"],
        )

    def value(self, at: int, name: str) -> bytes:
        """Give what a column has of a document."""
        rows, row = self._row(at)
        data: bytes = rows[name][row].as_py()
        self._look(len(data))
        return data

    def _row(self, at: int) -> tuple[Table, int]:
        if not 0 <= at < len(self):
            raise IndexError(at)
        number = int(np.searchsorted(self._firsts, at, "right")) - 1
        return self._parts[number].rows, at - int(self._firsts[number])

    def _look(self, size: int) -> None:
        self._seen += size
        if self._seen > MOST_SEEN:
            self._seen = 0
            for part in self._parts:
                part.let_go()

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


def template_repeats(shelf: Shelf, chosen: Iterable[int]) -> Iterator[Repeat]:
    """Give the template lines of all sites, of the documents at the places chosen; a site at a time."""
    by_site = defaultdict(list)
    for at in chosen:
        by_site[shelf[at].site].append(at)
    for places in by_site.values():
        told = ((shelf[at], shelf.value(at, "stencils")) for at in places)
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
