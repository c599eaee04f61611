"""The way as a whole: nothing lost, nothing changed that was right, the same rows from any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import judged, prepared

from docsieve.model import Judged
from docsieve.segment import rebuild

WORDS = st.sampled_from(
    [
        "Leave a Reply",
        "The lamp of Eastport was lit again.",
        "  1. A fine lamp.",
        "Signed by:",
        "Mira Sol (Portugal)",
        "Harbour Union – Kenya",
        "5 January 2022",
        "“A lamp is a promise.”",
        "\u200bzero width\u00a0space",
        "2 thoughts on “Light”",
        "нация i 한국",
        "%d keepers like this:",
        "\r\n",
        "\u2028",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map("\n\n".join) | st.text(min_size=1, max_size=200)


@given(TEXTS)
def test_blocks_joined_give_the_raw_text_back(text: str) -> None:
    if not text.strip():
        return
    (document,) = judged(text)

    assert rebuild(tuple(labelled.block for labelled in document.blocks)) == text


@given(TEXTS)
def test_every_removed_block_names_its_rule(text: str) -> None:
    (document,) = judged(text)

    for labelled in document.blocks:
        assert labelled.kept or labelled.finding is not None


@given(TEXTS)
def test_every_claim_is_what_stands_at_its_span(text: str) -> None:
    (document,) = judged(text)

    for signatory in document.signatories:
        assert signatory.as_written == text[signatory.start : signatory.end]
        assert 0 <= signatory.confidence <= 1


@given(TEXTS)
def test_every_repair_says_what_stood_there(text: str) -> None:
    for repaired in prepared(text).repaired:
        for repair in repaired.repairs:
            assert repair.before == text[repair.start : repair.end]


def _rows(documents: tuple[Judged, ...]) -> dict[str, Judged]:
    return {document.raw.text: document for document in documents}


@pytest.mark.no_cover  # many whole runs, of lines that other tests cover
@given(st.lists(TEXTS, min_size=2, max_size=4, unique=True))
def test_a_document_is_judged_alike_in_any_order(texts: list[str]) -> None:
    there, back = _rows(judged(*texts)), _rows(judged(*reversed(texts)))

    for text in texts:
        assert there[text].text == back[text].text
        assert there[text].signatories == back[text].signatories
