"""What a run costs that builds on another one: a corpus, a few files more, and how much is done for them.

    uv run benchmarks/speed/again.py --documents 1000 10000 --more 100

Every run is a process of its own, without Prefect, validation and report, on one core; imports do not count.
First the new files are of sites of their own, then one more page for each of as many sites that are there.
Beside it stands a run over the new files alone, from nothing: what is beyond that is the price of the others.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from corpus import further, write, write_pages

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from sample_run import publish

from docsieve import shards
from docsieve.config import Config
from docsieve.engine import one_after_another
from docsieve.tables import RunFacts, input_hash

SEED_OF_MORE = 7
COLUMNS = (
    "documents", "first run, processor s", "files more", "of new sites, s", "of the first", "those alone, s",
    "of sites there, s", "documents judged", "peak MB",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 4_000])
    parser.add_argument("--more", type=int, default=100)
    parser.add_argument("--one", nargs=2, metavar=("RAW", "CURATED"), help="one run, for itself")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run(Path(options.one[0]), Path(options.one[1]))))
        return
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for documents in options.documents:
        with tempfile.TemporaryDirectory() as scratch:
            print(line(Path(scratch), documents, options.more), flush=True)


def line(scratch: Path, documents: int, more: int) -> str:
    raw, curated = scratch / "raw", scratch / "curated"
    write(raw, documents)
    time.sleep(2.5)  # so that no file counts as just written
    first = told(raw, curated)
    write(raw / "more", more, SEED_OF_MORE)
    again, alone = told(raw, curated), told(raw / "more", scratch / "alone")
    write_pages(raw, further(documents, more))
    spread = told(raw, curated)
    share = f"1/{first['seconds'] / again['seconds']:.1f}"
    of_new, of_alone, of_spread = (each["seconds"] for each in (again, alone, spread))
    peak = max(again["peak"], spread["peak"])
    cells = (documents, first["seconds"], more, of_new, share, of_alone, of_spread, spread["judged"])
    numbers = " | ".join(
        each if isinstance(each, str) else f"{each:,.1f}".removesuffix(".0") for each in cells
    )
    return f"| {numbers} | {peak:,.0f} |"


def told(raw: Path, curated: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(raw), str(curated)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def run(raw: Path, curated: Path) -> dict[str, float]:
    """One run; processor seconds, documents judged, peak memory in MB."""
    began = time.process_time()
    curated.mkdir(parents=True, exist_ok=True)
    given = shards.Given(raw, curated, Config())
    now = shards.read(given, one_after_another)
    facts = RunFacts(datetime.now(UTC), given.config.digest(), input_hash(now.corpus.inputs()))
    _, documents = publish(now, facts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.process_time() - began, "judged": documents, "peak": peak}


if __name__ == "__main__":
    main()
