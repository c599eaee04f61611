"""What a snapshot says of itself to people and catalogues: a card to read, Croissant for machines."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docsieve.catalogue.about import About
from docsieve.catalogue.card import card

__all__ = ["About", "describe", "get_ready"]

CARD = "README.md"
CROISSANT = "croissant.json"


def get_ready() -> None:
    """Import what describing needs; takes more than a second, and may be called in a thread of its own."""
    import docsieve.catalogue.croissant  # noqa: F401


def describe(folder: Path, manifest: Mapping[str, Any], about: About) -> dict[str, bytes]:
    """Give the files, by name, that describe the tables in ``folder``, of which ``manifest`` tells.

    Reads the table ``runs`` and nothing that was scraped; the same snapshot is always described by the
    same bytes. Raises what ``mlcroissant`` raises where it does not accept the description: a fault of ours.
    """
    # Not at the top: see `get_ready`.
    from docsieve.catalogue.croissant import croissant

    return {
        CARD: card(folder, manifest, about).encode(),
        CROISSANT: croissant(manifest, about).encode(),
    }
