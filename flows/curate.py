"""The main job: a folder of scraped text in, a clean and validated dataset out.

    uv run flows/curate.py --raw raw --curated curated

It goes a document's way: read, prepare, survey, judge, tabulate, validate, publish, report; what has not
changed since the last run is not done again. A task is a portion of many documents, because a task run has
its price whatever is in it.
"""

import argparse
import atexit
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from threading import Thread
from typing import Any

# Before the import of prefect, which reads them: nobody is told about a run, and the server that a run
# brings along may take its time on a busy machine (20 s are prefect's own limit).
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")

import artifacts
import httpx
from artifacts import Stages
from embedded import NoServerError, bring_server_along
from events import announced
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote
from summary import DATA_DOCS, Summary, as_text, outcome, unchanged

from docsieve import catalogue, drift, erasure, farther, shards, snapshot
from docsieve.arguments import ArgumentError
from docsieve.config import Config, ConfigError, load
from docsieve.console import bear_all_characters
from docsieve.engine import Call, Over, Workplace, Workshop, cores, growing, workshop
from docsieve.entities import Judgement, JudgementError, read_judgements
from docsieve.expectations import (
    CouldNotEvaluateError,
    SuiteError,
    Validator,
    Verdict,
    let_pass,
    load_suites,
    with_drift,
    with_failing_rows,
    write_data_docs,
)
from docsieve.lineage import RunOf
from docsieve.persons import Care, PersonsKeyError, care_of
from docsieve.read import folder_of, is_remote, list_sources, told_passed
from docsieve.releases import Release, ReleaseError, read_releases, sentences
from docsieve.repeats import carried_by_site
from docsieve.tables import RunFacts, input_hash, read_table, run_figures, runs_table

DEFAULTS = Config()
VALIDATORS: list[Validator] = []
SERVER_LOST = (
    "Prefect's server does not answer any more, and the run was given up. The dataset is whole, as the last "
    "run that published left it: start the server, or unset PREFECT_API_URL, and run again"
)
NOT_AT_FAULT = (
    snapshot.LockedError,
    snapshot.NoSnapshotError,
    CouldNotEvaluateError,
    SuiteError,
    erasure.MarksError,
    JudgementError,
    PersonsKeyError,
    ReleaseError,
    farther.ClusterError,
    ConfigError,
)
LIGHT = frozenset({"tabulate"})
"""Stages of which a call takes a tenth of a second, when those of others take seconds."""

AT_ONCE = 2 * cores(0)
"""Portions that are worked on or wait to be; each is held in memory."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided outside the texts: who is the same, what is shown or erased, what has to hold."""

    judgements: Sequence[Judgement]
    care: Care
    marks: erasure.Marks
    expectations: Path | None = None
    drift: str = DEFAULTS.drift
    releases: Sequence[Release] = ()

    @classmethod
    def by(cls, config: Config, curated: Path) -> "Decided":
        """As settings, erasures and releases say; raises an error of NOT_AT_FAULT."""
        path = config.entity_judgements
        judgements = read_judgements(Path(path)) if path else ()
        care = care_of(config.persons, config.persons_key_env, config.persons_key_file)
        own = Path(config.expectations) if config.expectations else None
        load_suites(own=own)  # not to find out after the work that it cannot be used
        marks, releases = erasure.read_marks(curated), read_releases(curated)
        return cls(judgements, care, marks, own, config.drift, releases)

    def given(self, raw: Path | str, curated: Path, config: Config) -> shards.Given:
        """What a run over the texts is given."""
        return shards.Given(raw, curated, config, self.judgements, self.care, self.marks, self.releases)

    def inputs(self) -> Iterator[tuple[str, str | None]]:
        """What of it decides the result, the key only by a trace that does not give it away."""
        yield "persons", self.care.trace
        yield "erased", self.marks.trace
        for each in self.judgements:
            yield "judgement", each.model_dump_json(exclude={"line", "note"})
        for one in self.releases:
            yield "release", one.model_dump_json()
        if self.expectations:
            yield "expectations", self.expectations.read_text("utf-8")


def may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether a retry can help: a disk or a network folder may answer the next time, a bug never does."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(cache_policy=NO_CACHE, retries=3, retry_delay_seconds=[1, 5, 20], retry_condition_fn=may_pass)
def make_calls(calls: Sequence[Call], work: Workplace) -> list[Any]:
    """Make some calls of a stage, one after another; each handles a portion of the documents."""
    return [work(function, *arguments) for function, arguments in calls]


@task(cache_policy=NO_CACHE)
def make_on_nodes(calls: Iterable[Call], cluster: farther.Cluster, stage: str) -> list[Any]:
    """Make all calls of a stage on the nodes of a cluster, which sees to what is lost or fails by itself."""
    return cluster.over(stage, calls)


@task(cache_policy=NO_CACHE)
def validate(staging: Path, own: Path | None) -> Verdict:
    """Hold the staged tables to their expectations, in the process that has been importing meanwhile."""
    return validator().validate(staging, own)


@task(cache_policy=NO_CACHE)
def publish(curated: Path, staging: Path, facts: RunFacts, verdict: Verdict, config: Config) -> Path:
    """Make the staged tables the current snapshot, or put them aside where a critical check failed.

    Not retried: what fails half-way leaves the last snapshot in force, and the next run sweeps it up.
    """
    if verdict.passed:
        describe = partial(catalogue.describe, about=about(config))
        return snapshot.publish(curated, staging, facts, verdict.summary(), describe).path
    return snapshot.refuse(curated, staging, verdict.summary())


# Prefect declares flows for runners of its plain futures, and its own thread runner as one of others.
THREADS: Any = ThreadPoolTaskRunner(max_workers=AT_ONCE)


@flow(name="curate", task_runner=THREADS)
def curate(
    raw: Path | str = Path("raw"), curated: Path = Path("curated"), config: Config | Path | None = None
) -> State[Any]:
    """Turn the folder or address ``raw`` into the dataset ``curated``, all of it or nothing.

    ``config`` is settings or the file of them; without one, ``docsieve.toml`` of the working folder holds.
    Ends Completed where the dataset holds what ``raw`` holds, else Failed with a sentence that says why.
    A run that meets another one on the same dataset waits for it, and gives up after a time.
    """
    if reason := objection(raw, curated):
        return Failed(message=reason)
    try:
        # Not where a run is asked for: a schedule asks once, each of its runs takes the file as it is then.
        config = config if isinstance(config, Config) else load(config)
        with snapshot.lock(curated, config.lock_wait_seconds, on_wait=get_run_logger().warning):
            erasure.finish(curated)
            snapshot.sweep(curated)
            summary, up_to_date = run(raw, curated, config)
            summary = with_report(summary, curated)
    except NOT_AT_FAULT as error:
        return Failed(message=f"Nothing was published: {error}")
    artifacts.show(summary)
    return (Completed if up_to_date else Failed)(message=summary.headline, data=summary)


def run(raw: Path | str, curated: Path, config: Config) -> tuple[Summary, bool]:
    """Do the work of a run that holds the dataset; say what came of it, and whether all is up to date."""
    stages = artifacts.stages()
    began = datetime.now(UTC)
    decided = Decided.by(config, curated)
    given = decided.given(raw, curated.absolute(), config)  # as it is called elsewhere, too
    with ExitStack() as workplace:
        over, count = workplace.enter_context(hands(given))
        with stages.timed("prepare"):
            now = shards.read(given, over)
        read_all = input_hash(chain(now.corpus.inputs(), decided.inputs()))
        facts = RunFacts(began, config.digest(), read_all, persons=config.persons)
        if snapshot.is_unchanged(curated, facts.run_id):
            shards.note_touched(now)
            shards.clean_up(given)
            return replace(unchanged(curated), passed=told_passed(now.passed)), True
        asked = validator()  # it imports while this process judges
        if decided.expectations:
            asked.check(decided.expectations)
        with announced(RunOf(raw, curated, began)) as decide:
            with stages.timed("survey"):
                surveyed = shards.survey(now, over, count)
            with stages.timed("judge"):
                judged = shards.judge(now, surveyed, over)
            now, surveyed = shards.let_go(now, surveyed)
            with stages.timed("tabulate"):
                staging = shards.stage(now, surveyed, judged, facts.run_id, over)
            workplace.close()  # validation wants the memory that its processes hold
            verdict = check(curated, staging, facts, decided, stages)
            decide(verdict)
            folder = publish(curated, staging, facts, verdict, config)
        if verdict.passed:
            shards.keep_ledger(now, surveyed, folder.name)
    shards.clean_up(given)
    summary = outcome(folder, verdict, names_left(curated, config))
    return replace(summary, passed=told_passed(now.passed)), verdict.passed


@contextmanager
def hands(given: shards.Given) -> Iterator[tuple[Over, shards.Count]]:
    """Give who makes the calls of a stage and who counts over all sites: this machine, or a cluster."""
    config = given.config
    if config.engine == "ray":
        with farther.joined(config.ray_address, given.place.work, given.raw, config.workers) as cluster:
            yield partial(make_in_cluster, cluster), cluster.count
    else:
        with workshop(config.workers) as work:
            yield partial(make_in_tasks, work), carried_by_site


def make_in_cluster(cluster: farther.Cluster, stage: str, calls: Iterable[Call]) -> list[Any]:
    """Make the calls of a stage on the nodes of a cluster, as one task: a node costs Prefect nothing."""
    found: list[Any] = make_on_nodes.with_options(name=stage)(quote(calls), cluster, stage)
    get_run_logger().info("%s: %d portions on the cluster", stage, len(found))
    return found


def make_in_tasks(work: Workshop, stage: str, calls: Iterable[Call]) -> list[Any]:
    """Make the calls of a stage in tasks: a single one in this process, more of them in others.

    For light ones no processes are started: their imports would take longer than the calls.
    Calls are taken only when there is somebody to make them, so that what they carry is not piled up.
    """
    waiting = iter(calls)
    first = list(islice(waiting, 2))
    place = work.elsewhere() if len(first) > 1 and (work.is_open or stage not in LIGHT) else work.here
    step = make_calls.with_options(name=stage)
    found: list[Any] = []
    under_way: deque[Any] = deque()
    for batch in growing(chain(first, waiting)):
        # quote: Prefect otherwise walks through every value to look for futures in it.
        under_way.append(step.submit(quote(batch), place))
        if len(under_way) >= AT_ONCE:
            found += under_way.popleft().result()
    for future in under_way:
        found += future.result()
    get_run_logger().info("%s: %d portions", stage, len(found))
    return found


def check(curated: Path, staging: Path, facts: RunFacts, decided: Decided, stages: Stages) -> Verdict:
    """Validate what was staged, and add to it what was found."""
    before = snapshot.current(curated)
    earlier = read_table(before.path, "runs") if before else None
    figures = run_figures(staging)
    runs = runs_table(facts, figures, stages.seconds, earlier)
    snapshot.stage_table(staging, "runs", runs)
    Thread(target=catalogue.get_ready, daemon=True).start()
    with stages.timed("validate"):
        verdict = validate(staging, decided.expectations)
    with stages.timed("drift"):
        shifts = drift.shifts(staging, runs, before.path if before else None)
        verdict = with_drift(verdict, shifts, decided.drift)
        drift.write_shifts(shifts, staging / drift.FILE)
    quarantine = with_failing_rows(staging, verdict, sentences(decided.releases))
    verdict = let_pass(verdict, quarantine)
    counts = verdict.met, verdict.critical, verdict.warning
    figures = figures.with_quarantine(quarantine)
    snapshot.stage_table(staging, "quarantine", quarantine)
    snapshot.stage_table(staging, "runs", runs_table(facts, figures, stages.seconds, earlier, counts))
    write_data_docs(verdict, staging / DATA_DOCS)
    return verdict


def about(config: Config) -> catalogue.About:
    """What the settings say of the dataset."""
    return catalogue.About(
        config.dataset_name, config.dataset_description, config.dataset_url, config.dataset_license
    )


def with_report(summary: Summary, curated: Path) -> Summary:
    """Show in pages what is published, and say where; what is published stands whether or not that works."""
    now, pages, refused = snapshot.current(curated), curated / "report", curated / snapshot.REFUSED
    if now is None:
        return summary
    try:
        from docsieve.report import is_current, write_report  # takes its time, and may fail like the rest

        if not is_current(now.path, pages, refused):
            write_report(now.path, pages, refused)
    except Exception as error:
        sentence = f"the report was not written ({error!r}); try again: uv run docsieve report"
        return replace(summary, complaints=(*summary.complaints, sentence))
    return replace(summary, look=(("report", str(pages / "index.html")), *summary.look))


def names_left(curated: Path, config: Config) -> list[str]:
    """A sentence where persons are cared for now, but snapshots from before still hold their names."""
    left = snapshot.with_names(curated) if config.persons != "keep" else []
    if not left:
        return []
    return [f"persons: earlier snapshots still hold names; remove them from {curated}: {', '.join(left)}"]


def objection(raw: Path | str, curated: Path) -> str | None:
    """Say why a run cannot even begin, as a sentence with a way out; None where it can."""
    try:
        if next(list_sources(raw), None) is None:
            return f"There is no file to read in {raw}: put .txt or .jsonl files there, or name another."
    except (FileNotFoundError, NotADirectoryError):
        return f"There is no folder {raw}: create it and put .txt files in it, or name another with --raw."
    except ArgumentError as error:
        return f"The raw folder's address cannot be used: {error}."
    if not is_remote(str(raw)) and curated.resolve().is_relative_to(folder_of(raw).resolve()):
        return f"{curated} lies inside {raw}, where it would be read as input: name another with --curated."
    try:
        curated.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=curated):
            return None
    except OSError as error:
        return f"{curated} cannot be written to ({error.strerror}): name another folder with --curated."


def validator() -> Validator:
    """The validating process, started when first asked for, and again where it has died."""
    for started in VALIDATORS:
        if started.alive:
            return started
    while VALIDATORS:
        VALIDATORS.pop().__exit__(None, None, None)
    VALIDATORS.append(Validator().__enter__())
    return VALIDATORS[0]


@atexit.register
def end_validators() -> None:
    """End the validating process with this one."""
    for started in VALIDATORS:
        started.__exit__(None, None, None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the main job from the command line; 0 where the dataset is up to date, 1 where it is not."""
    bear_all_characters()
    options = parser().parse_args(arguments)
    try:
        config = load(options.config)
    except ConfigError as error:
        return refused(str(error))
    asked = {"engine": options.engine, "ray_address": options.ray_address}
    config = config.model_copy(update={name: value for name, value in asked.items() if value})
    if reason := objection(options.raw, options.curated):
        return refused(reason)
    validator()  # it imports while the server starts
    try:
        bring_server_along()
    except NoServerError as error:
        return refused(str(error))
    try:
        state = curate(options.raw, options.curated, config, return_state=True)
    except httpx.TransportError as error:
        return refused(f"{SERVER_LOST} ({error!r}).")
    if not state.is_final():  # the server was gone before it could be told
        return refused(f"{SERVER_LOST}.")
    result = state.result(raise_on_failure=False)
    if isinstance(result, Summary):
        print(as_text(result))
    return 0 if state.is_completed() else refused(state.message or "The run failed; see above.")


def refused(reason: str) -> int:
    """Say on standard error why nothing was published; the exit status for it."""
    print(f"\ncurate: {reason}", file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = argparse.ArgumentParser(prog="curate.py", description=curate.__doc__)
    made.add_argument("--raw", default="raw", help="folder or address of the input (default: raw)")
    made.add_argument("--curated", type=Path, default=Path("curated"), help="the dataset (default: curated)")
    made.add_argument("--engine", choices=["local", "ray"], help="where the work is done (default: as set)")
    made.add_argument("--ray-address", help="the Ray cluster, HOST:PORT (default: as set, or here)")
    made.add_argument("--config", type=Path, help="settings (default: docsieve.toml, where there is one)")
    return made


if __name__ == "__main__":
    sys.exit(main())
