"""Which lines name signatories, and which tell of one beside them, as two forests learned it from pages.

``training/signatures.py`` fits them; what they are asked is what a line, the lines around it and its page
look like (``sight``), never a word or a name.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from docsieve.forest import Forest, forest_of
from docsieve.signing.page import Page
from docsieve.signing.sight import SHOWN, shown

FILE: Final = "signatures.npz"
FORESTS: Final = ("names", "tells")
# How far the lines around are looked at one by one, and how far as a mean.
NEAR: Final = 5
WIDTHS: Final = (3, 10, 30)
MEANT: Final = ("characters", "sentence", "naming", "person_form", "name_kinds", "commas")
OF_THE_PAGE: Final = (
    "voiced", "full_of_voices", "undersigned", "titled_as_statement", "called_a_statement",
    "headed_as_statement", "about_people", "report", "addressed", "text_above", "in_comments",
    "lines_above", "lines_below", "since_prose", "until_prose", "since_heading",
)  # fmt: skip
# Prose: sentences of so many words. Farther lines are not told apart.
PROSE_WORDS: Final = 12
FAR: Final = 60
# So many lines are judged at once, so that memory stays flat on a page of any length.
AT_ONCE: Final = 4096

Single: TypeAlias = npt.NDArray[np.float32]


@cache
def forests() -> dict[str, Forest]:
    """Load the forests that the package ships, once, by their names."""
    with np.load(BytesIO((files("docsieve") / "data" / FILE).read_bytes())) as stored:
        return {name: forest_of(stored, name) for name in FORESTS}


@cache
def measures() -> tuple[str, ...]:
    """Give the name of every row of ``views``, in order."""
    near = [f"{name}_{step:+d}" if step else name for step in range(-NEAR, NEAR + 1) for name in SHOWN]
    means = [f"{name}_{side}_{k}" for side in ("before", "behind") for k in WIDTHS for name in MEANT]
    return (*near, *means, *OF_THE_PAGE)


def log_odds(page: Page) -> dict[str, npt.NDArray[np.float64]]:
    """Give for each line of a page the log-odds that it names a signatory, and that it tells of one."""
    told = {name: np.empty(len(page.lines)) for name in FORESTS}
    first = 0
    for part in views(page):
        after = first + part.shape[1]
        for name, forest in forests().items():
            told[name][first:after] = forest.log_odds(part)
        first = after
    return told


def views(page: Page) -> Iterator[Single]:
    """Give what the forests are asked, (``measures``, lines), some thousand lines of the page at a time."""
    rows = np.empty((len(SHOWN), len(page.lines)), np.float32)
    for at, line in enumerate(page.lines):
        rows[:, at] = shown(line)
    means, whole = _means(rows), _of_the_page(page, rows)
    padded = np.pad(rows, ((0, 0), (NEAR, NEAR)), constant_values=-1.0)
    many = rows.shape[1]
    for first in range(0, many, AT_ONCE):
        some = slice(first, min(first + AT_ONCE, many))
        near = [padded[:, some.start + step : some.stop + step] for step in range(2 * NEAR + 1)]
        yield np.concatenate((*near, means[:, some], whole[:, some]))


def _means(rows: Single) -> Single:
    """The means over the lines before and behind each line, for each width."""
    chosen = rows[[SHOWN.index(name) for name in MEANT]]
    running = np.pad(np.cumsum(chosen, 1, dtype=np.float64), ((0, 0), (1, 0)))
    i, many = np.arange(rows.shape[1]), rows.shape[1]
    before = [(running[:, i] - running[:, np.maximum(i - k, 0)]) / k for k in WIDTHS]
    behind = [(running[:, np.minimum(i + 1 + k, many)] - running[:, i + 1]) / k for k in WIDTHS]
    return np.concatenate((*before, *behind)).astype(np.float32)


def _of_the_page(page: Page, rows: Single) -> Single:
    many = len(page.lines)
    flags = (
        page.voiced(), page.is_full_of_voices(), page.is_undersigned(), page.is_titled_as_statement(),
        page.is_called_a_statement(), page.is_headed_as_statement(), page.is_about_people(),
        page.is_report(), page.is_addressed(),
    )  # fmt: skip
    i = np.arange(many)
    prose = (rows[SHOWN.index("sentence")] > 0) & (rows[SHOWN.index("words")] >= PROSE_WORDS)
    heads = rows[SHOWN.index("heading")] > 0
    since, until = _last(prose), many - 1 - _last(prose[::-1])[::-1]
    told = (
        np.array(page.said[:-1]) / max(page.said[-1], 1),
        [page.in_comments(at) for at in range(many)],
        np.minimum(i, FAR),
        np.minimum(many - 1 - i, FAR),
        np.minimum(i - since, FAR),
        np.minimum(until - i, FAR),
        np.minimum(i - _last(heads), FAR),
    )
    fixed = np.repeat(np.array(flags, np.float32)[:, None], many, 1)
    return np.concatenate((fixed, np.array(told, np.float32).reshape(len(told), many)))


def _last(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The last flagged line up to each, far above the page where there is none."""
    return np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -FAR - len(flags)))
