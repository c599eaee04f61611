"""A row of the quarantine in plain words: what happened, how to mend it, what the file begins with."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docsieve import releases
from docsieve.console import printable
from docsieve.read import Reason, Refusal, Source, list_sources, read_contents

Row = Mapping[str, Any]
LONGEST_EXCERPT = 300
LONGEST_LINE = 110
ID_SHOWN = 12
MOST_BYTES = 10_000_000

HOW: Mapping[str, str] = {
    Reason.EMPTY: "Scrape the page again; where it has no text, take the file away.",
    Reason.BINARY: "Save the page as text (an image, PDF or archive is not read), or take the file away.",
    Reason.UNDECODABLE: "Save the file as UTF-8, from where its encoding is known.",
    Reason.TOO_LONG: "Cut it into its documents, or raise max_bytes or max_characters in docsieve.toml.",
    Reason.LINK: "Put the file itself in the place of the link.",
    Reason.NOT_A_FILE: "Put a file in its place, or give it another name than .txt.",
    Reason.UNREADABLE: "Give the user that runs docsieve the right to read it.",
    Reason.VANISHED: "Nothing to do where it was taken away on purpose; else put it back.",
    Reason.CHANGED_WHILE_READ: "Run again when the scraper has finished writing.",
    Reason.BAD_RECORD: "Correct the record in its container, or take it out.",
    Reason.BROKEN_CONTAINER: "Fetch the container again: it is cut off or damaged.",
    Reason.BAD_SIDECAR: "Correct the .meta.json beside the file, or take it away.",
}
HOW_TO_RELEASE = "possible: uv run docsieve quarantine release ID --reason ..."
HOW_AT: Mapping[str, str] = {
    "row": "The file is not at fault: report the column and its message.",
    "expectation": "Look at the row by its key (uv run docsieve export TABLE); correct the file, the rule or "
    "the expectation.",
    "drift": "Look at drift.json in the folder above: the documents named, and what was decided otherwise.",
}


def in_short(row: Row) -> str:
    """One line on a row: the beginning of its id, where it was stopped, why, and what it is."""
    what = row["source"] or row["detail"].rpartition("not as expected: ")[2]
    reason = row.get("expectation") or row["reason"]
    mark = "released" if row.get("released") else "published" if row["published"] else ""
    told = f"{row['quarantine_id'][:ID_SHOWN]}  {row['stage']:<11} {reason:<18} {mark:<9} {printable(what)}"
    return told if len(told) <= LONGEST_LINE else told[: LONGEST_LINE - 1] + "…"


def explained(row: Row, raw: Path | str | None) -> Iterator[str]:
    """A row in full, line by line; ``raw`` is the folder or address its file may be looked up in."""
    yield f"{row['source'] or row['row_key'] or row['table_name']}"
    yield f"  id        {row['quarantine_id']}"
    yield f"  stopped   at {row['stage']}: {row['reason']}"
    yield f"  detail    {row['detail']}"
    if row.get("value"):
        yield f"  value     {row['value']}"
    if row.get("released"):
        yield f"  released  {row['released']}"
    yield f"  mend      {HOW.get(row['reason']) or HOW_AT.get(row['stage'], row['replay'])}"
    cause = releases.objection(row)
    yield f"  release   {'no: ' + cause if cause else HOW_TO_RELEASE}"
    excerpt = _excerpt(row["source"], raw) if raw is not None and row["source"] else None
    if excerpt is not None:
        yield f"  begins    {excerpt}"


def _excerpt(name: str, raw: Path | str) -> str | None:
    """The beginning of a file, as text as far as it is text; None where it cannot be read."""
    try:
        source = next(one for one in list_sources(raw) if isinstance(one, Source) and one.name == name)
    except (StopIteration, FileNotFoundError, NotADirectoryError):
        return None
    found = read_contents(source, MOST_BYTES)
    if isinstance(found, Refusal):
        return None
    text = found.data[: 4 * LONGEST_EXCERPT].decode("utf-8", "backslashreplace")
    return printable(" ".join(text.split())[:LONGEST_EXCERPT]) or "(nothing but white space)"
