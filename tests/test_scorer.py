"""The learned scorer: total, the same everywhere, explains itself, and right on pages made for it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsieve.interface import coverage
from docsieve.scorer import Account, Lines, accounts, neighbours, network, score, score_many, surest
from docsieve.scorer.data import load, store, trained
from docsieve.scorer.judge import Scores, names, page_line
from docsieve.scorer.neighbours import best_spans
from docsieve.scorer.pages import pages_of
from docsieve.scorer.text import columns_of
from docsieve.segment import segment

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "scorer" / "pages.json").read_text("utf-8")
)
# A floor rises, never falls without a sentence: mean over the made pages, words of each.
FLOOR = 0.9


def scores_of(texts: list[str], separators: list[str] | None = None) -> Scores:
    alone = [1] * len(texts)
    shares = [coverage(text.strip()).share for text in texts]
    return score(texts, separators or ["\n"] * len(texts), shares, alone, 1)


def words_f1(case: dict[str, Any]) -> float:
    """F1 by words; titles and date lines (-1) count neither way, since rules decide on them."""
    lines, expected = case["given"]["lines"], np.array(case["expect"])
    blocks = segment("\n".join(lines))
    kept = scores_of([b.text for b in blocks], [b.separator for b in blocks]).chrome <= 0.5
    owner = [b.position for b in blocks for line in b.text.splitlines() if line.strip()]
    words = np.bincount(columns_of(lines, trained().classes).token_line, minlength=len(lines))
    kept_words, text_words = words * kept[owner] * (expected >= 0), words * (expected == 1)
    return float(2 * words[(kept_words > 0) & (text_words > 0)].sum() / (kept_words.sum() + text_words.sum()))


def test_made_pages_reach_the_floor() -> None:
    reached = {case["label"]: words_f1(case) for case in CASES}

    assert np.mean(list(reached.values())) >= FLOOR, reached


@pytest.mark.parametrize("case", [c for c in CASES if c["from"] == "negative"], ids=lambda c: c["label"])
def test_nothing_is_removed_from_a_clean_text(case: dict[str, Any]) -> None:
    lines = case["given"]["lines"]

    removed = [line for line, p in zip(lines, scores_of(lines).chrome, strict=True) if p > 0.5]

    assert removed == []


def test_no_blocks_have_no_scores() -> None:
    assert len(scores_of([]).chrome) == 0


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.sampled_from(["\n", "\n\n", " \n   ", ""])),
        min_size=1,
        max_size=12,
    )
)
def test_every_text_has_a_score(parts: list[tuple[str, str]]) -> None:
    texts, separators = [part[0] for part in parts], [part[1] for part in parts]

    chrome = scores_of(texts, separators).chrome

    assert chrome.shape == (len(texts),)
    assert ((chrome >= 0) & (chrome <= 1)).all()


def test_a_very_long_page_is_scored() -> None:
    texts = ["The harbour was closed for a week, and nobody was told why."] * 3000 + ["x" * 200_000]

    assert len(scores_of(texts).chrome) == 3001


def test_same_page_same_scores() -> None:
    lines = CASES[0]["given"]["lines"]

    np.testing.assert_array_equal(scores_of(lines).chrome, scores_of(lines).chrome)


def test_lines_that_the_whole_site_carries_are_more_likely_chrome() -> None:
    lines = CASES[0]["given"]["lines"]
    at = lines.index("Harbour Watch")
    shares = [0.0] * len(lines)
    pages = [1] * len(lines)
    pages[at] = 6

    on_all = score(lines, ["\n"] * len(lines), shares, pages, 6).text[at]
    on_one = score(lines, ["\n"] * len(lines), shares, [1] * len(lines), 6).text[at]

    assert on_all <= on_one


def test_what_spoke_adds_up_to_the_log_odds() -> None:
    known = trained()
    view = scores_of(CASES[0]["given"]["lines"]).views[0]
    odds = known.first.log_odds(view.T)

    added = [known.first.spoke(row).sum() for row in view]

    np.testing.assert_allclose(odds - added, (odds - added)[0], atol=1e-3)


@pytest.fixture(scope="module")
def told() -> tuple[Scores, list[Account]]:
    """A page's scores and the account of each."""
    scores = scores_of(CASES[0]["given"]["lines"])
    return scores, list(accounts(scores, range(len(scores.text))))


def test_reasons_are_all_measures_and_come_strongest_first(told: tuple[Scores, list[Account]]) -> None:
    for account in told[1]:
        sizes = [abs(reason.added) for reason in account.reasons]
        assert sorted(reason.measure for reason in account.reasons) == sorted(names())
        assert sizes == sorted(sizes, reverse=True)


def test_what_spoke_adds_up_to_the_score(told: tuple[Scores, list[Account]]) -> None:
    scores, made = told
    text = 1 / (1 + np.exp([account.log_odds - account.line for account in made]))
    chrome = 1 / (1 + np.exp([-account.log_odds for account in made]))

    assert np.abs(text - scores.text).max() * 1024 < 0.51, "scores are told in steps of 1/1024"
    assert ((chrome > 0.5) == (scores.chrome > 0.5)).all()


def test_an_account_is_the_same_whatever_else_is_asked(told: tuple[Scores, list[Account]]) -> None:
    scores, made = told

    assert list(accounts(scores, [3])) == [made[3]]
    assert list(accounts(scores, [])) == []


def test_a_word_of_chrome_speaks_for_chrome_and_prose_against_it(told: tuple[Scores, list[Account]]) -> None:
    lines = CASES[0]["given"]["lines"]
    words = {"Home": 1, max(lines, key=len): -1}

    for line, side in words.items():
        added = {reason.measure: reason.added for reason in told[1][lines.index(line)].reasons}
        assert added["lexicon_block"] * side > 0


def page_and_network() -> tuple[np.ndarray, network.Network]:
    """Give the first view of a page, a row a measure, and the first of the networks that ship."""
    return scores_of(CASES[0]["given"]["lines"]).views[0].T.copy(), trained().networks[0]


def test_a_network_is_told_the_same_whatever_the_order_of_its_sums() -> None:
    view, known = page_and_network()
    other = np.random.default_rng(1).permutation(len(known.entry))
    turned = replace(
        known,
        entry=known.entry[other],
        entry_scale=known.entry_scale[other],
        entry_bias=known.entry_bias[other],
        layers=known.layers[:, :, other][..., other],
        layers_scale=known.layers_scale[:, other],
        layers_bias=known.layers_bias[:, other],
        gate=known.gate[other],
        page=known.page[other][:, np.concatenate((other, other + len(other)))],
        page_scale=known.page_scale[other],
        page_bias=known.page_bias[other],
        leaving=known.leaving[other],
        ends=known.ends[:, other],
        trust=known.trust[np.concatenate((other, other + len(other)))],
    )
    pages = pages_of([view.shape[1]])

    np.testing.assert_array_equal(turned.log_odds(view, pages), known.log_odds(view, pages))


def test_a_network_points_at_the_ends_of_pages_no_longer_than_it_was_fitted_to() -> None:
    view, known = page_and_network()
    blind = replace(known, worth=np.append(known.worth[:-1], 0.0))

    def told(by: network.Network, many: int) -> np.ndarray:
        return by.log_odds(np.resize(view.T, (many, len(view))).T.copy(), pages_of([many]))

    assert (told(known, network.LONGEST) != told(blind, network.LONGEST)).any()
    np.testing.assert_array_equal(told(known, network.LONGEST + 1), told(blind, network.LONGEST + 1))


def test_no_sum_of_a_network_outgrows_single_precision() -> None:
    exact = 1 << 24
    for known in trained().networks:
        cells, inputs = known.entry.shape
        assert network.INPUT_STEPS * network.FARTHEST * 127 * inputs < exact
        assert network.LARGEST * network.STEPS * 127 * 3 * cells < exact


def test_a_network_says_nothing_of_measures_that_it_does_not_read() -> None:
    view, known = page_and_network()

    _, told = known.spoke(view)

    assert set(np.flatnonzero(told.any(1))) <= set(known.reads.tolist())
    assert np.abs(told).max() > 0


def test_what_a_network_says_adds_up_to_its_log_odds() -> None:
    view, known = page_and_network()

    usual, told = known.spoke(view)

    odds = known.log_odds(view, pages_of([view.shape[1]]))[0]
    np.testing.assert_allclose(usual + told.sum(0), odds, atol=1e-9)


def test_what_a_network_says_of_a_measure_is_gone_where_it_is_usual() -> None:
    view, known = page_and_network()
    strongest = int(np.abs(known.spoke(view)[1][:, 3]).argmax())
    at = known.reads.tolist().index(strongest)
    middle = float(known.middle[at])
    view[strongest] = np.sign(middle) * middle**2

    assert not known.spoke(view)[1][strongest].any()


def test_measures_and_names_are_as_many() -> None:
    first, second = scores_of(CASES[0]["given"]["lines"]).views

    assert first.shape[1] == len(neighbours.names()) == len(set(neighbours.names()))
    assert second.shape[1] == len(names()) == len(set(names()))


def rows_of_surest(scores: list[float], words: list[int], **read: list[float]) -> dict[str, list[float]]:
    """Give what ``surest`` says of one page by name; what is not given measures 0."""
    zero = np.zeros((1, len(scores)))
    own = {name: np.array([read[name]]) if name in read else zero for name in surest.READ}
    rows = np.empty((len(surest.names()), 1, len(scores)), np.float32)
    surest.surest(np.array([scores]), np.array([words], float), own, pages_of([len(scores)]), rows)
    return {name: rows[at, 0].tolist() for at, name in enumerate(surest.names())}


def test_blocks_set_as_the_text_is_are_told_from_others() -> None:
    told = rows_of_surest([1, 1, 0, 0], [30, 30, 30, 30], indent=[4, 4, 0, 0])

    assert told["indent_score"][0] > 0.8
    assert told["indent_score"][2] < 0.2
    assert told["indent_blocks"] == pytest.approx([np.log(2)] * 4)


def test_stretches_of_text_are_told_apart() -> None:
    told = rows_of_surest([1, 0, 1, 0, 0, 0, 0, 1], [30, 2, 30, 9, 9, 9, 9, 20])

    assert told["kept_runs"] == [2] * 8
    assert told["run_rank"] == [0, 0, 0, -1, -1, -1, -1, 1]
    assert told["from_largest_run"] == [-2, -1, 0, 1, 2, 3, 4, 5]


def test_a_page_without_kept_blocks_has_no_stretches() -> None:
    told = rows_of_surest([0, 0.25], [3, 3])

    assert [told[name] for name in surest.RUNS] == [[-1, -1]] * len(surest.RUNS)


def test_stored_numbers_are_read_back(tmp_path: Path) -> None:
    store(trained(), tmp_path / "again.npz")

    again = load((tmp_path / "again.npz").read_bytes())

    np.testing.assert_array_equal(again.classes, trained().classes)
    np.testing.assert_array_equal(again.words, trained().words)
    np.testing.assert_array_equal(again.first.leaves, trained().first.leaves)
    assert len(again.networks) == len(trained().networks) > 0
    for stored, known in zip(again.networks, trained().networks, strict=True):
        for part in network.parts():
            np.testing.assert_array_equal(getattr(stored, part), getattr(known, part))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param([1.0, 1.0, 0.0], 0.5, id="sure page keeps at one half"),
        pytest.param([0.9, 0.9, 0.9, 0.9, 0.9, 0.3], 0.5, id="where more would go the line stays"),
        pytest.param([0.9] * 30 + [0.3], 0.1, id="hardly any chrome: only what is sure goes"),
        pytest.param([0.3, 0.3, 0.3, 0.0], 0.28125, id="doubtful page keeps what may be text"),
        pytest.param([1.0] * 8 + [0.4] * 20, 0.5, id="what is doubted all alike is not all text by chance"),
    ],
)
def test_page_line(text: list[float], line: float) -> None:
    assert page_line(np.array(text), np.ones(len(text))) == pytest.approx(line, abs=1e-4)


@pytest.mark.parametrize(
    ("gain", "span"),
    [([-1.0], (0, -1)), ([-1.0, -2.0], (0, -1)), ([-1.0, 2.0, -1.0, 3.0, -5.0], (1, 3))],
)
def test_best_span(gain: list[float], span: tuple[int, int]) -> None:
    first, last = best_spans(np.array([gain]))

    assert (first[0], last[0]) == span


PAGES = st.lists(
    st.lists(
        st.tuples(
            st.text(alphabet="aB1.:/ ,\n—日ы?", max_size=30)
            | st.sampled_from(["://x", "7:30 pm", " ...", "Menu"]),
            st.sampled_from(["\n", "\n\n", " \n   ", ""]),
        ),
        max_size=9,
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_a_page_scores_alike_alone_and_among_others(pages: list[list[tuple[str, str]]]) -> None:
    lines = [
        Lines([text for text, _ in page], [gap for _, gap in page], [0.5] * len(page), [2] * len(page), 3)
        for page in pages
    ]

    together = score_many(lines)

    for each, (alone,) in zip(together, ([*score_many([line])] for line in lines), strict=True):
        np.testing.assert_array_equal(each.chrome, alone.chrome)
        np.testing.assert_array_equal(each.views[1], alone.views[1])


def test_tokens_hash_alike_wherever_they_stand() -> None:
    text = columns_of(["harbour lights", "the HARBOUR"], trained().classes)

    assert text.hash[0] == text.hash[3]
    assert len(set(text.hash.tolist())) == 3
