"""A corpus in invented languages with repeats planted in it, and the list of what was planted where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from invented import SCRIPTS, Language, language, sentence, written

Sentences = list[list[str]]
LEAST_CHARACTERS = 200
TYPOS = 0.1  # share of words
FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted repeat: what kind, how it was changed, and where it and the first occurrence stand."""

    kind: str
    change: str
    source: str
    first_source: str
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Page:
    """A document while it is being made: its paragraphs as sentences, or as they are printed."""

    source: str
    day: date | None
    spoken: Language
    paragraphs: list[Sentences]
    printed: dict[int, str] = field(default_factory=dict)

    def blocks(self) -> list[str]:
        """Give its paragraphs as they are printed."""
        return [self.printed.get(n) or written(self.spoken, part) for n, part in enumerate(self.paragraphs)]

    def text(self) -> str:
        """Give the raw text."""
        return "\n\n".join(self.blocks())


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents as (source, date, text), in no order, and what was planted."""

    pages: tuple[tuple[str, date | None, str], ...]
    planted: tuple[Planted, ...]


def corpus(count: int, seed: int = 1, characters: int = 6_000) -> Corpus:
    """Make about ``count`` documents of about ``characters``; the same for the same seed."""
    random = Random(seed)
    pages = [_page(n, characters, seed, random) for n in range(count)]
    planted: list[Planted] = []
    pages += _near_duplicates(pages[: count // 10], planted, random)
    _plant_quotations(pages[count // 10 : count // 2], planted, random)
    _plant_runs(pages[count // 2 : count * 3 // 4], planted, random)
    _share_stock_lines(pages, random)
    texts = [(page.source, page.day, page.text()) for page in pages]
    random.shuffle(texts)
    return Corpus(tuple(texts), tuple(planted))


def _page(n: int, characters: int, seed: int, random: Random) -> Page:
    spoken = language(list(SCRIPTS)[n % len(SCRIPTS)], seed)
    paragraphs: list[Sentences] = [[random.choices(spoken.words, k=5)]]
    size = 0
    while size < characters * (1.0 if spoken.script.space else 0.5):
        paragraphs.append([sentence(spoken, random) for _ in range(random.randint(2, 6))])
        size += len(written(spoken, paragraphs[-1]))
        if random.random() < 0.15:
            paragraphs.append([random.choices(spoken.words, k=3)])
    return Page(f"site{n % 97}/{n:06}.txt", FIRST_DAY + timedelta(days=n), spoken, paragraphs)


def _near_duplicates(pages: Sequence[Page], planted: list[Planted], random: Random) -> list[Page]:
    """Later versions of pages, with a tenth of the words mistyped, or sentences changed, or both."""
    made = []
    for n, page in enumerate(pages):
        change = ("typos", "amended", "both", "wrapped")[n % 4]
        spoken = page.spoken
        parts = [[list(words) for words in part] for part in page.paragraphs]
        if change in ("amended", "both"):
            parts = _amended(parts, 0.18 if change == "amended" else 0.08, spoken, random)
        if change in ("typos", "both", "wrapped"):
            parts = [[_mistyped(words, spoken, random) for words in part] for part in parts]
        # Every third has no date of its own, and comes after those that have one.
        day = None if n % 3 == 0 else (page.day or FIRST_DAY) + timedelta(days=random.randint(1, 2000))
        later = Page(f"again{n % 89}/{n:06}.txt", day, spoken, parts)
        if change == "wrapped":
            later.printed = {at: _shown(block, n, random) for at, block in enumerate(later.blocks()) if at}
        planted.append(Planted("near_duplicate", change, later.source, page.source))
        made.append(later)
    return made


def _amended(parts: list[Sentences], share: float, spoken: Language, random: Random) -> list[Sentences]:
    """Other sentences in the place of some, as long as no more than a share of the words goes."""
    left = share * sum(len(words) for part in parts for words in part)
    made = [list(part) for part in parts]
    for part in made:
        for at, words in enumerate(part):
            if random.random() < 1.5 * share and len(words) <= left:
                left -= len(words)
                part[at] = sentence(spoken, random)
    return made


def _mistyped(words: list[str], spoken: Language, random: Random) -> list[str]:
    return [_typo(word, spoken, random) if random.random() < TYPOS else word for word in words]


def _typo(word: str, spoken: Language, random: Random) -> str:
    """A word with a letter changed, left out or doubled."""
    at = random.randrange(len(word))
    other = random.choice(random.choice(spoken.words))
    return word[:at] + random.choice(("", other, word[at] * 2)) + word[at + 1 :] or other


def _shown(block: str, n: int, random: Random) -> str:
    """The block in other capitals, wrapped at another width, or with other quotation marks around it."""
    if n % 3 == 0:
        return block.upper()
    if n % 3 == 1 and " " in block:
        return _wrapped(block, random.randint(50, 90))
    return f"«{block}»"


def _wrapped(text: str, width: int) -> str:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines, line = [*lines, line], word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def _plant_quotations(pages: list[Page], planted: list[Planted], random: Random) -> None:
    """A passage of 200 characters or more of an earlier page, on its own or within a paragraph."""
    by_script: dict[int, list[Page]] = {}
    for page in pages:
        by_script.setdefault(id(page.spoken), []).append(page)
    for family in by_script.values():
        half = len(family) // 2
        for n, (first, later) in enumerate(zip(family[:half], family[half:], strict=False)):
            passage = _passage(first, random)
            if passage:
                planted.append(_quoted(passage, first, later, ("alone", "within", "shown")[n % 3], n, random))


def _passage(page: Page, random: Random) -> str | None:
    """Neighbouring sentences of one paragraph, 200 characters together at the least."""
    part = random.choice([part for part in page.paragraphs if len(part) > 1])
    for start in random.sample(range(len(part)), len(part)):
        for end in range(start + 1, len(part) + 1):
            text = written(page.spoken, part[start:end])
            if len(text) >= LEAST_CHARACTERS:
                return text
    return None


def _quoted(passage: str, first: Page, later: Page, change: str, n: int, random: Random) -> Planted:
    spoken = later.spoken
    around = [written(spoken, [sentence(spoken, random)]) for _ in range(2)]
    shown = _shown(passage, n // 3, random) if change == "shown" else passage
    text = f"{around[0]} {shown} {around[1]}" if change == "within" else shown
    at = random.randrange(2, len(later.paragraphs) + 1)
    later.paragraphs.insert(at, [])
    later.printed = {**later.printed, at: text}
    start = len("\n\n".join(later.blocks()[:at])) + 2 + text.index(shown)
    return Planted("quotation", change, later.source, first.source, start, start + len(shown))


def _plant_runs(pages: Sequence[Page], planted: list[Planted], random: Random) -> None:
    """Some paragraphs in a row printed a second time in the same page, as they are or with a word changed."""
    for n, page in enumerate(pages):
        change = ("equal", "changed word", "shown")[n % 3]
        blocks = page.blocks()
        start = random.randrange(1, max(2, len(blocks) - 4))
        end = min(start + random.randint(2, 4), len(blocks))
        again = blocks[start:end]
        if not any(len(block) >= LEAST_CHARACTERS for block in again):
            continue
        if change == "changed word":
            again = [_one_word_changed(block, page.spoken, random) for block in again]
        if change == "shown":
            again = [_shown(block, n // 3, random) for block in again]
        page.paragraphs += [[] for _ in again]
        page.printed = dict(enumerate(blocks + again))
        begin = len("\n\n".join(blocks)) + 2
        planted.append(
            Planted("duplicate", change, page.source, page.source, begin, begin + len("\n\n".join(again)))
        )


def _one_word_changed(block: str, spoken: Language, random: Random) -> str:
    words = block.split(" ")
    if len(block) <= 260:
        return block
    if len(words) < 40:  # no spaces: a letter
        at = len(block) // 2
        return block[:at] + random.choice(spoken.words)[0] + block[at + 1 :]
    words[len(words) // 2] = random.choice(spoken.words)
    return " ".join(words)


def _share_stock_lines(pages: Sequence[Page], random: Random) -> None:
    """A line of up to 12 words that hundreds of pages carry, whoever wrote it first: no repeat."""
    stock: dict[int, list[str]] = {}
    for page in pages:
        spoken = page.spoken
        if id(spoken) not in stock:
            stock[id(spoken)] = [written(spoken, [phrase]) for phrase in random.sample(spoken.phrases, 3)]
        if random.random() < 0.3 and "wrapped" not in page.source:
            at = len(page.paragraphs)
            page.paragraphs.append([])
            page.printed = {**page.printed, at: random.choice(stock[id(spoken)])}
