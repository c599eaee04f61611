"""Under which of a part's headings each of its lines stands."""

from bisect import bisect_left
from dataclasses import dataclass

from docsieve.signing.headings import Heading
from docsieve.signing.part import SigningPart


@dataclass(frozen=True, slots=True)
class Heads:
    """The subheadings of a part in their order, and what is said above the first and behind each of them."""

    positions: tuple[int, ...]
    told: tuple[tuple[Heading | None, int, tuple[str, ...]], ...]

    @classmethod
    def of(cls, part: SigningPart) -> "Heads":
        """Take them from a part, once for all of its lines: there may be as many headings as lines."""
        heading, section = part.heading, -1
        told: list[tuple[Heading | None, int, tuple[str, ...]]] = [(heading, section, ())]
        for position, found in part.subheads:
            if found.how != "country":
                section = position
                heading = found if found.people or found.bodies else part.heading or found
            told.append((heading, section, found.countries))
        return cls(tuple(position for position, _ in part.subheads), tuple(told))

    def above(self, index: int) -> tuple[Heading | None, int]:
        """Give the heading that a line stands under, and the position of the subheading above it."""
        heading, section, _ = self.told[bisect_left(self.positions, index)]
        return heading, section

    def countries(self, index: int) -> tuple[str, ...]:
        """Give the countries of the nearest heading above, none where it is not by country."""
        return self.told[bisect_left(self.positions, index)][2]
