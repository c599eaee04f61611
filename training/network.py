"""Fitting: small networks over the sequence of a page's blocks, by gradient descent with jax.

What is fitted is real-valued; what is stored is rounded to the whole numbers that ``docsieve.scorer.network``
reads, which changes a page's F1 by less than 0.001.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from fit import NAME_WEIGHT, Rows
from pages import Page

from docsieve.scorer import neighbours
from docsieve.scorer.measures import PAGE, SELF
from docsieve.scorer.network import (
    FARTHEST,
    INPUT_STEPS,
    LARGEST,
    LEAST_WITHIN,
    LONGEST,
    REACHES,
    STEPS,
    TOLD,
    Network,
)

CELLS = 32
SEEDS = (3, 4)
EPOCHS = 18
RATE = 3e-3
FIRST_STEPS = 100
# Inputs and states that are not seen at a step, so that none is relied upon.
UNREAD = 0.1
DROPPED = 0.25
# Every second page is seen without some of its blocks, at most this share and half of it on the mean.
LEFT_OUT = 0.3
# Pages are cut to these lengths, and so many blocks make a step.
LENGTHS = (64, 128, 256, 512, LONGEST)
BLOCKS = 4096
LEAST_PAGES, MOST_PAGES = 4, 16
# What is labelled wrongly is not to be learned: a block costs at most one of cross-entropy, a page six.
MOST_OF_A_BLOCK, MOST_OF_A_PAGE = 1.0, 6.0
CROSS_ENTROPY = 0.5
# What it costs to miss where the text starts and ends, at most so much each; the less one stretch says of a
# page's text, the less: nothing where the best stretch has an F1 of one half.
ENDS = 0.1
MOST_OF_AN_END = 6.0
SCATTERED = 2.0
DECAY = 1e-5
AVERAGED = 0.99
WHOLE = 127

Parameters: TypeAlias = dict[str, Any]
Array: TypeAlias = Any


def reads() -> list[int]:
    """Number the measures that networks read: not what is told of neighbours, which they see themselves."""
    told = ("in_span", "from_span_start", "to_span_end")
    spans = [f"{name}_{i}" for i, _ in enumerate(neighbours.SPANS) for name in told]
    names = (*SELF, *PAGE, *neighbours.EVIDENCE, *neighbours.PLACE, *spans)
    return [neighbours.names().index(name) for name in names]


def start(key: Array, inputs: int) -> Parameters:
    """Give the parameters before the first step."""
    keys = iter(jax.random.split(key, 16))

    def drawn(size: float, *shape: int) -> Array:
        return jax.random.normal(next(keys), shape) * size * np.sqrt(1.6 / np.prod(shape[:-1]))

    return {
        "entry": drawn(1.0, inputs, CELLS),
        "entry_bias": jnp.zeros(CELLS),
        "layers": jnp.stack([drawn(0.8, 3, CELLS, CELLS) for _ in REACHES]),
        "layers_bias": jnp.zeros((len(REACHES), CELLS)),
        "gate": drawn(0.3, CELLS, 1),
        "page": drawn(0.5, 2 * CELLS, CELLS),
        "page_bias": jnp.zeros(CELLS),
        "leaving": drawn(0.3, CELLS, 1),
        "direct": jnp.zeros((inputs, 1)),
        "bias": jnp.zeros(1),
        "ends": drawn(0.3, CELLS, 2),
        "within": jnp.full(1, 0.3),
        "trust": drawn(0.1, 2 * CELLS, 1),
        "trust_bias": jnp.ones(1),
    }


def told(parameters: Parameters, read: Array, inside: Array, key: Array | None) -> tuple[Array, Array]:
    """Give the log-odds of pages of one length, (pages, blocks, inputs); with a ``key`` cells are dropped.

    Beside them, the logarithms of how likely the text is to start and to end at each block.
    """
    within = inside[:, :, None]
    keys = iter(jax.random.split(key, 4 + len(REACHES)) if key is not None else [None] * 10)
    read = _dropped(read, UNREAD, next(keys))
    direct = read @ parameters["direct"]
    state = jax.nn.relu(read @ parameters["entry"] + parameters["entry_bias"]) * within
    for layer, reach in enumerate(REACHES):
        seen = _dropped(state, DROPPED, next(keys))
        wide = jnp.pad(seen, ((0, 0), (reach, reach), (0, 0)))
        before, here, behind = parameters["layers"][layer]
        new = wide[:, : -2 * reach] @ before + seen @ here + wide[:, 2 * reach :] @ behind
        new = jax.nn.relu(new + parameters["layers_bias"][layer])
        state = jnp.minimum(state + new, LARGEST) * within
        if layer == TOLD:
            page = _page(parameters, state, within)
            said = page @ parameters["page"] + parameters["page_bias"]
            state = jnp.clip(state + said, -LARGEST, LARGEST) * within
    leaving = _dropped(state, DROPPED, next(keys)) @ parameters["leaving"]
    ends = _dropped(state, DROPPED, next(keys)) @ parameters["ends"]
    ends = jax.nn.log_softmax(jnp.where(within, ends, -30.0), 1)
    trust = _dropped(page, DROPPED, next(keys)) @ parameters["trust"] + parameters["trust_bias"]
    stretch = parameters["within"] * jax.nn.sigmoid(trust[:, :, 0]) * _within(jnp.exp(ends))
    return (leaving + direct + parameters["bias"])[:, :, 0] + stretch, ends


def _within(likely: Array) -> Array:
    """Give the log-odds that blocks stand between the start and the end of the text."""
    started = jnp.cumsum(likely[:, :, 0], 1)
    to_end = jnp.cumsum(likely[:, ::-1, 1], 1)[:, ::-1]
    within = jnp.clip(started, 0, 1) * jnp.clip(to_end, 0, 1)
    return jnp.log(within + LEAST_WITHIN) - jnp.log(1 + LEAST_WITHIN - within)


def _dropped(values: Array, share: float, key: Array | None) -> Array:
    """Drop cells of whole pages."""
    if key is None:
        return values
    left = jax.random.bernoulli(key, 1 - share, (values.shape[0], 1, values.shape[2]))
    return values * left / (1 - share)


def _page(parameters: Parameters, state: Array, within: Array) -> Array:
    chosen = jnp.clip(state @ parameters["gate"] + 0.5, 0, 1) * within
    best = (state * chosen).sum(1, keepdims=True) / (chosen.sum(1, keepdims=True) + 1)
    mean = state.sum(1, keepdims=True) / within.sum(1, keepdims=True)
    return jnp.concatenate([mean, best], 2)


def lost(parameters: Parameters, step: tuple[Array, ...], key: Array) -> Array:
    """Give what pages lose: one less F1 as far as it can be told of probabilities, and cross-entropy."""
    read, inside, text, weight, counted, ends = step
    odds, likely = told(parameters, read.astype(jnp.float32), inside, key)
    kept = jax.nn.sigmoid(odds)
    cross = jnp.minimum(weight * (jnp.logaddexp(0, odds) - text * odds), MOST_OF_A_BLOCK).sum(1)
    f1 = 2 * (weight * kept * text).sum(1) / ((weight * kept).sum(1) + (weight * text).sum(1) + 0.02)
    missed = jnp.minimum(-(likely * ends).sum(1), MOST_OF_AN_END * ends.sum(1)).sum(1)
    page = CROSS_ENTROPY * jnp.minimum(cross, MOST_OF_A_PAGE) + 1 - f1 + ENDS * missed
    large = sum((value**2).sum() for value in jax.tree.leaves(parameters))
    return (counted * page).sum() / counted.sum() + DECAY * large


@jax.jit
def moved(
    fitting: tuple[Parameters, ...], number: float, rate: float, step: tuple[Array, ...], key: Array
) -> Any:
    """Make one step of Adam: parameters, means of slopes and of their squares, mean of late parameters."""
    now, mean, square, late = fitting
    slope = jax.grad(lost)(now, step, key)
    size = jnp.sqrt(sum((value**2).sum() for value in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda value: value * jnp.minimum(1, 1 / size), slope)
    mean = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, mean, slope)
    square = jax.tree.map(lambda old, new: 0.99 * old + 0.01 * new * new, square, slope)
    first, second = 1 - 0.9**number, 1 - 0.99**number
    now = jax.tree.map(
        lambda old, m, s: old - rate * (m / first) / (jnp.sqrt(s / second) + 1e-7), now, mean, square
    )
    late = jax.tree.map(lambda old, new: AVERAGED * old + (1 - AVERAGED) * new, late, now)
    return now, mean, square, late


def fit_network(
    measures: npt.NDArray[np.float32], pages: Sequence[Page], rows: Rows, held_out: int, seed: int
) -> Network:
    """Fit a network to the pages that are not of the fold held out (-1: none is).

    ``measures`` has a row a block, and a column for each of ``reads``.
    """
    read, middle, spread = standardised(measures, rows)
    weight = weights(pages, rows)
    stretches = best_stretches(rows, weight, len(pages))
    rng = np.random.default_rng(100 * seed + held_out + 1)
    now = start(jax.random.PRNGKey(100 * seed + held_out + 1), read.shape[1])
    none = jax.tree.map(jnp.zeros_like, now)
    fitting, number, key = (now, none, none, now), 0, jax.random.PRNGKey(seed)
    for _ in range(EPOCHS):
        steps = list(_steps(pages, held_out, rng))
        for chosen, length in steps:
            number += 1
            done = number / (EPOCHS * len(steps))
            rate = RATE * min(1, number / FIRST_STEPS) * (0.5 * (1 + np.cos(np.pi * min(done, 1))) + 0.01)
            step = _boxed(chosen, length, (read, rows, weight, pages, stretches), rng)
            key, own = jax.random.split(key)
            fitting = moved(fitting, float(number), rate, step, own)
    fitted = jax.tree.map(lambda value: np.asarray(value, np.float64), fitting[3])
    return in_whole_numbers(fitted, middle, spread)


def standardised(
    measures: npt.NDArray[np.float32], rows: Rows
) -> tuple[npt.NDArray[np.float16], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Give signed roots as spreads from the middle of the drawn blocks, with middles and spreads."""
    read = np.copysign(np.sqrt(np.abs(measures)), measures)
    middle, spread = read[rows.drawn].mean(0), read[rows.drawn].std(0) + 1e-3
    far = np.clip((read - middle) / spread, -FARTHEST, FARTHEST)
    return far.astype(np.float16), middle.astype(np.float32), spread.astype(np.float32)


def weights(pages: Sequence[Page], rows: Rows) -> npt.NDArray[np.float32]:
    """Give the share of its page's text that a wrong decision on each block costs; a name costs more."""
    text = np.bincount(rows.page, rows.words * (rows.label == 1), len(pages))
    named = np.array([page.kind in ("letter", "list") for page in pages])[rows.page] & (rows.label == 1)
    weight = np.maximum((rows.words + 0.3) / np.maximum(text, 20)[rows.page], NAME_WEIGHT * named)
    return (weight * (rows.label >= 0)).astype(np.float32)


def best_stretches(rows: Rows, weight: npt.NDArray[np.float32], pages: int) -> npt.NDArray[np.float64]:
    """For each page, the first and last block between which keeping all has the best F1, and its worth."""
    first = np.searchsorted(rows.page, np.arange(pages + 1))
    found = np.zeros((pages, 3))
    for number in range(pages):
        own = slice(first[number], first[number + 1])
        found[number] = _best_stretch(rows.label[own] == 1, weight[own].astype(np.float64))
        found[number, :2] += first[number]
    return found


def _best_stretch(text: npt.NDArray[np.bool_], weight: npt.NDArray[np.float64]) -> tuple[float, ...]:
    if not text.any():
        return -1.0, -1.0, 0.0
    starts = np.flatnonzero(text & ~np.append(False, text[:-1]))
    ends = np.flatnonzero(text & ~np.append(text[1:], False)) + 1
    kept, hits = (np.append(0, np.cumsum(each)) for each in (weight, weight * text))
    f1 = 2 * (hits[ends] - hits[starts][:, None])
    f1 /= kept[ends] - kept[starts][:, None] + hits[-1] + 1e-9
    f1[starts[:, None] >= ends] = -1
    start, end = np.unravel_index(f1.argmax(), f1.shape)
    return float(starts[start]), float(ends[end] - 1), max(0.0, 1 - SCATTERED * (1 - f1.max()))


def _steps(pages: Sequence[Page], held_out: int, rng: np.random.Generator) -> Iterator[tuple[list[int], int]]:
    """Draw one dump of every page, half of the made ones, and put those of like length together."""
    dumps: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        if page.fold != held_out:
            dumps.setdefault(page.page, []).append(number)
    drawn = [each[rng.integers(len(each))] for each in dumps.values()]
    drawn = [at for at in rng.permutation(drawn).tolist() if pages[at].weight >= 1 or rng.random() < 0.5]
    steps = []
    for shorter, length in zip((0, *LENGTHS), LENGTHS, strict=False):
        longest = length if length < LENGTHS[-1] else max(len(page.texts) for page in pages)
        own = [at for at in drawn if shorter < len(pages[at].texts) <= longest]
        many = min(max(BLOCKS // length, LEAST_PAGES), MOST_PAGES)
        steps += [(own[at : at + many], length) for at in range(0, len(own) - len(own) % many, many)]
    yield from (steps[at] for at in rng.permutation(len(steps)))


def _boxed(
    chosen: Sequence[int],
    length: int,
    known: tuple[
        npt.NDArray[np.float16], Rows, npt.NDArray[np.float32], Sequence[Page], npt.NDArray[np.float64]
    ],
    rng: np.random.Generator,
) -> tuple[Array, ...]:
    """Put pages into a box, a stretch drawn of those that are longer."""
    read, rows, weight, pages, stretches = known
    shape = (len(chosen), length)
    box, inside = np.zeros((*shape, read.shape[1]), np.float16), np.zeros(shape, bool)
    text, cost = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    ends = np.zeros((*shape, 2), np.float32)
    for at, number in enumerate(chosen):
        first, after = np.searchsorted(rows.page, (number, number + 1))
        first += rng.integers(max(after - first - length, 0) + 1)
        own = _thinned(np.arange(first, min(first + length, after)), rng)
        count = len(own)
        box[at, :count], inside[at, :count] = read[own], True
        text[at, :count], cost[at, :count] = rows.label[own] == 1, weight[own]
        start, end, worth = stretches[number]
        kept = np.flatnonzero(text[at, :count] * (own >= start) * (own <= end))
        if len(kept):
            # A stretch that starts above the blocks that were drawn starts with the first of them.
            ends[at, 0 if start < own[0] else kept[0], 0] = worth
            ends[at, count - 1 if end > own[-1] else kept[-1], 1] = worth
    counted = np.array([max(pages[at].weight, 1.0) for at in chosen])
    return box, inside, text, cost, counted.astype(np.float32), ends


def _thinned(blocks: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    if rng.random() < 0.5:
        return blocks
    left = rng.random(len(blocks)) >= LEFT_OUT * rng.random()
    return blocks[left] if left.any() else blocks


def in_whole_numbers(
    fitted: Parameters, middle: npt.NDArray[np.float32], spread: npt.NDArray[np.float32]
) -> Network:
    """Round what was fitted to whole numbers up to 127, each cell with a scale of its own."""
    entry, entry_scale = _rounded(fitted["entry"].T)
    around = fitted["layers"].transpose(0, 3, 1, 2)
    layers, layers_scale = _rounded(around.reshape(*around.shape[:2], -1))
    page, page_scale = _rounded(fitted["page"].T)
    one = {name: _rounded(fitted[name][:, 0]) for name in ("gate", "leaving", "direct", "trust")}
    ends, ends_scale = _rounded(fitted["ends"].T)
    worth = [one["gate"][1] / STEPS, one["leaving"][1] / STEPS, one["direct"][1] / INPUT_STEPS]
    stretch = [one["trust"][1] / STEPS, *fitted["trust_bias"], *fitted["within"]]
    return Network(
        np.array(reads(), np.int16),
        middle,
        spread,
        entry,
        (entry_scale * STEPS / INPUT_STEPS).astype(np.float32),
        (fitted["entry_bias"] * STEPS).astype(np.float32),
        np.ascontiguousarray(layers.reshape(around.shape).transpose(0, 2, 1, 3)),
        layers_scale.astype(np.float32),
        (fitted["layers_bias"] * STEPS).astype(np.float32),
        one["gate"][0],
        page,
        page_scale.astype(np.float32),
        (fitted["page_bias"] * STEPS).astype(np.float32),
        one["leaving"][0],
        one["direct"][0],
        ends,
        ends_scale / STEPS,
        one["trust"][0],
        np.array([*worth, *fitted["bias"], *stretch], np.float64),
    )


def _rounded(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float64]]:
    most = np.maximum(np.abs(values).max(-1), 1e-9)
    return np.rint(values / most[..., None] * WHOLE).astype(np.int8), most / WHOLE
