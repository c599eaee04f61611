"""From texts to guesses: one text alone, or the blocks of a document together."""

from collections.abc import Sequence

from docsieve.language.engines import Engine, engine
from docsieve.language.prepare import prepare
from docsieve.model import UNDETERMINED, Guess

LEAST_CONFIDENCE = 0.1


def guess(text: str, by: Engine | None = None) -> Guess:
    """Guess the language of one text; ``und`` for names, numbers, dates, addresses and other noise.

    Looks at the first 400 characters; never raises.

    >>> guess("The library opens again on Monday.").language
    'en'
    >>> guess("12:30 - 14:00").language
    'und'
    """
    prepared = prepare(text)
    if not prepared:
        return Guess()
    ranked = (by or engine()).ranked(prepared)
    if not ranked or ranked[0].language == UNDETERMINED or ranked[0].confidence < LEAST_CONFIDENCE:
        return Guess()
    return ranked[0]


def guess_all(texts: Sequence[str], by: Engine | None = None) -> tuple[Guess, ...]:
    """Guess each block of one document, in its order; the document helps its unsure lines."""
    chosen = by or engine()
    known = {text: guess(text, chosen) for text in dict.fromkeys(texts)}
    return tuple(known[text] for text in texts)
