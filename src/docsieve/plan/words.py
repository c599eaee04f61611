"""The plan as a person reads it on a terminal."""

from collections.abc import Iterator, Sequence

from docsieve.console import printable
from docsieve.plan.difference import Difference
from docsieve.plan.forecast import Forecast
from docsieve.read import told_passed

MOST_NAMED = 5
LONGEST = 70


def told(plan: Forecast) -> Iterator[str]:
    """Give the plan line by line."""
    files = plan.files
    for what, names in (("new", files.new), ("changed", files.changed), ("gone", files.gone)):
        yield f"{what:<8} {_files(len(names))}{_named(names)}"
    yield f"{'same':<8} {_files(files.same)}"
    if files.passed:
        yield f"Passed over, being of kinds that are not read: {told_passed(files.passed)}."
    if plan.everything:
        yield f"Every document is read and judged: {plan.everything}."
        if plan.changed_rules:
            yield f"Rules that are others now: {', '.join(plan.changed_rules)}."
    else:
        yield f"{_documents(plan.prepared)} read and judged, because new or changed."
        yield f"{_documents(len(plan.again))} judged again, because the pages of their site are others now."
    for rule, count in sorted(plan.by_rule.items(), key=lambda each: (-each[1], each[0])):
        if count:
            yield f"  {rule}: decided in {_documents(count)} of those"


def told_differences(found: Sequence[Difference]) -> Iterator[str]:
    """Give the sample line by line: what is published, and what would be."""
    others = [each for each in found if each.changes]
    yield f"Sample: {_documents(len(found))} judged; {len(others)} would be published otherwise."
    for each in others:
        yield printable(each.source)
        for change in each.changes:
            yield f"  {_short(change.what)}"
            yield f"    - {printable(change.before)}"
            yield f"    + {printable(change.after)}"


def _named(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f": {', '.join(map(printable, names[:MOST_NAMED]))}{more}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count:,} documents"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return printable(line if len(line) <= LONGEST else line[: LONGEST - 1] + "…")
