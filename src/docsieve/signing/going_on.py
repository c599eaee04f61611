"""Whether a list of signatures goes on below a line that looks unlike it."""

from collections.abc import Sequence
from itertools import pairwise

from docsieve.folding import fold, small_words
from docsieve.places import countries_of
from docsieve.signing.enumerations import is_enumeration, pieces_of
from docsieve.signing.evidence import naming, naming_of, split_head
from docsieve.signing.headings import WEAK, heading_of
from docsieve.signing.lines import Line
from docsieve.signing.marks import signed_by_hand
from docsieve.signing.names import names_person, person_form, traits
from docsieve.signing.run import Run
from docsieve.signing.stops import interrupts, is_conjunction, is_stop
from docsieve.signing.titles import unranked
from docsieve.values import added

# A layout is taken for a list's own after so many lines of it.
LINES_OF_A_LAYOUT, LOOK_AHEAD = 3, 2
# A list goes on where no more of its numbers than these are lost on the way.
MOST_LOST = 2
LONGEST_INTERRUPTION, LINES_THAT_GO_ON = 5, 2
# The least a chunk of lines apart from a list must show of names to belong to it.
CHUNK_NAMING = 0.5
LONGEST_WRAPPED = 8
LINES_WITHOUT_MARKS, LEAST_WITHOUT_MARKS = 4, 2
# What stands around a line set close shows that the alphabet orders them: 120 orders, one of which is so.
LEAST_BEFORE = 2
# Where so many lines to both sides are in order, they need not look like names: 362,880 orders.
LINES_IN_ORDER = 4
# A body, an office, and who holds it.
LINES_OF_AN_OFFICER = 3
LONGEST_CHUNK, LINES_BEFORE_ADVERT, PIECES_LOOKED_AT = 8, 2, 12


def lists_clearly(line: Line) -> bool:
    """Say whether a line is a run-on list whose first pieces look like names."""
    if not (is_enumeration(line.text) or line.text.count(";") > 1):
        return False
    shown = [naming_of(piece.rstrip(" .")) for piece in pieces_of(line.body)[:PIECES_LOOKED_AT]]
    return added(shown) >= CHUNK_NAMING * len(shown)


def names_person_with_more(line: Line) -> bool:
    """Say whether a line is a person's name and what is said of it behind a mark: ``Ana Sol - cook``."""
    name, more = split_head(line.body)
    return bool(more) and names_person(unranked(name)) and traits(unranked(name)).words > 1


def chunk_names(lines: Sequence[Line], position: int) -> bool:
    """Say whether the lines up to the next blank line are several and look like names."""
    chunk = [lines[position]]
    for line in lines[position + 1 : position + LONGEST_CHUNK]:
        if line.gap > 1:
            break
        chunk.append(line)
    if len(chunk) == 1 or any(is_stop(line) for line in chunk):
        return False
    if countries_of(chunk[0].body.strip(" .:()")):
        chunk = chunk[1:]
    return added(map(naming, chunk)) / len(chunk) >= CHUNK_NAMING or _is_signature_block(chunk)


def _is_signature_block(chunk: list[Line]) -> bool:
    """Say whether lines are one person's: the name, a role or a body below; or a body, an office, a name."""
    name, *about = chunk
    last = chunk[-1].body
    officer = traits(name.body).kinds > 0 and names_person(unranked(last[slice(*signed_by_hand(last))]))
    if officer and len(chunk) == LINES_OF_AN_OFFICER and not any(line.is_sentence for line in chunk):
        return True
    told = any(traits(line.body).roles or traits(line.body).kinds for line in about)
    is_person = person_form(unranked(split_head(name.body)[0])) and not traits(name.body).kinds
    return is_person and told and not any(line.is_sentence or line.marker for line in chunk)


def goes_on_at(lines: Sequence[Line], position: int, run: Run) -> int | None:
    """Give where a list goes on a few lines below in its own marks, None where it does not."""
    lately = [lines[index] for index in run.entries[-LINES_OF_A_LAYOUT:]]
    mark = lately[-1].marker if lately else ""
    least = LINES_BEFORE_ADVERT if interrupts(lines[position]) else LINES_OF_A_LAYOUT
    alike = len(lately) >= least and all(line.marker == mark for line in lately)
    if not alike or (mark and lines[position].marker == mark):
        return None
    below = lines[position + 1 : position + 1 + LONGEST_INTERRUPTION]
    if not mark:
        if not interrupts(lines[position]):
            return None
        return next((line.index for line in below if _names_in_a_row(lines, line.index, 0.0)), None)
    again = next((line.index for line in below if line.marker == mark or is_conjunction(line)), None)
    if again is None or any(heading_of(line) for line in lines[position:again]):
        return None
    return again if _takes_up(lines, again, lately[-1]) else None


def _takes_up(lines: Sequence[Line], again: int, last: Line) -> bool:
    """Say whether lines go on with a marked list: with its next number, with names, or joined by "and"."""
    if is_conjunction(lines[again]):
        return _names_in_a_row(lines, again + 1)
    goes_on = [line for line in lines[again : again + LINES_THAT_GO_ON] if line.marker == last.marker]
    if len(goes_on) < LINES_THAT_GO_ON or any(line.is_sentence for line in goes_on):
        return False
    if last.marker == "number":
        return goes_on[0].number == last.number + 1
    return any(naming(line) > 0 for line in goes_on)


def _names_in_a_row(lines: Sequence[Line], position: int, above: float = CHUNK_NAMING - 0.01) -> bool:
    """Say whether the lines from a position on clearly name somebody, each."""
    chunk = lines[position : position + LINES_OF_A_LAYOUT]
    return len(chunk) == LINES_OF_A_LAYOUT and all(naming(line) > above for line in chunk)


def wraps(above: Line, line: Line) -> bool:
    """Say whether a line goes on with the name right above it, over which that ran: ``of the Left Bank``.

    It opens with a small word that links, or the one above ends with such a word; what counts ("and 120
    others") and what is said below a person's name does not go on with it.
    """
    if line.marker or line.index != above.index + 1 or line.gap > 1 or line.is_sentence or above.is_sentence:
        return False
    if not 0 < len(line.words) <= LONGEST_WRAPPED or len(above.words) < 2 or any(map(str.isdigit, line.text)):
        return False
    if above.body.endswith("-") and above.body[-2].isalpha() and line.body[0].isupper():
        return True  # "Humboldt-" above "Gymnasium"
    small = small_words("linking") | small_words("prepositions") | small_words("articles")
    if above.words[-1] in small:  # as written: "ngư dân" is no "dan"
        return traits(above.body).kinds > 0 or traits(above.body).roles > 0
    opened = line.words[0] in small and any(map(str.isupper, line.text))
    named = traits(above.body).kinds > 0 and ", " not in above.body
    return opened and (above.marker != "" or named)


def hangs(above: Line, line: Line) -> bool:
    """Say whether a line stands in below a marked one that goes on in it: ``4. Sol, Czech``, ``Republic``."""
    close = line.gap == 1 and line.index == above.index + 1 and line.marker == ""
    return close and above.marker != "" and line.indent > above.indent and not line.is_sentence


def stands_in_order(lines: Sequence[Line], position: int) -> bool:
    """Say whether a line stands in a list set close where the alphabet has it, whatever its words say.

    ``Archive 12`` between ``Anchor Guild`` and ``Bay Choir``: no heading of archives opens there.
    """
    around = _in_order(lines, position - LEAST_BEFORE, position + LINES_THAT_GO_ON)
    named = bool(around) and all(naming(line) > 0 for line in around if line.index != position)
    return named or bool(_in_order(lines, position - LINES_IN_ORDER, position + LINES_IN_ORDER))


def _in_order(lines: Sequence[Line], first: int, last: int) -> Sequence[Line]:
    """Give lines set close that the alphabet orders, none where these are not."""
    if first < 0 or last >= len(lines) or any(line.gap > 1 for line in lines[first + 1 : last + 1]):
        return ()
    around = lines[first : last + 1]
    return around if all(fold(one.body) < fold(two.body) for one, two in pairwise(around)) else ()


def resumes_below(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether the list goes on after a line that is not of it: a subheading, the list's next number."""
    last = lines[run.entries[-1]]
    for line in lines[position : position + LOOK_AHEAD + 1]:
        if line.index > lines[position].index and not line.marker and is_stop(line):
            return False
        found = heading_of(line) if not line.marker else None
        if found is not None and found.strength >= WEAK and found.inline < 0:
            return True
        if line.is_sentence or not line.marker or line.marker != last.marker:
            continue
        if 0 < line.number - last.number <= MOST_LOST if line.marker == "number" else naming(line) > 0:
            return True
    return False


def names_go_on(lines: Sequence[Line], position: int) -> bool:
    """Say whether a marked list goes on without its marks, right below and in the lines that follow."""
    shown: list[float] = []
    for line in lines[position : position + LINES_WITHOUT_MARKS + 1]:
        if line.is_sentence or line.marker or is_stop(line) or line.gap > 1:
            break
        shown.append(naming(line))
    below = shown[1:]
    return len(below) >= LEAST_WITHOUT_MARKS and added(below) >= CHUNK_NAMING * len(below)
