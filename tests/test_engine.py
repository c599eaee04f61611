import gc
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from docsieve.engine import RARELY, cores, growing, workshop


@given(st.lists(st.integers()), st.integers(1, 10))
def test_batches_hold_everything_once_and_in_order(items: list[int], many: int) -> None:
    cut = list(growing(items, many))
    assert [item for batch in cut for item in batch] == items
    assert all(cut)


@given(st.integers(0, 100_000))
def test_batches_are_few(length: int) -> None:
    assert len(list(growing(range(length)))) <= 8 * (1 + length.bit_length())


def test_batches_are_cut_while_items_come() -> None:
    assert next(growing(count())) == [0]


def test_one_worker_is_this_process() -> None:
    with workshop(1) as work:
        assert work.elsewhere()(os.getpid) == work.here(os.getpid) == os.getpid()


def test_many_workers_are_other_processes_called_from_several_threads() -> None:
    with workshop(2) as work, ThreadPoolExecutor(4) as threads:
        assert not work.is_open
        place = work.elsewhere()
        assert work.is_open
        assert list(threads.map(lambda n: place(divmod, n, 3), range(8))) == [divmod(n, 3) for n in range(8)]
        assert place(os.getpid) != os.getpid()


STARTS_TWO = """
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
from docsieve.engine import workshop

if __name__ == "__main__":
    with workshop(2) as work, ThreadPoolExecutor(2) as threads:
        place = work.elsewhere()
        list(threads.map(place, (time.sleep, time.sleep), (0.2, 0.2)))
        print(*{place(os.getpid) for _ in range(50)}, flush=True)
        time.sleep(600)
"""


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "starts.py"
    script.write_text(STARTS_TWO, "utf-8")
    with subprocess.Popen((sys.executable, script), stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        told = {int(each) for each in starter.stdout.readline().split()}
        starter.kill()
    assert told
    until = time.monotonic() + 60
    while any(map(is_there, told)) and time.monotonic() < until:
        time.sleep(0.1)

    assert not any(map(is_there, told))


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_cycles_are_looked_for_rarely_while_there_is_work_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with workshop(2) as work:
        assert work.elsewhere()(gc.get_threshold) == gc.get_threshold() == RARELY
    assert gc.get_threshold() == before


def test_no_number_of_workers_is_one_for_each_core() -> None:
    assert cores(0) == os.cpu_count()
    assert cores(5) == 5
