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
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))  # scripts, no package

import numpy as np
from found import judge, prepare
from planted import corpus

from docsieve.repeats import Quotable, Sketch, Trace, across, carried, likely_pairs, quoted, trace

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


def opened(folder: Path, ends: np.ndarray, at: int) -> Quotable:
    """One document's columns, from the files."""
    types = ("<u8", "u1", "?", "<i4", "<i4", "<i4", "<u8", "<i4", "<u8")
    read = (
        np.fromfile(folder / name, kind, (end - start) // np.dtype(kind).itemsize, offset=start)
        for name, kind, start, end in zip(COLUMNS, types, *ends[at : at + 2].tolist(), strict=True)
    )
    return Quotable(*read)


def measured(folder: Path) -> Iterator[str]:
    """Measure a corpus but for its newest documents, and then all of it."""
    sketches, traces, ends = pickle.loads((folder / "small").read_bytes())
    open_ = partial(opened, folder, ends)
    before, count = peak(), len(sketches)
    seconds = [process_time()]

    def lap() -> float:
        seconds.append(process_time())
        return seconds[-1] - seconds[-2]

    carried(traces)
    yield f"| evidence of all blocks, from scratch | {lap():.2f} |"
    pairs = len(likely_pairs(sketches))
    yield f"| pairs to compare ({pairs / count:.2f} a document) | {lap():.2f} |"
    _, known = across(sketches[:-NEW], open_, {})
    yield f"| repeats across, nothing known | {lap():.2f} |"
    rows, asked = across(sketches, open_, known)
    new = len(asked.keys() - known.keys())
    yield f"| repeats across, {NEW} documents more ({new} comparisons) | {lap():.2f} |"
    again, _ = across(sketches, open_, {})
    assert rows == again, "what was known changed the rows"
    yield f"| all of it from scratch ({len(rows)} rows) | {lap():.2f} |"
    yield f"| peak MB (the sketches alone {before:.0f}) | {peak():.0f} |"


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        maker = get_context("spawn").Process(
            target=contribute, args=(given.documents, given.seed, Path(name))
        )
        maker.start()
        maker.join()
        print(f"{given.documents:,} documents and a tenth of them again, seed {given.seed}\n")
        print("| step | processor s |", "|---|---|", *measured(Path(name)), sep="\n")


if __name__ == "__main__":
    main()
