"""What the columns of a table, a heading by country and the whole list say of an entry."""

from collections.abc import Sequence

from docsieve.model import Finding
from docsieve.places import among_countries, countries_called, countries_of, country_of_city
from docsieve.signatories.drafts import Draft, without_country
from docsieve.signatories.habits import Habits
from docsieve.signing.names import traits


def with_columns(
    draft: Draft, told: Sequence[tuple[str, str]], countries: tuple[str, ...], language: str
) -> Draft:
    """Add what the cells of known columns say; the countries of a heading stand where none was read.

    ``told`` are the column and the text of each cell beside the name's.
    """
    for column, cell in told:
        text = cell.strip()
        if not any(c.isalnum() for c in text):
            continue
        if column == "role":
            draft.role, body = _office_and_body(text)
            draft.affiliation = draft.affiliation or body
        elif column == "body":
            draft.affiliation = text
        elif column == "behalf":
            body, codes = without_country(text, language)
            draft.countries = draft.countries or list(codes)
            draft.affiliation = draft.affiliation or body
        elif column == "place":
            draft.place = text
        elif column == "country":
            draft.countries = list(countries_of(text, language)) or draft.countries
            draft.unclear += [text] if countries_called(text) else []
        elif column == "link":
            draft.url = text
    draft.countries = draft.countries or list(countries)
    return draft


def _office_and_body(text: str) -> tuple[str, str | None]:
    """Part a cell of what people are at its first comma, where a body stands behind it."""
    office, comma, body = text.partition(", ")
    told = comma and traits(body).kinds and not traits(office).kinds
    return (office, body) if told else (text, None)


def settled(draft: Draft, habits: Habits) -> list[Finding]:
    """Read the names that several countries share by what else is said; give a finding for each left open.

    A country read elsewhere in the entry, the city, or a list of other countries decides.
    """
    findings = []
    for name in draft.unclear:
        could_be = countries_called(name)
        town = country_of_city(draft.place or "")
        told = [code for code in could_be if code in draft.countries or code == town]
        one = among_countries(name) if habits.names_countries else None
        told = told or ([one] if one else [])
        draft.countries += [code for code in told if code not in draft.countries]
        if not told and not draft.countries:
            detail = f"{name}: {', '.join(could_be)}"
            findings.append(Finding("ambiguous_country", len(could_be), 1, detail))
    return findings
