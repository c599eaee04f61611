"""What stands beside a name and may be a place: a known town, or what is called as places are."""

from docsieve.places import has_words_of_places, is_town
from docsieve.signing.names import traits


def is_locality(text: str) -> bool:
    """Say whether a text beside a name is a known town, or called as places are and no body.

    >>> [is_locality(text) for text in ("Whitby", "Upper Tide Bay", "Tide Bay Museum", "Tide Watch")]
    [True, True, False, False]
    """
    if is_town(text):
        return True
    look = traits(text) if has_words_of_places(text) else None
    return look is not None and not (look.kinds or look.roles or look.given)
