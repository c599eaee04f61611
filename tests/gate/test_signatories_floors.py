"""The floors of signatories on real texts; skipped where those texts are not at hand.

Run as a script it prints the scores. A claim matches a gold signatory by its name, native name or an
alias, once each, folded, exactly or by at least 85 of 100 in rapidfuzz's ratio.

``roles_as_split`` and ``affiliations_as_split`` compare field with field, ``details`` both together. The gold
holds what a person is in ``role_or_description`` and only in some texts the body apart from it: where it has
one of the two fields only, ``roles`` and ``affiliations`` also take the whole ``description`` for right, and
our other field then counts neither way.
"""

import json
import os
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from docsieve.language import engine
from docsieve.model import RawDocument, Signatory
from docsieve.pipeline import judge, prepare, survey

ROOT = Path(__file__).parent.parent.parent
GOLD = Path(os.environ.get("DOCSIEVE_GOLD", ROOT.parent / "shared" / "gold"))
FLOORS = json.loads((Path(__file__).parent / "signatories_floors.json").read_text("utf-8"))
SETS = ("seeds", "signatories")
ALIKE = 85.0
FIELDS = {
    "roles": ("role_or_description", "role"),
    "affiliations": ("affiliation", "affiliation"),
    "places": ("place", "place"),
}
SHORTEST_FUZZY = 4

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold texts at {GOLD}")


@dataclass
class Counts:
    """What was right, what was too much, what was missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, gold: object, found: object, *, alike: bool) -> None:
        self.right += alike
        self.extra += bool(found) and not alike
        self.missed += bool(gold) and not alike

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass
class Scores:
    """The counts of one set of texts."""

    counts: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    macro: list[float] = field(default_factory=list)
    sites: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    invented: int = 0

    def report(self) -> dict[str, float]:
        shares = {name: counts.f1 for name, counts in self.counts.items()}
        kinds = self.counts["kinds"]
        return shares | {
            "kinds": kinds.right / max(1, kinds.right + kinds.extra),
            "names_macro": sum(self.macro) / max(1, len(self.macro)),
            "worst_site_names": min(counts.f1 for counts in self.sites.values()),
            "invented": self.invented,
        }


def plain(text: object) -> str:
    folded = str(text or "").replace("ı", "i").casefold()
    stripped = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = " ".join(re.sub(r"[\W_]+", " ", stripped).split())
    return re.sub(r"^(the|la|le|les|el|los|las|o|a|os|as) (?=\w)", "", words)


def likeness(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def names_of(gold: dict[str, Any]) -> list[str]:
    names = [gold["name"], gold.get("native_name"), *(gold.get("aliases") or [])]
    return [name for name in dict.fromkeys(map(plain, names)) if name]


def matched(golds: list[dict[str, Any]], found: list[Signatory], *, fuzzy: bool) -> dict[int, int]:
    pairs = []
    for at, gold in enumerate(golds):
        names = names_of(gold)
        for other, claim in enumerate(found):
            name = plain(claim.name)
            long = [each for each in names if len(each) >= SHORTEST_FUZZY]
            best = 101.0 if name in names else max((likeness(name, each) for each in long), default=0.0)
            if best > 100 or (fuzzy and best >= ALIKE):
                pairs.append((-best, at, other))
    match: dict[int, int] = {}
    for _, at, other in sorted(pairs):
        if at not in match and other not in match.values():
            match[at] = other
    return match


def add_document(scores: Scores, gold: dict[str, Any], found: list[Signatory]) -> None:
    golds = gold["signatories"]
    asked = {at for at, each in enumerate(golds) if not each.get("optional")}
    for name, fuzzy in (("names_exact", False), ("names", True)):
        match = matched(golds, found, fuzzy=fuzzy)
        one = Counts(len(asked & match.keys()), len(found) - len(match), len(asked - match.keys()))
        for counts in (scores.counts[name], *([scores.sites[gold["site"]]] if fuzzy else [])):
            counts.right += one.right
            counts.extra += one.extra
            counts.missed += one.missed
    if asked:
        scores.macro.append(one.f1)
    else:
        scores.invented += one.extra
    for at, other in match.items():
        if at in asked:
            add_claim(scores, golds[at], found[other])
    missed = [golds[at]["countries"] for at in asked - match.keys()]
    scores.counts["countries"].missed += sum(map(len, missed))
    extra = [found[other] for other in sorted(set(range(len(found))) - set(match.values()))]
    scores.counts["countries"].extra += sum(len(claim.countries) for claim in extra)
    for name, field_of in FIELDS.items():
        scores.counts[name].missed += sum(bool(golds[at][field_of[0]]) for at in asked - match.keys())
        scores.counts[name].extra += sum(getattr(claim, field_of[1]) is not None for claim in extra)


def add_claim(scores: Scores, gold: dict[str, Any], claim: Signatory) -> None:
    counts = scores.counts
    right = claim.kind.value == gold["kind"]
    counts["kinds"].add(True, True, alike=right)
    countries = set(claim.countries) - set(gold["countries_implied"])
    for code in countries | set(gold["countries"]):
        in_both = code in countries and code in gold["countries"]
        counts["countries"].add(code in gold["countries"], code in countries, alike=in_both)
    asked, said = (gold["role_or_description"], gold["affiliation"]), (claim.role, claim.affiliation)
    compare(counts["details"], *(", ".join(filter(None, each)) for each in (asked, said)))
    compare(counts["places"], gold["place"], claim.place)
    whole = alike(asked[0] or asked[1], claim.description) and not all(asked)
    for name, one, other in zip(("roles", "affiliations"), asked, said, strict=True):
        compare(counts[f"{name}_as_split"], one, other)
        compare(counts[name], one, one if whole else other)


def alike(gold: str | None, found: str | None) -> bool:
    return bool(gold and found) and likeness(plain(gold), plain(found)) >= ALIKE


def compare(counts: Counts, gold: str | None, found: str | None) -> None:
    if gold or found:
        counts.add(gold, found, alike=alike(gold, found))


@cache
def scored(name: str) -> dict[str, float]:
    golds = [json.loads(path.read_text("utf-8")) for path in sorted((GOLD / name).glob("*.gold.json"))]
    raws = [raw_of(gold, (GOLD / name / f"{gold['doc_id']}.txt").read_text("utf-8")) for gold in golds]
    prepared = [prepare(raw, engine()) for raw in raws]
    scores = Scores()
    for gold, each, said in zip(golds, prepared, survey(prepared), strict=True):
        add_document(scores, gold, without_repeats(judge(each, said).signatories))
    return scores.report()


def without_repeats(found: Iterable[Signatory]) -> list[Signatory]:
    return list({plain(claim.name): claim for claim in reversed(list(found)) if plain(claim.name)}.values())[
        ::-1
    ]


def raw_of(gold: dict[str, Any], text: str) -> RawDocument:
    source = f"{gold['site']}/{gold['doc_id']}.txt"
    return RawDocument(source, source, str(gold["site"]), text, text.removeprefix("\ufeff"), "utf-8", "gold")


@pytest.mark.parametrize(
    ("name", "measure"),
    [(name, measure) for name in SETS for measure in FLOORS[name] if measure != "invented"],
)
def test_floor(name: str, measure: str) -> None:
    assert scored(name)[measure] >= FLOORS[name][measure]


@pytest.mark.parametrize("name", SETS)
def test_none_invented(name: str) -> None:
    assert scored(name)["invented"] <= FLOORS[name]["invented"]


if __name__ == "__main__":
    json.dump({name: scored(name) for name in SETS}, sys.stdout, indent=1)
