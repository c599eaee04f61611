"""What only its owner knows of a dataset."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset is called, where it is found and under which licence; None where nobody said."""

    name: str
    description: str
    url: str | None = None
    license: str | None = None
