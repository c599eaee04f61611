"""A new machine installs what was tested, from wherever it gets its packages."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = (PROJECT / "requirements.txt").read_text("utf-8")


def name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_dependency_is_pinned_exactly() -> None:
    project = SETTINGS["project"]
    groups = [*SETTINGS["dependency-groups"].values(), *project["optional-dependencies"].values()]
    wanted = [*project["dependencies"], *(each for group in groups for each in group)]
    pins = SETTINGS["tool"]["uv"]["constraint-dependencies"]
    assert all("==" in pin for pin in pins)
    assert {name(each) for each in wanted} <= {name(pin) for pin in pins}


def test_the_main_job_does_not_carry_what_is_for_more_than_one_machine() -> None:
    listed = {name(each) for each in re.findall(r"^[\w.-]+==", REQUIREMENTS, flags=re.MULTILINE)}
    assert not listed & {name(each) for each in SETTINGS["project"]["optional-dependencies"]["ray"]}


def test_the_requirements_carry_hashes_and_no_address() -> None:
    pinned = re.findall(r"^[\w.-]+==[^\n]*\\$", REQUIREMENTS, flags=re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", REQUIREMENTS, flags=re.MULTILINE)) > 50
    assert "://" not in REQUIREMENTS
