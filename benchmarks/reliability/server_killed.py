"""Prefect's server killed while a run goes on: what the run says, and whether the next one needs a hand.

    uv run --group dev benchmarks/reliability/server_killed.py [--trials 6] [--folder DIR]

Half of the trials kill a server that was started apart (`prefect server start`), half the one that a run
brings along, at instants spread over the time that a run takes. The run has to end by itself within
`LONGEST_SECONDS`, either with what it was to publish or with a sentence; readers see one whole snapshot all
the while; the next run, with another server, takes the lock at once and brings the dataset up to date. Prints
a line of JSON a trial; the first that breaks a promise ends it with status 1. Needs Linux (`/proc`).
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import trials
from watching import PROC, descendants, parents

from docsieve import dataset, snapshot

PROJECT = trials.PROJECT
sys.path.insert(0, str(PROJECT / "flows"))

from embedded import free_port  # noqa: E402

LONGEST_SECONDS = 600
SHARE_AT_WORK = 0.15
"""Of the time of a run the part in which it holds the dataset; the rest goes into starting and ending."""

SERVES = ("uvicorn", "prefect.server")


def servers_below(pid: int) -> list[int]:
    """The processes below one that are a server of Prefect's."""
    return [one for one in descendants(pid, parents()) if any(word in _command(one) for word in SERVES)]


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process with all below it."""
    for one in reversed(descendants(process.pid, parents())):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


@contextmanager
def server_apart(home: Path, log: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Mapping[str, str]]]:
    """A server started as a user starts it, and the environment of a run that reports to it."""
    import httpx

    port = free_port()
    environment = {"PREFECT_HOME": str(home), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    command = (sys.executable, "-m", "prefect", "server", "start", "--no-ui", "--port", str(port))
    with log.open("ab") as said:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=said, stderr=said)
    try:
        give_up = time.monotonic() + 300
        while time.monotonic() < give_up:
            try:
                if httpx.get(f"{environment['PREFECT_API_URL']}/health", timeout=5).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.3)
        yield process, environment
    finally:
        end(process)


def run(raw: Path, curated: Path, environment: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start the main job from the command line."""
    command = (sys.executable, PROJECT / "flows" / "curate.py", "--raw", raw, "--curated", curated)
    with log.open("wb") as said:
        return subprocess.Popen(
            list(map(str, command)), env={**os.environ, **environment}, stdout=said, stderr=said
        )


def ended(process: "subprocess.Popen[bytes]") -> tuple[int | None, float]:
    """How a run ended and after how long; None where it had to be ended."""
    began = time.monotonic()
    try:
        return process.wait(LONGEST_SECONDS), time.monotonic() - began
    except subprocess.TimeoutExpired:
        end(process)
        return None, time.monotonic() - began


def at_work(process: "subprocess.Popen[bytes]", curated: Path) -> None:
    """Return when a run holds the dataset, or has ended."""
    while process.poll() is None and not _is_held(curated):
        time.sleep(0.05)


def _is_held(curated: Path) -> bool:
    try:
        with snapshot.lock(curated, 0.0):
            return False
    except snapshot.LockedError:
        return True


def trial(number: int, raw: Path, curated: Path, place: Path, seconds: float) -> dict[str, object]:
    """Kill the server so long after the run has begun its work; what came of it."""
    apart = number % 2 == 0
    known, log = trials.snapshots(curated), place / f"run-{number}.log"
    (raw / "quay" / "new.txt").write_text(f"Letter\n\nThe bench is number {number} of the row.\n", "utf-8")
    was = dataset.open(curated).snapshot.id
    if apart:
        with server_apart(place / "home", place / "server.log") as (server, environment):
            process = run(raw, curated, environment, log)
            at_work(process, curated)
            time.sleep(seconds)
            killed = process.poll() is None
            end(server)
            status, after = ended(process)
    else:
        process = run(raw, curated, {"PREFECT_HOME": str(place / "home")}, log)
        at_work(process, curated)
        time.sleep(seconds)
        killed = process.poll() is None and bool(servers := servers_below(process.pid))
        for one in servers if killed else ():
            os.kill(one, signal.SIGKILL)
        status, after = ended(process)
    said = log.read_text("utf-8", "replace").strip().splitlines()
    assert trials.succeeds(lambda: trials.check_whole(curated, known)), "readers see one whole snapshot"
    assert status is not None, f"the run did not end within {LONGEST_SECONDS} s: {log}"
    assert not _is_held(curated), "the lock stays"
    return {
        "trial": number,
        "server": "started apart" if apart else "brought along",
        "killed_at_work": killed,
        "after_seconds": round(seconds, 1),
        "ended_after_seconds": round(after, 1),
        "status": status,
        "published": dataset.open(curated).snapshot.id != was,
        "said": said[-1][:200] if said else "",
    }


def next_run(raw: Path, curated: Path, place: Path) -> float:
    """Raise AssertionError unless a run with a server of its own needs no hand; its seconds."""
    began = time.monotonic()
    status, _ = ended(run(raw, curated, {"PREFECT_HOME": str(place / "home")}, place / "next.log"))
    assert status == 0, (place / "next.log").read_text("utf-8", "replace")[-4_000:]
    assert not list((curated / ".staging").glob("*")), "nothing is left over"
    sources = set(map(str, dataset.open(curated).documents["source"].to_pylist()))
    assert "quay/new.txt" in sources
    return time.monotonic() - began


def main() -> int:
    """Kill as often as asked for."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--trials", type=int, default=6)
    made.add_argument("--seed", type=int, default=19)
    made.add_argument("--folder", type=Path)
    options = made.parse_args()
    dice = random.Random(options.seed)
    place = Path(tempfile.mkdtemp(dir=options.folder, prefix="server-killed-"))
    raw, curated = place / "raw", place / "curated"
    trials.letters(raw, 30)
    (raw / "quay" / "new.txt").write_text("Letter\n\nThe bench is new.\n", "utf-8")
    took = next_run(raw, curated, place)
    for number in range(options.trials):
        told = trial(number, raw, curated, place, dice.uniform(0, SHARE_AT_WORK * took))
        print(json.dumps({**told, "next_run_seconds": round(next_run(raw, curated, place), 1)}), flush=True)
    shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
