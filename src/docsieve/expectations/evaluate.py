"""Great Expectations at work: suites against frames; what cannot be evaluated raises.

The only place that imports it, inside the function: the import takes six seconds. Frames are imported where
they are used too: whoever asks another process for a verdict does not wait for pandas.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsieve.expectations.suites import SUITES, Expectation, SuiteError, load_suites
from docsieve.expectations.verdict import CouldNotEvaluateError, Outcome, Verdict
from docsieve.tables import key_json

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
    from great_expectations.datasource.fluent.interfaces import Batch
    from great_expectations.expectations.expectation import Expectation as EngineExpectation

KEYS_KEPT = 1_000
"""Failing rows named by key for each expectation; the others are counted."""

RESULT_FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
Suites = Mapping[str, tuple[Expectation, ...]]


def import_engine() -> None:
    """Import Great Expectations with its telemetry off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: F401


def validate(folder: Path, suites: Path = SUITES) -> Verdict:
    """Hold the tables staged in ``folder`` to their suites.

    Raises SuiteError for a suite that cannot be used, CouldNotEvaluateError where an expectation gives
    neither yes nor no. Reads columns without scraped words only, and writes nothing to the disk.
    """
    from docsieve.expectations.frames import frames

    return evaluate(load_suites(suites), frames(folder))


def evaluate(suites: Suites, made: Mapping[str, Callable[[], "pd.DataFrame"]]) -> Verdict:
    """Hold frames to suites of the same names, in order of the suites."""
    unknown = sorted(set(suites) - set(made))
    if unknown:
        raise SuiteError(f"there is no table {', '.join(unknown)}; there are {', '.join(made)}")
    import_engine()
    from great_expectations import __version__

    context = _context()
    outcomes: list[Outcome] = []
    for table, suite in suites.items():
        outcomes += _table(context, table, suite, made[table]())
    return Verdict(tuple(outcomes), f"Great Expectations {__version__}")


def _context() -> "EphemeralDataContext":
    from great_expectations import get_context
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _table(
    context: "EphemeralDataContext", table: str, suite: tuple[Expectation, ...], frame: "pd.DataFrame"
) -> Iterator[Outcome]:
    from docsieve.expectations.frames import key_of

    key = list(key_of(table))
    columns = list(dict.fromkeys([*key, *(name for row in suite for name in row.columns)]))
    absent = ", ".join(name for name in columns if name not in frame)
    if absent:
        raise SuiteError(f"{table}: there is no column {absent}; there are {', '.join(frame.columns)}")
    results = _results(_batch(context, table, frame[columns]), table, suite)
    for number, row in enumerate(suite):
        yield _outcome(table, row, results.get(number), frame[key])


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
        raise SuiteError(f"{table}: {row.type} {dict(row.arguments)}: {error}") from error


def _outcome(
    table: str, row: Expectation, result: "ExpectationValidationResult | None", keys: "pd.DataFrame"
) -> Outcome:
    told = _evaluated(table, row, result)
    places = told.get("unexpected_index_list") or []
    return Outcome(
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
        keys=tuple(_key(keys, place) for place in places[:KEYS_KEPT]),
    )


def _evaluated(
    table: str, row: Expectation, result: "ExpectationValidationResult | None"
) -> Mapping[str, Any]:
    reason = "no result" if result is None else _raised(result.exception_info)
    if result is not None and reason is None and result.result:
        return result.result
    raise CouldNotEvaluateError(
        f"{table}: {row.type} {dict(row.arguments)} could not be evaluated: {reason or 'an empty result'}. "
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


def _key(keys: "pd.DataFrame", place: int) -> str:
    (row,) = keys.iloc[[place]].to_dict("records")
    return key_json({str(name): value for name, value in row.items()})
