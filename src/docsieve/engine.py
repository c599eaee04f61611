"""Where the work of a run is done: in this process while it is small, in others when it is big.

What comes out is the same either way, whatever the number of workers; only the time differs.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, Protocol, TypeVar

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Item = TypeVar("Item")

SMALL = 200
"""Documents below which no processes are started: each costs about 3 processor seconds of imports."""

MOST_BATCHES = 64
"""Batches a corpus is cut into at the most: the orchestrator is slow from hundreds of tasks on."""


class Workplace(Protocol):
    """Calls a function with its arguments somewhere and waits for what it gives."""

    def __call__(
        self, function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> Result:
        """Call and wait; safe to be called from several threads at once."""
        ...


@contextmanager
def workplace(workers: int, documents: int) -> Iterator[Workplace]:
    """Give a place to work in: processes of their own for a big corpus, this one for a small one.

    ``workers`` is a number of processes, 0 one for each core. Processes are spawned, not forked, so that
    no lock or connection of this one is carried over; functions and arguments have to pickle.
    """
    workers = cores(workers)
    if workers == 1 or documents < SMALL:
        yield here
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield lambda function, *arguments, **named: pool.submit(function, *arguments, **named).result()


def here(
    function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """Call a function in this process.

    >>> here(max, 2, 3)
    3
    """
    return function(*arguments, **named)


def cores(workers: int) -> int:
    """The number of processes meant by a setting: itself, or one for each core for 0."""
    return workers or os.cpu_count() or 1


def batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Cut a sequence into batches of ``size``, or larger ones where it would be more than MOST_BATCHES.

    >>> batches("abcde", 2)
    ['ab', 'cd', 'e']
    >>> len(batches(range(1_000_000), 500))
    64
    """
    size = max(size, -(-len(items) // MOST_BATCHES))
    return [items[start : start + size] for start in range(0, len(items), size)]
