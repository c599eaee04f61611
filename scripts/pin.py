"""Pin every package of the project to the exact version that was tested, without naming where it came from.

uv.lock holds download addresses, so it stays out of the repository. This script reads the local one and
writes what it resolved to into ``constraint-dependencies`` and ``build-constraint-dependencies`` of
pyproject.toml, and the run-time part with hashes into requirements.txt.

    uv run scripts/pin.py             pin what is resolved now (after adding a dependency)
    uv run scripts/pin.py --upgrade   resolve to the newest first; run the tests afterwards
    uv run scripts/pin.py --check     say what is not pinned, change nothing
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
REQUIREMENTS = ROOT / "requirements.txt"
EXPORT = ("export", "--frozen", "--quiet", "--no-emit-project", "--no-header", "--no-annotate")
BUILD = "hatchling\nsetuptools\nwheel\n"  # ours, and what langdetect (no wheel) is built with
HEADER = """\
# Written by scripts/pin.py: what the main job needs, exact, with hashes. Everything is listed, so pip is told
# not to look for more: pip install --no-deps -r requirements.txt; or: uv pip install -r requirements.txt
"""


def main(arguments: Sequence[str]) -> int:
    """Pin, or with ``--check`` only compare; the exit status is 1 where pins and resolution differ."""
    if "--upgrade" in arguments:
        PYPROJECT.write_text(with_pins(PYPROJECT.read_text("utf-8"), [], []), "utf-8", newline="\n")
        uv("lock", "--quiet", "--upgrade")
    uv("lock", "--quiet")
    pyproject = PYPROJECT.read_text("utf-8")
    after = with_pins(pyproject, resolved(), build_tools(pyproject)), HEADER + uv(*EXPORT, "--no-dev")
    if "--check" in arguments:
        return compare((pyproject, REQUIREMENTS.read_text("utf-8")), after)
    PYPROJECT.write_text(after[0], "utf-8", newline="\n")
    REQUIREMENTS.write_text(after[1], "utf-8", newline="\n")
    return 0


def uv(*arguments: str, given: str | None = None) -> str:
    """Run the uv that runs this in the project's folder; raises CalledProcessError where it fails."""
    command = (os.environ.get("UV", "uv"), *arguments)
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE, input=given)
    return done.stdout


def resolved() -> list[str]:
    """Every package of every group and extra, as ``name==version ; marker``."""
    return uv(*EXPORT, "--all-groups", "--all-extras", "--no-hashes").splitlines()


def build_tools(pyproject: str) -> list[str]:
    """What the project itself, and packages without a wheel, are built with: as pinned, or the newest."""
    pinned = re.search(r"^build-constraint-dependencies = \[\n([^\]]*)\]", pyproject, flags=re.MULTILINE)
    wanted = re.findall(r'"(.*)"', pinned[1]) if pinned else []
    options = ("--quiet", "--universal", "--no-header", "--no-annotate")
    return uv("pip", "compile", "-", *options, given="\n".join(wanted) or BUILD).splitlines()


def with_pins(pyproject: str, run: Sequence[str], build: Sequence[str]) -> str:
    """The text of pyproject.toml with both lists of pins replaced.

    >>> print(with_pins("constraint-dependencies = [\\n]\\n", ["six==1.17.0"], []), end="")
    constraint-dependencies = [
      "six==1.17.0",
    ]
    """
    for key, pins in (("constraint-dependencies", run), ("build-constraint-dependencies", build)):
        listed = "".join(f'  "{pin}",\n' for pin in pins)
        pyproject = re.sub(rf"^{key} = \[\n[^\]]*\]", f"{key} = [\n{listed}]", pyproject, flags=re.MULTILINE)
    return pyproject


def compare(before: Sequence[str], after: Sequence[str]) -> int:
    """Print the versions by which the pins differ from what is resolved; 1 where there are any.

    Hashes are left out: a package may add a file to a version that is out already.
    """
    differing = sorted(set(versions(before)) ^ set(versions(after)))
    if differing:
        print(*differing, sep="\n")
        print("The pins are not what uv resolves to: run `uv run scripts/pin.py` and commit what it changes.")
    return 1 if differing else 0


def versions(files: Sequence[str]) -> list[str]:
    r"""Every pin that stands in the texts of pyproject.toml and requirements.txt.

    >>> versions(['  "six==1.17.0",', "idna==3.20 ; python_version < '4' \\\n    --hash=sha256:00"])
    ['six==1.17.0', "idna==3.20 ; python_version < '4'"]
    """
    lines = [line.strip(' "\\,') for text in files for line in text.splitlines()]
    return [line for line in lines if re.match(r"[\w.-]+==", line)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
