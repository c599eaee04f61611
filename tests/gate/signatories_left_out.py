"""Figures of signatories, titles and dates on texts of sites that their numbers and words never saw.

Run as ``python -m gate.signatories_left_out`` in tests/, the gold at hand (some minutes): prints how the gold
is read as it is; with the numbers of the rooms chosen without one site at a time; and without words of it.

*Numbers.* Each number named in ``signing``, ``signatories`` and ``metadata`` is moved by ``FACTORS``, alone;
for each site the value with the fewest errors on all other sites is taken, of equally good ones the middle.
All numbers so chosen are put in together, and the site is read with them. ``harm`` counts the choices, one
number at a time, where one of the equally good values would have cost the site something.

*Words.* Words cannot be fitted again. For each site the words and phrases of the tables written by hand are
taken away that stand in its texts and neither in those of another site nor in the cases of the tests, whether
or not they were written for them; then also those that the cases alone support: so the only site of a
language loses that language. Compiled tables (countries, cities, given names) and those in JSON stay.
"""

import ast
import json
import math
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from gate.test_metadata_floors import score
from gate.test_signatories_floors import GOLD, SETS, Scores, add_document, raw_of, without_repeats

from docsieve import metadata
from docsieve.folding import fold
from docsieve.language import engine
from docsieve.model import Block, Judged
from docsieve.pipeline import judge_all, prepare, survey
from docsieve.signatories import read_blocks
from docsieve.signing import find, vocabulary

TESTS = Path(__file__).parent.parent
ROOMS = ("docsieve.signing", "docsieve.signatories", "docsieve.metadata")
FACTORS = (0.6, 0.8, 1.25, 1.6)
# Bits, code points, bounds of work; and what only `confidence` is made of.
NO_JUDGEMENTS = frozenset(
    "SIGN SUPPORT GROUP TEXT SMALL MONTH JOINED CLASSES ANNOUNCES SUPERSCRIPT_DIGITS LATIN_ENDS SURE DOUBTS "
    "MOST_DECLARED MOST_SEARCHES READ_AGAIN YEAR YEAR_DIGITS LONGEST_LINE LONGEST_LINK LONGEST_RUN_ON".split()
)
SHORTEST_PART = 3
MEASURES = ("names_exact", "names", "kinds", "countries", "roles_as_split", "affiliations_as_split", "places")


@dataclass(frozen=True)
class Text:
    """A gold text, as it is judged."""

    site: str
    gold: dict[str, Any]
    judged: Judged
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Number:
    """A number that a module names, or one of a table of them."""

    module: str
    name: str
    key: str | None = None

    def value(self) -> float:
        held = getattr(sys.modules[self.module], self.name)
        value: float = held if self.key is None else held[self.key]
        return value

    def moved(self, factor: float) -> float:
        value = self.value()
        return round(value * factor) if isinstance(value, int) else value * factor


def texts() -> list[Text]:
    golds = [
        (name, json.loads(path.read_text("utf-8")))
        for name in SETS
        for path in sorted((GOLD / name).glob("*.gold.json"))
    ]
    raws = [raw_of(gold, (GOLD / name / f"{gold['doc_id']}.txt").read_text("utf-8")) for name, gold in golds]
    prepared = [prepare(raw, engine()) for raw in raws]
    judged = judge_all(prepared, survey(prepared))
    every = zip(golds, judged, prepared, strict=True)
    return [Text(gold["site"], gold, each, document.blocks) for (_, gold), each, document in every]


def again(text: Text, rooms: Sequence[str] = ROOMS) -> Judged:
    """Read who signed, title and date again from blocks judged before, as far as rooms have a say."""
    language, judged = text.judged.language.language, text.judged
    if rooms != ROOMS[2:]:
        found = read_blocks(text.blocks, find(text.blocks), language)
        judged = replace(judged, signatories=found.signatories)
    if rooms != ROOMS[1:2]:
        judged = replace(judged, metadata=metadata.read(judged.blocks, language, text.site))
    return judged


def read(documents: Sequence[Text]) -> dict[str, Scores]:
    """Read texts and score them, site by site."""
    scores: dict[str, Scores] = defaultdict(Scores)
    for text in documents:
        add(scores[text.site], text.gold, again(text))
    return dict(scores)


def errors_by_site(
    documents: Sequence[Text], base: dict[str, int], rooms: Sequence[str] = ROOMS
) -> dict[str, int]:
    """Give the errors of each site; a site read as before is not scored again."""
    counted = dict(base)
    for site in base:
        own = [(text, again(text, rooms)) for text in documents if text.site == site]
        if any(_told(one) != _told(text.judged) for text, one in own):
            scores = Scores()
            for text, one in own:
                add(scores, text.gold, one)
            counted[site] = errors(scores)
    return counted


def _told(judged: Judged) -> tuple[object, ...]:
    told = judged.metadata
    return judged.signatories, told.title, told.published_on


def add(scores: Scores, gold: dict[str, Any], judged: Judged) -> None:
    add_document(scores, gold, without_repeats(judged.signatories))
    scored = score(gold, judged)
    scores.counts["titles"].add(True, True, alike=scored.title)
    scores.counts["dates"].add(True, True, alike=scored.date)


def errors(scores: Scores) -> int:
    """Count what is wrong or missing, over all measures alike."""
    counted = [scores.counts[name] for name in (*MEASURES, "titles", "dates")]
    return sum(max(one.extra, one.missed) for one in counted) + scores.invented


def together(sites: Sequence[Scores]) -> dict[str, float]:
    """Give the figures of several sites' scores as one."""
    whole = Scores()
    for one in sites:
        whole.macro += one.macro
        whole.invented += one.invented
        for name, counts in one.counts.items():
            for part in ("right", "extra", "missed"):
                setattr(whole.counts[name], part, getattr(whole.counts[name], part) + getattr(counts, part))
        whole.sites["any"] = whole.counts["names"]
    report = whole.report()
    shares = {name: whole.counts[name].right / len(sites_texts(sites, name)) for name in ("titles", "dates")}
    names = (*MEASURES[:1], "names", "names_macro", "invented", *MEASURES[2:])
    return {name: round(report[name], 4) for name in names} | {k: round(v, 4) for k, v in shares.items()}


def sites_texts(sites: Sequence[Scores], name: str) -> range:
    counted = [one.counts[name] for one in sites]
    return range(sum(one.right + one.extra for one in counted))


def numbers() -> list[Number]:
    """Give every number that the rooms name at the top of a module."""
    found = []
    for name, module in sorted(sys.modules.items()):
        if name.startswith(ROOMS) and module.__file__:
            for target in _assigned(module):
                held = getattr(module, target)
                keys = held if isinstance(held, dict) else [None]
                each = [Number(name, target, key) for key in keys]
                found += [one for one in each if _is_number(held if one.key is None else held[one.key])]
    return found


def _assigned(module: ModuleType) -> Iterator[str]:
    for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            names = (each.id for each in ast.walk(node.targets[0]) if isinstance(each, ast.Name))
            yield from (one for one in names if one.isupper() and one not in NO_JUDGEMENTS)


def _is_number(held: object) -> bool:
    return isinstance(held, int | float) and not isinstance(held, bool)


@contextmanager
def put(chosen: dict[Number, float]) -> Iterator[None]:
    """Let numbers have other values, wherever they were imported."""
    before = [(module, name, vars(module)[name]) for module, name in _places(chosen)]
    tables = [(getattr(sys.modules[one.module], one.name), one.key, one.value()) for one in chosen if one.key]
    for one, value in chosen.items():
        if one.key is not None:
            getattr(sys.modules[one.module], one.name)[one.key] = value
        for module, name in _places([one]):
            setattr(module, name, value)
    _forget()
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)
        for table, key, value in tables:
            table[key] = value
        _forget()


def _places(chosen: dict[Number, float] | Sequence[Number]) -> list[tuple[ModuleType, str]]:
    plain = [one for one in chosen if one.key is None]
    own = [(sys.modules[one.module], one.name) for one in plain]
    return own + [
        (module, one.name)
        for one in plain
        for name, module in sorted(sys.modules.items())
        if name.startswith("docsieve.") and (one.module, one.name) in _imported(module)
    ]


IMPORTED: dict[str, frozenset[tuple[str, str]]] = {}


def _imported(module: ModuleType) -> frozenset[tuple[str, str]]:
    if module.__name__ not in IMPORTED:
        text = Path(module.__file__).read_text("utf-8") if module.__file__ else ""
        IMPORTED[module.__name__] = frozenset(
            (str(node.module), each.name)
            for node in ast.parse(text).body
            if isinstance(node, ast.ImportFrom)
            for each in node.names
        )
    return IMPORTED[module.__name__]


def _forget(*, tables: bool = False) -> None:
    """Empty the caches of what was read with other numbers, or also of tables (which are unbounded)."""
    for name, module in list(sys.modules.items()):
        if name.startswith("docsieve"):
            for held in vars(module).values():
                if hasattr(held, "cache_clear") and (tables or held.cache_info().maxsize is not None):
                    held.cache_clear()


def swept(documents: Sequence[Text], base: dict[str, int]) -> dict[Number, dict[float, dict[str, int]]]:
    """Give for each number that changes anything the errors of each site by its value's factor."""
    found = {}
    for one in numbers():
        by_factor = {1.0: base}
        for factor in sorted(FACTORS, key=lambda factor: -abs(math.log(factor))):
            extremes = [by_factor.get(end) for end in (FACTORS[0], FACTORS[-1])]
            same = one.moved(factor) == one.value() or extremes == [base, base]
            with suppress(IndexError, ZeroDivisionError):  # a value that cannot be read with is no choice
                by_factor[factor] = base if same else _errors_with(documents, base, one, one.moved(factor))
        if any(each != base for each in by_factor.values()):
            found[one] = by_factor
    return found


def _errors_with(
    documents: Sequence[Text], base: dict[str, int], one: Number, value: float
) -> dict[str, int]:
    room = tuple(room for room in ROOMS if one.module.startswith(room))
    with put({one: value}):
        return errors_by_site(documents, base, ROOMS if room == ROOMS[:1] else room)


def best_without(site: str, by_factor: dict[float, dict[str, int]]) -> list[float]:
    """Give the factors with the fewest errors on all other sites."""
    others = {
        factor: sum(count for at, count in by_site.items() if at != site)
        for factor, by_site in by_factor.items()
    }
    return sorted(factor for factor, count in others.items() if count == min(others.values()))


def middle(factors: list[float]) -> float:
    centre = math.log(factors[0] * factors[-1]) / 2
    return min(factors, key=lambda factor: (abs(math.log(factor) - centre), abs(math.log(factor))))


def only_of(site: str, documents: Sequence[Text], others: str = "") -> Callable[[str], bool]:
    """Give a test whether a word or phrase of a table stands in the texts of one site alone."""
    here = _words([each.judged.raw.text for each in documents if each.site == site])
    elsewhere = _words([others, *(each.judged.raw.text for each in documents if each.site != site)])

    def test(word: str) -> bool:
        return _stands(fold(word), *here) and not _stands(fold(word), *elsewhere)

    return test


def _cases() -> str:
    """Give all texts of the cases of signatories and metadata."""
    paths = sorted([*TESTS.glob("cases/signatories*/*.json"), *TESTS.glob("cases/signatories*.json")])
    return "\n".join(text for path in paths for text in _strings(json.loads(path.read_text("utf-8"))))


def _strings(held: Any) -> Iterator[str]:
    if isinstance(held, dict):
        held = [each for key, each in held.items() if key not in ("label", "comment")]
    if isinstance(held, list):
        for each in held:
            yield from _strings(each)
    elif isinstance(held, str):
        yield held


def _words(texts: Sequence[str]) -> tuple[Counter[str], str]:
    folded = [fold(word).strip(".,:;()[]«»\"'“”!?") for text in texts for word in text.split()]
    return Counter(folded), f" {' '.join(folded)} "


def _stands(word: str, words: Counter[str], run: str) -> bool:
    stem = word.strip("*")
    if word == stem:
        return word in words or f" {word} " in run or (not word.isascii() and len(word) > 1 and word in run)
    return len(stem) >= SHORTEST_PART and any(
        one.startswith(stem) if word.endswith("*") else one.endswith(stem) for one in words
    )


@contextmanager
def without(unsupported: Callable[[str], bool]) -> Iterator[list[str]]:
    """Take words and phrases out of the tables written by hand while they are read."""
    taken: list[str] = []

    def kept(word: str) -> bool:
        gone = unsupported(word)
        taken.extend([word] if gone else [])
        return not gone

    def pruned(held: Any) -> Any:
        if isinstance(held, dict):
            return {key: pruned(value) for key, value in held.items()}
        if isinstance(held, list):
            return [each for each in held if not isinstance(each, str) or kept(each)]
        return " ".join(filter(kept, held.split())) if isinstance(held, str) else held

    loads, text_of = tomllib.loads, vocabulary._text

    def names(name: str) -> str:
        text = text_of(name)
        more = name == "given_names_more.txt"
        return "\n".join(" ".join(filter(kept, line.split())) for line in text.split("\n")) if more else text

    with (
        patch.object(tomllib, "loads", lambda text: pruned(loads(text))),
        patch.object(vocabulary, "_text", names),
    ):
        _forget(tables=True)
        yield taken
    _forget(tables=True)


def with_numbers(
    site: str, own: Sequence[Text], moved: dict[Number, dict[float, dict[str, int]]]
) -> tuple[Scores, int, int]:
    """Score a site by numbers chosen without it; count the choices that differ and those that may do harm."""
    bests = {one: best_without(site, by_factor) for one, by_factor in moved.items()}
    chosen = {one: one.moved(middle(best)) for one, best in bests.items() if middle(best) != 1}
    costs = [
        max(moved[one][each][site] for each in best) - moved[one][1.0][site] for one, best in bests.items()
    ]
    with put(chosen):
        return read(own)[site], len(chosen), sum(cost > 0 for cost in costs)


def main() -> None:
    documents = texts()
    ways: dict[str, dict[str, Scores]] = {"as it is": read(documents)}
    base = {site: errors(scores) for site, scores in ways["as it is"].items()}
    moved = swept(documents, base)
    counts = Counter({"numbers": len(numbers()), "numbers that matter": len(moved), "sites": len(base)})
    ways |= {"numbers left out": {}, "words left out": {}, "words of cases too": {}}
    for site in base:
        own = [each for each in documents if each.site == site]
        scores, changed, harmful = with_numbers(site, own, moved)
        ways["numbers left out"][site] = scores
        counts += Counter({"choices other than today's": changed, "harm": harmful})
        for way, others in (("words left out", _cases()), ("words of cases too", "")):
            with without(only_of(site, documents, others)) as taken:
                ways[way][site] = read(own)[site]
            counts[way] += len(set(taken))
    print(json.dumps({way: together(list(scores.values())) for way, scores in ways.items()}, indent=1))
    print(json.dumps(counts))
    print(json.dumps({site: [errors(by_site[site]) for by_site in ways.values()] for site in base}))
    print(
        sorted(
            {f"{one.module.removeprefix('docsieve.')}.{one.name} {one.key or ''}".strip() for one in moved}
        )
    )


if __name__ == "__main__":
    main()
