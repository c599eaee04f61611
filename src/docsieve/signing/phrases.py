"""The words of signing in many languages, read from ``data/signing.toml``."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from docsieve.dates.words import calendar_words
from docsieve.folding import fold
from docsieve.signing.lines import PUNCTUATION

SIGN, SUPPORT, GROUP, TEXT, SMALL, MONTH, JOINED = 1, 2, 4, 8, 16, 32, 64
CLASSES = {"sign": SIGN, "support": SUPPORT, "joined": JOINED, "group": GROUP, "text": TEXT, "small": SMALL}
# Languages written without spaces, or with endings glued on: their words are looked for as parts.
UNSPACED = ("th", "zh", "ja", "ko")
SHORTEST_STEM = 4
SHORTEST_MONTH = 2
FIRST_WITHOUT_BOUNDARY = "\u0530"
LONGEST_WHOLE = 5
# Tables of data/signing.toml that are of no language.
TABLES_OF_WORDS = frozenset(
    "people common_texts english text_adjectives streets authorities bids totals pages ours members"
    " by_hand greetings".split()
)
TABLES_OF_PHRASES = frozenset(
    "weak_closings comments following more_follow table_heads networks interruptions footers other_lists"
    " backers asides reports speaking speaking_as_we".split()
)


@cache
def _tables() -> dict[str, dict[str, str | list[str]]]:
    text = files("docsieve.data").joinpath("signing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _languages() -> dict[str, dict[str, str | list[str]]]:
    others = TABLES_OF_PHRASES | TABLES_OF_WORDS
    return {name: table for name, table in _tables().items() if name not in others}


@cache
def people_words() -> frozenset[str]:
    """Give the words of headings that announce persons, folded."""
    return _folded("people")


@cache
def common_texts() -> frozenset[str]:
    """Give the words for what is signed that are as common in menus and headlines, folded."""
    return _folded("common_texts")


@cache
def english_words() -> frozenset[str]:
    """Give the words for what is signed in other languages that mean something else in English, folded."""
    return _folded("english")


@cache
def text_adjectives() -> frozenset[str]:
    """Give the words for what is signed that say what it is like, not what it is, folded: open, joint."""
    return _folded("text_adjectives")


def _folded(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(fold(word) for word in str(_tables()[table][key]).split())


@cache
def streets() -> frozenset[str]:
    """Give the words for a street or a square in addresses, folded."""
    return _folded("streets")


@cache
def bids() -> frozenset[str]:
    """Give the words by which a page's frame bids its reader do something, folded."""
    return _folded("bids")


@cache
def behind_files() -> frozenset[str]:
    """Give the words that platforms print behind the name of a file, folded."""
    return _folded("bids", "behind_files")


@cache
def authorities() -> frozenset[str]:
    """Give the parts of words for those whom letters are addressed to, folded."""
    return _folded("authorities")


@cache
def page_words() -> frozenset[str]:
    """Give the words for a page before its number, folded."""
    return _folded("pages")


@cache
def our_words() -> frozenset[str]:
    """Give the small words that may stand beside the heading of a list, folded: our, the."""
    return _folded("ours")


@cache
def member_words() -> tuple[str, ...]:
    """Give what words for members begin with, folded."""
    return tuple(fold(word) for word in str(_tables()["members"]["words"]).split())


@cache
def total_words() -> frozenset[str]:
    """Give the words that say of a number of signatures that it is of all of them, folded."""
    return _folded("totals")


@cache
def hand_marks(where: str) -> tuple[str, ...]:
    """Give the marks of a signature by hand ``before`` a name, folded, or ``behind`` it; longest first."""
    marks = _tables()["by_hand"][where]
    listed = map(fold, marks.split()) if isinstance(marks, str) else marks
    return tuple(sorted(listed, key=lambda mark: (-len(mark), mark)))


@cache
def _words() -> tuple[dict[str, int], dict[str, int]]:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for language, table in _languages().items():
        if language in UNSPACED:
            continue
        for name, mask in CLASSES.items():
            for word in str(table.get(name, "")).split():
                target = stems if word.endswith("*") else exact
                key = fold(word.rstrip("*"))
                target[key] = target.get(key, 0) | mask
    for month in calendar_words()["months"]:
        if len(month) > SHORTEST_MONTH:
            exact[fold(month)] = exact.get(fold(month), 0) | MONTH
    return exact, stems


@cache
def _parts() -> tuple[tuple[str, int], ...]:
    return tuple(
        (word, mask)
        for language in UNSPACED
        for name, mask in CLASSES.items()
        for word in str(_tables()[language][name]).split()
    )


def mask_of(word: str) -> int:
    """Give the classes of a folded word; 0 for an unknown one.

    >>> bool(mask_of("signatories") & SIGN), bool(mask_of("firmantes") & SIGN), mask_of("harbour")
    (True, True, 0)
    """
    exact, stems = _words()
    mask = exact.get(word, 0)
    if mask:
        return mask
    for length in range(min(len(word), 12), SHORTEST_STEM - 1, -1):
        mask = stems.get(word[:length], 0)
        if mask:
            return mask
    return exact.get(word.partition("'")[2], 0) if "'" in word else 0  # l'appel, d'organisations


@lru_cache(maxsize=1 << 16)
def mask_of_written(word: str) -> int:
    """Give the classes of a word as it is written; 0 for an unknown one, a number or mere punctuation."""
    bare_word = fold(word).strip(PUNCTUATION)
    return mask_of(bare_word) if bare_word else 0


def holds_listed(text: str, name: str) -> bool:
    """Say whether a folded text holds a phrase of a list anywhere, or words that begin with one.

    >>> [holds_listed(text, "undersigned") for text in ("we, the undersigned, ask", "all have signed")]
    [True, False]
    """
    return any(pattern.search(text) for pattern in _patterns(name))


@cache
def _patterns(name: str) -> tuple["re.Pattern[str]", ...]:
    """Give patterns of all phrases of a list, without repetition, so that they read in linear time.

    Two, because one of both kinds is tried in full at every letter and takes four times as long.
    """
    phrases = [phrase for phrase in listed_phrases(name) if phrase]
    # Where words begin with a small mark of their own (و, 을), no boundary can be asked for.
    begun = _any_of([phrase for phrase in phrases if phrase[0] < FIRST_WITHOUT_BOUNDARY])
    other = _any_of([phrase for phrase in phrases if phrase[0] >= FIRST_WITHOUT_BOUNDARY])
    patterns = (rf"(?<!\w)(?:{begun})" if begun else "", other)
    return tuple(re.compile(pattern) for pattern in patterns if pattern)


def _any_of(phrases: list[str]) -> str:
    """Give a pattern of phrases by their first letters: few of hundreds are tried at each place."""
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        # A few letters begin words of other languages: Romanian for "we ask" begins "ceremony".
        end = r"(?!\w)" if len(phrase) <= LONGEST_WHOLE and phrase[0] < FIRST_WITHOUT_BOUNDARY else ""
        rests.setdefault(phrase[0], []).append(re.escape(phrase[1:]) + end)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(own)})" for first, own in rests.items())


def parts_mask(text: str) -> int:
    """Give the classes of the words found within a text of a script without spaces.

    >>> bool(parts_mask("联署团体：") & SIGN)
    True
    """
    mask = 0
    for word, class_ in _parts():
        if word in text:
            mask |= class_
    return mask


def parts_left(text: str) -> int:
    """Give how many letters of a text of a script without spaces are of no word of signing.

    >>> parts_left("联署团体："), parts_left("สมาคมครูชายฝั่ง") > 4
    (0, True)
    """
    for word, _ in sorted(_parts(), key=lambda part: -len(part[0])):
        text = text.replace(word, "")
    return sum(map(str.isalpha, text))


@cache
def _phrases(name: str) -> dict[str, tuple[str, ...]]:
    """Phrases by their first word, longest first."""
    by_first: dict[str, list[str]] = {}
    tables = [_tables()[name]] if name in TABLES_OF_PHRASES else list(_languages().values())
    for table in tables:
        phrases = table.get("phrases" if name in TABLES_OF_PHRASES else name, [])
        for phrase in phrases if isinstance(phrases, list) else phrases.split():
            key = " ".join(word.strip(".,:") for word in fold(phrase).split())
            by_first.setdefault(key.split(" ", 1)[0], []).append(key)
    return {first: tuple(sorted(set(keys), key=len, reverse=True)) for first, keys in by_first.items()}


@lru_cache(maxsize=1 << 14)
def opens_phrase(word: str, name: str) -> bool:
    """Say whether a phrase of a list begins with a word as written."""
    return fold(word).strip(PUNCTUATION) in _phrases(name)


@cache
def _unspaced(name: str) -> tuple[str, ...]:
    return tuple(fold(str(phrase)) for language in UNSPACED for phrase in _tables()[language].get(name, []))


def opening_phrase(words: list[str], name: str) -> str:
    """Give the longest phrase of a list (``closing``, ``stop``...) that folded words begin with, or nothing.

    >>> opening_phrase(["yours", "sincerely"], "closing"), opening_phrase(["leave", "a", "reply"], "stop")
    ('yours sincerely', 'leave a reply')
    """
    if not words:
        return ""
    text = ""
    for phrase in _phrases(name).get(words[0], ()):
        text = text or " ".join(words) + " "
        if text.startswith(phrase + " "):
            return phrase
    if not words[0].isascii():
        for phrase in _unspaced(name):
            if words[0].startswith(phrase):
                return phrase
    return ""


def is_phrase(words: list[str], name: str) -> bool:
    """Say whether folded words are one phrase of a list from end to end.

    >>> is_phrase(["yours", "sincerely"], "closing"), is_phrase(["yours", "sincerely", "ana"], "closing")
    (True, False)
    """
    return bool(words) and opening_phrase(words, name) == " ".join(words)


@cache
def greeting_words() -> dict[str, frozenset[str]]:
    """Give the words that valedictions are made of, by the word each opens with; ``any`` opens some."""
    return {word: frozenset(str(words).split()) for word, words in _tables()["greetings"].items()}


@cache
def listed_phrases(name: str) -> tuple[str, ...]:
    """Give all phrases of a list in all languages, folded, longest first."""
    phrases = {phrase for group in _phrases(name).values() for phrase in group}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def listed_words(name: str) -> frozenset[str]:
    """Give all words of a list in all languages, folded."""
    return frozenset(
        fold(word) for table in _languages().values() for word in str(table.get(name, "")).split()
    )
