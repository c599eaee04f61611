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
    ``direct`` the inputs themselves.
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
    # What one of ``gate``, ``leaving`` and ``direct`` is worth, and the bias of the log-odds.
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
                state = self._with_page(state, pages) * inside
        told = _product(self.leaving, state) * self.worth[1] + _product(self.direct, inputs) * self.worth[2]
        return np.asarray(np.rint((told + self.worth[3]) * SCALE) / SCALE).reshape(pages.box)

    def _with_page(self, state: Single, pages: Pages) -> Single:
        """Add to every block what its page's blocks say on the mean, and those that the gate chooses."""
        gate = GATE_STEPS / 2 + _product(self.gate, state) * (self.worth[0] * GATE_STEPS)
        chosen = np.rint(clipped(gate, 0.0, GATE_STEPS)) * pages.inside().reshape(-1)
        mean = _of_page(state, pages) / pages.counts
        best = _of_page(state * chosen.astype(np.float32), pages) / (_of_page(chosen, pages) + GATE_STEPS)
        both = np.rint(np.concatenate((mean, best))).astype(np.float32)
        said = _product(self.page, both) * self.page_scale[:, None]
        said += self.page_bias[:, None]
        told = state.reshape(-1, *pages.box) + said[:, :, None]
        return _whole(told.reshape(state.shape), LARGEST * STEPS)


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
