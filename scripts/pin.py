"""Pin every package of the project to the exact version that was tested, without naming where it came from.

uv.lock holds download addresses, so it stays out of the repository. This script reads the local one and
writes what it resolved to into ``constraint-dependencies`` and ``build-constraint-dependencies`` of
pyproject.toml, and the run-time part with hashes into requirements.txt.

    uv run scripts/pin.py             pin what is resolved now (after adding a dependency)
    uv run scripts/pin.py --upgrade   resolve to the newest first; run the tests afterwards
    uv run scripts/pin.py --check     say what is not pinned, change nothing
"""

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
HEADER = "# Written by scripts/pin.py: what the main job needs, exact, with hashes.\n"


def main(arguments: Sequence[str]) -> int:
    """Pin, or with ``--check`` only compare; the exit status is 1 where pins and resolution differ."""
    if "--upgrade" in arguments:
        PYPROJECT.write_text(with_pins(PYPROJECT.read_text("utf-8"), [], []), "utf-8")
        uv("lock", "--quiet", "--upgrade")
    uv("lock", "--quiet")
    before = PYPROJECT.read_text("utf-8"), REQUIREMENTS.read_text("utf-8") if REQUIREMENTS.exists() else ""
    after = with_pins(before[0], resolved(), build_tools()), HEADER + uv(*EXPORT, "--no-dev")
    if "--check" in arguments:
        return 0 if before == after else complain(before, after)
    PYPROJECT.write_text(after[0], "utf-8")
    REQUIREMENTS.write_text(after[1], "utf-8")
    return 0


def uv(*arguments: str, given: str | None = None) -> str:
    """Run uv in the project's folder and give its output; raises CalledProcessError where uv fails."""
    done = subprocess.run(
        ("uv", *arguments), cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE, input=given
    )
    return done.stdout


def resolved() -> list[str]:
    """Every package of every group, as ``name==version ; marker``."""
    return uv(*EXPORT, "--all-groups", "--no-hashes").splitlines()


def build_tools() -> list[str]:
    """What the project itself, and packages without a wheel, are built with."""
    options = ("--quiet", "--universal", "--no-header", "--no-annotate")
    return uv("pip", "compile", "-", *options, given=BUILD).splitlines()


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


def complain(before: Sequence[str], after: Sequence[str]) -> int:
    """Print the lines by which the pins differ from what is resolved."""
    for old, new in zip(before, after, strict=True):
        for line in sorted(set(old.splitlines()) ^ set(new.splitlines())):
            print(line.strip())
    print("The pins are not what uv resolves to: run `uv run scripts/pin.py` and commit what it changes.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
