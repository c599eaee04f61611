"""Lines that name a person: bare, with a note in brackets, beyond doubt."""

from docsieve.signatories.glued import glued_person
from docsieve.signatories.parted_names import behind_role
from docsieve.signing.evidence import split_head
from docsieve.signing.lines import Line
from docsieve.signing.marks import signed_by_hand
from docsieve.signing.names import names_person, traits, without_nickname
from docsieve.signing.titles import is_peer, unranked


def is_sure(line: Line) -> bool:
    """Say whether a name's line is one beyond doubt: a given name, initials, or more behind the name."""
    body = line.body.strip(" .,")
    seen = traits(unranked(split_head(body)[0]))
    return seen.given or seen.initials > 0 or "," in body


def _unmarked(line: Line) -> str:
    """Give a line without the mark of a signature by hand."""
    return line.body[slice(*signed_by_hand(line.body))].strip(" .,")


def is_person_line(line: Line) -> bool:
    """Say whether a line begins with a person's name, by its form."""
    head = split_head(_unmarked(line))[0]
    name = without_nickname(unranked(head))
    return names_person(name) or _names_otherwise(line, head)


def _names_otherwise(line: Line, head: str) -> bool:
    """Say whether a line names a peer, or a person beside an office or a body that no mark sets off."""
    return is_peer(head) or bool(glued_person(line.body)[1]) or behind_role(head) is not None


def is_bare_person(line: Line) -> bool:
    """Say whether a line is a person's name, titles and office before it aside, and nothing else."""
    whole = _unmarked(line)
    name = without_nickname(unranked(whole))
    return is_peer(whole) or (names_person(name) and not traits(name).roles)


def is_noted_person(line: Line) -> bool:
    """Say whether a line is a person's name and a note in brackets: ``Ada Elm (in memoriam)``."""
    name, bracket, _ = line.body.partition(" (")
    return (
        bool(bracket)
        and line.body.rstrip(" .,").endswith(")")
        and names_somebody(line)
        and names_person(name)
    )


def names_somebody(line: Line) -> bool:
    """Say whether a line begins with a person's name beyond doubt: a title or a given name, and its form."""
    head = split_head(_unmarked(line))[0]
    name = without_nickname(head)
    seen = traits(name)
    if seen.roles >= seen.words:
        return False  # "General Secretary"
    known = names_person(unranked(name)) and (seen.given or seen.titled or seen.uncased)
    return known or _names_otherwise(line, head)
