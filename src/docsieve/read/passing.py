"""Files of other kinds than those that are read: not opened, but counted, so that a person can be told."""

from collections import Counter
from collections.abc import Mapping
from itertools import takewhile

SIDECAR = ".meta.json"
NO_ENDING = "without ending"
OTHERS = "of other endings"

LONGEST_ENDING = 12
"""Characters of an ending; what is longer is a name with a dot in it."""

MOST_ENDINGS = 100
"""Endings that are told apart, so that a folder of odd names takes no memory."""

MOST_TOLD = 5


def pass_over(passed: Counter[str], path: str) -> None:
    """Count a file by its ending, unless it is meant to stand there: a sidecar, or anything hidden.

    >>> passed = Counter()
    >>> for path in ("a/b.html", "a/B.HTML", "a/b.meta.json", ".git/config", "a/.keep", "a/letter"):
    ...     pass_over(passed, path)
    >>> dict(passed)
    {'.html': 2, 'without ending': 1}
    """
    if path.endswith(SIDECAR) or any(part.startswith(".") for part in path.split("/")):
        return
    ending = ending_of(path)
    passed[ending if ending in passed or len(passed) < MOST_ENDINGS else OTHERS] += 1


def ending_of(path: str) -> str:
    """The letters and digits behind the last point of a file's name, in small letters.

    >>> [ending_of(path) for path in ("page.html?id=3", "mail.v2/letter", "2. draft")]
    ['.html', 'without ending', 'without ending']
    """
    _, point, after = path.rpartition("/")[2].rpartition(".")
    letters = "".join(takewhile(str.isalnum, after[: LONGEST_ENDING + 1])).lower()
    return f".{letters}" if point and 0 < len(letters) <= LONGEST_ENDING else NO_ENDING


def told_passed(passed: Mapping[str, int]) -> str:
    """How many files were passed over, the most frequent endings first; empty where none was.

    >>> told_passed({".md": 1, ".html": 2}), told_passed({})
    ('3 files: 2 .html, 1 .md', '')
    """
    if not passed:
        return ""
    ordered = sorted(passed.items(), key=lambda each: (-each[1], each[0]))
    named = [f"{count:,} {ending}" for ending, count in ordered[:MOST_TOLD]]
    if rest := sum(count for _, count in ordered[MOST_TOLD:]):
        named.append(f"{rest:,} others")
    total = sum(passed.values())
    return f"{total:,} file{'' if total == 1 else 's'}: {', '.join(named)}"
