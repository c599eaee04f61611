"""Great Expectations at work: suites against frames; what cannot be evaluated raises.

The only place that imports it, inside the function: the import takes six seconds. Frames are imported where
they are used too: whoever asks another process for a verdict does not wait for pandas.
"""

import gc
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsieve.expectations.pieces import KEYS_KEPT, Seen, is_by_pieces, summed
from docsieve.expectations.suites import SUITES, Expectation, SuiteError, load_suites, switched_off
from docsieve.expectations.verdict import OFF, CouldNotEvaluateError, Outcome, Verdict
from docsieve.tables import key_json

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
    from great_expectations.datasource.fluent.interfaces import Batch
    from great_expectations.expectations.expectation import Expectation as EngineExpectation

    from docsieve.expectations.frames import Frame, Small

NO_TABLES = SUITES.parent / "no-tables"

WORTH_COLLECTING = 50_000
"""Rows of a frame, about 10 MB, whose memory is worth a search for cycles."""

RESULT_FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
Suites = Mapping[str, tuple[Expectation, ...]]


def import_engine() -> None:
    """Import Great Expectations with its telemetry off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: F401


def validate(folder: Path, suites: Path = SUITES, own: Path | None = None) -> Verdict:
    """Hold the tables staged in ``folder`` to their suites; ``own`` is a project's file that adds to them.

    Raises SuiteError for a suite that cannot be used, CouldNotEvaluateError where an expectation gives
    neither yes nor no. Reads columns without scraped words only, and writes nothing to the disk.
    """
    from docsieve.expectations.frames import frames

    return evaluate(load_suites(suites, own), frames(folder))


def check(suites: Path = SUITES, own: Path | None = None) -> None:
    """Raise SuiteError for a suite that cannot be used, before there is anything to hold to it.

    Looks at names, columns and arguments; whether an expectation suits what a column holds is seen later.
    """
    from docsieve.expectations.frames import frames

    import_engine()
    made = frames(NO_TABLES)
    for table, rows in load_suites(suites, own).items():
        suite = _in_force(rows)
        _columns(table, suite, made[table].names)
        for number, row in enumerate(suite):
            _built(table, row, number)


def evaluate(suites: Suites, made: "Mapping[str, Frame | Small]") -> Verdict:
    """Hold frames to suites of the same names, in order of the suites.

    Expectations that look at one row at a time, or at rows that are never in two pieces, are held to a frame
    piece by piece; the others to the whole of the columns that they ask for.
    """
    unknown = sorted(set(suites) - set(made))
    if unknown:
        raise SuiteError(f"there is no table {', '.join(unknown)}; there are {', '.join(made)}")
    import_engine()
    from great_expectations import __version__

    context = _context()
    outcomes: list[Outcome] = []
    for table, rows in suites.items():
        outcomes += _table(context, table, _in_force(rows), made[table])
    return Verdict(tuple(outcomes), f"Great Expectations {__version__}", switched_off(suites))


def _in_force(rows: tuple[Expectation, ...]) -> tuple[Expectation, ...]:
    return tuple(row for row in rows if row.severity != OFF)


def _context() -> "EphemeralDataContext":
    from great_expectations import get_context
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _table(
    context: "EphemeralDataContext", table: str, suite: tuple[Expectation, ...], frame: "Frame | Small"
) -> list[Outcome]:
    _columns(table, suite, frame.names)
    by_pieces = [each for each in enumerate(suite) if is_by_pieces(each[1], frame.apart_by)]
    whole = [each for each in enumerate(suite) if each not in by_pieces]
    found: dict[int, Outcome] = {}
    if by_pieces:
        rows = tuple(row for _, row in by_pieces)
        pieces = frame.pieces(_columns(table, rows, frame.names))
        outcomes = summed(rows, (_held(context, table, rows, piece) for piece in pieces))
        found |= zip((number for number, _ in by_pieces), outcomes, strict=True)
    if whole:
        rows = tuple(row for _, row in whole)
        held = _held(context, table, rows, frame(_columns(table, rows, frame.names)))
        found |= zip((number for number, _ in whole), (seen.outcome for seen in held), strict=True)
    return [outcome for _, outcome in sorted(found.items())]


def _held(
    context: "EphemeralDataContext", table: str, suite: tuple[Expectation, ...], frame: "pd.DataFrame"
) -> list[Seen]:
    results = _results(_batch(context, table, frame), table, suite)
    context.data_sources.delete(table)
    if len(frame) >= WORTH_COLLECTING:  # what the engine made of it holds on to it in cycles
        gc.collect()
    return [_seen(table, row, results.get(number), frame) for number, row in enumerate(suite)]


def _columns(table: str, suite: tuple[Expectation, ...], names: Collection[str]) -> list[str]:
    """The columns of the key, and those that the suite looks at."""
    from docsieve.expectations.frames import key_of

    for row in suite:
        absent = ", ".join(name for name in row.columns if name not in names)
        if absent:
            there = f"there are {', '.join(names)}"
            raise SuiteError(f"{row.where()}: {table}: there is no column {absent}; {there}")
    return list(dict.fromkeys([*key_of(table), *(name for row in suite for name in row.columns)]))


def _batch(context: "EphemeralDataContext", table: str, frame: "pd.DataFrame") -> "Batch":
    asset = context.data_sources.add_pandas(table).add_dataframe_asset(table)
    return asset.add_batch_definition_whole_dataframe(table).get_batch({"dataframe": frame})


def _results(
    batch: "Batch", table: str, suite: tuple[Expectation, ...]
) -> "dict[int, ExpectationValidationResult]":
    from great_expectations import ExpectationSuite

    built = [_built(table, row, number) for number, row in enumerate(suite)]
    found = batch.validate(ExpectationSuite(name=table, expectations=built), result_format=RESULT_FORMAT)
    # Results come in an order of their own; the number of the row travels with each.
    return {
        one.expectation_config.meta["row"]: one
        for one in found.results
        if one.expectation_config is not None and one.expectation_config.meta is not None
    }


def _built(table: str, row: Expectation, number: int) -> "EngineExpectation":
    from great_expectations.exceptions.exceptions import GreatExpectationsError
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity

    try:
        return ExpectationConfiguration(
            type=row.type,
            kwargs=dict(row.arguments),
            severity=FailureSeverity(row.severity),
            meta={"row": number},
        ).to_domain_obj()
    except (GreatExpectationsError, ValueError, TypeError) as error:
        told = f"{row.type} {dict(row.arguments)}: {error}"
        raise SuiteError(f"{row.where()}: {table}: {told}") from error


def _seen(
    table: str, row: Expectation, result: "ExpectationValidationResult | None", frame: "pd.DataFrame"
) -> Seen:
    told = _evaluated(table, row, result)
    failing = frame.iloc[(told.get("unexpected_index_list") or [])[:KEYS_KEPT]]
    outcome = Outcome(
        table=table,
        expectation=row.type,
        column=", ".join(row.columns),
        severity=row.severity,
        why=row.why,
        met=bool(result and result.success),
        bounds=row.bounds,
        failing=told.get("unexpected_count"),
        rows=told.get("element_count"),
        observed=_number(told.get("observed_value")),
        keys=tuple(_keys(table, failing)),
        name=row.name,
        values=tuple(
            ", ".join(map(_told, one)) for one in zip(*(failing[name] for name in row.columns), strict=True)
        ),
    )
    return Seen(outcome, (told.get("element_count") or 0) - (told.get("missing_count") or 0))


def _told(value: object) -> str:
    """A value in words: numbers that may be missing are floats in a frame, whole as they are."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _evaluated(
    table: str, row: Expectation, result: "ExpectationValidationResult | None"
) -> Mapping[str, Any]:
    reason = "no result" if result is None else _raised(result.exception_info)
    if result is not None and reason is None and result.result:
        return result.result
    told = f"{row.where()}: {table}: {row.type} {dict(row.arguments)}"
    raise CouldNotEvaluateError(
        f"{told} could not be evaluated: {reason or 'an empty result'}. "
        "Nothing was published; correct the expectation or report the message."
    )


def _raised(told: object) -> str | None:
    # One flat mapping, or one for each metric that raised, by the metric's name.
    if not isinstance(told, Mapping):
        return None
    if told.get("raised_exception"):
        return str(told.get("exception_message"))
    return next((found for inner in told.values() if (found := _raised(inner)) is not None), None)


def _number(observed: object) -> str | None:
    if observed is None:
        return None
    return f"{observed:.6g}" if isinstance(observed, int | float) else str(observed)


def _keys(table: str, rows: "pd.DataFrame") -> Iterator[str]:
    from docsieve.expectations.frames import key_of

    for row in rows[list(key_of(table))].to_dict("records"):
        yield key_json({str(name): value for name, value in row.items()})
