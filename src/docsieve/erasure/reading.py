"""What was erased and is read again: it waits in quarantine, and nothing of it is looked at."""

from collections.abc import Iterable

from docsieve.erasure.marks import Marks
from docsieve.erasure.rows import is_erased
from docsieve.model import RawDocument, Rejected
from docsieve.read import document_id

REASON = "erased"
DETAIL = "this document was erased; take the file out of the raw folder"


def turn_away(
    documents: Iterable[RawDocument], rejected: Iterable[Rejected], marks: Marks
) -> tuple[list[RawDocument], list[Rejected]]:
    """Tell documents that were erased from the others; their row says neither path nor hash."""
    read, refused = list(documents), list(rejected)
    kept = [one for one in read if not is_erased(one.document_id, one.content_sha256, marks)]
    aside = [one for one in refused if not is_erased(document_id(one.source), one.content_sha256, marks)]
    known = {one.source for one in kept} | {one.source for one in aside}
    sources = [one.source for one in read] + [one.source for one in refused]
    away = [_unnamed(source, marks) for source in sources if source not in known]
    return kept, [*aside, *away]


def _unnamed(source: str, marks: Marks) -> Rejected:
    return Rejected(f"erased-{marks.digest('away', source)[:16]}", None, "read", REASON, DETAIL)
