"""A made corpus to measure speed on: pages of 57 lines and about 6.5 kB, as a scraper leaves them.

    uv run benchmarks/speed/corpus.py FOLDER --documents 20000

Sites of fifty pages with a menu, a share bar, a comment form and a footer of their own; letters in five
languages, of invented sentences; one in three is signed. The same seed gives the same files.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

PAGES_A_SITE = 50
LINES = 57
PARAGRAPHS = 13

# For each language: what joins, what acts, what is spoken of; sentences are strings of the three.
WORDS = {
    "en": (
        "the of and to in that for with on as at by from this which not are was but they have had has",
        "asks keeps opens closes carries builds repairs counts hears answers returns mends waters paints",
        "harbour bridge garden lantern ferry orchard library clock valley kettle market window mountain "
        "teacher baker sailor winter summer letter bell river mill boat council street school evening rope",
    ),
    "es": (
        "el la de y en que los del las por un para con no una su al como más pero sus le ha este",
        "pide guarda abre cierra lleva construye repara cuenta escucha responde vuelve riega pinta",
        "puerto puente jardín farol barca huerto biblioteca reloj valle tetera mercado ventana montaña "
        "maestra panadero marinero invierno verano carta campana río molino concejo calle escuela tarde",
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an",
        "bittet bewahrt öffnet schließt trägt baut repariert zählt hört antwortet kehrt gießt malt",
        "Hafen Brücke Garten Laterne Fähre Obstgarten Bücherei Uhr Tal Kessel Markt Fenster Gebirge "
        "Lehrerin Bäcker Matrose Winter Sommer Brief Glocke Fluss Mühle Boot Rat Straße Schule Abend",
    ),
    "fr": (
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce",
        "demande garde ouvre ferme porte construit répare compte entend répond revient arrose peint",
        "port pont jardin lanterne bac verger bibliothèque horloge vallée bouilloire marché fenêtre "
        "institutrice boulanger matelot hiver été lettre cloche rivière moulin bateau conseil rue école",
    ),
    "ru": (
        "и в не на что с по как это к но из у за от о же для то все так его",
        "просит хранит открывает закрывает несёт строит чинит считает слышит отвечает поливает",
        "гавань мост сад фонарь паром библиотека часы долина чайник рынок окно гора учительница "
        "пекарь матрос зима лето письмо колокол река мельница лодка совет улица школа вечер",
    ),
}
MENU = "Home|About|Contact|Archive|Events|Newsletter|Support us|Search"
SHARE = (
    "Share this:|Click to share on Twitter (Opens in new window)|Click to share on Facebook (Opens in new "
    "window)|Like this:|Loading..."
)
FORM = (
    "Leave a Reply|Your email address will not be published. Required fields are marked *|Comment|Name *|"
    "Email *|Website|Notify me of new comments via email.|Post Comment"
)
BODIES = "Society|Council|Union|Circle|Association|Network|Friends|Committee|Assembly|Workshop"
COUNTRIES = "Kenya|Portugal|Peru|Norway|India|Ghana|Chile|Poland|Nepal|Fiji"
GIVEN = "Ada Odile Bruno Clara Marek Irina Pablo Nils Tomas Greta Hugo Lena Oscar Rita Viktor Yara".split()
FAMILY = "Elm Marrek Weir Stone Alder Brook Fenn Holt Larch Moss Quill Reed Thorn Vale Wren Yarrow".split()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the folder of its site, its file's name, its text."""

    site: str
    name: str
    text: str


def pages(documents: int, seed: int = 1) -> Iterator[Page]:
    """Make pages one after the other; each depends on the seed and its number alone."""
    for number in range(documents):
        site = number // PAGES_A_SITE
        yield Page(f"site-{site:05d}", f"page-{number:07d}.txt", _page(number, site, seed))


def further(documents: int, more: int) -> Iterator[Page]:
    """Make one more page for each of ``more`` sites of a corpus of so many documents, of seed 1."""
    sites = -(-documents // PAGES_A_SITE)
    for nth in range(more):
        site, number = nth * sites // more, documents + nth
        yield Page(f"site-{site:05d}", f"more-{number:07d}.txt", _page(number, site, 1))


def _page(number: int, site: int, seed: int) -> str:
    random, its_site = Random(f"{seed} {number}"), Random(f"{seed} site {site}")
    words = tuple(each.split() for each in WORDS[list(WORDS)[site % len(WORDS)]])
    title = _words(random, words, 6).capitalize()
    day = date(2015, 1, 1) + timedelta(days=random.randrange(3000))
    head = [*MENU.split("|"), _words(its_site, words, 5).capitalize()]
    body = [_words(random, words, 72, ".") for _ in range(PARAGRAPHS)]
    signed = _signed(random) if number % 3 == 0 else []
    foot = [
        *SHARE.split("|"),
        *FORM.split("|"),
        f"© {_words(its_site, words, 4)}",
        "Powered by WordPress.com",
    ]
    lines = [*head, title, f"{day.day} {day:%B} {day.year}", *body, *signed]
    lines += [_words(random, words, 4) for _ in range(LINES - len(lines) - len(foot))]
    return "\n\n".join([*lines, *foot]) + "\n"


def _words(random: Random, words: tuple[list[str], ...], count: int, end: str = "") -> str:
    joins, acts, things = words
    made = [random.choice((joins, things, joins, acts, things)[i % 5]) for i in range(count)]
    if not end:
        return " ".join(made)
    sentences = [made[i : i + 11] for i in range(0, count, 11)]
    return " ".join(" ".join(each).capitalize() + end for each in sentences)


def _signed(random: Random) -> list[str]:
    bodies = [
        f"{random.choice(FAMILY)} {random.choice(BODIES.split('|'))} ({random.choice(COUNTRIES.split('|'))})"
        for _ in range(6)
    ]
    persons = [f"{random.choice(GIVEN)} {random.choice(FAMILY)}, teacher" for _ in range(4)]
    return ["Signed by:", *bodies, *persons]


def write(folder: Path, documents: int, seed: int = 1) -> None:
    """Write the pages as files, one folder for each site."""
    write_pages(folder, pages(documents, seed))


def write_pages(folder: Path, made: Iterable[Page]) -> None:
    """Write pages as files."""
    for page in made:
        (folder / page.site).mkdir(parents=True, exist_ok=True)
        (folder / page.site / page.name).write_text(page.text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args()
    write(options.folder, options.documents)


if __name__ == "__main__":
    main()
