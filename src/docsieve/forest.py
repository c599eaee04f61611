"""A forest of symmetric trees as arrays: evaluated in a few array steps, with whole-number leaves.

Every level of a tree asks one question of all blocks, so a tree is ``depth`` comparisons and one look-up.
Leaves are whole numbers, so the sum is the same whatever the order or the machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float64]

# Leaves are in 1/4096 of a unit of log-odds.
SCALE: Final = 4096
LEAST_WEIGHT: Final = 1e-6
PARTS: Final = ("columns", "borders", "leaves", "weights")
# The answers of a few hundred trees to so many blocks stay in the second cache.
BLOCKS_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Forest:
    """``columns`` and ``borders`` (trees, depth); ``leaves`` and their ``weights`` (trees, 2**depth)."""

    columns: npt.NDArray[np.int16]
    borders: npt.NDArray[np.float32]
    leaves: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    bias: int

    def log_odds(self, measures: npt.NDArray[np.float32]) -> Matrix:
        """Give the log-odds of every block, of measures with a row each; multiples of 1/4096."""
        blocks = measures.shape[1]
        odds = np.empty(blocks)
        for at in range(0, blocks, BLOCKS_AT_ONCE):
            some = measures[:, at : at + BLOCKS_AT_ONCE]
            odds[at : at + BLOCKS_AT_ONCE] = self._chosen(self._answers(some)).sum(0)
        return (self.bias + odds) / SCALE

    @property
    def usual(self) -> float:
        """The log-odds of a block of which nothing is known, to which `spoke` adds."""
        mass = self.weights.astype(np.float64) + LEAST_WEIGHT
        return float((self.bias + ((self.leaves * mass).sum(1) / mass.sum(1)).sum()) / SCALE)

    def spoke(self, block: npt.NDArray[np.float32]) -> Matrix:
        """Give what each measure added to one block's log-odds.

        A question adds the difference between the mean of the leaves that are left after its answer and
        the mean before, the leaves weighted by the training blocks that fell into them.
        """
        depth = self.columns.shape[1]
        answers = np.unpackbits(self._answers(block[:, None]), axis=1, bitorder="little")
        # No leaf is weightless, so that the last answer always leads to the leaf's own value.
        mass = self.weights.astype(np.float64) + LEAST_WEIGHT
        value = self.leaves * mass
        added = np.zeros(len(block))
        before = value.sum(1) / mass.sum(1)
        bits = (np.arange(mass.shape[1])[:, None] >> np.arange(depth)) & 1
        left = np.ones_like(mass, bool)
        for level in range(depth):
            left &= bits[:, level] == answers[:, level : level + 1]
            after = np.where(left, value, 0).sum(1) / np.where(left, mass, 0).sum(1)
            np.add.at(added, self.columns[:, level], after - before)
            before = after
        return added / SCALE

    def _answers(self, measures: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """The answers of each tree (rows) for each block (columns), a bit a level; at most eight levels."""
        answers = np.zeros((len(self.columns), measures.shape[1]), np.uint8)
        for level in range(self.columns.shape[1]):
            asked = measures.take(self.columns[:, level], axis=0) > self.borders[:, level, None]
            answers |= asked.view(np.uint8) << np.uint8(level)
        return answers

    def _chosen(self, answers: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        first = (np.arange(len(self.leaves)) * self.leaves.shape[1])[:, None]
        return np.asarray(self.leaves.ravel()[first + answers], np.int32)


def stored_as(forest: Forest, name: str) -> dict[str, npt.NDArray[Any]]:
    """Give the arrays by which a file holds a forest of a name."""
    arrays = {f"{name}_{part}": getattr(forest, part) for part in PARTS}
    return arrays | {f"{name}_bias": np.array(forest.bias)}


def forest_of(stored: Mapping[str, npt.NDArray[Any]], name: str) -> Forest:
    """Give the forest of a name that ``stored_as`` put into a file; raises KeyError where there is none."""
    columns, borders, leaves, weights = (stored[f"{name}_{part}"] for part in PARTS)
    return Forest(columns, borders, leaves, weights, int(stored[f"{name}_bias"]))
