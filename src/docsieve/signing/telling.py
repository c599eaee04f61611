"""Sentences between the lines of a list: those that tell of the body above them, and those that end it."""

from collections.abc import Sequence

from docsieve.signing.countries import HEAD_MARKS
from docsieve.signing.evidence import begins_with_person, naming
from docsieve.signing.headings import Heading
from docsieve.signing.lines import COLONS, Line, bare, is_mail
from docsieve.signing.names import is_small, may_name_in_small_letters, names_person, traits
from docsieve.signing.others import heads_other_list, names_others
from docsieve.signing.phrases import (
    GROUP,
    JOINED,
    MONTH,
    SIGN,
    SMALL,
    SUPPORT,
    is_phrase,
    mask_of,
    mask_of_written,
    parts_mask,
)
from docsieve.signing.run import Run
from docsieve.values import added

LEAST_SENTENCE_WORDS, LONGEST_SECTION, LONGEST_LETTERS = 4, 4, 5
# Names above and below a heading between them; more and clearer ones below words that no table knows.
LINES_ABOVE, LINES_BELOW_UNKNOWN, LONGEST_HEAD_OF_MORE = 3, 4, 6
LEAST_BELOW_A_COLON = 3
CLEAR_NAMING, NAMING_OF_NO_HEAD = 0.5, 0.3
LONGEST_COUNT = 4
LEAST_OF_A_GOAL, LONGEST_GOAL, NUMBERS_OF_A_GOAL = 2, 6, 2
LINES_MARKED, LONGEST_HEAD_OF_GROUP, LINES_TO_THE_NEXT = 2, 8, 12
WAYS_UP = frozenset("▲△▼▽")
AROUND_HEADS = {"<": ">", "〈": "〉", "＜": "＞", "【": "】", "《": "》"}
MARKS_OF_NAMES = frozenset(",،、;@|/")
LINES_BESIDE = 2
LINES_WITHOUT_CAPITALS, ENTRIES_WITH_CAPITALS, LINES_LOOKED_AT = 3, 8, 5


def describes_entry(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a sentence right below a body that stands apart tells of it, as the next body's does."""
    line = lines[position]
    if not run.entries or run.entries[-1] != position - 1 or line.gap > 1:
        return False
    pairs = [lines[at : at + 2] for at in (position - 3, position - 1, position + 1) if at >= 0]
    told = [pair for pair in pairs if len(pair) == 2 and _is_told(*pair)]
    return len(told) > 1


def _is_told(name: Line, about: Line) -> bool:
    """Say whether a line apart names a body, and the sentence right below it tells of that body."""
    apart = name.gap > 1 and not name.is_sentence and about.is_sentence and about.gap == 1
    return apart and traits(name.body).kinds > 0 and naming(name) > 0


def heads_section(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line heads a section of a list and names nobody itself."""
    return (
        _heads_marked(lines, position, run)
        or stands_out(lines, position, run)
        or _in_capitals(lines, position, run)
        or _heads_section(lines, position, run)
        or _heads_more(lines, position, run)
        or _opens_more(lines, position, run)
        or _heads_individuals(lines, position, run)
        or _heads_persons(lines, position, run)
    )


def _heads_persons(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a few words with a colon and no person stand above persons: ``Members of no party:``."""
    line = lines[position]
    below = lines[position + 1 : position + 1 + LINES_BESIDE]
    headed = line.text.rstrip().endswith(COLONS) and not line.marker and len(run.entries) > 0
    if not headed or not 0 < len(line.words) <= LONGEST_HEAD_OF_GROUP or "," in line.text:
        return False
    close = len(below) == LINES_BESIDE and all(other.gap == 1 for other in below)
    return close and not begins_with_person(line.body) and all(names_person(other.body) for other in below)


def _heads_individuals(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether words for a person's own capacity stand between bodies and persons: ``As individuals``."""
    below = lines[position + 1 : position + 1 + LINES_BESIDE]
    if not run.entries or not is_phrase(bare(lines[position].words), "capacity"):
        return False
    body = not begins_with_person(lines[run.entries[-1]].body)
    return body and len(below) == LINES_BESIDE and all(begins_with_person(line.body) for line in below)


def _heads_marked(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a few words without a mark open a list whose lines have one: ``Lending houses``."""
    line = lines[position]
    below = lines[position + 1 : position + 1 + LINES_MARKED]
    marked = len(below) == LINES_MARKED and all(other.marker == below[0].marker != "" for other in below)
    if run.entries or line.marker or not marked or not 0 < len(line.words) <= LONGEST_HEAD_OF_GROUP:
        return False
    return not (MARKS_OF_NAMES & set(line.text) or "(" in line.text or names_person(line.body))


def stands_out(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a few words behind a mark head the lines below: ``■ Unions``, ``<Unions>``."""
    line = lines[position]
    mark = line.text[:1]
    marked = mark in HEAD_MARKS or line.text[-1:] == AROUND_HEADS.get(mark)
    if not marked or not 0 < len(line.words) <= LONGEST_HEAD_OF_GROUP:
        return False
    beside = [*lines[max(position - 1, 0) : position], *lines[position + 1 : position + 2]]
    alone = len(beside) > 0 and not any(other.text[:1] == mark for other in beside)
    again = [other for other in lines[position + 1 : position + LINES_TO_THE_NEXT] if other.text[:1] == mark]
    if not alone or MARKS_OF_NAMES & set(line.text):
        return False
    among = bool(again) or any(lines[index].text[:1] == mark for index in run.subheads)
    return among or (mark not in WAYS_UP and not names_person(line.body))


def _in_capitals(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a few words in capitals head more of a list whose names are not, as one above them does."""
    line = lines[position]
    capitals = [index for index in run.subheads if lines[index].body.isupper()]
    if not capitals or not run.entries or not line.body.isupper() or len(line.words) > LONGEST_SECTION:
        return False
    plain = line.marker == "" and all(c.isalpha() or c.isspace() or c in "&:" for c in line.body)
    names = [lines[index].body for index in run.entries[-LINES_ABOVE:]]
    return plain and len(names) == LINES_ABOVE and not any(map(str.isupper, names))


def _heads_section(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line heads a section of a list whose sections all have headings, and names nobody itself.

    ``Culture``, between blank line and names, below ``Trade unions`` and its names.
    """
    line = lines[position]
    if not run.subheads or not run.entries or next(iter(run.subheads)) > run.entries[0] or run.by_country:
        return False
    below = lines[position + 1 : position + 2]
    headed = line.gap > 1 and not line.marker and bool(below) and below[0].gap == 1 and not below[0].marker
    if not headed or not 0 < len(line.words) <= LONGEST_SECTION or "," in line.text or "(" in line.text:
        return False
    if run.is_spaced:
        return False
    look = traits(line.body)
    grouped = bool(mask_of_written(line.words[0]) & GROUP) and look.small > 0
    return grouped or not (look.kinds or look.given_anywhere or look.acronyms or look.titled)


def _opens_more(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a few words with a colon, which name nobody, stand in a list: ``And these bodies:``."""
    line = lines[position]
    if not line.text.rstrip().endswith(COLONS) or line.marker or run.is_table:
        return False
    if len(run.entries) < LINES_ABOVE or not 0 < len(line.words) <= LONGEST_HEAD_OF_MORE:
        return False
    look = traits(line.body.rstrip(" :："))
    if look.kinds or look.given_anywhere or look.acronyms or look.titled or look.roles:
        return False
    masks = [mask_of(word) for word in bare(line.words) if not word.isdigit()]
    later = all(mask & (SMALL | MONTH) for mask in masks)  # "Added March 12:"
    if not (look.small or later):
        return False
    shown = [naming(each) for each in _chunk_below(lines, position + 1)[:LEAST_BELOW_A_COLON]]
    clear = len(shown) == LEAST_BELOW_A_COLON and added(shown) >= CLEAR_NAMING * len(shown)
    return clear and not names_others(line)


def _heads_more(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether a line apart heads more of a list: ``Members of the council``, and below it names alike.

    Words that no table knows need more names below, and those clearer.
    """
    line = lines[position]
    if line.gap < 2 or line.marker or len(run.entries) < LINES_ABOVE or run.is_table:
        return False
    if not 0 < len(line.words) <= LONGEST_HEAD_OF_MORE or line.is_sentence or MARKS_OF_NAMES & set(line.text):
        return False
    chunk = _chunk_below(lines, position + 1)
    goes_on = run.entries[-1] == position - 1 and lines[position - 1].gap == 1
    if len(chunk) < LINES_ABOVE or not goes_on or names_others(line):
        return False
    masks = [mask_of_written(word) for word in line.words] + [parts_mask(line.body)]
    says = any(mask & (SIGN | SUPPORT | GROUP | JOINED) for mask in masks)
    told = all(masks[:-1]) or (says and naming(line) < CLEAR_NAMING)
    least, clear = (LINES_ABOVE, 0.0) if told else (LINES_BELOW_UNKNOWN, CLEAR_NAMING)
    look = traits(line.body)
    named = look.kinds or look.given_anywhere or look.acronyms or look.titled
    unnamed = told or not (named or naming(line) >= NAMING_OF_NO_HEAD)
    shown = [naming(each) for each in chunk]
    return (
        unnamed and len(chunk) >= least and min(shown) >= clear and added(shown) >= CLEAR_NAMING * len(shown)
    )


def _chunk_below(lines: Sequence[Line], begin: int) -> list[Line]:
    chunk: list[Line] = []
    for line in lines[begin : begin + LINES_LOOKED_AT]:
        if chunk and line.gap > 1:
            break
        chunk.append(line)
    return chunk


def is_without_names(lines: Sequence[Line], position: int, run: Run) -> bool:
    """Say whether three lines of small letters alone begin where the names of a list have capitals.

    Right below a name that stands apart they are what somebody is, and where names follow the list goes on.
    """
    last = [lines[index] for index in run.entries[-ENTRIES_WITH_CAPITALS:]]
    here = lines[position : position + LINES_WITHOUT_CAPITALS]
    if len(last) < 2 or len(here) < LINES_WITHOUT_CAPITALS or not all(map(_has_capital, last)):
        return False
    if not all(map(_is_small, here)):
        return False
    if here[0].gap == 1 and any(line.gap > 1 for line in last):
        return False
    below = lines[position + LINES_WITHOUT_CAPITALS : position + LINES_WITHOUT_CAPITALS + LINES_LOOKED_AT]
    return not any(_has_capital(line) and naming(line) > 0 for line in below)


def _has_capital(line: Line) -> bool:
    return any(map(str.isupper, line.body))


def _is_small(line: Line) -> bool:
    """Say whether a line is of small letters alone and nothing in it tells of a name or an office."""
    if line.is_long or line.marker or not is_small(line.body):
        return False
    return not traits(line.body).roles and not may_name_in_small_letters(line.body)


def is_letter(line: Line) -> bool:
    """Say whether a line is one letter or two with a dash, as those that part a long list by its alphabet.

    ``C``, ``A–F``, ``S - Z``.
    """
    letters = line.text.strip(" .-–—*#:")
    if len(letters) > LONGEST_LETTERS:
        return False
    first, _, last = letters.replace("–", "-").replace("—", "-").replace("/", "-").partition("-")
    return all(map(_is_one_letter, (first.strip(), last.strip()) if last else (letters,)))


def _is_one_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha() and text.upper() != text.lower()


def asks_by_mail(line: Line) -> bool:
    """Say whether a line of several words gives a mail address and names nobody."""
    mail = any(map(is_mail, line.words))
    return mail and len(line.words) > LEAST_SENTENCE_WORDS and "," not in line.text and naming(line) <= 0


def is_short_sentence(line: Line) -> bool:
    """Say whether a few words, mostly small ones that tell nothing of names, end with a full stop."""
    if len(line.words) < LEAST_SENTENCE_WORDS or not line.text.endswith(".") or "," in line.text:
        return False
    small = sum(word[0].islower() for word in line.words)
    return 2 * small > len(line.words) and naming(line) <= 0


def heads_nobody(lines: Sequence[Line], position: int, found: Heading | None) -> bool:
    """Say whether a line heads a list of others, or only counts or shows the latest of a form's signatures.

    ``found`` is what it announces by its words.
    """
    if (
        heads_other_list(lines, position)
        or _counts_by_turns(lines, position)
        or _counts_none(lines[position])
    ):
        return True
    opened = lines[position].text.endswith(COLONS)  # "Signatures follow:", and they do
    if found is not None and not opened and is_phrase(bare(lines[position].words), "more_follow"):
        return True
    return _counts_to_a_goal(lines[position]) or (
        found is not None and found.signs and names_others(lines[position])
    )


def _counts_to_a_goal(line: Line) -> bool:
    """Say whether a line only counts the signatures of a petition and how many it wants: ``312 of 500``."""
    if not LEAST_OF_A_GOAL <= len(line.words) <= LONGEST_GOAL or line.marker == "bullet":
        return False
    words = [word.strip(":.,/()") for word in line.text.replace("/", " ").split()]
    plain = [word for word in words if word and not _is_number(word)]
    masks = [mask_of_written(word) for word in plain]
    signed = any(mask & SIGN for mask in masks) and all(mask & (SIGN | SMALL) for mask in masks)
    return signed and sum(map(_is_number, words)) == NUMBERS_OF_A_GOAL


def _is_number(word: str) -> bool:
    return word.replace(".", "").replace(",", "").isdecimal()


def _counts_by_turns(lines: Sequence[Line], position: int) -> bool:
    """Say whether a line only counts signatures, and one like it stands two lines off: of another petition.

    ``248 signatures`` between titles, each with a count of its own, heads no list as ``45 signatories`` does.
    """
    beside = [at for at in (position - 2, position + 2) if 0 <= at < len(lines)]
    return _is_count(lines[position]) and any(_is_count(lines[at]) for at in beside)


def _counts_none(line: Line) -> bool:
    """Say whether a line says that nobody signed yet: ``0 signatures``."""
    return _is_count(line) and "0" in line.words


def _is_count(line: Line) -> bool:
    """Say whether a line is a number and one word for signing or support: ``1 031 signatures``."""
    if not 1 < len(line.words) <= LONGEST_COUNT or line.marker == "bullet":
        return False
    words = [word.strip(":.,") for word in line.text.split()]
    plain = [word for word in words if not _is_number(word)]
    return len(plain) == 1 and len(words) > 1 and bool(mask_of_written(plain[0]) & (SIGN | SUPPORT))
