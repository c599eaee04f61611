"""Cut a text into blocks with exact spans; every non-blank character is in exactly one block."""

from docsieve.model import Block
from docsieve.segment.lines import Line, lines_of
from docsieve.segment.shapes import shape_of
from docsieve.segment.wrapping import paragraphs

__all__ = ["Line", "rebuild", "segment"]


def segment(text: str) -> tuple[Block, ...]:
    r"""Give the blocks of a text in order: a line each, hard-wrapped lines joined to one block.

    A text of white space only has no blocks. The texts and separators of all blocks, joined, give
    the text back; does not repair or drop a character.

    >>> [(b.text, b.shape.value) for b in segment("Open letter\n\nWe ask for\nlight.\n")]
    [('Open letter', 'heading'), ('We ask for', 'paragraph'), ('light.', 'paragraph')]
    """
    groups = paragraphs(lines_of(text))
    if not groups:
        return ()
    starts = [0, *(group[0].start for group in groups[1:])]
    ends = [group[-1].end for group in groups]
    return tuple(
        Block(
            position=position,
            start=start,
            end=end,
            text=text[start:end],
            separator=text[end:following],
            # A heading stands first, or above a blank line.
            shape=shape_of(text[start:end].strip(), not position or text.count("\n", end, following) > 1),
        )
        for position, (start, end, following) in enumerate(
            zip(starts, ends, [*starts[1:], len(text)], strict=True)
        )
    )


def rebuild(blocks: tuple[Block, ...]) -> str:
    r"""Give back the raw text that the blocks were cut from.

    >>> rebuild(segment("  One.\r\n\r\nTwo.\n"))
    '  One.\r\n\r\nTwo.\n'
    """
    return "".join(block.text + block.separator for block in blocks)
