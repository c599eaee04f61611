"""What repeats of a big corpus take in time and memory, the first time and after a hundred documents more.

    uv run benchmarks/repeats/grown.py --documents 20000

A process of its own makes the planted corpus and leaves on disk what each document contributes; then only
these columns are at hand, as in a run. Times are processor seconds of one core.
"""

import argparse
import pickle
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))  # scripts, no package

import numpy as np
from found import judge, prepare
from planted import corpus

from docsieve.repeats import Quotable, Sketch, Trace, across, carried, compare, likely_pairs, quoted, trace

NEW = 100
COLUMNS = [field.name for field in fields(Quotable)]


def contribute(count: int, seed: int, folder: Path) -> None:
    """Leave the contributions of a planted corpus in files, those of a kind in one."""
    sketches: list[Sketch] = []
    traces: list[Trace] = []
    ends: list[list[int]] = []
    files = {name: (folder / name).open("wb") for name in COLUMNS}
    for source, day, text in corpus(count, seed).pages:
        prepared = prepare(source, text)
        sketch, told = quoted(judge(prepared, day))
        sketches.append(sketch)
        traces.append(trace(prepared))
        for name in COLUMNS:
            getattr(told, name).tofile(files[name])
        ends.append([files[name].tell() for name in COLUMNS])
    for file in files.values():
        file.close()
    (folder / "small").write_bytes(pickle.dumps((sketches, traces, np.array([[0] * len(COLUMNS), *ends]))))


TYPES = ("<u8", "u1", "?", "<i4", "<i4", "<i4", "<u8", "<i4", "<u8")


def opened(folder: Path) -> Callable[[int], Quotable]:
    """What gives one document's columns: slices of files that are mapped, not read."""
    _, _, ends = pickle.loads((folder / "small").read_bytes())
    mapped = [
        np.memmap(folder / name, kind, "r").view(np.ndarray)
        for name, kind in zip(COLUMNS, TYPES, strict=True)
    ]
    bounds = (ends // [each.itemsize for each in mapped]).tolist()

    def open_(at: int) -> Quotable:
        between = zip(mapped, bounds[at], bounds[at + 1], strict=True)
        return Quotable(*(each[start:end] for each, start, end in between))

    return open_


def measured(folder: Path) -> Iterator[str]:
    """Measure a corpus but for its newest documents, and then all of it."""
    sketches, traces, _ = pickle.loads((folder / "small").read_bytes())
    made = partial(compare, open_=opened(folder))
    before, count = peak(), len(sketches)
    seconds = [process_time()]

    def lap() -> str:
        seconds.append(process_time())
        return f"{seconds[-1] - seconds[-2]:.2f} | {peak() - before:.0f}"

    carried(traces)
    yield f"| evidence of all blocks, from scratch | {lap()} |"
    pairs = len(likely_pairs(sketches))
    yield f"| pairs to compare ({pairs / count:.2f} a document) | {lap()} |"
    _, known = across(sketches[:-NEW], made, {})
    yield f"| repeats across, nothing known | {lap()} |"
    rows, asked = across(sketches, made, known)
    new = len(asked.keys() - known.keys())
    yield f"| repeats across, {NEW} documents more ({new} comparisons) | {lap()} |"
    again, _ = across(sketches, made, {})
    assert rows == again, "what was known changed the rows"
    yield f"| all of it from scratch ({len(rows)} rows) | {lap()} |"


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, help="where contributions stay, and are found the next time")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        folder = given.folder or Path(aside)
        if not (folder / "small").exists():
            maker = get_context("spawn").Process(
                target=contribute, args=(given.documents, given.seed, folder)
            )
            maker.start()
            maker.join()
        print(f"{given.documents:,} documents and a tenth of them again, seed {given.seed}\n")
        head = "| step | processor s | peak MB beside the sketches |", "|---|---|---|"
        print(*head, *measured(folder), sep="\n")


if __name__ == "__main__":
    main()
