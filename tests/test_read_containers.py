"""Containers: many documents in a file, read one by one; what is bad waits alone, what is cut off is told."""

import gzip
import json
import os
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.warcwriter import WARCWriter

from docsieve import engine
from docsieve.model import RawDocument, Rejected
from docsieve.read import Fields, Limits, list_sources

LAMP = "The lamp of Eastport was lit again on the first day of spring.\n\nWe thank the crew.\n"
BELL = "Das Läuten der Glocke hört man bis zur Insel.\r\n灯台の鐘\n"
URL = "https://x.example.org"
RECORDS: list[dict[str, Any]] = [
    {"id": "lamp-1", "text": LAMP, "url": "https://eastport.example.org/lamp", "site": "harbour-watch"},
    {"id": 2, "text": BELL, "url": "https://glocke.example.org/", "scraped_at": "2024-05-01T10:00:00Z"},
    {"text": LAMP * 2},
]


def as_lines(records: Iterable[object]) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def packed_zst(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue())


def as_parquet(records: Iterable[dict[str, Any]]) -> bytes:
    names = ("id", "text", "url", "site", "scraped_at")
    rows = [{name: None if name not in r else str(r[name]) for name in names} for r in records]
    sink = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    return sink.getvalue()


def as_wet(records: Iterable[dict[str, Any]], *, packed: bool = True) -> bytes:
    sink = BytesIO()
    writer = WARCWriter(sink, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.wet", {"software": "a test"}))
    for record in records:
        head = {"WARC-Record-ID": f"<urn:uuid:{record['id']}>", "WARC-Date": "2024-05-01T10:00:00Z"}
        payload = BytesIO(record["text"].encode())
        writer.write_record(
            writer.create_warc_record(
                record["url"], "conversion", payload, warc_content_type="text/plain", warc_headers_dict=head
            )
        )
    return sink.getvalue()


def read_one(folder: Path, name: str, data: bytes, **limits: int) -> list[RawDocument | Rejected]:
    (folder / name).write_bytes(data)
    return list(engine.read_all(list_sources(folder), Fields(), Limits(**limits)))


def told(found: Iterable[RawDocument | Rejected]) -> list[tuple[str, str]]:
    return [(each.source, each.reason if isinstance(each, Rejected) else "accepted") for each in found]


def documents(found: Iterable[RawDocument | Rejected]) -> list[RawDocument]:
    return [each for each in found if isinstance(each, RawDocument)]


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "a.jsonl": bytes,
    "a.jsonl.gz": gzip.compress,
    "A.JSONL.ZST": packed_zst,
}


@pytest.mark.parametrize("name", PACKINGS)
def test_lines_of_json_are_documents(tmp_path: Path, name: str) -> None:
    found = documents(read_one(tmp_path, name, PACKINGS[name](as_lines(RECORDS))))

    assert [each.source for each in found] == [f"{name}#lamp-1", f"{name}#2", f"{name}#3"]
    assert [each.text for each in found] == [LAMP, BELL, LAMP * 2]
    assert [each.site for each in found] == ["harbour-watch", "glocke.example.org", ""]
    assert found[0].url == "https://eastport.example.org/lamp"
    assert found[1].scraped_at == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_a_text_is_the_same_document_in_a_file_and_in_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(LAMP.encode())
    one, other = documents(read_one(tmp_path, "b.jsonl", as_lines(RECORDS[:1])))

    assert (one.text, one.content_sha256) == (other.text, other.content_sha256)
    assert one.document_id != other.document_id


def test_rows_of_parquet_are_documents(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    records = [{**RECORDS[0], "scraped_at": "2024-05-01T10:00:00+02:00"}, {"text": BELL}]
    one, other = documents(read_one(tmp_path, "site/a.parquet", as_parquet(records)))

    assert (one.source, one.text, one.site) == ("site/a.parquet#lamp-1", LAMP, "harbour-watch")
    assert one.scraped_at == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert (other.source, other.text, other.site) == ("site/a.parquet#2", BELL, "site")


@pytest.mark.parametrize(("name", "packed"), [("a.warc.wet.gz", True), ("a.wet", False)])
def test_pages_of_an_archive_are_documents(tmp_path: Path, name: str, packed: bool) -> None:
    found = documents(read_one(tmp_path, name, as_wet(RECORDS[:2], packed=packed)))

    assert [each.source for each in found] == [f"{name}#lamp-1", f"{name}#2"]
    assert [each.text for each in found] == [LAMP, BELL]
    assert [each.site for each in found] == ["eastport.example.org", "glocke.example.org"]
    assert found[0].scraped_at == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_the_fields_may_be_called_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        as_lines([{"body": LAMP, "key": "k", "link": "https://x.example.org"}])
    )
    fields = Fields(text="body", id="key", url="link")
    (found,) = documents(engine.read_all(list_sources(tmp_path), fields, Limits()))

    assert (found.source, found.text, found.url) == ("a.jsonl#k", LAMP, "https://x.example.org")


BAD_LINES: dict[str, tuple[bytes, str]] = {
    "no json": (b"{not json}", "bad_record"),
    "json, but no object": (b'["a"]', "bad_record"),
    "no text": (b'{"name": "x"}', "bad_record"),
    "a text that is a number": (b'{"text": 5}', "bad_record"),
    "an id that is a list": (b'{"text": "a b", "id": [1]}', "bad_record"),
    "an id that is endless": (b'{"text": "a b", "id": "' + b"x" * 300 + b'"}', "bad_record"),
    "an id met before": (b'{"text": "a b", "id": "good-1"}', "bad_record"),
    "an address that is none": (b'{"text": "a b", "url": "javascript:x"}', "bad_record"),
    "a time that is none": (b'{"text": "a b", "scraped_at": "yesterday"}', "bad_record"),
    "lists in lists without end": (b"[" * 100_000, "bad_record"),
    "a number without end": (b'{"text": "a b", "n": ' + b"9" * 10_000 + b"}", "bad_record"),
    "no UTF-8": (b'{"text": "caf\xe9"}', "undecodable"),
    "half of a character": (b'{"text": "a \\ud800 b"}', "undecodable"),
    "a text of white space": (b'{"text": " \\n "}', "empty"),
    "an empty text": (b'{"text": ""}', "empty"),
    "a NUL": (b'{"text": "a\\u0000b"}', "binary"),
    "too many characters": (b'{"text": "' + b"x" * 1_200 + b'"}', "too_long"),
    "too many bytes": (b'{"text": "' + b"x" * 200_000 + b'"}', "too_long"),
}


@pytest.mark.parametrize("label", BAD_LINES)
def test_a_bad_record_waits_alone_with_its_number(tmp_path: Path, label: str) -> None:
    line, reason = BAD_LINES[label]
    data = as_lines([{"text": LAMP, "id": "good-1"}]) + line + b"\n\n" + as_lines([{"text": BELL}])
    found = read_one(tmp_path, "a.jsonl", data, bytes=150_000, characters=1_000)

    assert told(found) == [("a.jsonl#good-1", "accepted"), ("a.jsonl#2", reason), ("a.jsonl#4", "accepted")]
    assert isinstance(found[1], Rejected)
    assert found[1].detail.startswith("record 2: ")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.wet.gz"])
def test_of_a_file_that_is_cut_off_the_beginning_is_read_and_the_rest_told(tmp_path: Path, name: str) -> None:
    records = [
        {"id": f"n{n}", "text": f"{LAMP} {n * n:x}", "url": "https://x.example.org"} for n in range(4000)
    ]
    data = as_wet(records) if name.endswith(".wet.gz") else PACKINGS.get(name, packed_zst)(as_lines(records))
    found = read_one(tmp_path, name, data[: len(data) * 2 // 3])

    assert len(found) > 100
    assert told(found)[-1] == (name, "broken_container")
    assert {reason for _, reason in told(found)[:-1]} <= {"accepted", "bad_record"}
    assert [reason for _, reason in told(found)[:-1]].count("bad_record") <= 1  # the line that was cut


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.wet", "a.wet.gz"])
def test_what_is_no_such_file_waits_as_a_whole(tmp_path: Path, name: str) -> None:
    assert told(read_one(tmp_path, name, b"Hello, this is plain text.\n" * 20)) == [
        (name, "broken_container")
    ]


@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_damaged_parquet_is_told_and_raises_nothing(tmp_path: Path, at: float) -> None:
    data = bytearray(as_parquet([{"text": f"{LAMP}{n}"} for n in range(500)]))
    data[int(at * len(data)) : int(at * len(data)) + 40] = b"\xff" * 40

    assert all(reason in ("accepted", "broken_container", "undecodable")
               for _, reason in told(read_one(tmp_path, "a.parquet", bytes(data))))  # fmt: skip


def test_parquet_without_texts_is_told(tmp_path: Path) -> None:
    sink = BytesIO()
    pq.write_table(pa.table({"body": ["a"]}), sink)

    assert told(read_one(tmp_path, "a.parquet", sink.getvalue())) == [("a.parquet", "bad_record")]


LYING = {
    "a length beyond the end": b"WARC/1.0\r\nContent-Length: 900\r\n\r\nshort\r\n\r\n",
    "a length that is none": b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: -5\r\n\r\nshort\r\n\r\n",
    "a length beyond measure": b"WARC/1.0\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\nshort\r\n\r\n",
    "no length": b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nshort\r\n\r\n",
    "fields without end": b"WARC/1.0\r\n" + b"a: b\r\n" * 500,
    "a length that is too short": b"WARC/1.0\r\nContent-Length: 2\r\n\r\nlonger\r\n\r\n",
}


@pytest.mark.parametrize("label", LYING)
def test_an_archive_that_lies_about_itself_is_told(tmp_path: Path, label: str) -> None:
    good = as_wet(RECORDS[:1], packed=False)

    assert told(read_one(tmp_path, "a.wet", good + LYING[label])) == [
        ("a.wet#lamp-1", "accepted"), ("a.wet", "broken_container"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.wet.gz"])
def test_what_unpacks_to_more_than_allowed_is_stopped(tmp_path: Path, name: str) -> None:
    bomb = b"\n" * 30_000_000
    found = read_one(
        tmp_path, name, (packed_zst if name.endswith("zst") else gzip.compress)(bomb), unpacked=10**6
    )

    assert told(found) == [(name, "too_long")]


def test_parquet_that_says_it_unpacks_to_more_than_allowed_is_not_read(tmp_path: Path) -> None:
    found = read_one(tmp_path, "a.parquet", as_parquet([{"text": LAMP}]), unpacked=10)

    assert told(found) == [("a.parquet", "too_long")]


def peak_of_reading(folder: Path, **limits: int) -> tuple[int, int]:
    """Documents, and the most bytes that reading them one by one has held."""
    tracemalloc.start()
    count = sum(1 for _ in engine.read_all(list_sources(folder), Fields(), Limits(**limits)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return count, peak


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.wet.gz", "a.parquet"])
def test_memory_does_not_grow_with_a_container(tmp_path: Path, name: str) -> None:
    make: Callable[[list[dict[str, Any]]], bytes] = {
        "a.jsonl.gz": lambda records: gzip.compress(as_lines(records)),
        "a.jsonl.zst": lambda records: packed_zst(as_lines(records)),
        "a.wet.gz": as_wet,
        "a.parquet": as_parquet,
    }[name]
    peaks = []
    for folder, count in ((tmp_path / "small", 200), (tmp_path / "large", 2_000)):
        folder.mkdir()
        records = [
            {"id": f"{n}", "text": f"{n * n:x} {LAMP}" * 60, "url": "https://x.example.org"}
            for n in range(count)
        ]
        (folder / name).write_bytes(make(records))
        found, peak = peak_of_reading(folder)
        assert found == count
        peaks.append(peak)

    assert peaks[1] < peaks[0] + 1_000_000  # ten times the records, 10 MB more of text


def test_a_line_without_end_is_passed_over_without_holding_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"x" * 40_000_000, compresslevel=1))
    count, peak = peak_of_reading(tmp_path, bytes=100_000)

    assert count == 1
    assert peak < 2_000_000


@given(st.lists(st.integers(1, 50)), st.integers(1, 60))
def test_portions_hold_everything_once_within_their_bound(sizes: list[int], most: int) -> None:
    cut = list(engine.portions(sizes, int, most))

    assert [size for portion in cut for size in portion] == sizes
    assert all(len(portion) == 1 or sum(portion) <= most for portion in cut)


def test_portions_are_cut_while_they_come() -> None:
    taken: list[int] = []

    def coming() -> Iterator[int]:
        for n in range(1_000):
            taken.append(n)
            yield n

    next(engine.portions(coming(), lambda _: 1, 10))

    assert len(taken) <= 11


NAMES = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.wet"]


@settings(max_examples=40)
@given(
    st.binary(max_size=400), st.sampled_from(["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.wet"])
)
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    for found in read_one(tmp_path_factory.mktemp("any"), name, data):
        assert isinstance(found, RawDocument | Rejected)


def test_a_bomb_is_stopped_long_before_the_limit(tmp_path: Path) -> None:
    packed = gzip.compress(b"a" * 10**8)

    (found,) = read_one(tmp_path, "a.jsonl.gz", packed * 50)

    assert isinstance(found, Rejected)
    assert found.reason == "too_long"
    assert "times as many" in found.detail


def test_a_text_that_many_rows_share_is_given_only_so_often(tmp_path: Path) -> None:
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array([LAMP * 2_000]))
    made = BytesIO()
    pq.write_table(pa.table({"text": shared}), made)

    *documents, last = read_one(tmp_path, "a.parquet", made.getvalue())

    assert isinstance(last, Rejected)
    assert last.reason == "too_long"
    assert len(documents) < 1_000


def test_a_container_full_of_bad_records_is_given_up(tmp_path: Path) -> None:
    found = read_one(tmp_path, "a.jsonl", b"x\n" * 50_000)

    assert len(found) == 10_002
    assert told(found[-2:]) == [("a.jsonl#10001", "bad_record"), ("a.jsonl", "broken_container")]


def test_a_container_with_bad_records_among_many_good_ones_is_read_to_its_end(tmp_path: Path) -> None:
    lines = b'x\n{"text": "A lamp."}\n{"text": "A bell."}\n' * 10_010

    found = read_one(tmp_path, "a.jsonl", lines)

    assert len(found) == 30_030


@pytest.mark.parametrize("texts", [[["A lamp."]], [{"a": "A lamp."}], [[["A lamp."]]]])
def test_parquet_with_a_column_of_other_things_than_texts_is_told(
    tmp_path: Path, texts: list[object]
) -> None:
    made = BytesIO()
    pq.write_table(pa.table({"text": texts}), made)

    (found,) = read_one(tmp_path, "a.parquet", made.getvalue())

    assert isinstance(found, Rejected)
    assert found.reason == "bad_record"


def test_records_with_too_many_lines_wait(tmp_path: Path) -> None:
    found = read_one(tmp_path, "a.jsonl", as_lines([{"text": "a\n" * 2_000}]), characters=10_000)

    assert told(found) == [("a.jsonl#1", "too_long")]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.wet"])
def test_containers_that_are_no_files_or_are_gone_wait(tmp_path: Path, name: str) -> None:
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / name).write_bytes(as_lines([{"text": LAMP}]))
    listed = list(list_sources(tmp_path))
    (tmp_path / "gone" / name).unlink()
    (tmp_path / f"self-{name}").symlink_to(f"self-{name}")
    os.mkfifo(tmp_path / f"pipe-{name}")
    listed += [each for each in list_sources(tmp_path) if isinstance(each, Rejected)]

    found = engine.read_all(listed, Fields(), Limits())

    assert sorted(told(found)) == [
        (f"gone/{name}", "vanished"), (f"pipe-{name}", "not_a_file"), (f"self-{name}", "link"),
    ]  # fmt: skip
