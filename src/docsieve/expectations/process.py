"""Validation in a process of its own, started early, so that nobody waits for the import.

The two sides exchange one line of JSON each way; the tables stay on the disk.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Any, Self

from docsieve.expectations.suites import SUITES, SuiteError
from docsieve.expectations.verdict import CouldNotEvaluateError, Verdict, from_json

QUIET = {"GX_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


class Validator:
    """A process that has Great Expectations imported by the time tables are there to validate.

    Enter it when a run begins; leave it and the process ends, whatever it is doing. It writes no
    file and asks no network. A second thread that asks waits for the first one's answer.
    """

    def __enter__(self) -> Self:
        """Start the process; does not wait for its import."""
        self._said: IO[bytes] = tempfile.TemporaryFile()
        self._asking = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "docsieve.expectations"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, **QUIET},
        )
        return self

    @property
    def alive(self) -> bool:
        """Whether the process is there to be asked."""
        return self._process.poll() is None

    def validate(self, folder: Path, own: Path | None = None, suites: Path = SUITES) -> Verdict:
        """Hold the tables staged in ``folder`` to their suites, as `evaluate.validate` does.

        Raises SuiteError and CouldNotEvaluateError, the second also where the process ended.
        """
        return from_json(self._ask(folder, own, suites)["verdict"])

    def check(self, own: Path | None = None, suites: Path = SUITES) -> None:
        """Raise SuiteError for suites that cannot be used, as `evaluate.check` does."""
        self._ask(None, own, suites)

    def _ask(self, folder: Path | None, own: Path | None, suites: Path) -> dict[str, Any]:
        asked = {"folder": folder and str(folder), "own": own and str(own), "suites": str(suites)}
        try:
            with self._asking:
                self._write(json.dumps(asked))
                told: dict[str, Any] = json.loads(self._read())
        except (BrokenPipeError, ValueError) as error:
            raise CouldNotEvaluateError(
                f"the validating process ended: {self._last_words()}; where the machine had no memory left, "
                "run the flow again when it has"
            ) from error
        if "suite_error" in told:
            raise SuiteError(told["suite_error"])
        if "error" in told:
            raise CouldNotEvaluateError(told["error"])
        return told

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
    from docsieve.expectations.evaluate import NO_TABLES, import_engine, validate

    import_engine()
    # The first evaluation is slow; it is done over empty tables while nobody waits for it.
    with suppress(Exception):
        validate(NO_TABLES)
    gc.freeze()  # what is imported stays: a search for cycles need not look at it
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))).encode() + b"\n")
        answers.flush()


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    from docsieve.expectations.evaluate import check, validate

    suites, own = Path(asked["suites"]), Path(asked["own"]) if asked["own"] else None
    try:
        if asked["folder"] is None:
            check(suites, own)
            return {}
        return {"verdict": validate(Path(asked["folder"]), suites, own).to_json()}
    except SuiteError as error:
        return {"suite_error": str(error)}
    except CouldNotEvaluateError as error:
        return {"error": str(error)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
