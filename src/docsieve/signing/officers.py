"""Who signs for bodies right below a text that several speak in: blocks of name, office and body."""

from collections.abc import Sequence
from itertools import takewhile

from docsieve.dates import is_date_line
from docsieve.folding import fold
from docsieve.places import is_town
from docsieve.signing.evidence import names_two, naming, split_head
from docsieve.signing.headings import heading_of
from docsieve.signing.lines import Line
from docsieve.signing.names import person_form, traits, without_nickname
from docsieve.signing.page import Page
from docsieve.signing.part import SigningPart, part_of
from docsieve.signing.run import Run
from docsieve.signing.titles import unranked
from docsieve.signing.vocabulary import degrees

LEAST_BLOCKS, SIZES_OF_BLOCKS, LONGEST_LINE_WORDS, MOST_BLOCKS = 2, range(2, 5), 14, 60
# Blocks that no blank line sets apart are told by coming in rounds of as many lines.
LEAST_ROUNDS = 3
# A valediction in words that no table knows stands alone between the text and the blocks.
LONGEST_VALEDICTION, NAMING_OF_A_NAME = 3, 0.5
SPOKEN = (("voice of several", 0.6), ("blocks of name, office and body", 1.2))


def officers_part(page: Page, position: int) -> SigningPart | None:
    """Give the blocks right below the last paragraph as a part: each a person, an office and a body.

    Two or more, set apart by blank lines, below what is called a statement and several say.
    """
    begin = position + 1
    if not page.lines[position].is_sentence:
        return None
    if begin < len(page.lines) and is_date_line(page.lines[begin].body):
        begin += 1
    rounds = _rounds(page.lines, begin) if page.is_called_a_statement() else []
    blocks = rounds or _blocks(page.lines, begin)
    if not blocks and _stands_apart(page.lines, begin + 1) and _is_valediction(page.lines[begin]):
        blocks = _blocks(page.lines, begin + 1)
    spoken = rounds or (page.is_called_a_statement() and page.is_full_of_voices())
    if len(blocks) < LEAST_BLOCKS or not spoken:
        return None
    entries = [line.index for block in blocks for line in block]
    return part_of(page.lines, Run(entries, is_spaced=True), "list", (("names in it", 0.6), *SPOKEN))


def _stands_apart(lines: Sequence[Line], position: int) -> bool:
    return position < len(lines) and lines[position].gap > 1 and not lines[position].is_sentence


def _is_valediction(line: Line) -> bool:
    plain = len(line.words) <= LONGEST_VALEDICTION and not line.marker and ":" not in line.text
    return plain and naming(line) < NAMING_OF_A_NAME and not traits(line.body).given_anywhere


def _blocks(lines: Sequence[Line], begin: int) -> list[list[Line]]:
    """Give the blocks from a line on, up to the first chunk of lines that is none."""
    blocks: list[list[Line]] = []
    first = begin  # where a page sets no blank line below its paragraphs, none stands above the first
    while (begin == first < len(lines) or _stands_apart(lines, begin)) and len(blocks) < MOST_BLOCKS:
        chunk = [lines[begin]]
        for line in lines[begin + 1 : begin + SIZES_OF_BLOCKS.stop]:
            if line.gap > 1 or heading_of(line) is not None:
                break
            chunk.append(line)
        if not (_is_of_officer(chunk) or (len(blocks) >= LEAST_BLOCKS and _goes_on_with_blocks(chunk))):
            return blocks
        blocks.append(chunk)
        begin += len(chunk)
    return blocks


def _rounds(lines: Sequence[Line], begin: int) -> list[list[Line]]:
    """Give blocks of as many lines each, no blank line between them: of the size that takes in most lines."""
    found = [_rounds_of(lines, begin, size) for size in SIZES_OF_BLOCKS]
    return max(found, key=lambda blocks: sum(map(len, blocks)))


def _rounds_of(lines: Sequence[Line], begin: int, size: int) -> list[list[Line]]:
    """Give such blocks of one size, none where too few have an office that a table knows."""
    starts = range(begin, min(begin + size * MOST_BLOCKS, len(lines) - size + 1), size)
    blocks = list(takewhile(_may_be_of_officer, (list(lines[at : at + size]) for at in starts)))
    known = sum(map(_is_of_officer, blocks))
    return blocks if known >= LEAST_ROUNDS and 2 * known >= len(blocks) else []


def _may_be_of_officer(chunk: list[Line]) -> bool:
    """Say whether lines go on with rounds, even if no table knows the office: ``Lamplighter, Quay``."""
    name, tail = split_head(chunk[0].body)
    told = not tail and (_is_person(name) or _are_two(name)) and all(", " in line.body for line in chunk[1:])
    return _is_of_officer(chunk) or (told and not any(map(_is_none_of_a_block, chunk)))


def _is_of_officer(chunk: list[Line]) -> bool:
    """Say whether lines are a person's bare name, and below it at least an office and a body."""
    if len(chunk) not in SIZES_OF_BLOCKS or any(map(_is_none_of_a_block, chunk)):
        return False
    name, tail = split_head(chunk[0].body)
    told = [traits(line.body) for line in chunk[1:]]
    if any(_is_known_person(line.body) for line in chunk[1:]):
        return False
    office = any(look.roles for look in told)
    body = any(look.kinds + look.acronyms for look in told) or len(told) > 1 or _names_more(chunk[1])
    return not tail and (_is_person(name) or _are_two(name)) and office and body


def _goes_on_with_blocks(chunk: list[Line]) -> bool:
    """Say whether lines behind such blocks are one more: a person and a body or a role, a degree at most."""
    if len(chunk) not in SIZES_OF_BLOCKS or any(map(_is_none_of_a_block, chunk)):
        return False
    name, tail = split_head(chunk[0].body)
    behind = [fold(word).replace(".", "") for word in tail.replace(",", " ").split()]
    degrees_alone = all(word in degrees() for word in behind)
    told = any(traits(line.body).kinds + traits(line.body).roles for line in chunk[1:])
    known = any(_is_known_person(line.body) for line in chunk[1:])
    return degrees_alone and _is_person(name) and told and not known


def _names_more(line: Line) -> bool:
    """Say whether something in capitals stands behind an office and a comma: ``Editor, Irish Fords``."""
    _, comma, more = line.body.partition(", ")
    return bool(comma) and more[:1].isupper()


def _is_none_of_a_block(line: Line) -> bool:
    held = "@" in line.text or ":" in line.text or any(map(str.isdigit, line.text))
    return bool(line.marker) or line.is_sentence or held or len(line.words) > LONGEST_LINE_WORDS


def _is_person(name: str) -> bool:
    bare_name = without_nickname(unranked(name))
    look = traits(bare_name)
    return person_form(bare_name) and not (look.kinds or look.roles)


def _is_known_person(text: str) -> bool:
    look = traits(text)
    known = (look.given or look.titled) and not look.roles
    return known and _is_person(text) and not is_town(text.partition(",")[0])


def _are_two(name: str) -> bool:
    look = traits(name)
    return names_two(name) and not (look.kinds or look.roles)
