"""What is let into the environment: licences on the list, and no vulnerability that is known."""

import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parent.parent
AUDIT = PROJECT / "scripts" / "audit.py"


@pytest.fixture(scope="module")
def audit() -> dict[str, Any]:
    return runpy.run_path(str(AUDIT))


@pytest.mark.parametrize(
    "said",
    [
        "MIT",
        "BSD License",
        "ISC License (ISCL)",
        "Apache-2.0 AND CNRI-Python",
        "MPL-2.0 AND (Apache-2.0 OR MIT)",
        "Artistic License OR GNU General Public License (GPL)",
        "LGPL-2.1-only",
    ],
)
def test_a_licence_on_the_list_is_let_through(audit: dict[str, Any], said: str) -> None:
    assert audit["let_through"](said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "not said",
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "MIT AND GPL-2.0-only",
        "MIT AND (GPL-2.0-only OR SSPL-1.0)",
        "GPL-2.0-only OR (MIT AND BSD-3-Clause)",
        "MIT License, but not for banks",
        "Proprietary",
    ],
)
def test_any_other_is_not(audit: dict[str, Any], said: str) -> None:
    assert not audit["let_through"](said)


@pytest.mark.parametrize(
    ("status", "printed", "said", "exits", "begins"),
    [
        (0, "", "No known vulnerabilities found", 0, "vulnerabilities:\n"),
        (1, "jinja2 3.1.6 X-1", "Found 1 known vulnerability in 1 package", 1, "vulnerabilities:\n"),
        (
            1,
            "",
            "ConnectionError: no route",
            0,
            "vulnerabilities: NOT LOOKED UP, no database could be reached",
        ),
        (1, "", "", 0, "vulnerabilities: NOT LOOKED UP, no database could be reached (no answer)"),
    ],
)
def test_only_a_vulnerability_found_fails(
    audit: dict[str, Any], status: int, printed: str, said: str, exits: int, begins: str
) -> None:
    told = audit["judged"](status, printed, said)
    assert told[0] == exits
    assert told[1].startswith(begins)


def test_the_report_names_every_package_and_says_what_was_not_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no pip-audit there
    command = (sys.executable, str(AUDIT), "--output", str(tmp_path / "report.txt"))
    assert subprocess.run(command, check=False).returncode == 0
    report = (tmp_path / "report.txt").read_text("utf-8")
    assert "licences that are not on the list: none\n" in report
    assert "vulnerabilities: NOT LOOKED UP, pip-audit is not installed\n" in report
    assert "\npyarrow " in report


def test_a_licence_that_is_not_on_the_list_fails(
    audit: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    licences: Callable[[], tuple[int, str]] = audit["licences"]
    assert licences()[0] == 0
    monkeypatch.setitem(licences.__globals__, "rows", lambda: iter([("loaf", "1", "GPL-3.0-only")]))
    status, report = licences()
    assert status == 1
    assert "not on the list: loaf (GPL-3.0-only)\n" in report


def test_the_check_asks_for_it() -> None:
    checks = runpy.run_path(str(PROJECT / "scripts" / "check.py"))["CHECKS"]
    assert ("scripts/audit.py",) in checks
