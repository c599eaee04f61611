"""Hostile files at full size: what each becomes, how long it takes, how much memory it needs.

    uv run --group dev benchmarks/reliability/bombs.py [--folder DIR] [--part 1.0] [NAME ...]

Makes bombs, lines without end, cut archives and containers that lie, about 2 GB on the disk, reads each
in a process of its own, then runs the main job over all of them and two good files. Prints a line of JSON
a file; the exit status is 1 where one ends otherwise than it should, takes more than `MOST_MEGABYTES` of
memory, or keeps the good ones from being published. `--part` makes the large ones smaller.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from watching import watch

from docsieve import dataset
from docsieve.model import Rejected
from docsieve.read import Fields, Limits, Source, list_sources, read_any

PROJECT = Path(__file__).resolve().parents[2]
MOST_MEGABYTES = 600
"""Memory that reading one file may take: a text of 10 MB in some copies, and 150 MB of Python and Arrow."""

GIGABYTE = 1_000_000_000
PIECE = 1_000_000
GOOD = b"Letter on the bench\n\n14 May 2018\n\nWe ask for a bench to wait on.\n\nSigned by:\n\nAda Elm\n"
RECORD = json.dumps({"text": GOOD.decode(), "id": "good"}).encode() + b"\n"
WET = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n"

Write = Callable[[BinaryIO], object]


def again(piece: bytes, size: int) -> Iterator[bytes]:
    """A piece again and again up to a size, or once where the size is less than its own."""
    if size <= len(piece):
        yield piece
        return
    block = piece * max(1, PIECE // len(piece))
    yield from islice(iter(lambda: block, None), -(-size // len(block)))


def plain(*parts: tuple[bytes, int]) -> Write:
    """Pieces, each up to a size."""
    return lambda file: [file.write(block) for piece, size in parts for block in again(piece, size)]


def gzipped(*parts: tuple[bytes, int]) -> Write:
    """The same packed, a gigabyte at most a member; members alike are packed once."""

    def write(file: BinaryIO) -> None:
        for piece, size in parts:
            member = gzip.compress(b"".join(again(piece, min(size, GIGABYTE))), 6, mtime=0)
            for _ in range(max(1, size // GIGABYTE)):
                file.write(member)

    return write


def zstandard(*parts: tuple[bytes, int]) -> Write:
    """The same as one zstd frame."""

    def write(file: BinaryIO) -> None:
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, "zstd") as packed:
            for piece, size in parts:
                for block in again(piece, size):
                    packed.write(block)
        file.write(sink.getvalue())

    return write


def cut(write: Write) -> Write:
    """The first two thirds of what is written."""

    def shorter(file: BinaryIO) -> None:
        write(file)
        file.truncate(2 * file.tell() // 3)

    return shorter


def parquet(**columns: Any) -> Write:
    """A table of these columns."""

    def write(file: BinaryIO) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table(columns), sink)
        file.write(sink.getvalue())

    return write


def varied(count: int) -> bytes:
    """Records that differ."""
    rows = ({"text": f"{n * n:x} {GOOD.decode()}", "id": f"{n}"} for n in range(count))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def files(part: float) -> dict[str, tuple[Write, set[str]]]:
    """How each file is written, and all that may become of it: reasons, and ``document``."""
    giga = int(GIGABYTE * part)
    bomb = 25 * giga
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), pa.array(["a" * 1_900_000]))
    odd = (b"1e999", b"9" * 5_000, b"-0.0", b"NaN", b"1." + b"1" * 9_999)
    numbers = b"".join(b'{"text": "We ask.", "id": %b}\n' % one for one in odd)
    head = b"WARC/1.0\r\n"
    return {
        "one-line.txt": (plain((b"a", giga)), {"too_long"}),
        "a-million-lines.txt": (plain((b"a\n", 2_000_000)), {"too_long"}),
        "brackets.txt": (plain((b"(", 10_000_000)), {"too_long"}),
        "lines-as-long-as-allowed.txt": (plain((b"Ada Elm, cook, Spain\n", 1_999_000)), {"document"}),
        "one-line.jsonl": (plain((RECORD, 1), (b"a", giga)), {"document", "too_long"}),
        "one-text.jsonl": (plain((b'{"text": "', 1), (b"a", giga)), {"too_long"}),
        "no-records.jsonl": (plain((b"x\n", giga // 5)), {"bad_record", "broken_container"}),
        "deep.jsonl": (plain((RECORD, 1), (b'{"text": ', 1), (b"[", 9_000_000)), {"document", "bad_record"}),
        "deep-objects.jsonl": (plain((b'{"a":', 9_000_000)), {"bad_record"}),
        "numbers.jsonl": (plain((numbers, 1)), {"bad_record"}),
        "long-number.jsonl": (plain((b'{"id": 0.', 1), (b"1", 9_000_000), (b"}", 1)), {"bad_record"}),
        "bomb.jsonl.gz": (gzipped((b"a", bomb)), {"too_long"}),
        "bomb.jsonl.zst": (zstandard((b"a", bomb)), {"too_long"}),
        "bomb.wet.gz": (gzipped((WET % bomb, 1), (b"a", bomb)), {"too_long"}),
        "records-bomb.jsonl.gz": (gzipped((b"[]\n", bomb)), {"bad_record", "broken_container"}),
        "empty-lines.jsonl.zst": (zstandard((b"\n", bomb)), {"too_long"}),
        "shared.parquet": (parquet(text=shared), {"document", "too_long"}),
        "cut.jsonl.gz": (cut(gzipped((varied(5_000), 1))), {"document", "broken_container"}),
        "cut.jsonl.zst": (cut(zstandard((varied(5_000), 1))), {"document", "broken_container", "bad_record"}),
        "cut.wet": (cut(plain(((WET % len(GOOD)) + GOOD + b"\r\n\r\n", 1))), {"broken_container"}),
        "cut.parquet": (cut(parquet(text=[GOOD.decode()] * 9)), {"broken_container"}),
        "lies-long.wet": (plain((WET % 10**17 + GOOD, 1)), {"broken_container"}),
        "lies-short.wet": (plain((WET % 3 + GOOD, 1)), {"document", "broken_container"}),
        "lies-less-than-none.wet": (plain((WET % -5 + GOOD, 1)), {"broken_container"}),
        "head-without-end.wet": (plain((head, 1), (b"a: b\r\n", giga // 10)), {"broken_container"}),
        "long-field.wet": (plain((head + b"a: ", 1), (b"b", giga // 10)), {"broken_container"}),
        "numbers.parquet": (parquet(text=[1, 2, 3]), {"bad_record"}),
        "lists.parquet": (parquet(text=[["We ask."]] * 3), {"bad_record"}),
        "structs.parquet": (parquet(text=[{"a": "We ask."}] * 3), {"bad_record"}),
        "nulls.parquet": (parquet(text=pa.nulls(3)), {"bad_record"}),
        "bytes.parquet": (parquet(text=pa.array([b"\xff\xfe"] * 3)), {"bad_record", "undecodable"}),
        "no-utf8.parquet": (parquet(text=pa.array([b"\xff"] * 3).view(pa.string())), {"undecodable"}),
        "ids-of-lists.parquet": (parquet(text=[GOOD.decode()] * 2, id=[[1], [2]]), {"bad_record"}),
        "other-columns.parquet": (parquet(words=[GOOD.decode()]), {"bad_record"}),
        "good.jsonl": (plain((RECORD, 1)), {"document"}),
        "good.txt": (plain((GOOD, 1)), {"document"}),
    }  # fmt: skip


def read_alone(source: Source) -> Counter[str]:
    """How many documents and refusals of each reason come out of a file."""
    found = read_any(source, Fields(), Limits())
    return Counter(each.reason if isinstance(each, Rejected) else "document" for each in found)


def measured(source: Source) -> dict[str, Any]:
    """The same in a process of its own, with its time and memory."""
    get, put = os.pipe()
    began = time.monotonic()
    if os.fork() == 0:
        status = 1
        try:
            os.write(put, json.dumps(read_alone(source)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(put)
    with os.fdopen(get) as answer:
        told = answer.read()
    _, status, used = os.wait3(0)
    return {
        "file": source.path,
        "packed_mb": round(source.size / 1e6, 1),
        "became": json.loads(told) if told and status == 0 else f"died with status {status}",
        "seconds": round(time.monotonic() - began, 1),
        "peak_mb": used.ru_maxrss // 1024,
    }


def all_together(raw: Path, folder: Path) -> bool:
    """Run the main job over all of them; whether it ended well and published the good ones."""
    curated = folder / "curated"
    command = (sys.executable, PROJECT / "flows" / "curate.py", "--raw", raw, "--curated", curated)
    done = watch(command, {"PREFECT_HOME": str(folder / "home")}, folder)
    published: set[str] = set()
    if done.status == 0:
        published = set(map(str, dataset.open(curated).documents["source"].to_pylist()))
    well = {"good.txt", "good.jsonl#good"} <= published
    told = {"seconds": round(done.seconds), "peak_mb_of_all_processes": round(done.peak.megabytes)}
    print(
        json.dumps({"run": done.status, "documents": len(published), "good_ones": well, **told}), flush=True
    )
    if not well:
        print(done.said[-4_000:], file=sys.stderr)
    return well


def main() -> int:
    """Make the files asked for, or all; read each alone, then all together."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("names", nargs="*")
    made.add_argument("--folder", type=Path)
    made.add_argument("--part", type=float, default=1.0)
    made.add_argument("--alone", action="store_true", help="without the run over all of them")
    options = made.parse_args()
    right = True
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        raw = Path(place) / "raw"
        raw.mkdir()
        chosen = files(options.part)
        for name in options.names or chosen:
            with (raw / name).open("w+b") as file:
                chosen[name][0](file)
        for source in filter(lambda one: isinstance(one, Source), list_sources(raw)):
            assert isinstance(source, Source)
            told = measured(source)
            allowed = chosen[source.path][1]
            told["as_it_should"] = (
                isinstance(told["became"], dict)
                and set(told["became"]) <= allowed
                and bool(told["became"])
                and told["peak_mb"] <= MOST_MEGABYTES
            )
            right = right and told["as_it_should"]
            print(json.dumps(told), flush=True)
        right = (options.alone or bool(options.names) or all_together(raw, Path(place))) and right
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
