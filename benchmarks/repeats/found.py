"""How many of the planted repeats are found, how many of the found were planted, and what it costs.

    uv run benchmarks/repeats/found.py --documents 2000

prints both tables; they stand in docs/repeats.md. Times are processor seconds of one core.
"""

import argparse
import sys
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))  # scripts, no package

from planted import Corpus, Planted, corpus

from docsieve.model import (
    Finding,
    Guess,
    Judged,
    Label,
    LabelledBlock,
    Metadata,
    Prepared,
    RawDocument,
    Repaired,
    Repeat,
)
from docsieve.repeats import (
    Sketch,
    across,
    compare,
    copies,
    fingerprint,
    fingerprints,
    likely_pairs,
    quoted,
    repeats,
    sketch,
    tokens,
)
from docsieve.segment import segment

LEAST_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind and change: planted, found of them, told in all (for the kind)."""

    kind: str
    change: str
    planted: int
    found: int
    told: int | None = None
    right: int | None = None


def prepare(source: str, text: str) -> Prepared:
    site = source.partition("/")[0]
    raw = RawDocument(source, source, site, f"{source} {fingerprint(text)}", text, "utf-8", "made")
    blocks = segment(text)
    lines = [" ".join(block.text.split("\n")) for block in blocks]
    words = tokens(lines)
    repaired = tuple(map(Repaired, lines))
    return Prepared(raw, blocks, repaired, (Guess(),) * len(blocks), fingerprints(words), copies(words))


def judge(document: Prepared, day: date | None) -> Judged:
    """Take out what repeats an earlier block, and keep all else: the other rules are not measured here."""
    blocks = tuple(label(document, n, copy) for n, copy in enumerate(document.copies))
    return Judged(document.raw, blocks, "", Guess(), (), Metadata(published_on=day), ())


def label(document: Prepared, n: int, copy: tuple[int, float] | None) -> LabelledBlock:
    return LabelledBlock(
        block=document.blocks[n],
        repaired=document.repaired[n],
        guess=document.guesses[n],
        fingerprint=document.fingerprints[n],
        kept=copy is None,
        label=Label.DUPLICATE if copy else Label.PARAGRAPH,
        finding=Finding("earlier_copy", copy[1], 0.7) if copy else None,
        duplicate_of=copy[0] if copy else None,
    )


def judged(made: Corpus) -> list[Judged]:
    return [judge(prepare(source, text), day) for source, day, text in made.pages]


def score(planted: Sequence[Planted], rows: Sequence[Repeat]) -> Iterator[Found]:
    """Count for each kind, and for each change of it; a row is right where it names a planted repeat."""
    for kind in ("duplicate", "quotation", "near_duplicate"):
        ours = [each for each in planted if each.kind == kind]
        told = [row for row in rows if row.kind == kind]
        by_pair: dict[tuple[str, str], list[Repeat]] = {}
        for row in told:
            by_pair.setdefault((row.document_id, row.first_document_id), []).append(row)
        met = {
            each: [row for row in by_pair.get((each.source, each.first_source), []) if _is(row, each)]
            for each in ours
        }
        right = {id(row) for rows in met.values() for row in rows}
        yield Found(kind, "all", len(ours), sum(map(bool, met.values())), len(told), len(right))
        for change in sorted({each.change for each in ours}):
            same = [each for each in ours if each.change == change]
            yield Found(kind, change, len(same), sum(bool(met[each]) for each in same))


def _is(row: Repeat, planted: Planted) -> bool:
    if planted.kind == "near_duplicate":
        return True
    common = min(row.end, planted.end) - max(row.start, planted.start)
    return common >= LEAST_OVERLAP * (max(row.end, planted.end) - min(row.start, planted.start))


def shares(found: Found) -> tuple[float | None, float]:
    """Precision (of a kind as a whole) and recall."""
    precision = found.right / found.told if found.told and found.right is not None else None
    return precision, found.found / max(found.planted, 1)


def quality(made: Corpus) -> list[str]:
    documents = judged(made)
    rows = repeats(documents, [sketch(document) for document in documents])
    lines = ["| kind | change | planted | recall | precision |", "|---|---|---|---|---|"]
    for found in score(made.planted, rows):
        precision, recall = shares(found)
        told = f"{precision:.4f}" if precision is not None else ""
        lines.append(f"| {found.kind} | {found.change} | {found.planted} | {recall:.4f} | {told} |")
    return lines


def cost(made: Corpus) -> list[str]:
    """What a document costs, step by step."""
    texts = [[block.text for block in segment(text)] for _, _, text in made.pages]
    seconds: dict[str, float] = {}

    def timed(name: str, began: float) -> None:
        seconds[name] = (process_time() - began) / len(texts) * 1000

    began = process_time()
    words = [tokens(blocks) for blocks in texts]
    timed("words hashed", began)
    began = process_time()
    for each in words:
        fingerprints(each)
    timed("fingerprints", began)
    began = process_time()
    for each in words:
        copies(each)
    timed("copies within", began)
    del words
    documents = judged(made)
    began = process_time()
    contributed = [quoted(document) for document in documents]
    timed("quoted (words hashed again, seeds, MinHash, places)", began)
    sketches = [each for each, _ in contributed]
    began = process_time()
    pairs = likely_pairs(sketches)
    timed("group-by", began)
    compared = partial(compare, open_=lambda at: contributed[at][1])
    began = process_time()
    _, known = across(sketches, compared, {})
    timed("group-by, comparisons and rows", began)
    began = process_time()
    across(sketches, compared, known)
    timed("the same where all comparisons are known", began)
    lines = [f"| {name} | {each:.3f} |" for name, each in seconds.items()]
    characters = sum(len(text) for _, _, text in made.pages) / len(texts)
    lines.append(f"| pairs compared, a document | {len(pairs) / len(texts):.2f} |")
    lines.append(f"| characters, a document | {characters:,.0f} |")
    lines += [f"| {name} | {size:,.0f} |" for name, size in memory(sketches).items()]
    return ["| step | ms a document |", "|---|---|", *lines]


def memory(sketches: Sequence[Sketch]) -> dict[str, float]:
    held = sum(each.keys.nbytes for each in sketches) / len(sketches)
    tracemalloc.start()
    likely_pairs(sketches)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "bytes of a sketch's keys": held,
        "bytes of the group-by at its peak, a document": peak / len(sketches),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    made = corpus(given.documents, given.seed)
    print(f"{len(made.pages):,} documents, seed {given.seed}\n", *quality(made), "", *cost(made), sep="\n")


if __name__ == "__main__":
    main()
