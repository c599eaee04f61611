"""The identity of a document, made from the name of its source alone."""

import hashlib


def document_id(source: str) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over the source's name: the same on every machine.

    Does not depend on the content; a file that is moved is another document.

    >>> document_id("site/letter.txt")
    '4d04c2043965381c'
    """
    return hashlib.sha256(f"docsieve:document:{source}".encode()).hexdigest()[:16]
