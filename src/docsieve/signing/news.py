"""Lines that say what is new, or when something is: no signatures, however much they name."""

import re

from docsieve.dates import has_hour
from docsieve.places import countries_of
from docsieve.signing.headings import label_of
from docsieve.signing.lines import Line
from docsieve.signing.names import is_unspaced, traits

LEAST_WORDS_OF_NEWS, LEAST_LETTERS_OF_NEWS = 4, 8
# "Fr. 12.9. 20 Uhr: ...", "14/5 ..."
DAY_BEFORE = re.compile(r"(?:\w{1,10}\.?,? )?\d{1,2}[./]\d{1,2}[. ]")


def tells_news(line: Line) -> bool:
    """Say whether a line is a body and what of it, as news have it: ``Harbour Union: Keep the path open``."""
    body = line.body
    label, colon, rest = body.partition(": ")
    if not colon:
        label, _, rest = body.partition(" – ")
    look = traits(rest)
    long = look.words >= LEAST_WORDS_OF_NEWS or (is_unspaced(rest) and len(rest) >= LEAST_LETTERS_OF_NEWS)
    told = long and not (look.kinds or look.roles or countries_of(rest))
    return told and label_of(label) is None and (bool(colon) or look.uncased or look.small > 0)


def is_appointment(text: str) -> bool:
    """Say whether a line tells when something is: an hour, or a day and a month before what it is."""
    return has_hour(text) or DAY_BEFORE.match(text) is not None
