"""Counts that a text declares: ``and 120 others``."""

from docsieve.signatories.entries import Entry, Source
from docsieve.signing.lines import bare
from docsieve.signing.phrases import GROUP, listed_words, mask_of, opening_phrase

LONGEST_DECLARATION_WORDS = 9
MOST_DECLARED = 10_000_000


def declared_in(entries: list[Entry], source: Source) -> tuple[list[Entry], list[int]]:
    """Give the entries that name somebody, and the counts that the others declare."""
    kept = []
    counts = []
    for entry in entries:
        written = source.read((entry.start, entry.end))
        count = declared_count(written)
        if count is not None:
            counts.append(count + len(entries) - 1)
        elif not says_more_follow(written):
            kept.append(entry)
    return kept, counts


def says_more_follow(text: str) -> bool:
    """Say whether an entry says that more signatures follow, and names nobody.

    >>> says_more_follow("and many more"), says_more_follow("More Trees Trust")
    (True, False)
    """
    words = bare(text.split()[: LONGEST_DECLARATION_WORDS + 1])
    return bool(words) and opening_phrase(words, "more_follow") == " ".join(words)


def declared_count(text: str) -> int | None:
    """Give the number of further signatories that a line declares, None where it names somebody.

    >>> declared_count("and 120 others"), declared_count("y 1.250 firmas más"), declared_count("Front 57")
    (120, 1250, None)
    """
    words = bare(text.split()[: LONGEST_DECLARATION_WORDS + 1])
    if not 1 < len(words) <= LONGEST_DECLARATION_WORDS:
        return None
    numbers = [word.replace(".", "").replace(",", "").rstrip("+") for word in words]
    figures = [int(number[:8]) for number in numbers if number.isdecimal()]
    if len(figures) != 1 or not 1 < figures[0] < MOST_DECLARED:
        return None
    rest = [word for word, number in zip(words, numbers, strict=True) if not number.isdecimal()]
    others = any(word in listed_words("others") for word in rest)
    known = all(mask_of(word) or word in listed_words("others") for word in rest)
    grouped = any(mask_of(word) & GROUP for word in rest)
    return (
        figures[0]
        if known and (others or (grouped and words[0] in ("and", "y", "et", "und", "e", "и", "ve", "i")))
        else None
    )
