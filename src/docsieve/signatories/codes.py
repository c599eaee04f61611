"""Codes behind the names of a list: countries as their cars bear them and states in brackets, towns with
their states.
"""

from collections.abc import Callable, Iterator, Sequence

from docsieve.places import country_of_plate, is_subdivision_code
from docsieve.signatories.drafts import Draft
from docsieve.signatories.roles import is_plain

# One code in brackets may be anything's initials; several of them, different ones, are of one kind.
LEAST_PLATES, LEAST_STATES, LEAST_TOWNS, LEAST_DIFFERENT = 3, 4, 3, 2
LETTERS_OF_A_PLATE, LETTERS_OF_A_STATE = 1, 2


def read_codes(drafts: Sequence[Draft]) -> None:
    """Take codes out of the brackets of a list for countries and places, where the list writes them so.

    >>> from docsieve.signatories.pieces import segments_of
    >>> names = [Draft(f"Lamp Club {at}", "", brackets=[plate]) for at, plate in enumerate(("D", "CH", "D"))]
    >>> read_codes(names)
    >>> [(name.countries, name.brackets) for name in names[:2]]
    [(['DE'], []), (['CH'], [])]
    >>> told = [Draft(f"Ana Sol {at}", "", tail=segments_of(f", Quay, {at}")) for at in ("OH", "NM", "GA")]
    >>> read_codes(told)
    >>> [(one.place, one.tail) for one in told[:2]]
    [('Quay, OH', []), ('Quay, NM', [])]
    >>> tide = Draft("Tide Club", "", brackets=["D"])
    >>> read_codes([tide])
    >>> tide.countries
    []
    """
    if _are_written(drafts, country_of_plate, LETTERS_OF_A_PLATE, LEAST_PLATES):
        for draft, said in _held(drafts):
            draft.countries += [code for text in said if (code := country_of_plate(text))]
            said[:] = [text for text in said if country_of_plate(text) is None]
    if _are_written(drafts, is_subdivision_code, LETTERS_OF_A_STATE, LEAST_STATES):
        for draft, said in _held(drafts):
            states = [text for text in said if is_subdivision_code(text)]
            draft.place = draft.place or next(iter(states), None)
            said[:] = [text for text in said if text not in states]
    towns = [(draft, town) for draft in drafts if (town := _town_and_state(draft))]
    codes = {town.rpartition(" ")[2] for _, town in towns}
    if len(towns) >= LEAST_TOWNS and len(codes) >= LEAST_DIFFERENT:
        for draft, town in towns:
            draft.place, draft.tail = town, draft.tail[:-2]


def _town_and_state(draft: Draft) -> str:
    """Give the town and the code of its state that end an entry: ``Gull Bay, OH``; none where none do."""
    last = draft.tail[-2:]
    plain = len(last) > 1 and is_plain(last[0].text) and is_subdivision_code(last[1].text)
    bracketed = any(segment.brackets or segment.mark != "," for segment in last)
    return f"{last[0].text}, {last[1].text}" if plain and not bracketed else ""


def _are_written(drafts: Sequence[Draft], told: Callable[[str], object], letters: int, least: int) -> bool:
    """Say whether brackets with so many letters are codes, all of them, and several codes stand in them."""
    held = [text for _, said in _held(drafts) for text in said]
    short = [text for text in held if len(text) == letters and text.isupper()]
    codes = [text for text in held if told(text)]
    return (
        bool(short) and all(map(told, short)) and len(codes) >= least and len(set(codes)) >= LEAST_DIFFERENT
    )


def _held(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, list[str]]]:
    """Give each entry's brackets, those behind its name and those behind what follows it."""
    for draft in drafts:
        yield draft, draft.brackets
        for segment in draft.tail:
            yield draft, segment.brackets
