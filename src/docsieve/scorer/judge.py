"""From texts to scores: the measures, two forests one behind the other, the networks, the page's own line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from docsieve.scorer import lexicon, neighbours, sequence, surest
from docsieve.scorer.data import Trained, trained
from docsieve.scorer.measures import Matrix, clipped, own_measures
from docsieve.scorer.pages import Pages, batches, pages_of
from docsieve.scorer.text import columns_of
from docsieve.shares import COUNTED, shares

# Scores are told in steps of 1/1024, so that the last bits of a machine's exponential do not show.
STEPS: Final = 1024
LARGEST_LOG_ODDS: Final = 30.0
# Fitted numbers are a little surer than right on sites they have not seen: with one network, F1 0.9229 at
# 0.7, 0.9233 at 0.8, 0.9231 at 1 (held-out sites, 2026-11).
SOFTENING: Final = 0.8
# The lines that a page may draw, the usual one first: F1 0.9056 from 0.3, 0.9080 from 0.2, 0.9096 from 0.02.
LINES: Final = np.arange(16, 1, -1) / 32
# Doubts about a page's blocks are half their own and half the page's: F1 0.9253 with own ones alone, 0.9260
# half and half, 0.9247 with the page's alone.
SHARED: Final = 0.5
# How much more than one may hold of a page's text, in even steps.
DOUBTS: Final = (np.arange(16) + 0.5) / 16
# What each forest and the mean of the networks say: F1 0.9247 at 0.4 for the networks, 0.9253 at 0.5 and 0.6.
FOREST_SAYS: Final = 0.25
NETWORKS_SAY: Final = 0.5
# Where less than this share of the words would go, the line falls to what is nearly sure.
CLEAN_SHARE: Final = 0.05
CLEAN_LINE: Final = 0.1
CLEAN_PHRASES: Final = 5


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


@dataclass(frozen=True, slots=True)
class Lines:
    """The blocks of one page, given in order, all columns of the same length.

    ``separators`` is the white space behind each block, ``phrase_shares`` the share of its words that are
    interface phrases, ``site_pages`` how many of the ``site_size`` pages of its site carry it (1 where only
    this one does). ``known_text`` names blocks that are text whatever they look like, such as signing parts:
    their neighbours are judged by it; ``phrases`` counts the blocks that are interface phrases.
    """

    texts: Sequence[str]
    separators: Sequence[str]
    phrase_shares: Sequence[float]
    site_pages: Sequence[int]
    site_size: int
    known_text: Sequence[bool] = ()
    phrases: int = 0


def score(
    texts: Sequence[str],
    separators: Sequence[str],
    phrase_shares: Sequence[float],
    site_pages: Sequence[int],
    site_size: int,
    known_text: Sequence[bool] = (),
    phrases: int = 0,
) -> Scores:
    r"""Score the blocks of one page, described as in ``Lines``; linear in the length of the text.

    >>> len(score(["Menu", "The harbour was closed for a week."], ["\n", "\n"], [1, 0], [1, 1], 1).chrome)
    2
    """
    return score_many([Lines(texts, separators, phrase_shares, site_pages, site_size, known_text, phrases)])[
        0
    ]


def score_many(pages: Sequence[Lines]) -> list[Scores]:
    """Score the blocks of each page; what a page gets does not depend on the others."""
    scored = [_NONE] * len(pages)
    filled = [at for at, page in enumerate(pages) if page.texts]
    sizes = [(len(pages[at].texts), sum(map(len, pages[at].texts))) for at in filled]
    for batch in batches(sizes):
        together = [filled[at] for at in batch]
        for at, scores in zip(together, _score([pages[at] for at in together], trained()), strict=True):
            scored[at] = scores
    return scored


_NO_VIEW: Final = np.zeros((0, 0), np.float32)
_NONE: Final = Scores(np.zeros(0), np.zeros(0), float(LINES[-1]), (_NO_VIEW, _NO_VIEW))


def _score(lines: Sequence[Lines], known: Trained) -> Iterator[Scores]:
    pages = pages_of([len(each.texts) for each in lines])
    many = len(neighbours.names())
    both = np.empty((len(names()), *pages.box), np.float32)
    flat = both.reshape(len(both), -1)
    words = first_view(lines, known, pages, both[:many])
    sure = pages.boxed(np.array([is_text for each in lines for is_text in _known_text(each)])) > 0
    odds = known.first.log_odds(flat[:many])
    first = probability(odds).reshape(pages.box)
    first[sure] = 1.0
    second_view(first, words, pages, both)
    forests = (odds + known.second.log_odds(flat)).reshape(pages.box)
    networks = sum(network.log_odds(both[:many], pages) for network in known.networks)
    said = FOREST_SAYS * forests + NETWORKS_SAY / len(known.networks) * networks
    text = probability(SOFTENING * said)
    text[sure] = 1.0
    for at, (page, count) in enumerate(zip(lines, pages.counts.tolist(), strict=True)):
        own = text[at, :count]
        line = page_line(own, words[at, :count], page.phrases)
        yield Scores(1 - _redrawn(own, line), own, line, (both[:many, at, :count].T, both[:, at, :count].T))


def _known_text(page: Lines) -> Sequence[bool]:
    return page.known_text or [False] * len(page.texts)


def first_view(lines: Sequence[Lines], known: Trained, pages: Pages, into: npt.NDArray[np.float32]) -> Matrix:
    """Write the measures of all blocks, rows named by ``neighbours.names``; give their numbers of words."""
    text = columns_of([text for each in lines for text in each.texts], known.classes)
    functional = lexicon.function_words(text, known.words, known.word_sets, pages.page)
    own = own_measures(text, functional, [each for page in lines for each in page.separators], pages)
    evidence = np.concatenate((
        lexicon.scores(text, known.lexicon),
        [[share for page in lines for share in page.phrase_shares]],
        np.concatenate([site_evidence(np.asarray(page.site_pages), page.site_size) for page in lines], 1),
    ))  # fmt: skip
    neighbours.view(own, pages.boxed(evidence), pages, into)
    return own.words


def second_view(first: Matrix, words: Matrix, pages: Pages, both: npt.NDArray[np.float32]) -> None:
    """Write the rows behind the first view's from the boxes of first scores and words."""
    many, more = len(neighbours.names()), len(sequence.names())
    sequence.around(first, words, pages, both[many : many + more])
    read = {name: both[at] for at, name in enumerate(neighbours.names()) if name in surest.READ}
    surest.surest(first, words, read, pages, both[many + more :])


@cache
def names() -> tuple[str, ...]:
    """Give the name of every row of both views, in order."""
    return (*neighbours.names(), *sequence.names(), *surest.names())


def site_evidence(site_pages: npt.NDArray[np.int64], site_size: int) -> Matrix:
    """Give other pages of the site, which share of them carries each block (-1 of none), how many."""
    others = max(site_size - 1, 0)
    share = shares(site_pages - 1, others) if others else np.full(len(site_pages), -1.0)
    known = np.full(len(site_pages), min(others, COUNTED))
    return np.array((known, share, np.minimum(site_pages - 1, COUNTED)))


def probability(log_odds: Matrix) -> Matrix:
    """Turn log-odds into probabilities, in steps of 1/1024."""
    bounded = clipped(log_odds, -LARGEST_LOG_ODDS, LARGEST_LOG_ODDS)
    return np.rint(STEPS / (1 + np.exp(-bounded))) / STEPS


def page_line(text: Matrix, words: Matrix, phrases: int = 0) -> float:
    """Give the probability from which a block of the page is kept.

    It is the one whose set of blocks has the best expected F1, so it is low on pages whose text is hard to
    tell. A page with hardly any chrome is a text that somebody cut out, whose title, date and addressee look
    like chrome for want of neighbours: only what is sure goes. Not so where more than five blocks are
    interface ``phrases``: somebody's chrome is there.
    """
    line = float(LINES[_expected_f1(text, words).argmax()])
    removed = float(words[text < line].sum())
    clean = phrases <= CLEAN_PHRASES and removed < CLEAN_SHARE * float(words.sum())
    return min(line, CLEAN_LINE) if clean else line


def _expected_f1(text: Matrix, words: Matrix) -> Matrix:
    """Expect an F1 for each of the page's possible lines.

    Where each block's doubt is its own, what a set hits is the sum of its probabilities (Lipton et al. 2014).
    Where all doubts are one, as whether visitors' words are the page's text, the text is what is likelier
    than a doubt that may be anything from 0 to 1.
    """
    order = np.argsort(-text, kind="stable")
    likely, sizes = text[order], np.append(0.0, np.cumsum(words[order]))
    hits = np.append(0.0, np.cumsum((words * text)[order]))
    count = np.searchsorted(-likely, -LINES, side="right")
    kept = sizes[count]
    own = hits[count] / np.maximum(kept + hits[-1], 1e-9)
    texts = sizes[np.searchsorted(-likely, -DOUBTS, side="left")]
    # Added up one by one, so that the order is the same on every machine.
    shared = sum(np.minimum(kept, one) / np.maximum(kept + one, 1e-9) for one in texts.tolist()) / len(texts)
    return np.asarray((1 - SHARED) * own + SHARED * shared)


def _redrawn(text: Matrix, line: float) -> Matrix:
    """Move the odds so that the page's line comes to one half; blocks on the line are kept."""
    odds = text * (1 - line)
    return odds / (odds + (1 - text) * line)
