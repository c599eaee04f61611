"""Values on their way between processes come out as they went in."""

from collections.abc import Sequence

import pytest
from pages import prepared

from docsieve import pipeline
from docsieve.model import Judged, Prepared
from docsieve.parcels import packed, unpacked

TEXTS = (
    "",
    "Menu\n\nThe crews ask for a lamp.[1]\n\nSigned:\n\nHarbour Watch, Peru\nAda Weir\n\n[1] In vain.",
    "Home\n\nOffener Brief\n\n3. Mai 2021\n\nWir bitten den Rat um&nbsp;Licht.\n\nWir bitten um Licht.",
)


@pytest.fixture
def documents() -> Sequence[Prepared]:
    return [prepared(text, f"east/{number}.txt") for number, text in enumerate(TEXTS)]


def judged(documents: Sequence[Prepared]) -> list[Judged]:
    return pipeline.judge_all(documents, pipeline.survey(documents))


def test_values_come_out_as_they_went_in(documents: Sequence[Prepared]) -> None:
    assert unpacked(packed(documents)) == documents
    assert unpacked(packed(judged(documents))) == judged(documents)
