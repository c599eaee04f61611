"""From texts to guesses: one text alone, or the blocks of a document together."""

from collections.abc import Mapping, Sequence

from docsieve.dates import is_date_line
from docsieve.language.engines import Engine, engine
from docsieve.language.listed import without_strangers_in_lists
from docsieve.language.names import is_names
from docsieve.language.prepare import prepare
from docsieve.language.thresholds import CONFIDENCE, EXPECTED_ELSEWHERE, SPEAKING_ALONE
from docsieve.memory import remembered
from docsieve.model import UNDETERMINED, Guess

_LONGEST_DATE_LINE = 60


def guess(text: str, by: Engine | None = None) -> Guess:
    """Guess the language of one text; ``und`` for names, numbers, dates, addresses and other noise.

    Looks at the first 400 characters; never raises. Does not look for a second language inside it.

    >>> guess("The library opens again on Monday.").language
    'en'
    >>> guess("12:30 - 14:00").language, guess("Maria Novak").language, guess("3 May 2031").language
    ('und', 'und', 'und')
    """
    speaking = what_speaks(text)
    return _answer(speaking, by or engine(), {}) if speaking else Guess()


def guess_all(texts: Sequence[str], by: Engine | None = None) -> tuple[Guess, ...]:
    """Guess each block of one document, in its order.

    Long blocks speak for themselves; what they say is expected of the short ones, which so need less
    evidence for it than for another language. A list of names, or of short lines in a language that no
    sentence of the document is in, gives ``und``. Equal texts have equal guesses unless such a list is
    around one of them.
    """
    chosen = by or engine()
    speaking = {text: what_speaks(text) for text in dict.fromkeys(texts)}
    alone = {text for text, words in speaking.items() if len(words) >= SPEAKING_ALONE.at_least}
    known = {text: _answer(speaking[text], chosen, {}) for text in speaking if text in alone}
    expected = _shares(known)
    for text, words in speaking.items():
        if text not in known:
            known[text] = _answer(words, chosen, expected) if words else Guess()
    return without_strangers_in_lists(
        texts, [known[text] for text in texts], [bool(speaking[text]) for text in texts]
    )


@remembered
def what_speaks(text: str) -> str:
    """Give the words of a text that an engine is to be asked about; empty for dates, names and noise."""
    speaking = prepare(text)
    if not speaking or is_names(text.strip()):
        return ""
    if len(text) <= _LONGEST_DATE_LINE and any(map(str.isdecimal, text)) and is_date_line(text):
        return ""
    return speaking


def _answer(speaking: str, by: Engine, expected: Mapping[str, float]) -> Guess:
    ranked = by.ranked(speaking, expected)
    if not ranked or ranked[0].language == UNDETERMINED or ranked[0].confidence < CONFIDENCE.at_least:
        return Guess()
    return ranked[0]


def _shares(known: Mapping[str, Guess]) -> dict[str, float]:
    """Give what to expect of another line of the document: shares of its characters, and a rest."""
    characters: dict[str, float] = {}
    for text, each in known.items():
        if each.language != UNDETERMINED:
            characters[each.language] = characters.get(each.language, 0.0) + len(text) * each.confidence
    total = sum(characters.values())
    rest = EXPECTED_ELSEWHERE.at_least
    return {language: (1 - rest) * count / total for language, count in characters.items()} if total else {}
