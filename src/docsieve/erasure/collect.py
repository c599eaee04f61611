"""What a person asks to have erased, looked up in everything that is kept, as digests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docsieve.entities.names import is_distinctive, key
from docsieve.erasure.marks import Erasure, Marks
from docsieve.erasure.rows import is_erased, is_lost
from docsieve.persons.finder import everywhere, is_telling, where_signed
from docsieve.persons.words import words_in
from docsieve.tables import read_table

Values = dict[str, Any]

LONGEST_PHRASE = 24
"""Words of a name or address that are looked for; what is longer is found with its line."""


class NothingFoundError(LookupError):
    """What was to be erased is in nothing that is kept; the message says where it was looked for."""


@dataclass(slots=True)
class _Digests:
    """Digests being gathered."""

    marks: Marks
    only_there: bool
    gathered: dict[str, set[str]] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)

    def add(self, of: str, kind: str, *parts: str) -> None:
        self.gathered.setdefault(of, set()).add(self.marks.digest(kind, *parts))

    def phrase(self, of: str, words: Sequence[str], documents: Iterable[str] | None = None) -> None:
        """A phrase to be looked for, in all documents or some."""
        if not 0 < len(words) <= LONGEST_PHRASE:
            return
        self.lengths.add(len(words))
        if documents is None:
            self.add(of, "phrase", *words)
        for one in documents or ():
            self.add(of, "phrase there", one, *words)

    def erasure(self, number: int, what: str) -> Erasure:
        lists: dict[str, Any] = {of: tuple(sorted(digests)) for of, digests in self.gathered.items()}
        return Erasure(number, what, lengths=tuple(sorted(self.lengths)), is_scoped=self.only_there, **lists)


def of_documents(folders: Sequence[Path], marks: Marks, document: str, content: str) -> Erasure:
    """The erasure of a document by its id, or of all documents with the same bytes, and of their copies.

    ``content`` is a SHA-256; the empty string stands for "not by this". Raises NothingFoundError for a
    document that is nowhere; bytes may be erased that never came.
    """
    rows = [row for folder in folders for row in _rows(folder, "documents", "source", "content_sha256")]
    contents = {row["content_sha256"] for row in rows if row["document_id"] == document} | {content} - {""}
    meant = [row for row in rows if row["document_id"] == document or row["content_sha256"] in contents]
    if not contents:
        raise NothingFoundError(f"there is no document {document} in any snapshot that is kept")
    digests = _Digests(marks, only_there=False)
    for each in contents:
        digests.add("contents", "content", each)
        for known_as in (each, each[:12]):
            digests.add("ids", "id", known_as)
    for row in meant:
        digests.add("documents", "document", row["document_id"])
        digests.add("ids", "id", row["document_id"])
        path = [word.folded for word in words_in(row["source"])]
        if len(path) > 1:
            digests.phrase("phrases", path)
    _add_ids(digests, folders, marks, digests.erasure(0, ""))
    return digests.erasure(len(marks.erasures) + 1, "document" if document else "text")


def of_entity(folders: Sequence[Path], marks: Marks, entity: str, *, namesakes: bool) -> Erasure:
    """The erasure of a body or person behind claims, and of everybody of the same name unless told not to.

    A name that says too little to be looked for everywhere ("Ada", "Union") goes from the documents that
    the entity signed. Raises NothingFoundError.
    """
    claims = [row for folder in folders for row in _claims_of(folder, entity)]
    if not claims:
        raise NothingFoundError(f"there is no entity {entity} with claims in any snapshot that is kept")
    digests = _Digests(marks, only_there=not namesakes)
    for claim in claims:
        _add_claim(digests, claim, namesakes=namesakes)
    digests.add("ids", "id", entity)
    kind = str(claims[0]["kind"])
    erasure = digests.erasure(0, "")
    digests.only_there = erasure.is_scoped
    _add_ids(digests, folders, marks, erasure)
    return digests.erasure(len(marks.erasures) + 1, kind)


def _add_claim(digests: _Digests, claim: Values, *, namesakes: bool) -> None:
    kind, document = str(claim["kind"]), claim["document_id"]
    for name in {claim["name"], claim["native_name"]} - {None}:
        one = key(name, person=kind == "person")
        if namesakes and _is_telling(name, kind):
            digests.add("names", "name", kind, one)
        else:
            digests.only_there = True
            digests.add("names", "name there", document, kind, one)
    for name in {claim["name"], claim["native_name"], *claim["aliases"]} - {None}:
        here = None if namesakes else [document]
        for phrase in _everywhere(name, kind):
            digests.phrase("phrases", phrase, here)
        for phrase in _own(name, kind):
            digests.phrase("own_phrases", phrase, here)
    if claim["url"]:
        digests.phrase("own_phrases", [word.folded for word in words_in(claim["url"])])


def _is_telling(name: str, kind: str) -> bool:
    words = tuple(word.folded for word in words_in(name))
    return is_telling(words) or (kind != "person" and is_distinctive(name))


def _everywhere(name: str, kind: str) -> Iterator[Sequence[str]]:
    """The ways a name is looked for in all texts."""
    if kind == "person":
        yield from (phrase for phrase, _ in everywhere(name, lambda _: ""))
    elif _is_telling(name, kind):
        words = [word.folded for word in words_in(name)]
        yield from (words, ["".join(words)])


def _own(name: str, kind: str) -> Iterator[Sequence[str]]:
    """The ways a name is looked for, besides those, in documents that it signed."""
    if kind == "person":
        yield from (phrase for phrase, _ in where_signed(name, lambda _: ""))
    else:
        yield [word.folded for word in words_in(name)]


def _claims_of(folder: Path, entity: str) -> list[Values]:
    entities = _rows(folder, "entities", "entity_id", "other_ids")
    ids = {row["entity_id"] for row in entities if entity in (row["entity_id"], *row["other_ids"])}
    columns = ("entity_id", "kind", "name", "native_name", "aliases", "url")
    return [row for row in _rows(folder, "signatories", *columns) if row["entity_id"] in ids] if ids else []


def _add_ids(digests: _Digests, folders: Sequence[Path], marks: Marks, erasure: Erasure) -> None:
    """The ids of claims and entities that go, so that they are found wherever they are named."""
    alone = Marks(marks.key, (erasure,))
    for folder in folders:
        documents = _rows(folder, "documents", "content_sha256")
        bytes_of = {row["document_id"]: row["content_sha256"] for row in documents}
        claims = _rows(folder, "signatories", "signatory_id", "entity_id", "kind", "name", "native_name")
        kept = set()
        for row in claims:
            document = row["document_id"]
            if is_lost(row, alone) or is_erased(document, bytes_of.get(document), alone):
                digests.add("ids", "id", row["signatory_id"])
            else:
                kept.add(row["entity_id"])
        gone = {row["entity_id"] for row in claims} - kept
        for row in _rows(folder, "entities", "entity_id", "other_ids"):
            for one in (row["entity_id"], *row["other_ids"]) if row["entity_id"] in gone else ():
                digests.add("ids", "id", one)


def _rows(folder: Path, table: str, *columns: str) -> list[Values]:
    wanted = list(columns) if table == "entities" else ["document_id", *columns]
    return read_table(folder, table, list(dict.fromkeys(wanted))).to_pylist()
