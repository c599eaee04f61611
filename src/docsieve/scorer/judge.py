"""From texts to scores: the measures, two forests one behind the other, and the page's own line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from docsieve.scorer import lexicon, neighbours, sequence
from docsieve.scorer.data import Trained, trained
from docsieve.scorer.measures import Matrix, clipped, own_measures
from docsieve.scorer.text import columns_of

# Scores are told in steps of 1/1024, so that the last bits of a machine's exponential do not show.
STEPS: Final = 1024
LARGEST_LOG_ODDS: Final = 30.0
# The forests are a little surer than right on sites they have not seen: F1 0.9080 at 1, 0.9106 at 0.85,
# 0.9101 at 0.7 (held-out sites, 2026-11).
SOFTENING: Final = 0.85
# The least certainty at which a page's blocks are kept: F1 0.9056 at 0.3, 0.9080 at 0.2, 0.9096 at 0.02.
LEAST_LINE: Final = 0.05
# Where less than this share of the words would go, the line falls to what is nearly sure.
CLEAN_SHARE: Final = 0.05
CLEAN_LINE: Final = 0.1
CLEAN_PHRASES: Final = 5
ROUNDS: Final = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """A measure that spoke: its name, what it measured, what it added to the log-odds of chrome."""

    measure: str
    measured: float
    added: float


@dataclass(frozen=True, slots=True)
class Scores:
    """One score a block: ``chrome`` is above one half where the page is better without the block.

    ``text`` is the probability that a block is text, before the page's own line was drawn at ``line``.
    """

    chrome: npt.NDArray[np.float64]
    text: npt.NDArray[np.float64]
    line: float
    views: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]

    def measured(self, name: str) -> npt.NDArray[np.float32]:
        """Give one measure of the first view for every block; raises ValueError for an unknown name."""
        return self.views[0][:, neighbours.names().index(name)] if len(self.text) else np.zeros(0, np.float32)

    def reasons(self, block: int, most: int = 5) -> tuple[Reason, ...]:
        """Give the measures that spoke most for one block's score, the strongest first.

        What the scores of neighbours say is named so (``score_...``); the block's own first score is told
        by the measures behind it.
        """
        known = trained()
        first, second = (
            -forest.spoke(view[block])
            for forest, view in zip((known.first, known.second), self.views, strict=True)
        )
        names = (*neighbours.names(), *sequence.names())
        measured = self.views[1][block]
        own = names.index("score")
        share = first / max(float(np.abs(first).sum()), 1e-9) * abs(float(second[own]))
        second[own] = 0.0
        second[: len(first)] += share
        order = np.argsort(-np.abs(second), kind="stable")[:most]
        return tuple(Reason(names[i], float(measured[i]), round(float(second[i]), 4)) for i in order)


def score(
    texts: Sequence[str],
    separators: Sequence[str],
    phrase_shares: Sequence[float],
    site_pages: Sequence[int],
    site_size: int,
    known_text: Sequence[bool] = (),
    phrases: int = 0,
) -> Scores:
    r"""Score the blocks of one page, given in order, all columns of the same length.

    ``separators`` is the white space behind each block, ``phrase_shares`` the share of its words that are
    interface phrases, ``site_pages`` how many of the ``site_size`` pages of its site carry it (1 where only
    this one does). ``known_text`` names blocks that are text whatever they look like, such as signing parts:
    their neighbours are judged by it; ``phrases`` counts the blocks that are interface phrases. Does not look
    at other pages itself; linear in the length of the text.

    >>> len(score(["Menu", "The harbour was closed for a week."], ["\n", "\n"], [1, 0], [1, 1], 1).chrome)
    2
    """
    known = trained()
    if not texts:
        none = np.zeros(0)
        return Scores(none, none, LEAST_LINE, (np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32)))
    view, words = first_view(texts, separators, phrase_shares, site_pages, site_size, known)
    first = probability(known.first.log_odds(view))
    sure = np.asarray(known_text or [False] * len(texts), bool)
    first[sure] = 1.0
    both = np.column_stack((view, sequence.around(first, words))).astype(np.float32)
    text = probability(SOFTENING * known.second.log_odds(both))
    text[sure] = 1.0
    line = page_line(text, words, phrases)
    return Scores(1 - _redrawn(text, line), text, line, (view, both))


def first_view(
    texts: Sequence[str],
    separators: Sequence[str],
    phrase_shares: Sequence[float],
    site_pages: Sequence[int],
    site_size: int,
    known: Trained,
) -> tuple[npt.NDArray[np.float32], Matrix]:
    """Give the measures of all blocks, columns named by ``neighbours.names``, and their numbers of words."""
    text = columns_of(texts, known.classes)
    own = own_measures(text, lexicon.function_words(text, known.words, known.languages), separators)
    evidence = np.column_stack((
        lexicon.scores(text, known.lexicon),
        np.asarray(phrase_shares, np.float64),
        site_evidence(np.asarray(site_pages), site_size),
    ))  # fmt: skip
    return neighbours.view(own, evidence).astype(np.float32), own.words


def site_evidence(site_pages: npt.NDArray[np.int64], site_size: int) -> Matrix:
    """Give other pages of the site, which share of them carries each block (-1 of none), how many."""
    others = max(site_size - 1, 0)
    share = (site_pages - 1) / others if others else np.full(len(site_pages), -1.0)
    return np.column_stack((np.full(len(site_pages), min(others, 12)), share, np.minimum(site_pages - 1, 12)))


def probability(log_odds: Matrix) -> Matrix:
    """Turn log-odds into probabilities, in steps of 1/1024."""
    bounded = clipped(log_odds, -LARGEST_LOG_ODDS, LARGEST_LOG_ODDS)
    return np.rint(STEPS / (1 + np.exp(-bounded))) / STEPS


def page_line(text: Matrix, words: Matrix, phrases: int = 0) -> float:
    """Give the probability from which a block of the page is kept.

    The best set of blocks is all those above half the F1 that it reaches (Lipton et al. 2014), so the line
    is lower on pages whose text is hard to tell. A page with hardly any chrome is a text that somebody cut
    out, whose title, date and addressee look like chrome for want of neighbours: only what is sure goes.
    Not so where more than five blocks are interface ``phrases``: somebody's chrome is there.
    """
    line = 0.5
    for _ in range(ROUNDS):
        kept = text >= line
        hits = float((words * text)[kept].sum())
        expected = 2 * hits / max(float(words[kept].sum() + (words * text).sum()), 1e-9)
        before, line = line, min(max(expected / 2, LEAST_LINE), 0.5)
        if line == before:
            break
    removed = float(words[text < line].sum())
    clean = phrases <= CLEAN_PHRASES and removed < CLEAN_SHARE * float(words.sum())
    return min(line, CLEAN_LINE) if clean else line


def _redrawn(text: Matrix, line: float) -> Matrix:
    """Move the odds so that the page's line comes to one half; blocks on the line are kept."""
    odds = text * (1 - line)
    return odds / (odds + (1 - text) * line)
