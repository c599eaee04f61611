"""Lists that set bodies right behind titled persons: ``Prof Ana Sol University of Quay``."""

from collections import Counter
from collections.abc import Sequence

from docsieve.folding import fold
from docsieve.signing.names import person_form, traits
from docsieve.signing.titles import titled_words
from docsieve.signing.vocabulary import is_given_name, is_kind_word

LEAST_TOLD, SHARE_TOLD, SHARE_TITLED = 3, 0.6, 0.5
WORDS_OF_A_NAME, LONGEST_NAME, LEAST_WORDS = 2, 4, 4
MARKS = ",;:()[]–—/|"


def are_unmarked(texts: Sequence[str]) -> bool:
    """Say whether most entries are persons and their bodies without a mark between, half of them titled.

    >>> are_unmarked(["Prof Ana Sol University of Quay", "Dr Ben Mar Tide College", "Dr Ada Elm Reed School"])
    True
    >>> are_unmarked(["Ana Sol Foundation", "Ben Mar Trust", "Cara Dee Memorial School"])
    False
    """
    told = [text for text in texts if _may_be_told(text)]
    titled = sum(titled_words(text.split()) > 0 for text in told)
    many = len(told) >= LEAST_TOLD and len(told) >= SHARE_TOLD * len(texts)
    return many and titled >= SHARE_TITLED * len(told)


def marked(texts: Sequence[str]) -> list[str]:
    """Set a comma between each person of such a list and the body behind.

    A body that stands behind several persons shows where their names end; else a name is two words long,
    or as long as what stands before a word for a body.

    >>> marked(["Prof Ana Sol School of Quays", "Dr Ben Mar Tide College", "Dr Eva de la Luz Tide College"])
    ['Prof Ana Sol, School of Quays', 'Dr Ben Mar, Tide College', 'Dr Eva de la Luz, Tide College']
    """
    rests = Counter(rest for text in texts for _, rest in _cuts(text))
    return [_marked(text, rests) for text in texts]


def _marked(text: str, rests: Counter[str]) -> str:
    cuts = [(name, rest) for name, rest in _cuts(text) if person_form(name) or len(name.split()) == 1]
    if not cuts or any(mark in text for mark in MARKS):
        return text
    again = [cut for cut in cuts if rests[cut[1]] > 1]
    opened = [cut for cut in cuts if is_kind_word(fold(cut[1].split()[0]))]
    known = is_given_name(fold(cuts[0][0].split()[0])) or titled_words(text.split())
    bodies = [cut for cut in cuts[:1] if known and len(cut[1].split()) > 1]
    chosen = next(iter(again or opened or bodies), None)
    return text if chosen is None else f"{text[: len(text) - len(chosen[1])].rstrip()}, {chosen[1]}"


def _may_be_told(text: str) -> bool:
    words = text.split()
    titled = titled_words(words)
    long = len(words) - titled >= LEAST_WORDS
    return long and not any(mark in text for mark in MARKS) and traits(text).kinds > 0


def _cuts(text: str) -> list[tuple[str, str]]:
    """Give the names that may open a text, without titles, each with what would stand behind it."""
    words = text.split()
    first = titled_words(words)
    ends = range(first + WORDS_OF_A_NAME, min(len(words), first + LONGEST_NAME + 1))
    found = ((" ".join(words[first:end]), " ".join(words[end:])) for end in ends)
    return [(name, rest) for name, rest in found if rest and rest[0].isupper() and not traits(name).kinds]
