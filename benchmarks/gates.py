"""What the gates cost: a synthetic set of tables of any size, held to the shipped expectations.

    uv run benchmarks/gates.py --documents 100000

Prints time and memory of validation in its own process, beside the time that a run spends on as many
documents (`--seconds-each`, from a real run on this machine). The tables are invented and sound: 57
blocks, five claims and seven repeats a document; they are written in parts of 2,000 documents.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from docsieve import drift, snapshot
from docsieve.expectations import Outcome, Validator, Verdict, with_failing_rows
from docsieve.model import Entity, Kind
from docsieve.tables import (
    CLAIMED,
    FIRST_BY,
    TABLES,
    RunFacts,
    arrow_schema,
    entity_table,
    first_of_same_bytes,
    parts,
    pieces,
    read_table,
    run_figures,
    runs_table,
    write_table,
)

BLOCKS_EACH = 57
CLAIMS_EACH = 5
REPEATS_EACH = 7
AT_ONCE = 2_000
SITES = 400
WORDS = "the harbour committee asks for one more lamp on the northern pier before the winter comes"
DAY = datetime(2026, 11, 2, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument(
        "--seconds-each", type=float, default=0.039, help="processor seconds of a run without validation"
    )
    parser.add_argument("--keep", type=Path, help="write the tables here, and leave them")
    parser.add_argument("--step", choices=STEPS, help="do one of the other steps in this process, and tell")
    options = parser.parse_args()
    if options.step:
        measured(options.step, options.keep)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        if not (folder / "runs").exists():
            write(folder, options.documents)
        report(folder, options.documents, options.seconds_each)
        for step in STEPS:
            subprocess.run([sys.executable, __file__, "--keep", str(folder), "--step", step], check=True)


def measured(step: str, folder: Path) -> None:
    """Do a step that follows validation, or comes before it, on the same tables."""
    began = time.process_time()
    STEPS[step](folder)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{step}: {time.process_time() - began:.1f} s processor, {most:,.0f} MB")


def drifted(folder: Path) -> None:
    runs = read_table(folder, "runs")
    later = runs.set_column(
        1, runs.schema.field(1), pa.array([DAY + timedelta(days=1)], runs.schema.field(1).type)
    )
    drift.shifts(folder, pa.concat_tables([runs, later]), folder)


def failing(folder: Path) -> None:
    keys = tuple(json.dumps({"document_id": name_of(n), "position": 3}) for n in range(1000))
    one = Outcome(
        "blocks",
        "expect",
        "text_length",
        "warning",
        "why",
        False,
        1000,
        1000,
        keys=keys,
        values=("1",) * 1000,
    )
    with_failing_rows(folder, Verdict((one,), "none"))


def settled(folder: Path) -> None:
    """Publish twice: once every file is read and hashed, then all are taken over."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        curated, facts = Path(scratch), RunFacts(DAY, "c" * 64, "i" * 64)
        first = snapshot.publish(curated, copied(folder, curated), facts, {})
        began = time.process_time()
        snapshot.publish(curated, copied(first.path, curated), facts, {})
        print(f"  of these for a snapshot of parts taken over: {time.process_time() - began:.1f} s processor")


def copied(folder: Path, curated: Path) -> Path:
    staging = snapshot.stage(curated, {})
    for name in TABLES:
        (staging / name).mkdir()
        for part in parts(folder, name):
            os.link(part, staging / name / part.name)
    return staging


def resolved(folder: Path) -> None:
    documents = list(pieces(folder, "documents", FIRST_BY))
    first_of_same_bytes(documents)
    claims = pieces(folder, "signatories", CLAIMED)
    ids = (str(one) for piece in pieces(folder, "entities", ["entity_id"]) for one in piece[0].to_pylist())
    entity_table((Entity(one, Kind.PERSON, "Ada Elm", "one claim", ()) for one in ids), claims)


STEPS: dict[str, Callable[[Path], object]] = {
    "figures": run_figures,
    "drift": drifted,
    "failing rows": failing,
    "publishing": settled,
    "copies and entities": resolved,
}


def report(folder: Path, documents: int, each: float) -> None:
    with Validator() as validator:
        validator.check()  # the import is paid for while a run works
        began = time.monotonic()
        verdict = validator.validate(folder)
        wall = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime
    run = documents * each
    print(f"documents {documents:,}, blocks {documents * BLOCKS_EACH:,}, {verdict.met} expectations met")
    for finding in verdict.findings:
        print(f"  {finding.sentence()}")
    print(f"validation: {wall:.1f} s wall, {processor:.1f} s processor, imports included")
    print(f"most memory of its process: {used.ru_maxrss / 1024:,.0f} MB")
    share = processor / (run + processor)
    print(f"a run spends {run:,.0f} processor s on as many: validation is {share:.1%} of it")


def write(folder: Path, documents: int) -> None:
    """Write every table below ``folder``, in parts by document as a run leaves them."""
    numbers = sorted(range(documents), key=name_of)
    every = {name: rows_of(name, documents) for name in ("entities", "quarantine")}
    for part, first in enumerate(range(0, documents, AT_ONCE)):
        some = numbers[first : first + AT_ONCE]
        put(folder, "documents", part, filled("documents", map(document, some)))
        put(folder, "blocks", part, repeated("blocks", list(blocks()), some))
        put(folder, "signatories", part, repeated("signatories", list(claims()), some))
        put(folder, "repeats", part, repeated("repeats", list(repeats()), some))
    for name, table in every.items():
        put(folder, name, 0, table)
    facts = RunFacts(DAY, "c" * 64, "i" * 64)
    put(folder, "runs", 0, runs_table(facts, folder, {"read": 1.0}))


def rows_of(name: str, documents: int) -> pa.Table:
    return filled(name, map(entity, range(documents * CLAIMS_EACH)) if name == "entities" else ())


def put(folder: Path, name: str, part: int, table: pa.Table) -> None:
    (folder / name).mkdir(parents=True, exist_ok=True)
    write_table(table, folder / name / f"part-{part:05d}.parquet")


def filled(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """The rows, with an empty list, nothing or null in every column they do not name."""
    empty = {field.name: nothing(field) for field in arrow_schema(name)}
    return pa.Table.from_pylist([{**empty, **row} for row in rows], schema=arrow_schema(name))


def nothing(field: "pa.Field[Any]") -> object:
    if pa.types.is_list(field.type):
        return []
    return None if field.nullable else {"int64": 0, "bool": False}.get(str(field.type), "")


def repeated(name: str, rows: list[dict[str, Any]], numbers: list[int]) -> pa.Table:
    """The same rows for each document, but for the columns that hold ids."""
    one = filled(name, rows)
    made = one.take(np.tile(np.arange(len(rows)), len(numbers)))
    for column in ("document_id", "first_document_id"):
        if column in made.column_names:
            made = with_column(made, column, [name_of(each) for each in numbers for _ in rows])
    places = [each * len(rows) + n for each in numbers for n in range(len(rows))]
    if name == "signatories":
        made = with_column(made, "signatory_id", [name_of(-1 - place) * 2 for place in places])
        made = with_column(made, "entity_id", [entity_id(place) for place in places])
    if name == "repeats":
        made = with_column(made, "repeat_id", [name_of(place % 5003) * 2 for place in places])
    return made


def with_column(table: pa.Table, name: str, values: list[str]) -> pa.Table:
    at = table.schema.get_field_index(name)
    return table.set_column(at, table.schema.field(name), pa.array(values, pa.string()))


def name_of(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


def entity_id(number: int) -> str:
    return f"{number:032x}"


def line(number: int) -> str:
    return f"{number} {WORDS}"


def document(number: int) -> dict[str, Any]:
    length = sum(len(line(n)) + 1 for n in range(BLOCKS_EACH))
    return {
        "document_id": name_of(number),
        "source": f"site-{number % SITES}/{number}.txt",
        "site": f"site-{number % SITES}",
        "content_sha256": hashlib.sha256(f"bytes {number}".encode()).hexdigest(),
        "title": line(0),
        "published_on": date(2000 + number % 20, 5, 2),
        "language": ("en", "de", "fr")[number % 3],
        "language_confidence": 0.9,
        "text": "\n".join(line(n) for n in range(BLOCKS_EACH) if n % 4),
        "signatory_count": CLAIMS_EACH,
        "run_id": "0" * 32,
        "version": "0" * 12,
        "encoding": "utf-8",
        "encoding_found_by": "strict_utf8",
        "title_start": 0,
        "title_end": len(line(0)),
        "raw_length": length,
        "block_count": BLOCKS_EACH,
        "kept_block_count": sum(1 for n in range(BLOCKS_EACH) if n % 4),
    }


def blocks() -> Iterator[dict[str, Any]]:
    at = 0
    for position in range(BLOCKS_EACH):
        kept, end = bool(position % 4), at + len(line(position))
        yield {
            "position": position,
            "start": at,
            "end": end,
            "text": line(position),
            "separator": "\n",
            "kept": kept,
            "label": "paragraph" if kept else "navigation",
            "rule": None if kept else "navigation_phrases",
            "measured": None if kept else 0.9,
            "threshold": None if kept else 0.8,
            "language": "en",
            "language_confidence": 0.8,
            "fingerprint": f"{position:032x}",
            "shape": "paragraph",
        }
        at = end + 1


def claims() -> Iterator[dict[str, Any]]:
    for position in range(CLAIMS_EACH):
        yield {
            "position": position,
            "name": line(3),
            "kind": "organization",
            "as_written": line(3),
            "end": len(line(3)),
            "confidence": 0.9,
            "found_by": "list",
        }


def entity(number: int) -> dict[str, Any]:
    return {
        "entity_id": entity_id(number),
        "kind": "organization",
        "name": line(3),
        "claim_count": 1,
        "document_count": 1,
        "resolved_by": "one claim",
    }


def repeats() -> Iterator[dict[str, Any]]:
    for position in range(REPEATS_EACH):
        yield {
            "kind": "template",
            "position": position,
            "start": position,
            "end": position + 9,
            "first_position": position,
            "similarity": 1.0,
        }


if __name__ == "__main__":
    main()
