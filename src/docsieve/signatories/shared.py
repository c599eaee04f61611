"""Words that many names of a list share, as bodies do and persons do not: a kind of body no table knows."""

from collections import Counter
from collections.abc import Sequence

from docsieve.folding import fold, small_words
from docsieve.signing.lines import bare
from docsieve.signing.names import is_unspaced, traits
from docsieve.signing.titles import is_title
from docsieve.signing.vocabulary import is_given_name

# So many names, and such a share of the list's, hold a word that is a kind of body there.
LEAST_NAMES, LEAST_SHARE = 4, 0.08
# Of the names that hold a surname more have a known given name beside it.
MOST_GIVEN = 0.25
SHORTEST_WORD = 4
SHARED_WORD = 1.6


def with_shared_words(sums: list[float], names: Sequence[str]) -> list[float]:
    """Let each name that holds a word which many others of the list hold be rather a body.

    >>> names = [f"{name} Vereno" for name in ("Quay", "Tide", "Lamp", "Reed")] + ["Gull Bay"]
    >>> with_shared_words([0.0] * 5, names)
    [1.6, 1.6, 1.6, 1.6, 0.0]
    """
    held = [_words_of(name) for name in names]
    counts = Counter(word for words in held for word in words)
    least = max(LEAST_NAMES, LEAST_SHARE * len(names))
    many = sorted(word for word, count in counts.items() if count >= least)
    shared = {word for word in many if _is_kind(word, names, held)}
    pairs = zip(sums, held, strict=True)
    return [value + SHARED_WORD * (not shared.isdisjoint(words)) for value, words in pairs]


def _words_of(name: str) -> frozenset[str]:
    if is_unspaced(name):
        return frozenset()
    small = small_words("linking") | small_words("particles") | small_words("prepositions")
    return frozenset(word for word in bare(name.split()) if len(word) >= SHORTEST_WORD and word not in small)


def _is_kind(word: str, names: Sequence[str], held: Sequence[frozenset[str]]) -> bool:
    """Say whether a word is no given name or title, and few of the names that hold it have a given name."""
    if is_given_name(word) or is_title(word):
        return False
    own = [name for name, words in zip(names, held, strict=True) if word in words]
    given = sum(traits(name).given_anywhere and fold(name) != word for name in own)
    return given <= MOST_GIVEN * len(own)
