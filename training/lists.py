"""Made lists of signatories, set behind the text of real pages: lists of names are text."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from faker import Faker
from pages import Page

LISTED_EVERY = 9
FEWEST, MOST = 4, 60
LISTED_WEIGHT = 0.5
LOCALES = {
    "en": (
        "en_US",
        "Signatories|Signed by|We, the undersigned|Endorsed by",
        "Union|Network|Alliance|Coalition|Centre",
    ),
    "de": (
        "de_DE",
        "Unterzeichnende|Es unterzeichnen|Erstunterzeichner",
        "Verein|Bündnis|Verband|Initiative",
    ),
    "fr": (
        "fr_FR",
        "Signataires|Premiers signataires|Liste des signataires",
        "Association|Collectif|Réseau|Syndicat",
    ),
    "es": (
        "es_ES",
        "Firmantes|Firman|Organizaciones firmantes",
        "Asociación|Red|Colectivo|Sindicato",
    ),
    "pt": (
        "pt_BR",
        "Assinam|Entidades signatárias",
        "Associação|Rede|Sindicato|Movimento",
    ),
    "it": (
        "it_IT",
        "Firmatari|Prime firme",
        "Associazione|Rete|Comitato|Sindacato",
    ),
    "pl": (
        "pl_PL",
        "Sygnatariusze|Podpisali|Podpisano",
        "Stowarzyszenie|Fundacja|Związek|Sieć",
    ),
    "ru": (
        "ru_RU",
        "Подписи|Подписали",
        "Союз|Ассоциация|Движение|Профсоюз",
    ),
    "tr": (
        "tr_TR",
        "İmzacılar|İmzalayanlar",
        "Derneği|Birliği|Sendikası|Platformu",
    ),
    "el": (
        "el_GR",
        "Υπογράφουν|Υπογραφές",
        "Σύλλογος|Ένωση|Δίκτυο|Σωματείο",
    ),
    "zh": (
        "zh_CN",
        "签署人|联署团体|联名",
        "协会|联盟|网络|工会",
    ),
    "ko": (
        "ko_KR",
        "서명|연명 단체|서명자 명단",
        "연대|협회|노동조합|모임",
    ),
}

Line = Callable[[Faker, np.random.Generator, Sequence[str], int], str]


def _organisation(fake: Faker, rng: np.random.Generator, kinds: Sequence[str], _: int) -> str:
    kind, place = str(rng.choice(kinds)), fake.city()
    return f"{place} {kind}" if rng.random() < 0.5 else f"{kind} {fake.last_name()} {place}"


def _person(fake: Faker, rng: np.random.Generator, kinds: Sequence[str], number: int) -> str:
    parts = [fake.name(), fake.job().split(",")[0], _organisation(fake, rng, kinds, number), fake.city()]
    chosen = [parts[0], *(part for part in parts[1:] if rng.random() < 0.35)]
    return ", ".join(chosen)


def _with_country(fake: Faker, rng: np.random.Generator, kinds: Sequence[str], number: int) -> str:
    name, country = _organisation(fake, rng, kinds, number), fake.country()
    return (f"{name}, {country}", f"{name} ({country})", f"{name} – {country}")[number % 3]


def _numbered(fake: Faker, rng: np.random.Generator, kinds: Sequence[str], number: int) -> str:
    return f"{number + 1}. {_with_country(fake, rng, kinds, 0)}"


def _bulleted(fake: Faker, rng: np.random.Generator, kinds: Sequence[str], number: int) -> str:
    return f"• {_person(fake, rng, kinds, number)}"


def _tabled(fake: Faker, rng: np.random.Generator, kinds: Sequence[str], number: int) -> str:
    return f"{number + 1} \t\t{_organisation(fake, rng, kinds, number)} \t\t{fake.country()}"


def _bare_name(fake: Faker, rng: np.random.Generator, _: Sequence[str], number: int) -> str:
    return (
        fake.name() if number % 7 else f"{fake.name()}, {fake.city()}" if rng.random() < 0.5 else fake.name()
    )


SHAPES: tuple[Line, ...] = (_organisation, _person, _with_country, _numbered, _bulleted, _tabled, _bare_name)


def with_lists(pages: Sequence[Page], seed: int) -> list[Page]:
    """Give every few article pages again with a made list of signatories behind their text."""
    rng = np.random.default_rng(seed)
    fakes = {language: Faker(locale) for language, (locale, _, _) in LOCALES.items()}
    for number, fake in enumerate(fakes.values()):
        fake.seed_instance(seed + number)
    chosen = [p for p in pages if p.kind == "article" and (p.labels == 1).any()][::LISTED_EVERY]
    return [_with_list(page, fakes, rng) for page in chosen]


def _with_list(page: Page, fakes: dict[str, Faker], rng: np.random.Generator) -> Page:
    language = (
        page.language if page.language in LOCALES and rng.random() < 0.6 else str(rng.choice(list(LOCALES)))
    )
    _, headings, kinds = LOCALES[language]
    shape = SHAPES[rng.integers(len(SHAPES))]
    count = int(rng.integers(FEWEST, MOST))
    heading = str(rng.choice(headings.split("|"))) + ("", ":")[int(rng.integers(2))]
    lines = [shape(fakes[language], rng, kinds.split("|"), number) for number in range(count)]
    texts = [heading, *lines] if rng.random() < 0.85 else lines
    last = int(np.flatnonzero(page.labels == 1)[-1]) + 1
    gap = "\n\n" if "\n\n" in page.separators[last - 1] else "\n"
    more = len(texts)
    return replace(
        page,
        page=f"{page.page} with a list",
        kind="list",
        texts=(*page.texts[:last], *texts, *page.texts[last:]),
        separators=(*page.separators[: last - 1], gap, *["\n"] * (more - 1), gap, *page.separators[last:]),
        labels=np.insert(page.labels, last, [1] * more).astype(np.int8),
        line_block=np.arange(len(page.texts) + more),
        phrases=np.insert(page.phrases, last, [0.0] * more),
        site_pages=np.insert(page.site_pages, last, [1] * more),
        weight=LISTED_WEIGHT,
    )
