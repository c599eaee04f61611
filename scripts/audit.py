"""What the environment is made of: every installed package with its licence, and known vulnerabilities.

    uv run scripts/audit.py [--output FILE]

Licences are read from the packages' own metadata; one that is not on the list below makes the exit status 1.
Vulnerabilities are asked of pip-audit where it is installed and its database can be reached
(`uv tool run pip-audit --no-deps --disable-pip -r requirements.txt` does it by hand); where not, the report
says so, and that is no failure: a vulnerability found is.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 120
NONE_SAID = "not said"
OURS = "docsieve"

LET_THROUGH = re.compile(
    r"""0BSD | Zlib | CC0-1\.0 | Artistic\ License | (The\ )?Unlicense(\ \(Unlicense\))?
    | Apache([ -]2\.0|\ Software)?(\ License)? | BSD([ -][23]-Clause)?(\ License)? | MIT(-0)?(\ License)?
    | ISC(\ License\ \(ISCL\))? | PSF-2\.0 | Python\ Software\ Foundation\ License | CNRI-Python
    | MPL-2\.0 | Mozilla\ Public\ License\ 2\.0\ \(MPL\ 2\.0\) | LGPL-2\.1-(only|or-later)""",
    re.VERBOSE,
)
"""Licences that ask for no more than to be named, or bind only changes of the package itself (MPL, LGPL)."""

READ_BY_HAND = {
    "atheris": "Apache-2.0",  # its LICENSE; only fuzzing needs it
    "mlcroissant": "Apache-2.0",  # as its project says; its package holds no file to read it from
}
"""Licences of packages whose metadata name none."""


def licence(package: Distribution) -> str:
    """The licence a package names: its expression, its classifiers, or the first line of its field."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return str(metadata["License-Expression"])
    classified = [each for each in metadata.get_all("Classifier") or () if each.startswith("License ::")]
    if classified:
        return " OR ".join(sorted({each.rpartition(" :: ")[2] for each in classified}))
    lines = str(metadata["License"]).strip().splitlines() if "License" in metadata else []
    return lines[0] if lines else READ_BY_HAND.get(str(metadata["Name"]).lower(), NONE_SAID)


def let_through(said: str) -> bool:
    """Whether all licences that bind at once are on the list, or one of those to choose from.

    Does not read brackets within brackets: what it cannot read is not let through.
    """
    choices = (part[1:-1] if part.startswith("(") else part for part in said.split(" AND "))
    return all(any(re.fullmatch(LET_THROUGH, one) for one in choice.split(" OR ")) for choice in choices)


def rows() -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of every package but our own, sorted by name."""
    found = {str(each.metadata["Name"]).lower(): each for each in distributions()}
    for name, package in sorted(found.items()):
        if name != OURS:
            yield name, package.version, licence(package)


def licences() -> tuple[int, str]:
    """The exit status that follows from the licences, and all of them as a table, those to look at first."""
    listed = list(rows())
    outside = [f"{name} ({said})" for name, _, said in listed if not let_through(said)]
    lines = [
        f"{len(listed)} packages; licences that are not on the list: {', '.join(outside) or 'none'}",
        "",
        *(f"{name:<32} {version:<16} {said}" for name, version, said in listed),
    ]
    return int(bool(outside)), "\n".join(lines) + "\n"


def vulnerabilities() -> tuple[int, str]:
    """Ask pip-audit; the exit status that follows from its answer, and what it said."""
    program = shutil.which("pip-audit")
    if program is None:
        return 0, "vulnerabilities: NOT LOOKED UP, pip-audit is not installed\n"
    command = (program, "--no-deps", "--disable-pip", "-r", str(ROOT / "requirements.txt"))
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return 0, "vulnerabilities: NOT LOOKED UP, the database did not answer in time\n"
    return judged(done.returncode, done.stdout, done.stderr)


def judged(status: int, printed: str, said: str) -> tuple[int, str]:
    """The same of what pip-audit printed and said; one that could look up nothing is no failure."""
    unknown = (printed + said).count("could not be audited")
    if unknown:
        return status, f"vulnerabilities: {unknown} packages could not be looked up\n{printed}"
    if "known vulnerabilit" not in printed + said:
        last = (said.strip().splitlines() or ["no answer"])[-1]
        return 0, f"vulnerabilities: NOT LOOKED UP, no database could be reached ({last[:200]})\n"
    return status, f"vulnerabilities:\n{printed}{said}"


def main() -> int:
    """Print the report, or write it."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--output", type=Path)
    options = made.parse_args()
    (unlicensed, listed), (vulnerable, found) = licences(), vulnerabilities()
    text = listed + "\n" + found
    if options.output:
        options.output.write_text(text, "utf-8", newline="\n")
    else:
        print(text, end="")
    return unlicensed or vulnerable


if __name__ == "__main__":
    sys.exit(main())
