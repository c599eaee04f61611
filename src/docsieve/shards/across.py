"""What only the whole corpus says: entities, copies of the same bytes, repeats; from small columns alone."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter

from docsieve.ledger import COMPARED, Ledger, Mapped, part_name, unsqueezed, values
from docsieve.model import Repeat
from docsieve.repeats import Asked, Compared, Quotable, Sketch, compare, shaped, templates
from docsieve.shards.judge import OWN, STENCILS
from docsieve.tables import FIRST_BY, Table, arrow_schema, first_of_same_bytes

COMPARED_VALUE = TypeAdapter(Compared)
NOTHING = b"[]"
Known = dict[tuple[bytes, bytes], Compared]

LOOKS = 64
"""Looks after which memory is given back: each may bring a megabyte of the file into memory."""

AGE = ("published", "scraped", "source")
SKETCH = ("document_id", "source", "site", "content_sha256", "characters", "published", "scraped", "digest")
COPIED = ("document_id", "content_sha256", *AGE, "accepted")
LOOKED_AT = (*SKETCH, "keys", "quotable", "own", "stencils")


class Shelf(Sequence[Sketch]):
    """A ledger looked at one document at a time, by its place in all parts together.

    The memory of what was looked at goes back to the system from time to time: parts lie on the disk, and
    all of them together may be larger than the memory.
    """

    def __init__(self, ledger: Path, buckets: int) -> None:
        """Put the parts of a ledger in a row."""
        self.parts = [Mapped.at(ledger / part_name(number)) for number in range(buckets)]
        self._columns = [_arrays(part.rows) for part in self.parts]
        self._firsts = [0, *accumulate(len(part.rows) for part in self.parts)]
        self._looks: list[int] = []

    def __len__(self) -> int:
        """Tell how many documents there are."""
        return self._firsts[-1]

    def __getitem__(self, at: Any) -> Any:
        """Give what a document contributes to the search for repeats; takes no slices."""
        columns, row = self._look(at)
        told = {name: columns[name][row].as_py() for name in SKETCH}
        return Sketch(
            document_id=told["document_id"],
            content_sha256=told["content_sha256"],
            site=told["site"],
            age=(told["published"] or date.max, told["scraped"] or datetime.max, told["source"]),
            keys=columns["keys"][row].values.to_numpy(),
            raw_length=told["characters"],
            digest=told["digest"],
        )

    def value(self, at: int, name: str) -> Any:
        """Give what a column has of a document."""
        columns, row = self._look(at)
        return columns[name][row].as_py()

    def quotable(self, at: int) -> Quotable:
        """Give what may be quoted of a document."""
        return shaped(unsqueezed(self.value(at, "quotable")))

    def columns(self, names: Sequence[str]) -> Table:
        """Give columns of all documents in the order of their places, as they are in memory then."""
        rows = pa.concat_tables([part.rows.select(list(names)) for part in self.parts]).combine_chunks()
        self._give_back(range(len(self.parts)))
        return rows

    def accepted(self) -> frozenset[str]:
        """Give the ids of all documents that are published."""
        rows = self.columns(("document_id", "accepted"))
        return frozenset(values(rows.filter(rows["accepted"]), "document_id"))

    def in_age(self) -> npt.NDArray[np.int64]:
        """Give the places of all documents, the earliest first."""
        by: Any = [(name, "ascending") for name in AGE]
        order: npt.NDArray[np.int64] = pc.sort_indices(self.columns(AGE), by).to_numpy().astype(np.int64)
        return order

    def by_age(self) -> list[int]:
        """Give the places of the documents as ``repeats.by_age`` does, without a sketch of each of them."""
        order, rows = self.in_age(), self.columns(("content_sha256",))
        contents = rows["content_sha256"].combine_chunks().dictionary_encode().indices.to_numpy()
        _, firsts = np.unique(contents[order], return_index=True)
        return list(order[np.sort(firsts)].tolist())

    def _look(self, at: int) -> tuple[dict[str, Any], int]:
        if not 0 <= at < len(self):
            raise IndexError(at)
        number = bisect_right(self._firsts, at) - 1
        self._looks.append(number)
        if len(self._looks) > LOOKS:
            self._give_back(set(self._looks))
            self._looks.clear()
        return self._columns[number], at - self._firsts[number]

    def _give_back(self, parts: Iterable[int]) -> None:
        for number in parts:
            self.parts[number].let_go()


def _arrays(rows: Table) -> dict[str, Any]:
    """Columns of a part as they lie on the disk; a part is one batch, or none where it is empty."""
    return {name: rows[name].chunk(0) for name in LOOKED_AT} if len(rows) else {}


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
        by_site[shelf.value(at, "site")].append(at)
    for places in by_site.values():
        told = ((at, shelf.value(at, "stencils")) for at in places)
        yield from templates(
            [(shelf[at], STENCILS.validate_json(data)) for at, data in told if len(data) > len(NOTHING)]
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


def failed_rows(shelf: Shelf) -> list[dict[str, Any]]:
    """Give the rows of documents that did not fit their table."""
    rows = shelf.columns(["failed"])
    told = values(rows.filter(rows["failed"].is_valid()), "failed")
    return [row for each in told for row in json.loads(each)]


def copies_in(rows: Table) -> dict[str, str]:
    """Give the first one of the same bytes of each document that is not it, of columns COPIED of a ledger."""
    told = rows.filter(rows["accepted"]).drop_columns(["accepted"]).rename_columns(list(FIRST_BY))
    return first_of_same_bytes(
        [told.cast(pa.schema(arrow_schema("documents").field(name) for name in FIRST_BY))]
    )
