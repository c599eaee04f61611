"""An entry taken apart by its marks: the name, brackets after it, segments after commas and dashes."""

from dataclasses import dataclass, field

OPENING, CLOSING = "([（［【", ")]）］】"
COMMAS = ",;،、，\t"
DASHES = (" – ", " — ", " - ", " -- ", " ― ", " −", "– ", "— ")
INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060\xad\u200e\u200f"
FOOTNOTE_MARKS = "*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰"


@dataclass(slots=True)
class Segment:
    """A stretch between two marks: its text without brackets, what its brackets hold, the mark before it."""

    text: str
    brackets: list[str] = field(default_factory=list)
    mark: str = ""
    whole: str = ""


def tidy(text: str) -> str:
    """Put a stretch of raw text on one line, without invisible characters and footnote marks at its end.

    >>> tidy("Harbour\\u200b  Watch* ")
    'Harbour Watch'
    """
    for c in INVISIBLE:
        if c in text:
            text = text.replace(c, "")
    text = text.replace("\t", " \t ") if "\t" in text else text
    return " ".join(text.split()).rstrip(FOOTNOTE_MARKS).strip()


def segments_of(text: str) -> list[Segment]:
    """Split a text at commas and spaced dashes outside brackets.

    >>> [(s.text, s.brackets, s.mark) for s in segments_of("Harbour Watch (HW), Cork – Ireland")]
    [('Harbour Watch', ['HW'], ''), ('Cork', [], ','), ('Ireland', [], '-')]
    """
    segments: list[Segment] = []
    mark = ""
    start = 0
    depth = 0
    position = 0
    while position < len(text):
        c = text[position]
        if c in OPENING:
            depth += 1
        elif c in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            length, found = _mark_at(text, position)
            if length:
                segments.append(_segment(text[start:position], mark))
                mark, start, position = found, position + length, position + length
                continue
        position += 1
    segments.append(_segment(text[start:], mark))
    return [segment for segment in segments if segment.text or segment.brackets]


def _mark_at(text: str, position: int) -> tuple[int, str]:
    c = text[position]
    if c in COMMAS:
        # A comma between figures is none: "10,000", "Branch 17, 62".
        inside = text[position - 1 : position].isdigit() and text[position + 1 : position + 3].strip()[:1].isdigit()
        return (0, "") if inside else (1, ",")
    for dash in DASHES[:5]:
        if text.startswith(dash, position):
            return len(dash), "-"
    return 0, ""


def _segment(raw: str, mark: str) -> Segment:
    outside: list[str] = []
    brackets: list[str] = []
    depth = 0
    held: list[str] = []
    for c in raw:
        if c in OPENING:
            if depth == 0:
                held = []
                outside.append("\x00")
            else:
                held.append(c)
            depth += 1
        elif c in CLOSING and depth:
            depth -= 1
            if depth == 0:
                brackets.append("".join(held).strip())
            else:
                held.append(c)
        elif depth:
            held.append(c)
        else:
            outside.append(c)
    if depth:
        # A bracket that never closes holds the rest.
        brackets.append("".join(held).strip())
    text = "".join(outside)
    return Segment(" ".join(text.replace("\x00", " ").split()).strip(" .:"), brackets, mark, " ".join(raw.split()).strip())


def has_text_after_bracket(segment: Segment) -> bool:
    """Say whether words follow a bracket within a segment: ``Red Party (RP) Capital``.

    >>> has_text_after_bracket(segments_of("Red Party (RP) Capital")[0]), has_text_after_bracket(segments_of("Red (RP)")[0])
    (True, False)
    """
    last = max((segment.whole.rfind(c) for c in CLOSING), default=-1)
    return last >= 0 and any(c.isalnum() for c in segment.whole[last:])
