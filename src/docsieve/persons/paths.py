"""Paths of files that carry a name: they are changed, and stay different from each other."""

from collections.abc import Sequence, Set

from docsieve.persons.finder import Names, hits, replaced


def protected_paths(accepted: Sequence[str], rejected: Sequence[str], names: Names) -> dict[str, str]:
    """What stands for each path; one that would become the same as another gets a number."""
    taken: set[str] = set()
    made: dict[str, str] = {}
    for path in sorted({*accepted, *rejected}):
        wanted = replaced(path, hits(path, [names]))
        made[path] = _free(wanted, taken) if wanted != path else path
        taken.add(made[path])
    return made


def _free(wanted: str, taken: Set[str]) -> str:
    number, path = 1, wanted
    while path in taken:
        number += 1
        path = f"{wanted} ({number})"
    return path
