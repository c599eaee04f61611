"""The forests that tell lines naming signatories: what they are asked, and pages judged in parts."""

import numpy as np
import pytest

from docsieve.segment import segment
from docsieve.signing import find, learned
from docsieve.signing.lines import lines_of
from docsieve.signing.page import Page, page_of
from docsieve.signing.sight import SHOWN, shown

LETTER = """Investor statement on slow ferries and old timber
As long-term investors we have an interest in ferries that are built to last.
We expect the companies we own to disclose the age of their ferries by 2026.
Signed up
Country
What they are
Aldermarsh Pensions Pool
United Kingdom
Asset owner
Brightharbour Superannuation
Australia
Asset owner
Church Meadow Investors Group
United Kingdom
Asset owner
Heronsgate Asset Management LLC
United States
Asset manager
To join, please write to ferries@longtimber.example.
"""


def page_from(text: str) -> Page:
    return page_of(lines_of(segment(text)))


def test_measures_and_names_are_as_many() -> None:
    page = page_from(LETTER)

    (view,) = learned.views(page)

    assert view.shape == (len(learned.measures()), len(page.lines))
    assert len(set(learned.measures())) == len(learned.measures())
    assert {len(shown(line)) for line in page.lines} == {len(SHOWN)}


def test_a_page_is_judged_alike_some_lines_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_from(LETTER * 5)
    whole = learned.log_odds(page)

    monkeypatch.setattr(learned, "AT_ONCE", 3)

    assert len(list(learned.views(page))) > 1
    for name, odds in learned.log_odds(page).items():
        assert np.array_equal(odds, whole[name])


def test_a_page_without_lines_has_no_odds() -> None:
    assert [len(odds) for odds in learned.log_odds(page_of([])).values()] == [0, 0]


def test_a_name_is_likelier_than_a_paragraph() -> None:
    odds = learned.log_odds(page_from(LETTER))["names"]

    assert odds[9] > odds[1]


def test_what_stands_in_step_below_names_tells_of_them() -> None:
    parts = find(segment(LETTER))

    assert [part.found_by for part in parts] == ["learned"]
    assert parts[0].groups == tuple((at, at + 1, at + 2) for at in (6, 9, 12, 15))
