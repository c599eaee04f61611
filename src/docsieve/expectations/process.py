"""Validation in a process of its own, started early, so that nobody waits for the import.

The two sides exchange one line of JSON each way; the tables stay on the disk.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from docsieve.expectations.suites import SUITES, SuiteError
from docsieve.expectations.verdict import CouldNotEvaluateError, Verdict, from_json

QUIET = {"GX_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
NO_TABLES = SUITES.parent / "no-tables"


class Validator:
    """A process that has Great Expectations imported by the time tables are there to validate.

    Enter it when a run begins; leave it and the process ends, whatever it is doing. It writes no
    file and asks no network. One thread at a time may use it.
    """

    def __enter__(self) -> Self:
        """Start the process; does not wait for its import."""
        self._said: IO[bytes] = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "docsieve.expectations"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, **QUIET},
        )
        return self

    def validate(self, folder: Path, suites: Path = SUITES) -> Verdict:
        """Hold the tables staged in ``folder`` to their suites, as `evaluate.validate` does.

        Raises SuiteError and CouldNotEvaluateError, the second also where the process ended.
        """
        asked = json.dumps({"folder": str(folder), "suites": str(suites)})
        try:
            self._write(asked)
            told: dict[str, Any] = json.loads(self._read())
        except (BrokenPipeError, ValueError) as error:
            raise CouldNotEvaluateError(f"the validating process ended: {self._last_words()}") from error
        if "suite_error" in told:
            raise SuiteError(told["suite_error"])
        if "error" in told:
            raise CouldNotEvaluateError(told["error"])
        return from_json(told["verdict"])

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def _read(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def _last_words(self) -> str:
        status = self._process.wait()
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return f"status {status}{': ' + lines[-1] if lines else ''}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process; it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._said):
            # Closing flushes: a line that a dead process never took breaks the pipe once more.
            with suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()


def serve() -> None:
    """Answer requests on standard input until it is closed: the process's side of `Validator`."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not stand between two answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from docsieve.expectations.evaluate import import_engine, validate

    import_engine()
    # The first evaluation is slow; it is done over empty tables while nobody waits for it.
    with suppress(Exception):
        validate(NO_TABLES)
    for line in sys.stdin:
        asked = json.loads(line)
        told: dict[str, Any]
        try:
            told = {"verdict": validate(Path(asked["folder"]), Path(asked["suites"])).to_json()}
        except SuiteError as error:
            told = {"suite_error": str(error)}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()
