"""From the guesses of blocks to the languages of a document."""

from collections import Counter
from collections.abc import Sequence

from docsieve.language.thresholds import MULTILINGUAL
from docsieve.model import UNDETERMINED, Finding, Guess


def document_language(
    texts: Sequence[str], guesses: Sequence[Guess]
) -> tuple[Guess, tuple[tuple[str, float], ...]]:
    """Give the main language of a document and each language's share of its characters.

    ``texts`` are the kept blocks, ``guesses`` theirs, one each; shares are of the characters that
    have a language, largest first, and sum to 1 (empty where no block has a language). The
    confidence of the main language is the mean of its blocks' confidences by characters.
    """
    characters: Counter[str] = Counter()
    trust: Counter[str] = Counter()
    for text, each in zip(texts, guesses, strict=True):
        if each.language != UNDETERMINED:
            characters[each.language] += len(text)
            trust[each.language] += len(text) * each.confidence  # type: ignore[assignment]
    total = characters.total()
    if not total:
        return Guess(), ()
    order = sorted(characters, key=lambda code: (-characters[code], code))
    main = Guess(order[0], trust[order[0]] / characters[order[0]])
    return main, tuple((code, characters[code] / total) for code in order)


def multilingual(shares: Sequence[tuple[str, float]]) -> Finding | None:
    """Find that a document is in more than one language: a second one has at least 5 % of its characters.

    ``shares`` are those of `document_language`; null where there is no second language or a smaller one.

    >>> multilingual((("de", 0.9), ("fr", 0.1)))
    Finding(rule='multilingual', measured=0.1, threshold=0.05)
    >>> multilingual((("de", 1.0),)) is None
    True
    """
    if len(shares) < 2 or shares[1][1] < MULTILINGUAL.at_least:
        return None
    return Finding(MULTILINGUAL.name, shares[1][1], MULTILINGUAL.at_least)
