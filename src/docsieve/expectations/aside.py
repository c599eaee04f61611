"""The rows that an expectation named, into the quarantine table."""

from collections.abc import Mapping

from docsieve.expectations.verdict import INFO, Outcome, Verdict
from docsieve.tables import FailedExpectation, Table, quarantine_failures


def with_failing_rows(tables: Mapping[str, Table], verdict: Verdict) -> Table:
    """The quarantine table with a row for every failing row of a warning or critical expectation.

    The rows stay in their tables: a warning is published, and critical ones keep all tables from it.
    """
    failures = [
        _failure(one, key)
        for one in verdict.findings
        if one.severity != INFO and one.table in tables
        for key in one.keys
    ]
    return quarantine_failures(tables, failures)


def _failure(one: Outcome, key: str) -> FailedExpectation:
    return FailedExpectation(one.table, key, one.severity, f"{one.column}: {one.why} ({one.expectation})")
