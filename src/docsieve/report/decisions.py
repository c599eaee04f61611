"""How often each rule spoke, and its decisions nearest to the threshold, from one pass over the blocks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.tables import Table, read_batches

NEAREST = 20
_COLUMNS = ["document_id", "position", "text", "language", "kept", "label", "fingerprint"]
_ORDER: Any = [("distance", "ascending"), ("document_id", "ascending"), ("position", "ascending")]
compute: Any = pc  # the stubs know too little of its functions


@dataclass(slots=True)
class Decisions:
    """What one rule did: blocks it decided, blocks it spoke for later, and blocks it was silent for.

    ``decided``, ``after`` another rule had decided, and ``silent`` hold the nearest to the threshold, no
    two with the same fingerprint.
    """

    labels: Counter[str] = field(default_factory=Counter)
    later: int = 0
    decided: list[dict[str, Any]] = field(default_factory=list)
    after: list[dict[str, Any]] = field(default_factory=list)
    silent: list[dict[str, Any]] = field(default_factory=list)

    @property
    def first(self) -> int:
        """How many blocks it decided."""
        return self.labels.total()


def decisions(folder: Path) -> dict[str, Decisions]:
    """Give what every rule did that spoke in a snapshot or was near to it; reads batches of blocks."""
    found: dict[str, Decisions] = {}
    for batch in read_batches(folder, "blocks"):
        for rule, rows in _by_rule(_first(batch)):
            mine = found.setdefault(rule, Decisions())
            mine.labels.update(map(str, rows["label"].to_pylist()))
            mine.decided = _nearest(mine.decided, rows)
        for rule, rows in _by_rule(_beside(batch, "also")):
            mine = found.setdefault(rule, Decisions())
            mine.later += rows.num_rows
            mine.after = _nearest(mine.after, rows)
        for rule, rows in _by_rule(_beside(batch, "near")):
            mine = found.setdefault(rule, Decisions())
            mine.silent = _nearest(mine.silent, rows)
    return found


def _first(blocks: Table) -> Table:
    spoken = blocks.filter(compute.is_valid(blocks["rule"]))
    return spoken.select([*_COLUMNS, "rule", "measured", "threshold"]).append_column(
        "decided_by", spoken["rule"]
    )


def _beside(blocks: Table, column: str) -> Table:
    """A row for each rule that stands in a list column of ``blocks`` beside the one that decided."""
    told = blocks[column].combine_chunks()
    rows = blocks.take(compute.list_parent_indices(told))
    findings = compute.list_flatten(told)
    made = rows.select(_COLUMNS)
    for name in ("rule", "measured", "threshold"):
        made = made.append_column(name, compute.struct_field(findings, name))
    return made.append_column("decided_by", rows["rule"])


def _by_rule(rows: Table) -> Iterator[tuple[str, Table]]:
    for rule in sorted(compute.unique(rows["rule"]).to_pylist()):
        yield rule, rows.filter(compute.equal(rows["rule"], rule))


def _nearest(before: list[dict[str, Any]], rows: Table) -> list[dict[str, Any]]:
    distance = compute.abs(compute.subtract(rows["measured"], rows["threshold"]))
    ordered = rows.append_column("distance", distance).sort_by(_ORDER)
    found = before + ordered.take(pa.array(_first_of_each(ordered["fingerprint"])[:NEAREST])).to_pylist()
    found.sort(key=lambda row: tuple(row[name] for name, _ in _ORDER))
    first: dict[str, dict[str, Any]] = {}
    for row in found:
        first.setdefault(row["fingerprint"], row)
    return list(first.values())[:NEAREST]


def _first_of_each(column: Any) -> list[int]:
    codes = column.combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    at: list[int] = np.sort(np.unique(codes, return_index=True)[1]).tolist()
    return at
