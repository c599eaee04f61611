"""What drift has found, as outcomes of a verdict: one gate, one page and one quarantine tell of all."""

import json
from collections.abc import Sequence
from dataclasses import replace

from docsieve.drift import BY_NAME, Behind
from docsieve.expectations.verdict import DRIFT, OFF, Outcome, Verdict


def with_drift(verdict: Verdict, found: Sequence[Behind], severity: str) -> Verdict:
    """The verdict with an outcome for every jump, of the severity that the project has chosen.

    A test that saw none is no expectation met: there may have been too few documents to tell.
    """
    if severity == OFF:
        return verdict
    return replace(verdict, outcomes=(*verdict.outcomes, *(_outcome(one, severity) for one in found)))


def _outcome(one: Behind, severity: str) -> Outcome:
    shift, test = one.shift, BY_NAME[one.shift.test]
    observed = f"{shift.before:.4g} to {shift.after:.4g}"
    return Outcome(
        table=DRIFT,
        expectation=test.unit,
        column=test.what,
        severity=severity,
        why=one.sentence(),
        met=False,
        observed=observed,
        bounds=f"at most {test.at_most:g}, or what chance does",
        name=test.name,
        keys=(json.dumps({"test": shift.test, "subject": shift.subject, "of": shift.of}),),
        values=(observed,),
    )
