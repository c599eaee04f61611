"""Grow texts that are made to hurt, and see whether any stage takes more than its share.

    uv run --group dev benchmarks/reliability/linear.py [--sizes 10000 100000 1000000] [FAMILY ...]

For each stage and family: processor seconds at each size, and the exponent of growth between the last two
that took long enough to be measured. Prints what grows faster than `MOST`; the exit status is 1 if
anything does. A family is left alone in sizes above the first at which a document took more than
`--patience` seconds.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adversaries import FAMILIES

from docsieve import metadata, persons, pipeline, signatories
from docsieve.entities import resolve
from docsieve.label import label
from docsieve.language import engine, guess_all
from docsieve.model import Guess, Judged, Prepared, RawDocument, Rejected
from docsieve.read import decode, document_id
from docsieve.repair import repair, repair_footnote_marks
from docsieve.repeats import copies, evidence, fingerprints, tokens
from docsieve.rules import page_of
from docsieve.segment import segment
from docsieve.tables import build

MOST = 1.5
"""Exponent above which growth is not linear: noise and logarithms stay below it, squares do not."""

Seconds = dict[str, float]


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


def main() -> int:
    """Measure the families asked for, or all."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("families", nargs="*")
    made.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    made.add_argument("--least", type=float, default=0.15)
    made.add_argument("--patience", type=float, default=60.0)
    options = made.parse_args()
    stages("Letter\n\n14 May 2018\n\nWe ask.\n\nSigned by:\n\nAda Elm\n")
    worst = 0
    for family in options.families or FAMILIES:
        by_size: dict[int, Seconds] = {}
        for size in options.sizes:
            by_size[size] = stages(FAMILIES[family](size))
            if sum(by_size[size].values()) > options.patience:
                break
        total = {size: round(sum(seconds.values()), 2) for size, seconds in by_size.items()}
        grown = [each for each in exponents(by_size, options.least) if each[1] > MOST]
        worst += bool(grown)
        told = ", ".join(f"{stage} ^{exponent:.2f} {seconds:.2f}s" for stage, exponent, seconds in grown)
        print(f"{'NOT LINEAR' if grown else 'linear':<10} {family:<28} {total} {told}", flush=True)
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
