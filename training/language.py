"""Fit the weights of the pooled language engine and write them to `src/docsieve/data/language/pool.json`.

One command, from the project's folder: `uv run --with scipy training/language.py ../shared/gold/language`.
Not part of CI. Reads `items.jsonl.gz` and `mixed.jsonl.gz`, fits on the texts whose key (the first 24
letters, case folded) has an even SHA-256, and prints the figures of the others; `--swap` exchanges the
halves. Only weights are written, no text. Same input and versions, same weights.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from docsieve.language import pooled
from docsieve.language.prepare import prepare
from docsieve.language.scripts import LANGUAGES_OF, script_of
from docsieve.language.telling import neighbours
from docsieve.model import UNDETERMINED

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from language_gold import CORE, is_fitted, key, read

TARGET = Path(__file__).parents[1] / "src/docsieve/data/language/pool.json"
KNOTS = (4, 10, 25, 60, 160)
LANGUAGES = sorted({UNDETERMINED} | {each for listed in LANGUAGES_OF.values() for each in listed})
INDEX = {language: at for at, language in enumerate(LANGUAGES)}
GROUPS = sorted(neighbours())
# langdetect's languages weigh one and a half times the others: they are what most collections hold.
CORE_WEIGHT = 1.5
# The gold has as many texts of each language; pages have not. Without this, English names in headings of
# other languages would make English itself unsure, and what could be either of two neighbours would as often
# be taken for the rarer one.
COMMON_WEIGHT = {"en": 3.0} | dict.fromkeys("de es fr hr id it nl no pl pt ru zh".split(), 2.0)
CROP_WEIGHT = 0.2
MIXED_WEIGHT = 0.5
RIDGE = 5e-5
# Weights of neighbouring lengths are drawn together: few long texts are hard, and alone they tell little.
SMOOTH = 3e-3


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its answer: how much it weighs, and whether it is fitted on."""

    text: str
    language: str
    kind: str
    weight: float
    fitted: bool


def examples(folder: Path, swap: bool) -> list[Example]:
    """Give the items, the paragraphs of mixed documents, and crops of the fitted ones."""
    found: dict[str, Example] = {}
    for row in read(folder / "items.jsonl.gz"):
        if row["lang"] != "und":
            one = Example(row["text"], row["lang"], row["length_class"], 1.0, is_fitted(row["text"], swap))
            found.setdefault(row["length_class"] + key(row["text"]) + row["lang"] + row["id"], one)
    known = {key(each.text) for each in found.values()}
    for document in read(folder / "mixed.jsonl.gz"):
        for row in document["paragraphs"]:
            if row["lang"] != "und" and key(row["text"]) not in known and is_fitted(row["text"], swap):
                known.add(key(row["text"]))
                found[key(row["text"])] = Example(row["text"], row["lang"], "mixed", MIXED_WEIGHT, True)
    given = [each for each in found.values() if each.language in INDEX]
    return given + [crop for each in given if each.fitted for crop in crops(each, random.Random(each.text))]


def crops(whole: Example, chance: random.Random) -> Iterator[Example]:
    """Cut short pieces out of a long text, and put some in capitals: short texts are rare in the gold."""
    words = whole.text.split()
    if whole.kind in ("word", "short", "heading_caps") or len(words) < 2:
        return
    for size in (1, 2, 3, 4, 6):
        if len(words) > size and chance.random() < 0.6:
            at = chance.randrange(len(words) - size)
            piece = " ".join(words[at : at + size])
            piece = piece.strip('.,;:!?"«»()').lower() if size == 1 else piece
            weight = CROP_WEIGHT * (0.3 if size == 1 else 1.0)
            yield Example(piece, whole.language, "crop", weight, True)
    if chance.random() < 0.2:
        yield Example(" ".join(words[:15]).upper(), whole.language, "crop", CROP_WEIGHT, True)


@dataclass(frozen=True, slots=True)
class Design:
    """The features of all examples: (example, candidate) pairs flat, with where each example begins."""

    given: list[Example]
    owner: Any
    language: Any
    values: Any
    leads: Any
    shares: Any
    right: Any


def opinions_of(stage: str, text: str, script: str) -> pooled.Opinions:
    said = pooled.first_opinions(text, script)
    if stage == "first":
        return said
    told = pooled.with_telling_words(text, said)
    return told if stage == "told" else pooled.with_third(text, told)


def design(given: list[Example], stage: str) -> Design:
    owner, language, values, leads, kept, shares, right = [], [], [], [], [], [], []
    for each in given:
        text = prepare(each.text)
        script = script_of(text) if text else None
        if script is None or len(LANGUAGES_OF[script]) == 1:
            continue
        opinions = opinions_of(stage, text, script)
        named = pooled.candidates(opinions)
        right.append(-1)
        answer = each.language if each.language in named or not each.fitted else UNDETERMINED
        for candidate in named:
            if candidate == answer:
                right[-1] = len(owner)
            owner.append(len(kept))
            language.append(INDEX[candidate])
            said = [float(each) for each in pooled.features(candidate, opinions)]
            values.append(said + [0.0] * (len(pooled.FEATURES) - len(said)))
            leads.append([opinions.leads.get(group, {}).get(candidate, 0.0) for group in GROUPS])
        row = np.zeros(len(KNOTS))
        for knot, share in pooled.between_knots(pooled.length_of(text), KNOTS):
            row[knot] += share
        shares.append(row)
        kept.append(each)
    return Design(kept, *map(np.array, (owner, language, values, leads, shares, right)))


def probabilities(weights: Any, d: Design) -> Any:
    rows, bias, groups = split(weights, d)
    scores = np.einsum("pf,pf->p", d.values, (d.shares @ rows)[d.owner]) + bias[d.language] + d.leads @ groups
    best = np.full(len(d.given), -np.inf)
    np.maximum.at(best, d.owner, scores)
    odds = np.exp(scores - best[d.owner])
    return odds / np.bincount(d.owner, odds, len(d.given))[d.owner]


def split(weights: Any, d: Design) -> tuple[Any, Any, Any]:
    size = len(KNOTS) * d.values.shape[1]
    rows, rest = weights[:size].reshape(len(KNOTS), -1), weights[size:]
    return rows, rest[: len(LANGUAGES)], rest[len(LANGUAGES) :]


def fit(d: Design) -> Any:
    """Fit by maximum likelihood with a ridge, on the fitted examples only."""
    core = np.array(
        [COMMON_WEIGHT.get(each.language, CORE_WEIGHT if each.language in CORE else 1.0) for each in d.given]
    )
    weight = np.array([each.weight * each.fitted for each in d.given]) * core
    weight /= weight.sum()

    def loss(weights: Any) -> tuple[float, Any]:
        chance = probabilities(weights, d)
        known = d.right >= 0
        steps = np.diff(split(weights, d)[0], axis=0)
        value = -(np.log(chance[d.right[known]] + 1e-12) * weight[known]).sum()
        value += RIDGE * (weights**2).sum() + SMOOTH * (steps**2).sum()
        error = chance.copy()
        error[d.right[known]] -= 1.0
        error *= weight[d.owner]
        by_example = np.zeros((len(d.given), d.values.shape[1]))
        np.add.at(by_example, d.owner, d.values * error[:, None])
        gradient = d.shares.T @ by_example
        gradient[1:] += 2 * SMOOTH * steps
        gradient[:-1] -= 2 * SMOOTH * steps
        bias = np.bincount(d.language, error, len(LANGUAGES))
        return value, np.concatenate([gradient.ravel(), bias, d.leads.T @ error]) + 2 * RIDGE * weights

    start = np.zeros(len(KNOTS) * d.values.shape[1] + len(LANGUAGES) + len(GROUPS))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def stage(weights: Any, d: Design) -> dict[str, Any]:
    rows, bias, groups = split(weights, d)
    return {
        "knots": list(KNOTS),
        "rows": [[round(float(each), 4) for each in row] for row in rows],
        "bias": {language: round(float(each), 4) for language, each in zip(LANGUAGES, bias, strict=True)},
        "groups": {group: round(float(each), 4) for group, each in zip(GROUPS, groups, strict=True)},
    }


def report(name: str, weights: Any, d: Design) -> None:
    chance = probabilities(weights, d)
    right: dict[str, list[bool]] = {}
    answers = np.zeros(len(d.given), dtype=int)
    best = np.zeros(len(d.given))
    for at, (owner, value) in enumerate(zip(d.owner, chance, strict=True)):
        if value > best[owner]:
            best[owner], answers[owner] = value, at
    for each, answer, wanted in zip(d.given, answers, d.right, strict=True):
        if not each.fitted:
            for group in ("all " + each.kind, *(["core " + each.kind] if each.language in CORE else [])):
                right.setdefault(group, []).append(answer == wanted)
    hard = [at for at, each in enumerate(d.given) if not each.fitted and d.right[at] >= 0]
    print(name, "log loss", round(float(-np.log(chance[d.right[hard]] + 1e-12).mean()), 5))
    print(name, {group: round(100 * sum(hits) / len(hits), 2) for group, hits in sorted(right.items())})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--swap", action="store_true", help="fit on the other half")
    arguments.add_argument("--out", type=Path, default=TARGET, help="where the weights go")
    chosen = arguments.parse_args()
    given = examples(chosen.folder, chosen.swap)
    fitted = {}
    for name in ("first", "told", "full"):
        d = design(given, name)
        weights = fit(d)
        report(name, weights, d)
        fitted[name] = stage(weights, d)
    fitted["provenance"] = {
        "recipe": "training/language.py",
        "fitted_on": "half of the language gold (NTREX, FLORES/SIB-200, UDHR, lingua test data, Tatoeba)",
        "engines": {each: version(each) for each in ("pycld2", "eldc", "py3langid")},
        "features": list(pooled.FEATURES),
    }
    if chosen.out:
        chosen.out.write_text(json.dumps(fitted, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
