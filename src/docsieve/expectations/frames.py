"""What is validated: a frame per table without scraped words, with columns that compare tables.

`..._known` says that the row named is there, `..._difference` is a stated count or length less the
one found, `..._share` and the `..._known` of documents are means over all rows.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from docsieve.tables import TABLES, arrow_schema, read_facts, read_table

OF_BLOCKS = ("document_id", "kept", "text", "separator")
NOT_OF_BLOCKS = ("fingerprint", "repaired_text", "also", "near")
"""Large, and nothing to expect of them: there are fifty blocks to a document."""


def frames(folder: Path) -> dict[str, Callable[[], pd.DataFrame]]:
    """How to make the frame of every table staged in ``folder``, and that of ``sources``.

    Frames are made when they are called for, so that one at a time need be in memory.
    """
    return {
        "documents": lambda: _documents(folder),
        "signatories": lambda: _signatories(folder),
        "blocks": lambda: _blocks(folder),
        "repeats": lambda: _repeats(folder),
        "entities": lambda: _entities(folder),
        "quarantine": lambda: _facts(folder, "quarantine"),
        "runs": lambda: _facts(folder, "runs"),
        "sources": lambda: _sources(folder),
    }


def key_of(table: str) -> tuple[str, ...]:
    """The columns that name a row of a frame."""
    return TABLES[table].key if table in TABLES else ("id",)


def _facts(folder: Path, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    return read_facts(folder, table, columns).to_pandas()


def _column(folder: Path, table: str, name: str) -> "pd.Series[Any]":
    return read_table(folder, table, [name]).to_pandas()[name]


def _lengths(folder: Path) -> "pd.Series[Any]":
    found = read_table(folder, "documents", ["document_id", "raw_length"]).to_pandas()
    return found.drop_duplicates("document_id").set_index("document_id")["raw_length"]


def _of(keys: "pd.Series[Any]", numbers: "pd.Series[Any]", missing: float) -> "pd.Series[Any]":
    # An empty column of keys is one of words, and so is what pandas maps it to.
    return keys.map(numbers).astype("float64").fillna(missing)


def _counted(rows: "pd.Series[Any]", keys: "pd.Series[Any]") -> "pd.Series[Any]":
    return _of(keys, rows.value_counts(), 0)


def _documents(folder: Path) -> pd.DataFrame:
    frame, blocks = _facts(folder, "documents"), _facts(folder, "blocks", OF_BLOCKS)
    keys = frame["document_id"]
    kept = blocks[blocks["kept"]]
    length = (blocks["text_length"] + blocks["separator_length"]).groupby(blocks["document_id"]).sum()
    kept_length = kept["text_length"].groupby(kept["document_id"]).sum()
    claims = read_table(folder, "signatories", ["document_id", "withdrawn"]).to_pandas()
    signatories, withdrawn = claims["document_id"], claims["document_id"][claims["withdrawn"].astype("bool")]
    return frame.assign(
        signatory_count_difference=frame["signatory_count"] - _counted(signatories, keys),
        withdrawn_count_difference=frame["withdrawn_count"] - _counted(withdrawn, keys),
        block_count_difference=frame["block_count"] - _counted(blocks["document_id"], keys),
        kept_block_count_difference=frame["kept_block_count"] - _counted(kept["document_id"], keys),
        raw_length_difference=frame["raw_length"] - _of(keys, length, 0),
        duplicate_of_known=frame["duplicate_of"].isna() | frame["duplicate_of"].isin(keys),
        title_within_text=frame["title_end"].isna() | (frame["title_end"] <= frame["raw_length"]),
        published_year=_years(frame["published_on"]),
        days_published_after_scrape=_days_after_scrape(frame),
        kept_share=_of(keys, kept_length, 0) / frame["raw_length"].clip(lower=1),
        title_known=frame["title_length"].notna().astype("float64"),
        language_known=(frame["language"] != "und").astype("float64"),
        date_known=frame["published_on"].notna().astype("float64"),
    )


def _years(days: "pd.Series[Any]") -> "pd.Series[Any]":
    return pd.Series([None if pd.isna(day) else day.year for day in days], dtype="Float64")


def _days_after_scrape(frame: pd.DataFrame) -> "pd.Series[Any]":
    pairs = zip(frame["published_on"], frame["scraped_at"], strict=True)
    days = [None if pd.isna(day) or pd.isna(at) else (day - at.date()).days for day, at in pairs]
    return pd.Series(days, dtype="Float64")


def _signatories(folder: Path) -> pd.DataFrame:
    frame, lengths = _facts(folder, "signatories"), _lengths(folder)
    return frame.assign(
        document_known=frame["document_id"].isin(lengths.index),
        entity_known=frame["entity_id"].isin(_column(folder, "entities", "entity_id")),
        span_difference=frame["end"] - frame["start"] - frame["as_written_length"],
        within_text=frame["end"] <= _of(frame["document_id"], lengths, -1),
    )


def _blocks(folder: Path) -> pd.DataFrame:
    names = [name for name in arrow_schema("blocks").names if name not in NOT_OF_BLOCKS]
    frame = _facts(folder, "blocks", names).sort_values(["document_id", "position"], ignore_index=True)
    ends = (frame["end"] + frame["separator_length"]).shift(fill_value=0)
    first = frame["document_id"] != frame["document_id"].shift()
    no_rule = frame["rule"].isna()
    complete = (no_rule == frame["measured"].isna()) & (no_rule == frame["threshold"].isna())
    return frame.assign(
        document_known=frame["document_id"].isin(_column(folder, "documents", "document_id")),
        span_difference=frame["end"] - frame["start"] - frame["text_length"],
        starts_after_the_one_before=frame["start"] == ends.mask(first, 0),
        finding_complete=complete,
        removed_with_rule=frame["kept"] | ~no_rule,
        duplicate_of_earlier=frame["duplicate_of"].isna() | (frame["duplicate_of"] < frame["position"]),
        decision=frame["kept"].map({True: "kept ", False: "removed "}).astype("str") + frame["label"],
    )


def _repeats(folder: Path) -> pd.DataFrame:
    frame, lengths = _facts(folder, "repeats"), _lengths(folder)
    blocks = pd.MultiIndex.from_frame(read_table(folder, "blocks", ["document_id", "position"]).to_pandas())
    return frame.assign(
        document_known=frame["document_id"].isin(lengths.index),
        first_document_known=frame["first_document_id"].isin(lengths.index),
        block_known=_block_known(frame, "document_id", "position", blocks),
        first_block_known=_block_known(frame, "first_document_id", "first_position", blocks),
        within_text=(frame["start"] <= frame["end"])
        & (frame["end"] <= _of(frame["document_id"], lengths, -1)),
    )


def _block_known(
    frame: pd.DataFrame, document: str, position: str, blocks: pd.MultiIndex
) -> "pd.Series[bool]":
    places = pd.MultiIndex.from_arrays([frame[document], frame[position]])
    return frame[position].isna() | places.isin(blocks)


def _entities(folder: Path) -> pd.DataFrame:
    frame = _facts(folder, "entities")
    claims = _counted(_column(folder, "signatories", "entity_id"), frame["entity_id"])
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
