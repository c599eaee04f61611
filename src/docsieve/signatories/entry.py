"""One signatory's stretch of a text, and the text it is read from."""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.signatories.cells import Span
from docsieve.signing.headings import Heading
from docsieve.values import value


@value
class Entry:
    """One signatory's stretch of the text.

    ``cells`` are its pieces as spans of the raw text: the name first, then what further cells or lines
    say of it. ``heading`` is the nearest heading above, ``section`` the position of its block;
    ``countries`` are those of a heading by country, ``told`` the cells whose column a table's header names;
    ``shared`` is what stands behind another's name and is of this one too: the surname of a couple.
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    heading: Heading | None = None
    section: int = -1
    countries: tuple[str, ...] = ()
    told: tuple[tuple[str, Span], ...] = ()
    shared: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The raw text from ``offset`` on that the blocks of a document were cut from.

    ``spaced`` says that a blank line stands between all of them.
    """

    text: str
    offset: int
    spaced: bool = False

    def read(self, span: Span) -> str:
        """Give the raw text of a span."""
        return self.text[span[0] - self.offset : span[1] - self.offset]

    def cells(self, entry: Entry) -> list[str]:
        """Give the texts of an entry's cells, with what its first shares with another's."""
        first, *rest = map(self.read, entry.cells)
        return [f"{first} {self.read(entry.shared)}" if entry.shared else first, *rest]


def extent(cells: Sequence[Span]) -> Span:
    """Give where the first of some cells begins and the last ends, whatever their order."""
    return min(begin for begin, _ in cells), max(end for _, end in cells)
