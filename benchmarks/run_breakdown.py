"""Where the time of a run on a small folder goes: imports, the embedded server, our own work, validation.

    uv run benchmarks/run_breakdown.py --raw raw

Prints the table that docs/performance.md shows. Measures whole processes from outside, wall and
processor time, on a Prefect home of its own that one run has warmed before; other load on the machine
shows in the wall times first.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from docsieve import dataset

PROJECT = Path(__file__).resolve().parent.parent
IMPORTS = {
    "import prefect, with its client": "from prefect.client import orchestration; import prefect",
    "import what brings the embedded server": "import prefect.server.api.server",
    "import docsieve": "from docsieve import dataset, engine, expectations, pipeline",
    "import Great Expectations (in its own process)": "import great_expectations",
}
SERVER = "from prefect.server.api.server import SubprocessASGIServer as S; S().start(180)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=PROJECT / "raw")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for line in table(options.raw.resolve(), Path(scratch)):
            print(line)


def table(raw: Path, scratch: Path) -> Iterator[str]:
    quiet = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    environment = {**os.environ, **quiet, "PREFECT_HOME": str(scratch / "home")}
    run(command(raw, scratch / "warm"), environment)
    yield "| what | wall s | processor s |"
    yield "|---|---|---|"
    for what, code in IMPORTS.items():
        yield row(what, *run([sys.executable, "-c", code], environment))
    theirs = run([sys.executable, "-c", SERVER], environment)
    yield row("embedded server as Prefect starts it, from nothing to ready", *theirs)
    yield row("**a whole run**", *run(command(raw, scratch / "curated"), environment))
    yield row("a run on unchanged input", *run(command(raw, scratch / "curated"), environment))
    [last] = dataset.open(scratch / "curated").runs.to_pylist()
    for stage in last["seconds_by_stage"]:
        yield f"| of the whole run: {stage['stage']} | {stage['seconds']:.2f} | |"


def command(raw: Path, curated: Path) -> list[str]:
    return [
        sys.executable,
        str(PROJECT / "flows" / "curate.py"),
        "--raw",
        str(raw),
        "--curated",
        str(curated),
    ]


def run(arguments: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall and processor seconds of a process and those it started."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(arguments, env=environment, cwd=PROJECT, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(what: str, wall: float, processor: float) -> str:
    return f"| {what} | {wall:.1f} | {processor:.1f} |"


if __name__ == "__main__":
    main()
