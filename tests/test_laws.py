"""Every law of every room, on inputs made to break it and on what fuzzing once found.

benchmarks/reliability/fuzz.py lets coverage lead the same laws through tens of thousands of inputs.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks" / "reliability"))

from adversaries import FAMILIES, mixed  # noqa: E402
from hostile import bytes_of_files  # noqa: E402
from laws import LAWS, PACKINGS  # noqa: E402

from docsieve.segment import segment  # noqa: E402

CASES: list[dict[str, Any]] = json.loads((PROJECT / "tests" / "cases" / "laws.json").read_text("utf-8"))
LONGEST = 1_500
OF_A_TEXT = ("segmenting", "repairing", "dating", "judging", "signing")

HOSTILE = {name: data[:LONGEST] for name, (data, _) in bytes_of_files().items()}
GROWN = {name: grow(300).encode("utf-8", "ignore") for name, grow in FAMILIES.items()}
DRAWN = {str(seed): mixed(seed)[1](600).encode("utf-8", "ignore") for seed in range(0, 200, 5)}


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_what_fuzzing_found_keeps_its_law(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["bytes"]) if "bytes" in case else case["given"].encode()

    LAWS[case["law"]](data)


@pytest.mark.parametrize("law", sorted(LAWS))
@pytest.mark.parametrize("name", sorted(HOSTILE)[::3])
def test_hostile_files(law: str, name: str) -> None:
    LAWS[law](HOSTILE[name])


@pytest.mark.parametrize("law", OF_A_TEXT)
@pytest.mark.parametrize("name", sorted(GROWN)[::4])
def test_texts_that_say_one_thing_again_and_again(law: str, name: str) -> None:
    LAWS[law](GROWN[name])


@pytest.mark.parametrize("name", DRAWN)
def test_texts_drawn_by_lot(name: str) -> None:
    for law in OF_A_TEXT:
        LAWS[law](DRAWN[name])


@pytest.mark.parametrize("packing", range(len(PACKINGS)))
def test_containers_of_hostile_content(packing: int) -> None:
    for content in (
        b'{"text": "A lamp."}\nx\n{"text": 5}',
        b"\xff\xfe\x00",
        b"",
        b"WARC/1.0\r\n\r\n",
        b"[" * 900,
    ):
        for kind in (packing, 128 + (packing - 128) % len(PACKINGS)):
            LAWS["containers"](bytes([kind]) + content)


def test_a_law_that_is_broken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laws.segment", lambda text: segment(text)[:-1])

    with pytest.raises(AssertionError):
        LAWS["segmenting"](b"One line.\n\nAnother line.\n")
