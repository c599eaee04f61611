"""Grow texts that are made to hurt, and see whether any stage takes more than its share.

    uv run --group dev benchmarks/reliability/linear.py [--sizes 10000 100000 1000000] [FAMILY ...]
    uv run --group dev benchmarks/reliability/linear.py --alone [FAMILY ...]

For each stage and family: processor seconds at each size, and the exponent of growth between the last two
that took long enough to be measured. The largest size is the longest text that is accepted by default,
and no text has more lines than are: one of many short lines ends at 100,000 of them.
`--mixed` takes families that are drawn by lot. `--alone` calls each fixer, parser and reader by itself,
with texts of up to 10 MB, the largest file that is read. Prints what grows faster than `MOST`; the exit
status is 1 if anything does, or if a size took more than `--patience` seconds: larger ones are then left
out. Each family has a process of its own, where processes can be forked, and the peak of its memory is
printed too. `--figures` writes every stage's seconds at every size, a line of JSON a family and size, as they
come; what stands there already is not measured again, so that a run that was stopped goes on where it was.
"""

import argparse
import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from adversaries import FAMILIES, Grow, mixed

from docsieve import metadata, persons, pipeline, signatories
from docsieve.dates import find_dates
from docsieve.engine import collect_rarely
from docsieve.entities import resolve
from docsieve.folding import fold
from docsieve.label import label
from docsieve.language import engine, guess_all
from docsieve.model import Guess, Judged, Prepared, RawDocument, Rejected
from docsieve.read import Fields, Limits, decode, document_id, printable
from docsieve.read.containers import records
from docsieve.read.decode import accepted
from docsieve.read.records import CHARACTERS_PER_LINE, LEAST_LINES
from docsieve.read.sidecar import parse_sidecar
from docsieve.read.streams import BrokenContainerError
from docsieve.repair import FIXERS, markers, repair, repair_footnote_marks
from docsieve.repeats import copies, evidence, fingerprints, tokens
from docsieve.rules import page_of
from docsieve.segment import segment
from docsieve.tables import build

MOST = 1.5
"""Exponent above which growth is not linear: noise and logarithms stay below it, squares do not."""

SIZES = [10_000, 100_000, 2_000_000]
ALONE = [10_000, 100_000, 1_000_000, 10_000_000]
"""By default a text may have 2,000,000 characters, a file 10,000,000 bytes."""

PEAK = "peak"
LIMITS = Limits(bytes=100_000_000, characters=100_000_000)

Seconds = dict[str, float]


@dataclass(frozen=True)
class Trial:
    """What is measured, of how much, at which sizes, from how many seconds on, for how many, noted where."""

    measured: Callable[[str], Seconds]
    cut: Callable[[str], str]
    sizes: list[int]
    least: float
    patience: float
    figures: Path | None
    known: Mapping[tuple[str, int], Seconds]

    def seconds(self, family: str, size: int, text: str) -> Seconds | None:
        """What a family took at a size, measured unless it was; None where it took too long."""
        if (family, size) in self.known:
            return dict(self.known[family, size])
        seconds = apart(self.measured, text, self.patience)
        if seconds is not None:
            self.note(family, size, seconds)
        return seconds

    def note(self, family: str, size: int, seconds: Seconds) -> None:
        """Write all that was measured of a family at a size."""
        if self.figures:
            rounded = {stage: round(spent, 4) for stage, spent in seconds.items()}
            with self.figures.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"family": family, "size": size, **rounded}) + "\n")


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}

    def __call__(self, stage: str, function: Callable[..., Any], *given: Any) -> Any:
        """Call a function and count what it took."""
        began = time.process_time()
        result = function(*given)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began
        return result


def stages(text: str) -> Seconds:
    """Take a text a document's whole way, a stage at a time."""
    clock = Clock()
    data = text.encode("utf-8", "surrogatepass")
    clock("read", decode, data)
    raw = RawDocument(document_id("a/b.txt"), "a/b.txt", "a", "0" * 64, text, "utf-8", "strict")
    blocks = clock("segment", segment, text)
    singly = clock("repair", lambda: tuple(repair(block.text, block.start) for block in blocks))
    repaired = clock("repair_footnotes", repair_footnote_marks, blocks, singly)
    texts = [each.text for each in repaired]
    guesses = clock("language", guess_all, texts, engine("pooled"))
    words = clock("tokens", tokens, texts)
    prints = clock("fingerprints", fingerprints, words)
    within = clock("copies", copies, words)
    prepared = Prepared(raw, blocks, repaired, guesses, prints, within)
    (said,) = clock("survey", pipeline.survey, [prepared])
    found = clock("evidence", evidence, prepared, said)
    page = clock("page", page_of, prepared, found)
    labelled = clock("label", label, page)
    clock("signatories", signatories.read, labelled, page.signing, "en")
    clock("metadata", metadata.read, labelled, "en")
    _over_documents(clock, pipeline.judge(prepared, said))
    return clock.seconds


def _over_documents(clock: Clock, judged: Judged) -> None:
    other = RawDocument(document_id("c/d.txt"), "c/d.txt", "c", "1" * 64, judged.raw.text, "utf-8", "strict")
    both = [
        judged,
        Judged(other, judged.blocks, judged.text, Guess("en", 1.0), (), judged.metadata, judged.signatories),
    ]
    found = clock("repeats", pipeline.across, both)
    entities = clock("entities", resolve, both)
    care = persons.Care(persons.Persons.DROP)
    rejected: list[Rejected] = []
    clock("persons", persons.protect, both, entities, rejected, care)
    clock("tables", build, both, found, entities, rejected, "0" * 32)


def exponents(by_size: Mapping[int, Seconds], least: float) -> Iterator[tuple[str, float, float]]:
    """Of each stage the growth between the two largest sizes, where the last took long enough."""
    sizes = sorted(by_size)
    if len(sizes) < 2:
        return
    before, last = sizes[-2:]
    for stage, seconds in by_size[last].items():
        if seconds >= least:
            earlier = max(by_size[before].get(stage, 0.0), least * before / last, 1e-4)
            yield stage, math.log(seconds / earlier) / math.log(last / before), seconds


def alone(text: str) -> Seconds:
    """Call everything that sees a whole text or file by itself."""
    clock = Clock()
    data = text.encode("utf-8", "surrogatepass")
    clock("decode", decode, data)
    clock("decode one byte", decode, text.encode("cp1252", "replace"))
    clock("decode broken", decode, data + b"\xff")
    clock("accepted", accepted, text)
    clock("sidecar", parse_sidecar, data)
    for name, packed in containers(text, data).items():
        clock(name, all_records, name, packed)
    clock("segment", segment, text)
    clock("repair", repair, text, 0)
    for name, fixer in FIXERS:
        clock(name, lambda fixer: list(fixer(text)), fixer)
    clock("footnotes", markers, [(text, 0)])
    clock("dates", find_dates, text)
    clock("fold", fold, text)
    clock("printable", printable, text)
    return clock.seconds


def all_records(name: str, packed: bytes) -> None:
    """Read a container to its end, or to where it is broken."""
    with suppress(BrokenContainerError):
        for record in records(BytesIO(packed), name, Fields(), LIMITS):
            assert record.number


def containers(text: str, data: bytes) -> dict[str, bytes]:
    """The text as the one record of a file, as its head, and as many records."""
    wet = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    return {
        "one.jsonl": json.dumps({"text": text}).encode(),
        "raw.jsonl": data,
        "lines.jsonl": b"".join(b'{"text": %b}\n' % json.dumps(one).encode() for one in text.splitlines()),
        "one.wet": wet % (len(data), data),
        "raw.wet": data,
        "head.wet": b"WARC/1.0\r\n" + data,
    }


def let_through(text: str) -> str:
    """As many lines of a text as a document may have: one of more waits in quarantine."""
    most = max(LEAST_LINES, Limits().characters // CHARACTERS_PER_LINE)
    return "".join(text.splitlines(keepends=True)[:most])


def noted(figures: Path | None) -> dict[tuple[str, int], Seconds]:
    """What an earlier run wrote, by family and size."""
    lines = figures.read_text("utf-8").splitlines() if figures and figures.exists() else []
    return {(each.pop("family"), each.pop("size")): each for each in map(json.loads, lines)}


def apart(measured: Callable[[str], Seconds], text: str, patience: float) -> Seconds | None:
    """What a measurement gives in a process of its own, with ``peak`` in MB; None where it took too long."""
    if not hasattr(os, "fork"):
        return measured(text)
    get, put = os.pipe()
    if child := os.fork():
        os.close(put)
        with os.fdopen(get) as answer:
            told = answer.read()
        os.waitpid(child, 0)
        return json.loads(told) if told else None
    signal.setitimer(signal.ITIMER_VIRTUAL, patience)  # its signal ends the process
    seconds = measured(text)
    os.write(put, json.dumps({**seconds, PEAK: peak()}).encode())
    os._exit(0)


def peak() -> float:
    """The most memory that this process has held, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1 << 20
    )


def main() -> int:
    """Measure the families asked for, or all."""
    collect_rarely()  # as whatever works on documents does: walking through all values is no stage's work
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("families", nargs="*")
    made.add_argument("--sizes", nargs="+", type=int)
    made.add_argument("--alone", action="store_true")
    made.add_argument("--mixed", type=int, default=0, help="so many families drawn by lot instead")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--least", type=float, default=0.15)
    made.add_argument("--patience", type=float, default=400.0, help="processor seconds")
    made.add_argument("--figures", type=Path, help="file to write all seconds to")
    options = made.parse_args()
    measured, cut, sizes = (alone, str, ALONE) if options.alone else (stages, let_through, SIZES)
    warm = "Letter\n\n14 May 2018\n\nWe ask, café.\n\nSigned by:\n\nAda Elm (Spain)\n"
    measured(warm)
    known = noted(options.figures)
    sizes = options.sizes or sizes
    trial = Trial(measured, cut, sizes, options.least, options.patience, options.figures, known)
    tell = partial(grown, trial)
    chosen = [(name, FAMILIES[name]) for name in options.families or FAMILIES]
    drawn = map(mixed, range(options.seed, options.seed + options.mixed))
    return 1 if sum(tell(*each) for each in (drawn if options.mixed else chosen)) else 0


def grown(trial: Trial, family: str, grow: Grow) -> bool:
    """Print how a family grows; whether it grows too much."""
    by_size: dict[int, Seconds] = {}
    most = impatient = 0.0
    for asked in trial.sizes:
        text = trial.cut(grow(asked))
        size = len(text)
        if size in by_size:
            break
        seconds = trial.seconds(family, size, text)
        if seconds is None:
            impatient = size
            break
        most = max(most, seconds.pop(PEAK, 0.0))
        by_size[size] = seconds
    total = {size: round(sum(seconds.values()), 2) for size, seconds in by_size.items()}
    steep = [each for each in exponents(by_size, trial.least) if each[1] > MOST]
    told = ", ".join(f"{stage} ^{exponent:.2f} {seconds:.2f}s" for stage, exponent, seconds in steep)
    if impatient:
        told += f" more than {trial.patience} s at {impatient}"
    verdict = "NOT LINEAR" if steep or impatient else "linear"
    print(f"{verdict:<10} {family:<28} {total} {most:.0f} MB {told}", flush=True)
    return bool(steep or impatient)


if __name__ == "__main__":
    sys.exit(main())
