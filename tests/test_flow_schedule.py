"""A schedule must really make runs: with the wrong database library it silently made none."""

import os
import subprocess
import sys
import time
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import DeploymentSchedule, FlowRun, StateType

PROJECT = Path(__file__).resolve().parent.parent


def prefect(server: str, *arguments: str) -> str:
    """Run the prefect command in the project's folder, as a user does."""
    environment = {**os.environ, "PREFECT_API_URL": server}
    command = (sys.executable, "-m", "prefect", *arguments)
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def scheduled_runs(seconds: float = 60) -> list[FlowRun]:
    """The scheduled runs, waiting until the scheduler has made some."""
    give_up = time.monotonic() + seconds
    scheduled = FlowRunFilter.model_validate({"state": {"type": {"any_": [StateType.SCHEDULED]}}})
    with get_client(sync_client=True) as client:
        while time.monotonic() < give_up:
            if runs := client.read_flow_runs(flow_run_filter=scheduled):
                return runs
            time.sleep(0.5)
    return []


def test_the_deployment_of_the_project_yields_scheduled_runs(prefect_client: str) -> None:
    prefect(prefect_client, "work-pool", "create", "docsieve", "--type", "process")
    prefect(prefect_client, "--no-prompt", "deploy", "--all")
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("curate/nightly")
        [schedule] = deployment.schedules
        assert isinstance(schedule, DeploymentSchedule)
        assert schedule.active
        assert deployment.pull_steps == [
            {"prefect.deployments.steps.set_working_directory": {"directory": str(PROJECT)}}
        ]
        assert "config" not in deployment.parameters  # so that a run reads docsieve.toml in that folder
        runs = scheduled_runs()
        assert {run.deployment_id for run in runs} == {deployment.id}
        assert all(run.expected_start_time.hour == 3 for run in runs if run.expected_start_time)
