import gc
import os
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from docsieve.engine import MOST_BATCHES, RARELY, SMALL, batches, cores, workplace


@given(st.lists(st.integers()), st.integers(1, 10))
def test_batches_hold_everything_once_and_in_order(items: list[int], size: int) -> None:
    cut = batches(items, size)
    assert [item for batch in cut for item in batch] == items
    assert all(cut)


@given(st.integers(0, 100_000), st.integers(1, 1000))
def test_batches_are_never_too_many(length: int, size: int) -> None:
    assert len(batches(range(length), size)) <= MOST_BATCHES


def test_a_small_corpus_is_worked_on_in_this_process() -> None:
    with workplace(2, SMALL - 1) as work:
        assert work(os.getpid) == os.getpid()


def test_one_worker_is_this_process() -> None:
    with workplace(1, SMALL) as work:
        assert work(os.getpid) == os.getpid()


def test_a_big_corpus_is_worked_on_in_other_processes_from_several_threads() -> None:
    with workplace(2, SMALL) as work, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda n: work(divmod, n, 3), range(8))) == [divmod(n, 3) for n in range(8)]
        assert work(os.getpid) != os.getpid()


def test_cycles_are_looked_for_rarely_while_there_is_work_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with workplace(2, SMALL) as work:
        assert work(gc.get_threshold) == gc.get_threshold() == RARELY
    assert gc.get_threshold() == before


def test_no_number_of_workers_is_one_for_each_core() -> None:
    assert cores(0) == os.cpu_count()
    assert cores(5) == 5
