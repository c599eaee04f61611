"""Where the work of a run is done: in this process while it is small, in others when it is big.

What comes out is the same either way, whatever the number of workers; only the time differs.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from threading import Lock
from typing import ParamSpec, Protocol, TypeVar

from docsieve import language, pipeline
from docsieve.config import Config
from docsieve.model import Judged, Prepared, RawDocument, Rejected
from docsieve.parcels import packed, unpacked
from docsieve.read import Fields, Limits, Source, read_any
from docsieve.repeats import SiteCounts, Trace, count_sites, trace

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Item = TypeVar("Item")

SMALL = 200
"""Documents below which no processes are started: each costs about 3 processor seconds of imports."""

MOST_BATCHES = 64
"""Batches a corpus is cut into at the most: the orchestrator is slow from hundreds of tasks on."""


RARELY = (50_000, 20, 50)
"""Thresholds of Python's collector of cycles while documents are worked on; its own are 700, 10, 10."""


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
    with _rarely_collected():
        if workers == 1 or documents < SMALL:
            yield here()
            return
        spawned = get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=spawned, initializer=_collect_rarely) as pool:
            yield partial(_elsewhere, pool)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    before = gc.get_threshold()
    _collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _collect_rarely() -> None:
    """Documents are values without cycles: looking for cycles among them took a fifth of the time."""
    gc.set_threshold(*RARELY)


def _elsewhere(
    pool: ProcessPoolExecutor,
    function: Callable[Arguments, Result],
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    answer: Result = unpacked(pool.submit(_worked, packed((function, arguments, named))).result())
    return answer


def _worked(task: bytes) -> bytes:
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


def read_files(
    sources: Sequence[Source | Rejected], fields: Fields, limits: Limits
) -> list[RawDocument | Rejected]:
    """Read a portion of sources where the work is done."""
    return list(read_all(sources, fields, limits))


def size_of(source: Source | Rejected) -> int:
    """Bytes of a file as it was listed."""
    return source.size if isinstance(source, Source) else 0


def is_container(source: Source | Rejected) -> bool:
    """Whether a source holds many documents."""
    return isinstance(source, Source) and source.is_container


class Kept:
    """A portion of prepared documents, of which the survey's part is known and the rest stays closed.

    Back from another process it holds the others' bytes as they came, which are opened where the portion
    is judged: the process between them reads none of it.
    """

    def __init__(self, traces: tuple[Trace, ...], documents: Sequence[Prepared] | bytes) -> None:
        self.traces = traces
        self._documents = documents

    def opened(self) -> Sequence[Prepared]:
        """Give the documents."""
        return unpacked(self._documents) if isinstance(self._documents, bytes) else self._documents

    def __reduce__(self) -> tuple[type["Kept"], tuple[tuple[Trace, ...], bytes]]:
        """Pickle with the documents as bytes inside."""
        closed = self._documents if isinstance(self._documents, bytes) else packed(self._documents)
        return Kept, (self.traces, closed)


def prepare_portion(documents: Sequence[RawDocument], language_engine: str) -> Kept:
    """Prepare a portion of documents to be judged later, here or elsewhere."""
    prepared = prepare_all(documents, language_engine)
    return Kept(tuple(map(trace, prepared)), prepared)


def survey_portions(portions: Iterable[Kept]) -> SiteCounts:
    """Count over the whole corpus what the rules ask of it."""
    return count_sites(each for portion in portions for each in portion.traces)


def judge_portion(portion: Kept, counts: SiteCounts) -> list[Judged]:
    """Judge a portion, given what the corpus says of it."""
    return judge_all(portion.opened(), counts)


def prepare_all(documents: Sequence[RawDocument], language_engine: str) -> list[Prepared]:
    """Prepare a batch; the engine is named, not given, so that it loads where the work is done."""
    engine = language.engine(language_engine)
    return [pipeline.prepare(document, engine) for document in documents]


def judge_all(documents: Sequence[Prepared], counts: SiteCounts) -> list[Judged]:
    """Judge a batch, given what the corpus says of it."""
    return [pipeline.judge(document, counts) for document in documents]


def counts_for(portion: Kept, counts: SiteCounts) -> SiteCounts:
    """The part of the corpus' counts that a portion asks for, so that a process is not sent all of them."""
    sites = {each.site for each in portion.traces}
    asked = {(each.site, mark) for each in portion.traces for mark in each.fingerprints}
    return SiteCounts(
        pages={site: counts.pages[site] for site in sites & counts.pages.keys()},
        carriers={key: counts.carriers[key] for key in asked & counts.carriers.keys()},
    )


def inputs(
    documents: Sequence[RawDocument], rejected: Sequence[Rejected]
) -> Iterator[tuple[str, str | None]]:
    """All that a run has read: every file's bytes, what its sidecar says, and why it was rejected."""
    for document in documents:
        yield document.source, document.content_sha256
        yield f"{document.source} sidecar", f"{document.site} {document.url} {document.scraped_at}"
    for each in rejected:
        yield f"{each.source} {each.reason}", each.content_sha256
