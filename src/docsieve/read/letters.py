"""Which one-byte encoding a text is in, told by how its letters follow each other.

Every encoding gives the high bytes other letters; only the right one gives letters that follow each
other as they do in some language. The judgement is a posterior over *decoded texts*: encodings that
give the same text are one candidate, and a text is accepted only far ahead of every other reading.
"""

import json
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

WESTERN = "af ca da de en es eu fi fo fr ga gl id is it lb nl no pt so sq sv sw tl"
CENTRAL = "bs cs de en hr hu pl ro sk sl sq sr-Latn"
BALTIC = "en et lt lv"
CYRILLIC = "be bg kk mk ru sr uk uz-Cyrl"
USED_FOR: Mapping[str, tuple[float, frozenset[str]]] = {
    encoding: (cost, frozenset(languages.split()))
    for encodings, cost, languages in (
        ("cp1252", 0, WESTERN),
        ("cp1250", 0, CENTRAL),
        ("cp1251", 0, CYRILLIC),
        ("cp1253", 0, "el"),
        ("cp1254", 0, "az en tr"),
        ("cp1255", 0, "he"),
        ("cp1256", 0, "ar fa ur"),
        ("cp1257", 0, BALTIC),
        ("iso8859-1 iso8859-15", 1, WESTERN),
        ("iso8859-2", 1, CENTRAL),
        ("koi8-r koi8-u iso8859-5", 1, CYRILLIC),
        ("iso8859-7", 1, "el"),
        ("iso8859-9", 1, "az en tr"),
        ("iso8859-3", 2, "eo mt"),
        ("iso8859-4 iso8859-13", 2, BALTIC),
        ("iso8859-6", 2, "ar"),
        ("iso8859-8", 2, "he"),
        ("iso8859-10", 2, "et fo is lt lv se"),
        ("iso8859-14", 2, "cy ga"),
        ("iso8859-16", 2, "ro"),
        ("kz1048", 2, "kk"),
        ("tis-620 cp874", 1, "th"),
        ("mac-roman cp437 cp850 cp858 mac-iceland", 4, WESTERN),
        ("mac-latin2 cp852", 4, CENTRAL),
        ("mac-romanian mac-croatian", 8, CENTRAL),
        ("mac-cyrillic cp855 cp866", 4, CYRILLIC),
        ("cp1125", 8, "uk"),
        ("mac-greek cp737 cp869", 8, "el"),
        ("mac-turkish cp857", 8, "az tr"),
        ("cp775", 8, BALTIC),
        ("cp862", 8, "he"),
        ("cp720", 8, "ar fa"),
    )
    for encoding in encodings.split()
}
"""One-byte encodings in order of preference: the cost in nats of being rare, and whose letters it is for."""

OUT_OF_PLACE = 12.0
"""Cost in nats of a language in an encoding that is not for it."""

LATIN_INSIDE = 3
"""Cost of a pair of Latin letters inside a text of another script."""

UNSEEN = 150
FOREIGN = 45
ODD_SYMBOL = 130
ODD_INSIDE_WORD = 300
UPPER_INSIDE_WORD = 45
UNPAIRED_QUOTE = 35
MOST_PER_PAIR = 24
"""How often one pair of bytes may count, so that a line printed 500 times does not decide alone."""

ANY_QUOTE = frozenset("\u2019\u201c\u201d\u00bb\u203a")
OPENING = frozenset("\u201e\u201a\u2039\u00bf\u00a1\u2018\u00ab")
PAIRED = frozenset("\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a")
DASHES = frozenset("\u2013\u2014")
BLANKS = frozenset("\u00a0\u00ad")
BESIDE_DIGITS = frozenset("\u20ac\u00a3\u00a7\u00b0\u00ba\u00aa\u2116\u00bd\u00bc\u00be\u00b2\u00b3\u00b9\u00d7\u00b1")
AFTER_WORDS = frozenset("\u2026\u060c\u061b\u061f\u00ae\u2122")
BEFORE_WORDS = frozenset("\u2022\u00b7\u00a9")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the bytes: the encoding, how far ahead of all others, how badly it fits.

    ``margin`` is in nats; ``misfit`` is the mean cost of a pair of letters with a high byte, in nats.
    """

    encoding: str
    language: str
    margin: float
    misfit: float
    letters: int


_Rows = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class _Language:
    """Costs of letter pairs: the language's own, and those of a foreign word in its script."""

    name: str
    own: _Rows
    foreign: _Rows
    alphabet: frozenset[str]

    def cost(self, first: str, second: str) -> int:
        found = self.own.get(first, {}).get(second)
        if found is not None:
            return found
        return min(UNSEEN, FOREIGN + self.foreign.get(first, {}).get(second, UNSEEN))


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    text = (files("docsieve") / "data" / "letters.json").read_text(encoding="utf-8")
    rows: dict[str, _Rows] = json.loads(text)["languages"]
    alphabets = {name: frozenset("".join(own)) | {c for row in own.values() for c in row} for name, own in rows.items()}
    scripts: dict[str, list[_Rows]] = {}
    for name, own in rows.items():
        scripts.setdefault(_script(alphabets[name]), []).append(own)
    pooled = {script: _pooled(members) for script, members in scripts.items()}
    return tuple(_Language(name, own, pooled[_script(alphabets[name])], alphabets[name]) for name, own in rows.items())


def _script(alphabet: frozenset[str]) -> str:
    return unicodedata.name(max(alphabet)).split()[0]


def _pooled(members: Sequence[_Rows]) -> _Rows:
    """Mean probability of each pair over languages of one script, as a cost."""
    sums: dict[str, dict[str, float]] = {}
    for own in members:
        for first, row in own.items():
            into = sums.setdefault(first, {})
            for second, cost in row.items():
                into[second] = into.get(second, 0.0) + math.exp(-cost / 10) / len(members)
    return {first: {second: round(-10 * math.log(p)) for second, p in row.items()} for first, row in sums.items()}


@lru_cache(maxsize=None)
def _table(encoding: str) -> tuple[str, ...]:
    """The character of each byte, empty where the encoding has none or only a control character."""
    characters = (bytes([byte]).decode(encoding, "ignore") for byte in range(256))
    return tuple("" if byte > 127 and (not c or unicodedata.category(c) in {"Cc", "Co", "Cn"}) else c
                 for byte, c in enumerate(characters))


def best_reading(data: bytes) -> Reading | None:
    """The most likely one-byte reading of text bytes with high bytes in them, null if none is possible.

    Does not decide whether it is good enough: see ``margin`` and ``misfit``.
    """
    high: dict[tuple[int, int, int], int] = {}
    plain: dict[tuple[int, int], int] = {}
    for triple, count in Counter(zip(b"\n" + data, data + b"\n", data[1:] + b"\n\n", strict=False)).items():
        counted = min(count, MOST_PER_PAIR)
        if triple[1] > 127:
            high[triple] = counted
        elif triple[0] <= 127:
            plain[triple[:2]] = min(plain.get(triple[:2], 0) + counted, MOST_PER_PAIR)
    plain_costs = _plain_costs(plain)
    candidates = _candidates(sorted({triple[1] for triple in high}))
    scored = sorted(score for c in candidates if (score := _score(c, high, plain_costs)) is not None)
    if not scored:
        return None
    cost, encoding, language, misfit = scored[0]
    margin = _soft_min(other[0] for other in scored[1:]) - cost
    return Reading(encoding, language, margin, misfit, sum(high.values()))


def _candidates(high_bytes: list[int]) -> Iterator[str]:
    """Encodings that can hold all these bytes, the preferred one of those that read them alike."""
    seen = set()
    for encoding in USED_FOR:
        table = _table(encoding)
        characters = tuple(table[byte] for byte in high_bytes)
        if all(characters) and characters not in seen:
            seen.add(characters)
            yield encoding


def _plain_costs(plain: Mapping[tuple[int, int], int]) -> dict[str, float]:
    """What the ASCII pairs cost in each language, in nats."""
    folded: Counter[tuple[str, str]] = Counter()
    for (a, b), count in plain.items():
        first, second = _fold(chr(a)), _fold(chr(b))
        if first != " " or second != " ":
            folded[first, second] += count
    costs = {
        language.name: sum(language.cost(a, b) * count for (a, b), count in folded.items()) / 10
        for language in _languages()
        if "a" in language.alphabet
    }
    # Latin words inside another script are mostly English names, and say nothing of that script.
    foreign = costs["en"] + LATIN_INSIDE * sum(folded.values()) / 10
    return {language.name: costs.get(language.name, foreign) for language in _languages()}


@lru_cache(maxsize=1024)
def _fold(character: str) -> str:
    """A letter in lower case, anything else as a blank."""
    if unicodedata.category(character)[0] in "LM":
        lower = character.lower()
        return lower if len(lower) == 1 else "i"
    return " "


def _score(
    encoding: str, high: Mapping[tuple[int, int, int], int], plain_costs: Mapping[str, float]
) -> tuple[float, str, str, float] | None:
    """Cost of a reading over all languages, its encoding, its best language and its misfit there."""
    rarity, users = USED_FOR[encoding]
    table = _table(encoding)
    letters: Counter[tuple[str, str]] = Counter()
    fixed = open_quotes = scored = 0
    for (a, b, c), count in high.items():
        before, character, after = table[a], table[b], table[c]
        folded = _fold(character)
        if folded == " ":
            fixed += count * _symbol_cost(before, character, after)
            open_quotes += count * _opens(before, character, after)
            scored += count
        elif before.islower() and character.isupper():
            fixed += count * UPPER_INSIDE_WORD
        letters[_fold(before), folded] += count
        if c <= 127:
            letters[folded, _fold(after)] += count
    letters.pop((" ", " "), None)
    scored += sum(letters.values())
    fixed += UNPAIRED_QUOTE * abs(open_quotes)
    present = {c for pair in letters for c in pair if c > "\x7f"}
    per_language = []
    for language in _languages():
        if 2 * len(present & language.alphabet) >= len(present):
            cost = fixed + sum(language.cost(a, b) * count for (a, b), count in letters.items())
            place = 0.0 if language.name in users else OUT_OF_PLACE
            per_language.append((cost / 10 + place + plain_costs[language.name], language.name, cost / 10))
    if not per_language:
        return None
    best = min(per_language)
    total = _soft_min(cost for cost, _, _ in per_language) + rarity
    return total, encoding, best[1], best[2] / max(1, scored)


def _symbol_cost(before: str, character: str, after: str) -> int:
    """What a high character that is no letter costs where it stands, in tenths of a nat."""
    left, right = before.isalnum(), after.isalnum()
    inside_word = before.isalpha() and after.isalpha()
    if character in BLANKS:
        return 70 if inside_word else 40
    if inside_word:
        usual = character == "\u2019" or character == "\u0640" or before + character + after == "l\u00b7l"
        return 50 if usual else 70 if character in DASHES else ODD_INSIDE_WORD
    if character in ANY_QUOTE:
        return 35 if left != right or character == "\u00bb" else 60
    if character in OPENING:
        return 45 if right and not left else 60 if character in "\u2018\u00ab" else 110
    if character in DASHES:
        return 35 if left == right else 80
    if character in BESIDE_DIGITS:
        return ODD_SYMBOL if before.isalpha() or after.isalpha() else 45
    if character in AFTER_WORDS:
        return 45 if left and not right else 80
    if character in BEFORE_WORDS:
        return ODD_SYMBOL if left else 55
    return ODD_SYMBOL


def _opens(before: str, character: str, after: str) -> int:
    """1 for a quotation mark that opens a word, -1 for one that closes it, 0 for all else."""
    left, right = before.isalnum(), after.isalnum()
    if left == right or character not in PAIRED:
        return 0
    return 1 if right else -1


def _soft_min(costs: Iterable[float]) -> float:
    """-ln of the sum of exp(-cost); infinity for none."""
    costs = list(costs)
    least = min(costs, default=math.inf)
    if math.isinf(least):
        return least
    return least - math.log(sum(math.exp(least - cost) for cost in costs))
