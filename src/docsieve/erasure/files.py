"""What lies beside the tables: manifests, cards, pages, logs; found in them is what was erased, too."""

import hashlib
import html
import json
from collections.abc import Mapping
from typing import Any

from docsieve.erasure.marks import Marks
from docsieve.erasure.phrases import Sought, found, without


def without_erased(name: str, data: bytes, marks: Marks) -> bytes | None:
    """Give a file's bytes without what was erased; None where the file has to go.

    JSON and JSON lines are read as such; in a page that hides a name behind entities it cannot be made
    black, so the page goes. Bytes that are no text are left as they are.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    sought = Sought(marks)
    if name.endswith((".json", ".jsonl")):
        return _json(name, text, sought).encode()
    made = without(text, sought)
    return None if found(html.unescape(made), sought) else made.encode()


def _json(name: str, text: str, sought: Sought) -> str:
    try:
        if name.endswith(".jsonl"):
            return "".join(_line(line, sought) for line in text.splitlines(keepends=True))
        told = json.loads(text)
    except ValueError:
        return without(text, sought)
    made = _walked(told, sought)
    return text if made == told else json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _line(line: str, sought: Sought) -> str:
    told = json.loads(line) if line.strip() else None
    made = _walked(told, sought)
    return line if made == told else json.dumps(made, ensure_ascii=False) + "\n"


def _walked(told: Any, sought: Sought) -> Any:
    if isinstance(told, str):
        return without(told, sought)
    if isinstance(told, list):
        return [_walked(each, sought) for each in told]
    if isinstance(told, dict):
        return {without(name, sought): _walked(each, sought) for name, each in told.items()}
    return told


def with_new_parts(
    manifest: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]], others: Mapping[str, bytes | None]
) -> dict[str, Any]:
    """The manifest with the parts of some tables, and other files, as they are now."""
    tables = {
        name: {**told, "rows": parts[name]["rows"], "files": [parts[name]]} if name in parts else told
        for name, told in manifest["tables"].items()
    }
    files = [
        {**told, **_told(others[told["path"]])} if told["path"] in others else told
        for told in manifest.get("other_files", ())
        if others.get(told["path"], b"") is not None
    ]
    return {**manifest, "tables": tables, "other_files": files}


def _told(data: bytes | None) -> dict[str, Any]:
    data = data or b""
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def with_new_hashes(data: bytes, parts: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A snapshot's Croissant description with size and hash of the parts as they are now."""
    told = json.loads(data)
    now = {part["path"]: part for part in parts.values()}
    gone = {path for path in map(_path, told.get("distribution", ())) if _is_gone(path, parts)}
    told["distribution"] = [each for each in told.get("distribution", ()) if _path(each) not in gone]
    for each in told["distribution"]:
        part = now.get(_path(each))
        if part:
            each.update(contentSize=f"{part['bytes']} B", sha256=part["sha256"])
        if isinstance(each.get("containedIn"), list):
            left = [one for one in each["containedIn"] if one["@id"] not in gone]
            each["containedIn"] = left[0] if len(left) == 1 else left
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _path(described: Mapping[str, Any]) -> str:
    return str(described.get("contentUrl", ""))


def _is_gone(path: str, parts: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a file is a part of a table that is written as one part now, and not that part."""
    table = path.partition("/")[0]
    return table in parts and parts[table]["path"] != path


def with_new_counts(data: bytes, rows: Mapping[str, tuple[int, int]]) -> bytes:
    """A snapshot's card with the number of rows of its tables as it is now; ``rows`` are (before, after)."""
    lines = data.decode("utf-8").splitlines(keepends=True)
    for table, (before, after) in rows.items():
        opening = f"| `{table}/` | "
        lines = [
            opening + str(after) + line[len(opening) + len(str(before)) :]
            if line.startswith(f"{opening}{before} |")
            else line
            for line in lines
        ]
    return "".join(lines).encode()
