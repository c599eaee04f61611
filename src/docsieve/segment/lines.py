"""The non-blank lines of a text, as spans."""

from docsieve.values import value


@value
class Line:
    """A line without the white space around it: its span, its indent, the blank lines before it."""

    start: int
    end: int
    text: str
    indent: int
    blank_lines_before: int


def lines_of(text: str) -> list[Line]:
    r"""Give the non-blank lines of a text with their spans; line ends are those of ``str.splitlines``.

    >>> [(line.text, line.indent, line.blank_lines_before) for line in lines_of("a\n\n  b ")]
    [('a', 0, 0), ('b', 2, 1)]
    """
    lines: list[Line] = []
    offset = 0
    blank = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            indent = len(raw) - len(raw.lstrip())
            start = offset + indent
            lines.append(Line(start, start + len(words), words, indent, blank))
        blank = 0 if words else blank + 1
        offset += len(raw)
    return lines
