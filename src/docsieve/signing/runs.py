"""From where signatures begin, which of the following lines are signatures, and where they end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from docsieve.signing.evidence import is_date, naming
from docsieve.signing.headings import LIKELY, WEAK, Heading, heading_of, is_closing, is_stop
from docsieve.signing.lines import Line, is_sentence

# A layout is taken for a list's own after so many lines of it.
LINES_OF_A_LAYOUT = 3
LOOK_AHEAD = 2
# The least a chunk of lines apart from a list must show of names to belong to it.
CHUNK_NAMING = 0.5
LONGEST_ENTRY_WORDS = 45
LEAST_ENUMERATION = 60
PIECES_OF_AN_ENUMERATION = 5
LONGEST_MEAN_PIECE = 60


@dataclass(slots=True)
class Run:
    """Lines that belong together: entries, the subheadings between them, what was passed over."""

    entries: list[int] = field(default_factory=list)
    subheads: dict[int, Heading] = field(default_factory=dict)
    is_table: bool = False
    is_enumeration: bool = False
    stopped_by: str = "end"


def collect(lines: Sequence[Line], begin: int) -> Run:
    """Collect the lines of a list of signatures from ``begin`` on, until something else begins."""
    run = Run()
    position = begin
    while position < len(lines):
        line = lines[position]
        verdict = _verdict(lines, position, run)
        if verdict == "stop":
            break
        if verdict == "entry":
            run.entries.append(line.index)
        elif verdict == "subhead":
            found = heading_of(line)
            if found is not None:
                run.subheads[line.index] = found
        position += 1
    while run.subheads and run.entries and max(run.subheads) > run.entries[-1]:
        del run.subheads[max(run.subheads)]
    return run


def _verdict(lines: Sequence[Line], position: int, run: Run) -> str:
    line = lines[position]
    if not any(c.isalnum() for c in line.text):
        return "stop" if run.entries and _is_rule(line.text) else "skip"
    if _is_cell_number(line):
        run.is_table = True
        return "entry"
    in_layout = bool(run.entries) and bool(line.marker) and lines[run.entries[0]].marker == line.marker
    if is_stop(line) and not (in_layout and len(line.words) <= LINES_OF_A_LAYOUT):
        return _stop(run, "stop line")
    found = heading_of(line) if not line.marker else None
    if found is not None and _is_subhead(lines, position, found, run):
        if found.strength >= LIKELY and run.entries:
            return _stop(run, "next heading")
        return "subhead"
    if is_closing(line):
        return _stop(run, "closing") if run.entries else "skip"
    if is_date(line) and not in_layout and not _in_row(lines, position, run):
        return "skip"
    if _is_aside(line):
        return "skip"
    if not line.marker and (not run.entries or run.is_enumeration) and is_enumeration(line.text):
        run.is_enumeration = True
        return "entry"
    if _reads_on(line) and not (line.marker == "number" and "\t" in line.body):
        if run.is_table and _in_row(lines, position, run):
            return "entry"
        return "skip" if run.entries and _resumes(lines, position, run) else _stop(run, "running text")
    if run.entries and _breaks_layout(lines, position, run):
        return "skip" if _resumes(lines, position, run) else _stop(run, "another layout")
    return "entry"


def is_enumeration(text: str) -> bool:
    """Say whether a text is a run-on list: many short pieces between commas, semicolons or slashes.

    >>> is_enumeration("Ana Sol, Ben Mar, Harbour Watch, Linen Union, Cara Dee, Free Tides, Dan Oak"), is_enumeration("No.")
    (True, False)
    """
    if len(text) < LEAST_ENUMERATION:
        return False
    flat = outside_brackets(text)
    for mark in (";", " / ", "/ ", " · ", "•", "|", ",", "،", "、", "，"):
        pieces = [piece.strip() for piece in flat.split(mark)]
        if len(pieces) >= PIECES_OF_AN_ENUMERATION and _are_names(pieces):
            return True
    return False


def outside_brackets(text: str) -> str:
    """Blank what stands in brackets, so that a text of the same length is left to split.

    >>> outside_brackets("Ana (Harbour, Sea) Sol")
    'Ana               Sol'
    """
    kept = []
    depth = 0
    for c in text:
        if c in "([（【":
            depth += 1
        kept.append(c if depth == 0 else " ")
        if c in ")]）】" and depth:
            depth -= 1
    return "".join(kept) if depth == 0 else text


def _are_names(pieces: list[str]) -> bool:
    """Say whether pieces are short, mostly begin with a capital and hold few sentences."""
    filled = [piece for piece in pieces if piece]
    if not filled or sum(len(piece) for piece in filled) / len(filled) > LONGEST_MEAN_PIECE:
        return False
    opened = sum(1 for piece in filled if not piece[0].islower())
    ended = sum(1 for piece in filled if ". " in piece or piece.endswith(("!", "?")))
    return opened >= 0.75 * len(filled) and ended <= 0.15 * len(filled)


def _stop(run: Run, why: str) -> str:
    run.stopped_by = why
    return "stop"


def _is_rule(text: str) -> bool:
    return len(text) >= 2 and text[0] in "-_=*—–~"


def _is_cell_number(line: Line) -> bool:
    digits = line.text.rstrip(".)")
    return digits.isdigit() and len(digits) <= 4


def _in_row(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line is in a row that a number opened in one of the three lines before."""
    return run.is_table and any(_is_cell_number(lines[before]) for before in range(max(0, position - 3), position))


def _is_aside(line: Line) -> bool:
    """Say whether a line is a remark in brackets, not a signature: affiliations for identification only."""
    return line.text.startswith("(") and line.text.rstrip(".").endswith(")") and len(line.words) > 8


def _reads_on(line: Line) -> bool:
    return is_sentence(line) or len(line.words) > LONGEST_ENTRY_WORDS


def _is_subhead(lines: Sequence[Line], position: int, found: Heading, run: Run) -> bool:
    line = lines[position]
    if found.inline >= 0:
        return found.strength >= LIKELY
    if found.strength > WEAK:
        return True
    following = lines[position + 1] if position + 1 < len(lines) else None
    if following is None:
        return False
    stands_apart = line.gap > 1 or not run.entries or lines[run.entries[-1]].marker != ""
    return stands_apart and not _in_row(lines, position, run)


def _breaks_layout(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line's marker or the space before it is not the list's own."""
    line = lines[position]
    if run.is_table:
        return not _in_row(lines, position, run)
    lately = [lines[index] for index in run.entries[-8:]]
    if len(lately) < LINES_OF_A_LAYOUT:
        return bool(lately) and lately[0].marker != "" and line.marker == ""
    marked = [entry.marker for entry in lately]
    if all(marked) and not line.marker:
        return True
    if not any(marked) and line.marker == "number":
        return True
    close = all(entry.gap == 1 for entry in lately[1:])
    if close and line.gap > 1 and lately[-1].index + 1 == line.index:
        return not _chunk_names(lines, position)
    return False


def _chunk_names(lines: Sequence[Line], position: int) -> bool:
    """Say whether the lines up to the next blank line are several and look like names."""
    chunk = [lines[position]]
    for line in lines[position + 1 :]:
        if line.gap > 1 or len(chunk) >= 8:
            break
        chunk.append(line)
    if any(is_stop(line) for line in chunk):
        return False
    return len(chunk) > 1 and sum(map(naming, chunk)) / len(chunk) >= CHUNK_NAMING


def _resumes(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether the list goes on after a line that is not of it: a subheading, or the list's next number."""
    last = lines[run.entries[-1]]
    for line in lines[position : position + LOOK_AHEAD + 1]:
        if line.index > lines[position].index and is_stop(line) and not line.marker:
            return False
        found = heading_of(line) if not line.marker else None
        if found is not None and WEAK <= found.strength and found.inline < 0:
            return True
        if line.marker == "number" and last.marker == "number" and line.number == last.number + 1 and not is_sentence(line):
            return True
        if line.marker == "bullet" and last.marker == "bullet" and not is_sentence(line) and naming(line) > 0:
            return True
    return False
