"""What validation found: a plain value that travels between processes and into files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CRITICAL = "critical"
WARNING = "warning"
INFO = "info"
SEVERITIES = (CRITICAL, WARNING, INFO)
OFF = "off"
DRIFT = "drift"
KEYS_TOLD = 20


class CouldNotEvaluateError(RuntimeError):
    """An expectation could not be evaluated, so nobody knows whether it is met; nothing may be published."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation, met or not.

    ``failing`` of ``rows`` rows are not as expected; both are null where the expectation looks at a
    column or table as a whole, and ``observed`` is what it saw there. ``keys`` are the keys, as JSON,
    of the first failing rows, ``values`` what the checked columns hold there, which is never a scraped
    word. ``bounds`` are the expectation's arguments in words. ``released`` of the keys were let pass by a
    person.
    """

    table: str
    expectation: str
    column: str
    severity: str
    why: str
    met: bool
    failing: int | None = None
    rows: int | None = None
    observed: str | None = None
    keys: tuple[str, ...] = ()
    bounds: str = ""
    name: str = ""
    values: tuple[str, ...] = ()
    released: int = 0

    @property
    def let_pass(self) -> bool:
        """Whether a person has released every row that is not as expected."""
        return bool(self.keys) and self.released == len(self.keys) == (self.failing or len(self.keys))

    def sentence(self) -> str:
        """The outcome in one line for people.

        >>> from dataclasses import replace
        >>> one = Outcome("blocks", "expect_x", "kind", "warning", "kinds are known", False)
        >>> replace(one, failing=2, rows=9).sentence()
        'warning: blocks.kind: kinds are known: not so in 2 of 9 rows'
        """
        where = f"{self.table}.{self.column}" if self.column else self.table
        if self.met:
            return f"{where}: {self.why}"
        seen = f"observed {self.observed}" if self.failing is None else f"{self.failing} of {self.rows} rows"
        released = f" ({self.released} released)" if self.released else ""
        if self.table == DRIFT:
            return f"{self.severity}: drift: {self.why}{released}"
        link = ", " if self.failing is None else " in "
        return f"{self.severity}: {where}: {self.why}: not so{link}{seen}{released}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every expectation with its outcome, in the order of the suites; ``off`` names those switched off."""

    outcomes: tuple[Outcome, ...]
    engine: str
    off: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the tables may be published: no critical expectation was missed."""
        return self.critical == 0

    @property
    def met(self) -> int:
        """How many expectations were met."""
        return sum(outcome.met for outcome in self.outcomes)

    @property
    def critical(self) -> int:
        """How many critical expectations were missed and not let pass."""
        return self._missed(CRITICAL)

    @property
    def warning(self) -> int:
        """How many warning expectations were missed."""
        return self._missed(WARNING)

    @property
    def findings(self) -> tuple[Outcome, ...]:
        """The expectations that were missed, critical ones first."""
        missed = [outcome for outcome in self.outcomes if not outcome.met]
        return tuple(sorted(missed, key=lambda outcome: SEVERITIES.index(outcome.severity)))

    def _missed(self, severity: str) -> int:
        return sum(
            not outcome.met and outcome.severity == severity and not outcome.let_pass
            for outcome in self.outcomes
        )

    def summary(self) -> dict[str, Any]:
        """Counts and findings for a manifest: no outcome that was met, at most 20 keys a finding."""
        return {
            "passed": self.passed,
            "engine": self.engine,
            "expectations": len(self.outcomes),
            "met": self.met,
            "critical": self.critical,
            "warning": self.warning,
            "switched_off": list(self.off),
            "findings": [_in_short(one) for one in self.findings],
        }

    def to_json(self) -> dict[str, Any]:
        """The whole verdict as JSON holds it."""
        outcomes = [asdict(outcome) for outcome in self.outcomes]
        return {"outcomes": outcomes, "engine": self.engine, "off": list(self.off)}


def _in_short(one: Outcome) -> dict[str, Any]:
    return {**asdict(one), "keys": list(one.keys[:KEYS_TOLD]), "values": list(one.values[:KEYS_TOLD])}


def from_json(told: Mapping[str, Any]) -> Verdict:
    """The verdict that `Verdict.to_json` told."""
    outcomes = (
        Outcome(**{**one, "keys": tuple(one["keys"]), "values": tuple(one["values"])})
        for one in told["outcomes"]
    )
    return Verdict(tuple(outcomes), told["engine"], tuple(told["off"]))
