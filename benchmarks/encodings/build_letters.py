"""Writes ``src/docsieve/data/letters.json``: how often a letter follows a letter, by language.

Run: ``uv run benchmarks/encodings/build_letters.py``. Sources, both installed with the project:
the language profiles of langdetect 1.0.9 (Apache-2.0, letter pairs counted over Wikipedia), and for
languages it has none of, the names of countries, languages and months in CLDR.split() as packed by Babel
(Unicode licence). Only pairs are taken, folded to lower case; no text goes into the file.
"""

import json
import math
import sys
import unicodedata
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from babel import Locale

PROFILES = (
    "af ar bg ca cs cy da de el en es et fa fi fr he hr hu id it lt lv mk nl no pl pt ro ru sk sl so sq sv "
    "sw th tl tr uk ur"
)
CLDR = "az be bs eo eu fo ga gl is kk lb mt se sr sr_Latn uz_Cyrl"
TARGET = Path(__file__).parents[2] / "src/docsieve/data/letters.json"
SEEN_AT_LEAST = 2e-6
"""Share of all pairs below which a pair is left out: noise of quoted foreign words."""


def folded(pair: str) -> str | None:
    """The pair in lower case with every non-letter as a blank, null where it says nothing."""
    pair = pair.lower().replace("i̇", "i")
    letters = "".join(c if c.isalpha() or "֑" <= c <= "ْ" or "ั" <= c <= "๎" else " " for c in pair)
    return letters if len(letters) == 2 and letters != "  " else None


def from_profile(language: str) -> Counter[str]:
    """Pair counts of a langdetect profile."""
    profile = json.loads((files("langdetect") / "profiles" / language).read_text(encoding="utf-8"))
    pairs: Counter[str] = Counter()
    for gram, count in profile["freq"].items():
        if len(gram) == 2 and (pair := folded(gram)):
            pairs[pair] += count
            if language == "ro" and (with_comma := pair.translate(str.maketrans("şţ", "șț"))) != pair:
                pairs[with_comma] += count
    return pairs


def from_cldr(language: str) -> Counter[str]:
    """Pair counts over the names CLDR knows in a language."""
    locale = Locale.parse(language)
    months = locale.months["format"]["wide"].values()
    names = [*locale.territories.values(), *locale.languages.values(), *months]
    pairs: Counter[str] = Counter()
    for name in names:
        pairs.update(pair for a, b in pairwise(f" {name} ") if (pair := folded(a + b)))
    return pairs


def script(letter: str) -> str:
    """First word of the character's name: LATIN, CYRILLIC, ARABIC..."""
    return unicodedata.name(letter, "?").split()[0]


def own_script(pairs: Counter[str]) -> Counter[str]:
    """Only pairs of blanks and letters of the script most letters are of."""
    scripts: Counter[str] = Counter()
    for pair, count in pairs.items():
        for letter in pair.replace(" ", ""):
            scripts[script(letter)] += count
    main = scripts.most_common(1)[0][0]
    return Counter({p: n for p, n in pairs.items() if all(c == " " or script(c) == main for c in p)})


def table(pairs: Counter[str]) -> dict[str, dict[str, int]]:
    """First letter -> second letter -> tenths of -ln P(second | first)."""
    total = sum(pairs.values())
    kept = {pair: count for pair, count in pairs.items() if count / total >= SEEN_AT_LEAST}
    firsts: Counter[str] = Counter()
    for pair, count in kept.items():
        firsts[pair[0]] += count
    rows: dict[str, dict[str, int]] = {}
    for pair in sorted(kept):
        rows.setdefault(pair[0], {})[pair[1]] = round(-10 * math.log(kept[pair] / firsts[pair[0]]))
    return rows


def main() -> int:
    """Build and write the file; prints its size."""
    languages = {name: table(own_script(from_profile(name))) for name in PROFILES.split()}
    languages |= {name.replace("_", "-"): table(own_script(from_cldr(name))) for name in CLDR.split()}
    source = "langdetect 1.0.9 profiles (Apache-2.0); CLDR by Babel (Unicode-3.0); see build_letters.py"
    rows = {"source": source, "unit": "tenths of -ln P(second letter | first letter)", "languages": languages}
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(
        TARGET,
        TARGET.stat().st_size,
        {name: sum(map(len, rows.values())) for name, rows in languages.items()},
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
