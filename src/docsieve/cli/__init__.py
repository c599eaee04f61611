"""The analyst's and the archivist's commands: ask why, export a table, see to the quarantine."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docsieve import __version__, dataset, erasure, explain, lineage, snapshot
from docsieve.arguments import ArgumentError
from docsieve.cli import quarantine
from docsieve.config import ConfigError
from docsieve.console import bear_all_characters
from docsieve.entities import JudgementError
from docsieve.expectations import CouldNotEvaluateError, SuiteError
from docsieve.ftm import ftm_entities, ftm_statements
from docsieve.persons import PersonsKeyError
from docsieve.releases import ReleaseError
from docsieve.snapshot import REFUSED, SNAPSHOTS, HeldError, LockedError, NoSnapshotError, disk, lock

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Ask a published dataset of docsieve.")
app.add_typer(quarantine.app, name="quarantine")
MENDABLE = (
    explain.NotFoundError,
    NoSnapshotError,
    LockedError,
    HeldError,
    CouldNotEvaluateError,
    erasure.NothingFoundError,
    erasure.MarksError,
    ArgumentError,
    ConfigError,
    PersonsKeyError,
    JudgementError,
    SuiteError,
    ReleaseError,
    # What is said where the raw folder is not there.
    FileNotFoundError,
    NotADirectoryError,
)
NAMED = ["document_id", "source", "site", "content_sha256"]
Curated = Annotated[Path, typer.Option(help="Folder that holds the published dataset.")]


@app.command()
def why(
    document: Annotated[str, typer.Argument(help="Its id, or (the end of) its path below the raw folder.")],
    line: Annotated[int | None, typer.Option(help="Line of the raw text, from 1.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that stand in the line.")] = None,
    curated: Curated = Path("curated"),
) -> None:
    """Say which block a line is in, what was decided, by which rule, with which measurement.

    Without --line and --text, every block of the document is told. Where the learned score decided, it says
    what spoke in it; of a line asked for, with the strongest measures, and for kept lines, too.
    """
    published = dataset.open(curated)
    found = explain.find_document(published.table("documents", NAMED).to_pylist(), document)
    blocks = published.blocks_of(found["document_id"])
    asked = (
        explain.blocks_on_line(blocks, line)
        if line is not None
        else explain.blocks_with_text(blocks, text)
        if text is not None
        else blocks
    )
    site = partial(published.site, found["site"])
    known = explain.Published(found, blocks, site, published.snapshot.manifest())
    scored, cannot = _scores(known, asked, closely=asked is not blocks)
    typer.echo("\n\n".join([*explain.explanations(found, blocks, asked, scored), *cannot]))


def _scores(
    known: explain.Published, asked: Sequence[explain.Row], closely: bool
) -> tuple[dict[int, tuple[str, ...]], list[str]]:
    """What spoke in learned scores, by position, or the sentence that says why that cannot be told."""
    try:
        return explain.scores_told(known, asked, closely), []
    except explain.CannotTellError as error:
        return {}, [str(error)]


@app.command()
def export(
    table: Annotated[
        str, typer.Argument(help="documents, signatories, blocks, repeats, entities, quarantine or runs.")
    ],
    curated: Curated = Path("curated"),
    format: Annotated[str, typer.Option(help="jsonl, csv or parquet.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
) -> None:
    """Write a published table, every column, to standard output or a file."""
    dataset.export(table, curated, format, out)


@app.command()
def export_ftm(
    curated: Curated = Path("curated"),
    statements: Annotated[
        bool, typer.Option("--statements", help="The claims as statements, not the entities.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
) -> None:
    """Write who signed what as FollowTheMoney, in JSON lines: entities, or the statements behind them."""
    published = dataset.open(curated)
    documents, claims = published.documents.to_pylist(), published.signatories.to_pylist()
    rows = (
        ftm_statements(documents, claims)
        if statements
        else ftm_entities(documents, claims, published.entities.to_pylist())
    )
    dataset.write_lines(rows, out)


@app.command()
def plan(
    raw: Annotated[str, typer.Option(help="Folder or address of the raw files.")] = "raw",
    curated: Curated = Path("curated"),
    config: Annotated[Path | None, typer.Option(help="Settings (docsieve.toml by default).")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Judge a sample, and show what would change.")] = False,
    sample: Annotated[int, typer.Option(help="Documents in that sample, at the most.")] = 20,
) -> None:
    """Say what the next run would do: files it reads, documents it judges again, by rule; changes nothing."""
    from docsieve.cli.planning import planned  # what it needs takes a second to load

    for line in planned(raw, curated, config, sample if diff else 0):
        typer.echo(line)


@app.command()
def report(curated: Curated = Path("curated")) -> None:
    """Write the pages about the current snapshot again; those that are as they should be are left alone."""
    from docsieve.report import write_report

    dataset.open(curated)  # says so where there is none, before the lock makes the folder
    with lock(curated):
        folder = dataset.open(curated).snapshot.path
        written = write_report(folder, curated / "report", curated / REFUSED)
    counts = f"{written.written} pages and files written, {written.left} left as they were"
    typer.echo(f"{written.front}: {counts}, {written.removed} removed")


@app.command()
def erase(
    entity: Annotated[str | None, typer.Option(help="Id of a person or body, as in `entities`.")] = None,
    document: Annotated[str | None, typer.Option(help="Id of a document, as in `documents`.")] = None,
    text_hash: Annotated[str | None, typer.Option(help="SHA-256 of a raw file: `content_sha256`.")] = None,
    keep_namesakes: Annotated[
        bool, typer.Option("--keep-namesakes", help="Leave the name where another entity of it signed.")
    ] = False,
    curated: Curated = Path("curated"),
) -> None:
    """Erase a person, a body or a document from all that is kept, so that no run brings it back.

    Snapshots stay, with other hashes; the receipt lists them. The raw folder is yours: take the files
    out of it, and out of copies and backups, yourself.
    """
    if [entity, document, text_hash].count(None) != 2:
        raise ArgumentError("name what to erase by one of --entity, --document and --text-hash")
    if entity is not None:
        receipt = erasure.erase_entity(curated, entity, namesakes=not keep_namesakes)
    elif document is not None:
        receipt = erasure.erase_document(curated, document)
    else:
        receipt = erasure.erase_text(curated, text_hash or "")
    typer.echo(f"Erased. The receipt, with hashes before and after, is {receipt}.")
    typer.echo("Run the flow next: it writes the report again. Raw files, exports and backups still hold it.")


@app.command()
def prune(
    keep: Annotated[int, typer.Option(help="How many snapshots stay, the current one among them.")],
    curated: Curated = Path("curated"),
) -> None:
    """Remove older snapshots, and what `lineage.jsonl` tells of the runs before; never the current one."""
    removed = snapshot.prune(curated, keep)
    _forget_events(curated)
    typer.echo(f"Removed {len(removed)}: {', '.join(removed)}" if removed else "There is nothing to remove.")


def _forget_events(curated: Path) -> None:
    """Take the events of runs before the oldest snapshot out of the file beside the dataset."""
    path, snapshots = curated / lineage.FILE, sorted((curated / SNAPSHOTS).glob("*-*"))
    with lock(curated):
        if not (snapshots and path.is_file()):
            return
        with path.open("rb") as file:
            begins = lineage.beginning_of(file, snapshots[0].name)
        if begins:
            disk.behead(path, begins)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run a command; what the user can mend ends in one sentence and status 1, not in a traceback."""
    bear_all_characters()
    try:
        app()
    except MENDABLE as error:
        typer.echo(f"docsieve: {error}", err=True)
        sys.exit(1)
