"""The command that says what the next run would do."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from docsieve import erasure
from docsieve.config import load
from docsieve.engine import one_after_another
from docsieve.persons import care_of
from docsieve.plan import differences, forecast, told, told_differences
from docsieve.releases import read_releases
from docsieve.shards import Given


def planned(raw: str, curated: Path, config_file: Path | None, sample: int) -> Iterator[str]:
    """Give the plan line by line, with a sample of so many documents; raises an error of what is missing."""
    config = load(config_file)
    given = Given(
        raw=raw,
        curated=curated,
        config=config,
        care=care_of(config.persons, config.persons_key_env, config.persons_key_file),
        marks=erasure.read_marks(curated),
        releases=read_releases(curated),
    )
    with tempfile.TemporaryDirectory(prefix="docsieve-plan-") as work:
        plan = forecast(given, Path(work), one_after_another)
        yield from told(plan)
        if sample:
            yield from told_differences(differences(given, plan, Path(work), one_after_another, sample))
