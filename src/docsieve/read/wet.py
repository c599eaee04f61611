"""WET archives of Common Crawl: WARC records of the type ``conversion``, each the text of one page.

The form is that of ISO 28500: a line ``WARC/1.0``, named fields, a blank line, ``Content-Length`` bytes,
two line ends. Field names are given in small letters.
"""

from collections.abc import Iterator, Mapping

from docsieve.read.decode import Reason
from docsieve.read.streams import BrokenContainerError, Unpacked

LONGEST_FIELD = 65_536
MOST_FIELDS = 100
LONGEST_NUMBER = 18


def conversions(file: Unpacked, most: int) -> Iterator[tuple[int, Mapping[str, str], bytes]]:
    """Give number, fields and text of each page; of a text of more than ``most`` bytes the first most + 1.

    Records of other types are passed over, but counted. Raises BrokenContainerError where the file
    is no WARC, cut off, or lies about a length.
    """
    number = 0
    while (head := _head(file)) is not None:
        number += 1
        payload = file.take(_length(head, number), most + 1)
        if head.get("warc-type") == "conversion":
            yield number, head, payload


def _head(file: Unpacked) -> Mapping[str, str] | None:
    """The fields of the next record, None behind the last one."""
    opening = file.line(LONGEST_FIELD)
    while opening is not None and not opening.strip():
        opening = file.line(LONGEST_FIELD)
    if opening is None:
        return None
    if not opening.startswith(b"WARC/"):
        raise BrokenContainerError(Reason.BROKEN_CONTAINER, "no WARC record where one should begin")
    fields: dict[str, str] = {}
    for _ in range(MOST_FIELDS):
        line = file.line(LONGEST_FIELD)
        if line is None:
            break
        if not line.strip():
            return fields
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    raise BrokenContainerError(Reason.BROKEN_CONTAINER, "the fields of a record do not end")


def _length(head: Mapping[str, str], number: int) -> int:
    said = head.get("content-length", "")
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER):
        raise BrokenContainerError(Reason.BROKEN_CONTAINER, f"record {number} does not say how long it is")
    return int(said)
