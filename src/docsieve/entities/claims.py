"""Claims as resolving sees them: who is said to have signed which document, and when that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from operator import attrgetter

from docsieve.entities.names import MOST_KEPT
from docsieve.model import Judged, Kind

When = tuple[str, str, str]
"""A document's place among all: the day it was published, the hour it was scraped, its source."""


@dataclass(frozen=True, slots=True)
class Said:
    """What of a signatory counts in resolving; claims that say the same share one."""

    kind: Kind
    name: str
    native_name: str | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    place: str | None = None
    countries: tuple[str, ...] = ()
    url: str | None = None


COUNTS = tuple(each.name for each in fields(Said))
"""What of a signatory counts, in the order of ``Said``."""

said_of = lru_cache(maxsize=MOST_KEPT)(Said)
"""Give what is said, once for all who say it: hundreds of thousands of claims are in memory together."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What is said of one signatory of a document, at a position in it.

    ``also`` are the documents of later claims that it stands for, too: of one ``voice_of``.
    """

    document_id: str
    when: When
    position: int
    said: Said
    also: Sequence[str] = ()

    @property
    def documents(self) -> Iterator[str]:
        """The document of each claim that it stands for."""
        return chain((self.document_id,), self.also)

    @property
    def times(self) -> int:
        """How many claims it stands for."""
        return 1 + len(self.also)

    @property
    def source(self) -> str:
        """The document's path or address."""
        return self.when[-1]


def claims_of(document: Judged) -> list[Claim]:
    """Give the claims of one document: what it contributes to the resolving of all."""
    raw = document.raw
    when = when_of(raw.source, document.metadata.published_on, raw.scraped_at)
    what_counts = attrgetter(*COUNTS)
    return [
        Claim(raw.document_id, when, one.position, said_of(*what_counts(one))) for one in document.signatories
    ]


def voice_of(said: Said, document_id: str) -> bytes:
    """Give 16 bytes that stand for what is said of a body, wherever, or of a person within a document.

    Claims of one voice are never told apart, but by a judgement that names a document.
    """
    where = document_id if said.kind is Kind.PERSON else ""
    told = repr((where, *attrgetter(*COUNTS)(said))).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=16).digest()


def when_of(source: str, published_on: date | None, scraped_at: datetime | None) -> When:
    """Give a document's place among all: what has no date comes last.

    >>> when_of("quay/a.txt", date(2020, 5, 3), None)
    ('2020-05-03', '~', 'quay/a.txt')
    """
    # "~" sorts after every digit.
    published = published_on.isoformat() if published_on else "~"
    return published, scraped_at.isoformat() if scraped_at else "~", source
