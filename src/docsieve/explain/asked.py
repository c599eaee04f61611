"""Which document is meant, and which of its blocks: by id or path, by line, by words."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


class NotFoundError(LookupError):
    """There is no such document, line or text; the message says what there is."""


def find_document(documents: Sequence[Row], wanted: str) -> Row:
    """Give the one document that ``wanted`` names: its id, its source or the end of it, its file's start.

    Raises NotFoundError where none or several fit.
    """
    exact = [row for row in documents if wanted in (row["document_id"], row["source"])]
    fitting = exact or [row for row in documents if _ends_with(row["source"], wanted)]
    fitting = fitting or [row for row in documents if row["source"].rpartition("/")[2].startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise NotFoundError(
            f"No published document is called {wanted!r}; give its id or its path below the raw folder."
        )
    named = ", ".join(sorted(row["source"] for row in fitting)[:5])
    raise NotFoundError(
        f"{len(fitting)} documents are called {wanted!r}, among them {named}; give more of the path."
    )


def _ends_with(source: str, wanted: str) -> bool:
    stem = source.removesuffix(".txt")
    return f"/{source}".endswith(f"/{wanted}") or f"/{stem}".endswith(f"/{wanted}")


def blocks_on_line(blocks: Sequence[Row], number: int) -> list[Row]:
    """Give the blocks that line ``number`` (from 1) of the raw text touches.

    Raises NotFoundError for a line that is not there, or that is blank and so in no block.
    """
    lines = "".join(row["text"] + row["separator"] for row in blocks).splitlines(keepends=True)
    if not 1 <= number <= len(lines):
        raise NotFoundError(f"There is no line {number}; the document has {len(lines)} lines.")
    start = sum(len(line) for line in lines[: number - 1])
    words = lines[number - 1].strip()
    if not words:
        raise NotFoundError(f"Line {number} is blank; it is the white space between two blocks.")
    start += lines[number - 1].index(words)
    return [row for row in blocks if row["start"] < start + len(words) and start < row["end"]]


def blocks_with_text(blocks: Sequence[Row], text: str) -> list[Row]:
    """Give the blocks whose raw or repaired text contains ``text``; case and white space do not count."""
    wanted = _plain(text)
    found = [
        row for row in blocks if wanted in _plain(row["text"]) or wanted in _plain(row["repaired_text"] or "")
    ]
    if not wanted or not found:
        raise NotFoundError(f"No block of the document contains {text!r}.")
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
