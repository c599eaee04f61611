"""Fuzzing led by coverage: inputs that reach new code are kept and changed further; `laws.py` judges them.

    uv run --group dev --group fuzz benchmarks/reliability/fuzz.py [--share 1.0] [--seed 1] [TARGET ...]

Each target has a process of its own and a number of executions, times `--share`. It starts from the texts
made for the other tests, and from what an earlier call left in `--corpus`. Prints a line of JSON a target;
an input that breaks a law is kept in `--found`, and the exit status is 1. It belongs, made small, into
`tests/cases/laws.json`, where every test run holds it to its law.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))

EXECUTIONS = {
    "segmenting": 60_000,
    "repairing": 40_000,
    "sidecar": 40_000,
    "dating": 40_000,
    "containers": 15_000,
    "reading": 15_000,
    "judging": 6_000,
    "signing": 10_000,
}
LONGEST = 1_500
"""Bytes of an input: rules look a few lines around themselves, and long ones are slow."""

SLOWEST_SECONDS = 60


def seeds(target: str) -> Iterator[bytes]:
    """What to begin with: hostile texts and lines that rules speak to."""
    from adversaries import FAMILIES, mixed
    from hostile import bytes_of_files

    made = [data[:LONGEST] for data, _ in bytes_of_files().values()]
    made += [grow(200).encode("utf-8", "ignore") for grow in FAMILIES.values()]
    made += [mixed(seed)[1](600).encode("utf-8", "ignore") for seed in range(60)]
    made += [path.read_bytes()[:LONGEST] for path in sorted((PROJECT / "raw").rglob("*.txt"))]
    if target == "sidecar":
        made = [b'{"url": "https://a.example/b", "site": "a", "scraped_at": "2024-01-31T12:00:00Z"}']
    if target == "containers":
        lines = (
            b'{"text": "We ask.", "id": 1}\n{"text": "We ask again.", "id": "b", "url": "http://a.example"}'
        )
        wet = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 7\r\n\r\nWe ask.\r\n\r\n"
        made = [bytes([kind]) + data for kind in range(256) for data in (lines, wet)]
    yield from made


def words() -> Iterator[bytes]:
    """What libFuzzer may put in: each piece and line of the adversaries."""
    from adversaries import LINES, PIECES

    for piece in (*PIECES.values(), *LINES):
        data = piece.encode("utf-8", "ignore")
        if data:
            yield b'"%b"' % b"".join(b"\\x%02x" % byte for byte in data)


def begin(target: str, corpus: Path) -> None:
    """Write seeds and dictionary."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (corpus / f"seed-{number:04d}").write_bytes(data)
    corpus.with_suffix(".dict").write_bytes(b"\n".join(words()) + b"\n")


def fuzz(target: str, arguments: list[str]) -> None:
    """Fuzz one target in this process; libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["docsieve"]):
        from laws import LAWS
    # The tables' classes and the language engines load with the first text, and are not what is looked at.
    LAWS[target](b"Letter\n\n14 May 2018\n\nWe ask.\n\nSigned by:\n\nAda Elm (Spain)\n")
    atheris.Setup([sys.argv[0], *arguments], LAWS[target])
    atheris.Fuzz()


def run(target: str, executions: int, seed: int, corpus: Path, found: Path) -> bool:
    """Fuzz one target in a process of its own and print what came of it; whether all laws held."""
    begin(target, corpus)
    found.mkdir(parents=True, exist_ok=True)
    options = (
        f"-runs={executions}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST_SECONDS}",
        f"-dict={corpus.with_suffix('.dict')}",
        f"-artifact_prefix={found}/{target}-",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    )
    began = time.monotonic()
    command = (sys.executable, __file__, "--one", target, *options, str(corpus))
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = done.stdout + done.stderr
    figures = {name: int(number) for name, number in re.findall(r"stat::(\w+):\s+(\d+)", said)}
    coverage = re.findall(r" cov: (\d+) ft: (\d+) corp: (\d+)", said)
    print(
        json.dumps({
            "target": target,
            "seed": seed,
            "executions": figures.get("number_of_executed_units"),
            "branches": int(coverage[-1][0]) if coverage else None,
            "inputs_kept": int(coverage[-1][2]) if coverage else None,
            "slowest_seconds": figures.get("slowest_unit_time_sec"),
            "peak_mb": figures.get("peak_rss_mb"),
            "seconds": round(time.monotonic() - began),
            "held": done.returncode == 0,
        }),
        flush=True,
    )  # fmt: skip
    if done.returncode:
        print("\n".join(said.splitlines()[-60:]), file=sys.stderr)
    return done.returncode == 0


def main() -> int:
    """Fuzz the targets asked for, or all."""
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], sys.argv[3:])
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("targets", nargs="*")
    made.add_argument("--share", type=float, default=1.0, help="of the executions that each target has")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "docsieve-fuzz")
    made.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "docsieve-fuzz" / "found")
    options = made.parse_args()
    held = [
        run(name, int(EXECUTIONS[name] * options.share), options.seed, options.corpus / name, options.found)
        for name in options.targets or EXECUTIONS
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
