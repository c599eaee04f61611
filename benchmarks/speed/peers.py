"""What others do on the same corpus, each in an environment of its own: `run.py` calls it.

    uv run --isolated --no-project --with langdetect==1.0.9 benchmarks/speed/peers.py langdetect FOLDER WARM

Prints the same line of JSON as `ways.py`. Imports nothing of docsieve.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.txt")):
        yield str(path), path.read_text("utf-8")


def langdetect(folder: Path) -> int:
    """The language of each document, and nothing else."""
    from langdetect import DetectorFactory, detect

    DetectorFactory.seed = 0
    return sum(1 for _, text in texts(folder) if detect(text))


def datatrove(folder: Path) -> int:
    """Lines that stand elsewhere in the corpus are taken out (spans of one line), and nothing else."""
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup.sentence_dedup import (
        SentDedupConfig,
        SentenceDedupFilter,
        SentenceDedupSignature,
        SentenceFindDedups,
    )
    from datatrove.pipeline.writers import JsonlWriter

    def read(_data: Any = None, _rank: int = 0, _world: int = 1) -> Iterator[Any]:
        for source, text in texts(folder):
            yield Document(text=text, id=source)

    config = SentDedupConfig(n_sentences=1, split_sentences=False, min_doc_words=1, min_num_sentences=1)
    with tempfile.TemporaryDirectory() as scratch:
        steps: list[list[Any]] = [
            [read, SentenceDedupSignature(f"{scratch}/signatures", config=config)],
            [SentenceFindDedups(f"{scratch}/signatures", f"{scratch}/found", config=config)],
            [read, SentenceDedupFilter(f"{scratch}/found", config=config), JsonlWriter(f"{scratch}/out")],
        ]
        for number, step in enumerate(steps):
            LocalPipelineExecutor(step, tasks=1, workers=1, logging_dir=f"{scratch}/logs/{number}").run()
    return sum(1 for _ in texts(folder))


PEERS: dict[str, Callable[[Path], int]] = {"langdetect": langdetect, "datatrove": datatrove}


def seconds() -> float:
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in of)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("warm", type=Path, help="a few other documents, gone through before")
    options = parser.parse_args()
    PEERS[options.peer](options.warm)  # imports, and whatever it loads first
    before, began = seconds(), time.perf_counter()
    documents = PEERS[options.peer](options.folder)
    told = {
        "documents": documents,
        "own": seconds() - before,
        "others": 0.0,
        "wall": time.perf_counter() - began,
    }
    print(json.dumps({**told, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
