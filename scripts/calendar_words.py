"""Compiles Babel's CLDR calendars into ``src/docsieve/data/calendar_words.json``.

Run ``uv run python scripts/calendar_words.py`` after raising Babel; a test fails while the table in
the repository differs from what this makes.
"""

import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

from docsieve.dates.words import fold

TABLE = Path(__file__).parent.parent / "src" / "docsieve" / "data" / "calendar_words.json"
# The languages with enough web text to be met; the abbreviations of the rest ("sun", "her", "see")
# are ordinary words elsewhere.
LANGUAGES = frozenset(
    """
    af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it
    ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my nb ne nl nn no or pa pl ps pt rm ro ru si sk sl sq
    sr sv sw ta te tg th tk tr tt uk ur uz vi yi zh
    """.split()
)
PARTICLES = ("de ", "d'", "d\N{RIGHT SINGLE QUOTATION MARK}", "di ")
SHORTEST_NAME = 3
# May is two letters in Devanagari and its kin, and no other word there.
SHORTEST_INDIC = 2
MOST_WORDS = 2
TERRITORY_SHARE = 0.9


def locales() -> Iterator[Locale]:
    """Yields every CLDR locale of the languages above, in alphabetic order."""
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        if locale.language in LANGUAGES:
            yield locale


def bare(name: str) -> str:
    """Returns a calendar name folded, without full stops and the particle before it."""
    name = name.replace(".", "").strip()
    for particle in PARTICLES:
        name = name.removeprefix(particle)
    return fold(name)


def names_of(calendar: object) -> Iterator[tuple[int, str]]:
    """Yields number and bare name of a CLDR month or day calendar, wide and abbreviated."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in calendar[context][width].items():  # type: ignore[index]
                yield number, bare(name)


def is_month_name(name: str) -> bool:
    """Tells whether a bare name can stand for a month on its own: no digits, not too short or long."""
    return (
        len(name) >= (SHORTEST_INDIC if "\u0900" <= name[:1] <= "\u0dff" else SHORTEST_NAME)
        and name.count(" ") < MOST_WORDS
        and not any(letter.isdigit() for letter in name)
        and name[-1] not in "月월"
    )


def months() -> dict[str, dict[str, int]]:
    """Returns name -> language -> month; languages that agree are merged under ``*``."""
    found: dict[str, dict[str, int]] = {}
    for locale in locales():
        for month, name in names_of(locale.months):
            if is_month_name(name):
                found.setdefault(name, {}).setdefault(locale.language, month)
    return {name: merged(found[name]) for name in sorted(found)}


def merged(by_language: dict[str, int]) -> dict[str, int]:
    """Returns ``{"*": month}`` where all languages mean the same month."""
    if len(set(by_language.values())) == 1:
        return {"*": next(iter(by_language.values()))}
    return dict(sorted(by_language.items()))


def weekdays() -> dict[str, list[int]]:
    """Returns the folded weekday names of all languages, each with the days it is for, Monday 0."""
    found: dict[str, set[int]] = {}
    for locale in locales():
        for day, name in names_of(locale.days):
            found.setdefault(name, set()).add(day)
    named = (name for name in found if len(name) > 1 and not name.isdigit())
    return {name: sorted(found[name]) for name in sorted(named)}


def order_of(locale: Locale) -> str:
    """Returns the order of a locale's short numeric date: ``dmy``, ``mdy`` or ``ymd``."""
    pattern = locale.date_formats["short"].pattern
    return "".join(sorted("dMy", key=pattern.find)).lower()


def orders() -> dict[str, str]:
    """Returns the numeric order of each language that nearly all its territories share."""
    by_language: dict[str, list[str]] = {}
    for locale in locales():
        by_language.setdefault(locale.language, []).append(order_of(locale))
    default = {language: order_of(Locale.parse(language)) for language in by_language}
    return {
        language: default[language]
        for language, seen in sorted(by_language.items())
        if seen.count(default[language]) >= TERRITORY_SHARE * len(seen)
        # English is written both ways: by its speakers' number the other way round than by territories.
        and language != "en"
    }


def table() -> str:
    """Returns the whole table as it stands in the repository."""
    content = {
        "source": f"Unicode CLDR as packaged by Babel {version('babel')} (Unicode-3.0, BSD-3-Clause)",
        "months": months(),
        "weekdays": weekdays(),
        "orders": orders(),
    }
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{TABLE}: {TABLE.stat().st_size} bytes\n")
