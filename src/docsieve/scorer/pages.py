"""Several pages measured at once: their blocks in one row, or a page a row in a box with padding behind.

A call of numpy costs as much for the sixty blocks of one page as for those of ten pages. Whatever one page
is told must not depend on those beside it: what sums fractions runs along a page's own row of the box, and
the zeros behind a page's last block change no running sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docsieve.scorer.text import Flags, Ints

# Blocks of a batch: its arrays then fit the second cache; twice as many are no faster.
MOST_BLOCKS = 1 << 10
MOST_CHARACTERS = 1 << 17
# Cells of a box for every block of it.
MOST_PADDED = 1.25


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the blocks of each page stand: ``page`` names the page of every block, ``first`` its first one.

    ``counts`` has the blocks of each page, ``cell`` the place of every block in the box, ``box`` its shape.
    """

    counts: Ints
    page: Ints
    first: Ints
    cell: Ints
    box: tuple[int, int]

    def boxed(self, values: npt.NDArray[np.float64] | Flags) -> npt.NDArray[np.float64]:
        """Set the last axis, an entry a block, into a box; zeros stand behind each page's last block."""
        shape = (*values.shape[:-1], *self.box)
        if len(self.page) == self.box[0] * self.box[1]:
            return np.asarray(values, np.float64).reshape(shape)
        filled = np.zeros((*values.shape[:-1], self.box[0] * self.box[1]))
        filled[..., self.cell] = values
        return filled.reshape(shape)

    def inside(self) -> Flags:
        """Say which cells of the box hold a block."""
        return np.asarray(np.arange(self.box[1]) < self.counts[:, None])


def pages_of(counts: Sequence[int]) -> Pages:
    """Place the blocks of pages of which each has one or more."""
    many = np.array(counts, np.int64)
    first = np.cumsum(many) - many
    page = np.repeat(np.arange(len(many)), many)
    widest = int(many.max())
    cell = np.arange(len(page)) + (np.arange(len(many)) * widest - first)[page]
    return Pages(many, page, first, cell, (len(many), widest))


def batches(sizes: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Put pages of a like number of blocks together, given as (blocks, characters); each in one batch.

    >>> batches([(57, 6000), (3, 200), (60, 6000), (2000, 99)])
    [[1], [0, 2], [3]]
    """
    made: list[list[int]] = []
    blocks = characters = 0
    for at in sorted(range(len(sizes)), key=lambda at: sizes[at]):
        count, length = sizes[at]
        blocks, characters = blocks + count, characters + length
        cells = (len(made[-1]) + 1) * count if made else 0
        if not made or blocks > MOST_BLOCKS or characters > MOST_CHARACTERS or cells > MOST_PADDED * blocks:
            made.append([])
            blocks, characters = count, length
        made[-1].append(at)
    return made
