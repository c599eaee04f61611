"""Repeats: what stands twice in a document, and what stood first in another."""

import sys
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import judged, prepared

from docsieve.model import Judged, Label, Repeat
from docsieve.pipeline import across
from docsieve.repeats import (
    carried,
    copies,
    evidence,
    fingerprint,
    likely,
    likely_pairs,
    tokens,
    trace,
    words,
)
from docsieve.repeats.fingerprints import resemblance, shingles
from docsieve.repeats.keys import SEED_WORDS, WINDOW, seeds
from docsieve.repeats.likely import FIRSTS, MOST_COMPARED, Sketch
from docsieve.repeats.likeness import likeness

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks" / "repeats"))  # the planted corpus is the benchmark's: scripts

import found  # noqa: E402
import invented  # noqa: E402
from planted import corpus  # noqa: E402

LAMP = (
    "The lamp of Eastport was lit again on the first day of spring, after three winters in which every "
    "crew of the northern coast had to find the harbour mouth by the sound of the bell alone."
)
OIL = (
    "The council had promised oil for the lamp three times, and three times the barrel that came from the "
    "mainland was found to hold nothing but rain water and one surprised crab, which was set free."
)
BELL = (
    "Without the bell of the salt hall, rung by hand through every foggy night by whoever lived nearest, "
    "half of the boats that now lie in the harbour would be lying on the stones in front of it."
)


CRAB = (
    "Whoever finds the crab is asked to bring it to the office of the harbour master, where a bucket with "
    "sea water, a plank to climb on and a letter of apology signed by all members of the council wait for it."
)


def test_a_second_copy_names_the_first() -> None:
    assert copies(tokens([LAMP, OIL, LAMP])) == (None, None, (0, 1.0))


def test_a_third_copy_names_the_first() -> None:
    assert copies(tokens([LAMP, LAMP, OIL, LAMP])) == (None, (0, 1.0), None, (0, 1.0))


def test_a_copy_with_a_changed_word_is_a_copy() -> None:
    found = copies(tokens([LAMP, LAMP.replace("sound", "noise")]))[1]

    assert found is not None
    assert found[0] == 0
    assert 0.7 < found[1] < 1


def test_short_lines_are_copies_only_inside_a_repeated_run() -> None:
    section = ["What we saw", LAMP, "We ask for oil.", OIL]

    found = copies(tokens([*section, "We ask for oil.", *section]))

    assert found == (None, None, None, None, None, (0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0))


def test_a_short_line_with_a_changed_word_is_a_copy_inside_a_run() -> None:
    section = [LAMP, "We ask the council for oil today.", OIL]
    found = copies(tokens([*section, *(line.replace("today", "now") for line in section)]))

    assert [copy and copy[0] for copy in found] == [None, None, None, 0, 1, 2]


def test_another_line_in_the_same_place_is_no_copy() -> None:
    found = copies(tokens([LAMP, "We ask for oil.", OIL, LAMP, "They send rain.", OIL]))

    assert [copy and copy[0] for copy in found] == [None, None, None, 0, None, 2]


def test_a_copy_cut_into_other_lines_is_a_copy() -> None:
    lines = [" ".join(LAMP.split()[at : at + 7]) for at in range(0, len(LAMP.split()), 7)]

    found = copies(tokens([LAMP, OIL, *lines]))

    assert found[2:] == ((0, 1.0),) * len(lines)


def test_a_chorus_of_short_lines_is_no_copy() -> None:
    chorus = [f"{line}, and the bell rings on" for line in ("Light the lamp tonight", "Bring the oil along",
              "Row the boats ashore", "Sing us home again")]  # fmt: skip

    assert copies(tokens([*chorus, LAMP, *chorus])) == (None,) * 9


PLACES = (
    ("Eastport", "lamp", "spring"),
    ("Gullhaven", "sea wall", "summer"),
    ("Saltby", "long pier", "winter"),
)


def test_demands_that_begin_and_end_alike_are_no_copies() -> None:
    demands = [
        f"We call on the council of {place} to repair the {thing}, to pay those who keep it, "
        f"and to answer this letter before the end of the {season}, as the law of the harbour asks of all."
        for place, thing, season in PLACES
    ]

    assert copies(tokens(demands)) == (None, None, None)


@pytest.mark.parametrize("script", ["han", "kana", "thai", "khmer", "lao", "burmese"])
def test_scripts_without_spaces_are_cut_into_characters(script: str) -> None:
    spoken, random = invented.language(script, 5), Random(script)
    text = "".join(word for _ in range(5) for word in invented.sentence(spoken, random))

    assert set(map(len, words(text))) == {1}
    assert copies(tokens([text, text])) == (None, (0, 1.0))
    assert copies(tokens([text[:35], text[:35]])) == (None, None)


def test_a_section_printed_twice_is_one_repeat() -> None:
    section = f"What we saw\n\n{LAMP}\n\nWe ask the council for oil today.\n\n{OIL}"
    (document,) = judged(f"{section}\n\n{BELL}\n\n{section.replace('surprised', 'drowsy')}")
    text = document.raw.text

    (found,) = across([document])

    assert found.kind == "duplicate"
    assert (found.position, found.last_position, found.first_position) == (5, 8, 0)
    assert text[found.start : found.end] == section.replace("surprised", "drowsy")
    assert text[found.first_start : found.first_end] == section
    assert 0.8 < found.similarity < 1


def _dated(document: Judged, day: date | None) -> Judged:
    return replace(document, metadata=replace(document.metadata, published_on=day))


def test_a_quotation_names_the_earlier_document() -> None:
    letter, answer = judged(f"Letter\n\n{LAMP}\n\n{OIL}", f"Answer\n\nThe keepers wrote: {LAMP}\n\n{BELL}")
    documents = (_dated(letter, date(2021, 3, 2)), _dated(answer, date(2021, 3, 1)))

    (found,) = across(documents)

    assert found.kind == "quotation"
    assert (found.document_id, found.first_document_id) == ("site0/0.txt", "site1/1.txt")
    assert found.similarity == 1
    for document, start, end in (
        (letter, found.start, found.end),
        (answer, found.first_start, found.first_end),
    ):
        assert document.raw.text[start:end] == LAMP.removesuffix(".")


def test_undated_documents_come_after_dated_ones() -> None:
    undated, dated = judged(f"Answer\n\n{LAMP}\n\n{BELL}", f"Letter\n\n{LAMP}\n\n{OIL}")

    rows = across((_dated(undated, None), _dated(dated, date(2021, 3, 2))))

    assert {row.first_document_id for row in rows} == {"site1/1.txt"}


def test_an_amended_version_is_a_near_duplicate() -> None:
    first, amended = judged(
        f"Letter\n\n{LAMP}\n\n{OIL}\n\n{BELL}", f"Letter, amended\n\n{LAMP}\n\n{OIL}\n\n{BELL} We agree."
    )

    kinds = {row.kind for row in across((first, amended))}

    assert kinds == {"near_duplicate"}


def test_a_passage_over_several_blocks_is_one_quotation() -> None:
    passage = f"{LAMP}\n\n{OIL}"
    first, later = judged(
        f"Letter\n\n{passage}\n\n{CRAB}", f"Answer\n\n{BELL}\n\n{passage}\n\nThat is how it was."
    )

    (found,) = [row for row in across((first, later)) if row.kind == "quotation"]

    assert later.raw.text[found.start : found.end] == passage.removesuffix(".")
    assert (found.position, found.last_position, found.first_position) == (2, 3, 1)


def test_versions_quote_nothing_from_each_other() -> None:
    body = f"{LAMP}\n\n{OIL}\n\n{BELL}"
    rows = across(judged(*(f"Letter {n}\n\n{body} {n}" for n in range(4))))

    assert [(row.kind, row.first_document_id) for row in rows] == [("near_duplicate", "site0/0.txt")] * 3


FAMILIES = ("Sol", "Marrek", "Vela", "Quist", "Obrin", "Tallow")


def test_two_letters_are_not_alike_for_having_the_same_signatories() -> None:
    names = "\n".join(f"{name} {family} (Portugal)" for name in ("Mira", "Odo") for family in FAMILIES)
    one, other = judged(f"One\n\n{LAMP}\n\nSigned by:\n\n{names}", f"Two\n\n{OIL}\n\nSigned by:\n\n{names}")

    assert any(block.label is Label.SIGNATURE for block in one.blocks)
    assert across((one, other)) == ()


def test_documents_on_the_same_subject_are_no_repeats() -> None:
    assert across(judged(f"One\n\n{LAMP}", f"Two\n\n{OIL}", f"Three\n\n{BELL}")) == ()


@given(st.permutations([f"A\n\n{LAMP}", f"B\n\n{LAMP}\n\n{OIL}", f"C\n\n{OIL} Indeed.", f"D\n\n{BELL}"]))
def test_the_order_of_arrival_does_not_count(order: list[str]) -> None:
    documents = judged(f"A\n\n{LAMP}", f"B\n\n{LAMP}\n\n{OIL}", f"C\n\n{OIL} Indeed.", f"D\n\n{BELL}")
    by_text = {document.raw.text: document for document in documents}

    assert across([by_text[text] for text in order]) == across(documents)


def test_the_evidence_of_a_document_changes_only_with_the_counts_it_asks_for() -> None:
    one, other = prepared(LAMP, "east/1.txt"), prepared(f"{LAMP}\n\n{OIL}", "east/2.txt")
    elsewhere = prepared(f"{LAMP}\n\n{BELL}", "west/3.txt")
    alone, both, all_three = (
        carried([trace(document) for document in documents])
        for documents in ([one], [one, other], [one, other, elsewhere])
    )

    assert evidence(one, alone[0]) != evidence(one, both[0])
    assert evidence(one, both[0]) == evidence(one, all_three[0])
    assert evidence(other, both[1])[1].site_pages == 1


def _sketch(n: int, keys: list[int]) -> Sketch:
    age = (date.max, datetime.max, f"{n:06}")
    return Sketch(str(n), str(n), "site", age, np.array(keys, np.uint64), 0, str(n).encode())


def test_a_line_that_all_share_pairs_each_with_the_first_only() -> None:
    assert likely_pairs([_sketch(n, [7]) for n in range(10_000)]) == [(0, n) for n in range(1, 10_000)]


def test_a_document_is_compared_with_a_bounded_number_of_others() -> None:
    early = [_sketch(n, [n, 1000 + n % 3]) for n in range(100)]
    pairs = likely_pairs([*early, _sketch(100, list(range(100)))])

    assert len([pair for pair in pairs if pair[1] == 100]) == MOST_COMPARED
    assert all(first < later for first, later in pairs)


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=4).map(sorted), max_size=8))
def test_pairs_are_the_same_however_many_keys_are_sorted_at_a_time(keys: list[list[int]]) -> None:
    made = [_sketch(n, [*own, 7, 2**64 - 1][n % 3 :]) for n, own in enumerate(keys)]
    whole = likely_pairs(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(likely, "KEYS_AT_A_TIME", 2)

        assert likely_pairs(made) == whole


def test_few_documents_with_a_key_are_compared_with_the_few_first() -> None:
    assert likely_pairs([_sketch(n, [7]) for n in range(9)]) == [
        (first, later) for later in range(9) for first in range(min(later, FIRSTS))
    ]


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 2**32))
def test_twenty_words_in_a_row_always_share_a_seed(before: int, behind: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    common, left, right = (
        random.integers(0, 10**9, size) for size in (SEED_WORDS + WINDOW - 1, before, behind)
    )
    one = tokens([" ".join(map(str, [*left, *common, *right]))])
    other = tokens([" ".join(map(str, [*right, *common, *left]))])

    assert set(seeds(one)[0].tolist()) & set(seeds(other)[0].tolist())


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_likeness_is_the_longest_common_subsequence(left: list[int], right: list[int]) -> None:
    longest = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, word in enumerate(left):
        for j, other in enumerate(right):
            longest[i + 1][j + 1] = (
                longest[i][j] + 1 if word == other else max(longest[i][j + 1], longest[i + 1][j])
            )

    assert likeness(left, right) * (len(left) + len(right)) == pytest.approx(2 * longest[-1][-1])


@given(st.text(max_size=300), st.text(max_size=300))
def test_similarities_are_shares(left: str, right: str) -> None:
    a, b = (shingles(tokens([text])).hashes for text in (left, right))

    assert 0 <= resemblance(a, b) <= 1
    assert resemblance(a, a) == (1.0 if len(a) else 0.0)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_the_words_of_texts_are_theirs_wherever_they_stand(texts: list[str]) -> None:
    together = tokens(texts)
    alone = [tokens([text]).hashes.tolist() for text in texts]

    assert [together.hashes[a:b].tolist() for a, b in pairwise(together.bounds)] == alone
    assert [len(words(text)) for text in texts] == [len(each) for each in alone]


@given(
    st.lists(st.sampled_from(["lamp oil", "灯台 ", "a b c d e f g h i j", "ก", "\u200d", "12"]), max_size=60)
)
def test_copies_are_of_earlier_blocks(texts: list[str]) -> None:
    for position, copy in enumerate(copies(tokens(texts))):
        assert copy is None or (0 <= copy[0] < position and 0.7 <= copy[1] <= 1)


@given(st.text(max_size=100))
def test_fingerprints_do_not_see_case_and_punctuation(text: str) -> None:
    assert fingerprint(f"«{text.strip()}»!") == fingerprint(text)


# What the whole table in docs/repeats.md holds over thousands of documents, over a few hundred.
FLOORS = {"duplicate": (0.99, 0.97), "quotation": (0.99, 0.97), "near_duplicate": (0.97, 0.95)}


def test_planted_repeats_are_found_and_nothing_else() -> None:
    made = corpus(260, seed=7, characters=3_000)
    documents = found.judged(made)
    told: list[Repeat] = list(across(documents))

    for counted in found.score(made.planted, told):
        precision, recall = found.shares(counted)
        if precision is not None:
            assert counted.planted >= 15
            assert (precision, recall) >= FLOORS[counted.kind]
            assert recall >= FLOORS[counted.kind][1]
