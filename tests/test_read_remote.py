"""Raw folders in object stores: the same documents as from a folder of this machine."""

import gzip
import json
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from docsieve import engine
from docsieve.model import RawDocument, Rejected
from docsieve.read import Fields, Limits, Source, is_remote, list_sources

LAMP = "The lamp of Eastport was lit again on the first day of spring.\n\nWe thank the crew.\n"
FILES = {
    "harbour/lamp.txt": LAMP.encode(),
    "harbour/lamp.meta.json": b'{"url": "https://eastport.example.org/lamp", "site": "eastport"}',
    "harbour/old.txt": "Größe und Grüße, ein Brief aus der Lampenstraße, täglich geöffnet.".encode("cp1252"),
    "harbour/deep/er/empty.txt": b"",
    "harbour/deep/er/long.txt": b"x" * 3_000,
    "all.jsonl.gz": gzip.compress(
        "\n".join(json.dumps({"id": n, "text": f"{n} {LAMP}"}) for n in range(500)).encode() + b"\nno json\n"
    ),
    "picture.png": b"\x89PNG",
}


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """A made S3 of this machine, with a bucket of the files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "made-for-the-test")
        system = fsspec.filesystem("s3", skip_instance_cache=True)
        system.mkdir("letters")
        put(system, "letters/raw")
        yield "s3://letters/raw"
    server.stop()


def put(system: fsspec.AbstractFileSystem, base: str) -> None:
    for name, data in FILES.items():
        system.pipe_file(f"{base}/{name}", data)


@pytest.fixture
def memory() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    put(system, "/letters")
    yield "memory://letters"
    system.rm("/letters", recursive=True)


@pytest.fixture
def local(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def read(raw: Path | str) -> list[RawDocument | Rejected]:
    return list(engine.read_all(list_sources(raw), Fields(), Limits(bytes=2_000)))


def test_an_object_store_gives_what_a_folder_gives(store: str, local: Path) -> None:
    found = read(store)

    assert len(found) == 505
    assert _plain(found) == _plain(read(local))


def test_any_store_that_fsspec_knows_gives_what_a_folder_gives(memory: str, local: Path) -> None:
    assert _plain(read(memory)) == _plain(read(local))


def test_objects_of_other_kinds_are_counted_as_files_are(memory: str, local: Path) -> None:
    in_memory, in_folder = Counter[str](), Counter[str]()
    list(list_sources(memory, in_memory))
    list(list_sources(local, in_folder))

    assert in_memory == in_folder == {".png": 1}


def _plain(found: list[RawDocument | Rejected]) -> list[object]:
    """Without the sentence of what was too long: a store is not asked how long it is."""
    return [(each.source, each.reason) if isinstance(each, Rejected) else each for each in found]


def test_an_object_changed_since_it_was_listed_is_told(memory: str) -> None:
    (source,) = [each for each in list_sources(memory) if isinstance(each, Source) and each.is_container]
    other = gzip.compress(b'{"text": "another one"}\n')
    fsspec.filesystem("memory").pipe_file("/letters/all.jsonl.gz", other)
    found = engine.read_all([source], Fields(), Limits())

    assert [getattr(each, "reason", "accepted") for each in found] == ["accepted", "changed_while_read"]


def test_an_object_gone_since_it_was_listed_is_told(memory: str) -> None:
    sources = list(list_sources(memory))
    fsspec.filesystem("memory").rm("/letters", recursive=True)
    found = list(engine.read_all(sources, Fields(), Limits()))
    fsspec.filesystem("memory").mkdir("/letters")

    assert {each.reason for each in found if isinstance(each, Rejected)} == {"vanished"}
    assert len(found) == len(sources)


def test_an_address_with_nothing_behind_it_is_named(store: str) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        next(list_sources(f"{store}/nowhere"))


def test_a_password_in_an_address_is_not_taken_and_not_repeated() -> None:
    with pytest.raises(ValueError, match="a password stands in the address") as raised:
        next(list_sources("sftp://walker:lamp-oil@weir.example/raw"))

    assert "lamp-oil" not in str(raised.value)


def test_an_address_of_this_machine_is_a_folder(local: Path) -> None:
    assert not is_remote(f"file://{local}")
    assert list(list_sources(f"file://{local}")) == list(list_sources(local))
