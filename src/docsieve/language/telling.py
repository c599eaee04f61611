"""Words that tell a language from its nearest neighbours, counted as votes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_EDGES = ".,;:!?\"“”„«»()[]…।–—‘’'-"
_MOST_WORDS = 40
_MOST_VOTES = 3.0
_WRITTEN_WITHOUT_SPACES = ("han", "han_counted")
_TABLES = ("telling_words.txt", "counted_words.txt")  # by hand, and by training/counted_words.py


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbours: their words, stems (by first letter: how long one may be) and insides."""

    languages: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    stem_lengths: Mapping[str, tuple[int, ...]]
    insides: Mapping[str, tuple[str, ...]]
    any_inside: re.Pattern[str] | None


@cache
def _groups() -> dict[str, _Group]:
    rows: dict[str, dict[str, list[str]]] = {}
    for line in (line for name in _TABLES for line in _lines(name)):
        head, _, listed = line.partition(":")
        if listed and not line.startswith("#"):
            group, *languages = head.split()
            for word in listed.split():
                rows.setdefault(group, {}).setdefault(word, []).extend(languages)
    return {group: _group_of(words) for group, words in rows.items()}


def _lines(name: str) -> list[str]:
    return (files("docsieve") / "data/language" / name).read_text("utf-8").splitlines()


def _group_of(listed: Mapping[str, list[str]]) -> _Group:
    by_word = {word: tuple(sorted(set(languages))) for word, languages in listed.items()}
    words = {word: languages for word, languages in by_word.items() if not word.endswith("*")}
    insides = {word.strip("*"): languages for word, languages in by_word.items() if word.startswith("*")}
    stems = {word[:-1]: by_word[word] for word in by_word.keys() - words.keys() if word[:1] != "*"}
    lengths: dict[str, set[int]] = {}
    for stem in stems:
        lengths.setdefault(stem[:_HEAD], set()).add(len(stem))
    longest_first = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
    any_inside = re.compile("|".join(map(re.escape, sorted(insides)))) if insides else None
    languages = tuple(sorted({each for found in by_word.values() for each in found}))
    return _Group(languages, words, stems, longest_first, insides, any_inside)


_HEAD = 1


@cache
def neighbours() -> Mapping[str, tuple[str, ...]]:
    """Give the groups: name -> languages that its words tell apart."""
    return {name: group.languages for name, group in _groups().items()}


def votes(text: str, groups: Collection[str]) -> dict[str, dict[str, float]]:
    """Count, in each of these groups, the words that speak for a language against the others.

    The value is the count less the highest count of another language of the group, within -3 and 3.
    A group without any word found is left out. Looks at the first 40 words, or
    at the whole text where words are written without spaces.

    >>> votes("Netko je tijekom tjedna izgubio ključ.", ["south_slavic"])["south_slavic"]
    {'bs': -3.0, 'hr': 3.0, 'sr': -3.0}
    """
    words = [run.strip(_EDGES) for run in text.lower().split()[:_MOST_WORDS]]
    found: dict[str, dict[str, float]] = {}
    for name in groups:
        units = _written_without_spaces(name).findall(text) if name in _WRITTEN_WITHOUT_SPACES else words
        counts = _counts(units, _groups()[name])
        if counts:
            found[name] = _against_the_others(counts, _groups()[name].languages)
    return found


@cache
def _written_without_spaces(name: str) -> re.Pattern[str]:
    words = sorted(_groups()[name].words, key=lambda word: (-len(word), word))
    letters = "".join(word for word in words if len(word) == 1)
    return re.compile("|".join([*(word for word in words if len(word) > 1), f"[{letters}]"]))


def _counts(units: list[str], group: _Group) -> dict[str, float]:
    counts: dict[str, float] = {}
    for unit in units:
        languages = group.words.get(unit)
        if languages is None:
            languages = _of_part(unit, group)
        for language in languages:
            counts[language] = counts.get(language, 0.0) + 1.0
    return counts


def _of_part(word: str, group: _Group) -> tuple[str, ...]:
    for length in group.stem_lengths.get(word[:_HEAD], ()):
        if length <= len(word) and (languages := group.stems.get(word[:length])):
            return languages
    found = group.any_inside and group.any_inside.search(word)
    return group.insides[found[0]] if found else ()


def _against_the_others(counts: Mapping[str, float], languages: tuple[str, ...]) -> dict[str, float]:
    lead = {}
    for language in languages:
        others = max((count for other, count in counts.items() if other != language), default=0.0)
        lead[language] = max(-_MOST_VOTES, min(_MOST_VOTES, counts.get(language, 0.0) - others))
    return lead
