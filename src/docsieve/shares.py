"""Which share of a site's pages carries a line, told in steps where a site has many.

So that one page more or less of a large site is no news for the lines of all others: a page is judged again
where what is told of one of its lines has changed.
"""

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

FEW = 20
"""Pages of a site up to which shares are exact."""

STEPS = np.array([0, 1, 3, 5, *range(10, 101, 5)], np.int64)
"""Percent; a share is told as the next step upwards, so that half of the pages and all of them are exact."""

COUNTED = 12
"""Other pages that carry a line, or that a site has, which are counted one by one; more are many."""

Counts = npt.NDArray[np.int64]
_STEPS = STEPS.tolist()


def share(carriers: int, pages: int) -> float:
    """Give which share of the pages are carriers, exact of few pages, else the next step above.

    >>> share(3, 4), share(11, 52), share(26, 52), share(27, 52), share(52, 52)
    (0.75, 0.25, 0.5, 0.55, 1.0)
    """
    if pages <= FEW:
        return carriers / pages
    return float(_STEPS[bisect_left(_STEPS, -(-100 * carriers // pages))]) / 100


def shares(carriers: Counts, pages: int) -> npt.NDArray[np.float64]:
    """Give the same of many numbers of carriers at once.

    >>> shares(np.array([3, 26, 52]), 52).tolist()
    [0.1, 0.5, 1.0]
    """
    if pages <= FEW:
        return carriers / pages
    return np.asarray(STEPS[np.searchsorted(STEPS, -(-100 * carriers // pages))] / 100)


def told(carriers: Counts, pages: int) -> Counts:
    """Give numbers that are others where anything is that is told of lines which so many pages carry.

    That is: the share of the pages, and of the others beside the line's own, the number of others up to
    ``COUNTED``, and how many pages there are, up to as many.
    """
    if pages - 1 <= FEW:
        return np.append(carriers, pages)
    percents = [-(-100 * some // of) for some, of in ((carriers, pages), (carriers - 1, pages - 1))]
    steps = [np.searchsorted(STEPS, each) for each in percents]
    return np.concatenate((np.minimum(carriers - 1, COUNTED), *steps, [0]))
