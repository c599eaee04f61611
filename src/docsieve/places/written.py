"""The tables of countries and places, read once."""

import tomllib
from functools import cache
from importlib.resources import files

from docsieve.folding import fold


def table(name: str) -> str:
    """Give a data file as text."""
    return files("docsieve.data").joinpath(name).read_text(encoding="utf-8")


@cache
def written() -> dict[str, dict[str, str]]:
    """Give what was written by hand: short forms, former names, regions, demonyms, more cities."""
    tables: dict[str, dict[str, str]] = tomllib.loads(table("places.toml"))
    return tables


def phrases(words: str) -> list[str]:
    """Give the phrases of a row, folded; a hyphen stands for a blank between their words."""
    return [fold(word).replace("-", " ") if "/" not in word else fold(word) for word in words.split()]


def bare(name: str) -> str:
    """Give a name as it is looked up: folded, without punctuation around it."""
    return fold(name.strip(" .,;:()[]\t\xa0"))
