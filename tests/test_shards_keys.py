"""Keys on the disk: every key once, all that carry it together, and the same pairs as from memory."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsieve.ledger import LEDGER, listed, write_part
from docsieve.repeats import Keyed, Sketch, by_age, likely_pairs
from docsieve.shards import keys as room
from docsieve.shards.keys import carriers_in, sort_keys

LARGEST = 2**64 - 1
KEYS = st.lists(st.sampled_from((0, 7, 1 << 54, (1 << 54) - 1, 1 << 63, LARGEST)) | st.integers(0, LARGEST))
PARTS = st.lists(st.lists(KEYS.map(lambda each: sorted(set(each))), max_size=4), min_size=1, max_size=4)


def ledger(folder: Path, parts: list[list[list[int]]]) -> None:
    """Write parts of a ledger in which nothing but the keys is told."""
    for number, lists in enumerate(parts):
        columns = {name: pa.nulls(len(lists), LEDGER.field(name).type) for name in LEDGER.names}
        columns["keys"] = listed([np.array(each, np.uint64) for each in lists], LEDGER.field("keys").type)
        write_part(folder, number, pa.table(columns, schema=LEDGER))


@settings(max_examples=60, deadline=None)
@given(PARTS, st.sampled_from((1, 3, 1_000)))
def test_every_key_comes_once_with_all_that_carry_it(parts: list[list[list[int]]], at_a_time: int) -> None:
    documents = [keys for lists in parts for keys in lists]
    ages = [(date.max, datetime.max, f"{n:06}") for n in range(len(documents))]
    sketches = [
        Sketch(str(n), str(n), "site", ages[n], np.array(keys, np.uint64), 0, b"")
        for n, keys in enumerate(documents)
    ]
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "KEYS_AT_A_TIME", at_a_time)
        folder = Path(place)
        ledger(folder, parts)
        halves = (range(len(parts))[: len(parts) // 2], range(len(parts))[len(parts) // 2 :])
        together = [each for each in halves if each]
        sorted_parts = [sort_keys(folder, each, folder, number) for number, each in enumerate(together)]
        carriers = list(carriers_in(folder, sorted_parts))

    seen = [set(keys.tolist()) for keys, _ in carriers]
    assert sum(map(len, seen)) == len(set().union(*seen))
    assert Counter(
        pair for keys, places in carriers for pair in zip(keys.tolist(), places.tolist(), strict=True)
    ) == Counter((key, n) for n, keys in enumerate(documents) for key in keys)
    assert likely_pairs(sketches, Keyed(by_age(sketches), carriers)) == likely_pairs(sketches)


def test_keys_are_given_some_at_a_time(tmp_path: Path) -> None:
    ledger(tmp_path, [[list(range(0, LARGEST, LARGEST // 5_000))]])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "KEYS_AT_A_TIME", 1_000)
        sizes = [len(keys) for keys, _ in carriers_in(tmp_path, [sort_keys(tmp_path, [0], tmp_path, 0)])]

    assert 4 <= len(sizes) <= 7
    assert max(sizes) <= 1_010
