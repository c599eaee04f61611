"""Which repeats of the run before stay as they are, and which are found anew.

A template line is of one site, a repeat within a document of that document: those of sites of which no
document came, went or was judged again are as they were. What documents have of each other is found over
all of them, and its rows are written anew where they are others.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from docsieve.ledger import Ledger
from docsieve.model import Repeat
from docsieve.shards.parted import Staying, leaving_rows
from docsieve.snapshot import Snapshot
from docsieve.tables import Table, parts, read_part

LOOKED_AT = ("document_id", "site", "content_sha256")
Mask = npt.NDArray[np.bool_]

ACROSS = ("quotation", "near_duplicate")
_FIELDS = tuple(field.name for field in fields(Repeat))
_ROW = attrgetter(*_FIELDS)


@dataclass(frozen=True, slots=True)
class Touched:
    """Sites of which a document came, went, was judged again, or has another first one of the same bytes.

    ``chosen`` tells of each document there is whether it is of such a site, ``had`` are the ids of those that
    such sites had before. ``came`` and ``went`` tell which documents themselves that happened to, of those
    there are, and of those there were.
    """

    chosen: Mask
    had: Any
    came: Mask
    went: Mask


def touched(before: Ledger, now: Table, leaving: AbstractSet[str]) -> Touched:
    """Tell which sites something has happened to; ``now`` has the columns LOOKED_AT of all parts in order."""
    then = before.all(LOOKED_AT)
    gone = pc.is_in(then["document_id"], pa.array(sorted(leaving), pa.string()))
    stays = then["document_id"].filter(pc.invert(gone))
    new = pc.invert(pc.is_in(now["document_id"], stays))
    contents = _column("content_sha256", [then.filter(gone), now.filter(new)])
    went, came = (
        pc.or_(mask, pc.is_in(rows["content_sha256"], contents)) for rows, mask in ((then, gone), (now, new))
    )
    sites = _column("site", [then.filter(went), now.filter(came)])
    had = then["document_id"].filter(pc.is_in(then["site"], sites)).combine_chunks()
    return Touched(pc.is_in(now["site"], sites).to_numpy(), had, came.to_numpy(), went.to_numpy())


def _column(name: str, tables: Sequence[Table]) -> Any:
    return pa.concat_tables([rows.select([name]) for rows in tables])[name].combine_chunks()


def renewed(
    snapshot: Snapshot, found: Iterable[Repeat], had: Any, accepted: AbstractSet[str]
) -> tuple[list[Repeat], Staying]:
    """Give those of ``found``, repeats across documents, that come; and the published rows that stay.

    Rows within documents, and of template lines, that the documents ``had`` do not stay.
    """
    known = [one for one in found if one.document_id in accepted and one.first_document_id in accepted]
    there = [
        read_part(snapshot.path, "repeats", number, _FIELDS)
        for number in range(len(parts(snapshot.path, "repeats")))
    ]
    is_across = [pc.is_in(rows["kind"], pa.array(ACROSS)) for rows in there]
    across = [rows.filter(mask) for rows, mask in zip(there, is_across, strict=True)]
    others = _others(known, across)
    wanted = pa.array(sorted(others), pa.string())
    goes = (
        pc.if_else(mask, pc.is_in(rows["repeat_id"], wanted), pc.is_in(rows["document_id"], had))
        for rows, mask in zip(there, is_across, strict=True)
    )
    ids = [rows["repeat_id"].filter(mask) for rows, mask in zip(there, goes, strict=True)]
    coming = [one for one in known if one.repeat_id in others]
    return coming, leaving_rows(snapshot, "repeats", ids)


def _others(found: Iterable[Repeat], published: Iterable[Table]) -> set[str]:
    """The groups of which a row came, went or is another."""
    now = set(map(_ROW, found))
    then = {
        row for rows in published for row in zip(*(rows[name].to_pylist() for name in _FIELDS), strict=True)
    }
    return {row[0] for row in now ^ then}
