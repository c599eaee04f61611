"""A small network over the sequence of a page's blocks: each layer looks twice as far to both sides.

Weights and what passes between layers are whole numbers, so small that single precision holds every sum
exactly: the score is the same whatever the order in which a machine adds up, and whatever else is in the box.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt

from docsieve.scorer.measures import Matrix, clipped
from docsieve.scorer.pages import Pages, pages_of

# How many blocks before and behind each layer looks; behind one of them each block is told of its page.
REACHES: Final = (1, 2, 4, 8, 16, 32)
TOLD: Final = 3
# Inputs are in 1/31 of a spread, at most four spreads from the middle.
INPUT_STEPS: Final = 31.0
FARTHEST: Final = 4.0
# The state of a block is in 1/32, at most 15; the gate to what is told of the page in 1/64, at most 1.
STEPS: Final = 32.0
LARGEST: Final = 15.0
GATE_STEPS: Final = 64.0
# From 262,144 multiplications on OpenBLAS takes several threads: ten times the cost on a busy machine.
COLUMNS_AT_ONCE: Final = 64
# How likely each block is to start or end the text is in 1/65536 of the likeliest; a block is never surer
# to stand within the text, or without, than 20 to 1.
END_STEPS: Final = 65536.0
LEAST_WITHIN: Final = 0.05
# Networks were fitted to stretches of at most so many blocks: on longer pages the ends are not believed.
LONGEST: Final = 1024
# Log-odds are told in 1/4096, as those of the forests.
SCALE: Final = 4096
# What mixes the orders in which measures are told, each also backwards: what 4 orders say agrees with what 32
# say (correlation 0.97, four real pages), for four evaluations of the page a measure.
STRIDES: Final = (0.6180339887, 0.4142135624)
ORDERS: Final = 2 * len(STRIDES)

Single = npt.NDArray[np.float32]
Weights = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Network:
    """Weights are whole numbers up to 127; a ``..._scale`` says for each cell what one of them is worth.

    ``reads`` names rows of the first view, whose signed roots are told as ``spread``s from their ``middle``.
    ``entry`` is (cells, inputs); ``layers`` (layers, before / here / behind, cells, cells); ``page``
    (cells, the mean of all blocks and of those that ``gate`` chooses); ``leaving`` tells the last state,
    ``direct`` the inputs themselves. ``ends`` (start / end, cells) tells where the text starts and where it
    ends, and ``trust`` of the page's means whether its text is one stretch.
    """

    reads: npt.NDArray[np.int16]
    middle: Single
    spread: Single
    entry: Weights
    entry_scale: Single
    entry_bias: Single
    layers: Weights
    layers_scale: Single
    layers_bias: Single
    gate: Weights
    page: Weights
    page_scale: Single
    page_bias: Single
    leaving: Weights
    direct: Weights
    ends: Weights
    ends_scale: npt.NDArray[np.float64]
    trust: Weights
    # What one of ``gate``, ``leaving`` and ``direct`` is worth, and the bias of the log-odds; what one of
    # ``trust`` is worth, its bias, and what it is worth to stand within the text.
    worth: npt.NDArray[np.float64]

    def log_odds(self, view: Single, pages: Pages) -> Matrix:
        """Give the log-odds of every cell of the box, from the boxes of the first view."""
        return self._told(self._inputs(view.reshape(len(view), -1)), pages)

    def spoke(self, view: Single) -> tuple[Matrix, Matrix]:
        """Give each block's log-odds on a page where all is usual, and what each measure (a row) adds.

        The measures of the page are told one after the other, in four orders, those not yet told being usual;
        each adds by how far the log-odds move, on the mean (Shapley 1953, estimated). Together they add up to
        the log-odds.
        """
        inputs = self._inputs(view)
        alone = pages_of([inputs.shape[1]])
        added = np.zeros(view.shape)
        usual = self._told(np.zeros_like(inputs), alone)[0]
        for order in _orders(len(inputs)):
            known, before = np.zeros_like(inputs), usual
            for at in order:
                known[at] = inputs[at]
                after = self._told(known, alone)[0]
                added[self.reads[at]] += after - before
                before = after
        return usual, added / ORDERS

    def _inputs(self, view: Single) -> Single:
        rows = view[self.reads]
        roots = np.copysign(np.sqrt(np.abs(rows)), rows)
        roots -= self.middle[:, None]
        roots *= (INPUT_STEPS / self.spread)[:, None]
        return _whole(roots, INPUT_STEPS * FARTHEST)

    def _told(self, inputs: Single, pages: Pages) -> Matrix:
        inside = pages.inside().reshape(-1)
        state = _cells(_product(self.entry, inputs), self.entry_scale, self.entry_bias) * inside
        for layer, reach in enumerate(REACHES):
            around = _product(self.layers[layer].reshape(-1, len(state)), state)
            told = _gathered(around.reshape(3, len(state), *pages.box), reach)
            state += _cells(told, self.layers_scale[layer], self.layers_bias[layer])
            state = np.minimum(state, LARGEST * STEPS, out=state) * inside
            if layer == TOLD:
                page = self._page(state, pages)
                state = self._with_page(state, page, pages) * inside
        told = _product(self.leaving, state) * self.worth[1] + _product(self.direct, inputs) * self.worth[2]
        told = (told + self.worth[3]).reshape(pages.box) + self._within(state, page, pages)
        return np.asarray(np.rint(told * SCALE) / SCALE)

    def _page(self, state: Single, pages: Pages) -> Single:
        """Give what each page's blocks say on the mean, and those that the gate chooses."""
        gate = GATE_STEPS / 2 + _product(self.gate, state) * (self.worth[0] * GATE_STEPS)
        chosen = np.rint(clipped(gate, 0.0, GATE_STEPS)) * pages.inside().reshape(-1)
        mean = _of_page(state, pages) / pages.counts
        best = _of_page(state * chosen.astype(np.float32), pages) / (_of_page(chosen, pages) + GATE_STEPS)
        return np.asarray(np.rint(np.concatenate((mean, best))).astype(np.float32))

    def _with_page(self, state: Single, page: Single, pages: Pages) -> Single:
        said = _product(self.page, page) * self.page_scale[:, None]
        said += self.page_bias[:, None]
        told = state.reshape(-1, *pages.box) + said[:, :, None]
        return _whole(told.reshape(state.shape), LARGEST * STEPS)

    def _within(self, state: Single, page: Single, pages: Pages) -> Matrix:
        """Give the log-odds that blocks stand between the text's start and its end, as far as trusted."""
        ends = (_product(self.ends, state) * self.ends_scale[:, None]).reshape(2, *pages.box)
        ends = np.where(pages.inside(), ends, -np.inf)
        likely = np.rint(np.exp(ends - ends.max(-1, keepdims=True)) * END_STEPS)
        running = np.cumsum(likely, -1)
        (started, ended), every = running, running[..., -1:]
        within = (started / every[0]) * ((every[1] - ended + likely[1]) / every[1])
        odds = np.log(within + LEAST_WITHIN) - np.log(1 + LEAST_WITHIN - within)
        trust = 1 / (1 + np.exp(-_product(self.trust, page) * self.worth[4] - self.worth[5]))
        trust = np.where(pages.counts <= LONGEST, trust * self.worth[6], 0.0)
        return np.asarray(trust[:, None] * odds)


def _orders(many: int) -> Iterator[list[int]]:
    """Orders that mix what stands together: by the fraction of multiples of an irrational number."""
    for stride in STRIDES:
        order = np.argsort(np.arange(many) * stride % 1, kind="stable").tolist()
        yield order
        yield order[::-1]


def _product(weights: Weights, values: Single) -> Single:
    """Multiply a few columns at a time, so few that no library of linear algebra wakes other threads."""
    single, many = weights.astype(np.float32), values.shape[1]
    product = np.empty((*weights.shape[:-1], many), np.float32)
    for at in range(0, many, COLUMNS_AT_ONCE):
        some = slice(at, at + COLUMNS_AT_ONCE)
        np.matmul(single, values[:, some], out=product[..., some])
    return product


def _of_page(values: Single, pages: Pages) -> Matrix:
    """Sums over each page's blocks, exact in double precision."""
    return np.asarray(values.reshape(-1, *pages.box).sum(-1, dtype=np.float64))


def _gathered(around: Single, reach: int) -> Single:
    """What the blocks before, the block itself and those behind say to each cell of the box."""
    before, here, behind = around[0], around[1], around[2]
    if reach < here.shape[-1]:
        here[..., reach:] += before[..., :-reach]
        here[..., :-reach] += behind[..., reach:]
    return np.asarray(here.reshape(len(here), -1))


def _cells(told: Single, scale: Single, bias: Single) -> Single:
    told *= scale[:, None]
    told += bias[:, None]
    return np.rint(np.maximum(told, 0, out=told), out=told)


def _whole(values: Single, most: float) -> Single:
    np.maximum(values, -most, out=values)
    return np.rint(np.minimum(values, most, out=values), out=values)


def parts() -> tuple[str, ...]:
    """Give the names of the arrays of a network, in order."""
    return tuple(field.name for field in fields(Network))
