"""The same bytes out for the same files, whatever the number of workers and the size of portions."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsieve import shards
from docsieve.config import Config
from docsieve.engine import Over, one_after_another, workshop

RAW = Path(__file__).parent.parent / "raw"
RUN_ID = "0" * 32


def published(folder: Path, most: int, over: Over = one_after_another) -> dict[str, str]:
    """Go the whole way with portions of so many characters; give the hash of each part of each table."""
    given_ = shards.Given(RAW, folder, Config(characters_per_portion=most))
    now = shards.read(given_, over)
    surveyed = shards.survey(now, over)
    staging = shards.stage(now, surveyed, shards.judge(now, surveyed, over), RUN_ID, over)
    files = sorted(staging.rglob("*.parquet"))
    return {str(file.relative_to(staging)): sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return published(tmp_path_factory.mktemp("once"), 1_000_000_000)


@settings(max_examples=6)
@given(most=st.integers(1, 60_000))
def test_any_portions_give_the_same_bytes(
    most: int, tmp_path_factory: pytest.TempPathFactory, expected: dict[str, str]
) -> None:
    assert published(tmp_path_factory.mktemp("cut"), most) == expected


def test_two_workers_give_the_same_bytes(tmp_path: Path, expected: dict[str, str]) -> None:
    with workshop(2) as work:
        place = work.elsewhere()
        found = published(
            tmp_path, 20_000, lambda _, calls: [place(function, *arguments) for function, arguments in calls]
        )

    assert found == expected
