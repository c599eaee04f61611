"""What a score is made of: what each measure added to a block's log-odds of chrome, so that they add up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, log

import numpy as np

from docsieve.scorer.data import trained
from docsieve.scorer.judge import FOREST_SAYS, NETWORKS_SAY, SOFTENING, Scores, names
from docsieve.scorer.measures import Matrix

OWN_SCORE = "score"


@dataclass(frozen=True, slots=True)
class Reason:
    """A measure that spoke: its name, what it measured, what it added to the log-odds of chrome."""

    measure: str
    measured: float
    added: float


@dataclass(frozen=True, slots=True)
class Account:
    """One block's score as a sum of log-odds of chrome: above 0 the page is better without the block.

    ``usual`` is that of a block of which nothing is known, ``line`` what the page's own line takes away;
    ``reasons`` has every measure, the strongest first.
    """

    usual: float
    line: float
    reasons: tuple[Reason, ...]

    @property
    def log_odds(self) -> float:
        """The sum of all parts: the score's log-odds, before it is told in steps of 1/1024."""
        return fsum((self.usual, self.line, *(reason.added for reason in self.reasons)))


def accounts(scores: Scores, blocks: Sequence[int]) -> Iterator[Account]:
    """Give for each of some blocks of a page what its score is made of.

    What the scores of neighbours say is named so (``score_...``); what a block's own first score says is told
    by the measures behind it, as far as they point the same way. What a network makes of a measure is of the
    whole page, and costs 380 evaluations of it, whatever the number of blocks. Blocks whose score was set
    because they are known to be text have other scores than is told here.
    """
    if not blocks:
        return
    known, (first, _) = trained(), scores.views
    page = np.ascontiguousarray(first.T)
    told = [network.spoke(page) for network in known.networks]
    share = NETWORKS_SAY / len(told)
    usual = share * np.sum([each for each, _ in told], axis=0)
    added = share * np.sum([each for _, each in told], axis=0)
    for block in blocks:
        spoken = _of_forests(scores, block)
        spoken[: len(page)] += added[:, block]
        forests = FOREST_SAYS * (known.first.usual + known.second.usual)
        yield _account(scores, block, -SOFTENING * spoken, -SOFTENING * float(usual[block] + forests))


def _of_forests(scores: Scores, block: int) -> Matrix:
    """What each measure added to the log-odds of text in both forests."""
    known = trained()
    first, second = (
        FOREST_SAYS * forest.spoke(view[block])
        for forest, view in zip((known.first, known.second), scores.views, strict=True)
    )
    own, whole = names().index(OWN_SCORE), float(first.sum())
    passed_on = min(max(float(second[own]) / whole, 0.0), 1.0) if whole else 0.0
    second[own] -= passed_on * whole
    second[: len(first)] += first * (1 + passed_on)
    return np.asarray(second)


def _account(scores: Scores, block: int, added: Matrix, usual: float) -> Account:
    measured = scores.views[1][block]
    order = np.argsort(-np.abs(added), kind="stable").tolist()
    reasons = tuple(Reason(names()[i], float(measured[i]), float(added[i])) for i in order)
    return Account(usual, log(scores.line / (1 - scores.line)), reasons)
