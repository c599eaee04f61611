"""What is put on a schedule: a folder as a whole path, an address as it is, no secret, a file of settings."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import serve as command
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound

from docsieve import dataset

SERVE = Path(command.__file__)
LETTER = """\
Letter on the ferry

14 May 2018

The last ferry leaves before the last film ends, and nobody who walks home along the weir has a lamp.

Signed by:

Film Society of Upper Weir
Odile Marrek, ferry clerk
"""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the flow was told to serve with."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(command, "curate", SimpleNamespace(serve=lambda **given: told.append(given)))
    return told


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("letters", str(Path("letters").resolve())),
        ("file:///letters", str(Path("/letters").resolve())),
        ("s3://weir/letters", "s3://weir/letters"),
    ],
)
def test_input_is_named_so_that_it_is_found_from_any_folder(
    served: list[dict[str, Any]], raw: str, kept: str
) -> None:
    assert command.main(["--raw", raw, "--cron", "0 4 * * *"]) == 0
    assert [(one["parameters"]["raw"], one["cron"]) for one in served] == [(kept, "0 4 * * *")]


def test_an_address_with_a_password_is_not_put_where_pages_show_it(
    served: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--raw", "sftp://walker:lamp-oil@weir.example/raw"])
    told = capsys.readouterr().err

    assert (ended.value.code, served) == (2, [])
    assert "a password stands in the address" in told
    assert "lamp-oil" not in told


def test_settings_are_named_by_their_file_not_by_what_stands_in_it_now(
    served: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text("workers = 1\n", "utf-8")
    command.main([])
    command.main(["--config", "ours.toml"])
    assert [one["parameters"].get("config") for one in served] == [None, str(tmp_path / "ours.toml")]


@pytest.mark.parametrize("named", [[], ["--config", "docsieve.toml"]])
def test_settings_that_cannot_be_used_are_told_before_the_night(
    named: list[str],
    served: list[dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docsieve.toml").write_text("wrokers = 1\n", "utf-8")
    with pytest.raises(SystemExit) as ended:
        command.main(named)
    assert (ended.value.code, served) == (2, [])
    assert "docsieve.toml: wrokers: is no setting" in capsys.readouterr().err


def test_a_run_of_the_schedule_is_held_to_the_file_of_the_folder_it_was_started_in(
    prefect_client: str, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "ferry.txt").write_text(LETTER, "utf-8")
    with serving(prefect_client, tmp_path):
        (tmp_path / "docsieve.toml").write_text('persons = "drop"\n', "utf-8")  # after it was started
        run = run_deployment("curate/served", timeout=120, poll_interval=1)
        assert isinstance(run, FlowRun)
    assert run.state is not None
    assert run.state.is_completed(), run.state.message
    published = dataset.open(tmp_path / "curated")
    assert published.runs["persons"].to_pylist() == ["drop"]
    assert published.signatories["name"].to_pylist() == ["Film Society of Upper Weir"]


@contextmanager
def serving(server: str, folder: Path, seconds: float = 60) -> Iterator[None]:
    """Serve the flow from a folder as a user does, once the server knows of it; it forgets it after."""
    told = {**os.environ, "PREFECT_API_URL": server}
    with subprocess.Popen([sys.executable, SERVE], cwd=folder, env=told) as process:
        give_up = time.monotonic() + seconds
        while not is_known("curate/served") and time.monotonic() < give_up:
            time.sleep(0.5)
        try:
            yield
        finally:
            process.terminate()
    with get_client(sync_client=True) as client:  # other tests look at what is scheduled on the same server
        client.delete_deployment(client.read_deployment_by_name("curate/served").id)


def is_known(deployment: str) -> bool:
    """Whether the server has a deployment of that name."""
    with get_client(sync_client=True) as client:
        try:
            client.read_deployment_by_name(deployment)
        except ObjectNotFound:
            return False
    return True
