"""The server that a run brings along where no other is configured: Prefect's own, started at once.

Prefect brings one along by itself too, but first imports the whole server into the process of the run, only
to start it in another: 4 processor seconds and as many of waiting; docs/performance.md has the figures.
"""

import atexit
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS,
    PREFECT_UI_URL,
    get_current_settings,
    temporary_settings,
)

# What Prefect tells its own embedded server: to run the services of one, and not to serve the pages.
EMBEDDED = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1", "PREFECT_UI_ENABLED": "0"}
PAUSE_SECONDS = 0.05
BESIDE = Path(__file__).with_name("beside.py")


class NoServerError(RuntimeError):
    """The server that was to be brought along did not start; says what to do."""


def bring_server_along() -> None:
    """Start a server that ends with this process, unless one is configured; raises NoServerError.

    Listens on this machine only, on a port of the system's choice, and keeps its database where Prefect does.
    """
    if PREFECT_API_URL.value():
        return
    port = free_port()
    process = start(port)
    # Not sooner: at the exit of the process Prefect still sends the last lines of the log.
    atexit.register(end, process)
    wait(process, f"http://127.0.0.1:{port}/api/health")
    # Nobody can look at a page that ends with the run: Prefect is not to say that one could.
    own = {PREFECT_API_URL: f"http://127.0.0.1:{port}/api", PREFECT_UI_URL: ""}
    settings = ExitStack()
    settings.enter_context(temporary_settings(own))
    atexit.register(settings.close)


def start(port: int) -> "subprocess.Popen[bytes]":
    """Start the process as Prefect starts it, but so that it ends with this one; does not wait for it."""
    address = ("--host", "127.0.0.1", "--port", str(port))
    app = ("uvicorn", "--factory", "prefect.server.api.server:create_app", "--log-level", "error")
    settings = get_current_settings().to_environment_variables(exclude_unset=True)
    return subprocess.Popen(
        [sys.executable, str(BESIDE), *app, *address, "--lifespan", "on"],
        stdin=subprocess.PIPE,  # held open as long as this process lives, however it ends
        env={**os.environ, **settings, **EMBEDDED},
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """End the server and wait until it has."""
    process.terminate()
    process.wait()


def wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    """Return when the server answers; raises NoServerError where it ends or takes too long."""
    limit = PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS.value()
    give_up = time.monotonic() + limit
    with httpx.Client() as client:
        while process.poll() is None and time.monotonic() < give_up:
            try:
                if client.get(address).is_success:
                    return
            except httpx.TransportError:
                time.sleep(PAUSE_SECONDS)
    raise NoServerError(
        f"Prefect's embedded server did not start (status {process.poll()}, {limit} s allowed by "
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS); start one with `uv run prefect server start` and "
        "set PREFECT_API_URL=http://127.0.0.1:4200/api."
    )


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
