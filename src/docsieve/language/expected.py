"""What a document leads to expect of one of its lines, weighed against what the line says."""

from collections.abc import Mapping

from docsieve.model import Guess
from docsieve.values import added


def as_expected(ranked: tuple[Guess, ...], expected: Mapping[str, float]) -> tuple[Guess, ...]:
    """Give the ranking after weighing it with the expected shares; unchanged where nothing is expected.

    The share that ``expected`` leaves is shared out evenly among the languages that it does not name. Odds
    of a line that is sure hardly move.

    >>> said = (Guess("no", 0.5), Guess("da", 0.4), Guess("sv", 0.1))
    >>> [each.language for each in as_expected(said, {"da": 0.9})]
    ['da', 'no', 'sv']
    """
    if not expected or not ranked:
        return ranked
    rest = (1.0 - added(expected.values())) / _OTHER_LANGUAGES
    odds, said = {}, 0.0
    for each in ranked:
        odds[each.language] = each.confidence * (expected.get(each.language, 0.0) + rest)
        said += each.confidence
    total = added(odds.values()) + max(0.0, 1.0 - said) * rest
    if total <= 0.0:
        return ranked
    order = sorted(odds, key=lambda each: (-odds[each], each)) if len(odds) > 1 else odds
    return tuple([Guess(each, odds[each] / total) for each in order])


# A line in a language that the document has shown nowhere is most likely in one of a few languages: the
# rest is shared out among twenty, as if those were the only others (swept 5-40 with the rest itself).
_OTHER_LANGUAGES = 20
