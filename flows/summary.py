"""What a person reads at the end of a run: on the terminal as text, in Prefect's UI as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docsieve import snapshot
from docsieve.console import escaped, printable
from docsieve.expectations import Verdict
from docsieve.tables import read_table

MOST_NAMED = 10
DATA_DOCS = "data-docs"
TOLD_AS_COMPLAINTS = ("expectation", "drift")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file in quarantine, the short word of the reason, and the sentence."""

    source: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures; ``headline`` says what became of it, ``look`` where to look next.

    ``passed`` says which files are of kinds that are not read.
    """

    headline: str
    documents: int = 0
    signatories: int = 0
    kept: int = 0
    removed: Sequence[tuple[str, int]] = ()
    quarantined: Sequence[SetAside] = ()
    passed: str = ""
    quality: str = "not checked"
    complaints: Sequence[str] = ()
    look: Sequence[tuple[str, str]] = ()


def unchanged(curated: Path) -> Summary:
    """The summary of a run that found nothing to do, in the figures of what is published."""
    now = snapshot.current(curated)
    assert now is not None
    headline = f"Nothing has changed: {curated} is up to date, nothing new was published."
    findings = now.manifest()["verdict"]["findings"]
    return _summary(
        headline, now.path, [f"{each['severity']}: {each['table']}: {each['why']}" for each in findings]
    )


def outcome(folder: Path, verdict: Verdict, more: Sequence[str] = ()) -> Summary:
    """The summary of a run that has published, or refused, the tables that now lie in ``folder``.

    ``more`` are sentences that stand below the complaints of the quality checks.
    """
    headline = (
        f"Published snapshot {folder.name}."
        if verdict.passed
        else "Nothing was published: a critical quality check failed; the last snapshot is as it was."
    )
    return _summary(headline, folder, [*(finding.sentence() for finding in verdict.findings), *more])


def _summary(headline: str, folder: Path, complaints: Sequence[str]) -> Summary:
    """Summarise the last run in the tables of a folder from its row of ``runs`` and its ``quarantine``."""
    row = max(read_table(folder, "runs").to_pylist(), key=lambda each: each["started_at"])
    removed = sorted(row["removed_by_label"], key=lambda each: (-each["count"], each["name"]))
    return Summary(
        headline=headline,
        documents=row["document_count"],
        signatories=row["signatory_count"],
        kept=row["kept_block_count"],
        removed=tuple((each["name"], each["count"]) for each in removed),
        quarantined=tuple(
            SetAside(each["source"] or each["row_key"], each["reason"], each["detail"])
            for each in read_table(folder, "quarantine").to_pylist()
            if not each["published"] and each["stage"] not in TOLD_AS_COMPLAINTS
        ),
        quality=_quality(row["expectations_met"], row["critical_count"], row["warning_count"]),
        complaints=tuple(complaints),
        look=(
            ("tables", str(folder)),
            ("data docs", str(folder / DATA_DOCS / "index.html")),
            ("next", "uv run docsieve why DOCUMENT | uv run docsieve export TABLE"),
        ),
    )


def _quality(met: int | None, critical: int | None, warning: int | None) -> str:
    if met is None or critical is None or warning is None:
        return "not checked"
    missed = f"{critical} critical and {warning} warning missed" if critical or warning else "none missed"
    return f"{met} expectations met, {missed}"


def as_text(summary: Summary) -> str:
    """The summary for a terminal; what was scraped cannot move its cursor or change its colours."""
    removed = ", ".join(f"{count} {label}" for label, count in summary.removed)
    lines = [
        "",
        summary.headline,
        "",
        f"  documents    {summary.documents}",
        f"  signatories  {summary.signatories}",
        f"  blocks       {summary.kept} kept, {_total(summary)} removed{f': {removed}' if removed else ''}",
        f"  quarantine   {_files(summary)}",
        *(f"    {printable(f'{e.source}: {e.reason}: {e.detail}')}" for e in _named(summary)),
        *_and_more(summary, "    "),
        *([f"  passed over  {summary.passed}"] if summary.passed else []),
        f"  quality      {summary.quality}",
        *(f"    {printable(complaint)}" for complaint in summary.complaints),
        *(f"  {what:<12} {where}" for what, where in summary.look),
    ]
    return "\n".join(lines)


def as_markdown(summary: Summary) -> str:
    """The summary as Markdown for an artifact; scraped words in it are escaped, so that none is markup."""
    lines = [
        f"# {escaped(summary.headline)}",
        "",
        "| what | how many |",
        "|---|---|",
        f"| documents | {summary.documents} |",
        f"| signatories | {summary.signatories} |",
        f"| blocks kept | {summary.kept} |",
        *(f"| removed as {escaped(label)} | {count} |" for label, count in summary.removed),
        f"| in quarantine | {_files(summary)} |",
        *([f"| passed over | {escaped(summary.passed)} |"] if summary.passed else []),
        "",
        f"**Quality:** {escaped(summary.quality)}",
        "",
        *(f"- {escaped(complaint)}" for complaint in summary.complaints),
        *_quarantine_section(summary),
        *(f"\n{what}: {escaped(where)}" for what, where in summary.look),
    ]
    return "\n".join(lines) + "\n"


def _quarantine_section(summary: Summary) -> list[str]:
    if not summary.quarantined:
        return []
    head = ["", "## In quarantine", "", "| file | reason | detail |", "|---|---|---|"]
    rows = [f"| {escaped(e.source)} | {escaped(e.reason)} | {escaped(e.detail)} |" for e in _named(summary)]
    return [*head, *rows, *_and_more(summary, "\n")]


def _named(summary: Summary) -> Sequence[SetAside]:
    return summary.quarantined[:MOST_NAMED]


def _and_more(summary: Summary, before: str) -> list[str]:
    others = len(summary.quarantined) - MOST_NAMED
    return [f"{before}and {others} more: uv run docsieve export quarantine"] if others > 0 else []


def _total(summary: Summary) -> int:
    return sum(count for _, count in summary.removed)


def _files(summary: Summary) -> str:
    return "1 file" if len(summary.quarantined) == 1 else f"{len(summary.quarantined)} files"
