"""What drift has found, as outcomes of a verdict: one gate, one page and one quarantine tell of all."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docsieve.drift import TESTS, Behind
from docsieve.expectations.verdict import DRIFT, OFF, Outcome, Verdict


def with_drift(verdict: Verdict, found: Sequence[Behind] | None, severity: str) -> Verdict:
    """The verdict with an outcome for every jump, of the severity that the project has chosen.

    ``found`` is null where there was nothing to compare with. A test that saw no jump is an expectation met.
    """
    if found is None or severity == OFF:
        return verdict
    return replace(verdict, outcomes=(*verdict.outcomes, *_outcomes(found, severity)))


def _outcomes(found: Sequence[Behind], severity: str) -> Iterator[Outcome]:
    for test in TESTS:
        seen = [one for one in found if one.shift.test == test.name]
        bounds = f"at most {test.at_most:g}, or what chance does"
        unjumped = Outcome(
            table=DRIFT,
            expectation=test.unit,
            column=test.what,
            severity=severity,
            why=f"{test.what}: as in the runs before",
            met=not seen,
            observed="no jump",
            bounds=bounds,
            name=test.name,
        )
        yield from (_outcome(one, unjumped) for one in seen)
        if not seen:
            yield unjumped


def _outcome(one: Behind, unjumped: Outcome) -> Outcome:
    shift = one.shift
    key = json.dumps({"test": shift.test, "subject": shift.subject, "of": shift.of})
    observed = f"{shift.before:.4g} to {shift.after:.4g}"
    return replace(unjumped, why=one.sentence(), observed=observed, keys=(key,), values=(observed,))
