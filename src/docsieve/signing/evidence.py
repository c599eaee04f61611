"""How much a line looks like the name of somebody who signs, as one sum of weights."""

from docsieve.folding import fold
from docsieve.places import countries_of, country_of, flags_of
from docsieve.signing.lines import Line, bare, is_sentence
from docsieve.signing.names import cjk_person, is_acronym, is_role_word, legal_forms, person_form, titles, traits
from docsieve.signing.phrases import MONTH, SMALL, mask_of

# Weights of what a line shows; set by hand, checked on the gold of 2026-11 with every site left out once.
WEIGHTS = {
    "kind": 0.7,
    "second kind": 0.2,
    "given name": 0.7,
    "person's form": 0.3,
    "title": 0.6,
    "degree": 0.4,
    "role after the name": 0.5,
    "country after the name": 1.0,
    "acronym in brackets": 0.5,
    "legal form": 0.6,
    "link": -0.8,
    "sentence": -1.5,
    "call": -0.8,
    "small letters": -0.4,
    "only a country": -0.5,
    "date": -0.8,
    "long": -0.6,
}
LONG_NAME = 160
DATE_WORDS = 9


def naming(line: Line) -> float:
    """Give the sum of what speaks for and against a line naming a signatory."""
    return sum(WEIGHTS[seen] for seen in seen_in(line))


def seen_in(line: Line) -> list[str]:
    """Give the names of what a line shows, as keys of ``WEIGHTS``."""
    body = line.body.strip(" .,;*\u200b\xa0")
    if line.is_long or is_sentence(line):
        return ["sentence"]
    seen = []
    if country_of(body):
        return ["only a country"]
    if is_date(line):
        return ["date"]
    head, tail = split_head(body)
    look = traits(head)
    if tail and not person_form(untitled(head)) and traits(tail).kinds:
        look = traits(body)
    if look.kinds:
        seen.append("kind")
    if look.kinds > 1:
        seen.append("second kind")
    person = person_form(untitled(head)) or cjk_person(head)
    if person and not look.kinds:
        seen.append("given name" if look.given or cjk_person(head) else "person's form")
    if look.titled and look.words > 1:
        seen.append("title")
    if look.degreed:
        seen.append("degree")
    seen.extend(_seen_in_tail(tail, person=person))
    if flags_of(body):
        seen.append("country after the name")
    if "http" in body or "www." in body:
        seen.append("link")
    if line.text.endswith(("!", "?")):
        seen.append("call")
    if head[:1].islower() and not look.kinds:
        seen.append("small letters")
    if len(body) > LONG_NAME:
        seen.append("long")
    return seen


def _seen_in_tail(tail: str, *, person: bool) -> list[str]:
    seen = []
    parts = [part.strip(" ()[].,;–—-") for part in _pieces(tail)]
    parts = [part for part in parts if part]
    if parts and countries_of(parts[-1]):
        seen.append("country after the name")
    if any(fold(part).replace(".", "").replace(" ", "") in legal_forms() for part in parts):
        seen.append("legal form")
    if "(" in tail and any(is_acronym(part) for part in parts if " " not in part):
        seen.append("acronym in brackets")
    if person and any(is_role_word(word) for part in parts for word in bare(part.split())):
        seen.append("role after the name")
    return seen


def _pieces(tail: str) -> list[str]:
    for mark in ("(", ")", " – ", " — ", " - ", "\t", ";"):
        tail = tail.replace(mark, ",")
    return tail.split(",")


def split_head(body: str) -> tuple[str, str]:
    """Split a line at the first mark that may follow a name: comma, bracket, dash, tab.

    >>> split_head("Harbour Watch (HW), Ireland"), split_head("Ana Sol – Lisbon")
    (('Harbour Watch', '(HW), Ireland'), ('Ana Sol', '– Lisbon'))
    """
    cuts = [body.find(mark, 1) for mark in (",", " (", "(", " – ", " — ", " - ", "\t", ";", "،", "、", "，")]
    cut = min((found for found in cuts if found > 0), default=len(body))
    return body[:cut].strip(), body[cut:].strip()


def untitled(name: str) -> str:
    """Take the titles off the beginning of a name."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).rstrip(".") in titles():
        words = words[1:]
    return " ".join(words)


def is_date(line: Line) -> bool:
    """Say whether a line is a date, with a place before it or not.

    >>> from docsieve.model import Block, Shape
    >>> from docsieve.signing.lines import look
    >>> def line(text): return look(Block(0, 0, len(text), text, "", Shape.PARAGRAPH), 0, 1)
    >>> is_date(line("Heidelberg, den 28.06.2024")), is_date(line("3 May 2021")), is_date(line("Front 57"))
    (True, True, False)
    """
    if line.is_long or not 0 < len(line.words) <= DATE_WORDS or not any(c.isdigit() for c in line.body):
        return False
    words = bare(line.words)
    dated = [word for word in words if is_numeric_date(word)]
    if dated:
        return len(words) - len(dated) <= 3
    months = sum(1 for word in words if mask_of(word) & MONTH)
    numbers = sum(1 for word in words if word[0].isdigit() and len(word) <= 5)
    if "年" in line.text or "년" in line.text:
        return sum(c.isdigit() for c in line.text) >= 5 and len(line.text) < 24
    rest = sum(1 for word in words if not word[0].isdigit() and not mask_of(word) & (MONTH | SMALL))
    return months > 0 and numbers > 0 and rest <= 2


def is_numeric_date(word: str) -> bool:
    """Say whether a word is a date in figures: ``28.06.2024``, ``2021-03-23``, ``1/9/24``."""
    for mark in ".-/":
        parts = word.split(mark)
        if len(parts) == 3 and all(part.isdigit() and len(part) <= 4 for part in parts):
            numbers = sorted(int(part) for part in parts)
            return numbers[0] <= 12 and 0 < numbers[0] and numbers[1] <= 31
    return False
