"""Run events for data catalogues: what a run read and wrote, with schemas, counts and checks.

The events are OpenLineage's (https://openlineage.io/spec). They go to a file beside the dataset, one JSON
object a line, unless the environment names another transport (``OPENLINEAGE_URL``, ``OPENLINEAGE_CONFIG``,
``OPENLINEAGE__TRANSPORT__...``; ``OPENLINEAGE_DISABLED=true`` for none). They hold no scraped word.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid5

import pyarrow as pa
from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    data_quality_assertions_dataset,
    dataset_version_dataset,
    error_message_run,
    job_type_job,
    output_statistics_output_dataset,
    schema_dataset,
)

from docsieve import __version__
from docsieve.tables import TABLES, arrow_schema

FILE = "lineage.jsonl"
NAMESPACE = "docsieve"
PRODUCER = f"urn:docsieve:{__version__}"
FILES = "file"
"""OpenLineage's name for files of this machine; a dataset in it is named by its path."""


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: on which table and column, what it says, whether it was met, how grave it is."""

    table: str
    column: str | None
    expectation: str
    met: bool
    severity: str
    why: str


@dataclass(frozen=True, slots=True)
class RunOf:
    """A run as its events know it: from which folder to which dataset, and when it began.

    The id of its events is made from these three, so that every event of it has the same.
    """

    raw: Path | str
    curated: Path
    began: datetime

    @property
    def id(self) -> UUID:
        """The UUID that OpenLineage asks for."""
        return uuid5(NAMESPACE_URL, f"{self.read_from} {self.curated.resolve()} {self.began.isoformat()}")

    @property
    def read_from(self) -> str:
        """The raw folder's path, or the address it was given by."""
        return (
            self.raw
            if isinstance(self.raw, str) and "://" in self.raw
            else Path(self.raw).resolve().as_posix()
        )


def started(run: RunOf) -> None:
    """Tell that a run has begun."""
    _emit(run, RunState.START)


def completed(run: RunOf, manifest: Mapping[str, Any], checks: Sequence[Check]) -> None:
    """Tell that a run has published the snapshot of ``manifest``, and what held of its tables."""
    _emit(run, RunState.COMPLETE, outputs=_outputs(run, manifest, checks))


def failed(run: RunOf, why: str, checks: Sequence[Check] = ()) -> None:
    """Tell that a run has published nothing, why, and which checks there were."""
    facet = error_message_run.ErrorMessageRunFacet(message=why, programmingLanguage="Python")
    checked = [table for table in TABLES if any(check.table == table for check in checks)]
    outputs = [_output(run, table, checks) for table in checked]
    _emit(run, RunState.FAIL, {"errorMessage": facet}, outputs)


def beginning_of(file: BinaryIO, snapshot: str) -> int:
    """Give where the first event of the run that published a snapshot stands; 0 where none tells of it."""
    at = 0
    begun: dict[str, int] = {}
    for line in file:
        try:
            event: dict[str, Any] = json.loads(line)
            run = begun.setdefault(event["run"]["runId"], at)
            versions = [each["facets"].get("version", {}) for each in event["outputs"]]
        except (ValueError, KeyError, TypeError, AttributeError):
            versions = []  # a line that a kill has cut short
        if any(version.get("datasetVersion") == snapshot for version in versions):
            return run
        at += len(line)
    return 0


def _emit(
    run: RunOf,
    state: RunState,
    facets: Mapping[str, Any] | None = None,
    outputs: Sequence[OutputDataset] = (),
) -> None:
    kind = job_type_job.JobTypeJobFacet(processingType="BATCH", integration="DOCSIEVE", jobType="FLOW")
    _client(run.curated).emit(
        RunEvent(
            eventType=state,
            eventTime=datetime.now(UTC).isoformat(),
            run=Run(runId=str(run.id), facets=dict(facets or {})),
            job=Job(namespace=NAMESPACE, name="curate", facets={"jobType": kind}),
            producer=PRODUCER,
            inputs=[InputDataset(namespace=FILES, name=run.read_from)],
            outputs=list(outputs),
        )
    )


def _client(curated: Path) -> OpenLineageClient:
    if any(name.startswith("OPENLINEAGE") for name in os.environ):
        return OpenLineageClient()
    transport = {"type": "file", "log_file_path": str(curated / FILE), "append": True}
    # Where the code comes from is no business of the data's, and its address may hold a secret.
    facets = {"source_code_location": {"disabled": True}}
    return OpenLineageClient(config={"transport": transport, "facets": facets})


def _outputs(run: RunOf, manifest: Mapping[str, Any], checks: Sequence[Check]) -> list[OutputDataset]:
    return [
        _output(
            run,
            table,
            checks,
            dataset_version_dataset.DatasetVersionDatasetFacet(datasetVersion=manifest["snapshot"]),
            output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
                rowCount=told["rows"],
                size=sum(file["bytes"] for file in told["files"]),
                fileCount=len(told["files"]),
            ),
        )
        for table, told in manifest["tables"].items()
    ]


def _output(
    run: RunOf,
    table: str,
    checks: Sequence[Check],
    version: dataset_version_dataset.DatasetVersionDatasetFacet | None = None,
    statistics: output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet | None = None,
) -> OutputDataset:
    asserted = [_assertion(check) for check in checks if check.table == table]
    quality = data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(assertions=asserted)
    facets: dict[str, Any] = {
        "schema": schema_dataset.SchemaDatasetFacet(fields=[_column(each) for each in arrow_schema(table)]),
        **({"version": version} if version else {}),
        **({"dataQualityAssertions": quality} if asserted else {}),
    }
    name = (run.curated.resolve() / table).as_posix()
    counted: dict[str, Any] = {"outputStatistics": statistics} if statistics else {}
    return OutputDataset(namespace=FILES, name=name, facets=facets, outputFacets=counted)


def _column(field: "pa.Field[Any]") -> schema_dataset.SchemaDatasetFacetFields:
    inner = field.type.value_type if isinstance(field.type, pa.ListType) else field.type
    about = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    return schema_dataset.SchemaDatasetFacetFields(
        name=field.name,
        type="struct" if isinstance(field.type, pa.StructType) else str(field.type),
        description=about.get("description"),
        fields=[_column(each) for each in inner] if isinstance(inner, pa.StructType) else [],
    )


def _assertion(check: Check) -> data_quality_assertions_dataset.Assertion:
    return data_quality_assertions_dataset.Assertion(
        assertion=check.expectation,
        success=check.met,
        column=check.column,
        severity="error" if check.severity == "critical" else "warn",
        description=check.why,
    )
