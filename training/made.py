"""Made pages: real pages with invented chrome in whole sentences before, within and behind their text.

Rules for comments, notices, visitors, author notes and teasers read like the text that they stand around,
and a thousand pages show few of them. The sentences are those of ``chrome_sentences.tsv``; teasers, and some
visitors, have the words of paragraphs of other pages of the same fold.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from faker import Faker
from lists import LOCALES
from pages import Page, phrase_shares

SENTENCES = Path(__file__).parent / "chrome_sentences.tsv"
MADE_WEIGHT = 0.5
MOST_BLOCKS = 1500
# Paragraphs of other pages are at least so many characters long; a Chinese character says more.
LEAST_PARAGRAPH, LEAST_CHINESE, MOST_PARAGRAPH = 70, 25, 700
PARAGRAPHS_A_PAGE = 8
LEAST_TEXT, LEAST_BROKEN = 2, 4
NOTICES = ("terms", "rules", "send", "letter", "member", "cookie", "about", "promo", "reprint")
INSETS = ("letter", "promo", "member")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# Comments, reply, related, author, more, report, said, like.
WORDS = {
    "en": "Comments|Reply|Related articles|About the author|Read more|Report|said|Like",
    "de": "Kommentare|Antworten|Mehr zum Thema|Über den Autor|Weiterlesen|Melden|schreibt|Gefällt mir",
    "es": "Comentarios|Responder|Noticias relacionadas|Sobre el autor|Leer más|Denunciar|dijo|Me gusta",
    "fr": "Commentaires|Répondre|À lire aussi|À propos de l'auteur|Lire la suite|Signaler|a dit|J'aime",
    "ru": "Комментарии|Ответить|Читайте также|Об авторе|Подробнее|Пожаловаться|пишет|Нравится",
    "pl": "Komentarze|Odpowiedz|Czytaj także|O autorze|Czytaj więcej|Zgłoś|napisał|Lubię to",
    "el": "Σχόλια|Απάντηση|Διαβάστε επίσης|Ο συγγραφέας|Περισσότερα|Αναφορά|είπε|Μου αρέσει",
    "zh": "评论|回复|相关阅读|作者简介|查看更多|举报|说|赞",
}
COMMENTS, REPLY, RELATED, AUTHOR, MORE, REPORT, SAID, LIKE = range(8)
BULLETS = {"inscriptis": "* ", "resiliparse": "• "}

Any = TypeVar("Any")
Sentences: TypeAlias = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True)
class Piece:
    """One block to be set in: its text, whether it is text (1) or chrome (0), and how it is set."""

    text: str
    label: int = 0
    set_as: str = "paragraph"


@dataclass(frozen=True)
class Voice:
    """What can be said on one page: invented sentences of its language, paragraphs of other sites."""

    language: str
    site: str
    sentences: Sentences
    paragraphs: Sequence[str]
    fake: Faker
    rng: np.random.Generator

    def chance(self, share: float) -> bool:
        """Say yes so often."""
        return bool(self.rng.random() < share)

    def many(self, fewest: int, most: int) -> int:
        """Draw a number below ``most``."""
        return int(self.rng.integers(fewest, most))

    def pick(self, choice: Sequence[Any]) -> Any:
        """Draw one."""
        return choice[self.many(0, len(choice))]

    def word(self, number: int) -> str:
        """Give a word of the interface in the page's language."""
        return WORDS[self.language].split("|")[number]

    def known(self, kinds: Sequence[str]) -> list[str]:
        """Give the kinds of sentences that the language has."""
        return [kind for kind in kinds if (self.language, kind) in self.sentences]

    def say(self, kind: str) -> str:
        """Give a sentence with its slots filled."""
        said: str = self.pick(self.sentences.get((self.language, kind)) or self.sentences["en", kind])
        number = (self.many(2, 30), self.many(30, 900), self.many(1900, 2026))[self.many(0, 3)]
        filled = {
            "site": self.site, "name": self.fake.name(), "mail": self.fake.email(), "n": str(number),
            "month": self.pick(MONTHS),
        }  # fmt: skip
        return said.format(**filled)

    def date(self) -> str:
        """Give a date as comments and teasers have it."""
        day, month, year = self.many(1, 29), self.many(0, 12), self.many(2005, 2026)
        if self.language == "zh":
            return f"{year}-{month + 1:02}-{day:02} {day % 24:02}:{day * 2:02}"
        if self.language != "en":
            return f"{day:02}.{month + 1:02}.{year}" + (f" {day % 24:02}:{day * 2:02}" if day % 2 else "")
        name = MONTHS[month]
        return self.pick((
            f"{name} {day}, {year}", f"{name[:3]} {day}, {year} at {day % 12 + 1}:{day * 2:02} pm",
            f"{day} {name} {year}", f"{day} days ago", f"{month + 1}/{day}/{year}",
        ))  # fmt: skip

    def start(self, text: str, fewest: int, most: int) -> str:
        """Give the first words of a text, of Chinese twice as many characters."""
        count = self.many(fewest, most)
        return text[: 2 * count] if self.language == "zh" else " ".join(text.split()[:count])


def notices(voice: Voice) -> list[Piece]:
    """Sentences of one kind or of several, each for itself or all as one paragraph."""
    known = voice.known(NOTICES)
    kinds = [voice.pick(known)] if voice.chance(0.6) else known
    said = list(dict.fromkeys(voice.say(voice.pick(kinds)) for _ in range(voice.many(1, 6))))
    return [Piece(each) for each in ([" ".join(said)] if voice.chance(0.25) else said)]


def comments(voice: Voice) -> list[Piece]:
    """Visitors with names, dates and links to reply, some of them with the words of other pages."""
    count, heading = voice.many(1, 12), voice.word(COMMENTS)
    apart, told, joined, reply, like = (voice.chance(0.5) for _ in range(5))
    real = 0.5 * voice.chance(0.4)
    found = []
    if voice.chance(0.7):
        shown = voice.pick((heading, f"{heading} ({count})", f"{count} {heading.lower()}"))
        found.append(Piece(shown))
    for number in range(count):
        name = voice.pick((voice.fake.name(), voice.fake.first_name(), voice.fake.user_name()))
        date = voice.date()
        if apart:
            found += [Piece(f"{name} {voice.word(SAID)}:" if told else name, 0, "line")]
            found += [Piece(date, 0, "line")]
        else:
            found += [Piece(f"{name} | {date}" if told else f"{number + 1}. {name}, {date}", 0, "line")]
        said = [
            voice.pick(voice.paragraphs) if voice.chance(real) else voice.say("comment")
            for _ in range(voice.many(1, 4))
        ]
        found += [Piece(each) for each in ([" ".join(said)] if joined else said)]
        found += [Piece(voice.word(REPLY), 0, "line")] * reply
        if like:
            shown = voice.pick((voice.word(REPORT), voice.word(LIKE), str(voice.many(0, 40))))
            found.append(Piece(shown, 0, "line"))
    return found


def author(voice: Voice) -> list[Piece]:
    """A note on who wrote the text."""
    heading = [Piece(voice.pick((voice.word(AUTHOR), voice.fake.name())))] * voice.chance(0.7)
    return [*heading, Piece(" ".join(voice.say("bio") for _ in range(voice.many(1, 4))))]


def teasers(voice: Voice) -> list[Piece]:
    """The first words of other pages' paragraphs as titles, some with the paragraph or its start."""
    whole, more, dated, short = (voice.chance(0.5) for _ in range(4))
    found = [Piece(voice.word(RELATED))] * voice.chance(0.7)
    for _ in range(voice.many(1, 7)):
        text = voice.pick(voice.paragraphs)
        found.append(Piece(voice.start(text, 4, 12), 0, "item" if short else "paragraph"))
        if not short:
            found.append(Piece(text if whole and len(text) < 400 else voice.start(text, 12, 30) + "…"))
        found += [Piece(voice.date(), 0, "line")] * dated
        found += [Piece(voice.word(MORE), 0, "line")] * more
    return found


def inset(voice: Voice) -> list[Piece]:
    """What breaks a text: a link to another one, or a call to subscribe."""
    kinds = voice.known(INSETS)
    if voice.chance(0.5) or not kinds:
        return [Piece(f"{voice.word(RELATED)}: {voice.start(voice.pick(voice.paragraphs), 5, 14)}")]
    said = dict.fromkeys(voice.say(voice.pick(kinds)) for _ in range(voice.many(1, 4)))
    return [Piece(each) for each in said]


def asked(voice: Voice) -> list[Piece]:
    """Questions and answers that are text."""
    pairs = [(voice.say("question"), voice.say("answer")) for _ in range(voice.many(2, 7))]
    return [Piece(each, 1) for pair in pairs for each in pair]


def facts(voice: Voice) -> list[Piece]:
    """A list or a table of facts that is text."""
    said = [voice.say("feature") for _ in range(voice.many(3, 10))]
    if voice.chance(0.5):
        return [Piece(part, 1, "line") for each in said for part in each.split(": ")]
    return [Piece(each, 1, "item") for each in said]


BEHIND: tuple[Callable[[Voice], list[Piece]], ...] = (comments, author, teasers, notices)


def made(pages: Sequence[Page], seed: int) -> list[Page]:
    """Give articles, and every second other page, again with invented chrome around their text."""
    rng = np.random.default_rng(seed)
    sentences, paragraphs = _sentences(), _paragraphs(pages)
    fakes = {language: Faker(LOCALES[language][0]) for language in LOCALES}
    for number, fake in enumerate(fakes.values()):
        fake.seed_instance(seed + number)
    found = []
    for page in pages:
        others = [text for site, text in paragraphs[page.fold, page.language] if site != page.site]
        few = (page.labels == 1).sum() < LEAST_TEXT or len(page.texts) > MOST_BLOCKS or not others
        if few or (page.kind != "article" and rng.random() < 0.5):
            continue
        language = page.language if page.language in WORDS else "en"
        fake = fakes[language]
        site = fake.last_name() + str(rng.choice([" News", " Weekly", "", " Post", ".com"]))
        found.append(_with_chrome(page, Voice(language, site, sentences, others, fake, rng)))
    return found


def _sentences() -> Sentences:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in SENTENCES.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            language, kind, sentence = row.split("\t")
            found[language, kind].append(sentence)
    return dict(found)


def _paragraphs(pages: Sequence[Page]) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """For each fold and language, the first paragraphs of every page's text with its site."""
    found: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        least = LEAST_CHINESE if page.language == "zh" else LEAST_PARAGRAPH
        texts = [page.texts[at] for at in np.flatnonzero(page.labels == 1)[:PARAGRAPHS_A_PAGE]]
        own = [text.lstrip("*• ") for text in texts if least < len(text) < MOST_PARAGRAPH]
        found[page.fold, page.language] += [(page.site, text) for text in own]
    return found


def _with_chrome(host: Page, voice: Voice) -> Page:
    """Set invented chrome before, in and behind the text of a page, and facts or questions in it."""
    text = np.flatnonzero(host.labels == 1)
    chosen = voice.rng.permutation(len(BEHIND))[: voice.many(1, 4)]
    inserts = {int(text[-1]) + 1: [piece for at in chosen for piece in BEHIND[at](voice)]}
    if voice.chance(0.35):
        inserts[int(text[0])] = notices(voice)[:3] if voice.chance(0.6) else teasers(voice)
    if voice.chance(0.35) and len(text) > LEAST_BROKEN:
        inserts[int(text[voice.many(1, len(text) - 1)])] = inset(voice)
    if voice.chance(0.25) and len(text) > LEAST_BROKEN and voice.language == "en":
        inserts[int(text[voice.many(1, len(text) - 1)])] = voice.pick((facts, asked))(voice)
    if voice.chance(0.3):
        inserts.setdefault(len(host.texts), notices(voice))
    return _set_in(host, inserts, voice)


def _set_in(host: Page, inserts: Mapping[int, Sequence[Piece]], voice: Voice) -> Page:
    """Set pieces before blocks of a page, as its dumper would have set them."""
    gaps = [host.separators[at] for at in np.flatnonzero(host.labels == 1)]
    gap = "\n" if host.dumper == "bs4" else max(sorted(set(gaps)), key=gaps.count)
    close = "\n" + gap.rsplit("\n", 1)[-1]
    lines = close if voice.chance(0.5) else gap
    behind = {"paragraph": gap, "item": close, "line": lines}
    blocks: list[tuple[str, str, int, int, float]] = []
    for at in range(len(host.texts) + 1):
        pieces = inserts.get(at, ())
        if pieces and blocks:
            blocks[-1] = (blocks[-1][0], gap, *blocks[-1][2:])
        for piece in pieces:
            bullet = BULLETS.get(host.dumper, "") if piece.set_as == "item" else ""
            for part in _parts(piece, host.dumper, voice):
                share = float(phrase_shares([part])[0])
                blocks.append((bullet + part, behind[piece.set_as], piece.label, 1, share))
        if pieces:
            blocks[-1] = (blocks[-1][0], gap, *blocks[-1][2:])
        if at < len(host.texts):
            columns = (host.texts, host.separators, host.labels, host.site_pages, host.phrases)
            blocks.append(tuple(column[at] for column in columns))
    texts, separators, labels, site_pages, shares = zip(*blocks, strict=True)
    return Page(
        f"{host.page} made", host.site, host.dumper, "made", host.language, texts, separators,
        np.array(labels, np.int8), np.arange(len(texts)), np.array(shares, np.float64),
        np.array(site_pages, np.int64), host.site_size, MADE_WEIGHT,
    )  # fmt: skip


def _parts(piece: Piece, dumper: str, voice: Voice) -> list[str]:
    """Break some paragraphs at a link, as one dumper does."""
    words = piece.text.split(" ")
    if dumper != "bs4" or piece.set_as != "paragraph" or len(words) == 1 or not voice.chance(0.2):
        return [piece.text]
    first = voice.many(1, len(words))
    after = first + voice.many(1, 4)
    parts = (words[:first], words[first:after], words[after:])
    return [" ".join(part) for part in parts if part]
