"""From a raw folder to exact texts: what is there, what each file says, and what waits and why.

``list_sources`` names the files, ``read_source`` reads one. Neither raises for a bad file: what cannot
be read safely, decoded surely or trusted is a ``Rejected`` with a reason out of ``Reason``.
"""

import hashlib

from docsieve.model import RawDocument, Rejected
from docsieve.read.decode import Decoded, Reason, Refusal, decode
from docsieve.read.opening import read_bytes
from docsieve.read.sidecar import MAX_BYTES as MAX_SIDECAR_BYTES
from docsieve.read.sidecar import Sidecar, parse_sidecar
from docsieve.read.sources import Source, list_sources, printable, rejected, sidecar_path

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Decoded",
    "Reason",
    "Refusal",
    "Source",
    "decode",
    "document_id",
    "list_sources",
    "printable",
    "read_source",
]

MAX_BYTES = 10_000_000
"""Bytes above which a file is not read; a long book in UTF-8 has about 2,000,000."""

MAX_CHARACTERS = 2_000_000
"""Code points above which a text is not accepted."""

_NO_SIDECAR = Sidecar()


def document_id(source: str) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over the source's name: the same on every machine.

    Does not depend on the content; a file that is moved is another document.

    >>> document_id("site/letter.txt")
    '4d04c2043965381c'
    """
    return hashlib.sha256(f"docsieve:document:{source}".encode()).hexdigest()[:16]


def read_source(
    source: Source, *, max_bytes: int = MAX_BYTES, max_characters: int = MAX_CHARACTERS
) -> RawDocument | Rejected:
    """The exact text of one file with its identity, or why it waits in quarantine.

    A file of more than ``max_bytes`` is not read, a text of more than ``max_characters`` code points
    not accepted. A sidecar that cannot be trusted holds its document back, since
    a wrong site or address would go into every row of it. Raises ``OSError`` on a disk error.
    """
    contents = read_bytes(source.root, source.path, max_bytes)
    if isinstance(contents, Refusal):
        return rejected(source.path, contents.reason, contents.detail)
    content_sha256 = hashlib.sha256(contents.data).hexdigest()
    decoded = decode(contents.data)
    if isinstance(decoded, Refusal):
        return rejected(source.path, decoded.reason, decoded.detail, content_sha256)
    if len(decoded.text) > max_characters:
        detail = f"{len(decoded.text):,} characters, and the limit is {max_characters:,}"
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


def _read_sidecar(source: Source) -> Sidecar | Refusal:
    path = sidecar_path(source.path)
    contents = read_bytes(source.root, path, MAX_SIDECAR_BYTES)
    found = contents if isinstance(contents, Refusal) else parse_sidecar(contents.data)
    if isinstance(found, Refusal):
        name = printable(path.rpartition("/")[2])
        return Refusal(Reason.BAD_SIDECAR, f"{name}: {found.detail}; correct it or take it away")
    return found
