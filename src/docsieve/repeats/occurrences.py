"""Repeats of documents that are all at hand: the steps over the corpus put together."""

from collections.abc import Sequence
from functools import partial

from docsieve.model import Judged, Repeat
from docsieve.repeats.across import across, compare
from docsieve.repeats.likely import Sketch, by_age
from docsieve.repeats.own import own
from docsieve.repeats.quoting import quotable
from docsieve.repeats.rows import in_order
from docsieve.repeats.templates import stencils, templates


def repeats(documents: Sequence[Judged], sketches: Sequence[Sketch]) -> tuple[Repeat, ...]:
    """Give every repeat of a corpus, in the order of its documents' ids and positions.

    ``sketches`` are those of the documents, in their order. The first occurrence is decided by the
    document's own date, then scrape time, then source name; documents without a date come after
    those with one. Documents with the same bytes are told by ``documents.duplicate_of`` and not
    listed block by block.
    """
    ordered = by_age(sketches)
    found, _ = across(sketches, partial(compare, open_=lambda at: quotable(documents[at])), {})
    return in_order([
        *(row for at in ordered for row in own(documents[at])),
        *templates([(sketches[at], stencils(documents[at])) for at in ordered]),
        *found,
    ])  # fmt: skip
