"""The analyst's and the archivist's commands: ask why, export a table, see to the quarantine."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from docsieve import __version__, dataset, explain
from docsieve.cli import quarantine
from docsieve.expectations import CouldNotEvaluateError
from docsieve.ftm import ftm_entities, ftm_statements
from docsieve.snapshot import NoSnapshotError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Ask a published dataset of docsieve.")
app.add_typer(quarantine.app, name="quarantine")
Curated = Annotated[Path, typer.Option(help="Folder that holds the published dataset.")]


@app.command()
def why(
    document: Annotated[str, typer.Argument(help="Its id, or (the end of) its path below the raw folder.")],
    line: Annotated[int | None, typer.Option(help="Line of the raw text, from 1.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that stand in the line.")] = None,
    curated: Curated = Path("curated"),
) -> None:
    """Say which block a line is in, what was decided, by which rule, with which measurement.

    Without --line and --text, every block of the document is told.
    """
    published = dataset.open(curated)
    found = explain.find_document(published.documents.to_pylist(), document)
    blocks = published.blocks_of(found["document_id"])
    asked = (
        explain.blocks_on_line(blocks, line)
        if line is not None
        else explain.blocks_with_text(blocks, text)
        if text is not None
        else blocks
    )
    typer.echo("\n\n".join(explain.explanations(found, blocks, asked)))


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
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run a command; what the user can mend ends in one sentence and status 1, not in a traceback."""
    try:
        app()
    except (explain.NotFoundError, NoSnapshotError, CouldNotEvaluateError, ValueError) as error:
        typer.echo(f"docsieve: {error}", err=True)
        sys.exit(1)
