"""From a raw folder to exact texts: what is there, what each file says, and what waits and why.

``list_sources`` names the files, ``read_any`` reads one. Neither raises for a bad file: what cannot
be read safely, decoded surely or trusted is a ``Rejected`` with a reason out of ``Reason``.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docsieve.model import RawDocument, Rejected
from docsieve.read.containers import records
from docsieve.read.decode import Decoded, Reason, Refusal, decode
from docsieve.read.identity import document_id
from docsieve.read.opening import Contents, has_changed, opened, read_bytes
from docsieve.read.passing import told_passed
from docsieve.read.records import Fields, Limits, Names, document_of, excess, rest_of
from docsieve.read.remote import (
    has_changed_remotely,
    is_remote,
    list_remote,
    opened_remote,
    read_remote,
    without_secret,
)
from docsieve.read.sidecar import MAX_BYTES as MAX_SIDECAR_BYTES
from docsieve.read.sidecar import Sidecar, parse_sidecar
from docsieve.read.sources import Source, list_local, printable, rejected, sidecar_path
from docsieve.read.streams import BrokenContainerError

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Decoded",
    "Fields",
    "Limits",
    "Reason",
    "Refusal",
    "Source",
    "decode",
    "document_id",
    "folder_of",
    "is_remote",
    "list_sources",
    "printable",
    "read_any",
    "read_contents",
    "read_records",
    "read_source",
    "told_passed",
    "without_secret",
]

MAX_BYTES = 10_000_000
"""Bytes above which a file is not read; a long book in UTF-8 has about 2,000,000."""

MAX_CHARACTERS = 2_000_000
"""Code points above which a text is not accepted."""

MOST_BAD = 10_000
"""Records of a container that may be bad, where more than half of it is: what goes on like that is none."""

_NO_SIDECAR = Sidecar()


def list_sources(raw: Path | str, passed: Counter[str] | None = None) -> Iterator[Source | Rejected]:
    """Every text file and container below a folder or an address, in the order of their paths.

    One folder's names are in memory at a time. Files of other kinds are passed over and counted by their
    endings in ``passed``, where it is given, as far as was listed. An address is any that fsspec knows
    (``s3://bucket/raw``), with the package installed that fsspec asks for. Raises
    ``FileNotFoundError`` or ``NotADirectoryError`` where there is none, ``ArgumentError`` for an address with
    a password or of a kind that is not known, ``OSError`` on a disk error.
    """
    passed = Counter() if passed is None else passed
    if is_remote(str(raw)):
        return list_remote(str(raw), passed)
    return list_local(folder_of(raw), passed)


def folder_of(raw: Path | str) -> Path:
    """The folder that a path or an address of this machine names.

    >>> folder_of("file:///data/raw") == folder_of("/data/raw")
    True
    """
    plain = str(raw).removeprefix("file://")
    return Path(plain[1:] if os.name == "nt" and plain.startswith("/") and plain[2:3] == ":" else plain)


def read_source(
    source: Source, *, max_bytes: int = MAX_BYTES, max_characters: int = MAX_CHARACTERS
) -> RawDocument | Rejected:
    """The exact text of one file with its identity, or why it waits in quarantine.

    A file of more than ``max_bytes`` is not read, a text of more than ``max_characters`` code points
    not accepted. A sidecar that cannot be trusted holds its document back, since
    a wrong site or address would go into every row of it. Raises ``OSError`` on a disk error.
    """
    contents = read_contents(source, max_bytes)
    if isinstance(contents, Refusal):
        return rejected(source.path, contents.reason, contents.detail)
    content_sha256 = hashlib.sha256(contents.data).hexdigest()
    decoded = decode(contents.data)
    if isinstance(decoded, Refusal):
        return rejected(source.path, decoded.reason, decoded.detail, content_sha256)
    if detail := excess(decoded.text, max_characters):
        return rejected(source.path, Reason.TOO_LONG, detail, content_sha256)
    sidecar = _NO_SIDECAR if source.sidecar_modified is None else _read_sidecar(source)
    if isinstance(sidecar, Refusal):
        return rejected(source.path, Reason.BAD_SIDECAR, sidecar.detail, content_sha256)
    name = source.name
    return RawDocument(
        document_id=document_id(name),
        source=name,
        site=sidecar.site or source.site,
        content_sha256=content_sha256,
        text=decoded.text,
        encoding=decoded.encoding,
        encoding_found_by=decoded.found_by,
        url=sidecar.url,
        scraped_at=sidecar.scraped_at,
    )


def read_contents(source: Source, max_bytes: int) -> Contents | Refusal:
    """The bytes of a file or object as they are, or why they cannot be had."""
    return _bytes(source.root, source.path, max_bytes)


def _bytes(root: str, path: str, max_bytes: int) -> Contents | Refusal:
    return (read_remote if is_remote(root) else read_bytes)(root, path, max_bytes)


def _read_sidecar(source: Source) -> Sidecar | Refusal:
    path = sidecar_path(source.path)
    contents = _bytes(source.root, path, MAX_SIDECAR_BYTES)
    found = contents if isinstance(contents, Refusal) else parse_sidecar(contents.data)
    if isinstance(found, Refusal):
        name = printable(path.rpartition("/")[2])
        return Refusal(Reason.BAD_SIDECAR, f"{name}: {found.detail}; correct it or take it away")
    return found


def read_records(source: Source, fields: Fields, limits: Limits) -> Iterator[RawDocument | Rejected]:
    """The documents of a container one by one, the text of one in memory at a time.

    A record that cannot be accepted comes as ``Rejected`` under its own name, ``file#id`` or
    ``file#number``, and the others go on. Where the file is cut off, damaged, too large when unpacked,
    written to meanwhile or full of bad records, its rest comes as one ``Rejected`` under the file's
    name. Raises ``OSError`` on a disk error.
    """
    names = Names(source)
    read = bad = 0
    remote = is_remote(source.root)
    with (opened_remote if remote else opened)(source) as file:
        if isinstance(file, Refusal):
            yield rejected(source.path, file.reason, file.detail)
            return
        try:
            for record in records(file, source.path, fields, limits):
                found = document_of(record, source, names, fields, limits)
                yield found
                read += 1
                bad += isinstance(found, Rejected)
                if bad > MOST_BAD and 2 * bad > read:
                    detail = f"{bad:,} of its first {read:,} records are bad, and the rest is not looked at"
                    raise BrokenContainerError(Reason.BROKEN_CONTAINER, detail)
        except BrokenContainerError as error:
            yield rest_of(source, error.refusal, read)
        if has_changed_remotely(source) if remote else has_changed(file, source):
            detail = (
                "the file was written to since it was listed; some records may be of before, some of after"
            )
            yield rest_of(source, Refusal(Reason.CHANGED_WHILE_READ, detail), read)


def read_any(source: Source, fields: Fields, limits: Limits) -> Iterator[RawDocument | Rejected]:
    """The documents of a source, whatever it is: one of a text file, many of a container."""
    if source.is_container:
        yield from read_records(source, fields, limits)
    else:
        yield read_source(source, max_bytes=limits.bytes, max_characters=limits.characters)
