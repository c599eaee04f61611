"""What is validated: a frame per table without scraped words, with columns that compare tables.

`..._known` says that the row named is there, `..._difference` is a stated count or length less the
one found, `..._share` and the `..._known` of documents are means over all rows.

A frame comes in pieces, so that no table need be in memory: rows in the order of the table's key, cut only
where the first column of the key changes.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.expectations.others import Others
from docsieve.tables import TABLES, fact_names, fact_pieces, no_facts, read_batches, read_table

AT_ONCE = 250_000
"""Rows of a piece, about 100 MB of blocks with what Great Expectations makes of them."""

NOT_OF_BLOCKS = ("fingerprint", "repaired_text", "also", "near")
"""Large, and nothing to expect of them: there are fifty blocks to a document."""

NEEDED = {
    "documents": "document_id signatory_count withdrawn_count block_count kept_block_count raw_length "
    "duplicate_of title title_end published_on scraped_at language",
    "signatories": "signatory_id document_id entity_id start end as_written",
    "blocks": "document_id position start end text separator kept label rule measured threshold duplicate_of",
    "repeats": "repeat_id document_id position start end first_document_id first_position",
    "entities": "entity_id claim_count",
}
"""Columns that the ones that compare tables are made from; others are read where a suite asks for them."""

Wanted = Collection[str] | None
Extend = Callable[[pd.DataFrame], pd.DataFrame]


def nothing_more(rows: pd.DataFrame) -> pd.DataFrame:
    """Add no column."""
    return rows


@dataclass(frozen=True)
class Frame:
    """How to make the frame of one table staged in a folder; calling it makes the whole of it."""

    folder: Path
    table: str
    extend: Extend = nothing_more

    def __call__(self, wanted: Wanted = None) -> pd.DataFrame:
        """The whole frame, or the columns wanted of it."""
        return pd.concat(list(self.pieces(wanted)), ignore_index=True)

    @cached_property
    def names(self) -> list[str]:
        """The names of all its columns."""
        return list(self.extend(_frame(no_facts(self.table, self._read(None)))).columns)

    def pieces(self, wanted: Wanted = None) -> Iterator[pd.DataFrame]:
        """The frame piece by piece, at least one, which may be empty; of the columns wanted, where told."""
        read = self._read(wanted)
        rows = fact_pieces(self.folder, self.table, read)
        if self.table == "blocks" and not self.is_ordered:  # each block is held to the one before it
            rows = iter([pa.concat_tables([no_facts(self.table, read), *rows])])
        for piece in _cut(rows, self._by, no_facts(self.table, read)):
            made = self.extend(_frame(piece))
            yield made if wanted is None else made[[name for name in made.columns if name in wanted]]

    @property
    def apart_by(self) -> str | None:
        """The column of which no two pieces share a value; None where rows are in no order."""
        return self._by if self.is_ordered or self.table == "blocks" else None

    @cached_property
    def is_ordered(self) -> bool:
        """Whether the rows stand in the order of the first column of their key."""
        last: Any = None
        for batch in read_batches(self.folder, self.table, columns=[self._by]):
            column: Any = batch[self._by].combine_chunks()
            if last is not None and pc.less(column[0], last).as_py():
                return False
            if pc.any(pc.less(column[1:], column[:-1]), min_count=0).as_py():
                return False
            last = column[-1]
        return True

    @property
    def _by(self) -> str:
        return TABLES[self.table].key[0]

    def _read(self, wanted: Wanted) -> list[str]:
        """The columns to be read for the ones wanted."""
        facts, needed = fact_names(self.table), {*NEEDED.get(self.table, "").split(), *TABLES[self.table].key}
        if wanted is None:
            left_out = NOT_OF_BLOCKS if self.table == "blocks" else ()
            return [name for name in facts if name not in left_out]
        return [name for name, fact in facts.items() if name in needed or fact in wanted]


@dataclass(frozen=True)
class Small:
    """A frame that is made whole."""

    make: Callable[[], pd.DataFrame]
    apart_by: str | None = None

    def __call__(self, wanted: Wanted = None) -> pd.DataFrame:
        """The frame, or the columns wanted of it."""
        made = self.make()
        return made if wanted is None else made[[name for name in made.columns if name in wanted]]

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return list(self.make().columns)

    def pieces(self, wanted: Wanted = None) -> Iterator[pd.DataFrame]:
        """The frame in one piece."""
        yield self(wanted)


def frames(folder: Path) -> dict[str, Frame | Small]:
    """How to make the frame of every table staged in ``folder``, and that of ``sources``.

    Frames are made when they are called for, so that one piece at a time need be in memory.
    """
    others = Others(folder)
    return {
        "documents": Frame(folder, "documents", partial(_documents, others)),
        "signatories": Frame(folder, "signatories", partial(_signatories, others)),
        "blocks": Frame(folder, "blocks", partial(_blocks, others)),
        "repeats": Frame(folder, "repeats", partial(_repeats, others)),
        "entities": Frame(folder, "entities", partial(_entities, others)),
        "quarantine": Frame(folder, "quarantine"),
        "runs": Frame(folder, "runs"),
        "sources": Small(partial(_sources, folder)),
    }


def key_of(table: str) -> tuple[str, ...]:
    """The columns that name a row of a frame."""
    return TABLES[table].key if table in TABLES else ("id",)


def _cut(pieces: Iterator[pa.Table], by: str, nothing: pa.Table) -> Iterator[pa.Table]:
    """Put pieces together to some of about AT_ONCE rows that end where a column changes."""
    held, given = nothing, False
    for piece in pieces:
        held = pa.concat_tables([held, piece])
        end = _last_change(held[by]) if held.num_rows >= AT_ONCE else 0
        if end:
            yield held.slice(0, end)
            held, given = held.slice(end), True
    if held.num_rows or not given:
        yield held


def _last_change(column: Any) -> int:
    """Where the last run of equal values begins."""
    differs = np.flatnonzero(pc.not_equal(column, column[-1]).to_numpy())
    return int(differs[-1]) + 1 if len(differs) else 0


def _frame(facts: pa.Table) -> pd.DataFrame:
    """Facts as a frame, each column of the same type in every piece, whether or not it has a null there."""
    fields = [
        field.with_type(pa.float64()) if field.nullable and pa.types.is_integer(field.type) else field
        for field in facts.schema
    ]
    return facts.cast(pa.schema(fields)).to_pandas()


def _documents(others: Others, frame: pd.DataFrame) -> pd.DataFrame:
    keys, found = frame["document_id"], others.blocks
    kept_length = _of(keys, found["kept_length"], 0)
    return frame.assign(
        signatory_count_difference=frame["signatory_count"] - _of(keys, others.claims["rows"], 0),
        withdrawn_count_difference=frame["withdrawn_count"] - _of(keys, others.claims["withdrawn"], 0),
        block_count_difference=frame["block_count"] - _of(keys, found["rows"], 0),
        kept_block_count_difference=frame["kept_block_count"] - _of(keys, found["kept"], 0),
        raw_length_difference=frame["raw_length"] - _of(keys, found["length"], 0),
        duplicate_of_known=frame["duplicate_of"].isna() | others.documents.has(frame["duplicate_of"]),
        title_within_text=frame["title_end"].isna() | (frame["title_end"] <= frame["raw_length"]),
        published_year=_years(frame["published_on"]),
        days_published_after_scrape=_days_after_scrape(frame),
        kept_share=kept_length / frame["raw_length"].clip(lower=1),
        title_known=frame["title_length"].notna().astype("float64"),
        language_known=(frame["language"] != "und").astype("float64"),
        date_known=frame["published_on"].notna().astype("float64"),
    )


def _of(keys: "pd.Series[Any]", numbers: "pd.Series[Any]", missing: float) -> "pd.Series[Any]":
    # An empty column of keys is one of words, and so is what pandas maps it to.
    return keys.map(numbers).astype("float64").fillna(missing)


def _years(days: "pd.Series[Any]") -> "pd.Series[Any]":
    return pd.Series([None if pd.isna(day) else day.year for day in days], dtype="Float64")


def _days_after_scrape(frame: pd.DataFrame) -> "pd.Series[Any]":
    pairs = zip(frame["published_on"], frame["scraped_at"], strict=True)
    days = [None if pd.isna(day) or pd.isna(at) else (day - at.date()).days for day, at in pairs]
    return pd.Series(days, dtype="Float64")


def _signatories(others: Others, frame: pd.DataFrame) -> pd.DataFrame:
    lengths = others.lengths
    return frame.assign(
        document_known=others.documents.has(frame["document_id"]),
        entity_known=others.entities.has(frame["entity_id"]),
        span_difference=frame["end"] - frame["start"] - frame["as_written_length"],
        within_text=frame["end"] <= _of(frame["document_id"], lengths, -1),
    )


def _blocks(others: Others, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.sort_values(["document_id", "position"], ignore_index=True)
    ends = (frame["end"] + frame["separator_length"]).shift(fill_value=0)
    first = frame["document_id"] != frame["document_id"].shift()
    no_rule = frame["rule"].isna()
    complete = (no_rule == frame["measured"].isna()) & (no_rule == frame["threshold"].isna())
    return frame.assign(
        document_known=others.documents.has(frame["document_id"]),
        span_difference=frame["end"] - frame["start"] - frame["text_length"],
        starts_after_the_one_before=frame["start"] == ends.mask(first, 0),
        finding_complete=complete,
        removed_with_rule=frame["kept"] | ~no_rule,
        duplicate_of_earlier=frame["duplicate_of"].isna() | (frame["duplicate_of"] < frame["position"]),
        decision=frame["kept"].map({True: "kept ", False: "removed "}).astype("str") + frame["label"],
    )


def _repeats(others: Others, frame: pd.DataFrame) -> pd.DataFrame:
    lengths, places = others.lengths, others.places
    within = frame["end"] <= _of(frame["document_id"], lengths, -1)
    first = places.has(frame["first_document_id"], frame["first_position"])
    return frame.assign(
        document_known=others.documents.has(frame["document_id"]),
        first_document_known=others.documents.has(frame["first_document_id"]),
        block_known=frame["position"].isna() | places.has(frame["document_id"], frame["position"]),
        first_block_known=frame["first_position"].isna() | first,
        within_text=(frame["start"] <= frame["end"]) & within,
    )


def _entities(others: Others, frame: pd.DataFrame) -> pd.DataFrame:
    claims = _of(frame["entity_id"], others.claims_of_entities, 0)
    return frame.assign(claim_count_difference=frame["claim_count"] - claims)


def _sources(folder: Path) -> pd.DataFrame:
    """One row per file: whether it became a document, and whether it failed only at its own row."""
    documents = read_table(folder, "documents", ["document_id", "source"]).to_pandas()
    quarantine = read_table(
        folder, "quarantine", ["source", "quarantine_id", "stage", "table_name"]
    ).to_pandas()
    whole = quarantine["table_name"].isna() | quarantine["table_name"].isin(["documents", "blocks"])
    let_in = quarantine["source"].isin(documents["source"])
    aside = quarantine[whole & (quarantine["stage"] != "expectation")]
    aside = aside[~let_in].drop_duplicates("source")
    accepted = pd.DataFrame({"id": documents["document_id"], "accepted": 1.0, "fits_its_table": 1.0})
    fits = (aside["stage"] != "row").astype("float64")
    rejected = pd.DataFrame({"id": aside["quarantine_id"], "accepted": 0.0, "fits_its_table": fits})
    return pd.concat([accepted, rejected], ignore_index=True)
