"""What the columns of a table, and a heading by country, say of an entry."""

from collections.abc import Sequence

from docsieve.places import countries_of
from docsieve.signatories.drafts import Draft


def with_columns(
    draft: Draft, told: Sequence[tuple[str, str]], countries: tuple[str, ...], language: str
) -> Draft:
    """Add what the cells of known columns say; the countries of a heading stand where none was read.

    ``told`` are the column and the text of each cell beside the name's.
    """
    for column, cell in told:
        text = cell.strip()
        if column == "role":
            draft.role = text
        elif column == "body":
            draft.affiliation = text
        elif column == "place":
            draft.place = text
        elif column == "country":
            draft.countries = list(countries_of(text, language)) or draft.countries
        elif column == "link":
            draft.url = text
    draft.countries = draft.countries or list(countries)
    return draft
