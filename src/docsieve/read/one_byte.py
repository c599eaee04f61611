"""Which one-byte encoding a text is in, told by how its letters follow each other.

Every encoding gives the high bytes other letters; only the right one gives letters that follow each
other as they do in some language. The judgement is a posterior over *decoded texts*: encodings that
give the same text are one candidate.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from docsieve.read.letter_pairs import fold, languages
from docsieve.read.signs import opens, sign_cost
from docsieve.values import added

WESTERN = "af ca da de en es eu fi fo fr ga gl id is it lb nl no pt so sq sv sw tl"
CENTRAL = "bs cs de en hr hu pl ro sk sl sq sr-Latn"
BALTIC = "en et lt lv"
CYRILLIC = "be bg kk mk ru sr uk uz-Cyrl"
USED_FOR: Mapping[str, tuple[float, frozenset[str]]] = {
    encoding: (cost, frozenset(languages.split()))
    for encodings, cost, languages in (
        ("windows-1252", 0, WESTERN),
        ("windows-1250", 0, CENTRAL),
        ("windows-1251", 0, CYRILLIC),
        ("windows-1253", 0, "el"),
        ("windows-1254", 0, "az en tr"),
        ("windows-1255", 0, "he"),
        ("windows-1256", 0, "ar fa ur"),
        ("windows-1257", 0, BALTIC),
        ("iso-8859-1 iso-8859-15", 1, WESTERN),
        ("iso-8859-2", 1, CENTRAL),
        ("koi8-r koi8-u iso-8859-5", 1, CYRILLIC),
        ("iso-8859-7", 1, "el"),
        ("iso-8859-9", 1, "az en tr"),
        ("iso-8859-3", 2, "eo mt"),
        ("iso-8859-4 iso-8859-13", 2, BALTIC),
        ("iso-8859-6", 2, "ar"),
        ("iso-8859-8", 2, "he"),
        ("iso-8859-10", 2, "et fo is lt lv se"),
        ("iso-8859-14", 2, "cy ga"),
        # Hardly ever used: the comma of its Romanian letters stands at the bytes where windows-1250 has the
        # cedilla that everybody wrote, and nothing else in a text tells the two apart.
        ("iso-8859-16", 12, "ro"),
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

UPPER_INSIDE_WORD = 45
"""Cost of a capital behind a small letter."""

UNPAIRED_QUOTE = 35
"""Cost of a quotation mark that is opened and not closed, or closed and not opened."""

MOST_OF_ONE = 24
"""How often one pair of bytes may count, so that a line printed 500 times does not decide alone."""

SAMPLE = 32_768
"""Bytes from the start whose neighbours are counted; of later ones only those with a new high byte."""

Triples = Mapping[tuple[int, int, int], int]
"""A byte above 127 with its neighbours, and how often it counts."""

Pairs = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """The most likely way to read bytes, and how sure it is.

    ``margin`` is by how many nats it leads all other readings together, ``misfit`` what a pair of
    letters (or a sign) costs on average in its best language, in nats; 2 to 4 for prose.
    """

    encoding: str
    language: str
    margin: float
    misfit: float


def best_reading(data: bytes) -> Reading | None:
    """The most likely one-byte reading of text bytes with high bytes in them, null if none is possible.

    Does not decide whether it is good enough. Looks at the start of a long text, and at every byte value
    in it, since a reading must have a character for each.
    """
    high, plain = _counts(data)
    plain_costs = _plain_costs(plain)
    candidates = _candidates(sorted({triple[1] for triple in high}))
    scored = sorted(score for c in candidates if (score := _score(c, high, plain_costs)) is not None)
    if not scored:
        return None
    cost, encoding, language, misfit = scored[0]
    return Reading(encoding, language, _soft_min(other[0] for other in scored[1:]) - cost, misfit)


def _counts(data: bytes) -> tuple[Triples, Pairs]:
    """High bytes with their neighbours, and pairs of ASCII bytes, each with its bounded count."""
    high: dict[tuple[int, int, int], int] = {}
    plain: dict[tuple[int, int], int] = {}
    head = data[:SAMPLE]
    triples = Counter(zip(b"\n" + head, head + b"\n", head[1:] + b"\n\n", strict=False))
    for byte in sorted(set(data[SAMPLE:]) - set(head)):
        at = data.index(byte)
        triples[data[at - 1], byte, (data[at + 1 : at + 2] or b"\n")[0]] += 1
    for (before, byte, after), count in triples.items():
        counted = min(count, MOST_OF_ONE)
        if byte > 127:
            high[before, byte, after] = counted
        elif before <= 127:
            plain[before, byte] = min(plain.get((before, byte), 0) + counted, MOST_OF_ONE)
    return high, plain


def _candidates(high_bytes: list[int]) -> Iterator[str]:
    """Encodings that can hold all these bytes, the preferred one of those that read them alike."""
    seen = set()
    for encoding in USED_FOR:
        table = _table(encoding)
        characters = tuple(table[byte] for byte in high_bytes)
        if all(characters) and characters not in seen:
            seen.add(characters)
            yield encoding


@cache
def _table(encoding: str) -> tuple[str, ...]:
    """The character of each byte, empty where the encoding has none or only a control character."""
    characters = [bytes([byte]).decode(encoding, "ignore") for byte in range(256)]
    return tuple(
        "" if byte > 127 and (not c or unicodedata.category(c) in {"Cc", "Co", "Cn"}) else c
        for byte, c in enumerate(characters)
    )


def _plain_costs(plain: Pairs) -> dict[str, float]:
    """What the ASCII pairs cost in each language, in nats."""
    folded: Counter[tuple[str, str]] = Counter()
    for (a, b), count in plain.items():
        pair = fold(chr(a)), fold(chr(b))
        if pair != (" ", " "):
            folded[pair] += count
    costs = {
        language.name: added(language.cost(a, b) * count for (a, b), count in folded.items()) / 10
        for language in languages()
        if "a" in language.alphabet
    }
    # Latin words inside another script are mostly English names, and say nothing of that script.
    foreign = costs["en"] + LATIN_INSIDE * sum(folded.values()) / 10
    return {language.name: costs.get(language.name, foreign) for language in languages()}


def _score(
    encoding: str, high: Triples, plain_costs: Mapping[str, float]
) -> tuple[float, str, str, float] | None:
    """Cost of a reading over all languages, its encoding, its best language and its misfit there."""
    letters, signs, signs_cost = _letters_and_signs(encoding, high)
    present = {c for pair in letters for c in pair if c > "\x7f"}
    rarity, users = USED_FOR[encoding]
    costs = []
    for language in languages():
        if 2 * len(present & language.alphabet) >= len(present):
            own = signs_cost + added(language.cost(a, b) * count for (a, b), count in letters.items()) / 10
            place = 0.0 if language.name in users else OUT_OF_PLACE
            costs.append((own + place + plain_costs[language.name], language.name, own))
    if not costs:
        return None
    _, name, own = min(costs)
    misfit = own / max(1, signs + sum(letters.values()))
    return _soft_min(cost for cost, _, _ in costs) + rarity, encoding, name, misfit


def _letters_and_signs(encoding: str, high: Triples) -> tuple[Counter[tuple[str, str]], int, float]:
    """Pairs of letters with a high byte; how many signs there are; what signs and capitals cost."""
    table = _table(encoding)
    letters: Counter[tuple[str, str]] = Counter()
    cost = signs = open_quotes = 0
    for (a, b, c), count in high.items():
        before, character, after = table[a], table[b], table[c]
        folded = fold(character)
        if folded == " ":
            cost += count * sign_cost(before, character, after)
            open_quotes += count * opens(before, character, after)
            signs += count
        elif before.islower() and character.isupper():
            cost += count * UPPER_INSIDE_WORD
        letters[fold(before), folded] += count
        if c <= 127:
            letters[folded, fold(after)] += count
    del letters[" ", " "]
    return letters, signs, (cost + UNPAIRED_QUOTE * abs(open_quotes)) / 10


def _soft_min(costs: Iterable[float]) -> float:
    """-ln of the sum of exp(-cost); infinity for none."""
    costs = list(costs)
    least = min(costs, default=math.inf)
    if math.isinf(least):
        return least
    return least - math.log(added(math.exp(least - cost) for cost in costs))
