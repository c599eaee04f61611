"""Figures of a run that later runs are compared with: per site, per label, per rule, per language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
OF_DOCUMENTS = ("site", "language", *_SUMS)
OF_BLOCKS = ("kept", "label", "rule")
"""The columns that figures are made from."""

AT_A_TIME = 65_536


def figures(documents: Iterable[pa.Table], blocks: Iterable[pa.Table]) -> Values:
    """The columns of ``runs`` that are counted, of all documents of a run or of some with their blocks.

    Both come in pieces, of which no more than AT_A_TIME rows are in memory, or one piece; how they are cut
    makes no difference.
    """
    languages: Counter[str] = Counter()
    sites: dict[str, Counter[str]] = defaultdict(Counter)
    for piece in _gathered(documents):
        languages.update({row["language"]: row["count_all"] for row in _counts(piece, ["language"])})
        for row in _sites(piece):
            sites[row.pop("site")].update(row)
    decided: Counter[tuple[bool, str, str]] = Counter()
    for piece in _gathered(blocks):
        rows = _counts(piece, list(OF_BLOCKS))
        decided.update(
            {(row["kept"], row["label"], row["rule"] or NO_RULE): row["count_all"] for row in rows}
        )
    return {
        "removed_by_label": _summed((label, n) for (kept, label, _), n in decided.items() if not kept),
        "kept_by_label": _summed((label, n) for (kept, label, _), n in decided.items() if kept),
        "blocks_by_rule": _summed((rule, n) for (_, _, rule), n in decided.items()),
        "documents_by_language": named(languages),
        "sites": tuple({"site": site, **counts} for site, counts in sorted(sites.items())),
    }


def _gathered(pieces: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Pieces put together: to count one takes as long as to count a hundred small ones at once."""
    held: list[pa.Table] = []
    for piece in pieces:
        held.append(piece)
        if sum(map(len, held)) >= AT_A_TIME:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


def _summed(pairs: Iterable[tuple[str, int]]) -> tuple[Values, ...]:
    counts: Counter[str] = Counter()
    for name, count in pairs:
        counts[name] += count
    return named(counts)


def named(counts: Mapping[str, int]) -> tuple[Values, ...]:
    """Counts as a list of names with their count, sorted by name."""
    return tuple({"name": name, "count": count} for name, count in sorted(counts.items()))


def _counts(rows: pa.Table, by: list[str]) -> list[Values]:
    return rows.group_by(by).aggregate([([], "count_all")]).to_pylist()


def _sites(documents: pa.Table) -> Iterator[Values]:
    columns: dict[str, Any] = {name: documents[name] for name in ("site", *_SUMS)}
    for name, (left, right) in _PRODUCTS.items():
        columns[name] = pc.multiply(documents[left], documents[right])
    none = pa.scalar(0, pa.int64())
    columns["signed_document_count"] = pc.greater(documents["signatory_count"], none).cast(pa.int64())
    summed = [name for name in columns if name != "site"]
    rows = pa.table(columns).group_by("site").aggregate([([], "count_all"), *((n, "sum") for n in summed)])
    for row in rows.to_pylist():
        yield {
            "site": row["site"],
            "document_count": row["count_all"],
            **{n: row[f"{n}_sum"] for n in summed},
        }
