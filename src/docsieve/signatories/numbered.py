"""Numbers before the names of a list that no mark sets off: ``1 Harbour Watch``, ``2 Quay Library``."""

from dataclasses import replace
from itertools import pairwise

from docsieve.signatories.entry import Entry, Source

LEAST_NUMBERED, SHARE_COUNTED, LONGEST_NUMBER = 3, 0.8, 4


def without_numbers(entries: list[Entry], source: Source) -> list[Entry]:
    """Take the numbers off the beginning of entries, where they count the entries up."""
    if len(entries) < LEAST_NUMBERED or _number(entries[0], source) is None:
        return entries
    numbers = [_number(entry, source) for entry in entries]
    ups = sum(one is not None and other == one + 1 for one, other in pairwise(numbers))
    if ups < SHARE_COUNTED * (len(entries) - 1):
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
