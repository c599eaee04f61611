"""What the gates cost: a synthetic set of tables of any size, held to the shipped expectations.

    uv run benchmarks/gates.py --documents 100000

Prints time and memory of validation in its own process, beside the time that a run spends on as many
documents (`--seconds-each`, from a real run on this machine). The tables are invented and sound: 57
blocks a document, a third of them with signatories; they are written in pieces, and none is kept in memory.
"""

import argparse
import hashlib
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from docsieve.expectations import Validator
from docsieve.tables import TABLES, RunFacts, arrow_schema, runs_table

BLOCKS_EACH = 57
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        if not (folder / "runs").exists():
            write(folder, options.documents)
        report(folder, options.documents, options.seconds_each)


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
    """Write every table below ``folder``."""
    writers = {name: writer(folder, name) for name in TABLES if name != "runs"}
    for first in range(0, documents, AT_ONCE):
        numbers = range(first, min(documents, first + AT_ONCE))
        for name, rows in (("documents", map(document, numbers)), ("blocks", blocks(numbers))):
            put(writers[name], name, rows)
        put(writers["signatories"], "signatories", (claim(n) for n in numbers if n % 3 == 0))
        put(writers["entities"], "entities", (entity(n) for n in numbers if n % 3 == 0))
        put(writers["repeats"], "repeats", (repeat(n) for n in numbers if n % 5 == 1))
    for made in writers.values():
        made.close()
    small = {name: arrow_schema(name).empty_table() for name in TABLES}
    (folder / "runs").mkdir()
    facts = RunFacts(DAY, "c" * 64, "i" * 64)
    pq.write_table(runs_table(facts, small, {"read": 1.0}), folder / "runs" / "part-00000.parquet")


def writer(folder: Path, name: str) -> pq.ParquetWriter:
    (folder / name).mkdir(parents=True)
    return pq.ParquetWriter(folder / name / "part-00000.parquet", arrow_schema(name), compression="zstd")


def put(into: pq.ParquetWriter, name: str, rows: Iterator[dict[str, Any]]) -> None:
    into.write_table(pa.Table.from_pylist([filled(name, row) for row in rows], schema=arrow_schema(name)))


def filled(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with an empty list or null in every column it does not name."""
    empty: dict[str, Any] = {
        field.name: [] if pa.types.is_list(field.type) else None for field in arrow_schema(name)
    }
    return {**empty, **row}


def name_of(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


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
        "signatory_count": int(number % 3 == 0),
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


def blocks(numbers: range) -> Iterator[dict[str, Any]]:
    places, at = [], 0
    for position in range(BLOCKS_EACH):
        places.append((position, at, at + len(line(position))))
        at = places[-1][2] + 1
    for number in numbers:
        for position, start, end in places:
            kept = bool(position % 4)
            yield {
                "document_id": name_of(number),
                "position": position,
                "start": start,
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


def claim(number: int) -> dict[str, Any]:
    return {
        "signatory_id": name_of(number) * 2,
        "document_id": name_of(number),
        "entity_id": f"e{number}",
        "position": 0,
        "name": line(3),
        "kind": "organization",
        "as_written": line(3),
        "start": 0,
        "end": len(line(3)),
        "confidence": 0.9,
        "found_by": "list",
    }


def entity(number: int) -> dict[str, Any]:
    return {
        "entity_id": f"e{number}",
        "kind": "organization",
        "name": line(3),
        "claim_count": 1,
        "document_count": 1,
        "resolved_by": "one claim",
    }


def repeat(number: int) -> dict[str, Any]:
    return {
        "repeat_id": f"r{number}",
        "kind": "quotation",
        "document_id": name_of(number),
        "position": 1,
        "start": 0,
        "end": 9,
        "first_document_id": name_of(number - 1),
        "first_position": 1,
        "similarity": 1.0,
    }


if __name__ == "__main__":
    main()
