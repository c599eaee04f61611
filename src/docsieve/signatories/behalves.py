"""Blocks that say for which body each person signs: ``Pour l'Union du Quai``, the office, the name."""

from dataclasses import replace

from docsieve.folding import fold, small_words
from docsieve.signatories.named import is_person_line
from docsieve.signatories.roles import is_role
from docsieve.signing.lines import Line, bare
from docsieve.signing.phrases import opening_phrase

LEAST_BLOCKS, SIZES = 2, range(2, 5)
ELISION = ("'", "’")


def behalf_blocks(lines: list[Line]) -> list[list[Line]]:
    """Group lines of such blocks, a group for each body and one for who signs for it; none elsewhere.

    All blocks begin so and end with a name; what stands between tells of it.
    """
    heads = [at for at, line in enumerate(lines) if opening_phrase(bare(line.words), "behalf")]
    if len(heads) < LEAST_BLOCKS or heads[0] > 0:
        return []
    groups: list[list[Line]] = []
    for at, after in zip(heads, [*heads[1:], len(lines)], strict=True):
        if after - at not in SIZES:
            return []
        *offices, name = lines[at + 1 : after]
        if is_role(name.body) or any(map(_names_another, offices)):
            return []
        groups += [[_body_of(lines[at])], [name, *offices]]
    named = sum(is_person_line(name) for name, *_ in groups[1::2])
    return groups if 2 * named > len(heads) else []


def _names_another(line: Line) -> bool:
    return is_person_line(line) and not is_role(line.body)


def _body_of(line: Line) -> Line:
    """Give a line that says for whom somebody signs as the body's name alone, without its article."""
    words = line.body.split()
    first = len(opening_phrase(bare(line.words), "behalf").split())
    while first < len(words) - 1 and fold(words[first]) in small_words("articles"):
        first += 1
    rest = " ".join(words[first:]).rstrip(" ,:")
    start = line.body.find(rest)
    if rest[1:2] in ELISION and start >= 0:
        start, rest = start + 2, rest[2:]
    return replace(line, body=rest, body_start=line.body_start + start) if start >= 0 else line
