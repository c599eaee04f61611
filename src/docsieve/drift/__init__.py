"""A run beside its predecessors: what has jumped, by stated tests, with the documents behind it."""

from docsieve.drift.compare import LOOK_BACK, Shift, compare
from docsieve.drift.documents import FILE, Behind, Change, shifts, write_shifts
from docsieve.drift.page import page
from docsieve.drift.table import BY_NAME, TESTS, Test

__all__ = [
    "BY_NAME",
    "FILE",
    "LOOK_BACK",
    "TESTS",
    "Behind",
    "Change",
    "Shift",
    "Test",
    "compare",
    "page",
    "shifts",
    "write_shifts",
]
