"""How likely a letter follows a letter, in the languages that were written in legacy encodings.

The counts come as data (``data/letters.json``, made by ``benchmarks/encodings/build_letters.py``); costs
are in tenths of a nat, -10 ln P(second | first), with a blank for every character that is no letter.
"""

import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

UNSEEN = 150
"""Cost of a pair that no language of the script has."""

FOREIGN = 45
"""What a pair costs more in a language that does not have it, but others of its script do (names)."""

Rows = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Language:
    """Costs of letter pairs: the language's own, and those of a foreign word in its script."""

    name: str
    own: Rows
    foreign: Rows
    alphabet: frozenset[str]

    def cost(self, first: str, second: str) -> int:
        """What it costs that ``second`` follows ``first``, both folded, in tenths of a nat."""
        found = self.own.get(first, {}).get(second)
        if found is not None:
            return found
        return min(UNSEEN, FOREIGN + self.foreign.get(first, {}).get(second, UNSEEN))


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """All languages there are counts of; read once in a process."""
    text = (files("docsieve") / "data" / "letters.json").read_text(encoding="utf-8")
    rows: dict[str, Rows] = json.loads(text)["languages"]
    alphabets = {name: _alphabet(own) for name, own in rows.items()}
    scripts: dict[str, list[Rows]] = {}
    for name, own in rows.items():
        scripts.setdefault(_script(alphabets[name]), []).append(own)
    pooled = {script: _pooled(members) for script, members in scripts.items()}
    return tuple(
        Language(name, own, pooled[_script(alphabets[name])], alphabets[name]) for name, own in rows.items()
    )


@lru_cache(maxsize=1024)
def fold(character: str) -> str:
    """A letter in lower case, anything else as a blank."""
    if unicodedata.category(character)[0] in "LM":
        lower = character.lower()
        return lower if len(lower) == 1 else "i"  # the Turkish capital I with a dot becomes two
    return " "


def _alphabet(own: Rows) -> frozenset[str]:
    return frozenset(own) | {second for row in own.values() for second in row}


def _script(alphabet: frozenset[str]) -> str:
    return unicodedata.name(max(alphabet)).split()[0]


def _pooled(members: Sequence[Rows]) -> Rows:
    """Mean probability of each pair over languages of one script, as a cost."""
    sums: dict[str, dict[str, float]] = {}
    for own in members:
        for first, row in own.items():
            into = sums.setdefault(first, {})
            for second, cost in row.items():
                into[second] = into.get(second, 0.0) + math.exp(-cost / 10) / len(members)
    return {
        first: {second: round(-10 * math.log(share)) for second, share in row.items()}
        for first, row in sums.items()
    }
