"""What others do on the same corpus, each in an environment of its own: `run.py` calls it.

    uv run --isolated --no-project --with langdetect==1.0.9 benchmarks/speed/peers.py langdetect FOLDER WARM

Prints the same line of JSON as `ways.py`. Imports nothing of docsieve.
"""

import argparse
import gzip
import json
import resource
import shutil
import subprocess
import sys
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


def datatrove_whole(folder: Path) -> int:
    """Languages, C4's and Gopher's rules, repeated sentences, near-duplicates by MinHash, and Parquet.

    Its own filter for languages loads a model from elsewhere; here langdetect says them, which it brings
    no code for. No filter removes a document: the rules are asked, and each document goes on.
    """
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.dedup.sentence_dedup import (
        SentDedupConfig,
        SentenceDedupFilter,
        SentenceDedupSignature,
        SentenceFindDedups,
    )
    from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, GopherRepetitionFilter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter, ParquetWriter
    from langdetect import DetectorFactory, detect

    DetectorFactory.seed = 0
    rules = [C4QualityFilter(filter_no_terminal_punct=False), GopherQualityFilter(), GopherRepetitionFilter()]

    def read(_data: Any = None, _rank: int = 0, _world: int = 1) -> Iterator[Any]:
        for source, text in texts(folder):
            yield Document(text=text, id=source, metadata={"language": detect(text)})

    def asked(data: Iterator[Any], _rank: int = 0, _world: int = 1) -> Iterator[Any]:
        for document in data:
            text = document.text
            for rule in rules:
                rule.filter(document)
            document.text = text  # C4's rules take lines out; ours compares what the same texts cost
            yield document

    config = SentDedupConfig(n_sentences=3, min_doc_words=1, min_num_sentences=1)
    with tempfile.TemporaryDirectory() as scratch:
        steps: list[list[Any]] = [
            [read, asked, JsonlWriter(f"{scratch}/read")],
            [JsonlReader(f"{scratch}/read"), SentenceDedupSignature(f"{scratch}/s", config=config)],
            [SentenceFindDedups(f"{scratch}/s", f"{scratch}/found", config=config)],
            [
                JsonlReader(f"{scratch}/read"),
                SentenceDedupFilter(f"{scratch}/found", config=config),
                JsonlWriter(f"{scratch}/once"),
            ],
            [JsonlReader(f"{scratch}/once"), MinhashDedupSignature(f"{scratch}/m")],
            [MinhashDedupBuckets(f"{scratch}/m", f"{scratch}/b")],
            [MinhashDedupCluster(f"{scratch}/b", f"{scratch}/gone")],
            [
                JsonlReader(f"{scratch}/once"),
                MinhashDedupFilter(f"{scratch}/gone"),
                ParquetWriter(f"{scratch}/out"),
            ],
        ]
        for number, step in enumerate(steps):
            tasks = MinhashConfig().num_buckets if isinstance(step[0], MinhashDedupBuckets) else 1
            LocalPipelineExecutor(step, tasks=tasks, workers=1, logging_dir=f"{scratch}/logs/{number}").run()
    return sum(1 for _ in texts(folder))


def dolma(folder: Path) -> int:
    """C4's rules, CLD2 of documents and paragraphs, repeated paragraphs by a Bloom filter, and the mix."""
    with tempfile.TemporaryDirectory() as scratch:
        documents = Path(scratch) / "documents"
        documents.mkdir()
        with gzip.open(documents / "all.json.gz", "wt", encoding="utf-8") as file:
            for source, text in texts(folder):
                told = {"id": source, "text": text, "source": "made", "added": "2026-11-01T00:00:00.000Z"}
                file.write(json.dumps(told) + "\n")
        path = f"{documents}/*.gz"
        _dolma("tag", "--documents", path, "--taggers", "c4_v2", "cld2_doc_v2", "cld2_paragraph_v2",
               "--experiment", "rules", "--processes", "1")  # fmt: skip
        config = Path(scratch) / "config.json"
        bloom = {
            "file": f"{scratch}/bloom",
            "read_only": False,
            "estimated_doc_count": 60 * DOCUMENTS_AT_MOST,
            "desired_false_positive_rate": 0.0001,
        }
        dedupe = {"name": "repeated", "paragraphs": {"attribute_name": "repeated"}, "skip_empty": True}
        config.write_text(
            json.dumps({"documents": [path], "dedupe": dedupe, "bloom_filter": bloom, "processes": 1})
        )
        _dolma("-c", str(config), "dedupe")
        replaced = {"span": "$.attributes.repeated", "min_score": 0.5, "replacement": ""}
        output = {"path": f"{scratch}/out", "max_size_in_bytes": 1 << 30}
        stream = {
            "name": "made",
            "documents": [path],
            "attributes": ["rules", "repeated"],
            "span_replacement": [replaced],
            "output": output,
        }
        config.write_text(json.dumps({"streams": [stream], "processes": 1}))
        _dolma("-c", str(config), "mix")
        return sum(1 for _ in texts(folder))


def _dolma(*arguments: str) -> None:
    beside = str(Path(sys.executable).with_name("dolma"))
    subprocess.run([shutil.which("dolma") or beside, *arguments], check=True, stdout=subprocess.DEVNULL)


DOCUMENTS_AT_MOST = 50_000

PEERS: dict[str, Callable[[Path], int]] = {
    "langdetect": langdetect,
    "datatrove": datatrove,
    "datatrove_whole": datatrove_whole,
    "dolma": dolma,
}


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
