"""Numbers before the names of a list that no mark sets off: ``1 Harbour Watch``, ``2 Quay Library``."""

from dataclasses import replace
from itertools import pairwise

from docsieve.signatories.entry import Entry, Source

LEAST_NUMBERED, SHARE_COUNTED, LONGEST_NUMBER = 3, 0.8, 4
SHARE_NUMBERED, MOST_LEFT_OUT = 0.6, 2


def without_numbers(entries: list[Entry], source: Source) -> list[Entry]:
    """Take the numbers off the beginning of entries, where they count the entries up."""
    numbers = [number for entry in entries if (number := _number(entry, source)) is not None]
    # Lists written by hand count one twice, or leave one out.
    ups = sum(0 <= other - one <= MOST_LEFT_OUT for one, other in pairwise(numbers))
    many = len(numbers) >= max(LEAST_NUMBERED, SHARE_NUMBERED * len(entries))
    if not many or not numbers[0] <= MOST_LEFT_OUT < numbers[-1] or ups < SHARE_COUNTED * (len(numbers) - 1):
        return entries
    return [_unnumbered(entry, source) if _number(entry, source) else entry for entry in entries]


def _number(entry: Entry, source: Source) -> int | None:
    """Give the number that opens an entry, before a space and a name; None where none does."""
    first, _, rest = source.read(entry.cells[0])[: LONGEST_NUMBER + 4].partition(" ")
    counted = first.isdecimal() and len(first) <= LONGEST_NUMBER and rest.lstrip()[:1].isalpha()
    return int(first) if counted else None


def _unnumbered(entry: Entry, source: Source) -> Entry:
    (start, end), *rest = entry.cells
    text = source.read((start, end))
    begin = start + len(text) - len(text.partition(" ")[2].lstrip())
    return replace(entry, start=begin, cells=((begin, end), *rest))
