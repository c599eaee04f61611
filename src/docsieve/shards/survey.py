"""What the corpus says of every document, and which documents are to be judged again for it."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from docsieve.ledger import are_in, numbers, values
from docsieve.repeats import Carried, Trace, carried_by_site

Count = Callable[[Iterable[Trace]], Iterable[Carried]]
"""Counts pages and fingerprints by site, and gives what comes of it in the order of the traces.

The traces of a site stand together.
"""

ASKED = ("document_id", "site", "content_sha256", "fingerprints")


class Told(Mapping[str, Carried]):
    """What was said of documents, by id; all numbers in one row, since they are many millions of blocks."""

    def __init__(self, said: Iterable[tuple[str, Carried]] = ()) -> None:
        """Put in a row what is said."""
        ids: list[bytes] = []
        pages, sizes, ends = array("i"), array("i"), array("q", [0])
        for document_id, each in said:
            ids.append(document_id.encode("ascii"))
            pages.frombytes(each.pages.astype(np.intc, copy=False).tobytes())
            sizes.append(each.size)
            ends.append(len(pages))
        named = np.array(ids, "S")
        self._order = np.argsort(named)
        self._ids = named[self._order]
        self._pages = np.frombuffer(pages, np.intc).astype(np.int32, copy=False)
        self._sizes, self._ends = sizes, ends

    def __getitem__(self, document_id: str) -> Carried:
        """Give what was said of a document; raises KeyError where nothing was."""
        key = document_id.encode("ascii", "replace")
        found = int(np.searchsorted(self._ids, key))
        if found == len(self._ids) or self._ids[found] != key:
            raise KeyError(document_id)
        at = int(self._order[found])
        return Carried(self._pages[self._ends[at] : self._ends[at + 1]], self._sizes[at])

    def __iter__(self) -> Iterator[str]:
        """Give the documents of which something was said."""
        return (each.decode("ascii") for each in self._ids.tolist())

    def __len__(self) -> int:
        """Tell how many they are."""
        return len(self._ids)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was said of documents, by id; ``again`` are documents of before of which another thing is said."""

    said: Told
    again: tuple[str, ...]


def survey(
    new: pa.Table, staying: pa.Table, touched: AbstractSet[str], count: Count = carried_by_site
) -> Survey:
    """Count over every site in which something has changed.

    ``new`` has rows READ, ``staying`` those and ``evidence``; ``touched`` are the sites of documents that
    came or went. Sites in which nothing has changed are left out: nothing new is said of their documents.
    """
    seen = staying.filter(are_in(staying, "site", touched))
    rows = pa.concat_tables([each.select(ASKED) for each in (new, seen)])
    ids, evidence = values(rows, "document_id"), [None] * len(new) + values(seen, "evidence")
    again: list[str] = []

    def told() -> Iterator[tuple[str, Carried]]:
        order, traces = _by_site(rows)
        for at, found in zip(order, count(traces), strict=True):
            if evidence[at] is None:
                yield ids[at], found
            elif evidence[at] != found.digest:
                again.append(ids[at])
                yield ids[at], found

    said = Told(told())
    return Survey(said, tuple(sorted(again)))


def _by_site(rows: pa.Table) -> tuple[list[int], Iterator[Trace]]:
    """The numbers of the rows, those of a site together, and their traces in that order, one at a time."""
    sites = rows["site"].combine_chunks().dictionary_encode()
    names, codes = sites.dictionary.to_pylist(), sites.indices.to_numpy()
    order = np.argsort(codes, kind="stable").tolist()
    pages, marks = values(rows, "content_sha256"), list(numbers(rows["fingerprints"]))
    return order, (Trace(names[codes[at]], pages[at], marks[at]) for at in order)
