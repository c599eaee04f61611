"""Pairs kept from the run before beside those found anew: together those that are found over all."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_shards_keys import ledger

from docsieve.ledger import Ledger, Mapped, Terms, part_name, write_pairs
from docsieve.repeats import Sketch, by_age, likely, likely_pairs
from docsieve.shards import pairing
from docsieve.shards.pairing import ID, Keyring, keys_of, pair_table, pairs_again

TERMS = Terms("", "", "", "", "", {})
Documents = Mapping[str, tuple[int, frozenset[int]]]
"""By id the age of each document, and its keys."""

DOCUMENT = st.tuples(st.integers(0, 3), st.frozensets(st.integers(0, 9), max_size=5))
CORPUS = st.dictionaries(st.sampled_from([f"{n:032x}" for n in range(12)]), DOCUMENT, max_size=12)


def sketches(documents: Documents) -> list[Sketch]:
    return [
        Sketch(key, key, "site", (date.max, datetime.max, f"{age} {key}"),
               np.array(sorted(keys), np.uint64), 0, b"")
        for key, (age, keys) in sorted(documents.items())
    ]  # fmt: skip


def written(folder: Path, documents: Documents) -> Ledger:
    """A ledger in two parts, of which the second may be empty."""
    folder.mkdir()
    lists = [sorted(keys) for _, (_, keys) in sorted(documents.items())]
    ledger(folder, [lists[:5], lists[5:]])
    return Ledger(folder, TERMS, 2)


def ids_of(documents: Documents) -> np.ndarray:
    return np.array(sorted(documents), ID)


@settings(max_examples=150, deadline=None)
@given(CORPUS, CORPUS, st.sampled_from((1, 1_000)))
def test_pairs_are_those_found_over_all(then: Documents, now: Documents, at_a_time: int) -> None:
    now = {key: then[key] if key in then and int(key, 16) % 3 else each for key, each in now.items()}
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(likely, "FIRSTS", 2)
        patched.setattr(likely, "LARGE", 4)
        patched.setattr(likely, "MOST_COMPARED", 2)
        patched.setattr(pairing, "KEYS_AT_A_TIME", at_a_time)
        before = written(Path(folder) / "then", then)
        known = likely_pairs(sketches(then))
        write_pairs(before.folder, pair_table(known, ids_of(then)))
        parts = written(Path(folder) / "now", now)
        tables = [Mapped.at(parts.folder / part_name(number)) for number in range(2)]
        came = np.array([then.get(key) != each for key, each in sorted(now.items())], bool)
        went = np.array([now.get(key) != each for key, each in sorted(then.items())], bool)
        gone = keys_of([before.part(number, ["keys"]) for number in range(2)], went)
        made = sketches(now)
        found = pairs_again(made, by_age(made), Keyring(ids_of(now), tables, came, gone), before)

        assert found == likely_pairs(made)


def test_only_documents_that_share_a_key_with_a_new_one_are_paired_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    then: Documents = {f"{n:032x}": (0, frozenset({n // 2})) for n in range(6)}
    now: Documents = {**then, f"{9:032x}": (1, frozenset({2}))}
    before = written(tmp_path / "then", then)
    write_pairs(before.folder, pair_table(likely_pairs(sketches(then)), ids_of(then)))
    parts = written(tmp_path / "now", now)
    seen: list[int] = []

    def told(some: list[Sketch], keyed: likely.Keyed) -> list[tuple[int, int]]:
        carriers = list(keyed.carriers)
        seen.extend(place for _, places in carriers for place in places.tolist())
        return likely_pairs(some, likely.Keyed(keyed.ordered, carriers))

    monkeypatch.setattr(pairing, "likely_pairs", told)
    tables = [Mapped.at(parts.folder / part_name(number)) for number in range(2)]
    came, made = np.array([False] * 6 + [True]), sketches(now)
    ring = Keyring(ids_of(now), tables, came, np.zeros(0, np.uint64))

    assert pairs_again(made, by_age(made), ring, before) == [(0, 1), (2, 3), (4, 5), (4, 6), (5, 6)]
    assert sorted(seen) == [4, 5, 6]
