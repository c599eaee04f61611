"""The floors of chrome removal on real pages; skipped where those pages are not at hand.

Every page is judged by numbers fitted without its site, so a floor says what to expect of a new site.
"""

import json
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from gate.chrome import FOLDS, by_pipeline, by_scorer, fitted_without, of_the_sites, rows_of, score_all
from gate.chrome_letters import PRECIOUS, letters, losses

ROOT = Path(__file__).parent.parent.parent
GOLD = Path(os.environ.get("DOCSIEVE_GOLD", ROOT.parent / "shared" / "gold"))
FLOORS = json.loads((Path(__file__).parent / "chrome_floors.json").read_text("utf-8"))
EVERY = 4
LEAST_PAGES = 30

pytestmark = pytest.mark.skipif(not (GOLD / "extraction").is_dir(), reason=f"no gold pages at {GOLD}")


@pytest.fixture(scope="module")
def reached() -> dict[str, float]:
    rows = rows_of(GOLD)
    groups: dict[str, list[float]] = defaultdict(list)
    for one in score_all(GOLD, rows[::EVERY], by_scorer(rows)):
        for name in ("all", f"language {one.row['lang']}", f"kind {one.row['page_type']}"):
            groups[name].append(one.f1)
    return {name: float(np.mean(own)) for name, own in groups.items() if len(own) >= LEAST_PAGES}


@pytest.mark.parametrize("name", ["all", "kind article"])
def test_mean_is_above_its_floor(name: str, reached: dict[str, float]) -> None:
    assert reached[name] >= FLOORS[name]


@pytest.fixture(scope="module")
def published() -> dict[str, float]:
    """What reaches the clean text, over every eighth dump."""
    rows = rows_of(GOLD)
    chosen = rows[:: 2 * EVERY]
    groups: dict[str, list[float]] = defaultdict(list)
    for one in score_all(GOLD, chosen, by_pipeline(of_the_sites(rows, chosen))):
        for name in ("all", f"kind {one.row['page_type']}"):
            groups[name].append(one.f1)
    return {name: float(np.mean(own)) for name, own in groups.items() if len(own) >= LEAST_PAGES}


@pytest.mark.parametrize("name", ["all", "kind article"])
def test_what_is_published_is_above_its_floor(name: str, published: dict[str, float]) -> None:
    assert published[name] >= FLOORS["published"][name]


def test_nothing_precious_is_lost_and_hardly_anything_else() -> None:
    counted, told = losses(letters(GOLD), [fitted_without(fold) for fold in range(FOLDS)])

    assert [line for line in told if line.startswith(PRECIOUS)] == []
    assert counted["other block"] <= FLOORS["letters"]["other blocks removed"], told


def test_every_language_of_enough_pages_is_above_the_floor(reached: dict[str, float]) -> None:
    below = {n: f for n, f in reached.items() if n.startswith("language") and f < FLOORS["language"]}

    assert below == {}
