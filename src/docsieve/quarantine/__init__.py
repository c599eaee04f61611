"""What waits in quarantine, for people: find it, understand it, try it again."""

from docsieve.quarantine.again import Replayed, replay
from docsieve.quarantine.show import explained, in_short
from docsieve.quarantine.waiting import Waiting, chosen, find, rows

__all__ = [
    "Replayed",
    "Waiting",
    "chosen",
    "explained",
    "find",
    "in_short",
    "printable",
    "replay",
    "rows",
]
