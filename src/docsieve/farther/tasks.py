"""Calls made on the nodes of a Ray cluster, and made again where a node is lost."""

import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docsieve.engine import Call, collect_rarely, cores, worked
from docsieve.farther.counting import counted
from docsieve.farther.nodes import ClusterError, check_nodes
from docsieve.parcels import packed, unpacked
from docsieve.repeats import Carried, Trace

TIMES_LOST = 5
"""How often a call is made again, when its worker or node is lost, or a disk or network folder failed."""

CALLS_A_CORE = 2
"""Calls that are worked on or wait to be; the answers of some lie in the memory of the nodes meanwhile."""

KNOCK_SECONDS = 10

ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nobody is told
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # nodes use what is installed there, not a copy of this folder
    "RAY_raylet_start_wait_time_s": "180",  # a busy machine takes its time; Ray's own limits are 30 s
    "RAY_agent_register_timeout_ms": "180000",
    "RAY_gcs_server_port_wait_time_s": "180",
    "DAFT_PROGRESS_BAR": "0",
}
NOT_INSTALLED = (
    'engine = "ray" needs Ray and Daft, which are not installed: uv sync --extra ray, or pip install '
    "'docsieve[ray]', on this machine and on every node"
)


class Cluster:
    """The nodes that this process works with; ``folder`` is one that they all see."""

    def __init__(self, folder: Path) -> None:
        import ray

        self._folder = folder
        self._task: Any = ray.remote(num_cpus=1, max_retries=TIMES_LOST, retry_exceptions=[OSError])(_made)

    def over(self, stage: str, calls: Iterable[Call]) -> list[Any]:
        """Make the calls of a stage on the nodes, and give what each gave, in their order.

        A call that was lost with its node is made again on another, so a call has to bear being made twice.
        Calls are taken only when there is a core for them soon. Raises what a call raises, and ClusterError
        where one was lost too often.
        """
        task = self._task.options(name=stage)
        found: dict[int, Any] = {}
        under_way: dict[Any, int] = {}
        for number, (function, arguments) in enumerate(calls):
            if len(under_way) >= _at_once():
                _take(under_way, found)
            under_way[task.remote(packed((function, arguments, {})))] = number
        while under_way:
            _take(under_way, found)
        return [found[number] for number in range(len(found))]

    def count(self, traces: Iterable[Trace]) -> list[Carried]:
        """Count pages and fingerprints by site, by Daft on the nodes."""
        import daft

        daft.set_runner_ray()
        return counted(list(traces), self._folder)


def _made(task: bytes) -> bytes:
    """Make a packed call, on a node."""
    collect_rarely()
    return worked(task)


def _at_once() -> int:
    """How many calls keep all nodes busy, as many as there are now."""
    import ray

    return CALLS_A_CORE * max(1, int(ray.cluster_resources().get("CPU", 1)))


def _take(under_way: dict[Any, int], found: dict[int, Any]) -> None:
    """Take in what is done first."""
    import ray

    done, _ = ray.wait(list(under_way), num_returns=1)
    for each in done:
        try:
            found[under_way.pop(each)] = unpacked(ray.get(each))
        except (ray.exceptions.RayTaskError, ray.exceptions.TaskCancelledError):
            raise  # what the call itself raised
        except ray.exceptions.RayError as error:
            raise ClusterError(f"a call was lost {TIMES_LOST + 1} times with its node: {error}") from error


def _answers(address: str) -> None:
    """Knock, since Ray would wait for minutes; raises ClusterError where nobody opens."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), KNOCK_SECONDS):
            return
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"there is no Ray cluster at {address!r}, which is to be HOST:PORT: {error}"
        ) from error


@contextmanager
def joined(address: str | None, folder: Path, raw: Path | str, workers: int = 0) -> Iterator[Cluster]:
    """Join the cluster at an address, or start one on this machine, with a core for each of ``workers``.

    ``folder`` and ``raw`` are where a run works and what it reads. Raises ClusterError where the extra is
    not installed, there is no cluster, or a node cannot do the work.
    """
    if find_spec("ray") is None or find_spec("daft") is None:
        raise ClusterError(NOT_INSTALLED)
    if address:
        _answers(address)
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    import ray

    options: dict[str, Any] = {} if address else {"num_cpus": cores(workers), "include_dashboard": False}
    try:
        ray.init(address=address or "local", logging_level="warning", log_to_driver=False, **options)
    except (ConnectionError, ValueError) as error:
        raise ClusterError(f"there is no Ray cluster at {address}: {error}") from error
    try:
        check_nodes(folder, raw)
        yield Cluster(folder)
    finally:
        ray.shutdown()
