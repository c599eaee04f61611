"""What people have released from quarantine: who, when and why, in a file beside the dataset.

`releases.jsonl` is only ever added to by docsieve; a person may take a line out. A release is bound to
what it released: the bytes of the file, or the row and what it failed. When that changes, it is void.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docsieve.model import RawDocument, Rejected
from docsieve.read import Reason, Source, read_source

RELEASES = "releases.jsonl"
NO_LIMIT = 1_000_000_000
"""Code points: more than a file that is read can hold."""

NOT_A_TEXT = "what is in the file is not surely text, and docsieve publishes nothing else: replace the file"
NOT_THERE = "there is nothing that could be published: the file was not read"
CANNOT: Mapping[str, str] = {
    Reason.EMPTY: "there is no text in the file that could be published",
    Reason.BINARY: NOT_A_TEXT,
    Reason.UNDECODABLE: NOT_A_TEXT,
    Reason.BAD_RECORD: "there is no text in the record that could be published, or its id is not its own",
    Reason.BROKEN_CONTAINER: NOT_THERE,
    Reason.LINK: NOT_THERE,
    Reason.NOT_A_FILE: NOT_THERE,
    Reason.UNREADABLE: NOT_THERE,
    Reason.VANISHED: NOT_THERE,
    Reason.CHANGED_WHILE_READ: f"{NOT_THERE}, because it was being written; run the flow again",
}
NOT_ALONE = (
    "it is a record of a container, which is not read alone: correct it there, or raise max_characters"
)
NEEDS_A_HASH = "the file was too long to be read at all: raise max_bytes in docsieve.toml"
NEEDS_A_ROW = (
    "no single row is at fault: correct what is, or give the expectation another severity in the file that "
    "`expectations` in docsieve.toml names"
)
DOES_NOT_FIT = (
    "the row does not fit its table, and every reader relies on that: report it, docsieve is at fault"
)


class ReleaseError(ValueError):
    """A row cannot be released, or the file of releases cannot be read; the message says why, and where."""


class Release(BaseModel):
    """A row of the quarantine that a person has released."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quarantine_id: Annotated[str, Field(min_length=1)]
    source: str
    content_sha256: str | None
    stage: str
    reason: str
    detail: str
    by: Annotated[str, Field(min_length=1)]
    at: datetime
    why: Annotated[str, Field(min_length=1)]

    def sentence(self) -> str:
        """Who released it, when and why."""
        return f"released by {self.by} on {self.at:%Y-%m-%d}: {self.why}"


def objection(row: Mapping[str, Any]) -> str | None:
    """Why a row of the quarantine cannot be released; None where it can.

    >>> objection({"stage": "read", "reason": "bad_sidecar", "source": "a.txt", "content_sha256": "0" * 64})
    >>> objection({"stage": "read", "reason": "empty", "source": "a.txt", "content_sha256": "0" * 64})
    'there is no text in the file that could be published'
    """
    if row["stage"] == "read":
        alone = row["source"].lower().endswith(".txt") and "#" not in row["source"]
        needed = NOT_ALONE if not alone else None if row["content_sha256"] else NEEDS_A_HASH
        return CANNOT.get(row["reason"]) or needed
    if row["stage"] in ("expectation", "drift"):
        return None if row.get("row_key", "unknown") else NEEDS_A_ROW
    return DOES_NOT_FIT


def read_releases(curated: Path) -> tuple[Release, ...]:
    """Every release beside the dataset, in order; raises ReleaseError with the line that is none."""
    path = curated / RELEASES
    if not path.exists():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(_release(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _release(path: Path, number: int, line: str) -> Release:
    try:
        found = Release.model_validate_json(line)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'line'}: {e['msg']}" for e in error.errors())
        raise ReleaseError(f"{path}, line {number}: {told}") from error
    if reason := objection(found.model_dump()):
        raise ReleaseError(f"{path}, line {number}: {found.source} cannot be released: {reason}")
    return found


def release(curated: Path, row: Mapping[str, Any], by: str, why: str) -> Release:
    """Record that a person releases a row of the quarantine; the next run publishes it.

    Raises ReleaseError for what cannot be released, and without a name and a reason.
    """
    if not by.strip() or not why.strip():
        raise ReleaseError("a release needs the name of a person and a reason")
    if cause := objection(row):
        raise ReleaseError(f"this cannot be released: {cause}")
    taken = {name: row[name] for name in ("quarantine_id", "source", "content_sha256", "stage")}
    told = {"reason": row["reason"], "detail": row["detail"], "by": by.strip(), "why": " ".join(why.split())}
    made = Release(**taken, **told, at=datetime.now(UTC).replace(microsecond=0))
    line = json.dumps(made.model_dump(mode="json"), ensure_ascii=False) + "\n"
    with (curated / RELEASES).open("ab") as file:
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())
    return made


def sentences(releases: Iterable[Release]) -> dict[str, str]:
    """What to say of each released row, by its ``quarantine_id``."""
    return {one.quarantine_id: one.sentence() for one in releases}


def let_in(
    sources: Iterable[Source | Rejected],
    rejected: Sequence[Rejected],
    releases: Iterable[Release],
    max_bytes: int,
    max_characters: int,
) -> tuple[list[RawDocument], list[Rejected]]:
    """Read the rejected files that were released, past what rejected them.

    Gives the documents, and every rejected file, those let in too: they stay in quarantine, marked. One
    that fails at something else is rejected for that.
    """
    known = {(one.reason, one.content_sha256) for one in releases if one.stage == "read"}
    if not known:
        return [], list(rejected)
    by_name = {source.name: source for source in sources if isinstance(source, Source)}
    documents: list[RawDocument] = []
    left: list[Rejected] = []
    for one in rejected:
        found: RawDocument | Rejected = one
        if (one.reason, one.content_sha256) in known and one.source in by_name:
            found = _read(by_name[one.source], one.reason, max_bytes, max_characters)
        documents += [found] if isinstance(found, RawDocument) else []
        left.append(found if isinstance(found, Rejected) else one)
    return documents, left


def _read(source: Source, reason: str, max_bytes: int, max_characters: int) -> RawDocument | Rejected:
    if reason == Reason.BAD_SIDECAR:
        source = replace(source, sidecar_modified=None)
    longest = NO_LIMIT if reason == Reason.TOO_LONG else max_characters
    return read_source(source, max_bytes=max_bytes, max_characters=longest)
