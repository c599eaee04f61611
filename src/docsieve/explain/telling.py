"""The lines that say of a block what was decided, and why."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from inspect import getdoc
from itertools import accumulate
from types import MappingProxyType

from docsieve.explain.asked import Row
from docsieve.rules import RULES, Rule

LONGEST_QUOTE = 300
BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
NOTHING: Mapping[int, Sequence[str]] = MappingProxyType({})


def explanations(
    document: Row, blocks: Sequence[Row], asked: Sequence[Row], scored: Mapping[int, Sequence[str]] = NOTHING
) -> Iterator[str]:
    """Give for each block asked about the lines that say what was decided, and why.

    ``blocks`` are all of the document's, in order; its lines are counted once, for all of them.
    ``scored`` has by position what is told of a block's learned score. What a rule measures is told where
    it is first named.
    """
    raw = "".join(row["text"] + row["separator"] for row in blocks)
    starts = list(accumulate(map(len, raw.splitlines(keepends=True)), initial=0))[:-1]
    introduced: set[str] = set()
    for row in asked:
        told = scored.get(row["position"], ())
        lines = _explanation(document, blocks, row, starts, introduced)
        yield "\n".join((*lines, *(f"  {line}" for line in told)))


def _explanation(
    document: Row, blocks: Sequence[Row], row: Row, starts: Sequence[int], introduced: set[str]
) -> Iterator[str]:
    first = bisect_right(starts, row["start"] + len(row["text"]) - len(row["text"].lstrip()))
    last = bisect_right(starts, row["end"] - 1)
    where = f"line {first}" if first == last else f"lines {first} to {last}"
    span = f"characters {row['start']} to {row['end']}, block {row['position']}"
    yield f"{document['source']}, {where} ({span})"
    quoted = row["text"].strip()
    yield "  | " + "\n  | ".join(
        (quoted[:LONGEST_QUOTE] + ("…" if len(quoted) > LONGEST_QUOTE else "")).splitlines()
    )
    yield f"  {'kept' if row['kept'] else 'removed'} as {row['label']}; " + _reason(row, introduced)
    if row["duplicate_of"] is not None:
        first = bisect_right(starts, blocks[row["duplicate_of"]]["start"])
        yield f"  its first copy is block {row['duplicate_of']}, on line {first}"
    for other in row["also"]:
        yield f"  would have spoken too: {_measurement(other, introduced)}"
    for other in row["near"]:
        yield f"  was near to speaking: {_measurement(other, introduced)}"


def _reason(row: Row, introduced: set[str]) -> str:
    if row["rule"] is None:
        return f"no rule spoke, so it is kept as its form says ({row['shape']})"
    return f"decided by {_measurement(row, introduced)}"


def _measurement(finding: Row, introduced: set[str]) -> str:
    """What was measured, and what the rule measures unless it is ``introduced``, which it is then."""
    rule = BY_NAME.get(finding["rule"])
    numbers = f"measured {finding['measured']:.4g}"
    if rule is None:
        return f"{finding['rule']}: {numbers}, threshold {finding['threshold']:.4g}"
    side = "at most" if rule.at_most is not None else "at least"
    decision = f"{rule.name}: {numbers} ({rule.unit}); kept where {side} {finding['threshold']:.4g}"
    if rule.name in introduced:
        return decision
    introduced.add(rule.name)
    told = (getdoc(rule.measure) or "").split("\n\n")[0].replace("\n", " ")
    return f"{decision}\n    {told}\n    {rule.source}"
