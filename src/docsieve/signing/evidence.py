"""How much a line looks like the name of somebody who signs, as one sum of weights."""

from docsieve.dates import find_dates, is_date_line, is_place_and_month
from docsieve.folding import fold, small_words
from docsieve.memory import remembered
from docsieve.places import countries_of, country_of, flags_of
from docsieve.signing.labels import behind_brackets
from docsieve.signing.lines import Line, bare, is_sentence, row_head
from docsieve.signing.names import (
    Traits,
    is_acronym,
    is_unspaced,
    names_person,
    names_person_uncased,
    person_form,
    traits,
)
from docsieve.signing.offices import office_before
from docsieve.signing.titles import unranked, untitled
from docsieve.signing.vocabulary import is_role_word, legal_forms
from docsieve.values import added

# Weights of what a line shows; set by hand, checked on the gold of 2026-11 with every site left out once.
WEIGHTS = {
    "kind": 0.7,
    "second kind": 0.2,
    "common kind": 0.2,
    "given name": 0.7,
    "person's form": 0.3,
    "title": 0.6,
    "degree": 0.4,
    "role after the name": 0.5,
    "country after the name": 1.0,
    "acronym in brackets": 0.5,
    "legal form": 0.6,
    "quoted name": 0.3,
    "link": -0.8,
    "sentence": -1.5,
    "call": -0.8,
    "small letters": -0.4,
    "only a country": -0.5,
    "date": -0.8,
    "long": -0.6,
}
LONG_NAME, LONGEST_COUNT = 160, 3
LONGEST_QUOTED, LONGEST_PAIR = 6, 9
LONGEST_DATE_WORDS, LONGEST_GIVEN = 9, 16
# Words that open the line of a day and a place below a text: "Given at Quay on the feast of lamps, 3 May".
GIVEN = (
    "Given at ",
    "Given in ",
    "Done at ",
    "Done in ",
    "Issued at ",
    "Issued in ",
    "Dated at ",
    "Dato a ",
    "Dado en ",
    "Fait à ",
)
MARKS_AFTER_A_NAME = (",", " (", "(", "（", " – ", " — ", " - ", "\t", ";", "،", "、", "，")
MARKS_BETWEEN_PIECES = ("(", ")", " – ", " — ", " - ", "\t", ";")


def naming(line: Line) -> float:
    """Give the sum of what speaks for and against a line naming a signatory."""
    if line.is_sentence:
        head = row_head(line)
        return naming_of(head) if head else WEIGHTS["sentence"]
    return _naming(line.text, line.body, len(line.words))


@remembered
def _naming(text: str, untrimmed: str, words: int) -> float:
    return added(WEIGHTS[seen] for seen in seen_in(text, untrimmed, words))


def naming_of(text: str) -> float:
    """Give for a bare text what ``naming`` gives for a line."""
    words = tuple(text.split())
    return naming(Line(0, text, text, 0, "", 0, 1, words, False, is_sentence(text, words)))


def seen_in(text: str, untrimmed: str, words: int) -> list[str]:
    """Give the names of what a line that is no sentence shows, as keys of ``WEIGHTS``.

    ``untrimmed`` is its body, which has so many ``words``.
    """
    body = untrimmed.strip(" .,;*\u200b\xa0")
    if country_of(body):
        return ["only a country"]
    if _is_date(untrimmed, words):
        return ["date"]
    first, space, rest = body.partition(" ")
    if (
        space
        and first.isdecimal()
        and len(first) <= LONGEST_COUNT
        and rest[0].isalpha()
        and not rest[0].islower()
    ):
        body = rest  # "1 Ana Sol", as lists without a point behind their numbers have it
    dotted = " · " in body and is_unspaced(body)
    body = behind_brackets(body)
    body = body.partition(" · ")[0] if dotted else body
    head, tail = split_head(body)
    before = office_before(body) if ":" in body or "：" in body else None
    head, tail = (before[1], f", {before[0]}") if before else (head, tail)
    person = person_form(untitled(head)) or names_person_uncased(head) or names_two(head)
    look = traits(head)
    if tail and (look.kinds or not person) and traits(tail).kinds:
        look = traits(body)
    seen = _seen_in_name(look, person=person)
    seen += _seen_in_tail(tail, person=person)
    seen += ["country after the name"] if flags_of(body) else []
    seen += ["link"] if "http" in body or "www." in body else []
    seen += ["call"] if text.endswith(("!", "?")) else []
    seen += ["quoted name"] if body.endswith(("»", "”", '"')) and words <= LONGEST_QUOTED else []
    seen += ["small letters"] if head[:1].islower() and not look.kinds else []
    seen += ["long"] if len(body) > LONG_NAME else []
    return seen


def names_two(head: str) -> bool:
    """Say whether a text is two persons' names, each of two words or more, with "and" between."""
    words = head.split()
    joints = [at for at, word in enumerate(words) if word in small_words("conjunctions")]
    if len(joints) != 1 or len(words) > LONGEST_PAIR:
        return False
    return all(person_form(untitled(" ".join(half))) for half in (words[: joints[0]], words[joints[0] + 1 :]))


def _seen_in_name(look: Traits, *, person: bool) -> list[str]:
    seen = ["kind"] if look.telling else ["common kind"] if look.kinds else []
    seen += ["second kind"] if look.kinds > 1 and look.telling else []
    if person and not look.kinds:
        seen.append("given name" if look.given or look.uncased else "person's form")
    seen += ["title"] if look.titled and look.words > 1 else []
    seen += ["degree"] if look.degreed else []
    return seen


def _seen_in_tail(tail: str, *, person: bool) -> list[str]:
    parts = [part.strip(" ()[].,;–—-") for part in _pieces(tail)]
    parts = [part for part in parts if part]
    if not parts:
        return []
    seen = ["country after the name"] if countries_of(parts[-1]) else []
    if any(fold(part).replace(".", "").replace(" ", "") in legal_forms() for part in parts):
        seen.append("legal form")
    if "(" in tail and any(is_acronym(part) for part in parts if " " not in part):
        seen.append("acronym in brackets")
    if person and any(is_role_word(word) for part in parts for word in bare(part.split())):
        seen.append("role after the name")
    return seen


def _pieces(tail: str) -> list[str]:
    for mark in MARKS_BETWEEN_PIECES:
        tail = tail.replace(mark, ",")
    return tail.split(",")


def split_head(body: str) -> tuple[str, str]:
    """Split a line at the first mark that may follow a name: comma, bracket, dash, tab.

    >>> split_head("Harbour Watch (HW), Ireland"), split_head("Ana Sol – Lisbon")
    (('Harbour Watch', '(HW), Ireland'), ('Ana Sol', '– Lisbon'))
    """
    cuts = [body.find(mark, 1) for mark in MARKS_AFTER_A_NAME]
    cut = min((found for found in cuts if found > 0), default=len(body))
    return body[:cut].strip(), body[cut:].strip()


def begins_with_person(text: str) -> bool:
    """Say whether a person's name, titles and office before it aside, opens a line.

    >>> begins_with_person("Dr. Ana Sol, cook"), begins_with_person("Harbour Union, Cork")
    (True, False)
    """
    return names_person(unranked(split_head(text)[0]))


def is_date(line: Line) -> bool:
    """Say whether a line is a date, with a place before it or not."""
    return not line.is_long and _is_date(line.body, len(line.words))


def _is_date(body: str, words: int) -> bool:
    if not any(map(str.isnumeric, body)) or not 0 < words <= LONGEST_GIVEN:
        return False
    given = body.startswith(GIVEN) and find_dates(body) != ()
    return given or (words <= LONGEST_DATE_WORDS and (is_date_line(body) or is_place_and_month(body)))
