"""Blocks of signatures: lines set apart, each block a person's or a body's and who signs for it."""

from docsieve.folding import fold, small_words
from docsieve.places import countries_of
from docsieve.signatories.named import is_bare_person, is_person_line, names_somebody
from docsieve.signatories.roles import is_role
from docsieve.signing.going_on import LINES_OF_AN_OFFICER
from docsieve.signing.lines import Line
from docsieve.signing.names import is_small, may_name_in_small_letters, names_person, traits
from docsieve.signing.offices import tells_office
from docsieve.signing.titles import unranked

PERIODIC_SHARE = 0.75
# How many blocks, lines below the names for each of them, lines of one.
LEAST_BLOCKS, LEAST_ABOUT, LONGEST_BLOCK, LEAST_TOLD = 2, 0.75, 5, 0.5


def chunked(lines: list[Line]) -> list[list[Line]]:
    """Part lines where blank lines or the lines of another part stand between them."""
    chunks: list[list[Line]] = []
    for line in lines:
        if chunks and line.gap == 1 and line.index == chunks[-1][-1].index + 1:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def are_bodies_with_officers(chunks: list[list[Line]]) -> bool:
    """Say whether each chunk is a body, an office below it, and who holds it and signs."""
    if len(chunks) < LEAST_BLOCKS or not all(len(chunk) == LINES_OF_AN_OFFICER for chunk in chunks):
        return False
    formed = all(is_body(body) and is_bare_person(name) for body, _, name in chunks)
    return formed and 2 * sum(tells_office(office.body) for _, office, _ in chunks) >= len(chunks)


def are_signature_blocks(chunks: list[list[Line]]) -> bool:
    """Say whether each chunk is one person's: the name, and below it what the person is, and of what body.

    Half of them need it where all are persons by their form and no line below names anybody.
    """
    about = [line for _, *below in chunks for line in below]
    many, named = len(chunks) > LEAST_BLOCKS, any(map(names_somebody, about))
    clear = many and not named and all(is_of_persons(name) for name, *_ in chunks) and all(map(tells, about))
    least = LEAST_TOLD if clear else LEAST_ABOUT
    if len(chunks) < LEAST_BLOCKS or len(about) < len(chunks) * least:
        return False
    if any(line.marker or (names_somebody(line) and not tells(line)) for line in about):
        return False
    if any("," in name.body and any(map(names_somebody, below)) for name, *below in chunks):
        return False  # "Ana Sol, teacher" above "Ben Mar, nurse": a list, each on a line
    told = sum(any(map(tells, below)) for _, *below in chunks)
    formed = sum(is_of_persons(chunk[0]) and len(chunk) <= LONGEST_BLOCK for chunk in chunks)
    sure = many and all(names_somebody(name) and len(about) for name, *about in chunks)
    least = LEAST_TOLD if clear or (sure and not named) else PERIODIC_SHARE
    return formed >= PERIODIC_SHARE * len(chunks) and told >= least * len(chunks)


def are_told_in_small_letters(chunks: list[list[Line]]) -> bool:
    """Say whether names with capitals stand apart, and below some of them what they are, in small letters.

    ``Ada Elm`` and right below it ``keeper of the sluice``: each chunk that is not one line is of that kind.
    """
    blocks = [chunk for chunk in chunks if len(chunk) > 1]
    if len(blocks) < LEAST_BLOCKS or max(map(len, blocks)) > LONGEST_BLOCK:
        return False
    heads = all(any(map(str.isupper, name.body)) for name, *_ in blocks)
    about = [line for _, *below in blocks for line in below]
    return heads and all(map(_tells_in_small_letters, about))


def _tells_in_small_letters(line: Line) -> bool:
    if line.marker or not is_small(line.body):
        return False
    return traits(line.body).roles > 0 or not may_name_in_small_letters(line.body)


def is_of_persons(line: Line) -> bool:
    """Say whether a line names one person or two, joined by "and"."""
    words = line.body.split()
    cuts = [at for at, word in enumerate(words) if fold(word) in small_words("conjunctions")]
    halves = [" ".join(words[: cuts[0]]), " ".join(words[cuts[0] + 1 :])] if len(cuts) == 1 else []
    return is_person_line(line) or (bool(halves) and all(names_person(unranked(half)) for half in halves))


def tells(line: Line) -> bool:
    """Say whether a line tells of a name by its words: a kind of body, a role, a country, a comma."""
    seen = traits(line.body)
    return seen.kinds > 0 or seen.roles > 0 or "," in line.body or bool(countries_of(line.body))


def is_body(line: Line) -> bool:
    """Say whether a line is a body's name by its own words, and no role in one."""
    return traits(line.body).kinds > 0 and not is_role(line.body) and not is_person_line(line)
