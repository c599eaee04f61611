"""What is put on a schedule: a folder as a whole path, an address as it is, and no secret."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import serve as command


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
