"""More than one machine. What needs Ray and Daft is skipped where the extra is not installed.

uv run --extra ray --group dev pytest tests/test_farther.py
"""

import json
import os
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsieve import farther, shards
from docsieve.config import Config
from docsieve.engine import one_after_another
from docsieve.farther import ClusterError, counted, counting, nodes, tasks
from docsieve.repeats import Trace, carried
from docsieve.tables import code_hash

HERE = Path(__file__).parent
RAW = HERE.parent / "raw"
PORTION = 20_000
IS_THERE = find_spec("ray") is not None and find_spec("daft") is not None
with_extra = pytest.mark.skipif(not IS_THERE, reason="the extra is not installed: uv sync --extra ray")

TRACES = st.lists(
    st.tuples(
        st.sampled_from(["north", "south", ""]),
        st.sampled_from(["a", "b", "c", "d"]),
        st.lists(st.sampled_from([0, 1, 2, 3, 2**63, 2**64 - 1]), max_size=6),
    ),
    max_size=12,
)


@with_extra
@settings(max_examples=60, deadline=None)
@given(told=TRACES)
def test_daft_counts_what_is_counted_here(
    told: list[tuple[str, str, list[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    traces = [Trace(site, page, np.array(marks, np.uint64)) for site, page, marks in told]
    found = counted(traces, tmp_path_factory.mktemp("count"))

    expected = [(each.pages.tolist(), each.size, each.digest) for each in carried(traces)]
    assert [(each.pages.tolist(), each.size, each.digest) for each in found] == expected


def test_a_count_that_lost_its_node_is_made_again_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = Trace("north", "a", np.array([1, 2], np.uint64))
    table = pa.table({"at": pa.array([1], pa.int64()), "pages": pa.array([3], pa.int32())})
    pq.write_table(table, tmp_path / "found.parquet")
    answers: list[Any] = [OSError("lost"), OSError("lost"), [str(tmp_path / "found.parquet")]]
    monkeypatch.setattr(counting, "_counted", lambda _: answer(answers))

    assert [each.pages.tolist() for each in counted([trace], tmp_path)] == [[1, 3]]
    answers += [OSError("lost")] * counting.TIMES
    with pytest.raises(OSError, match="lost"):
        counted([trace], tmp_path)


def answer(answers: list[Any]) -> Any:
    first = answers.pop(0)
    if isinstance(first, Exception):
        raise first
    return first


@pytest.fixture(scope="module")
def by_default(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The hash of each staged file of a run on this machine."""
    folder = tmp_path_factory.mktemp("default")
    given_ = shards.Given(RAW, folder, Config(characters_per_portion=PORTION))
    now = shards.read(given_, one_after_another)
    surveyed = shards.survey(now, one_after_another)
    judged = shards.judge(now, surveyed, one_after_another)
    staging = shards.stage(now, surveyed, judged, "0" * 32, one_after_another)
    files = sorted(path for path in staging.rglob("*") if path.is_file())
    return {str(path.relative_to(staging)): sha256(path.read_bytes()).hexdigest() for path in files}


@with_extra
def test_a_cluster_that_loses_a_node_stages_the_same_bytes(
    tmp_path: Path, by_default: dict[str, str]
) -> None:
    command = [sys.executable, str(HERE / "two_nodes.py"), str(RAW), str(tmp_path / "far"), str(PORTION)]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, timeout=900)
    told = json.loads(run.stdout.splitlines()[-1])

    assert told["files"] == by_default
    lost = {number for number, node in told["began"] if node == told["killed"]}
    made = {number for number, node in told["began"] if node != told["killed"]}
    assert lost
    assert lost <= made


def test_without_the_extra_one_sentence_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "find_spec", lambda _: None)

    with pytest.raises(ClusterError, match="uv sync --extra ray"), farther.joined(None, tmp_path, RAW):
        pass


@pytest.mark.parametrize("address", ["127.0.0.1:1", "auto", "ray://somewhere"])
def test_an_address_without_a_cluster_is_named(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "find_spec", lambda _: "there")

    with pytest.raises(ClusterError, match=address), farther.joined(address, tmp_path, RAW):
        pass


def test_a_node_says_what_it_lacks(tmp_path: Path) -> None:
    answer, code = tmp_path / "answer", code_hash()

    assert "another version" in str(nodes.missing(str(answer), None, "other"))
    assert f"does not see {tmp_path}/none" in str(nodes.missing(str(tmp_path / "none/answer"), None, code))
    assert "does not see /no/raw" in str(nodes.missing(str(answer), "/no/raw", code))
    assert not answer.exists()
    assert nodes.missing(str(answer), str(tmp_path), code) is None
    assert answer.exists()


def test_where_the_work_is_done_does_not_change_the_result() -> None:
    assert Config(engine="ray", ray_address="10.0.0.1:6379").digest() == Config().digest()
