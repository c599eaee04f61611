"""Counts that a text declares: ``and 120 others``."""

from docsieve.signatories.entries import Entry, Source
from docsieve.signing.lines import bare
from docsieve.signing.phrases import GROUP, listed_words, mask_of

LONGEST_DECLARATION_WORDS = 9
MOST_DECLARED = 10_000_000


def declared_in(entries: list[Entry], source: Source) -> tuple[list[Entry], list[int]]:
    """Give the entries that name somebody, and the counts that the others declare."""
    kept = []
    counts = []
    for entry in entries:
        count = declared_count(source.read((entry.start, entry.end)))
        if count is None:
            kept.append(entry)
        else:
            counts.append(count + len(entries) - 1)
    return kept, counts


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
