"""What real letters lose by the removal of chrome, judged by numbers fitted without their site."""

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from docsieve.label import label
from docsieve.language import engine
from docsieve.model import LabelledBlock, Prepared, RawDocument, Shape
from docsieve.pipeline import prepare, survey
from docsieve.repeats import evidence
from docsieve.rules import Page, page_of
from docsieve.scorer.data import Trained

REMOVED = frozenset({"chrome", "comment", "duplicate", "caption"})
PRECIOUS = ("title", "signatory", "date line", "numbered point")


@dataclass(frozen=True)
class Letter:
    """A letter as it is prepared, and what was read in it by hand."""

    gold: dict[str, Any]
    document: Prepared


def letters(gold: Path) -> list[Letter]:
    """Give all letters of the gold that has signatories."""
    return [
        _letter(path)
        for name in ("signatories", "seeds")
        for path in sorted((gold / name).glob("*.gold.json"))
    ]


def _letter(path: Path) -> Letter:
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
    name = gold["doc_id"]
    raw = RawDocument(name, name, gold.get("site") or name, name, text, "utf-8", "gold")
    return Letter(gold, prepare(raw, engine()))


def losses(read: Sequence[Letter], fitted: Sequence[Trained]) -> tuple[Counter[str], list[str]]:
    """Count what was kept and lost, by kind, and tell each lost line."""
    sites: dict[str, list[Prepared]] = defaultdict(list)
    for letter in read:
        sites[letter.document.raw.site].append(letter.document)
    counted: Counter[str] = Counter()
    told: list[str] = []
    for letter in read:
        site = letter.document.raw.site
        known = fitted[zlib.crc32(site.encode()) % len(fitted)]
        with patch("docsieve.scorer.judge.trained", lambda known=known: known):
            said = survey(sites[site])[sites[site].index(letter.document)]
            page = page_of(letter.document, evidence(letter.document, said))
        judged = label(page)
        counted["blocks of letters"] += sum(_is_text(letter, block) for block in judged)
        for kind, text in (*_lost_entries(letter, judged), *_lost_blocks(letter, page, judged)):
            counted[kind] += 1
            told.append(f"{kind:16} {letter.gold['doc_id']}: {text[:100]}")
    return counted, told


def _is_text(letter: Letter, block: LabelledBlock) -> bool:
    start, end = block.block.start, block.block.end
    spans = letter.gold["drop_spans"]
    return not any(min(end, s["end"]) - max(start, s["start"]) > (end - start) / 2 for s in spans)


def _lost_entries(letter: Letter, judged: Sequence[LabelledBlock]) -> Iterator[tuple[str, str]]:
    kept = _plain("\n".join(block.repaired.text for block in judged if block.kept))
    gold = letter.gold
    titles = [title for title in (gold["title"], *gold["title_alternatives_accepted"]) if title]
    if titles and not any(_plain(title) in kept for title in titles):
        yield "title", titles[0]
    for entry in gold["signatories"]:
        if not any(_plain(entry[key] or "\0") in kept for key in ("raw", "name")):
            yield "signatory", entry["name"]


def _lost_blocks(letter: Letter, page: Page, judged: Sequence[LabelledBlock]) -> Iterator[tuple[str, str]]:
    for i, block in enumerate(judged):
        if not block.kept and _is_text(letter, block):
            point = block.block.shape is Shape.NUMBERED_POINT
            kind = "date line" if page.date_lines[i] else "numbered point" if point else "other block"
            yield kind, page.texts[i]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def print_letters(read: Sequence[Letter], fitted: Sequence[Trained]) -> None:
    counted, told = losses(read, fitted)
    print("\nreal letters, sites held out")
    for kind in ("blocks of letters", *PRECIOUS, "other block"):
        print(f"{kind:34}{counted[kind]:8}" + (" removed" if kind != "blocks of letters" else ""))
    print(*told, sep="\n")
