"""What is shown reaches the person, whatever characters their console has, and commands nothing."""

import html
import sys
from io import TextIOWrapper


def bear_all_characters() -> None:
    """Let standard output and error write as escapes what their encoding does not have.

    On Windows that is most of what is not English, where output goes to a file or to an old console.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def escaped(text: str) -> str:
    r"""A text in which neither HTML nor Markdown finds anything to render, on one line.

    >>> escaped("<img src=x> [a](b) | `c`")
    '&lt;img src=x&gt; \\[a\\]\\(b\\) \\| \\`c\\`'
    """
    marked = "".join(f"\\{c}" if c in "\\`*_{}[]()#+!|~" else c for c in printable(text))
    return html.escape(marked)


def printable(text: str) -> str:
    r"""A text without line ends and control characters, which file names and error messages may carry.

    >>> printable("a\x1b[2Jb\u202ec")
    'a\\x1b[2Jb\\u202ec'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
