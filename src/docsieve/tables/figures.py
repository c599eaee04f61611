"""Figures of a run that later runs are compared with: per site, per label, per rule, per language."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Values = dict[str, Any]
NO_RULE = "none"
"""Stands for the rule of a block that none spoke on."""

# A sum of squares or of products for each site: what the spread between its documents is computed from.
_PRODUCTS = {
    "block_squares": ("block_count", "block_count"),
    "kept_squares": ("kept_block_count", "kept_block_count"),
    "block_kept_products": ("block_count", "kept_block_count"),
    "signatory_squares": ("signatory_count", "signatory_count"),
}
_SUMS = ("block_count", "kept_block_count", "signatory_count")
FIGURES = ("removed_by_label", "kept_by_label", "blocks_by_rule", "documents_by_language", "sites")


def figures(documents: pa.Table, blocks: pa.Table) -> Values:
    """The columns FIGURES of ``runs``, of all documents of a run or of some with their blocks."""
    labels = _counts(blocks, ["kept", "label"])
    rules = {row["rule"] or NO_RULE: row["count_all"] for row in _counts(blocks, ["rule"])}
    languages = {row["language"]: row["count_all"] for row in _counts(documents, ["language"])}
    return {
        "removed_by_label": named({row["label"]: row["count_all"] for row in labels if not row["kept"]}),
        "kept_by_label": named({row["label"]: row["count_all"] for row in labels if row["kept"]}),
        "blocks_by_rule": named(rules),
        "documents_by_language": named(languages),
        "sites": _sites(documents),
    }


def named(counts: Mapping[str, int]) -> tuple[Values, ...]:
    """Counts as a list of names with their count, sorted by name."""
    return tuple({"name": name, "count": count} for name, count in sorted(counts.items()))


def _counts(rows: pa.Table, by: list[str]) -> list[Values]:
    return rows.group_by(by).aggregate([([], "count_all")]).to_pylist()


def _sites(documents: pa.Table) -> tuple[Values, ...]:
    columns: dict[str, Any] = {name: documents[name] for name in ("site", *_SUMS)}
    for name, (left, right) in _PRODUCTS.items():
        columns[name] = pc.multiply(documents[left], documents[right])
    none = pa.scalar(0, pa.int64())
    columns["signed_document_count"] = pc.greater(documents["signatory_count"], none).cast(pa.int64())
    summed = [name for name in columns if name != "site"]
    rows = pa.table(columns).group_by("site").aggregate([([], "count_all"), *((n, "sum") for n in summed)])
    made = (
        {"site": row["site"], "document_count": row["count_all"], **{n: row[f"{n}_sum"] for n in summed}}
        for row in rows.to_pylist()
    )
    return tuple(sorted(made, key=lambda row: str(row["site"])))
