"""Lists of short lines: signatories, menus and tables must not change what a document is written in."""

from collections import Counter
from collections.abc import Iterator, Sequence

from docsieve.language.names import is_names
from docsieve.language.thresholds import LIST, NAMES_IN_LIST, SENTENCE, SPOKEN_IN_SENTENCES
from docsieve.model import UNDETERMINED, Guess

_LONGEST_LINE = 120
_MOST_WORDS = 14
_IN_CAPITALS_AT_LEAST = 0.6
_LETTERS_OF_A_WORD = 4


def without_strangers_in_lists(
    texts: Sequence[str], guesses: Sequence[Guess], speaking: Sequence[bool]
) -> tuple[Guess, ...]:
    """Give the guesses with ``und`` for lines of lists that cannot be trusted to speak.

    In a list of names every line is ``und``; in any other list a line keeps its language only where a good
    part of the document's sentences, outside of lists, is in that language. A document without sentences
    keeps all.
    """
    answers = list(guesses)
    lists = list(_lists(texts, speaking))
    listed = {at for run in lists for at in run}
    sentences = _languages_of_sentences(texts, guesses, listed)
    for run in lists:
        names = _share_of_names(texts, run) >= NAMES_IN_LIST.at_least
        for at in run:
            if names or (sentences and answers[at].language not in sentences):
                answers[at] = Guess()
    return tuple(answers)


def _languages_of_sentences(texts: Sequence[str], guesses: Sequence[Guess], listed: set[int]) -> set[str]:
    """Give the languages that a good part of the sentences outside of lists is in."""
    spoken: Counter[str] = Counter()
    for at, (text, each) in enumerate(zip(texts, guesses, strict=True)):
        if at not in listed and len(text) >= SENTENCE.at_least and each.language != UNDETERMINED:
            spoken[each.language] += len(text)
    enough = SPOKEN_IN_SENTENCES.at_least * spoken.total()
    return {language for language, characters in spoken.items() if characters >= enough}


def _share_of_names(texts: Sequence[str], run: Sequence[int]) -> float:
    return sum(is_names(texts[at].strip()) for at in run) / len(run)


def _lists(texts: Sequence[str], speaking: Sequence[bool]) -> Iterator[list[int]]:
    """Give the positions of each run of lines of a list; what says nothing stands in between freely."""
    run: list[int] = []
    for at, text in enumerate(texts):
        if is_listed(text):
            run.append(at)
        elif speaking[at]:
            yield from [run] if len(run) >= LIST.at_least else []
            run = []
    yield from [run] if len(run) >= LIST.at_least else []


def is_listed(text: str) -> bool:
    """Tell whether a line looks like one of a list of names or titles: short, no sentence, in capitals.

    >>> is_listed("Friends of the Library, Northern Branch"), is_listed("The library is closed.")
    (True, False)
    """
    line = text.strip()
    if len(line) > _LONGEST_LINE or (line.endswith((".", "!", "?", "。", "।", "؟")) and len(line) > 40):
        return False
    words = [word.lstrip("([\"'“„«*•-") for word in line.split()]
    if not 1 <= len(words) <= _MOST_WORDS:
        return False
    long = [word for word in words if len(word) >= _LETTERS_OF_A_WORD and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long)
    return bool(long) and capital >= _IN_CAPITALS_AT_LEAST * len(long)
