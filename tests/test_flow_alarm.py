"""A run that fails rings: the automation of `flows/alarm.py` on a real server."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, cast

import alarm
import curate as job
import pytest
from prefect.automations import Automation

PATIENCE_SECONDS = 60
CALLS: list[dict[str, Any]] = []


class Bell(BaseHTTPRequestHandler):
    """Notes what it is sent."""

    def do_POST(self) -> None:
        """Take one call."""
        CALLS.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def bell() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Bell)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/alarm"
    server.shutdown()


@pytest.mark.usefixtures("prefect_client")
def test_a_failed_run_calls_the_address_with_what_it_said(bell: str, tmp_path: Path) -> None:
    alarm.set_alarm("http://127.0.0.1:9/replaced")
    alarm.set_alarm(bell)
    state = job.curate(tmp_path / "missing", tmp_path / "curated", return_state=True)
    assert state.is_failed()
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not CALLS and time.monotonic() < give_up:
        time.sleep(0.2)

    assert [call["state"] for call in CALLS] == ["Failed"]
    assert CALLS[0]["said"] == state.message
    cast(Automation, Automation.read(name=alarm.NAME)).delete()
