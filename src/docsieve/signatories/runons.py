"""Run-on lists split into their names: by their separator, by conjunctions; figures stay with a name."""

from docsieve.folding import small_words
from docsieve.signatories.glued import glued_person
from docsieve.signing.enumerations import outside_brackets
from docsieve.signing.names import person_form, traits

COMMAS = ("،", "、", "，", ",")
STRONGER_MARKS = (";", " / ", " · ", "•", "|")
LEAST_STRONGER_MARKS = 2
# A stronger mark separates the names where it is at least this share of the commas.
SHARE_OF_COMMAS = 0.25
EDGES = " \n\r\t\xa0•-–"
QUOTES = {"«": "»", "“": "”"}


def split_names(raw: str) -> list[tuple[int, int]]:
    """Give the spans of the names of a run-on list, within its raw text.

    >>> text = "Ana Sol (Sea, Quay), Branch 17, 62, Harbour Watch and Ben Mar"
    >>> [text[begin:end] for begin, end in split_names(text)]
    ['Ana Sol (Sea, Quay)', 'Branch 17, 62', 'Harbour Watch and Ben Mar']
    """
    flat = outside_brackets(_quotes_out(raw))
    spans = _with_figures_joined(_pieces(raw, flat, _separator(flat)), raw)
    last = len(spans) - 1
    return [
        part
        for position, span in enumerate(spans)
        for part in split_persons(raw, _without_conjunction(raw, span) if last and position == last else span)
    ]


def _quotes_out(raw: str) -> str:
    """Blank the separators that stand within quotation marks."""
    kept = []
    closing = ""
    for c in raw:
        kept.append("_" if closing and c in ",;/" else c)
        if c in QUOTES:
            closing = QUOTES[c]
        elif c == closing:
            closing = ""
    return "".join(kept)


def _separator(flat: str) -> str:
    spaced = flat.replace("\n", " ")
    for mark in STRONGER_MARKS:
        count = spaced.count(mark)
        if count >= LEAST_STRONGER_MARKS and count >= SHARE_OF_COMMAS * flat.count(","):
            return mark.strip()
    return ";" if ";" in flat else max(COMMAS, key=flat.count)


def _pieces(raw: str, flat: str, mark: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for masked in flat.split(mark):
        piece = raw[at : at + len(masked)]
        lead = len(piece) - len(piece.lstrip(EDGES))
        stripped = piece.strip(EDGES).rstrip("…").rstrip(EDGES)
        if any(c.isalnum() for c in stripped):
            spans.append((at + lead, at + lead + len(stripped)))
        at += len(masked) + len(mark)
    return spans


def _with_figures_joined(spans: list[tuple[int, int]], raw: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and raw[begin:end].isdigit():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _without_conjunction(raw: str, span: tuple[int, int]) -> tuple[int, int]:
    """Take the conjunction off the beginning of a list's last name: ``..., and Harbour Watch``."""
    first, space, rest = raw[span[0] : span[1]].partition(" ")
    if space and first.casefold() in small_words("last_conjunctions") and rest[:1].isupper():
        return span[0] + len(first) + 1, span[1]
    return span


def split_persons(raw: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Split ``Ana Sol and Ben Mar`` where both sides are persons' names, the second perhaps with its body."""
    begin, end = span
    words = raw[begin:end].split(" ")
    at = begin
    for position, word in enumerate(words[:-1]):
        if position > 1 and word.casefold() in small_words("conjunctions"):
            left, right = raw[begin : at - 1], raw[at + len(word) + 1 : end]
            if _is_person(left) and _begins_with_person(right):
                return [(begin, at - 1), (at + len(word) + 1, end)]
        at += len(word) + 1
    return [span]


def _is_person(text: str) -> bool:
    look = traits(text.strip())
    return person_form(text.strip()) and look.given and not look.kinds


def _begins_with_person(text: str) -> bool:
    """Say whether a text is a person's name, or one followed by a preposition and a body."""
    if _is_person(text):
        return True
    words = text.split()
    for cut in range(2, min(len(words), 5)):
        if words[cut].casefold() in small_words("prepositions") and _is_person(" ".join(words[:cut])):
            return traits(" ".join(words[cut + 1 :])).acronyms + traits(" ".join(words[cut + 1 :])).kinds > 0
    return bool(glued_person(text)[1]) and _is_person(glued_person(text)[0])
