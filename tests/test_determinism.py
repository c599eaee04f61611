"""The same bytes out for the same files, whatever their order of arrival and the number of workers."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsieve import engine, pipeline
from docsieve.engine import batches, workplace
from docsieve.entities import resolve
from docsieve.model import Judged, RawDocument, Rejected
from docsieve.read import Fields, Limits, Source, list_sources
from docsieve.tables import Table, build, write_table

RAW = Path(__file__).parent.parent / "raw"
SOURCES = list(list_sources(RAW))
RUN_ID = "0" * 32


def published(sources: list[Source | Rejected], workers: int, size: int, folder: Path) -> dict[str, str]:
    """Go the whole way with a number of workers and a size of batches; give the hash of each table."""
    with workplace(workers, 10_000 if workers > 1 else 1) as work:
        found = [
            each
            for batch in batches(sources, size)
            for each in work(engine.read_files, batch, Fields(), Limits())
        ]
        documents = [each for each in found if isinstance(each, RawDocument)]
        prepared = [
            each
            for batch in batches(documents, size)
            for each in work(engine.prepare_all, batch, "langdetect")
        ]
        counts = pipeline.survey(prepared)
        judged = [each for batch in batches(prepared, size) for each in work(engine.judge_all, batch, counts)]
    rejected = [each for each in found if isinstance(each, Rejected)]
    return hashes(tables(judged, rejected), folder)


def tables(judged: list[Judged], rejected: list[Rejected]) -> dict[str, Table]:
    return build(judged, pipeline.across(judged), resolve(judged), rejected, RUN_ID)


def hashes(made: dict[str, Table], folder: Path) -> dict[str, str]:
    told = {}
    for name, table in made.items():
        with (folder / name).open("wb") as file:
            write_table(table, file)
        told[name] = sha256((folder / name).read_bytes()).hexdigest()
    return told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published")


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict[str, str]:
    return published(SOURCES, workers=1, size=100, folder=folder)


@settings(max_examples=6)
@given(order=st.permutations(SOURCES), size=st.integers(1, 30))
def test_any_order_of_files_and_any_batches_give_the_same_bytes(
    order: list[Source | Rejected], size: int, folder: Path, expected: dict[str, str]
) -> None:
    assert published(order, 1, size, folder) == expected


def test_two_workers_give_the_same_bytes(folder: Path, expected: dict[str, str]) -> None:
    assert published(SOURCES, 2, 7, folder) == expected
