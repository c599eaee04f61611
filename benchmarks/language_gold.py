"""The language gold, and its half that nothing is fitted on: for the fitting, the benchmark and the gate."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

# langdetect's languages, with Chinese as one: what most collections hold.
CORE = frozenset(
    "af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr ne nl no "
    "pa pl pt ro ru sk sl so sq sv sw ta te th tl tr uk ur vi zh".split()
)


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))[:24]


def is_fitted(text: str, swap: bool = False) -> bool:
    """Tell the half that is fitted on by the text's first letters: its copies fall on the same side."""
    return (hashlib.sha256(key(text).encode()).digest()[0] % 2 == 0) != swap
