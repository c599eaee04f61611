"""Countries and places by their names in all languages.

The names are compiled from CLDR and ISO 3166 (``data/countries.tsv``), cities from GeoNames
(``data/cities.tsv``), what both lack is written by hand (``data/places.toml``).
"""

from docsieve.places.countries import (
    among_countries,
    countries_called,
    countries_of,
    countries_within,
    country_codes,
    country_of,
    country_of_plate,
    flags_of,
    without_flags,
)
from docsieve.places.demonyms import countries_by_demonym, countries_opening
from docsieve.places.towns import (
    country_of_city,
    has_words_of_places,
    is_place,
    is_region,
    is_subdivision_code,
    is_town,
    without_postcode,
)

__all__ = [
    "among_countries",
    "countries_by_demonym",
    "countries_called",
    "countries_of",
    "countries_opening",
    "countries_within",
    "country_codes",
    "country_of",
    "country_of_city",
    "country_of_plate",
    "flags_of",
    "has_words_of_places",
    "is_place",
    "is_region",
    "is_subdivision_code",
    "is_town",
    "without_flags",
    "without_postcode",
]
