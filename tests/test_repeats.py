"""Repeats: what stands twice in a document, and what stood first in another."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pages import judged

from docsieve.model import Judged
from docsieve.repeats import fingerprint, repeats
from docsieve.repeats.fingerprints import containment, resemblance, shingles
from docsieve.repeats.within import duplicates

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


def test_a_second_copy_names_the_first() -> None:
    texts = [LAMP, OIL, LAMP]

    assert duplicates(texts, [fingerprint(text) for text in texts]) == (None, None, (0, 1.0))


def test_a_copy_with_a_changed_word_is_a_copy() -> None:
    texts = [LAMP, LAMP.replace("sound", "noise")]
    found = duplicates(texts, [fingerprint(text) for text in texts])[1]

    assert found is not None
    assert found[0] == 0
    assert 0.7 < found[1] < 1


def test_short_lines_are_copies_only_inside_a_repeated_run() -> None:
    section = ["What we saw", LAMP, "We ask for oil.", OIL]
    texts = [*section, "We ask for oil.", *section]

    found = duplicates(texts, [fingerprint(text) for text in texts])

    assert [place is not None for place in found] == [False] * 5 + [True] * 4


def _dated(document: Judged, day: date | None) -> Judged:
    return replace(document, metadata=replace(document.metadata, published_on=day))


def test_a_quotation_names_the_earlier_document() -> None:
    letter, answer = judged(f"Letter\n\n{LAMP}\n\n{OIL}", f"Answer\n\nThe keepers wrote: {LAMP}\n\n{BELL}")
    documents = (_dated(letter, date(2021, 3, 2)), _dated(answer, date(2021, 3, 1)))

    (found,) = [row for row in repeats(documents) if row.kind == "quotation"]

    assert (found.document_id, found.first_document_id) == ("site0/0.txt", "site1/1.txt")
    assert found.similarity > 0.9


def test_undated_documents_come_after_dated_ones() -> None:
    undated, dated = judged(f"Answer\n\n{LAMP}\n\n{BELL}", f"Letter\n\n{LAMP}\n\n{OIL}")

    rows = repeats((_dated(undated, None), _dated(dated, date(2021, 3, 2))))

    assert {row.first_document_id for row in rows} == {"site1/1.txt"}


def test_an_amended_version_is_a_near_duplicate() -> None:
    first, amended = judged(
        f"Letter\n\n{LAMP}\n\n{OIL}\n\n{BELL}", f"Letter, amended\n\n{LAMP}\n\n{OIL}\n\n{BELL} We agree."
    )

    kinds = {row.kind for row in repeats((first, amended))}

    assert kinds == {"quotation", "near_duplicate"}


def test_documents_on_the_same_subject_are_no_repeats() -> None:
    assert repeats(judged(f"One\n\n{LAMP}", f"Two\n\n{OIL}", f"Three\n\n{BELL}")) == ()


@given(st.permutations([f"A\n\n{LAMP}", f"B\n\n{LAMP}\n\n{OIL}", f"C\n\n{OIL} Indeed.", f"D\n\n{BELL}"]))
def test_the_order_of_arrival_does_not_count(order: list[str]) -> None:
    documents = judged(f"A\n\n{LAMP}", f"B\n\n{LAMP}\n\n{OIL}", f"C\n\n{OIL} Indeed.", f"D\n\n{BELL}")
    by_text = {document.raw.text: document for document in documents}

    assert repeats([by_text[text] for text in order]) == repeats(documents)


@given(st.text(max_size=300), st.text(max_size=300))
def test_similarities_are_shares(left: str, right: str) -> None:
    a, b = shingles(left), shingles(right)

    assert 0 <= resemblance(a, b) <= containment(a, b) <= 1
    assert resemblance(a, a) == (1.0 if a else 0.0)


@given(st.text(max_size=100))
def test_fingerprints_do_not_see_case_and_punctuation(text: str) -> None:
    assert fingerprint(f"«{text.strip()}»!") == fingerprint(text)
