"""Made pages: the text of one site between the chrome of another, so that neither is known by the other."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pages import Page

SPLICED_WEIGHT = 0.5
MOST_BLOCKS, MOST_TEXT = 3000, 600
LEAST_KEPT = 2
# Kinds that are few are spliced twice.
TIMES = {"article": 1}
# One text in so many is cut short, so that its end is not always the end that an editor wrote.
CUT = 0.3
LEAST_CUT = 5
# A title may stand undecided so many blocks above the text.
TITLE_REACH = 12


def spliced(pages: Sequence[Page], seed: int) -> list[Page]:
    """Set the text of a page into another of its fold, language, dumper and kind, but of another site."""
    rng = np.random.default_rng(seed)
    alike: dict[tuple[int, str, str, str], list[Page]] = defaultdict(list)
    for page in pages:
        if (page.labels == 1).sum() >= LEAST_KEPT and len(page.texts) < MOST_BLOCKS:
            first, after = _text(page)
            if after - first < MOST_TEXT:
                alike[page.fold, page.language, page.dumper, page.kind].append(page)
    made = []
    for key, own in sorted(alike.items()):
        for host in own * TIMES.get(key[3], 2):
            others = [page for page in own if page.site != host.site]
            if others:
                made.append(_set_in(others[rng.integers(len(others))], host, rng))
    return made


def _text(page: Page) -> tuple[int, int]:
    """Where the text starts, with the title above it, and where it ends."""
    kept = np.flatnonzero(page.labels == 1)
    above = np.flatnonzero(page.labels[: kept[0]] == -1)
    above = above[above >= max(kept[0] - TITLE_REACH, 1)]
    return int(above[0] if len(above) else kept[0]), int(kept[-1]) + 1


def _set_in(page: Page, host: Page, rng: np.random.Generator) -> Page:
    first, after = _text(page)
    kept = np.flatnonzero(page.labels == 1)
    if rng.random() < CUT and len(kept) > LEAST_CUT:
        after = int(kept[rng.integers(LEAST_KEPT, len(kept) - 1)]) + 1
    start, end = _text(host)
    # The page's own name goes with its text where both first blocks are undecided names.
    top = page if page.labels[0] == -1 and host.labels[0] == -1 else host
    parts = (
        (top, slice(0, 1)),
        (host, slice(1, max(start, 1))),
        (page, slice(max(first, 1), after)),
        (host, slice(end, None)),
    )

    def joined(name: str) -> npt.NDArray:
        return np.concatenate([np.asarray(getattr(each, name))[span] for each, span in parts])

    texts = tuple(text for each, span in parts for text in each.texts[span])
    return Page(
        f"{host.page} spliced", host.site, host.dumper, "spliced", host.language, texts,
        tuple(gap for each, span in parts for gap in each.separators[span]), joined("labels"),
        np.arange(len(texts)), joined("phrases"), np.minimum(joined("site_pages"), host.site_size),
        host.site_size, SPLICED_WEIGHT,
    )  # fmt: skip
