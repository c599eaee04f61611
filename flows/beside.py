"""Runs a module as ``python -m`` does, and ends as soon as standard input does.

    python flows/beside.py MODULE [ARGUMENT ...]

Whoever starts it holds the other end: where that process is killed, this one does not stay behind.
"""

import os
import runpy
import sys
from threading import Thread


def end_with_input() -> None:
    """Wait until nobody holds the other end of standard input, and end this process."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    Thread(target=end_with_input, daemon=True).start()
    sys.argv = sys.argv[1:]
    # What `python -m` would have put first is the working folder, not this one.
    sys.path[0] = ""
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
