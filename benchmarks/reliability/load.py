"""A hundred thousand files and ten gigabytes in one run: its time, and the most memory of all its processes.

    uv run --group dev benchmarks/reliability/load.py --files 100000 --bytes 10e9 [--folder DIR] [--again 1]

Makes the corpus (pages as in `benchmarks/speed/corpus.py`, each as long as it must be), runs the main job
on it as a user does, then `--again` times more with one file in a thousand changed. Prints a line of JSON a
run: seconds, documents a second, the peak of resident memory summed over the run's processes (pages that
they share are counted in each), and of the largest of them at its end. `--limit` megabytes is the most that
may be taken: the exit status is 1 above it, or where the run fails or leaves files out.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from watching import bytes_below, watch

from docsieve import dataset

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "benchmarks" / "speed"))

from corpus import PARAGRAPHS, Page, pages  # noqa: E402

ONE_CHANGED_OF = 1_000


def longer(page: Page, size: int, dice: random.Random) -> str:
    """A page with so much more text in its middle that it has about ``size`` bytes, no paragraph twice.

    Every other word is put together from two of the page's: of its sixty words alone, long texts on other
    sites would have runs of words in common by the thousands, as no texts have.
    """
    lines = page.text.split("\n\n")
    paragraphs = [line for line in lines if len(line) > 200][:PARAGRAPHS]
    missing = size - len(page.text.encode())
    if missing <= 0 or not paragraphs:
        return page.text
    words = " ".join(paragraphs).split()
    made: list[str] = []
    while missing > 0:
        known, begin, end = (dice.choices(words, k=35) for _ in range(3))
        new = (
            f"{one[: len(one) // 2 + 1]}{other[len(other) // 2 :]}"
            for one, other in zip(begin, end, strict=True)
        )
        made.append(" ".join(chain.from_iterable(zip(known, new, strict=True))).lower().capitalize() + ".")
        missing -= len(made[-1].encode()) + 2
    middle = lines.index(paragraphs[-1])
    return "\n\n".join([*lines[:middle], *made, *lines[middle:]])


def sizes(files: int, total: float, seed: int = 5) -> Iterator[int]:
    """Bytes of each file: most are short, some are twenty times as long, and together they are the total."""
    dice = random.Random(seed)
    weights = [dice.choice((0.3, 0.5, 0.5, 1.0, 1.5, 6.0)) for _ in range(files)]
    share = total / sum(weights)
    yield from (int(share * weight) for weight in weights)


def write(raw: Path, files: int, total: float) -> None:
    """Write the corpus, one folder for each site."""
    for number, (page, size) in enumerate(zip(pages(files), sizes(files, total), strict=True)):
        (raw / page.site).mkdir(parents=True, exist_ok=True)
        (raw / page.site / page.name).write_text(longer(page, size, random.Random(number)), "utf-8")


def change(raw: Path, time: int) -> int:
    """Give every thousandth file another sentence; how many."""
    changed = [path for number, path in enumerate(sorted(raw.rglob("*.txt"))) if number % ONE_CHANGED_OF == 0]
    for path in changed:
        path.write_text(f"{path.read_text('utf-8')}\n\nThe bench was moved again, time {time}.\n", "utf-8")
    return len(changed)


def measured(what: str, place: Path, files: int, limit: float) -> bool:
    """Run the main job and print what it took; whether all is well."""
    raw, curated = place / "raw", place / "curated"
    command = (sys.executable, PROJECT / "flows" / "curate.py", "--raw", raw, "--curated", curated)
    done = watch(command, {"PREFECT_HOME": str(place / "home")}, place)
    documents = dataset.open(curated).documents.num_rows if done.status == 0 else 0
    well = done.status == 0 and documents == files and done.peak.megabytes <= limit
    told = {
        "run": what,
        "status": done.status,
        "documents": documents,
        "seconds": round(done.seconds, 1),
        "documents_a_second": round(documents / done.seconds, 1),
        "peak_mb_of_all": round(done.peak.megabytes),
        "processes": done.peak.processes,
        "largest_process_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "open_files": done.peak.files,
        "curated_gb": round(bytes_below([curated]) / 1e9, 3),
        "well": well,
    }
    print(json.dumps(told), flush=True)
    if not well:
        print(done.said[-4_000:], file=sys.stderr)
    return well


def main() -> int:
    """Make the corpus and run on it."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--files", type=int, default=100_000)
    made.add_argument("--bytes", type=float, default=10e9)
    made.add_argument("--again", type=int, default=1)
    made.add_argument("--limit", type=float, default=4096, help="megabytes that all processes may hold")
    made.add_argument("--folder", type=Path, help="where there is room for three times the bytes")
    options = made.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        raw = Path(place) / "raw"
        write(raw, options.files, options.bytes)
        print(json.dumps({"files": options.files, "gb": round(bytes_below([raw]) / 1e9, 3)}), flush=True)
        well = True
        for what in chain(["everything"], map("changed {}".format, range(1, options.again + 1))):
            well = measured(what, Path(place), options.files, options.limit) and well
            change(raw, int(what.rpartition(" ")[2]) + 1 if what != "everything" else 1)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
