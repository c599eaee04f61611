"""What is new, changed, judged anew or gone since the snapshot before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docsieve.tables import read_batches

_OUTCOME = ["title", "published_on", "language", "signatory_count", "kept_block_count", "text"]
Known = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of documents by what became of them; ``gone`` are (id, source), the source None where withheld."""

    since: str
    new: Sequence[str]
    changed: Sequence[str]
    judged_anew: Sequence[str]
    gone: Sequence[tuple[str, str | None]]


def changes(folder: Path, manifest: Mapping[str, Any]) -> Changes | None:
    """Compare a snapshot with the one before it; None where there is none, or it is no longer there.

    A document is changed where its bytes are, judged anew where only what was read from them is. What
    is gone keeps its source to itself where the snapshot before showed more of persons than this one.
    """
    before = folder.parent / str(manifest.get("previous"))
    if not (before / "manifest.json").is_file():
        return None
    old, new = _known(before), _known(folder)
    gone = sorted(old.keys() - new.keys())
    sources = _sources(before, set(gone)) if _shows_the_same(before, manifest) else {}
    return Changes(
        since=before.name,
        new=sorted(new.keys() - old.keys()),
        changed=sorted(each for each in new.keys() & old.keys() if new[each][0] != old[each][0]),
        judged_anew=sorted(
            each
            for each in new.keys() & old.keys()
            if new[each][0] == old[each][0] and new[each][1] != old[each][1]
        ),
        gone=[(each, sources.get(each)) for each in gone],
    )


def _known(folder: Path) -> dict[str, Known]:
    """The version of every document, and a digest of what was read from it."""
    found: dict[str, Known] = {}
    for batch in read_batches(folder, "documents", 500, ["document_id", "version", *_OUTCOME]):
        for row in batch.to_pylist():
            read = repr([row[name] for name in _OUTCOME]).encode("utf-8", "backslashreplace")
            found[row["document_id"]] = row["version"], hashlib.sha256(read).digest()[:16]
    return found


def _sources(folder: Path, wanted: set[str]) -> dict[str, str]:
    return {
        row["document_id"]: row["source"]
        for batch in read_batches(folder, "documents", columns=["document_id", "source"])
        for row in batch.to_pylist()
        if row["document_id"] in wanted
    }


def _shows_the_same(before: Path, manifest: Mapping[str, Any]) -> bool:
    told = json.loads((before / "manifest.json").read_text("utf-8"))
    return bool(told.get("persons", "keep") == manifest.get("persons", "keep"))
