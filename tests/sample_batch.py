"""A small batch of invented documents as the house's values, for the tests of the rooms that publish."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from docsieve import snapshot
from docsieve.entities import resolve
from docsieve.model import (
    Block,
    Evidence,
    Finding,
    Guess,
    Judged,
    Kind,
    Label,
    LabelledBlock,
    Metadata,
    RawDocument,
    Rejected,
    Repair,
    Repaired,
    Repeat,
    Shape,
    Signatory,
)
from docsieve.snapshot import Snapshot
from docsieve.tables import RunFacts, Table, build, input_hash, runs_table

STARTED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOSTILE = "<script>alert('seen')</script>"


def block(position: int, start: int, text: str, *, kept: bool = True) -> LabelledBlock:
    return LabelledBlock(
        block=Block(position, start, start + len(text), text, "\n", Shape.PARAGRAPH),
        repaired=Repaired(text.replace("ﬁ", "fi"), _repairs(start, text)),
        guess=Guess("en", 0.9),
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:32],
        kept=kept,
        label=Label.PARAGRAPH if kept else Label.NAVIGATION,
        finding=None if kept else Finding("short_link_like_line", 0.75, 0.6),
        also=() if kept else (Finding("no_stop_word", 0.0, 0.1),),
    )


def _repairs(start: int, text: str) -> tuple[Repair, ...]:
    at = text.find("ﬁ")
    return () if at < 0 else (Repair("ligatures", start + at, start + at + 1, "ﬁ", "fi"),)


def judged(name: str, lines: list[str], signed: tuple[tuple[str, Kind], ...] = ()) -> Judged:
    """A document of the given lines; the second line is chrome, the signatories follow as lines."""
    lines = [*lines, *(who for who, _ in signed)]
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    blocks = tuple(block(i, starts[i], line, kept=i != 1) for i, line in enumerate(lines))
    text = "".join(line + "\n" for line in lines)
    first = starts[len(lines) - len(signed) :]
    return Judged(
        raw=RawDocument(
            document_id=hashlib.sha256(name.encode()).hexdigest()[:32],
            source=f"site-a/{name}.txt",
            site="site-a",
            content_sha256=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            encoding="utf-8",
            encoding_found_by="strict",
        ),
        blocks=blocks,
        text="\n".join(line for i, line in enumerate(lines) if i != 1),
        language=Guess("en", 0.95),
        languages=(("en", 1.0),),
        metadata=Metadata(
            title=Evidence(lines[0], 0, len(lines[0]), "en"),
            other_titles=(Evidence("Für die Gärten", 0, 3, "de"),),
            published_on=date(2024, 5, 2),
            issuers=(Evidence("Garden Council", 0, 3),),
            links=("https://example.org/a",),
        ),
        signatories=tuple(
            Signatory(i, who, kind, who, start, start + len(who), "list", 0.9, countries=("DE", "FR"))
            for i, ((who, kind), start) in enumerate(zip(signed, first, strict=True))
        ),
    )


GARDENS = judged(
    "gardens",
    [f"For the gardens {HOSTILE}", "Home About", "We ask for more ﬁelds.", "=1+1 is not a formula"],
    (("Garden Council", Kind.ORGANIZATION), ("Ada Elm", Kind.PERSON), ("@Rivers", Kind.ORGANIZATION)),
)
RIVERS = judged(
    "rivers",
    ["For the rivers", "Menu", "Let them run."],
    (("garden  council", Kind.ORGANIZATION), ("Ada Elm", Kind.PERSON)),
)
COPY = judged("gardens-copy", [one.block.text for one in GARDENS.blocks])
REJECTED = (Rejected("site-b/empty.txt", "0" * 64, "read", "empty", "The file holds no text."),)
REPEATS = (
    Repeat("r1", "quotation", COPY.raw.document_id, 2, 0, 5, GARDENS.raw.document_id, 2, 1.0),
    Repeat("r2", "near_duplicate", COPY.raw.document_id, None, 0, 9, GARDENS.raw.document_id, None, 0.97),
)
BATCH = (GARDENS, RIVERS, COPY)


def facts(config: str = "default") -> RunFacts:
    pairs = [(one.raw.source, one.raw.content_sha256) for one in BATCH]
    return RunFacts(STARTED, config, input_hash(pairs))


def tables(batch: tuple[Judged, ...] = BATCH, config: str = "default") -> dict[str, Table]:
    """Every table of a batch, ``runs`` too."""
    about = facts(config)
    made = build(batch, REPEATS, resolve(batch), REJECTED, about.run_id)
    return {**made, "runs": runs_table(about, made, {"read": 0.25, "label": 1.5})}


def published(curated: Path, batch: tuple[Judged, ...] = BATCH, config: str = "default") -> Snapshot:
    """Publish a batch as it is, unchecked."""
    with snapshot.lock(curated):
        snapshot.sweep(curated)
        staging = snapshot.stage(curated, tables(batch, config))
        return snapshot.publish(curated, staging, facts(config), {"passed": True})
