"""Signatures set side by side: names in columns, and below each name what the person is."""

from collections.abc import Sequence

from docsieve.signing.names import names_person, traits
from docsieve.signing.titles import unranked

LEAST_ABREAST, MOST_ABREAST = 2, 4


def abreast(rows: Sequence[Sequence[str]]) -> list[list[tuple[int, int]]]:
    """Give for each person the places (row, column) of the name and of what stands below it; none else.

    Every row has as many cells as the first, and the rows of names are names alone.

    >>> abreast([["Ana Sol", "Ben Mar"], ["Chair, Tide Trust", "Poet"]])
    [[(0, 0), (1, 0)], [(0, 1), (1, 1)]]
    >>> abreast([["Ana Sol", "Tide Trust"], ["Ben Mar", "Quay Union"]])
    []
    """
    wide = len(rows[0]) if rows else 0
    if not LEAST_ABREAST <= wide <= MOST_ABREAST or any(len(row) != wide for row in rows):
        return []
    named = [all(map(_is_person, row)) for row in rows]
    if not named[0] or len(rows) < LEAST_ABREAST or all(named):
        return []
    if any(any(map(_is_person, row)) for row, names in zip(rows, named, strict=True) if not names):
        return []
    blocks: list[list[tuple[int, int]]] = []
    for at, names in enumerate(named):
        if names:
            blocks += [[(at, column)] for column in range(wide)]
        else:
            for column, block in enumerate(blocks[-wide:]):
                block.append((at, column))
    return blocks


def _is_person(cell: str) -> bool:
    name = unranked(cell)
    look = traits(name)
    told = look.kinds or look.digits or (look.roles and not look.given)
    return names_person(name) and not told
