"""How many texts in legacy encodings come out right, are refused, or come out wrong.

Run: ``uv run benchmarks/encodings/measure.py [TEXTS.jsonl[.gz]]``. Without a file it cuts the invented
texts of ``tests/cases/read/legacy.json`` into windows; a file has lines with ``text`` and ``lang``, each
of which is encoded in all encodings its language was written in. Wrong ones are printed one by one.
"""

import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docsieve.read import Decoded, decode

CASES = Path(__file__).parents[2] / "tests" / "cases" / "read" / "legacy.json"
LENGTHS = (10, 25, 60, 150, 400, 1500, 6000)
WHOLE = 10_000  # stands for the whole text, which has 80 to 260 characters
PER_LENGTH = 6
WRITTEN_IN = {
    "windows-1252 iso-8859-1 iso-8859-15 mac-roman cp850": "da de en es fi fr is it nl no pt sv",
    "windows-1250 iso-8859-2 cp852": "cs hr hu pl ro sk sl",
    "windows-1254 iso-8859-9 cp857": "tr",
    "windows-1257 iso-8859-13 cp775": "et lt lv",
    "windows-1251 koi8-r iso-8859-5 cp866 mac-cyrillic": "bg ru",
    "windows-1251 iso-8859-5": "be mk sr uk",
    "koi8-u cp1125": "uk",
    "windows-1253 iso-8859-7 mac-greek cp737": "el",
    "windows-1255 iso-8859-8 cp862": "he",
    "windows-1256": "ar fa ur",
    "iso-8859-6 cp720": "ar",
    "tis-620 cp874": "th",
    "cp932 euc-jp iso2022_jp": "ja",
    "cp949 euc-kr": "ko",
    "gb2312 gbk gb18030 big5": "zh",
}


def main(arguments: list[str]) -> int:
    """Measure and print one line for each length."""
    samples = from_file(Path(arguments[0])) if arguments else from_cases()
    counts: Counter[tuple[int, str]] = Counter()
    for length, encoding, text in samples:
        counts[length, outcome(encoding, text)] += 1
    print("characters   right  refused  wrong     of")
    for length in sorted({length for length, _ in counts}):
        row = [counts[length, what] for what in ("right", "refused", "wrong")]
        print(f"{length:>10}  {row[0] / sum(row):6.1%} {row[1] / sum(row):8.1%} {row[2]:>6} {sum(row):>6}")
    return 0


def outcome(encoding: str, text: str) -> str:
    """``right``, ``refused`` or ``wrong`` for one text in one encoding."""
    found = decode(text.encode(encoding))
    if not isinstance(found, Decoded):
        return "refused"
    if found.text == text:
        return "right"
    print(f"wrong: {encoding} read as {found.encoding}: {text[:60]!r} became {found.text[:60]!r}")
    return "wrong"


def from_cases() -> Iterator[tuple[int, str, str]]:
    """Windows of every length and place over the invented texts."""
    for case in json.loads(CASES.read_text("utf-8")):
        text = case["given"]["text"]
        for encoding in case["given"]["encodings"]:
            for length in (10, 15, 20, 30, 40, 60, 100):
                for start in range(0, len(text) - length, 7):
                    yield length, encoding, text[start : start + length]
            yield WHOLE, encoding, text


def from_file(path: Path) -> Iterator[tuple[int, str, str]]:
    """Samples of every length, drawn with a fixed seed from the texts of each language."""
    texts: dict[str, list[str]] = {}
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            row = json.loads(line)
            texts.setdefault(row["lang"], []).append(row["text"])
    chance = random.Random(5)
    for encodings, languages in WRITTEN_IN.items():
        for encoding in encodings.split():
            for language in languages.split():
                for length in LENGTHS if language in texts else ():
                    for _ in range(PER_LENGTH):
                        text = drawn(texts[language], length, chance)
                        if writable(text, encoding):
                            yield length, encoding, text


def drawn(texts: list[str], length: int, chance: random.Random) -> str:
    """Texts in a chance order until they are long enough, cut to length."""
    text = ""
    while len(text) < length:
        text += chance.choice(texts) + "\n"
    start = chance.randrange(len(text) - length + 1)
    return text[start : start + length]


def writable(text: str, encoding: str) -> bool:
    """Whether the encoding has all characters, there are some outside ASCII, and none was broken before."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return False
    broken = any("\x80" <= c < "\xa0" or c == "\u00c3" for c in text)
    return not text.isascii() and not broken and data.decode(encoding) == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
