"""Documents a processor second, ours and others', on one made corpus in one run, as ratios to the floor.

    uv run benchmarks/speed/run.py --documents 2000 --workers 1 2 --peers

Every way runs in a process of its own; imports are not counted but where a line says so. Processor seconds
bear other load on the machine, wall seconds do not. A peer that cannot be installed is named as such.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import write

HERE = Path(__file__).resolve().parent
TROVE = ("datatrove[io,processing]==0.10.1", "spacy==3.8.18")
PEERS = {
    "langdetect": ("langdetect, the language of each document", "langdetect==1.0.9"),
    "datatrove": ("datatrove, repeated lines alone", *TROVE),
    "dolma": (
        "dolma, C4 + CLD2 + repeated paragraphs + mix, three commands with their start",
        "dolma==1.2.1",
        "pycld2==0.42",
    ),
    "datatrove_whole": (
        "datatrove, langdetect + C4 + Gopher + repeated sentences + MinHash + Parquet",
        *TROVE,
        "langdetect==1.0.9",
    ),
}
COLUMNS = (
    "what", "documents", "a processor second", "of the floor", "processor s", "of it in the main process",
    "wall s", "peak MB", "of the largest other process",
)  # fmt: skip
LONGEST = 7200
WARM, SEED_OF_WARM = 10, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[2_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--peers", action="store_true", help="install and measure the others, too")
    parser.add_argument("--validated", action="store_true", help="a line with Great Expectations, too")
    options = parser.parse_args()
    for documents in options.documents:
        with tempfile.TemporaryDirectory() as scratch:
            corpus = Path(scratch) / "raw"
            write(corpus, documents)
            write(corpus.parent / "warm", WARM, SEED_OF_WARM)
            for line in table(corpus, options):
                print(line, flush=True)


def table(corpus: Path, options: argparse.Namespace) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    least = told(way("floor", corpus, 1))
    floor = rate(least)
    yield row("floor: read, SHA-256, decode, zstd Parquet", least, floor)
    for workers in options.workers:
        yield row(f"docsieve, workers: {workers}", told(way("ours", corpus, workers)), floor)
    if options.validated:
        validated = told(way("validated", corpus, 1))
        yield row("docsieve, with Great Expectations and its import", validated, floor)
    if options.peers:
        yield from peers(corpus, floor)


def peers(corpus: Path, floor: float) -> Iterator[str]:
    for name, (what, *packages) in PEERS.items():
        alone = ["uv", "run", "--isolated", "--no-project", *(f"--with={each}" for each in packages)]
        try:
            folders = str(corpus), str(corpus.parent / "warm")
            yield row(what, told([*alone, str(HERE / "peers.py"), name, *folders]), floor)
        except (subprocess.SubprocessError, OSError) as error:
            yield f"| {what} | not measured: {type(error).__name__}; {packages} |"


def way(name: str, corpus: Path, workers: int) -> list[str]:
    folders = str(corpus), str(corpus.parent / "warm")
    return [sys.executable, str(HERE / "ways.py"), name, *folders, "--workers", str(workers)]


def told(command: Sequence[str]) -> dict[str, float]:
    """What a process says of itself in its last line."""
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONGEST)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def rate(said: dict[str, float]) -> float:
    return said["documents"] / (said["own"] + said["others"])


def row(what: str, said: dict[str, float], floor: float) -> str:
    spent = said["own"] + said["others"]
    numbers = f"{said['documents']:,.0f} | {rate(said):,.0f} | 1/{floor / rate(said):,.1f} | {spent:.1f}"
    return (
        f"| {what} | {numbers} | {said['own']:.1f} | {said['wall']:.1f} | {said['peak']:,.0f} "
        f"| {said.get('other_peak', 0.0):,.0f} |"
    )


if __name__ == "__main__":
    main()
