"""Lines that say for which body somebody signs: ``For the Harbour Union:``, ``Kuzey Sendikası adına``."""

from docsieve.folding import fold, small_words
from docsieve.signing.lines import bare
from docsieve.signing.names import is_unspaced, traits
from docsieve.signing.phrases import is_phrase, opening_phrase
from docsieve.signing.vocabulary import is_organ_word, is_role_word

LONGEST_BEHALF, LONGEST_OFFICE = 12, 6
COLONS = (":", "：", ":-", "：-")


def behalf_of(text: str, *, unknown: bool = False) -> tuple[int, int] | None:
    """Give where a body's name begins and ends in a line that says on whose behalf others sign, else None.

    ``unknown`` also takes names with a capital that no word tells to be a body's.

    >>> text = "For the Harbour Union:"
    >>> start, end = behalf_of(text)
    >>> text[start:end], behalf_of("For the love of tides"), behalf_of("Kuzey Sendikası adına")
    ('Harbour Union', None, (0, 15))
    >>> text = "Pour le Collectif du Quai, la présidente,"
    >>> start, end = behalf_of(text)
    >>> text[start:end]
    'Collectif du Quai'
    """
    opened = unknown or text.rstrip().endswith(COLONS)
    text = _without_office(text.rstrip(" :：,،"))
    words = text.split()
    folded = bare(words)
    if not 1 < len(words) <= LONGEST_BEHALF or len(folded) != len(words) or is_unspaced(text):
        return None
    before = len(opening_phrase(folded, "behalf").split())
    after = 0 if before else int(opening_phrase(folded[-1:], "behalf") == folded[-1])
    end = len(text[: text.rindex(words[-1])].rstrip()) if after else len(text)
    start = text.index(words[before], _end_of(words, text, before)) if before < len(words) else end
    named = (before or after) and start < end
    sure = _may_be_named(text[start:end]) or (unknown and before > 1)
    told = named and (traits(text[start:end]).kinds > 0 or (opened and sure))
    return (_past_article(text, start), end) if told else None


def _may_be_named(text: str) -> bool:
    """Say whether a capital, or a script without them, may begin a name."""
    return text[:1].isupper() or (text[:1].isalpha() and text[:1].upper() == text[:1].lower())


def is_behalf_alone(text: str) -> bool:
    """Say whether a line says only that others sign for somebody: ``On behalf of:``.

    >>> is_behalf_alone("On behalf of:"), is_behalf_alone("On behalf of the Union:")
    (True, False)
    """
    words = bare(text.split()) if text.rstrip().endswith(COLONS) else []
    return is_phrase(words, "behalf")


def _past_article(text: str, start: int) -> int:
    """Give where a name begins behind an elided article: ``l'Association``."""
    return start + 2 if text[start + 1 : start + 2] in ("'", "’") else start


def _without_office(text: str) -> str:
    """Take the office of who signs off the end of such a line: ``..., la présidente``."""
    body, comma, office = text.rpartition(",")
    words = bare(office.split()) if comma else []
    told = any(is_role_word(word) or is_organ_word(word) for word in words)
    small = small_words("prepositions") | small_words("articles")
    plain = told and all(is_role_word(w) or is_organ_word(w) or fold(w) in small for w in words)
    return body.rstrip() if plain and len(words) <= LONGEST_OFFICE else text


def _end_of(words: list[str], text: str, count: int) -> int:
    """Give where the first ``count`` words of a text end."""
    at = 0
    for word in words[:count]:
        at = text.index(word, at) + len(word)
    return at
