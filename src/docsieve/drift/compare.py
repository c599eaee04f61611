"""The figures of a run against those of its predecessors: every test, every site, what has jumped.

A jump is told only where all of these hold: enough documents on each side, a difference that matters, a
difference that chance does not make, and that against each of the last LOOK_BACK runs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from docsieve.drift import measures
from docsieve.drift.table import BY_NAME, FALSE_ALARMS, LEAST_DOCUMENTS, TESTS, Test

LOOK_BACK = 5
"""Predecessors that a run has to be unlike: what has been so lately is no news."""

SIDES = 2  # all documents, and the new ones
NAMES_TOLD = 3
EVERY_SITE = "all sites"

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """A jump: which test saw it, of what, what was measured there against which line.

    ``of`` is ``all`` documents or the ``new`` ones; ``subject`` a site, or ``all sites``. ``measured`` is the
    difference in the unit of the test, ``by_chance`` what chance alone would reach. ``names`` are the labels,
    rules or languages that make most of it, with their shares before and after.
    """

    test: str
    subject: str
    of: str
    before: float
    after: float
    measured: float
    by_chance: float
    documents_before: int
    documents: int
    names: tuple[tuple[str, float, float], ...] = ()

    def sentence(self) -> str:
        """The jump in words.

        >>> Shift("site_kept_share", "weir", "all", 0.12, 0.41, 0.29, 0.1, 80, 90).sentence()
        'site weir: removed share jumped from 12 % to 41 % (80 documents before, 90 now)'
        """
        what, documents = BY_NAME[self.test].what, f"{self.documents_before} documents before"
        counted = f"{documents}, {self.documents}{' new' if self.of == 'new' else ' now'}"
        if self.names:
            moved = ", ".join(f"{name} {_percent(old)} to {_percent(new)}" for name, old, new in self.names)
            return f"{self.subject}: {what} shifted: {moved} ({counted}; index {self.measured:.2f})"
        word = "jumped" if self.after > self.before else "fell"
        tell = _percent if BY_NAME[self.test].unit.startswith("share") else _number
        return (
            f"site {self.subject}: {what} {word} from {tell(self.before)} to {tell(self.after)} ({counted})"
        )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.095 or not share else f"{100 * share:.1f} %"


def _number(number: float) -> str:
    return f"{number:.1f}"


def compare(earlier: Sequence[Figures], now: Figures, new: Figures | None = None) -> tuple[Shift, ...]:
    """Every jump of a run against the runs before it, the latest last in ``earlier``.

    ``now`` are the figures of the run, ``new`` those of its new and changed documents alone; what all
    documents show already is not told of the new ones again. Gives nothing without a predecessor.
    """
    before = [figures for figures in earlier if figures["sites"]][-LOOK_BACK:]
    if not before:
        return ()
    found = [*_of(before, now, "all")]
    told = {(shift.test, shift.subject) for shift in found}
    more = _of(before, new, "new") if new is not None else ()
    return (*found, *(shift for shift in more if (shift.test, shift.subject) not in told))


def _of(before: Sequence[Figures], now: Figures, of: str) -> Iterator[Shift]:
    compared = sum(site["document_count"] >= LEAST_DOCUMENTS for site in now["sites"])
    chance = FALSE_ALARMS / SIDES / max(compared, 1)
    past = [{site["site"]: site for site in figures["sites"]} for figures in before]
    for site in now["sites"]:
        for test in TESTS:
            if test.name in _SITE_MEASURES:
                known = [sites.get(site["site"]) for sites in past]
                yield from _latest([_site_shift(test, one, site, of, chance) for one in known])
    for test in TESTS:
        if test.name in _COUNTS:
            yield from _latest([_distribution_shift(test, one, now, of) for one in before])


Compared = Shift | None | bool


def _latest(compared: Sequence[Compared]) -> Iterator[Shift]:
    """The shift against the latest run, where every run that can be compared shows one."""
    known = [one for one in compared if one is not False]
    latest = compared[-1]
    if isinstance(latest, Shift) and None not in known:
        yield latest


def _site_shift(test: Test, before: Figures | None, now: Figures, of: str, chance: float) -> Compared:
    """A shift, None where there is none, False where there are too few documents to say."""
    if before is None or min(before["document_count"], now["document_count"]) < test.least:
        return False
    value, variance = _SITE_MEASURES[test.name]
    old, new = value(before), value(now)
    apart = abs(new - old) if test.at_most < 1 else _factor(old, new)
    z = measures.z((old, variance(before)), (new, variance(now)))
    counts = before["document_count"], now["document_count"]
    enough = measures.chance_errors(chance, min(counts))
    if apart <= test.at_most or z <= enough:
        return None
    if test.name == "site_kept_share":  # told as people ask for it
        old, new = 1 - old, 1 - new
    by_chance = 0.0 if z == inf else apart / z * enough
    return Shift(test.name, str(now["site"]), of, old, new, apart, by_chance, *counts)


def _factor(old: float, new: float) -> float:
    low, high = sorted((old, new))
    return inf if low == 0 < high else high / low if low else 1.0


def _distribution_shift(test: Test, before: Figures, now: Figures, of: str) -> Compared:
    counts = [_COUNTS[test.name](figures) for figures in (before, now)]
    documents = [sum(site["document_count"] for site in figures["sites"]) for figures in (before, now)]
    if min(documents) < test.least or not all(counts):
        return False
    sizes: list[float] = [*documents]
    if test.name != "languages":
        sizes = [measures.effective_documents(list(figures["sites"])) for figures in (before, now)]
    index = measures.stability_index(*counts)
    names = len(counts[0].keys() | counts[1].keys())
    by_chance = measures.chance_index(FALSE_ALARMS / SIDES, names, sizes[0], sizes[1])
    if index <= test.at_most or index <= by_chance:
        return None
    old, new = documents
    return Shift(test.name, EVERY_SITE, of, 0.0, index, index, by_chance, old, new, _moved(*counts))


def _moved(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[tuple[str, float, float], ...]:
    wholes = sum(before.values()), sum(now.values())
    shares = [
        (name, before.get(name, 0) / wholes[0], now.get(name, 0) / wholes[1]) for name in {*before, *now}
    ]
    return tuple(sorted(shares, key=lambda one: (-abs(one[2] - one[1]), one[0]))[:NAMES_TOLD])


def _labels(figures: Figures) -> dict[str, int]:
    decisions = ((word, row) for word in ("kept", "removed") for row in figures[f"{word}_by_label"])
    return {f"{word} {row['name']}": row["count"] for word, row in decisions}


def _named(column: str) -> Callable[[Figures], dict[str, int]]:
    return lambda figures: {row["name"]: row["count"] for row in figures[column]}


_SITE_MEASURES: dict[str, tuple[Callable[[Figures], float], Callable[[Figures], float]]] = {
    "site_kept_share": (measures.kept_share, measures.kept_share_variance),
    "site_signed_share": (measures.signed_share, measures.signed_share_variance),
    "site_signatories": (measures.signatories, measures.signatories_variance),
}
_COUNTS: dict[str, Callable[[Figures], dict[str, int]]] = {
    "labels": _labels,
    "rules": _named("blocks_by_rule"),
    "languages": _named("documents_by_language"),
}
