"""The verdict on a table from those on its pieces: which expectations allow it, and how it is summed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docsieve.expectations.suites import Expectation
from docsieve.expectations.verdict import Outcome

KEYS_KEPT = 100_000
"""Failing rows named by key for each expectation, about 15 MB; the others are counted."""

ROW_BY_ROW = frozenset(
    f"expect_{words}"
    for words in (
        "column_pair_values_a_to_be_greater_than_b",
        "column_pair_values_to_be_equal",
        "column_pair_values_to_be_in_set",
        "column_value_lengths_to_be_between",
        "column_value_lengths_to_equal",
        "column_values_to_be_between",
        "column_values_to_be_in_set",
        "column_values_to_be_null",
        "column_values_to_match_regex",
        "column_values_to_match_regex_list",
        "column_values_to_not_be_in_set",
        "column_values_to_not_be_null",
        "column_values_to_not_match_regex",
        "column_values_to_not_match_regex_list",
        "multicolumn_sum_to_equal",
        "multicolumn_values_to_be_equal",
        "select_column_values_to_be_unique_within_record",
    )
)
"""Expectations of Great Expectations that say of a row whether it is as expected by this row alone."""

UNIQUE = frozenset({"expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"})
"""Those that compare rows with each other, but no two that differ in one of the columns named."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The outcome on some rows, and how many of them count: nulls do not where they are let be."""

    outcome: Outcome
    considered: int


def is_by_pieces(row: Expectation, apart_by: str | None) -> bool:
    """Whether pieces of which no two share a value of ``apart_by`` may be held to it one by one."""
    return row.type in ROW_BY_ROW or (row.type in UNIQUE and apart_by in row.columns)


def summed(suite: Sequence[Expectation], pieces: Iterable[Sequence[Seen]]) -> list[Outcome]:
    """The outcome of each expectation on all pieces together; at least one piece is needed."""
    found: list[Seen] = []
    for piece in pieces:
        found = [_both(*pair) for pair in zip(found, piece, strict=True)] if found else list(piece)
    return [_met(row, seen) for row, seen in zip(suite, found, strict=True)]


def _both(one: Seen, other: Seen) -> Seen:
    first, second = one.outcome, other.outcome
    outcome = replace(
        first,
        failing=(first.failing or 0) + (second.failing or 0),
        rows=(first.rows or 0) + (second.rows or 0),
        keys=(first.keys + second.keys)[:KEYS_KEPT],
        values=(first.values + second.values)[:KEYS_KEPT],
    )
    return Seen(outcome, one.considered + other.considered)


def _met(row: Expectation, seen: Seen) -> Outcome:
    """The outcome, met where enough of the rows that count are as expected, as Great Expectations has it."""
    mostly, considered = float(row.arguments.get("mostly", 1.0)), seen.considered
    as_expected = considered - (seen.outcome.failing or 0)
    return replace(seen.outcome, met=not considered or as_expected / considered >= mostly)
