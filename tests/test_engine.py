import gc
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import count

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


def test_cycles_are_looked_for_rarely_while_there_is_work_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with workshop(2) as work:
        assert work.elsewhere()(gc.get_threshold) == gc.get_threshold() == RARELY
    assert gc.get_threshold() == before


def test_no_number_of_workers_is_one_for_each_core() -> None:
    assert cores(0) == os.cpu_count()
    assert cores(5) == 5
