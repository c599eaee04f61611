"""The forecast: the folder against the ledger, the ledger's terms against those of now."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from docsieve.engine import Over
from docsieve.ledger import Ledger, Terms, open_ledger, trace_of, values
from docsieve.model import Rejected
from docsieve.read import Source, list_sources
from docsieve.shards import Given
from docsieve.shards.corpus import Corpus, Place, Surveyed, read_corpus, survey_corpus
from docsieve.snapshot import Snapshot, current
from docsieve.tables import pieces

OF_THE_CORPUS = ("site_share", "learned_score")
"""Rules that ask how many pages of a site carry a line."""

NOTHING_YET = "there is no dataset yet"
NO_LEDGER = (
    "the last run kept no ledger: names were taken out, texts were erased, or it was an earlier docsieve"
)
NO_MORE_LEDGER = "names are to be taken out, or texts were erased: then every run reads and judges everything"
REASONS = {
    "code": "docsieve or a package it stands on has changed",
    "config": "the settings have changed",
    "decided": "files were released from quarantine, or a release was taken back",
}


@dataclass(frozen=True, slots=True)
class Files:
    """Files by what has happened to them since the last run, as names in order; ``same`` is a number.

    ``passed`` counts files of kinds that are not read, by their endings.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    passed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the next run would do.

    ``everything`` says why it reads and judges all documents, None where it builds on the last run. Then
    ``prepared`` documents are new or have changed, ``again`` are judged once more because of their site;
    ``by_rule`` is how many of the documents judged again a rule decided on that is another now, or that
    asks the corpus. ``changed_rules`` are another now than in the last run. ``surveyed`` is the first half of
    that run, where it builds on the last one; it lies in the folder that was given for it.
    """

    files: Files
    everything: str | None
    prepared: int = 0
    again: tuple[str, ...] = ()
    by_rule: Mapping[str, int] = field(default_factory=dict)
    changed_rules: tuple[str, ...] = ()
    surveyed: Surveyed | None = None


def forecast(given: Given, work: Path, over: Over) -> Forecast:
    """Look at the folder; where a run would build on the last one, read and prepare what is new, too.

    ``work`` is a folder for what that needs.
    """
    now = current(given.curated)
    ledger = open_ledger(given.curated, now.id) if now else None
    passed: Counter[str] = Counter()
    sources = list(list_sources(given.raw, passed))
    files = replace(compared(sources, ledger), passed=passed)
    if now is None or ledger is None:
        return Forecast(files, NO_LEDGER if now else NOTHING_YET)
    terms = given.terms(now.id)
    if differing := ledger.terms.differ(terms):
        rules = rules_between(ledger.terms, terms)
        counts = spoken(now, frozenset(rules), None)
        return Forecast(files, "; ".join(REASONS[each] for each in differing), 0, (), counts, rules)
    if not given.keeps_a_ledger:
        return Forecast(files, NO_MORE_LEDGER)
    corpus, surveyed = looked_at(given, ledger, sources, work, over)
    again = frozenset(surveyed.survey.again)
    counts = spoken(now, frozenset(OF_THE_CORPUS), again)
    return Forecast(files, None, len(corpus.new), tuple(sorted(again)), counts, surveyed=surveyed)


def looked_at(
    given: Given, ledger: Ledger, sources: Sequence[Source | Rejected], work: Path, over: Over
) -> tuple[Corpus, Surveyed]:
    """Go the first half of a run's way, in a folder of our own."""
    how, place = given.reading(), Place(work, given.config.characters_per_portion)
    corpus = read_corpus(sources, ledger, how, place, over)
    return corpus, survey_corpus(corpus, lambda: sources, how, place, over)


def compared(sources: Iterable[Source | Rejected], ledger: Ledger | None) -> Files:
    """Tell what has happened to files by their names, sizes and times."""
    known: dict[str, set[int]] = defaultdict(set)
    if ledger is not None:
        for rows in (ledger.all(["file", "trace"]), ledger.rejected()):
            for name, trace in zip(values(rows, "file"), values(rows, "trace"), strict=True):
                known[name].add(trace)
    there = {each.name: trace_of(each) for each in sources if isinstance(each, Source)}
    new = tuple(sorted(there.keys() - known.keys()))
    gone = tuple(sorted(known.keys() - there.keys()))
    changed = tuple(sorted(n for n, trace in there.items() if n in known and trace not in known[n]))
    return Files(new, changed, gone, len(there) - len(new) - len(changed))


def rules_between(before: Terms, now: Terms) -> tuple[str, ...]:
    """Name the rules that are new, gone or another, in the order of the table of now."""
    names = dict.fromkeys([*now.rules, *before.rules])
    return tuple(name for name in names if before.rules.get(name) != now.rules.get(name))


def spoken(snapshot: Snapshot, rules: AbstractSet[str], documents: AbstractSet[str] | None) -> dict[str, int]:
    """Count for each rule the documents in which it decided on a block; all documents for None."""
    found: dict[str, set[str]] = {name: set() for name in sorted(rules)}
    for rows in pieces(snapshot.path, "blocks", ("document_id", "rule")):
        for document, rule in zip(values(rows, "document_id"), values(rows, "rule"), strict=True):
            if rule in found and (documents is None or document in documents):
                found[rule].add(document)
    return {name: len(its) for name, its in found.items()}
