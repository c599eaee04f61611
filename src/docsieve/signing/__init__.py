"""Find the parts of a text that say who signed it, before anything is removed."""

from collections.abc import Sequence

from docsieve.model import Block
from docsieve.signing.lines import lines_of
from docsieve.signing.parts import SigningPart, announced_parts, bare_parts, byline_parts, merged

__all__ = ["SigningPart", "find"]


def find(blocks: Sequence[Block]) -> tuple[SigningPart, ...]:
    """Give the signing parts of a document, in its order.

    Runs on all blocks of a page, chrome included; menus, comments, related posts, credits and contacts
    are no parts. Does not read the names: ``signatories.read`` does.
    """
    lines = lines_of(list(blocks))
    parts = announced_parts(lines)
    covered = {index for part in parts for index in range(part.first, part.last + 1)}
    bare = [part for part in bare_parts(lines) if part.first not in covered] if not parts else []
    return merged([*byline_parts(lines), *parts, *bare])
