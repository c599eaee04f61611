"""What the examples in docstrings may use: `curated`, a small published dataset."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "tests"))

USE_DATASET = ("docsieve.open", "docsieve.dataset.open")


@pytest.fixture(autouse=True)
def published_example(
    request: pytest.FixtureRequest,
    doctest_namespace: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Publish the small batch of the tests for the docstrings that read a dataset."""
    if request.node.name not in USE_DATASET:
        return
    from sample_batch import published

    curated = tmp_path_factory.mktemp("curated")
    published(curated)
    doctest_namespace["curated"] = curated
