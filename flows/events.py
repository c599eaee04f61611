"""What data catalogues are told of a run; one that cannot be reached costs a warning, never the run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from prefect import get_run_logger

from docsieve import lineage, snapshot
from docsieve.expectations import Verdict
from docsieve.lineage import Check, RunOf

Arguments = ParamSpec("Arguments")


@contextmanager
def announced(run: RunOf) -> Iterator[Callable[[Verdict], None]]:
    """Tell that a run began, and at its end what became of it; give a function that takes the verdict."""
    verdicts: list[Verdict] = []
    _tell(lineage.started, run)
    try:
        yield verdicts.append
    except BaseException as error:
        # Its message may quote what was scraped; the log of the run has it.
        _tell(lineage.failed, run, type(error).__name__, _checks(verdicts))
        raise
    _tell(_ended, run, verdicts)


def _ended(run: RunOf, verdicts: list[Verdict]) -> None:
    now = snapshot.current(run.curated)
    if now is not None and all(verdict.passed for verdict in verdicts):
        lineage.completed(run, now.manifest(), _checks(verdicts))
    else:
        lineage.failed(run, "a critical expectation was not met", _checks(verdicts))


def _checks(verdicts: list[Verdict]) -> list[Check]:
    return [
        Check(one.table, one.column or None, one.expectation, one.met, one.severity, one.why)
        for verdict in verdicts
        for one in verdict.outcomes
    ]


def _tell(event: Callable[Arguments, None], *arguments: Arguments.args, **named: Arguments.kwargs) -> None:
    try:
        event(*arguments, **named)
    except Exception as error:
        get_run_logger().warning("No catalogue was told of this run: %s", error)
