"""What Prefect's pages show of a run: how far it is, its summary, what was set aside, where the report is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import cast
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from summary import Summary, as_markdown

from docsieve.console import escaped

ENDED_AT = {
    "prepare": 40.0,
    "survey": 45.0,
    "judge": 80.0,
    "tabulate": 88.0,
    "validate": 98.0,
    "drift": 100.0,
}
"""How far a run is, in percent, when a stage has ended; the shares of a run over many documents."""

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a run: the wall time of each, and the bar on Prefect's page that they move."""

    bar: UUID
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the wall time of a stage and move the bar."""
        began = monotonic()
        yield
        self.seconds[stage] = monotonic() - began
        update_progress_artifact(self.bar, ENDED_AT[stage], f"{stage}: done")


def stages() -> Stages:
    """Show that a run has begun."""
    bar = create_progress_artifact(0.0, key="curate-progress", description="begun")
    return Stages(cast(UUID, bar))


def show(summary: Summary) -> None:
    """Show what came of a run: the summary, a table of what was set aside, the way to the report."""
    create_markdown_artifact(as_markdown(summary), key="curate-summary", description=summary.headline)
    rows = [
        {"file": escaped(one.source), "reason": escaped(one.reason), "detail": escaped(one.detail)}
        for one in summary.quarantined[:MOST_ROWS]
    ]
    create_table_artifact(
        rows, key="curate-quarantine", description=f"{len(summary.quarantined)} set aside, {len(rows)} shown"
    )
    for name, where in summary.look:
        if where.endswith(".html"):
            key = f"curate-{name.replace(' ', '-')}"
            create_link_artifact(Path(where).resolve().as_uri(), link_text=name, key=key)
