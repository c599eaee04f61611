"""An entry read, once it is known whether it names a person or an organisation."""

from docsieve.folding import fold, small_words
from docsieve.model import Kind
from docsieve.places import (
    countries_by_demonym,
    countries_called,
    countries_of,
    countries_opening,
    countries_within,
    flags_of,
    is_region,
    without_flags,
    without_postcode,
)
from docsieve.signatories.drafts import Draft
from docsieve.signatories.extras import without_url
from docsieve.signatories.habits import Habits
from docsieve.signatories.localities import is_locality
from docsieve.signatories.organizations import fill_organization, initials_of
from docsieve.signatories.persons import fill_person, read_line
from docsieve.signatories.roles import is_plain, joined, may_be_role
from docsieve.signing.vocabulary import is_organ_word

# A cell of more words describes a body and is no place or country.
LONGEST_SHORT_CELL = 7
LONGEST_PLACE_CELL = 3
# A word or two in a cell beside a body are of which sort it is, and nothing of its own.
LONGEST_SORT = 2


def filled(draft: Draft, kind: Kind, habits: Habits, language: str) -> Draft:
    """Read what stands around the name; the draft is filled in place and given back."""
    if kind is Kind.PERSON:
        fill_person(draft, language, last_is_place=habits.last_is_place, role_case=habits.role_case)
    else:
        apart = habits.dash_is_country and draft.name not in habits.several
        towns = habits.dash_is_place and draft.name not in habits.several
        fill_organization(draft, language, dash_is_country=apart, dash_is_place=towns)
    cells = draft.cells
    if kind is Kind.PERSON and habits.role_first and len(cells) > 1 and may_be_role(cells[0]):
        draft.role, cells = joined(draft.role, cells[0]), cells[1:]
    for cell in cells:
        _read_cell(draft, cell, kind, language, of_bodies=habits.cell_is_body and len(cells) == 1)
    draft.role = draft.role or draft.title
    draft.place = _town(draft.place) if draft.place else None
    flags = flags_of(draft.written)
    draft.name = without_flags(draft.name)
    draft.countries = list(dict.fromkeys([*draft.countries, *flags])) or list(_named(draft, kind, language))
    draft.aliases = [
        alias for alias in dict.fromkeys(draft.aliases) if alias and fold(alias) != fold(draft.name)
    ]
    return draft


def _town(place: str) -> str:
    """Give a place without the preposition or the number of a post office before it.

    >>> _town("de Valdeserna"), _town("La Paz"), _town("г. Верхнеозёрск"), _town("4020 Linz")
    ('Valdeserna', 'La Paz', 'г. Верхнеозёрск', 'Linz')
    """
    place = without_postcode(place)
    first, _, rest = place.partition(" ")
    return rest if first in small_words("prepositions") and rest[:1].isupper() else place


def _named(draft: Draft, kind: Kind, language: str) -> tuple[str, ...]:
    """Give the countries that the name of the body itself names."""
    if kind is Kind.ORGANIZATION:
        initials = initials_of(draft.name) in draft.aliases
        within = countries_within(draft.name, language) or (
            () if initials else countries_within(draft.written, language)
        )
        return within or countries_by_demonym(draft.name) or countries_opening(draft.name, language)
    return countries_within(draft.affiliation, language) if draft.affiliation else ()


def _has_form_of_place(text: str) -> bool:
    """Say whether a cell beside a body's name is a place by its form: few plain capitalised words.

    >>> [_has_form_of_place(text) for text in ("Gull Bay", "Quay upon Tees", "choir", "Tide Union")]
    [True, True, False, False]
    """
    small = small_words("prepositions") | small_words("articles") | small_words("linking")
    words = [word for word in text.split() if word not in small]
    plain = 0 < len(words) <= LONGEST_PLACE_CELL and text[:1].isupper() and is_plain(" ".join(words))
    return plain and not all(is_organ_word(fold(word)) for word in words)


def _read_cell(draft: Draft, cell: str, kind: Kind, language: str, *, of_bodies: bool = False) -> None:
    text, url = without_url(f", {cell}")
    if url and not text:
        draft.url = draft.url or url
        return
    bare_cell = cell.strip("()[] .,;")
    town, comma, country = bare_cell.rpartition(", ")
    if comma and kind is not Kind.PERSON and countries_of(country, language) and is_locality(town):
        bare_cell = town
        draft.countries.extend(countries_of(country, language))
    codes = countries_of(bare_cell, language)
    if codes:
        draft.countries.extend(codes)
    elif countries_called(bare_cell):
        draft.unclear.append(bare_cell)
    elif kind is Kind.PERSON:
        read_line(draft, cell, language, of_bodies=of_bodies)
    elif len(cell.split()) > LONGEST_SHORT_CELL:
        draft.role = joined(draft.role, cell)
    elif (is_locality(bare_cell) and not is_region(bare_cell)) or _has_form_of_place(bare_cell):
        draft.place = draft.place or bare_cell
    elif is_region(bare_cell) or len(bare_cell.split()) > LONGEST_SORT:
        draft.role = joined(draft.role, bare_cell)
