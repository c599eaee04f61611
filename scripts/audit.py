"""What the environment is made of: every installed package with its licence, and known vulnerabilities.

    uv run scripts/audit.py [--output FILE]

Licences are read from the packages' own metadata. Vulnerabilities are asked of pip-audit where it is
installed and its database can be reached (`uv tool run pip-audit --no-deps --disable-pip -r requirements.txt`
does it by hand); where not, that is said, and the exit status is 0: only a vulnerability found makes it 1.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 120
LONGEST_LICENCE = 60
COPYLEFT = ("AGPL", "GPL", "General Public")
NONE_SAID = "not said"


def licence(package: Distribution) -> str:
    """The licence a package names: its expression, its classifiers, or the first line of its field."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return str(metadata["License-Expression"])
    classified = [each for each in metadata.get_all("Classifier") or () if each.startswith("License ::")]
    if classified:
        return ", ".join(sorted({each.rpartition(" :: ")[2] for each in classified}))
    lines = str(metadata["License"]).strip().splitlines() if "License" in metadata else []
    return lines[0][:LONGEST_LICENCE] if lines else NONE_SAID


def rows() -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of every package, sorted by name."""
    found = {str(each.metadata["Name"]).lower(): each for each in distributions()}
    for name, package in sorted(found.items()):
        yield name, package.version, licence(package)


def report() -> str:
    """The licences as a table, those to look at named first."""
    listed = list(rows())
    strict = [name for name, _, said in listed if any(word in said.replace("LGPL", "") for word in COPYLEFT)]
    silent = [name for name, _, said in listed if said == NONE_SAID]
    lines = [
        f"{len(listed)} packages",
        f"under a strong copyleft licence: {', '.join(strict) or 'none'}",
        f"without a licence in their metadata: {', '.join(silent) or 'none'}",
        "",
        *(f"{name:<32} {version:<16} {said}" for name, version, said in listed),
    ]
    return "\n".join(lines) + "\n"


def vulnerabilities() -> tuple[int, str]:
    """Ask pip-audit; the exit status that follows from its answer, and what it said."""
    program = shutil.which("pip-audit")
    if program is None:
        return 0, "vulnerabilities: not looked up, pip-audit is not installed\n"
    command = (program, "--no-deps", "--disable-pip", "-r", str(ROOT / "requirements.txt"))
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return 0, "vulnerabilities: not looked up, the database did not answer in time\n"
    unknown = (done.stdout + done.stderr).count("could not be audited")
    if unknown:
        return done.returncode, f"vulnerabilities: {unknown} packages could not be looked up\n{done.stdout}"
    if "known vulnerabilit" not in done.stdout + done.stderr:
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        return 0, f"vulnerabilities: not looked up ({last[:200]})\n"
    return done.returncode, f"vulnerabilities:\n{done.stdout}{done.stderr}"


def main() -> int:
    """Print the report, or write it."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--output", type=Path)
    options = made.parse_args()
    status, found = vulnerabilities()
    text = report() + "\n" + found
    if options.output:
        options.output.write_text(text, "utf-8")
    else:
        print(text, end="")
    return status


if __name__ == "__main__":
    sys.exit(main())
