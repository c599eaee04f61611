"""The commands about what waits: list it, show it, try it again, release it."""

import getpass
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from docsieve import config, quarantine, releases
from docsieve.console import printable

app = typer.Typer(no_args_is_help=True, help="What was not accepted, why, and how to go on.")
FLOW = Path("flows/curate.py")
MOST_LISTED = 200

Curated = Annotated[Path, typer.Option(help="Folder that holds the published dataset.")]
Raw = Annotated[str, typer.Option(help="Folder or address of the raw files.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings (docsieve.toml by default).")]
Publish = Annotated[bool, typer.Option(help="Whether to run the flow, which publishes.")]


@app.command("list")
def list_(
    stage: Annotated[str | None, typer.Option(help="read, row, expectation or drift.")] = None,
    reason: Annotated[str | None, typer.Option(help="A reason, or the name of an expectation.")] = None,
    source: Annotated[str | None, typer.Option(help="A part of the path below the raw folder.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is published all the same, as a warning or released.")
    ] = False,
    curated: Curated = Path("curated"),
) -> None:
    """List what waits, one line each."""
    found = quarantine.rows(curated)
    asked = quarantine.chosen(found.rows, stage, reason, source, everything)
    typer.echo(f"{'Refused' if found.refused else 'Published'}: {found.folder}")
    for row in asked[:MOST_LISTED]:
        typer.echo(quarantine.in_short(row))
    if len(asked) > MOST_LISTED:
        typer.echo(f"... and {len(asked) - MOST_LISTED} more; uv run docsieve export quarantine writes all.")
    counts = Counter(f"{row['stage']} {row.get('expectation') or row['reason']}" for row in asked)
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    others = len(quarantine.chosen(found.rows, everything=True)) - len(quarantine.chosen(found.rows))
    more = "" if everything or not others else f"; {others} more are published all the same (--all)"
    typer.echo(f"{len(asked)} rows{': ' + told if told else ''}{more}.")


@app.command()
def show(
    which: Annotated[str, typer.Argument(help="The beginning of an id, or (the end of) a path.")],
    curated: Curated = Path("curated"),
    raw: Raw = "raw",
) -> None:
    """Say what happened to an item, how to mend it, and what its file begins with."""
    for row in quarantine.find(quarantine.rows(curated).rows, which):
        for line in quarantine.explained(row, raw):
            typer.echo(printable(line))


@app.command()
def replay(
    which: Annotated[
        list[str] | None, typer.Argument(help="Ids or paths; all that wait without any.")
    ] = None,
    curated: Curated = Path("curated"),
    raw: Raw = "raw",
    settings: ConfigFile = None,
    publish: Publish = True,
) -> None:
    """Try the files again, only those; where one passes now, run the flow, which publishes.

    Status 1 where none passes.
    """
    found = quarantine.rows(curated).rows
    asked = (
        [row for one in which for row in quarantine.find(found, one)] if which else quarantine.chosen(found)
    )
    tried = quarantine.replay(asked, raw, config.load(settings), releases.read_releases(curated))
    for one in tried:
        told = f"still waits: {one.source}: {one.waits}" if one.waits else f"passes now: {one.source}"
        typer.echo(printable(told))
    passing = sum(one.waits is None for one in tried)
    typer.echo(f"{passing} of {len(tried)} files pass now.")
    if not passing:
        raise typer.Exit(1)
    _publish(publish, raw, curated, settings)


@app.command()
def release(
    which: Annotated[str, typer.Argument(help="The beginning of an id, or (the end of) a path.")],
    reason: Annotated[str, typer.Option(help="Why it is right to publish it; kept with your name.")],
    by: Annotated[str, typer.Option(help="Who releases it; your user name by default.")] = "",
    curated: Curated = Path("curated"),
    raw: Raw = "raw",
    settings: ConfigFile = None,
    publish: Publish = True,
) -> None:
    """Publish an item despite what held it back, with a reason that stays; not everything can be."""
    waiting = [row for row in quarantine.rows(curated).rows if not row["published"]]
    asked = quarantine.find(waiting, which)
    for row in asked:
        if cause := releases.objection(row):
            raise releases.ReleaseError(f"{row['source'] or row['detail']} cannot be released: {cause}")
    for row in asked:
        made = releases.release(curated, row, by or getpass.getuser(), reason)
        typer.echo(printable(f"{row['source'] or row['row_key']}: {made.sentence()}"))
    _publish(publish, raw, curated, settings)


def _publish(publish: bool, raw: str, curated: Path, settings: Path | None) -> None:
    """Run the flow; its status is that of the command."""
    command = [str(FLOW), "--raw", raw, "--curated", str(curated)]
    command += ["--config", str(settings)] if settings else []
    if not publish or not FLOW.exists():
        typer.echo(f"The next run publishes: uv run {' '.join(command)}")
        return
    raise typer.Exit(subprocess.run([sys.executable, *command], check=False).returncode)
