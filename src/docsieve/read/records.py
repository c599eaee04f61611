"""One record of a container: its fields checked, and what becomes of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from docsieve.model import RawDocument, Rejected
from docsieve.read.decode import Decoded, Reason, Refusal, accepted
from docsieve.read.identity import document_id
from docsieve.read.sidecar import Sidecar, checked_sidecar
from docsieve.read.sources import Source, printable, rejected

LONGEST_ID = 200

CHARACTERS_PER_LINE = 20
LEAST_LINES = 1_000
"""A text may have a line for so many of the characters that are allowed, but so many lines at least.

Each line becomes a block with its own row, about 2 kB while it is worked on: a million lines of one letter,
2 MB as a file, would take gigabytes. With the default of 2,000,000 characters 100,000 lines are allowed.
"""


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of a record are called; all but the text may be missing."""

    text: str = "text"
    id: str = "id"
    url: str = "url"
    site: str = "site"
    scraped_at: str = "scraped_at"

    def names(self) -> tuple[str, ...]:
        """All of them."""
        return self.text, self.id, self.url, self.site, self.scraped_at


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of a record, code points of a text, bytes of a whole container, unpacked."""

    bytes: int = 10_000_000
    characters: int = 2_000_000
    unpacked: int = 20_000_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was found: its number in the container, and its fields or why it has none."""

    number: int
    values: Mapping[str, Any] | Refusal


class Names:
    """The names of the records of one container so far, so that no two documents have the same.

    Holds 8 bytes and Python's overhead of about 60 for each record.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: set[int] = set()

    def of(self, record: Record, name: str) -> tuple[str, Refusal | None]:
        """Give ``file#id``, or ``file#number`` where the record has no id of its own, and what is wrong."""
        found = record.values.get(name) if isinstance(record.values, Mapping) else None
        numbered = f"{self._source.name}#{record.number}"
        if found is None or found == "":
            return numbered, self._met(numbered, record)
        if isinstance(found, bool) or not isinstance(found, str | int) or len(str(found)) > LONGEST_ID:
            detail = f"{name}: must be a string or a number of up to {LONGEST_ID} characters"
            return numbered, Refusal(Reason.BAD_RECORD, detail)
        named = f"{self._source.name}#{printable(str(found))}"
        met = self._met(named, record)
        return (numbered, met) if met else (named, None)

    def _met(self, name: str, record: Record) -> Refusal | None:
        trace = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
        if trace in self._seen:
            return Refusal(Reason.BAD_RECORD, f"record {record.number} has the id of an earlier one")
        self._seen.add(trace)
        return None


def document_of(
    record: Record, source: Source, names: Names, fields: Fields, limits: Limits
) -> RawDocument | Rejected:
    """The document of a record, or why it waits in quarantine; the other records are not concerned."""
    name, wrong = names.of(record, fields.id)
    if isinstance(record.values, Refusal):
        return Rejected(name, None, "read", record.values.reason, f"{_where(record)}: {record.values.detail}")
    decoded = wrong or _text(record.values, fields.text, limits)
    if isinstance(decoded, Refusal):
        return Rejected(name, None, "read", decoded.reason, f"{_where(record)}: {decoded.detail}")
    content_sha256 = hashlib.sha256(decoded.text.encode()).hexdigest()
    said = _sidecar(record.values, fields)
    if isinstance(said, Refusal):
        detail = f"{_where(record)}: {said.detail}"
        return Rejected(name, content_sha256, "read", Reason.BAD_RECORD, detail)
    return RawDocument(
        document_id=document_id(name),
        source=name,
        site=said.site or _host(said.url) or source.site,
        content_sha256=content_sha256,
        text=decoded.text,
        encoding=decoded.encoding,
        encoding_found_by=decoded.found_by,
        url=said.url,
        scraped_at=said.scraped_at,
    )


def rest_of(source: Source, refusal: Refusal, read: int) -> Rejected:
    """What waits in quarantine of a container whose rest cannot be read."""
    detail = f"{refusal.detail}; {read:,} records before that were read"
    return rejected(source.path, refusal.reason, detail)


def excess(text: str, most: int) -> str | None:
    """Say in what a text is too long where ``most`` characters are allowed, None where it is not.

    >>> excess("a" * 11, 10), excess("a\\n" * 2_000, 10_000)
    ('11 characters, and the limit is 10', '2,000 lines, and the limit is 1,000')
    """
    if len(text) > most:
        return f"{len(text):,} characters, and the limit is {most:,}"
    allowed = max(LEAST_LINES, most // CHARACTERS_PER_LINE)
    lines = len(text.splitlines()) if len(text) > allowed else 0
    return f"{lines:,} lines, and the limit is {allowed:,}" if lines > allowed else None


def _where(record: Record) -> str:
    return f"record {record.number}"


def _text(values: Mapping[str, Any], name: str, limits: Limits) -> Decoded | Refusal:
    text = values.get(name)
    if not isinstance(text, str):
        return Refusal(Reason.BAD_RECORD, f"there is no text in the field {name!r}")
    detail = excess(text, limits.characters)
    return Refusal(Reason.TOO_LONG, detail) if detail else accepted(text)


def _sidecar(values: Mapping[str, Any], fields: Fields) -> Sidecar | Refusal:
    scraped = values.get(fields.scraped_at)
    return checked_sidecar({
        "url": values.get(fields.url) or None,
        "site": values.get(fields.site) or None,
        "scraped_at": scraped.isoformat() if isinstance(scraped, datetime) else scraped or None,
    })  # fmt: skip


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""
