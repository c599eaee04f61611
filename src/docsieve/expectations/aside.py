"""The rows that an expectation named, into the quarantine table; those a person released, out of the way."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from docsieve.expectations.verdict import DRIFT, INFO, Outcome, Verdict
from docsieve.tables import FailedExpectation, Held, Table, quarantine_failures

NOT_IN_A_TABLE = "sources"
"""A frame of the raw folder's files, which has no rows to name: those set aside are in quarantine anyway."""


def with_failing_rows(held: Held, verdict: Verdict, released: Mapping[str, str] | None = None) -> Table:
    """The quarantine table with a row for every failing row of a warning or critical expectation.

    ``held`` are all tables, in memory or in their folder. The rows stay in their tables: a warning is
    published, and critical ones keep all tables from it.
    ``released`` gives, by ``quarantine_id``, the sentence on who released a row.
    """
    findings = [one for one in verdict.findings if one.severity != INFO and one.table != NOT_IN_A_TABLE]
    named = [failure for one in findings for failure in _failures(one)]
    return quarantine_failures(held, named, released)


def let_pass(verdict: Verdict, quarantine: Table) -> Verdict:
    """The verdict, knowing how many rows of each expectation are marked as released in ``quarantine``."""
    rows = quarantine.select(["table_name", "expectation", "row_key", "released"]).to_pylist()
    by = {(row["table_name"], row["expectation"], row["row_key"]) for row in rows if row["released"]}
    if not by:
        return verdict
    outcomes = (
        replace(one, released=sum((one.table, one.name, key) in by for key in one.keys))
        for one in verdict.outcomes
    )
    return replace(verdict, outcomes=tuple(outcomes))


def _failures(one: Outcome) -> Iterator[FailedExpectation]:
    failure = FailedExpectation(
        table=one.table,
        key=None,
        severity=one.severity,
        name=one.name,
        sentence=one.why
        if one.table == DRIFT
        else f"{one.name}: {one.column}: {one.why} ({one.expectation})",
        value=one.observed or "",
        column=one.column,
        stage=DRIFT if one.table == DRIFT else "expectation",
    )
    if one.failing is None and not one.keys:
        yield failure
    else:
        yield from (
            replace(failure, key=key, value=value) for key, value in zip(one.keys, one.values, strict=True)
        )
