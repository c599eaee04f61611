"""The whole law in one command: pins, licences, ruff, mypy, tests with coverage; the first failure ends it.

    uv run --group dev scripts/check.py

What it needs beside the project is the group dev of pyproject.toml.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A process a processor; stealing leaves most of a file to one of them: what its tests share is made once.
AT_ONCE = ("-n", "auto", "--maxprocesses=8", "--dist=worksteal")
CHECKS: tuple[tuple[str, ...], ...] = (
    ("scripts/pin.py", "--check"),
    ("scripts/audit.py",),
    ("-m", "ruff", "check"),
    ("-m", "ruff", "format", "--check"),
    ("-m", "mypy"),
    ("-m", "pytest", "--quiet", "--cov", "--cov-report=term", "--durations=10", *AT_ONCE),
)


def main() -> int:
    """Run every check in order; the exit status is that of the first one that fails."""
    for check in CHECKS:
        print(f"\n== {' '.join(check)}", flush=True)
        started = time.monotonic()
        status = subprocess.run((sys.executable, *check), cwd=ROOT, check=False).returncode
        print(f"== {' '.join(check[:2])}: {time.monotonic() - started:.0f} s", flush=True)
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
