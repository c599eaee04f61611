"""An entry taken apart by its marks: the name, brackets after it, segments after commas and dashes."""

import re
from dataclasses import dataclass, field

from docsieve.folding import fold
from docsieve.signing.names import is_uncased
from docsieve.signing.vocabulary import legal_forms

OPENING, CLOSING = "([（［【", ")]）］】"
BRACKETS = OPENING + CLOSING
COMMAS = ",;،、，\t"
DASHES = (" – ", " — ", " - ", " -- ", " ― ", " * ")
MARKS = (*COMMAS, *DASHES)
JOINERS = "\u200c\u200d"
INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060\xad\u200e\u200f"
ENDS_OF_QUOTATIONS = {'"': '"“„', "”": '“„"', "»": "«"}
FOOTNOTE_MARKS = "*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰"
LONGEST_NOTE_NUMBER = 3
INITIAL = 2
# Bounded, so that marks which never close cost no more than their number.
QUOTED = re.compile(r"[«“„»\"][^«»“”„\"\n]{1,80}[»”“«\"](?!\w)")


@dataclass(slots=True)
class Segment:
    """A stretch between two marks: its text without brackets, what its brackets hold, the mark before it.

    ``whole`` is the stretch with its brackets; ``dash`` the dash before it as written.
    """

    text: str
    brackets: list[str] = field(default_factory=list)
    mark: str = ""
    whole: str = ""
    dash: str = "-"


def tidy(text: str) -> str:
    """Put a stretch of raw text on one line, without invisible characters and footnote marks at its end.

    What a bracket says and the page said again right behind it, as of links, falls out too.

    >>> tidy("Harbour\\u200b  Watch* "), tidy("Tide Union (Cork)Cork")
    ('Harbour Watch', 'Tide Union (Cork)')
    """
    for c in INVISIBLE:
        # Joiners are letters' own in Arabic and Indic scripts.
        if c in text and not (c in JOINERS and is_uncased(text)):
            text = text.replace(c, "")
    return _without_end_of_quotation(_without_echo(" ".join(text.split()).rstrip(FOOTNOTE_MARKS).strip()))


def _without_end_of_quotation(text: str) -> str:
    """Take the mark that ends a quotation opened elsewhere off the end of a text."""
    mark = text[-1:]
    ends = mark in ENDS_OF_QUOTATIONS and not any(c in text[:-1] for c in ENDS_OF_QUOTATIONS[mark])
    return text[:-1].rstrip() if ends else text


def _without_echo(text: str) -> str:
    head, closed, said = text.rstrip(" ,;").rpartition(")")
    return f"{head})" if closed and said and head.endswith(f"({said}") else text


def segments_of(text: str) -> list[Segment]:
    """Split a text at commas and spaced dashes outside brackets.

    >>> [(s.text, s.brackets, s.mark) for s in segments_of("Harbour Watch (HW), Cork – Ireland")]
    [('Harbour Watch', ['HW'], ''), ('Cork', [], ','), ('Ireland', [], '-')]
    >>> [s.text for s in segments_of("Group « Our quay, our home », Cork")]
    ['Group « Our quay, our home »', 'Cork']
    """
    if not any(mark in text for mark in MARKS):
        alone = _segment(text, "")
        return [alone] if alone.text or alone.brackets else []
    segments: list[Segment] = []
    mark = ""
    start = position = depth = 0
    quoted = {at for found in QUOTED.finditer(text) for at in range(*found.span()) if found[0] != text}
    while position < len(text):
        c = text[position]
        depth += c in OPENING
        depth -= c in CLOSING and depth > 0
        found = _mark_at(text, position) if depth == 0 and position not in quoted else ""
        if found:
            segments.append(_segment(text[start:position], mark))
            mark, start = found, position + len(found)
        position += len(found) or 1
    segments.append(_segment(text[start:], mark))
    return [segment for segment in segments if segment.text or segment.brackets]


def _mark_at(text: str, position: int) -> str:
    """Give the mark at a place; a comma between figures is none: ``10,000``, ``Branch 17, 62``."""
    c = text[position]
    if c in COMMAS:
        before, after = text[position - 1 : position], text[position + 1 : position + 3].strip()[:1]
        return "" if before.isdigit() and after.isdigit() else c
    if c != " ":
        return ""
    return next((dash for dash in DASHES if text.startswith(dash, position)), "")


def _segment(raw: str, mark: str) -> Segment:
    outside, brackets = _brackets_apart(raw) if any(c in raw for c in BRACKETS) else (raw, [])
    text = without_full_stop(" ".join(outside.split()).rstrip(FOOTNOTE_MARKS))
    dash = mark.strip()
    return Segment(
        text, brackets, "-" if mark in DASHES else "," if mark else "", " ".join(raw.split()), dash or "-"
    )


def _brackets_apart(raw: str) -> tuple[str, list[str]]:
    """Give what stands outside brackets, and what each bracket says."""
    outside: list[str] = []
    brackets: list[str] = []
    held: list[str] = []
    depth = 0
    for c in raw:
        depth -= c in CLOSING and depth > 0
        if depth:
            held.append(c)
        elif c in CLOSING and held:
            brackets += _said("".join(held))
            held = []
        elif c not in BRACKETS:
            outside.append(c)
        if c in OPENING:
            outside += [" "] if depth == 0 else []
            depth += 1
    if held:
        # A bracket that never closes holds the rest.
        brackets += _said("".join(held))
    return "".join(outside), brackets


def _said(held: str) -> list[str]:
    """Give what a bracket says; the number of a footnote says nothing."""
    text = held.strip()
    return [] if text.isdecimal() and len(text) <= LONGEST_NOTE_NUMBER else [text]


def without_full_stop(text: str) -> str:
    """Take the full stop off the end of a name, but not an abbreviation's own.

    >>> [without_full_stop(name) for name in ("Harbour Watch.", "Hafenfreunde e.V.", "Sol Inc.")]
    ['Harbour Watch', 'Hafenfreunde e.V.', 'Sol Inc.']
    """
    stripped = text.strip(" :")
    if not stripped.endswith("."):
        return stripped.lstrip(" .:")
    if " " in stripped and len(stripped.rpartition(" ")[2]) == INITIAL and stripped[-2].isupper():
        return stripped.lstrip(" .:")
    last = "".join(stripped.split(" ")[-2:])
    short = (
        fold(stripped.rpartition(" ")[2]).replace(".", "") in legal_forms()
        or fold(last).replace(".", "") in legal_forms()
    )
    if not (short or "." in stripped.rpartition(" ")[2][:-1]):
        stripped = stripped.rstrip(" .")
    return stripped.lstrip(" .:")


def has_text_after_bracket(segment: Segment) -> bool:
    """Say whether words follow a bracket within a segment: ``Red Party (RP) Capital``.

    >>> [has_text_after_bracket(segments_of(name)[0]) for name in ("Red Party (RP) Capital", "Red (RP)")]
    [True, False]
    """
    last = max((segment.whole.rfind(c) for c in CLOSING), default=-1)
    return last >= 0 and any(c.isalnum() for c in segment.whole[last:])
