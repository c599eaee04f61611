"""The main job: a folder of scraped text in, a clean and validated dataset out.

    uv run flows/curate.py --raw raw --curated curated

Reads as the document's way does: read, prepare, survey, judge, tabulate, validate, publish. A task is
a batch of many documents, because a task run has its price whatever is in it.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Before the import of prefect, which reads them: nobody is told about a run, and the server that a run
# brings along may take its time on a busy machine (20 s are prefect's own limit).
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote


@flow(name="curate")
def curate(raw: Path = Path("raw"), curated: Path = Path("curated")) -> str:
    get_run_logger().info("hello %s", raw)
    return "ok"


if __name__ == "__main__":
    curate()
