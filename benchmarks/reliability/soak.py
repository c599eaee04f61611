"""Hundreds of scheduled runs through a real Prefect server, the input changing all the while.

    uv run --group dev benchmarks/reliability/soak.py --runs 500 [--every 10] [--documents 60] [--folder DIR]

Starts `prefect server start` and `flows/serve.py` once, as a user would, and adds a schedule of its own
that is due every `--every` seconds; runs that are due meanwhile wait, so that one follows the other. After
each run some files are added, edited or deleted by lot. Prints a line of JSON a run: memory, processes and
open files of the server and of the serving process with all below them, bytes on the disk, seconds of the
clock and processor seconds of all. At the end the tables are compared to those of a run from scratch over
the same files. The exit status is 1 where a run failed, a table differs, or the last fifth of the runs took
more than `MOST_GROWTH` of the first, but for `TOLD_ONLY`.
Every `--prune` runs the earlier snapshots are removed with `docsieve prune`. It takes no time limit.
"""

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

import httpx
from trials import letters
from watching import bytes_below, held, worked

from docsieve import dataset

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "flows"))

from embedded import free_port  # noqa: E402

MOST_GROWTH = 1.25
TOLD_ONLY = ("seconds", "prefect_mb")
"""Seconds of the clock are the machine's; Prefect's database keeps every run until the user removes it."""
LONGEST_RUN_SECONDS = 900
TERMINAL = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
SETTINGS = {
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "3",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "2",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT5S",
    "PREFECT_LOGGING_LEVEL": "WARNING",
}
"""The scheduler of a server looks ahead for hours and every minute; here it is seconds."""

Row = dict[str, Any]


@contextmanager
def started(
    command: Sequence[str | Path], environment: Mapping[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a process that stays, and end it."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            list(map(str, command)), stdout=said, stderr=said, env={**os.environ, **environment}
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


class Server:
    """Prefect's server, asked over its interface."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address, timeout=60)

    def wait(self, process: "subprocess.Popen[bytes]", seconds: float = 600) -> None:
        """Return when it answers; raises TimeoutError where it ends or takes too long."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and process.poll() is None:
            try:
                if self.client.get("/health").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.3)
        raise TimeoutError(f"Prefect's server did not answer within {seconds} s; see server.log")

    def deployment(self, seconds: float = 600) -> str:
        """The served deployment's number, once it is there."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            found = self.client.get("/deployments/name/curate/served")
            if found.is_success:
                return str(found.json()["id"])
            time.sleep(0.5)
        raise TimeoutError(f"flows/serve.py made no deployment within {seconds} s")

    def schedule(self, deployment: str, every: timedelta) -> None:
        """Add a schedule to the deployment; runs that are due wait for each other."""
        due = {"schedule": {"interval": every.total_seconds()}, "active": True}
        self.ask("POST", f"/deployments/{deployment}/schedules", [due])

    def pause(self, deployment: str) -> None:
        """Take all schedules off, and the runs that are due."""
        for one in self.ask("GET", f"/deployments/{deployment}/schedules").json():
            self.ask("DELETE", f"/deployments/{deployment}/schedules/{one['id']}")

    def ended(self, deployment: str, limit: int) -> list[Row]:
        """The latest runs that have ended, the last first."""
        asked = {
            "flow_runs": {"state": {"type": {"any_": list(TERMINAL)}}},
            "deployments": {"id": {"any_": [deployment]}},
            "sort": "END_TIME_DESC",
            "limit": limit,
        }
        return list(self.ask("POST", "/flow_runs/filter", asked).json())

    def ask(self, method: str, path: str, content: Any = None, tries: int = 60) -> httpx.Response:
        """Ask again where the server's database is held by others (503), or where it does not answer."""
        for _ in range(tries):
            try:
                found = self.client.request(method, path, json=content)
            except httpx.TimeoutException:
                continue
            if found.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return found.raise_for_status()
            time.sleep(1)
        raise TimeoutError(f"Prefect's server did not answer {path} in {tries} tries; see server.log")


def changed(raw: Path, dice: random.Random, number: int) -> int:
    """Add, edit or delete some files by lot; how many."""
    files = sorted(raw.rglob("*.txt"))
    count = dice.randint(0, 4)
    for which in range(count):
        what, path = dice.choice(("add", "edit", "edit", "delete")), dice.choice(files)
        if what == "delete" and path.exists() and len(files) > 10:
            path.unlink()
        elif what == "edit" and path.exists():
            write_aside(path, path.read_text("utf-8").replace("Letter", f"Letter, {number}", 1))
        else:
            text = f"Letter {number}.{which}\n\n14 May 2018\n\nThe bench is number {number} of the row.\n"
            write_aside(raw / "quay" / f"new-{number:05d}-{which}.txt", text)
    return count


def write_aside(path: Path, text: str) -> None:
    """Put a file in its place whole: one that is written while it is read waits in quarantine."""
    beside = path.with_suffix(".part")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def observed(number: int, run: Row, before: float, server: int, serving: int, places: Sequence[Path]) -> Row:
    """What one run took since all had worked so many seconds, and what all hold after it."""
    of_server, of_serving = held(server), held(serving)
    curated, home = places
    after = worked(server) + worked(serving)
    return {
        "run": number,
        "state": run["state_type"],
        "seconds": round(run["total_run_time"], 2),
        "processor_seconds": round(after - before, 2),
        "worked": round(after, 2),
        "server_mb": round(of_server.megabytes),
        "serving_mb": round(of_serving.megabytes),
        "processes": of_server.processes + of_serving.processes,
        "server_files": of_server.files,
        "serving_files": of_serving.files,
        "curated_mb": round(bytes_below([curated]) / 1e6, 2),
        "prefect_mb": round(bytes_below([home]) / 1e6, 2),
    }


def soak(options: argparse.Namespace, place: Path) -> bool:
    """Let the runs happen; whether all ended well, nothing grew, and the end is right."""
    raw, curated, home = place / "raw", place / "curated", place / "home"
    letters(raw, options.documents)
    dice = random.Random(options.seed)
    port = free_port()
    address = f"http://127.0.0.1:{port}/api"
    environment = {**SETTINGS, "PREFECT_HOME": str(home), "PREFECT_API_URL": address}
    prefect = (sys.executable, "-m", "prefect", "server", "start", "--port", str(port), "--no-ui")
    # The cron line is never due while this runs; the schedule that is due every few seconds comes beside it.
    serve = (sys.executable, PROJECT / "flows" / "serve.py", "--cron", "0 0 29 2 *", "--raw", raw)
    rows: list[Row] = []
    with started(prefect, environment, place / "server.log") as serving_all:
        server = Server(address)
        server.wait(serving_all)
        with started((*serve, "--curated", curated), environment, place / "serve.log") as serving:
            deployment = server.deployment()
            server.schedule(deployment, timedelta(seconds=options.every))
            for run in runs(server, deployment, options.runs):
                before = rows[-1]["worked"] if rows else 0.0
                row = observed(len(rows) + 1, run, before, serving_all.pid, serving.pid, (curated, home))
                rows.append(row)
                row["changes"] = changed(raw, dice, len(rows)) if len(rows) < options.runs - 1 else 0
                print(json.dumps(row), flush=True)
                if len(rows) % options.prune == 0:
                    prune(curated)
            server.pause(deployment)
    return verdict(rows, raw, curated, place)


def runs(server: Server, deployment: str, count: int) -> Iterator[Row]:
    """Each run when it has ended, in order; raises where none ends for long."""
    known: set[str] = set()
    last = time.monotonic()
    while len(known) < count:
        fresh = [run for run in server.ended(deployment, 20) if run["id"] not in known]
        for run in reversed(fresh):
            known.add(run["id"])
            last = time.monotonic()
            yield run
            if len(known) == count:
                return
        if time.monotonic() - last > LONGEST_RUN_SECONDS:
            raise TimeoutError(f"no run ended within {LONGEST_RUN_SECONDS} s; see serve.log and server.log")
        time.sleep(0.2)


def prune(curated: Path) -> None:
    """Remove earlier snapshots, as a user's own schedule would."""
    begin = "from docsieve.cli import main; main()"
    command = (sys.executable, "-c", begin, "prune", "--keep", "3", "--curated", str(curated))
    subprocess.run(command, check=True, capture_output=True)


def verdict(rows: Sequence[Row], raw: Path, curated: Path, place: Path) -> bool:
    """Compare first and last, and the end to a run from scratch; print and say whether all is well."""
    failed = [row["run"] for row in rows if row["state"] != "COMPLETED"]
    part = max(1, len(rows) // 5)
    names = (
        "seconds",
        "processor_seconds",
        "server_mb",
        "serving_mb",
        "server_files",
        "serving_files",
        "curated_mb",
        "prefect_mb",
    )
    # The first run judges everything and is no measure for the others.
    first, last = rows[1 : part + 1] or rows, rows[-part:]
    means = {
        name: (statistics.mean(row[name] for row in first), statistics.mean(row[name] for row in last))
        for name in names
    }
    grown = {name: round(after / before, 3) for name, (before, after) in means.items() if before > 0}
    different = differences(curated, from_scratch(raw, place))
    told = {
        "runs": len(rows),
        "failed": failed,
        "last_fifth_of_first": grown,
        "seconds": {
            name: round(value, 2) for name, value in zip(("first", "last"), means["seconds"], strict=True)
        },
        "tables_that_differ": different,
    }
    print(json.dumps(told), flush=True)
    steep = [name for name, growth in grown.items() if growth > MOST_GROWTH and name not in TOLD_ONLY]
    return not (failed or different or (steep and len(rows) >= 20))


def from_scratch(raw: Path, place: Path) -> Path:
    """A dataset of the same files by one run by hand."""
    fresh = place / "fresh"
    command = (sys.executable, PROJECT / "flows" / "curate.py", "--raw", raw, "--curated", fresh)
    patient = {"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "900"}
    environment = {**os.environ, **patient, "PREFECT_HOME": str(place / "home-of-fresh")}
    environment.pop("PREFECT_API_URL", None)
    done = subprocess.run(
        list(map(str, command)), check=False, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"the run from scratch failed: {done.stdout[-2_000:]}{done.stderr[-4_000:]}")
    return fresh


def differences(curated: Path, fresh: Path) -> list[str]:
    """The tables that are not the same; ``runs`` tells how they came about, and is not compared."""
    ours, theirs = dataset.open(curated), dataset.open(fresh)
    names = [name for name in ours.snapshot.manifest()["tables"] if name != "runs"]
    return [name for name in names if not ours.table(name).equals(theirs.table(name))]


def main() -> int:
    """Soak as long as asked for."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--runs", type=int, default=500)
    made.add_argument("--every", type=float, default=10.0, help="seconds from one due run to the next")
    made.add_argument("--documents", type=int, default=60)
    made.add_argument("--prune", type=int, default=10, help="runs after which earlier snapshots are removed")
    made.add_argument("--seed", type=int, default=17)
    made.add_argument("--folder", type=Path)
    made.add_argument("--keep", action="store_true", help="leave the folder with its logs")
    options = made.parse_args()
    place = Path(tempfile.mkdtemp(dir=options.folder, prefix="soak-"))
    try:
        well = soak(options, place)
    finally:
        if options.keep:
            print(json.dumps({"folder": str(place)}))
        else:
            shutil.rmtree(place, ignore_errors=True)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
