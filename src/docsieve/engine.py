"""Where the work of a run is done: in this process while it is small, in others when it is big.

What comes out is the same either way, whatever the number of workers; only the time differs.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from docsieve import language, pipeline
from docsieve.config import Config
from docsieve.model import Prepared, RawDocument, Rejected
from docsieve.parcels import packed, unpacked
from docsieve.read import Fields, Limits, Source, read_any

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Item = TypeVar("Item")

RARELY = (50_000, 20, 50)
"""Thresholds of Python's collector of cycles while documents are worked on; its own are 700, 10, 10."""

MOST_ON_WINDOWS = 61
"""Processes that one can wait for at once there, as `ProcessPoolExecutor` says."""


class Workplace(Protocol):
    """Calls a function with its arguments somewhere and waits for what it gives."""

    def __call__(
        self, function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> Result:
        """Call and wait; safe to be called from several threads at once."""
        ...


Call = tuple[Callable[..., Any], tuple[Any, ...]]
Over = Callable[[str, Iterable[Call]], list[Any]]
"""Makes the calls of a stage somewhere, and gives what each gave, in their order."""


def one_after_another(_stage: str, calls: Iterable[Call]) -> list[Any]:
    """Make calls here, each when it is taken.

    >>> one_after_another("halve", [(divmod, (7, 2)), (divmod, (8, 2))])
    [(3, 1), (4, 0)]
    """
    return [function(*arguments) for function, arguments in calls]


class Workshop:
    """This process, and processes of their own that are started when they are first asked for.

    Each of those costs about 3 processor seconds of imports. They are spawned, not forked, so that no lock
    or connection of this one is carried over; functions and arguments have to pickle.
    """

    def __init__(self, workers: int, opened: ExitStack) -> None:
        self.workers = cores(workers)
        self.here = here()
        self._opened = opened
        self._pool: ProcessPoolExecutor | None = None

    @property
    def is_open(self) -> bool:
        """Whether other processes have been started."""
        return self._pool is not None

    def elsewhere(self) -> Workplace:
        """Other processes, or this one where there is to be only one."""
        if self.workers == 1:
            return self.here
        if self._pool is None:
            made = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=begin)
            self._pool = self._opened.enter_context(made)
        return partial(_elsewhere, self._pool)


@contextmanager
def workshop(workers: int) -> Iterator[Workshop]:
    """Give places to work in; ``workers`` is a number of processes, 0 one for each core."""
    with _rarely_collected(), ExitStack() as opened:
        yield Workshop(workers, opened)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def begin() -> None:
    """What a process that works does first: it sees to its collector, and that it ends with its starter.

    One whose starter was killed would wait for the next call for ever, with all that it holds.
    """
    collect_rarely()
    starter = parent_process()
    if starter is not None:
        Thread(target=_end_with, args=(starter,), daemon=True).start()


def _end_with(starter: "BaseProcess") -> None:
    starter.join()
    os._exit(1)


def collect_rarely() -> None:
    """Documents are values without cycles: looking for cycles among them took a fifth of the time."""
    gc.set_threshold(*RARELY)


def _elsewhere(
    pool: ProcessPoolExecutor,
    function: Callable[Arguments, Result],
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    answer: Result = unpacked(pool.submit(worked, packed((function, arguments, named))).result())
    return answer


def worked(task: bytes) -> bytes:
    """Make a call that was packed as a function, its arguments and its named ones; give the answer packed."""
    function, arguments, named = unpacked(task)
    return packed(function(*arguments, **named))


def here() -> Workplace:
    """This process, one call at a time: what the calls use is not promised to bear several threads.

    >>> here()(max, 2, 3)
    3
    """
    alone = Lock()

    def call(
        function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> Result:
        with alone:
            return function(*arguments, **named)

    return call


def cores(workers: int) -> int:
    """The number of processes meant by a setting: itself, or one for each core for 0; all that can be."""
    meant = workers or os.cpu_count() or 1
    return min(meant, MOST_ON_WINDOWS) if os.name == "nt" else meant


def growing(items: Iterable[Item], many: int = 8) -> Iterator[list[Item]]:
    """Cut what comes one by one into batches: ``many`` of one, as many of two, of four, of eight.

    However many items there are, there are few batches, and the first are there soon.

    >>> [len(batch) for batch in growing(range(10), many=2)]
    [1, 1, 2, 2, 4]
    >>> len(list(growing(range(1_000_000))))
    136
    """
    waiting = iter(items)
    size = 1
    while True:
        for _ in range(many):
            batch = list(islice(waiting, size))
            if not batch:
                return
            yield batch
        size *= 2


def portions(items: Iterable[Item], size_of: Callable[[Item], int], most: int) -> Iterator[list[Item]]:
    """Cut what comes one by one into portions of ``most`` together, in order; a larger one goes alone.

    No more than one portion is held here, so that a worker that is handed one at a time has a bound.

    >>> list(portions(["a", "bb", "ccc", "d"], len, 3))
    [['a', 'bb'], ['ccc'], ['d']]
    """
    held: list[Item] = []
    weight = 0
    for item in items:
        size = size_of(item)
        if held and weight + size > most:
            yield held
            held, weight = [], 0
        held.append(item)
        weight += size
    if held:
        yield held


def reading(config: Config) -> tuple[Fields, Limits]:
    """What the fields of records are called, and how much is read."""
    names = (
        config.record_text, config.record_id, config.record_url, config.record_site, config.record_scraped_at
    )  # fmt: skip
    return Fields(*names), Limits(config.max_bytes, config.max_characters, config.max_container_bytes)


def read_all(
    sources: Iterable[Source | Rejected], fields: Fields, limits: Limits
) -> Iterator[RawDocument | Rejected]:
    """Read sources one by one, the records of containers as well, with one document in memory at a time.

    What was rejected when the folder was listed stays so.
    """
    for source in sources:
        if isinstance(source, Source):
            yield from read_any(source, fields, limits)
        else:
            yield source


def prepare_all(documents: Sequence[RawDocument], language_engine: str) -> list[Prepared]:
    """Prepare a batch; the engine is named, not given, so that it loads where the work is done."""
    engine = language.engine(language_engine)
    return [pipeline.prepare(document, engine) for document in documents]
