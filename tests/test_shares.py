"""Shares of a site's pages in steps: what judging sees of a line, and when that is news."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from docsieve.scorer.judge import site_evidence
from docsieve.shares import FEW, STEPS, share, shares, told

SITES = st.integers(1, 400).flatmap(lambda pages: st.tuples(st.integers(1, pages), st.just(pages)))


@given(SITES)
def test_a_share_is_never_told_too_small_and_never_a_step_too_large(site: tuple[int, int]) -> None:
    carriers, pages = site
    found = share(carriers, pages)

    assert carriers / pages <= found <= carriers / pages + (0.05 if pages > FEW else 0.0)
    assert (found > 0.5) == (2 * carriers > pages)
    assert found == 1.0 or carriers < pages


@given(SITES)
def test_one_and_many_are_told_alike(site: tuple[int, int]) -> None:
    carriers, pages = site

    assert shares(np.array([carriers]), pages).tolist() == [share(carriers, pages)]


@given(SITES, SITES)
def test_where_the_same_is_told_judging_sees_the_same(one: tuple[int, int], other: tuple[int, int]) -> None:
    told_of = [told(np.array([carriers]), pages).tolist() for carriers, pages in (one, other)]
    if told_of[0] != told_of[1]:
        return
    assert share(*one) == share(*other)
    assert (one[0] > 1) == (other[0] > 1)
    assert (one[1] >= FEW) == (other[1] >= FEW)
    seen = [site_evidence(np.array([carriers]), pages).tolist() for carriers, pages in (one, other)]
    assert seen[0] == seen[1]


def test_a_page_more_is_no_news_of_lines_on_one_page_or_on_all() -> None:
    before, now = (told(np.array([1, 3, pages]), pages).tolist() for pages in (60, 61))

    assert before == now


def test_a_page_more_of_a_small_site_is_news() -> None:
    assert told(np.array([1]), FEW).tolist() != told(np.array([1]), FEW - 1).tolist()


def test_half_and_all_are_steps() -> None:
    assert {50, 100} <= set(STEPS.tolist())
