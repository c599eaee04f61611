"""Invented languages: words of made-up syllables in many scripts, used as often as words are, and sentences.

Nothing here means anything. What counts for finding repeats is kept: few words make most of a text,
phrases of a trade recur in many texts, and some scripts have no spaces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

WORDS_OF_A_LANGUAGE = 4_000
MOST_LETTERS = (44, 22)  # of a phrase without spaces: in letters of Thai and the like, in ideographs


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is written: beginnings and ends of syllables, syllables of a word, marks."""

    heads: Sequence[str]
    tails: Sequence[str]
    syllables: tuple[int, int]
    space: str
    full_stop: str


def _letters(first: int, last: int) -> list[str]:
    return [chr(code) for code in range(first, last + 1)]


SPACED, UNSPACED = (1, 4), (1, 3)  # syllables of a word
SCRIPTS = {
    "plain": Script("b c d f g l m n p r s t v".split(), "a e i o u an er is on".split(), SPACED, " ", "."),
    "accents": Script("b ç d ğ k l m n ř š t v z".split(), "á é í ő ü y ân ěl ův".split(), SPACED, " ", "."),
    "cyrillic": Script("б в г д ж к л м н п р с т".split(), "а е и о у ы ан ей ов".split(), SPACED, " ", "."),
    "greek": Script("β γ δ κ λ μ ν π ρ σ τ φ χ".split(), "α ε ι ο υ ας ός ην".split(), SPACED, " ", "."),
    "arabic": Script("ب ت ج ح د ر س ش ع ف ك ل م ن".split(), "ا و ي ان ين ة".split(), UNSPACED, " ", "."),
    "devanagari": Script("क ग च ज ट ड त द न प ब म र ल व स".split(), "ा ि ी ु े ो ं".split(), SPACED, " ", " ।"),
    "hangul": Script(_letters(0xAC00, 0xAC00 + 1200)[::7], ["", "는", "을", "의"], UNSPACED, " ", "."),
    "han": Script(_letters(0x4E00, 0x4E00 + 1500), _letters(0x5E00, 0x5E00 + 900), (1, 1), "", "。"),
    "kana": Script(_letters(0x6700, 0x6920), _letters(0x304B, 0x3068), (1, 2), "", "。"),
    "thai": Script("ก ข ค ง จ ช ด ต ท น บ ป พ ม ย ร ล ว".split(), "า ี ู ัน าย อง ่อ้".split(), UNSPACED, "", " "),
    "khmer": Script("ក ខ គ ង ច ជ ញ ដ ត ទ ន ប ព ម យ រ ល វ".split(), "ា ិ ី ុ ូ េ ោ ំ".split(), UNSPACED, "", "។"),
    "lao": Script("ກ ຂ ຄ ງ ຈ ສ ຊ ຍ ດ ຕ ທ ນ ບ ປ ພ ມ ຢ ລ ວ".split(), "າ ີ ູ ັນ ່າ ໍ".split(), UNSPACED, "", " "),
    "burmese": Script("က ခ ဂ င စ တ ထ ဒ န ပ ဖ ဗ မ ယ ရ လ ဝ".split(), "ာ ိ ီ ု ူ ေ ံ ့".split(), UNSPACED, "", "။"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """Words, how often each is used (summed up), and phrases that recur in many texts."""

    script: Script
    words: tuple[str, ...]
    uses: tuple[float, ...]
    phrases: tuple[tuple[str, ...], ...]


@cache
def language(name: str, seed: int) -> Language:
    random = Random(f"{seed} {name}")
    script = SCRIPTS[name]
    made = dict.fromkeys(_word(script, random) for _ in range(2 * WORDS_OF_A_LANGUAGE))
    words = tuple(made)[:WORDS_OF_A_LANGUAGE]
    # Zipf's law, as in all languages; the first words of a language are its small ones.
    uses = tuple(accumulate(1 / (rank + 3) for rank in range(len(words))))
    phrases = tuple(_phrase(script, words, uses, random) for _ in range(40))
    return Language(script, words, uses, phrases)


def _phrase(script: Script, words: Sequence[str], uses: Sequence[float], random: Random) -> tuple[str, ...]:
    """Four to twelve words, but well below what counts as a passage where a word is several letters of it."""
    phrase = random.choices(words, cum_weights=uses, k=random.randint(4, 12))
    while not script.space and sum(map(len, phrase)) > MOST_LETTERS[script.full_stop == "。"]:
        phrase.pop()
    return tuple(phrase)


def _word(script: Script, random: Random) -> str:
    count = random.randint(*script.syllables)
    return "".join(random.choice(script.heads) + random.choice(script.tails) for _ in range(count))


def sentence(spoken: Language, random: Random) -> list[str]:
    """The words of one sentence; one in six has a phrase that others use as well."""
    words = random.choices(spoken.words, cum_weights=spoken.uses, k=random.randint(7, 24))
    if random.random() < 0.17:
        at = random.randrange(len(words))
        words[at:at] = random.choice(spoken.phrases)
    return words


def written(spoken: Language, sentences: Sequence[Sequence[str]]) -> str:
    """The sentences as one line of text."""
    script = spoken.script
    gap = script.space or ("" if script.full_stop == "。" else " ")
    return gap.join((script.space.join(words)).capitalize() + script.full_stop for words in sentences)
