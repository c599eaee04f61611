"""A run of signatures: lines that belong together, as they are gathered."""

from dataclasses import dataclass, field

from docsieve.signing.columns import Row
from docsieve.signing.headings import Heading
from docsieve.signing.lines import Line


@dataclass(slots=True)
class Run:
    """Lines that belong together: entries, the subheadings between them, whether they are one table."""

    entries: list[int] = field(default_factory=list)
    subheads: dict[int, Heading] = field(default_factory=dict)
    is_table: bool = False
    is_enumeration: bool = False
    by_country: bool = False
    rows: tuple[Row, ...] = ()
    resumes_at: int = 0
    ends_at: int = 0
    joined_at: int = -1
    is_grouped: bool = False
    is_spaced: bool = False

    def add_entry(self, line: Line) -> None:
        """Take a line; ``is_spaced`` says that one of them has a blank line above it."""
        self.entries.append(line.index)
        self.is_spaced = self.is_spaced or line.gap > 1

    def add_subhead(self, position: int, found: Heading) -> None:
        """Note a heading between the entries; ``joined_at`` is where the last "and" stood."""
        self.subheads[position] = found
        self.is_grouped = self.is_grouped or bool(found.people or found.bodies)
        self.joined_at = position if found.how == "conjunction" else self.joined_at
