"""What the tests share: one Prefect server of their own, so that a test meets what a user meets."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

STARTUP_SECONDS = 180
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # the server of the tests ends before the last line is sent
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "1",
}
# A first example loads tables that later ones do not; speed is no matter of the tests.
settings.register_profile("docsieve", deadline=None)
settings.load_profile("docsieve")

os.environ.update(QUIET)  # here, before any test module imports prefect


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Prefect keeps its database while the tests run; never the user's own."""
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="session")
def prefect_server(prefect_home: Path) -> Iterator[str]:
    """Address of a running ``prefect server``, scheduler included; it takes about 13 s to start."""
    port = free_port()
    environment = {**os.environ, "PREFECT_HOME": str(prefect_home)}
    command = (sys.executable, "-m", "prefect", "server", "start", "--no-ui", "--port", str(port))
    with (prefect_home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health")
        yield f"http://127.0.0.1:{port}/api"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def prefect_client(prefect_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let flows of this process report to the server of the tests."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    with temporary_settings({PREFECT_API_URL: prefect_server}):
        yield prefect_server


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return when the address answers; raises TimeoutError where it never does."""
    give_up = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < give_up:
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer in {STARTUP_SECONDS} s")
