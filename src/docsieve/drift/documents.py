"""The documents behind a jump, and what was decided otherwise in them: a bounded sample, as a file."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from docsieve.drift.compare import EVERY_SITE, Figures, Shift, compare
from docsieve.tables import NO_RULE, Table, figures, read_table

FILE = "drift.json"
"""Where a snapshot tells of its jumps."""

DOCUMENTS_NAMED = 10
DOCUMENTS_SHOWN = 3
CHANGES_SHOWN = 8
LONGEST_EXCERPT = 200

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A block, as it was decided in the run before and is decided now; null where it was or is not there."""

    document_id: str
    position: int
    text: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A jump, the documents that make most of it, and what was decided otherwise in the first of them."""

    shift: Shift
    document_ids: tuple[str, ...]
    changes: tuple[Change, ...]

    def sentence(self) -> str:
        """The jump in words, with the first documents to look at."""
        named = f"; see {', '.join(self.document_ids[:DOCUMENTS_SHOWN])}" if self.document_ids else ""
        return f"{self.shift.sentence()}{named}"


def shifts(tables: Mapping[str, Table], runs: Table, before: Path | None) -> tuple[Behind, ...]:
    """Compare the last row of ``runs`` with those before it; ``before`` is the last snapshot's folder.

    Runs that published other things of persons are not compared: their signatories are not the same.
    """
    *earlier, now = sorted(runs.to_pylist(), key=lambda row: row["started_at"])
    earlier = [row for row in earlier if row["persons"] == now["persons"]]
    if before is None or not any(row["sites"] for row in earlier):
        return ()
    old = _rows(read_table(before, "documents", DOCUMENT_COLUMNS))
    new = _new(tables["documents"], old)
    sites = {site["site"] for site in earlier[-1]["sites"]}
    found = compare(earlier, _figures(tables, sites, None), _figures(tables, sites, new))
    return tuple(_behind(shift, tables, new, old, before) for shift in found)


DOCUMENT_COLUMNS = ["document_id", "content_sha256", "block_count", "kept_block_count", "signatory_count"]


def _rows(table: Table) -> dict[str, Row]:
    return {row["document_id"]: row for row in table.to_pylist()}


def _new(documents: Table, old: Mapping[str, Row]) -> set[str]:
    """The documents that were not there before, or not with these bytes."""
    now = _rows(documents.select(["document_id", "content_sha256"]))
    return {one for one, row in now.items() if one not in old or old[one] | row != old[one]}


def _figures(tables: Mapping[str, Table], sites: set[str], only: set[str] | None) -> Figures:
    """The figures of the documents of ``sites``: a site that is new is another, not a jump of all."""
    documents = tables["documents"].select(["document_id", "site", "language", *DOCUMENT_COLUMNS[2:]])
    documents = documents.filter(_within(documents["site"], sites))
    if only is not None:
        documents = documents.filter(_within(documents["document_id"], only))
    blocks = tables["blocks"].select(["document_id", "kept", "label", "rule"])
    return figures(documents, blocks.filter(_within(blocks["document_id"], documents["document_id"])))


def _within(column: Any, values: Any) -> Any:
    kept = values if isinstance(values, pa.ChunkedArray) else pa.array(sorted(values), pa.string())
    return pc.is_in(column, kept)


def _behind(
    shift: Shift, tables: Mapping[str, Table], new: set[str], old: Mapping[str, Row], before: Path
) -> Behind:
    documents = tables["documents"].select([*DOCUMENT_COLUMNS, "site", "language"])
    if shift.subject != EVERY_SITE:
        documents = documents.filter(_within(documents["site"], [shift.subject]))
    if shift.of == "new":
        documents = documents.filter(_within(documents["document_id"], new))
    weigh = _weights(shift, tables, old)
    weighed = sorted((-weigh(row), row["document_id"]) for row in documents.to_pylist())
    named = [one for weight, one in weighed if weight < 0][:DOCUMENTS_NAMED]
    changes = [change for one in named[:DOCUMENTS_SHOWN] for change in _changes(one, tables, before)]
    return Behind(shift, tuple(named), tuple(changes))


def _weights(shift: Shift, tables: Mapping[str, Table], old: Mapping[str, Row]) -> Callable[[Row], float]:
    """How much of the jump a document makes; nothing or less where it makes none."""
    up = 1 if shift.after > shift.before else -1
    if shift.test == "site_kept_share":
        return lambda row: up * (row["block_count"] * (1 - shift.before) - row["kept_block_count"])
    if shift.test in ("site_signed_share", "site_signatories"):
        return lambda row: up * (row["signatory_count"] - _before(old, row, shift)) + (up < 0)
    risen = {name.rpartition(" ")[2] for name, share_before, share in shift.names if share > share_before}
    if shift.test == "languages":
        return lambda row: float(row["language"] in risen)
    blocks = tables["blocks"]
    column: Any = blocks["rule"] if shift.test == "rules" else blocks["label"]
    hit = blocks.filter(_within(pc.fill_null(column, NO_RULE), risen)).group_by("document_id")
    counts = {row["document_id"]: row["count_all"] for row in hit.aggregate([([], "count_all")]).to_pylist()}
    return lambda row: float(counts.get(row["document_id"], 0))


def _before(old: Mapping[str, Row], row: Row, shift: Shift) -> float:
    return float(old[row["document_id"]]["signatory_count"] if row["document_id"] in old else shift.before)


def _changes(document_id: str, tables: Mapping[str, Table], before: Path) -> Iterator[Change]:
    """The first blocks of a document that were decided otherwise before, matched by their fingerprint."""
    now = tables["blocks"].filter(_within(tables["blocks"]["document_id"], [document_id])).to_pylist()
    where = {"document_id": document_id}
    columns = ["document_id", "fingerprint", "kept", "label", "rule"]
    rows = read_table(before, "blocks", columns, where).to_pylist()
    past = {str(row["fingerprint"]): _decided(row) for row in rows}
    shown = 0
    for row in sorted(now, key=lambda one: int(one["position"])):
        was = past.get(row["fingerprint"])
        decided = _decided(row)
        if was == decided:
            continue
        text = " ".join(row["text"][: 2 * LONGEST_EXCERPT].split())[:LONGEST_EXCERPT]
        yield Change(document_id, row["position"], text, was, decided)
        shown += 1
        if shown == CHANGES_SHOWN:
            return


def _decided(row: Row) -> str:
    return f"{'kept' if row['kept'] else 'removed'} as {row['label']} by {row['rule'] or 'none'}"


def write_shifts(found: Sequence[Behind], path: Path) -> None:
    """Write the jumps as JSON: what `Shift` and `Change` hold, and the sentence."""
    told = [{"sentence": one.sentence(), **asdict(one)} for one in found]
    path.write_text(json.dumps({"shifts": told}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
