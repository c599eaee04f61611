"""What stands beside a name and may be a place: a known town, or what is called as places are."""

from docsieve.places import countries_of, has_words_of_places, is_town
from docsieve.signing.names import traits


def is_locality(text: str) -> bool:
    """Say whether a text beside a name is a known town, or called as places are and no body.

    >>> [is_locality(text) for text in ("Whitby", "Upper Tide Bay", "Tide Bay Museum", "Tide Watch")]
    [True, True, False, False]
    >>> is_locality("Linz/Obertal"), is_locality("Linz/Austria"), is_locality("Recife/Centro")
    (True, False, False)
    """
    if is_town(text) or _is_town_by_two_names(text):
        return True
    look = traits(text) if has_words_of_places(text) else None
    return look is not None and not (look.kinds or look.roles or look.given)


def _is_town_by_two_names(text: str) -> bool:
    """Say whether a text is one word on each side of a slash, one a known town and none a country."""
    sides = [side.strip(" .") for side in text.split("/")]
    named = len(sides) == len(("town", "other")) and all(side.istitle() and side.isalpha() for side in sides)
    known = named and any(map(is_town, sides)) and not any(map(countries_of, sides))
    return known and not any(traits(side).kinds for side in sides)
