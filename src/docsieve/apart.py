"""A process of its own that imports what is slow to import while others work, then calls it when asked.

Great Expectations takes 6 s and 264 MB to import. Started at the beginning of a run and asked at its
end, its process costs the run no time where a second core is free, and its memory goes with it.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from types import TracebackType
from typing import Any, BinaryIO, Self


class ApartError(RuntimeError):
    """The other process ended without an answer, or what it was asked to call raised; says which."""


class Apart:
    """A process that has imported ``module`` and calls its functions, one at a time.

    Arguments and answers have to pickle. Ends with the ``with`` block, or with this process.

    >>> with Apart("operator") as other:
    ...     other.call("add", 2, 3)
    5
    """

    def __init__(self, module: str) -> None:
        command = (sys.executable, "-m", "docsieve.apart", module)
        self._module = module
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a function of the module over there and give its answer; raises ApartError."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump((function, arguments), self._process.stdin)
            self._process.stdin.flush()
            answered, answer = pickle.load(self._process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            status = self._process.wait(10)
            raise ApartError(f"The process of {self._module} ended with status {status}.") from error
        if not answered:
            raise ApartError(answer)
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def main(arguments: Sequence[str]) -> int:
    """Import the module named, then answer calls from standard input until it ends.

    What the module prints goes to standard error, so that it cannot be taken for an answer.
    """
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        module = import_module(arguments[0])
        while (call := _next_call(sys.stdin.buffer)) is not None:
            pickle.dump(_answer(module, *call), answers)
            answers.flush()
    return 0


def _next_call(calls: BinaryIO) -> tuple[str, tuple[Any, ...]] | None:
    try:
        call: tuple[str, tuple[Any, ...]] = pickle.load(calls)
    except EOFError:
        return None
    return call


def _answer(module: Any, function: str, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, getattr(module, function)(*arguments)
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
