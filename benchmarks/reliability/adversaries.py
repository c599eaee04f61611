"""Texts made to hurt: each family grows to any size and gives some reader, rule or pattern the most to do."""

import random
from collections.abc import Callable, Iterator
from itertools import count, islice

Grow = Callable[[int], str]


def _again(piece: str) -> Grow:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _numbered(line: str) -> Grow:
    """Lines that all differ by a number."""

    def grow(size: int) -> str:
        made: list[str] = []
        length = 0
        for number in count():
            made.append(line.replace("#", str(number)))
            length += len(made[-1])
            if length >= size:
                return "".join(made)[:size]
        return ""

    return grow


def _spelled(line: str) -> Grow:
    """Lines that all differ by a made-up word."""

    def grow(size: int) -> str:
        made: list[str] = []
        length = 0
        for word in _words():
            made.append(line.replace("#", word))
            length += len(made[-1])
            if length >= size:
                break
        return "".join(made)[:size]

    return grow


def _words() -> Iterator[str]:
    letters = "aeiou", "bdfgklmnprst"
    for number in count():
        word, left = "", number
        for place in range(6):
            left, at = divmod(left, len(letters[place % 2]))
            word += letters[place % 2][at]
        yield word.capitalize()


PIECES: dict[str, str] = {
    "one letter": "a",
    "one capital": "A",
    "one digit": "7",
    "blanks": " ",
    "tabs": "\t",
    "line ends": "\n",
    "carriage returns": "\r",
    "letter lines": "a\n",
    "capital lines": "A\n",
    "digit lines": "7\n",
    "blank lines": " \n",
    "letter words": "a ",
    "capital words": "A ",
    "digit words": "7 ",
    "cells": "Ada Elm\tCook\tSpain\n",
    "open brackets": "(",
    "closed brackets": ")",
    "brackets": "()",
    "open lines": "(a\n",
    "bracketed": "(a) ",
    "square": "[",
    "notes": "[1]",
    "note lines": "[1] a\n",
    "stars": "*",
    "raised": "a¹",
    "roman": "ivx",
    "glued": "word3 ",
    "dots": ".",
    "initials": "A. ",
    "initials glued": "A.",
    "commas": ",",
    "comma names": "Ada Elm, ",
    "semicolon names": "Ada Elm; ",
    "and names": "Ada Elm and ",
    "name lines": "Ada Elm\n",
    "capital names": "ADA ELM\n",
    "comma lines": "Ada Elm, cook, Spain\n",
    "bracket lines": "Salt Union (Spain)\n",
    "colons": ":",
    "colon lines": "Name: Ada\n",
    "dashes": "-",
    "dash names": "Ada Elm – ",
    "long dashes": "—",
    "bars": "|",
    "bar cells": "Ada Elm | cook | Spain |",
    "bullets": "- a\n",
    "bullet names": "• Salt Union\n",
    "numbers": "1. a\n",
    "numbers in line": "1. a ",
    "steps": "1) Salt Union ",
    "headings": "Signed by:\n",
    "headings in line": "Signed by: ",
    "headings and names": "Signed by:\n\nAda Elm\n\n",
    "counts": "and 120 others\n",
    "quotes": '"',
    "open quotes": "“",
    "angles": "«",
    "apostrophes": "'a",
    "ampersands": "&",
    "entities": "&amp;",
    "half entities": "&amp",
    "nested entities": "&amp;amp;",
    "tags": "<b>",
    "open tags": "<",
    "mojibake": "Ã©",
    "deep mojibake": "ÃƒÂ©",
    "mojibake words": "cafÃ© ",
    "replacement": "\N{REPLACEMENT CHARACTER}",
    "accents": "e\u0301",
    "towers": "\u0301",
    "zero width": "\u200b",
    "joiners": "a\u200d",
    "overrides": "\u202e",
    "marks of order": "\ufeff",
    "ligatures": "ﬁ",
    "full width": "Ａ",
    "odd spaces": "\u00a0",
    "ideographic spaces": "\u3000",
    "flags": "\U0001f1e9",
    "faces": "\U0001f600",
    "hangul": "가",
    "han": "字",
    "kana": "の",
    "thai": "ก",
    "arabic": "ا",
    "hebrew": "א",
    "cyrillic": "я",
    "greek words": "ο ",
    "han lines": "字\n",
    "arabic lines": "ا\n",
    "korean names": "김민수 ",
    "addresses": "http://a.",
    "whole addresses": "https://example.org/a ",
    "mails": "a@b.",
    "handles": "@a ",
    "hashes": "#a ",
    "percent": "%d",
    "dates": "1 May 2018 ",
    "date lines": "1 May 2018\n",
    "slashes": "1/",
    "hyphen dates": "2018-",
    "months": "May ",
    "hours": "08:10 ",
    "years": "2018 ",
    "places": "Spain ",
    "cities": "Paris, ",
    "city lines": "Paris\n",
    "countries": "Spain, Kenya, ",
    "replies": "1. Walker says:\n   15 May 2018 at 08:10\n   I walk.\n",
    "bylines": "by Ada Elm\n",
    "captions": "Photo: Ada Elm\n",
    "shares": "Share this:\n",
    "links": "Home About Contact ",
    "link lines": "Home\nAbout\nContact\n",
    "titles": "dr. prof. ",
    "hard wrapped": "we ask for one more tram and for a bench to wait on while\n",
    "hyphenated": "we ask for one more tr-\n",
    "paragraphs": "We ask for one more tram, and for a bench to wait on.\n\n",
    "long paragraphs": "We ask for one more tram, and for a bench to wait on, as they did for our parents. "
    * 5
    + "\n\n",
    "capital lines of words": "WE ASK FOR ONE MORE TRAM\n",
    "underlined": "Letter\n======\n",
    "tables": "| a | b |\n|---|---|\n",
    "organizations": "Salt Bell Union of Upper Weir and Lower Weir ",
    "acronyms": "SBU ",
    "acronym brackets": "Salt Bell Union (SBU)\n",
    "nested brackets": "Salt (Bell (Union ",
    "withdrawn": "Ada Elm (withdrawn)\n",
    "roles": "Secretary, ",
    "statement by": "Statement by Ada Elm and ",
    "footnotes": "word[1] ",
    "footnote ends": "1 word\n",
    "surrogates": "\ud800",
    "controls": "\x01",
    "nulls": "\x00",
    "escapes": "\x1b[2J",
    "form feeds": "\x0c",
    "next lines": "\x85",
    "line separators": "\u2028",
}

OPENING = "We, the undersigned, demand one more tram at once, and a bench to wait on, and a lamp.\n\n"

FAMILIES: dict[str, Grow] = {
    **{name: _again(piece) for name, piece in PIECES.items()},
    "one long name": lambda size: "Signed by:\n\n" + ("Ada " * size)[: size - 12],
    "one long bracket": lambda size: "Signed by:\n\nAda Elm (" + ("a, " * size)[: size - 21],
    "different names": lambda size: "Signed by:\n\n" + _spelled("Ada # Elm, cook, Spain\n")(size),
    "different names in a line": lambda size: "Signed by: " + _spelled("Ada # Elm, ")(size),
    "different bodies": lambda size: "Signed by:\n\n" + _spelled("# Bell Union (Spain)\n")(size),
    "different numbered bodies": lambda size: "Signed by:\n\n" + _spelled("1. # Bell Union\n")(size),
    "different cells": lambda size: "Name\tRole\tCountry\n" + _spelled("Ada #\tcook\tSpain\n")(size),
    "different paragraphs": _spelled(
        "We ask # for one more tram, and # for a bench to wait on, and # for a lamp.\n\n"
    ),
    "numbered lines": _numbered("Line # of the list of lines\n"),
    "numbered points": _numbered("#. We ask for one more tram, and for a bench to wait on.\n"),
    "numbered notes": _numbered("word[#] "),
    "numbered note ends": lambda size: (
        _numbered("word# ")(size // 2) + "\n\n" + _numbered("# note\n")(size // 2)
    ),
    "different dates": _numbered("# May 2018\n"),
    "different addresses": _numbered("https://example.org/# "),
    "comments": _numbered("#. Walker says:\n15 May 2018 at 08:10\nI walk home #.\n"),
    "endings": _spelled("We ask # for one more tram.\n\n# Bell Union of Weir\n1 May 2018\nShare this:\n\n"),
    "group headings": _spelled("Organisations\n\nour # lamp is\n\n"),
    "lone endings": lambda size: (
        OPENING + _spelled("We demand # at once.\n\n# Bell Union of Weir\n\nShare this:\n\n")(size)
    ),
    "sections": lambda size: (
        "Signed by:\n\nTrade unions:\nSalt Union\n\n" + _spelled("#\n# Bell Union\n\n")(size)
    ),
    "countries heading": lambda size: "Signed by:\n\n" + _spelled("Spain:\n# Union\nKenya:\n# Club\n")(size),
    "on behalf": lambda size: "Signed by:\n\n" + _spelled("On behalf of the # Union:\nAda Elm\n")(size),
    "handles of one": lambda size: "Signed by:\n\n" + _spelled("Ada Elm, @#\n")(size),
    "acronyms of one": lambda size: "Signed by:\n\n" + _spelled("Salt Bell Union (SBU #)\n")(size),
    "noted words": lambda size: (
        _spelled("word[#1] ")(size // 2) + "\n\n" + _spelled("[#1] note\n")(size // 2)
    ),
    "stamped lines": lambda size: _spelled("Ada # walks to Weir\n1 May 2018\n")(size) + "\n" + OPENING * 5,
    "table heads": lambda size: _again("Name\nCountry\n")(size) + "\nLamp\nBench\n",
    "headed tables": _spelled("Signed by:\nName\nCountry\nthe # of lamp\nwe ask it\n"),
    "labelled names": lambda size: OPENING + _spelled("Unions: # Union, # Club\n")(size) + "\n" + OPENING * 5,
    "lines of names": lambda size: OPENING + _spelled("Ada, Eve, # and Una\n")(size),
    "lines of countries": _again("Spain, Kenya, Peru, Chile\n"),
}


LINES = (
    "We ask # for one more tram, and for a bench to wait on.",
    "We, the undersigned, demand # at once.",
    "Organisations",
    "Supporters:",
    "Signed by:",
    "Yours sincerely,",
    "# Bell Union of Weir",
    "# Elm",
    "Ada # Elm, cook, Spain",
    "our # lamp is",
    "Spain",
    "Spain:",
    "and",
    "1 May 2018",
    "Weir, 1 May 2018",
    "Share this:",
    "Leave a comment",
    "# says:",
    "[#] note",
    "Home",
    "1. # Union",
    "- # Union",
    "Ada, Eve, # and Una",
    "# Union; # Club; # Trust; # Guild",
    "Name\tRole\tCountry",
    "Salt Union (#), Spain",
    "page 1 / 2",
    "(for identification only, all of them, every # one of them here)",
    "https://example.org/#",
    "¿# por qué?",
    "字#字",
)


def mixed(seed: int) -> tuple[str, Grow]:
    """Some lines and ends of lines, drawn by lot and said again and again, each time with another word."""
    dice = random.Random(seed)
    drawn = [dice.choice(LINES) for _ in range(dice.randint(1, 5))]
    if dice.random() < 0.3:
        drawn.append(dice.choice(list(PIECES.values())))
    ends = [dice.choice(("\n", "\n", "\n\n", " ", ", ")) for _ in drawn]
    grow = _spelled if dice.random() < 0.7 else _again
    said = "".join(line + end for line, end in zip(drawn, ends, strict=True))
    above = dice.choice(("", "", "Signed by:\n\n", "Open letter\n\nWe demand a bench.\n\n"))
    return repr(above + said), lambda size: above + grow(said)(size - len(above))


def names(every: int = 1) -> list[str]:
    """The families, or every so-many-th of them."""
    return list(islice(FAMILIES, 0, None, every))
