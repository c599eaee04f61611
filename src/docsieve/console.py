"""What is printed reaches the person, whatever characters their console has."""

import sys
from io import TextIOWrapper


def bear_all_characters() -> None:
    """Let standard output and error write as escapes what their encoding does not have.

    On Windows that is most of what is not English, where output goes to a file or to an old console.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
