"""The documents behind a jump, and what was decided otherwise in them: a bounded sample, as a file."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from heapq import nsmallest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from docsieve.drift.compare import EVERY_SITE, Figures, Shift, compare
from docsieve.tables import NO_RULE, OF_BLOCKS, Held, Table, figures, pieces, read_table

FILE = "drift.json"
"""Where a snapshot tells of its jumps."""

DOCUMENTS_NAMED = 10
DOCUMENTS_SHOWN = 3
CHANGES_SHOWN = 8
LONGEST_EXCERPT = 200

Row = dict[str, Any]
BLOCK_COLUMNS = ["document_id", "position", "text", "fingerprint", "kept", "label", "rule"]
EACH: Any = [([], "count_all")]


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


def shifts(held: Held, runs: Table, before: Path | None) -> tuple[Behind, ...]:
    """Compare the last row of ``runs`` with those before it; ``before`` is the last snapshot's folder.

    ``held`` are the tables of the run, in memory or in their folder. Runs that published other things of
    persons are not compared: their signatories are not the same.
    """
    *earlier, now = sorted(runs.to_pylist(), key=lambda row: row["started_at"])
    earlier = [row for row in earlier if row["persons"] == now["persons"]]
    if before is None or not any(row["sites"] for row in earlier):
        return ()
    new = _new(held, before)
    sites = {site["site"] for site in earlier[-1]["sites"]}
    found = compare(earlier, _figures(held, sites, None), _figures(held, sites, new))
    return tuple(_behind(shift, held, new, before) for shift in found)


DOCUMENT_COLUMNS = ["document_id", "site", "language", "block_count", "kept_block_count", "signatory_count"]
IDENTITY = ["document_id", "content_sha256"]
Ids = Any
"""An Arrow array of ids; the stubs of pyarrow's functions know too little to say so."""


def _new(held: Held, before: Path) -> Ids:
    """The documents that were not there before, or not with these bytes."""
    old = read_table(before, "documents", IDENTITY).combine_chunks()
    new = [_not_in(piece, old) for piece in pieces(held, "documents", IDENTITY)]
    return pa.concat_arrays([pa.array([], pa.string()), *new])


def _not_in(documents: Table, old: Table) -> Ids:
    places: Any = pc.index_in(documents["document_id"], old["document_id"].combine_chunks())
    same: Any = pc.equal(old["content_sha256"].take(places), documents["content_sha256"])
    return documents["document_id"].filter(pc.invert(pc.fill_null(same, False))).combine_chunks()


def _figures(held: Held, sites: set[str], only: Ids | None) -> Figures:
    """The figures of the documents of ``sites``: a site that is new is another, not a jump of all."""
    among = pa.array(sorted(sites), pa.string())
    documents = [
        piece.filter(_within(piece["site"], among)) for piece in pieces(held, "documents", DOCUMENT_COLUMNS)
    ]
    if only is not None:
        documents = [piece.filter(_within(piece["document_id"], only)) for piece in documents]
    ids = pa.concat_arrays([pa.array([], pa.string()), *(_flat(piece["document_id"]) for piece in documents)])
    blocks = pieces(held, "blocks", ["document_id", *OF_BLOCKS])
    return figures(documents, (piece.filter(_among(piece["document_id"], ids)) for piece in blocks))


def _among(column: Any, ids: Ids) -> Any:
    """Where the column holds one of the ids, of which a piece of a sorted table holds a few only."""
    ends: Any = pc.min_max(column)
    near = ids.filter(pc.and_(pc.greater_equal(ids, ends["min"]), pc.less_equal(ids, ends["max"])))
    return _within(column, near)


def _flat(column: Any) -> Ids:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _within(column: Any, values: Ids) -> Any:
    return pc.is_in(column, values)


def _behind(shift: Shift, held: Held, new: Ids, before: Path) -> Behind:
    documents = list(pieces(held, "documents", DOCUMENT_COLUMNS))
    if shift.subject != EVERY_SITE:
        site = pa.array([shift.subject], pa.string())
        documents = [piece.filter(_within(piece["site"], site)) for piece in documents]
    if shift.of == "new":
        documents = [piece.filter(_within(piece["document_id"], new)) for piece in documents]
    weigh = _weights(shift, held, before)
    rows = (row for piece in documents for row in piece.to_pylist())
    weighed = nsmallest(DOCUMENTS_NAMED, ((-weigh(row), row["document_id"]) for row in rows))
    named = [one for weight, one in weighed if weight < 0]
    changes = [change for one in named[:DOCUMENTS_SHOWN] for change in _changes(one, held, before)]
    return Behind(shift, tuple(named), tuple(changes))


def _weights(shift: Shift, held: Held, before: Path) -> Callable[[Row], float]:
    """How much of the jump a document makes; nothing or less where it makes none."""
    up = 1 if shift.after > shift.before else -1
    if shift.test == "site_kept_share":
        return lambda row: up * (row["block_count"] * (1 - shift.before) - row["kept_block_count"])
    if shift.test in ("site_signed_share", "site_signatories"):
        old = _signed_before(before)
        return lambda row: (
            up * (row["signatory_count"] - old.get(row["document_id"], shift.before)) + (up < 0)
        )
    risen = {name.rpartition(" ")[2] for name, share_before, share in shift.names if share > share_before}
    if shift.test == "languages":
        return lambda row: float(row["language"] in risen)
    counts = _hits(held, "rule" if shift.test == "rules" else "label", pa.array(sorted(risen), pa.string()))
    return lambda row: float(counts[row["document_id"]])


def _signed_before(before: Path) -> dict[str, int]:
    """How many signatories each document had."""
    read = read_table(before, "documents", ["document_id", "signatory_count"])
    return dict(zip(*(column.to_pylist() for column in read.columns), strict=True))


def _hits(held: Held, column: str, names: Any) -> Counter[str]:
    """How many blocks of each document have one of the names in a column."""
    found: Counter[str] = Counter()
    for piece in pieces(held, "blocks", ["document_id", column]):
        named: Any = pc.fill_null(piece[column], pa.scalar(NO_RULE))
        hit = piece.filter(_within(named, names)).group_by("document_id")
        found.update({row["document_id"]: row["count_all"] for row in hit.aggregate(EACH).to_pylist()})
    return found


def _blocks_of(document_id: str, held: Held) -> list[Row]:
    if isinstance(held, Path):
        return read_table(held, "blocks", BLOCK_COLUMNS, {"document_id": document_id}).to_pylist()
    return held["blocks"].filter(pc.equal(held["blocks"]["document_id"], pa.scalar(document_id))).to_pylist()


def _changes(document_id: str, held: Held, before: Path) -> Iterator[Change]:
    """The first blocks of a document that were decided otherwise before, matched by their fingerprint."""
    now, rows = _blocks_of(document_id, held), _blocks_of(document_id, before)
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
    path.write_bytes((json.dumps({"shifts": told}, indent=2, ensure_ascii=False) + "\n").encode())
