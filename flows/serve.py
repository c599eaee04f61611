"""Put the main job on a cron schedule and wait for its hours: one process, no work pool.

    PREFECT_API_URL=http://127.0.0.1:4200/api uv run flows/serve.py --cron "15 3 * * *"

Serves until it is stopped; stopping it pauses the schedule, so that nothing piles up meanwhile. Each run
reads the settings anew, from ``docsieve.toml`` in the folder this was started in or the file of ``--config``.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from curate import curate

from docsieve.arguments import ArgumentError
from docsieve.config import ConfigError, load
from docsieve.read import folder_of, is_remote, without_secret


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the flow ``curate`` on a schedule until the process is stopped."""
    options = parser().parse_args(arguments)
    try:
        raw = without_secret(options.raw) if is_remote(options.raw) else str(folder_of(options.raw).resolve())
        load(options.config)  # not to find out at night that it cannot be used
    except (ArgumentError, ConfigError) as error:
        parser().error(str(error))
    parameters = {"raw": raw, "curated": str(options.curated.resolve())}
    if options.config:
        parameters["config"] = str(options.config.resolve())
    curate.serve(name="served", cron=options.cron, parameters=parameters, limit=1)
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = argparse.ArgumentParser(prog="serve.py", description="Run the main job on a cron schedule.")
    made.add_argument("--cron", default="15 3 * * *", help="when, in UTC (default: every night at 3:15)")
    made.add_argument("--raw", default="raw", help="folder or address of the input")
    made.add_argument("--curated", type=Path, default=Path("curated"), help="where the dataset is published")
    made.add_argument("--config", type=Path, help="settings (default: docsieve.toml, where there is one)")
    return made


if __name__ == "__main__":
    sys.exit(main())
