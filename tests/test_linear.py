"""No stage takes more than its share of a text that is made to hurt: growth is measured, not time.

Each family grows eightfold; a stage that takes much more than eight times as long, and long enough to be
measured, is not linear. benchmarks/reliability/linear.py does the same for all families up to 2 MB.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

try:  # the parser of re has another name since Python 3.11
    import re._constants as constants  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]
except ImportError:  # pragma: no cover
    import sre_constants as constants
    import sre_parse as parser

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks" / "reliability"))

from adversaries import FAMILIES  # noqa: E402
from linear import exponents, stages  # noqa: E402

SMALL, LARGE = 1_500, 12_000
MANY_LINES = 8 * LARGE
LEAST_SECONDS = 0.4
"""Below it a stage is too quick to be told from noise; the square of what is linear here is far above it."""

MOST = 1.6
# Each of these was slow once, or is the worst of its kind; the others are in the benchmark.
CHOSEN = (
    "letter lines",
    "link lines",
    "raised",
    "one letter",
    "blanks",
    "line ends",
    "open brackets",
    "brackets",
    "note lines",
    "commas",
    "comma names",
    "name lines",
    "bracket lines",
    "headings and names",
    "entities",
    "mojibake words",
    "towers",
    "zero width",
    "han",
    "addresses",
    "dates",
    "date lines",
    "city lines",
    "countries",
    "replies",
    "hard wrapped",
    "nested brackets",
    "statement by",
    "one long name",
    "different bodies",
    "different names in a line",
    "different paragraphs",
    "numbered note ends",
    "comments",
)
# What a line of these costs is little: the square of it shows in many of them.
OF_MANY_LINES = ("table heads",)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Tables are loaded by the first text."""
    stages("Letter\n\n14 May 2018\n\nWe ask, café.\n\nSigned by:\n\nAda Elm (Spain)\n")


@pytest.mark.parametrize(
    ("family", "sizes"),
    [(family, (SMALL, LARGE)) for family in CHOSEN]
    + [(family, (LARGE, MANY_LINES)) for family in OF_MANY_LINES],
)
def test_no_stage_takes_more_than_its_share(family: str, sizes: tuple[int, int]) -> None:
    suspects = grown_too_much(family, sizes)
    if suspects:  # once more: another process may have had the caches
        suspects = grown_too_much(family, sizes)

    assert suspects == []


def grown_too_much(family: str, sizes: tuple[int, int]) -> list[str]:
    by_size = {size: stages(FAMILIES[family](size)) for size in sizes}
    return [stage for stage, exponent, _ in exponents(by_size, LEAST_SECONDS) if exponent > MOST]


def test_growth_that_is_not_linear_is_seen() -> None:
    square = {10: {"a": 0.01}, 100: {"a": 1.0}}
    linear = {10: {"a": 0.1}, 100: {"a": 1.0}}

    assert [round(exponent, 1) for _, exponent, _ in exponents(square, 0.1)] == [2.0]
    assert [round(exponent, 1) for _, exponent, _ in exponents(linear, 0.1)] == [1.0]


def patterns() -> Iterator[tuple[str, str]]:
    """Every regular expression that stands in the sources, with its file."""
    call = re.compile(r"re\.(?:compile|match|search|fullmatch|sub|split|findall|finditer)\(")
    import ast

    for path in sorted((PROJECT / "src" / "docsieve").rglob("*.py")):
        text = path.read_text("utf-8")
        if not call.search(text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path.relative_to(PROJECT).as_posix(), first.value


def compiled() -> Iterator[tuple[str, str]]:
    """Every pattern that the modules hold, also those put together when they are imported."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("docsieve"):
            for value in vars(module).values():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield name, value.pattern


REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)


def risks(tree: Any) -> Iterator[str]:
    """What in a parsed pattern can take more than linear time at one place of a text.

    Repeats in repeats, unless each round begins with a sign that the repeat within cannot take; and repeats
    side by side that can take the same signs from each other.
    """
    items = list(tree)
    for (kind, value), following in zip(items, [*items[1:], None], strict=True):
        if kind in REPEATS:
            _, high, inner = value
            if high > MANY and any(_is_open(each) for each in _all(inner)) and not _is_led(inner):
                yield f"a repeat within a repeat: {inner}"
            beside = high > MANY and following is not None and _is_open(following)
            if beside and _first(inner) & _first(following[1][2]):
                yield f"two repeats that share signs: {inner} {following}"
            yield from risks(inner)
        elif kind is constants.BRANCH:
            for branch in value[1]:
                yield from risks(branch)
        elif kind is constants.SUBPATTERN:
            yield from risks(value[-1])
        elif kind in (constants.ASSERT, constants.ASSERT_NOT):
            yield from risks(value[1])


def _is_led(inner: Any) -> bool:
    """Whether it begins with one sign that none of the open repeats in it can take."""
    kind, _ = next(iter(inner))
    opened = [each[1][2] for each in _all(inner) if _is_open(each)]
    return kind in (constants.LITERAL, constants.IN) and not any(
        _first(inner) & _first(one) for one in opened
    )


MANY = 64
"""A repeat with a bound below it is a constant, whatever stands beside it."""


def _all(tree: Any) -> Iterator[Any]:
    for kind, value in tree:
        yield kind, value
        for part in value if isinstance(value, list | tuple) else ():
            if isinstance(part, parser.SubPattern):
                yield from _all(part)
            elif isinstance(part, list):
                for branch in part:
                    if isinstance(branch, parser.SubPattern):
                        yield from _all(branch)


def _is_open(item: Any) -> bool:
    kind, value = item
    return kind in REPEATS and value[1] > MANY


SAMPLE = [
    chr(code)
    for code in (
        *range(0x180),
        0x300,
        0x391,
        0x410,
        0x5D0,
        0x627,
        0xE01,
        0x2013,
        0x2022,
        0x3042,
        0x4E00,
        0xAC00,
    )
]


def _first(tree: Any) -> set[str]:
    """The sample's characters that a pattern may begin with."""
    source = parser.SubPattern(tree.state, [next(iter(tree))]) if len(tree) else tree
    one = re.compile(_unparsed(source))
    return {c for c in SAMPLE if one.match(c)}


def _unparsed(tree: Any) -> str:
    kind, value = next(iter(tree))
    if kind is constants.LITERAL:
        return re.escape(chr(value))
    if kind is constants.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    if kind is constants.ANY:
        return "."
    if kind is constants.IN:
        return "[" + "".join(map(_member, value)) + "]"
    if kind is constants.SUBPATTERN:
        return _unparsed(value[-1]) if len(value[-1]) else "."
    return "(?s:.)"  # not known: it may be anything


def _member(item: Any) -> str:
    kind, value = item
    if kind is constants.NEGATE:
        return "^"
    if kind is constants.LITERAL:
        return re.escape(chr(value))
    if kind is constants.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {"CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_DIGIT": r"\d"}
    names |= {"CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W"}
    return names[str(value)]


def found_risks(pattern: str) -> list[str]:
    return list(risks(parser.parse(pattern)))


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(?:a*b?)*", r"\s+\s+", r"\w+[a-z]*x", r".*.*", r"(?:\d+|a)+"]
)
def test_the_audit_sees_patterns_that_are_not_safe(pattern: str) -> None:
    assert found_risks(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"\d+\s+\w+", r"[a-z]+(?:-[a-z]+)*", r"[a-z]+\d*", r"\s*$", r"(?:a|b)+", r"(?:\d{1,4}-?)+", r"a{1,3}b+"],
)
def test_the_audit_lets_safe_patterns_pass(pattern: str) -> None:
    assert found_risks(pattern) == []


def test_no_pattern_that_sees_input_can_backtrack_far() -> None:
    held = {*patterns(), *compiled()}
    unsafe = {(where, pattern): told for where, pattern in held if (told := found_risks(pattern))}

    assert len(held) > 20
    assert unsafe == {}
