"""What a frame is compared with in the other tables: counts and lengths by document, places of blocks.

Each is gathered piece by piece the first time it is asked for, and kept as columns of numbers.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.tables import fact_pieces, pieces, read_table

Column = Any
"""An Arrow array; the stubs of pyarrow's functions know too little to say so."""


class Others:
    """The other tables staged in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def lengths(self) -> "pd.Series[Any]":
        """The length of the raw text of each document."""
        found = read_table(self._folder, "documents", ["document_id", "raw_length"]).to_pandas()
        return found.drop_duplicates("document_id").set_index("document_id")["raw_length"]

    @cached_property
    def documents(self) -> "Ids":
        """The ids of the documents."""
        return Ids(self._folder, "documents", "document_id")

    @cached_property
    def entities(self) -> "Ids":
        """The ids of the entities."""
        return Ids(self._folder, "entities", "entity_id")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """By document: how many claims there are, and how many of them are taken back."""
        rows = pieces(self._folder, "signatories", ["document_id", "withdrawn"])
        found = (_by(each["document_id"], {"withdrawn": each["withdrawn"]}) for each in rows)
        return _summed(found, ("withdrawn",))

    @cached_property
    def claims_of_entities(self) -> "pd.Series[Any]":
        """By entity: how many claims there are."""
        rows = pieces(self._folder, "signatories", ["entity_id"])
        return _summed((_by(each["entity_id"], {}) for each in rows), ())["rows"]

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """By document: how many blocks there are and how long they are, all of them and those kept."""
        rows = fact_pieces(self._folder, "blocks", ["document_id", "kept", "text", "separator"])
        return _summed(map(_of_blocks, rows), ("kept", "length", "kept_length"))

    @property
    def places(self) -> "Places":
        """Where blocks stand; gathered each time, as it is the largest of all."""
        return Places(pieces(self._folder, "blocks", ["document_id", "position"]))


class Ids:
    """The ids of a table."""

    def __init__(self, folder: Path, table: str, column: str) -> None:
        self._ids: Column = read_table(folder, table, [column])[column]

    def has(self, ids: "pd.Series[Any]") -> Any:
        """For each id whether it is there, as the frames' columns have it; a null is not."""
        return pc.is_in(pa.array(ids, pa.string()), self._ids).to_numpy(zero_copy_only=False)


def _of_blocks(facts: pa.Table) -> pa.Table:
    text, separator = facts["text_length"], facts["separator_length"]
    kept: Column = facts["kept"]
    numbers = {
        "kept": kept,
        "length": pc.add(text, separator),
        "kept_length": pc.if_else(kept, text, pa.scalar(0, pa.int32())),
    }
    return _by(facts["document_id"], numbers)


def _by(ids: Column, numbers: Mapping[str, Column]) -> pa.Table:
    """How many rows there are for each id, and the sums of their numbers."""
    columns = {name: column.cast(pa.int64()) for name, column in numbers.items()}
    rows = pa.repeat(pa.scalar(1, pa.int64()), len(ids))
    return _sums(pa.table({"id": ids, "rows": rows, **columns}))


def _sums(table: pa.Table) -> pa.Table:
    names = table.column_names[1:]
    made = table.group_by("id").aggregate([(name, "sum") for name in names])
    return made.select(["id", *(f"{name}_sum" for name in names)]).rename_columns(["id", *names])


def _summed(found: Iterable[pa.Table], numbers: Iterable[str]) -> pd.DataFrame:
    columns: dict[str, Column] = {"id": pa.array([], pa.string())}
    none = pa.table({**columns, **{name: pa.array([], pa.int64()) for name in ("rows", *numbers)}})
    return _sums(pa.concat_tables([none, *found])).to_pandas().set_index("id")


class Places:
    """The places of blocks, each the number of its document and its position in one number."""

    def __init__(self, blocks: Iterable[pa.Table]) -> None:
        self._numbers: dict[str, int] = {}
        made = [np.empty(0, np.int64), *map(self._numbered, blocks)]
        self._places = np.sort(np.concatenate(made), kind="stable")
        self._ids: Column = pa.array(list(self._numbers), pa.string())

    def _numbered(self, blocks: pa.Table) -> Any:
        encoded: Column = blocks["document_id"].combine_chunks().dictionary_encode()
        numbers = [
            self._numbers.setdefault(one, len(self._numbers)) for one in encoded.dictionary.to_pylist()
        ]
        documents = np.array(numbers, np.int64)[encoded.indices.to_numpy()]
        return _places(documents, blocks["position"].to_numpy())

    def has(self, documents: "pd.Series[Any]", positions: "pd.Series[Any]") -> Any:
        """For each document and position whether a block stands there; none does where one is null."""
        known: Column = pc.index_in(pa.array(documents, pa.string()), self._ids)
        numbers = pc.fill_null(known, pa.scalar(-1, pa.int32())).to_numpy(zero_copy_only=False)
        there = positions.notna().to_numpy() & (numbers >= 0)
        wanted = _places(numbers.astype(np.int64), positions.fillna(-1).to_numpy().astype(np.int64))
        at = np.searchsorted(self._places, wanted)
        found = np.append(self._places, -1)[at]  # behind the last place there is none
        return there & (found == wanted)


def _places(documents: Any, positions: Any) -> Any:
    return (documents << 32) + positions
