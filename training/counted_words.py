"""Count out words that tell neighbours apart; write them to `src/docsieve/data/language/counted_words.txt`.

One command, from the project's folder: `uv run --with lingua-language-detector==1.3.5 --with wordfreq==3.1.1
--with opencc-python-reimplemented==0.1.7 training/counted_words.py`. Not part of CI. Which words are usual is
asked of wordfreq; which of the neighbours they are usual in, of wordfreq where it knows each, else of
lingua's letter statistics; which Chinese letters are simplified, of OpenCC. Only words are written, no
counts. Same versions, same words.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import brotli
import wordfreq

TARGET = Path(__file__).parents[1] / "src/docsieve/data/language/counted_words.txt"
HEADER = """\
# Words that tell a language from its nearest neighbours, by count; rows as in telling_words.txt.
# Written by training/counted_words.py. Chosen with wordfreq 3.1.1 (code Apache-2.0, data CC BY-SA 4.0: which
# words are usual, a small part of it, no frequencies), the letter statistics of
# lingua-language-detector 1.3.5 (Apache-2.0) and OpenCC's table of letters (Apache-2.0).
# This file is therefore shared under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
"""
Words = Mapping[str, float]
# A word is usual above about 6 in a million (natural logarithm of its share of a text).
USUAL = -12.0
# How many times likelier a word must be in its own language: e to this (swept 0.7-2 and 1-4 on the language
# gold: the right votes by far outnumber the wrong ones).
BY_WORD, BY_LETTERS = 1.5, 2.5
FLOOR = -16.2
SIMPLIFIED = 400
GIVEN_NAMES = frozenset((files("docsieve") / "data/given_names.txt").read_text("utf-8").split())


def frequencies(code: str, wordlist: str = "small") -> Words:
    bins = enumerate(wordfreq.read_cBpack(wordfreq.available_languages(wordlist)[code]))
    return {word: -at / 100 * math.log(10) for at, words in bins for word in words}


def is_told_by(word: str) -> bool:
    """Tell whether a word may tell a language: no name of a person, which stands in every language."""
    return len(word) > 2 and word.isalpha() and word not in GIVEN_NAMES


def by_word(tables: Mapping[str, Words], usual: float = USUAL) -> dict[str, tuple[str, ...]]:
    """Give each usual word the languages in which it is about as usual as in the one that has it most."""
    found = {}
    for word in sorted({word for table in tables.values() for word in table}):
        shares = {language: max(table.get(word, FLOOR), FLOOR) for language, table in tables.items()}
        best = max(shares.values())
        own = tuple(language for language, share in shares.items() if share > best - BY_WORD)
        if is_told_by(word) and best >= usual and len(own) < len(tables):
            found[word] = own
    return found


def letters_of(language: str) -> Words:
    """Give the log chance of each run of one to five letters after the run without its last one."""
    chances = {}
    for name in ("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"):
        packed = (files("lingua") / f"language-models/{language}/{name}.json.br").read_bytes()
        for share, runs in json.loads(brotli.decompress(packed))["ngrams"].items():
            count, of = map(int, share.split("/"))
            chances.update(dict.fromkeys(runs.split(), math.log(count / of)))
    return chances


def by_letters(word: str, chances: Words) -> float:
    """Give the log chance of a word, each letter after the longest run before it that is known."""
    total = 0.0
    for at in range(len(word)):
        runs = ((word[max(0, at - back) : at + 1], back) for back in range(min(4, at), -1, -1))
        total += next(
            (chances[run] - 1.5 * (min(4, at) - back) for run, back in runs if run in chances), -9.0
        )
    return total


CYRILLIC = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True)) | {
    "dž": "џ",
    "lj": "љ",
    "nj": "њ",
}


def cyrillic(word: str) -> str:
    for pair in ("dž", "lj", "nj"):
        word = word.replace(pair, CYRILLIC[pair])
    return "".join(CYRILLIC.get(letter, letter) for letter in word)


def latin(word: str) -> str:
    turned = {new: old for old, new in CYRILLIC.items()}
    return "".join(turned.get(letter, letter) for letter in word)


def south_slavic() -> dict[str, tuple[str, ...]]:
    """Give usual words, which wordfreq has for all three together, by the letters of each language.

    What has a sister with "je" or "ije" for its "e" is Serbian: the others' texts quote it. No word is taken
    for Bosnian alone, nor for the two others: what the statistics know there are places and topics.
    """
    usual, english = frequencies("sh"), frequencies("en")
    words = [
        word
        for word, share in usual.items()
        if share >= USUAL
        and is_told_by(word)
        and set(word) <= set("".join(CYRILLIC))
        and english.get(word, FLOOR) < share
    ]
    models = {language: letters_of(language) for language in ("bs", "hr", "sr")}
    found = {}
    for word in sorted(words):
        said = {
            language: by_letters(cyrillic(word) if language == "sr" else word, model)
            for language, model in models.items()
        }
        worst, middle, best = sorted(said, key=said.__getitem__)
        if said["sr"] > said["hr"] and any(
            usual.get(each, FLOOR) > usual[word] - 3 for each in sisters(word)
        ):
            found[word] = ("sr",)
        elif best != "bs" and said[best] - said[middle] >= max(BY_LETTERS, said[middle] - said[worst]):
            found[word] = (best,)
        elif worst != "bs" and said[middle] - said[worst] >= BY_LETTERS:
            found[word] = tuple(sorted((best, middle)))
    return found


def sisters(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        if letter == "e" and word[at - 1 : at] not in ("j", "") and word[at - 2 : at] not in ("lj", "nj"):
            yield f"{word[:at]}ije{word[at + 1 :]}"
            if word[at - 1] not in "ln":
                yield f"{word[:at]}je{word[at + 1 :]}"


def cyrillic_south() -> dict[str, tuple[str, ...]]:
    serbian = {cyrillic(word): share for word, share in frequencies("sh").items()}
    tables = {"bg": frequencies("bg"), "mk": frequencies("mk"), "sr": serbian}
    own = {
        language: {word: share for word, share in table.items() if not word.isascii()}
        for language, table in tables.items()
    }
    return by_word(own, usual=-10.0)


def han() -> dict[str, tuple[str, ...]]:
    """Give the most usual letters that only simplified Chinese has: Cantonese is written with the others."""
    table = (files("opencc") / "dictionary/STCharacters.txt").read_text("utf-8").splitlines()
    options = dict(line.split("\t") for line in table)
    simplified = {letter for letter, others in options.items() if letter not in others.split()}
    shares: Counter[str] = Counter()
    for word, share in frequencies("zh").items():
        for letter in set(word) & simplified:
            shares[letter] += math.exp(share)  # type: ignore[assignment]
    usual = sorted(simplified, key=lambda letter: (-shares[letter], letter))[:SIMPLIFIED]
    return dict.fromkeys(usual, ("zh",))


def rows(group: str, found: Mapping[str, Iterable[str]]) -> Iterator[str]:
    by_languages: dict[str, list[str]] = {}
    for word, languages in found.items():
        by_languages.setdefault(" ".join(languages), []).append(word)
    for languages, words in sorted(by_languages.items()):
        yield f"{group} {languages}: {' '.join(sorted(words))}"


def main() -> None:
    lines = [HEADER]
    lines += rows("cyrillic_south_counted", cyrillic_south())
    lines += rows("han_counted", han())
    lines += rows("malay_counted", by_word({"id": frequencies("id"), "ms": frequencies("ms")}))
    lines += rows("south_slavic_counted", south_slavic())
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
