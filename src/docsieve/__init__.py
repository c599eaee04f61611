"""docsieve: scraped text in, a clean and validated dataset of documents and signatories out."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docsieve.dataset import Dataset

__version__ = "0.1.0"


def open(curated: str | Path) -> "Dataset":
    """Open the current snapshot of a published dataset: typed tables, described in docs/data.md.

    Raises NoSnapshotError where nothing was published yet. Does not see what is published later.

    >>> dataset = open(curated)
    >>> dataset.signatories.num_rows
    5
    >>> sorted({row.language for row in dataset.rows("documents")})
    ['en']
    """
    # Whoever only wants a small room does not wait for Arrow.
    from docsieve import dataset

    return dataset.open(curated)


__all__ = ["open"]
