"""Enumerations within a name, its legal form, its acronym."""

from docsieve.folding import fold, small_words
from docsieve.places import countries_of
from docsieve.signatories.pieces import Segment
from docsieve.signing.vocabulary import is_institution_word, legal_forms

LONGEST_SEGMENT = 9
LONGEST_LEGAL_FORM = 3
LONGEST_SERIES = 12


def series_length(tail: list[Segment]) -> int:
    """Give how many segments after a name's first go on with an enumeration within it.

    >>> from docsieve.signatories.pieces import segments_of
    >>> series_length(segments_of("Centre for Health, Rights and Development, Uganda")[1:])
    1
    >>> series_length(segments_of("Centre for Health, University of Kampala")[1:])
    0
    """
    for position, segment in enumerate(tail[:LONGEST_SERIES]):
        words = [fold(word) for word in segment.text.split()]
        if segment.mark != "," or not 0 < len(words) <= LONGEST_SEGMENT or countries_of(segment.text):
            return 0
        if is_legal_form(segment.text):
            return 0
        opens = words[0] in small_words("conjunctions") and len(words) > 1
        holds = any(word in small_words("conjunctions") for word in words[1:-1])
        if opens or (holds and (position > 0 or not _opens_a_body(words))):
            return position + 1 + series_length(tail[position + 1 : LONGEST_SERIES])
    return 0


def _opens_a_body(words: list[str]) -> bool:
    return is_institution_word(words[0]) or words[0] in ("the", "la", "le", "el")


def is_legal_form(text: str) -> bool:
    """Say whether a segment is a legal form, with an acronym after it or not: ``Inc.``, ``A. C. HWM``."""
    words = text.split()
    joined = fold("".join(words[:2])).replace(".", "")
    whole = fold(text).replace(".", "").replace(" ", "")
    return whole in legal_forms() or (
        len(words) <= LONGEST_LEGAL_FORM and len(joined) <= LONGEST_LEGAL_FORM and joined in legal_forms()
    )


def abbreviates(acronym: str, name: str) -> bool:
    """Say whether the letters of an acronym stand in their order in a name, its first at a word's beginning.

    >>> abbreviates("HWI", "Harbour Watch Ireland"), abbreviates("MIT", "Data Feminism Lab")
    (True, False)
    """
    letters = [c for c in fold(acronym) if c.isalpha()]
    folded = fold(name)
    if not letters or not any(word.startswith(letters[0]) for word in folded.split()):
        return False
    rest = iter(folded)
    return all(letter in rest for letter in letters)
