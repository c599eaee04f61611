"""Train the forests that tell lines naming signatories, and measure them on sets of pages not seen.

One command, from the repository's root, with the gold beside it; four minutes of two cores::

    uv run --with catboost python training/signatures.py ../shared/gold

Fitted to the gold letters, to web pages where nobody signs, to the invented pages of
``training/signed_pages.jsonl.gz`` (written by many hands that saw nothing of the code; each with the answers
it was written with), and to the same lists set otherwise: what stands beside a name below or above it, names
alone, names run together, bullets, blank lines, tabs, without the heading. It writes
``src/docsieve/data/signatures.npz`` and ``signatures.json`` (how it was made, figures of held-out sets).
Seeded; not part of continuous integration.
"""

import gzip
import json
import random
import re
import sys
import zlib
from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool
from fit import as_forest

from docsieve.forest import Forest, stored_as
from docsieve.model import Block
from docsieve.segment import segment
from docsieve.signing.learned import FILE, measures, views
from docsieve.signing.lines import lines_of
from docsieve.signing.page import page_of

SEED = 1
PAGES = Path("training/signed_pages.jsonl.gz")
TARGET = Path("src/docsieve/data")
# Sets are dealt into folds whole, so that no author's habits are known to what measures them.
FOLDS = 4
OTHERWISE_SET = 2
NAMES, TELLS = 1, 2
LONGEST_SET, LONGEST_TOLD, LEAST_TOLD = 200, 160, 8
LONGEST_PAGE, MOST_LINES = 40_000, 1200
WEB_SHARE = 0.4
LIKELY = 0.5
# What a line counts that is nobody's, where it looks like a name and where not; one of n names 1/sqrt(n).
LIKE_A_NAME, UNLIKE_A_NAME = 0.6, 0.15
NAMING = measures().index("naming")
FOREST = {
    "iterations": 300,
    "depth": 6,
    "learning_rate": 0.1,
    "rsm": 0.15,
    "border_count": 48,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.5,
    "boosting_type": "Plain",
    "score_function": "L2",
    "leaf_estimation_iterations": 1,
    "random_seed": SEED,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
}
APART = re.compile(r"\s*(?:,|;|\(| – | — | - |: |\t)\s*")
WAYS = ("lines", "lines", "two", "above", "names", "together", "gaps", "bullets", "tabs")
NEEDS_TOLD = frozenset({"lines", "two", "above", "tabs"})


@dataclass(frozen=True, slots=True)
class Text:
    """A page's measures, (measures, lines), a label a line, its set; ``again`` where set otherwise."""

    group: str
    measured: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int8]
    again: bool = False


def main(gold: Path) -> None:
    """Fit without each fold of sets, measure, fit on everything, write what ships."""
    texts = [*_signed(gold), *_unsigned(gold)]
    groups = sorted({text.group for text in texts})
    tell(f"{len(texts)} pages of {len(groups)} sets")
    figures = [_measured(texts, fold) for fold in range(FOLDS)]
    fitted = {"names": fit(texts, NAMES), "tells": fit(texts, TELLS)}
    arrays = [stored_as(forest, name) for name, forest in fitted.items()]
    np.savez_compressed(TARGET / FILE, **dict(ChainMap(*arrays)))
    told = {"recipe": {"pages": len(texts), "sets": len(groups), "seed": SEED, "forest": FOREST}}
    told["held_out"] = {
        name: round(float(np.mean([each[name] for each in figures])), 4) for name in figures[0]
    }
    (TARGET / FILE).with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    tell(json.dumps(told["held_out"]))


def _signed(gold: Path) -> Iterator[Text]:
    rng = random.Random(SEED)
    for group, answers, text in _pages(gold):
        blocks = segment(text)
        labels = _labels([block.text for block in blocks], answers)
        yield Text(group, _measures(blocks), labels)
        for _ in range(OTHERWISE_SET):
            lines = _otherwise(blocks, labels, rng)
            if lines:
                yield _of_lines(group, lines)


def _pages(gold: Path) -> Iterator[tuple[str, list[dict], str]]:
    for folder in (gold / "signatories", gold / "seeds"):
        for path in sorted(folder.glob("*.gold.json")):
            told = json.loads(path.read_text("utf-8"))
            text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")
            yield "gold", told["signatories"], text.removeprefix("\ufeff")
    with gzip.open(PAGES, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield row["set"], row["signatories"], row["text"]


def _unsigned(gold: Path) -> Iterator[Text]:
    """Give one dump of each web page of the extraction gold: nobody signs there."""
    seen = set()
    with gzip.open(gold / "extraction" / "pages.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["id"] in seen or len(row["text"]) > LONGEST_PAGE:
                continue
            seen.add(row["id"])
            blocks = segment(row["text"])
            if 0 < len(blocks) < MOST_LINES:
                yield Text(f"web {row['site']}", _measures(blocks), np.zeros(len(blocks), np.int8))


def _measures(blocks: Sequence[Block]) -> npt.NDArray[np.float32]:
    return np.concatenate(list(views(page_of(lines_of(blocks)))), 1).astype(np.float16)


def _labels(texts: Sequence[str], answers: Sequence[dict]) -> npt.NDArray[np.int8]:
    """Say which lines name signatories (1), tell of one (2), neither (0); -1 counts neither way."""
    plain = [" ".join(text.split()) for text in texts]
    labels = np.zeros(len(texts), np.int8)
    told: dict[int, set[str]] = {}
    for answer in answers:
        found = _lines_of(answer, plain)
        for at in found:
            labels[at] = -1 if answer.get("optional") and labels[at] != NAMES else NAMES
        if found:
            said = [answer.get(name) for name in ("role", "affiliation", "place") if answer.get(name)]
            told.setdefault(found[-1], set()).update(
                piece.strip() for each in said for piece in (each, *re.split("[,;]", each))
            )
    for at, said in told.items():
        _label_told(plain, labels, at, said)
    return labels


def _lines_of(answer: dict, plain: Sequence[str]) -> list[int]:
    written = " ".join(str(answer["raw"] or answer["name"]).split("\n")[0].split())
    found = [at for at, text in enumerate(plain) if written in text]
    found = found or [at for at, text in enumerate(plain) if answer["name"] in text]
    if len(found) < 2:
        return found
    # Named in the text as well: who signs stands below it, and on a line of its own.
    return [found[-1] if len(plain[found[-1]]) < LONGEST_SET else found[0]]


def _label_told(plain: Sequence[str], labels: npt.NDArray[np.int8], at: int, said: set[str]) -> None:
    for near in (*range(at + 1, at + 4), at - 1, at - 2):
        if not 0 <= near < len(plain):
            continue
        if labels[near] == NAMES and near > at:
            return
        text = plain[near].strip(" ,.()")
        short = len(text) < LONGEST_TOLD
        if labels[near] == 0 and short and any(_tells(text, each) for each in said):
            labels[near] = TELLS


def _tells(text: str, said: str) -> bool:
    return said == text or (len(said) > LEAST_TOLD and said in text)


def _otherwise(
    blocks: Sequence[Block], labels: npt.NDArray[np.int8], rng: random.Random
) -> list[tuple[str, str, int]]:
    """Set a list of signatories in another way: lines with what stands behind them, and labels."""
    named = np.flatnonzero(labels == NAMES).tolist()
    if len(named) < 2 or max(len(blocks[at].text) for at in named) > LONGEST_SET:
        return []
    pieces = {
        at: [piece.strip(" )") for piece in APART.split(blocks[at].text.strip()) if piece.strip(" )")]
        for at in named
    }
    told = 2 * sum(len(each) > 1 for each in pieces.values()) >= len(named)
    way = rng.choice(WAYS if told else [each for each in WAYS if each not in NEEDS_TOLD])
    headless, gaps = rng.random() < 0.4, rng.random() < 0.3 or way == "gaps"
    mark, comma = rng.choice("•*-"), rng.choice((", ", "; "))
    lines: list[tuple[str, str, int]] = []
    run: list[str] = []
    for at, block in enumerate(blocks):
        if at not in pieces:
            if not (at == named[0] - 1 and headless and len(block.text) < LONGEST_SET / 2):
                lines.append((block.text, block.separator or "\n", int(labels[at])))
            continue
        if way == "together":
            run.append(pieces[at][0] if pieces[at] else block.text)
            if at + 1 not in pieces:
                lines.append((comma.join(run), "\n", NAMES))
                run = []
            continue
        lines += _set_line(block.text, pieces[at] or [block.text], way, mark)
        if gaps:
            lines[-1] = (lines[-1][0], "\n\n", lines[-1][2])
    return lines


def _set_line(text: str, pieces: list[str], way: str, mark: str) -> list[tuple[str, str, int]]:
    name, more = (pieces[0], "\n", NAMES), ", ".join(pieces[1:])
    match way:
        case "lines":
            return [name, *((piece, "\n", TELLS) for piece in pieces[1:])]
        case "two":
            return [name, (more, "\n", TELLS)] if more else [name]
        case "above":
            return [(more, "\n", TELLS), name] if more else [name]
        case "names":
            return [name]
        case "bullets":
            return [(f"{mark} {text.lstrip('•*-– ')}", "\n", NAMES)]
        case "tabs":
            return [("\t".join(pieces), "\n", NAMES)]
        case _:
            return [(text, "\n", NAMES)]


def _of_lines(group: str, lines: Sequence[tuple[str, str, int]]) -> Text:
    ends = np.cumsum([len(text) + len(behind) for text, behind, _ in lines])
    blocks = segment("".join(text + behind for text, behind, _ in lines))
    labels = np.zeros(len(blocks), np.int8)
    for at, block in enumerate(blocks):
        first = int(np.searchsorted(ends, block.start, side="right"))
        last = int(np.searchsorted(ends, block.start + len(block.text) - 1, side="right"))
        of_block = {label for _, _, label in lines[first : last + 1]}
        labels[at] = NAMES if NAMES in of_block else max(of_block)
    return Text(group, _measures(blocks), labels, again=True)


def fit(texts: Sequence[Text], label: int, held_out: int = -1) -> Forest:
    """Fit a forest to the lines of a label, without the sets of the fold held out (-1: none is)."""
    rng = np.random.default_rng(SEED)
    columns, right, counted = [], [], []
    for text in texts:
        if fold_of(text.group) == held_out:
            continue
        kept = text.labels >= 0
        if text.group.startswith("web"):
            kept &= rng.random(len(kept)) < WEB_SHARE
        named = max(int((text.labels > 0).sum()), 1)
        others = np.where(text.measured[NAMING] > 0, LIKE_A_NAME, UNLIKE_A_NAME)
        weight = np.where(text.labels > 0, 1 / np.sqrt(named), others) * (0.5 if text.again else 1.0)
        columns.append(text.measured[:, kept])
        right.append(text.labels[kept] == label)
        counted.append(weight[kept])
    model = CatBoostClassifier(**FOREST)
    pool = Pool(
        np.concatenate(columns, 1).T.astype(np.float32), np.concatenate(right), weight=np.concatenate(counted)
    )
    model.fit(pool)
    return as_forest(model)


def fold_of(group: str) -> int:
    """Give the fold of a set, or of a site of the web."""
    return zlib.crc32(group.encode()) % FOLDS


def _measured(texts: Sequence[Text], fold: int) -> dict[str, float]:
    forest = fit(texts, NAMES, fold)
    signed, invented, web = [], [], []
    for text in texts:
        if text.again or fold_of(text.group) != fold:
            continue
        found = 1 / (1 + np.exp(-forest.log_odds(text.measured.astype(np.float32)))) > LIKELY
        right = text.labels == NAMES
        if right.any():
            found &= text.labels >= 0
            signed.append(2 * (found & right).sum() / (found.sum() + right.sum()))
        else:
            (web if text.group.startswith("web") else invented).append(found.sum() > 1)
    told = {
        "f1 of lines, mean of signed pages": float(np.mean(signed)),
        "invented pages unsigned, with two lines found": float(np.mean(invented)),
        "web pages, with two lines found": float(np.mean(web)),
    }
    tell(f"fold {fold}: {len(signed)} signed, {told}")
    return told


def tell(what: str) -> None:
    """Print at once, since a training takes long."""
    print(what, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
