"""A run that loses Prefect's server: it ends with a sentence, and not with a traceback.

benchmarks/reliability/server_killed.py kills real ones.
"""

from pathlib import Path
from typing import Any

import curate as command
import httpx
import pytest
from prefect.client.schemas.objects import State
from prefect.states import Running


def no_server(*_: object, **__: object) -> State[Any]:
    raise httpx.ConnectError("Connection refused")


def never_told(*_: object, **__: object) -> State[Any]:
    return Running()


@pytest.mark.parametrize("ends", [no_server, never_told])
def test_a_run_whose_server_is_gone_says_so(
    ends: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("A bench to wait on.\n", "utf-8")
    monkeypatch.setattr(command, "validator", lambda: None)
    monkeypatch.setattr(command, "bring_server_along", lambda: None)
    monkeypatch.setattr(command, "curate", ends)

    status = command.main(["--raw", str(tmp_path / "raw"), "--curated", str(tmp_path / "curated")])

    assert status == 1
    said = capsys.readouterr().err
    assert "does not answer any more" in said
    assert "run again" in said
