"""Why a line was kept or removed: the block it is in, the rule that decided, the numbers, in plain words."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from inspect import getdoc
from itertools import accumulate
from typing import Any

from docsieve.rules import RULES, Rule

Row = Mapping[str, Any]
LONGEST_QUOTE = 300
BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


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


def explanations(document: Row, blocks: Sequence[Row], asked: Sequence[Row]) -> Iterator[str]:
    """Give for each block asked about the lines that say what was decided, and why.

    ``blocks`` are all of the document's, in order; its lines are counted once, for all of them.
    """
    raw = "".join(row["text"] + row["separator"] for row in blocks)
    starts = list(accumulate(map(len, raw.splitlines(keepends=True)), initial=0))[:-1]
    for row in asked:
        yield "\n".join(_explanation(document, blocks, row, starts))


def _explanation(document: Row, blocks: Sequence[Row], row: Row, starts: Sequence[int]) -> Iterator[str]:
    first = bisect_right(starts, row["start"] + len(row["text"]) - len(row["text"].lstrip()))
    last = bisect_right(starts, row["end"] - 1)
    where = f"line {first}" if first == last else f"lines {first} to {last}"
    span = f"characters {row['start']} to {row['end']}, block {row['position']}"
    yield f"{document['source']}, {where} ({span})"
    quoted = row["text"].strip()
    yield "  | " + "\n  | ".join(
        (quoted[:LONGEST_QUOTE] + ("…" if len(quoted) > LONGEST_QUOTE else "")).splitlines()
    )
    yield f"  {'kept' if row['kept'] else 'removed'} as {row['label']}; " + _reason(row)
    if row["duplicate_of"] is not None:
        first = bisect_right(starts, blocks[row["duplicate_of"]]["start"])
        yield f"  its first copy is block {row['duplicate_of']}, on line {first}"
    for other in row["also"]:
        yield f"  would have spoken too: {_measurement(other)}"
    for other in row["near"]:
        yield f"  was near to speaking: {_measurement(other)}"


def _reason(row: Row) -> str:
    if row["rule"] is None:
        return f"no rule spoke, so it is kept as its form says ({row['shape']})"
    return f"decided by {_measurement(row)}"


def _measurement(finding: Row) -> str:
    rule = BY_NAME.get(finding["rule"])
    numbers = f"measured {finding['measured']:.4g}"
    if rule is None:
        return f"{finding['rule']}: {numbers}, threshold {finding['threshold']:.4g}"
    side = "at most" if rule.at_most is not None else "at least"
    told = (getdoc(rule.measure) or "").split("\n\n")[0].replace("\n", " ")
    decision = f"{rule.name}: {numbers} ({rule.unit}); kept where {side} {finding['threshold']:.4g}"
    return f"{decision}\n    {told}\n    {rule.source}"


__all__ = ["NotFoundError", "blocks_on_line", "blocks_with_text", "explanations", "find_document"]
