"""The pages that the scorer is fitted to: blocks of real pages with labels, and letters set into pages."""

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from docsieve.interface import coverage
from docsieve.segment import segment

FOLDS = 5
HOSTS_A_LETTER = 3
# Letters are what the pipeline is for, and few.
LETTER_WEIGHT = 2.0
HOSTED_WEIGHT = 1.0
BARE_EVERY = 7
LEAST_BARE_BLOCKS = 3
MADE = frozenset({"bare", "list", "letter", "spliced", "made"})
REMOVED = frozenset({"chrome", "comment", "duplicate", "caption"})


@dataclass(frozen=True, slots=True)
class Page:
    """One dump of a page: its blocks, a label each (1 text, 0 chrome, -1 undecided), and where it is from.

    ``line_block`` gives the block of each line of the gold; ``weight`` is what the page counts in fitting.
    """

    page: str
    site: str
    dumper: str
    kind: str
    language: str
    texts: tuple[str, ...]
    separators: tuple[str, ...]
    labels: npt.NDArray[np.int8]
    line_block: npt.NDArray[np.int64]
    phrases: npt.NDArray[np.float64]
    site_pages: npt.NDArray[np.int64]
    site_size: int
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """The fold that holds all pages of this page's site."""
        return zlib.crc32(self.site.encode()) % FOLDS

    @property
    def real(self) -> bool:
        """Whether somebody's page was dumped so; the others are made of such pages and of letters."""
        return self.kind not in MADE


def gold_rows(path: Path) -> Iterator[dict[str, object]]:
    """Give the rows of a compressed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def real_pages(path: Path) -> list[Page]:
    """Give the labelled pages of the extraction gold, with how often each block stands on its site."""
    rows = list(gold_rows(path))
    carried = _carried(rows)
    return [_real(row, carried) for row in rows]


def _carried(rows: Sequence[dict]) -> dict[tuple[str, str], dict[str, set[str]]]:
    """For each site and dumper, the pages that carry each normalised line."""
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        for line in row["lines"]:
            found[row["site"], row["dumper"]][normal(line)].add(row["id"])
    return found


def normal(text: str) -> str:
    """Give a text by which its copies on other pages are found."""
    return " ".join(text.lower().split())


def _real(row: dict, carried: dict[tuple[str, str], dict[str, set[str]]]) -> Page:
    blocks = segment(row["text"])
    line_block = np.array([b.position for b in blocks for line in b.text.splitlines() if line.strip()])
    labels = np.array(row["labels"])
    words = np.array([len(line.split()) + 1 for line in row["lines"]])
    kept = np.bincount(line_block, words * (labels == 1), len(blocks))
    dropped = np.bincount(line_block, words * (labels == 0), len(blocks))
    on_site = carried[row["site"], row["dumper"]]
    site = {page for pages in on_site.values() for page in pages}
    texts = tuple(block.text for block in blocks)
    return Page(
        row["id"], row["site"], row["dumper"], row["page_type"], row["lang"], texts,
        tuple(block.separator for block in blocks),
        np.where(kept + dropped == 0, -1, kept > dropped).astype(np.int8), line_block, phrase_shares(texts),
        np.array([max(len(on_site.get(normal(text), ())), 1) for text in texts]), len(site),
    )  # fmt: skip


def letters(folders: Sequence[Path]) -> list[Page]:
    """Give letters and statements with their signatories, each as a page of its own."""
    return [_letter(path) for folder in folders for path in sorted(folder.glob("*.gold.json"))]


def _letter(path: Path) -> Page:
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")
    blocks = segment(text)
    spans = [(span["start"], span["end"], span["category"]) for span in gold["drop_spans"]]
    labels = np.array([_span_label(block.start, block.end, spans) for block in blocks], np.int8)
    texts = tuple(block.text for block in blocks)
    return Page(
        gold["doc_id"], gold.get("site") or gold["doc_id"], "letter", "letter", gold["languages"][0], texts,
        tuple(block.separator for block in blocks), labels, np.arange(len(blocks)), phrase_shares(texts),
        np.ones(len(blocks), np.int64), 1, LETTER_WEIGHT,
    )  # fmt: skip


def _span_label(start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> int:
    """Give 0 for a block that lies mostly in a span to remove, -1 in an optional one, 1 elsewhere."""
    for first, last, category in spans:
        if min(end, last) - max(start, first) > (end - start) / 2:
            return 0 if category in REMOVED else -1
    return 1


def hosted(letters: Sequence[Page], hosts: Sequence[Page], seed: int) -> list[Page]:
    """Set each letter in place of the text of pages of its fold: lists of names are seen among chrome."""
    rng = np.random.default_rng(seed)
    return [
        _set_in(letter, hosts[index])
        for letter in letters
        for index in rng.choice(_hosts_of(letter.fold, hosts), HOSTS_A_LETTER, replace=False)
    ]


def _hosts_of(fold: int, hosts: Sequence[Page]) -> list[int]:
    return [
        i
        for i, host in enumerate(hosts)
        if host.fold == fold and host.kind == "article" and (host.labels == 1).any()
    ]


def _set_in(letter: Page, host: Page) -> Page:
    kept = np.flatnonzero(host.labels == 1)
    before, behind = slice(0, kept[0]), slice(kept[-1] + 1, len(host.texts))
    separators = (*host.separators[before], *letter.separators[:-1], "\n", *host.separators[behind])
    texts = (*host.texts[before], *letter.texts, *host.texts[behind])
    count = len(texts)
    return Page(
        f"{letter.page} in {host.page}", letter.site if letter.fold == host.fold else host.site, host.dumper,
        "letter", letter.language, texts, separators,
        np.concatenate((host.labels[before], letter.labels, host.labels[behind])), np.arange(count),
        np.concatenate((host.phrases[before], letter.phrases, host.phrases[behind])),
        np.concatenate((host.site_pages[before], letter.site_pages, host.site_pages[behind])),
        host.site_size, HOSTED_WEIGHT,
    )  # fmt: skip


def bare(pages: Sequence[Page]) -> list[Page]:
    """Give every few pages again without their chrome: a text cut out by hand keeps everything."""
    return [_bare(page) for page in pages[::BARE_EVERY] if (page.labels == 1).sum() > LEAST_BARE_BLOCKS]


def _bare(page: Page) -> Page:
    kept = np.flatnonzero(page.labels == 1)
    return Page(
        f"{page.page} bare", page.site, page.dumper, "bare", page.language,
        tuple(page.texts[i] for i in kept), tuple(page.separators[i] for i in kept), page.labels[kept],
        np.arange(len(kept)), page.phrases[kept], np.ones(len(kept), np.int64), 1, 0.5,
    )  # fmt: skip


def phrase_shares(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    return np.array([coverage(text.strip()).share for text in texts])
